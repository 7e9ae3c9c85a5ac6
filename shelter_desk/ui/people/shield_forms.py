"""Forms about shielded women: a reason first, then a name; grade; colleagues shut out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.marking import mark
from shelter_desk.services import revealing, shielding, woman_card
from shelter_desk.services.calling import Caller
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.revealing import REASON_LIMIT, ReasonMissingError, ShieldedCard
from shelter_desk.services.shielding import (
    ExcludedAlreadyError,
    NotShieldedArrivalError,
    UnknownColleagueError,
)
from shelter_desk.terms import PresenceKind, Protection
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, each, said, staff_field
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.people.card_forms import CardForm
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label


@dataclass(frozen=True)
class FoundShielded:
    """Every shielded card, and the arrival that is to be linked to one, if any."""

    cards: tuple[ShieldedCard, ...]
    presence_id: int | None


def find_shielded(caller: Caller, *, reason: str, presence_id: int | None) -> FoundShielded:
    """Return the shielded cards for a reason, which is kept."""
    return FoundShielded(revealing.shielded_cards(caller, reason=reason), presence_id)


def _reason(form: Form, desk: Desk) -> ShortText:
    return form.add(
        "reason",
        ShortText(desk, mark("Why you need to know"), limit=REASON_LIMIT, required=True),
        ReasonMissingError,
    )


class ReasonForm(Form):
    """Opens the card of one shielded woman; for a quarter of an hour, for one log-in."""

    rule = mark("The reason is kept with your name. The leader sees it.")
    saves = mark("Open her card")

    def build(self) -> None:
        """Declare the field."""
        self.reason = _reason(self, self._desk)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start about whoever was chosen."""
        super().begin(about, **given)
        self._about = about

    def save(self) -> None:
        """Ask for the card."""
        self.run(
            woman_card.open_card,
            "",
            guest_id=self._about.guest_id,
            presence_id=None if self._about.guest_id else self._about.presence_id,
            reason=self.reason.value,
        )


class ShieldedForm(Form):
    """Asks for the reason before the list of shielded cards."""

    rule = mark("The reason is kept with your name. The leader sees it.")
    saves = mark("Show the list")

    def build(self) -> None:
        """Declare the field."""
        self.reason = _reason(self, self._desk)

    def save(self) -> None:
        """Ask for the list."""
        self.run(find_shielded, "", reason=self.reason.value, presence_id=None)


def _is_arrival(who: Chosen) -> bool:
    """Say whether it is a shielded arrival that no card is known of."""
    person = who.person
    return who.guest_id is None and person is not None and person.kind is PresenceKind.SHIELDED


class LinkForm(Form):
    """Which arrival, and why; then her card is chosen from the list."""

    rule = mark("The reason is kept with your name. The leader sees it.")
    saves = mark("Choose her card")

    def build(self) -> None:
        """Declare the fields."""
        self.who = self.add(
            "who",
            Who(
                self._desk,
                mark("The shielded arrival"),
                required=True,
                inside_only=True,
                help_line=mark("It stands on the board as «Shielded» with a number"),
            ),
            NotShieldedArrivalError,
        )
        self.reason = _reason(self, self._desk)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start about a shielded arrival; anybody else who is chosen on the board is not meant."""
        super().begin(about if _is_arrival(about) else Chosen(), **given)

    def check(self) -> tuple[Field, str] | None:
        """See that it is an arrival without a card."""
        who = self.who.value
        if who is not None and not _is_arrival(who):
            return self.who, self._desk.words.explain(NotShieldedArrivalError())
        return None

    def save(self) -> None:
        """Ask for the list of cards."""
        who = self.who.value
        presence_id = who.presence_id if who is not None else None
        self.run(find_shielded, "", reason=self.reason.value, presence_id=presence_id)


class ShieldedSheet(Sheet):
    """The shielded cards: one is opened, or an arrival is linked to one."""

    _open_card: Callable[[int], None]

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Show the cards; ``open_card(guest_id)`` is told which is chosen."""
        super().begin(about, **given)
        found: FoundShielded = given["found"]
        self._open_card = given["open_card"]
        say = self._desk.words.say
        self._links = found.presence_id
        cards = [one for one in found.cards if self._links is None or not one.inside]
        self.say_line(
            say("Choose whose arrival it is.")
            if self._links is not None
            else say("These women are in no list and no search.")
        )
        if not cards:
            none = say("There is no shielded card to choose.")
            self.body.addWidget(Label(self._desk.theme, none, colour="muted", wrap=True))
        for one in cards:
            self.body.addWidget(self._row(one))
        self.body.addStretch(1)

    def _row(self, one: ShieldedCard) -> QWidget:
        words, theme = self._desk.words, self._desk.theme
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        name = naming.name_of(words, one.person)
        row.addWidget(Label(theme, name, size=16), 1)
        parts = []
        if one.awaiting_review:
            parts.append(words.say("waits for the shift lead's look"))
        if one.inside:
            parts.append(words.say("here now"))
        row.addWidget(Label(theme, " · ".join(parts), size=14, colour="muted"))
        word = words.say("Open her card") if self._links is None else words.say("It is she")
        button = Button(theme, word)
        button.setAccessibleName(f"{word}: {name}")
        button.clicked.connect(partial(self._on_chosen, one))
        row.addWidget(button)
        return widget

    def _on_chosen(self, one: ShieldedCard, _checked: bool = False) -> None:  # noqa: FBT002 - Qt's signal
        if self._links is None:
            self._desk.forms.close()
            self._open_card(one.guest_id)
            return
        if self.opening is None:
            return
        said_ = self._desk.words.say("The shielded arrival is linked to her card")
        values = {"presence_id": self._links, "guest_id": one.guest_id}
        self._desk.forms.save(self.opening, shielding.link_shielded, said_, values)

    def focus_first(self) -> None:
        """Put the keyboard on the first card."""
        first = self.inner.findChild(Button) or self.close_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)


class GradeForm(CardForm):
    """The grade of her address protection: any of them shields her everywhere."""

    rule = mark("A shielded woman stands in no list and no search; on board and paper no name.")

    def build(self) -> None:
        """Declare the field."""
        self.grade = self.add(
            "grade",
            OneOf(self._desk, mark("Grade"), each(Protection), required=True),
            AliasTakenError,
        )

    def fill(self) -> None:
        """Choose what holds now."""
        self.grade.choose(self.card.grade)

    def save(self) -> None:
        """Set it; the log does not say so, only the audit knows."""
        self.run(
            shielding.set_protection,
            self._desk.words.say("The shielding is changed"),
            guest_id=self.card.guest_id,
            protection=self.grade.value,
        )


class ShutOutForm(CardForm):
    """A named colleague is shut out from her, or may know of her again."""

    rule = mark("To a colleague who is shut out she does not exist: no card, no line, no search.")

    def build(self) -> None:
        """Declare the fields."""
        self.colleague = self.add(
            "colleague",
            staff_field(self._desk, mark("Colleague"), required=True),
            UnknownColleagueError,
            ExcludedAlreadyError,
        )
        self.what = self.add(
            "what",
            OneOf(
                self._desk,
                mark("What holds from now on"),
                said(
                    (True, mark("Is not to know of her")),
                    (False, mark("May know of her again")),
                ),
                start=True,
                required=True,
            ),
        )

    def save(self) -> None:
        """Shut out, or let know again."""
        service = shielding.exclude_colleague if self.what.value else shielding.readmit_colleague
        self.run(
            service,
            self._desk.words.say("The shielding is changed"),
            guest_id=self.card.guest_id,
            staff_id=self.colleague.value,
        )
