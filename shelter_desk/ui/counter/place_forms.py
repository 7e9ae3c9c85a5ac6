"""About a place: kept for a woman until an hour, or taken out of service."""

from typing import Any

from shelter_desk.marking import mark
from shelter_desk.services import holds, outages
from shelter_desk.services.beds import (
    BedKeptError,
    BedNotCleanError,
    BedOutOfServiceError,
    BedTakenError,
    SameRoomError,
    UnknownBedError,
)
from shelter_desk.services.collisions import BedHeldError, HasBedAlreadyError
from shelter_desk.services.holds import HoldPastError, HoldTooLongError
from shelter_desk.services.outages import NOTE_LIMIT, BackPastError, OutAlreadyError
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.terms import OutageReason
from shelter_desk.ui.counter.free_places import free_bed_field
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, bed_field, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import ShortText, When
from shelter_desk.ui.widgets.moments import Toward


class HoldForm(Form):
    """A place is kept for a known woman, over the nights until an hour of the clock."""

    rule = mark("At most fourteen days. The place is free again by itself when the hour has come.")
    saves = mark("Hold the place")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True, known_only=True),
            UnknownGuestError,
            HasBedAlreadyError,
        )
        self.bed = self.add(
            "bed",
            free_bed_field(desk, mark("Place"), required=True),
            BedTakenError,
            BedKeptError,
            BedHeldError,
            BedNotCleanError,
            BedOutOfServiceError,
            SameRoomError,
            UnknownBedError,
        )
        self.until = self.add(
            "until",
            When(desk, mark("Held until"), toward=Toward.FUTURE, required=True),
            HoldPastError,
            HoldTooLongError,
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start on the place that is looked at."""
        super().begin(about, **given)
        if about.guest_id is None and about.presence_id is None and about.bed_id is not None:
            self.bed.choose(about.bed_id)

    def save(self) -> None:
        """Keep it."""
        who = self.who.value
        if who is None or self.until.value is None:
            return
        self.run(
            holds.hold_bed,
            self._desk.words.say(
                "The place is held for {name} until {at}",
                name=self.who.shown_name,
                at=self.until.value,
            ),
            guest_id=who.guest_id,
            bed_id=self.bed.value,
            until_at=self.until.value,
        )


class OutOfServiceForm(Form):
    """A place cannot be used: why, and until when if that is known."""

    saves = mark("Take out of service")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.bed = self.add(
            "bed",
            bed_field(desk, mark("Place"), required=True),
            BedTakenError,
            BedKeptError,
            OutAlreadyError,
            UnknownBedError,
        )
        self.reason = self.add(
            "reason", OneOf(desk, mark("Why"), each(OutageReason), required=True)
        )
        self.until = self.add(
            "until",
            When(desk, mark("Expected back in service"), toward=Toward.FUTURE),
            BackPastError,
        )
        self.note = self.add("note", ShortText(desk, mark("Note"), limit=NOTE_LIMIT))

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start on the place that is looked at."""
        super().begin(about, **given)
        if about.bed_id is not None:
            self.bed.choose(about.bed_id)

    def save(self) -> None:
        """Take it out of service."""
        self.run(
            outages.take_out_of_service,
            self._desk.words.say("The place is out of service"),
            bed_id=self.bed.value,
            reason=self.reason.value,
            note=self.note.value,
            expected_until=self.until.value,
        )
