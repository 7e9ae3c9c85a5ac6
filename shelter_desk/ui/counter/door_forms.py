"""At the door: who got no place, who asks for a woman, and who comes in without a name."""

from typing import Any

from shelter_desk.marking import mark
from shelter_desk.phrases import label_inside, neutral_answer
from shelter_desk.services import board, inquiries, shielding, turn_aways
from shelter_desk.services.beds import (
    BedKeptError,
    BedNotCleanError,
    BedOutOfServiceError,
    BedTakenError,
    UnknownBedError,
)
from shelter_desk.services.snapshots import DeskState
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.turn_aways import REFERRED_LIMIT, CountedTonightError
from shelter_desk.terms import INCIDENT_SHORT_LIMIT, BedElsewhere, TurnAwayReason
from shelter_desk.ui.counter.free_places import free_bed_field
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, each
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import LongText, ShortText, When
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import Words as Label

_NOTE_LIMIT = 600


class TurnAwayForm(Form):
    """Why somebody got no place: a reason is enough, and nobody is named unless she wishes."""

    rule = mark("Food at the door, equipment, naloxone and health help she can always have.")
    saves = mark("Note it")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.reason = self.add(
            "reason", OneOf(desk, mark("Why"), each(TurnAwayReason), required=True)
        )
        self.referred_to = self.add(
            "referred_to",
            ShortText(desk, mark("Referred to"), limit=REFERRED_LIMIT),
        )
        self.elsewhere = self.add(
            "elsewhere",
            OneOf(
                desk,
                mark("Got a bed somewhere else?"),
                each(BedElsewhere),
                start=BedElsewhere.UNKNOWN,
            ),
        )
        self.who = self.add(
            "who",
            Who(
                desk,
                mark("Who"),
                known_only=True,
                help_line=mark("Leave it empty: then nobody is named, and the visit is counted"),
            ),
            CountedTonightError,
            UnknownGuestError,
        )
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with nobody named; «fullt» where no ordinary place is free."""
        super().begin(about, **given)
        self.who.field.set_people(())
        self._desk.tasks.run(board.desk_state, then=self._on_state, latest="turn_away")

    def _on_state(self, state: DeskState) -> None:
        if not state.places_free and self.reason.value is None:
            self.reason.choose(TurnAwayReason.FULL)

    def save(self) -> None:
        """Count it."""
        reason: TurnAwayReason = self.reason.value
        sentence = self._desk.words.say(
            "Noted: got no place, {reason}", reason=label_inside(self._desk.words.texts, reason)
        )
        who = self.who.value
        self.run(
            turn_aways.turn_away,
            sentence,
            reason=reason,
            referred_to=self.referred_to.value,
            bed_elsewhere=self.elsewhere.value or BedElsewhere.UNKNOWN,
            guest_id=who.guest_id if who is not None else None,
            at=self.at.value,
        )


class AskedForHerForm(Form):
    """What is said to whoever asks, large enough to read aloud; then that it was said."""

    rule = mark("The answer is the same whoever asks, whether she is here or not.")
    saves = mark("Write it in the log")

    def build(self) -> None:
        """Declare the script and the fields."""
        desk = self._desk
        self.script = Label(desk.theme, size=20, weight=SEMIBOLD, wrap=True)
        self.body.addWidget(self.script)
        self.note = self.add(
            "note",
            LongText(
                desk,
                mark("What happened"),
                limit=_NOTE_LIMIT,
                help_line=mark("By phone or at the door, what was said. Leave it empty if no more"),
            ),
        )
        self.who = self.add(
            "who",
            Who(
                desk,
                mark("Whom they asked for"),
                known_only=True,
                help_line=mark("Only if she must know of it. Never answer with her name"),
            ),
            UnknownGuestError,
        )
        self.short = self.add(
            "short",
            ShortText(desk, mark("Short, for the handover sheet"), limit=INCIDENT_SHORT_LIMIT),
        )

    def retranslate(self) -> None:
        """Say everything anew, the script first."""
        super().retranslate()
        self.script.setText(f"«{neutral_answer(self._desk.words.texts)}»")

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with nobody: who is chosen on the screen is not who was asked for."""
        super().begin(about, **given)
        self.who.field.set_people(())

    def save(self) -> None:
        """Log that somebody asked, and what was answered."""
        who = self.who.value
        self.run(
            inquiries.asked_for_her,
            self._desk.words.say("The log says that somebody asked, and what was answered"),
            note=self.note.value,
            short=self.short.value,
            guest_id=who.guest_id if who is not None else None,
        )


class ShieldedArrivalForm(Form):
    """A woman nobody names comes in: a place, or waiting for one (domain.md b11)."""

    rule = mark(
        "Ask for nothing more. She is shown as «Shielded» with a number; the shift lead gets a"
        " task to link her to her card."
    )
    saves = mark("Check in")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.bed = self.add(
            "bed",
            free_bed_field(
                desk, mark("Place"), help_line=mark("Leave it empty if she waits for one")
            ),
            BedTakenError,
            BedKeptError,
            BedNotCleanError,
            BedOutOfServiceError,
            UnknownBedError,
        )
        self.at = self.add("at", When(desk, mark("Came at")), FutureTimeError)

    def save(self) -> None:
        """Check her in."""
        self.run(
            shielding.shielded_arrival,
            self._desk.words.say("Shielded arrival: checked in, the shift lead has a task"),
            bed_id=self.bed.value,
            at=self.at.value,
        )
