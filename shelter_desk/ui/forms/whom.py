"""The field for a woman: found by alias, in the house first, also «Skjermet» and «Anonym 2»."""

from dataclasses import asdict
from typing import Any

from shelter_desk.services.snapshots import BoardSnapshot
from shelter_desk.terms import PresenceKind
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen, person_from_plain, person_to_plain
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.widgets.who_field import WhoField, Whom, inside_first


class Who(Field):
    """One woman. ``value`` is a :class:`Chosen` or None.

    With ``known_only`` only women with a card are offered (also who is shown as shielded); with
    ``inside_only`` only those who have checked in, of whom ``value`` has the presence too.
    """

    def __init__(
        self,
        desk: Desk,
        label: str,
        *,
        required: bool = False,
        known_only: bool = False,
        inside_only: bool = False,
        help_line: str = "",
    ) -> None:
        from shelter_desk.services import board, finding  # noqa: PLC0415 - SQLAlchemy, when opened

        super().__init__(desk, label, required=required, help_line=help_line)
        self._known_only = known_only
        self._inside_only = inside_only
        self._presences: dict[tuple[str, int | None], int] = {}
        self.field = WhoField(
            desk,
            finding.type_ahead if not inside_only else _nobody,
            single=True,
            known_only=known_only,
            key=f"forms.{label}",
        )
        self.field.label.hide()
        self.line = self.field.line
        self.field.changed.connect(self.changed)
        self.line.textChanged.connect(self.changed)
        self.field.settled.connect(self.gone_on)
        self.hold(self.field)
        desk.tasks.run(board.board_snapshot, then=self._on_board)

    def _on_board(self, board: BoardSnapshot) -> None:
        inside = inside_first(board)
        presences = [*(row.presence_id for row in board.inside)]
        presences += [row.presence_id for row in board.out]
        self._presences = {who.key: number for who, number in zip(inside, presences, strict=True)}
        self.field.know_inside(inside)

    def retranslate(self) -> None:
        """Say everything anew."""
        self.field.retranslate()
        super().retranslate()
        if not self.field.people:
            self.line.setPlaceholderText(self._desk.words.say("type a name, or ↓ for the house"))

    def set(self, about: Chosen) -> None:
        """Hold whom the form is opened about; nobody where she has no card and needs one."""
        if about.person is None:
            return
        if self._known_only and about.person.kind is PresenceKind.ANONYMOUS:
            return
        if about.guest_id is None and about.presence_id is None:
            return
        presence = about.presence_id if about.guest_id is None else None
        self.field.set_people((Whom(about.person, about.guest_id, presence),))
        if about.presence_id is not None:
            self._presences[self.field.people[0].key] = about.presence_id

    @property
    def value(self) -> Chosen | None:
        """Whom it holds."""
        if not self.field.people:
            return None
        who = self.field.people[0]
        presence = who.presence_id or self._presences.get(who.key)
        return Chosen(who.guest_id, presence, person=who.person)

    @property
    def subject(self) -> dict[str, int | None]:
        """Whom it holds as services take it: by her card or, without one, by her presence."""
        who = self.value
        if who is None:
            return {}
        if who.guest_id is not None:
            return {"guest_id": who.guest_id}
        return {"presence_id": who.presence_id}

    @property
    def shown_name(self) -> str:
        """Her name as it may stand in a sentence; empty for nobody."""
        who = self.value
        if who is None or who.person is None:
            return ""
        return naming.embedded(naming.name_of(self._desk.words, who.person))

    def unreadable(self) -> str:
        """Say that something is typed and nobody chosen, or that she is not in the house."""
        say = self._desk.words.say
        who = self.value
        if self.line.text().strip(" @"):
            return say("Choose her in the list, or empty the field.")
        if self._inside_only and who is not None and who.presence_id is None:
            return say("She is not in the house now. Choose somebody who has checked in.")
        return ""

    def problem(self) -> str:
        """Say first what is typed and not chosen."""
        return self.unreadable() or super().problem()

    def half(self) -> dict[str, Any] | None:
        """Return whom it holds, or what is typed."""
        who = self.value
        if who is None or who.person is None:
            return {"typed": self.line.text()} if self.line.text() else None
        return {**asdict(who), "person": person_to_plain(who.person)}

    def put(self, half: object) -> None:
        """Show again what :meth:`half` returned."""
        if not isinstance(half, dict):
            return
        if "typed" in half:
            self.line.setText(str(half["typed"]))
        else:
            self.set(Chosen(**{**half, "person": person_from_plain(half["person"])}))


def _nobody(caller: object, *, words: str, limit: int) -> tuple[()]:
    """Find nobody beyond the house."""
    del caller, words, limit
    return ()
