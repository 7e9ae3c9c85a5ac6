"""A room to herself: precautions, when it is looked at again, and its end (domain.md e2)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from shelter_desk.incident_terms import InfectionRoute
from shelter_desk.marking import mark
from shelter_desk.phrases.around_lines import precaution_words
from shelter_desk.services import isolation
from shelter_desk.services.isolation import (
    NOTE_LIMIT,
    IsolatedAlreadyError,
    IsolationPicture,
    NeedsPlaceError,
    ReviewMissingError,
    RoomSharedError,
)
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import DueInPastError
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import OneOf, Tick, Ticks, each, said
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import ShortText, When
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.moments import Toward

_TOILET, _TRAY = "toilet", "tray"


class IsolationForm(Form):
    """Her room is hers alone until somebody ends it."""

    rule = mark("Precautions, never an illness. The room is cleaned before others get it.")
    saves = mark("Room to herself")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True),
            UnknownGuestError, NeedsPlaceError, RoomSharedError, IsolatedAlreadyError,
        )  # fmt: skip
        self.route = self.add(
            "route", OneOf(desk, mark("How it spreads"), each(InfectionRoute), required=True)
        )
        self.confirmed = self.add(
            "confirmed",
            OneOf(
                desk, mark("How sure"),
                said((False, mark("Suspected")), (True, mark("Confirmed"))), start=False,
            ),
        )  # fmt: skip
        self.agreed = self.add(
            "agreed",
            Ticks(
                desk, mark("Agreed"),
                said((_TOILET, mark("Own toilet")), (_TRAY, mark("Meals on a tray"))),
            ),
        )  # fmt: skip
        self.review = self.add(
            "review",
            When(desk, mark("Looked at again"), toward=Toward.FUTURE, required=True),
            ReviewMissingError, DueInPastError,
        )  # fmt: skip
        self.at = self.add("at", When(desk, mark("From")), FutureTimeError)
        self.beside(self.review, self.at)
        self.note = self.add("note", ShortText(desk, mark("Remark"), limit=NOTE_LIMIT))

    def save(self) -> None:
        """Begin it."""
        self.run(
            isolation.start_isolation,
            self._desk.words.say("{name} has a room to herself", name=self.who.shown_name),
            route=self.route.value,
            confirmed=bool(self.confirmed.value),
            own_toilet=_TOILET in self.agreed.value,
            meals_on_tray=_TRAY in self.agreed.value,
            review_at=self.review.value,
            note=self.note.value,
            at=self.at.value,
            **self.who.subject,
        )


class IsolationReviewForm(Form):
    """It was looked at and goes on; opened from the list with ``row_id`` and ``name``."""

    saves = mark("It goes on")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._row_id = 0
        self._name = ""
        self.review = self.add(
            "review",
            When(desk, mark("Looked at again"), toward=Toward.FUTURE, required=True),
            ReviewMissingError, DueInPastError,
        )  # fmt: skip
        self.confirmed = self.add("confirmed", Tick(desk, mark("Confirmed by now")))

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Hold which one."""
        super().begin(about, **given)
        self._row_id, self._name = int(given["row_id"]), str(given["name"])
        self.say_line(self._name)

    def retranslate(self) -> None:
        """Say whose it is."""
        super().retranslate()
        self.say_line(self._name)

    def save(self) -> None:
        """Let it go on."""
        self.run(
            isolation.review_isolation,
            self._desk.words.say("{name} keeps the room to herself", name=self._name),
            isolation_id=self._row_id,
            review_at=self.review.value,
            confirmed=True if self.confirmed.value else None,
        )


class IsolationSheet(Listing):
    """Who has a room to herself now."""

    def ask(self) -> None:
        """Ask who."""
        self._desk.tasks.run(
            isolation.isolated, then=self.answered, failed=self.failed, latest="around.isolation"
        )

    def sections(self, answer: Sequence[IsolationPicture]) -> Sequence[Section]:
        """One list, the oldest first."""
        empty = self._desk.words.say("Nobody has a room to herself now.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: IsolationPicture) -> Row:
        words, name = self._desk.words, self._name(one)
        precautions = precaution_words(words.texts, one.route, tray=one.meals_on_tray)
        lines = [
            precautions[:1].upper() + precautions[1:],
            words.say("Since {at}", at=self._moment(one.since)),
        ]
        if one.own_toilet:
            lines[0] = f"{lines[0]} · {words.say('Own toilet').lower()}"
        if one.note:
            lines.append(naming.plain(one.note))
        review = words.say("review {at}", at=self._moment(one.review_at))
        return Row(
            one.isolation_id,
            name,
            code=one.bed_code or "",
            chip=(Status.WATCH if one.review_due else Status.ISOLATED, review),
            lines=tuple(lines),
            deeds=(
                Deed(words.say("It goes on"), partial(self._review, one)),
                Deed(words.say("End it, clean the room"), partial(self._end, one)),
            ),
        )

    def _moment(self, at: datetime) -> str:
        return self._desk.words.texts.moment_then(at, self._desk.clock.now())

    def _name(self, one: IsolationPicture) -> str:
        return naming.embedded(naming.name_of(self._desk.words, one.person))

    def _review(self, one: IsolationPicture) -> None:
        self._desk.forms.open(
            "isolation_review",
            None,
            row_id=one.isolation_id,
            draft=one.isolation_id,
            name=self._name(one),
        )

    def _end(self, one: IsolationPicture) -> None:
        self.act(
            isolation.end_isolation,
            self._desk.words.say(
                "{name} no longer needs the room alone; it is to be cleaned", name=self._name(one)
            ),
            isolation_id=one.isolation_id,
        )
