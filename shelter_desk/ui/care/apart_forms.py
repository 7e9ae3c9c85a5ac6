"""«Hold fra hverandre»: two women, or a woman and a room, with a level and a review."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services import keep_apart
from shelter_desk.services.keep_apart import (
    ApartAlreadyError,
    KeepApartPicture,
    ReviewPastError,
    SameWomanError,
    WhomApartError,
)
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.terms import KeepApartLevel, Right
from shelter_desk.ui.care.restriction_forms import shown_name
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import OneOf, each, room_field, said
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import Day
from shelter_desk.ui.theme import Status

_REVIEW_IN = timedelta(days=14)
_WOMAN, _ROOM = "woman", "room"


class KeepApartForm(Form):
    """Whom from whom (or which room), how serious, and when it is looked at again."""

    rule = mark("It holds both ways, whichever of them comes first.")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True, known_only=True), UnknownGuestError
        )
        self.kind = self.add(
            "kind",
            OneOf(
                desk,
                mark("Kept apart from"),
                said((_WOMAN, mark("another woman")), (_ROOM, mark("a room"))),
                start=_WOMAN,
                required=True,
            ),
        )
        self.other = self.add(
            "other",
            Who(desk, mark("The other woman"), required=True, known_only=True),
            SameWomanError,
            WhomApartError,
            ApartAlreadyError,
        )
        self.room = self.add("room", room_field(desk, mark("Which room"), required=True))
        self.level = self.add(
            "level",
            OneOf(desk, mark("Why"), each(KeepApartLevel), required=True),
        )
        self.review = self.add(
            "review", Day(desk, mark("Reviewed on"), required=True), ReviewPastError
        )
        self.kind.changed.connect(self._on_kind)
        self._on_kind()

    def _on_kind(self) -> None:
        room = self.kind.value == _ROOM
        self.other.setVisible(not room)
        self.room.setVisible(room)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with her and a review in two weeks."""
        super().begin(about, **given)
        self.review.set_day(local_date(self._desk.clock.now()) + _REVIEW_IN)

    def _other(self) -> dict[str, int | None]:
        if self.kind.value == _ROOM:
            return {}
        return {f"other_{name}": number for name, number in self.other.subject.items()}

    def save(self) -> None:
        """Keep them apart."""
        room = self.kind.value == _ROOM
        self.run(
            keep_apart.keep_apart,
            self._desk.words.say("Kept apart from now on: {name}", name=self.who.shown_name),
            level=self.level.value,
            review_on=self.review.value,
            **self._other(),
            room_id=self.room.value if room else None,
            **self.who.subject,
        )


class ApartReviewForm(Form):
    """It was looked at again and stands; given ``keep_apart_id`` and ``names``, both of them."""

    rule = mark("Is it still needed? If not, end it in the list instead.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._keep_apart_id = 0

    def build(self) -> None:
        """Declare the field."""
        self._names = ""
        self.on = self.add(
            "on", Day(self._desk, mark("Reviewed next on"), required=True), ReviewPastError
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with which it is."""
        super().begin(about, **given)
        self._keep_apart_id = given["keep_apart_id"]
        self._names = given["names"]
        self._say_whom()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._say_whom()

    def _say_whom(self) -> None:
        if self._names:
            self.say_line(f"{self._names}. {self._desk.words.say(self.rule)}")

    def save(self) -> None:
        """Set the date."""
        self.run(
            keep_apart.change_review,
            self._desk.words.say("Reviewed again on {on}", on=self.on.value),
            keep_apart_id=self._keep_apart_id,
            review_on=self.on.value,
        )


class KeptApartSheet(Listing):
    """Who is kept apart now."""

    def ask(self) -> None:
        """Ask who is kept apart."""
        self._desk.tasks.run(
            keep_apart.kept_apart, then=self.answered, failed=self.failed, latest="care.apart"
        )

    def sections(self, answer: Sequence[KeepApartPicture]) -> Sequence[Section]:
        """One list, by when it is reviewed."""
        empty = self._desk.words.say("Nobody is kept apart now.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _names(self, one: KeepApartPicture) -> str:
        name, other = shown_name(self._desk, one.person), shown_name(self._desk, one.other)
        return self._desk.words.say("{name} and {other}", name=name, other=other or one.room or "")

    def _row(self, one: KeepApartPicture) -> Row:
        words, texts = self._desk.words, self._desk.words.texts
        chip = (Status.INFO, label(texts, one.level))
        if one.review_due:
            chip = (Status.WATCH, words.say("to be reviewed"))
        line = words.say(
            "{why}, since {since}. Reviewed on {on}.",
            why=label(texts, one.level),
            since=texts.moment_then(one.starts_at, self._desk.clock.now()),
            on=texts.long_date(one.review_on),
        )
        deeds: tuple[Deed, ...] = ()
        if self._desk.actions.may(Right.BAR):
            deeds = (
                Deed(words.say("Review"), partial(self._review, one)),
                Deed(words.say("End"), partial(self._end, one)),
            )
        return Row(one.keep_apart_id, self._names(one), chip=chip, lines=(line,), deeds=deeds)

    def _review(self, one: KeepApartPicture) -> None:
        about = Chosen(one.person.guest_id, person=one.person)
        self._desk.forms.open(
            "apart_review", about, keep_apart_id=one.keep_apart_id, names=self._names(one)
        )

    def _end(self, one: KeepApartPicture) -> None:
        self.act(
            keep_apart.end_keep_apart,
            self._desk.words.say("Not kept apart any more: {names}", names=self._names(one)),
            keep_apart_id=one.keep_apart_id,
        )
