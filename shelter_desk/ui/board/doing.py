"""What can be done on the board for whoever is chosen, by key, button and menu."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from shelter_desk.terms import PresenceKind, ProvisionKind
from shelter_desk.ui.board import actions, wording
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.finder import Finder
from shelter_desk.ui.board.forms import Form
from shelter_desk.ui.board.inside_view import InsideTable
from shelter_desk.ui.board.menus import BoardMenus, below_row
from shelter_desk.ui.board.side import BoardSide
from shelter_desk.ui.board.who import Coming, Here, of_row
from shelter_desk.ui.desk import Desk


class Doing(QObject):
    """Registers the board's actions and does them.

    ``note_wanted(person)`` asks for the log's composer, ``card_wanted(person)`` for her card,
    ``board_wanted`` for the board to be shown before a form opens on it.
    """

    note_wanted = Signal(object)
    card_wanted = Signal(object)
    board_wanted = Signal()

    def __init__(self, desk: Desk, acts: BoardActs, finder: Finder, home: QWidget) -> None:
        super().__init__(home)
        self._desk = desk
        self._acts = acts
        self._finder = finder
        self._table: InsideTable | None = None
        self._panel: BoardSide | None = None
        self.menus = BoardMenus(desk, home, self.give)
        register = desk.actions.register
        register(actions.ANONYMOUS, self._acts.check_in_anonymous)
        register(actions.NEW, self._on_new)
        register(actions.GO_OUT, self._on_go_out, enabled=self._is_inside)
        register(actions.BACK, self._on_back, enabled=self._is_out)
        register(actions.CHECK_OUT, self._on_check_out, enabled=self._is_here)
        register(actions.BED, self._on_bed, enabled=self._is_one_here)
        register(actions.GIVE, self._on_give, enabled=self._is_inside_or_several)
        register(actions.NOTE, self._on_note, enabled=self._is_one_known)
        register(actions.CARD, self._on_card, enabled=self._is_one_with_card)
        register(actions.PANEL, self.to_panel)

    def attend(self, table: InsideTable, panel: BoardSide) -> None:
        """Begin: whoever is chosen is marked in ``table`` or shown in ``panel``."""
        self._table, self._panel = table, panel
        panel.woman.provision_wanted.connect(self.give)
        panel.woman.meals_wanted.connect(self._on_meals)
        panel.woman.message_given.connect(self._on_message_given)
        panel.woman.check_seen.connect(self._on_check_seen)
        panel.woman.checks_wanted.connect(self._on_checks)

    # -- whom it is about ----------------------------------------------------------------------

    def several(self) -> list[Here]:
        """Return who is marked, if more than one is."""
        rows = self._table.marked_rows() if self._table is not None else []
        return [of_row(row) for row in rows] if len(rows) > 1 else []

    def one(self) -> Here | None:
        """Return the one who is here and shown."""
        if self._panel is None or self.several():
            return None
        return self._panel.shown if isinstance(self._panel.shown, Here) else None

    def _whom(self) -> list[Here]:
        one = self.one()
        return self.several() or ([one] if one is not None else [])

    def _is_one_here(self) -> bool:
        return self.one() is not None

    def _is_one_known(self) -> bool:
        """Whether a line of the log can be about whoever is shown: here, or known by her card."""
        shown = self._panel.shown if self._panel is not None and not self.several() else None
        return shown is not None and (isinstance(shown, Here) or shown.guest_id is not None)

    def _is_one_with_card(self) -> bool:
        shown = self._panel.shown if self._panel is not None and not self.several() else None
        return shown is not None and shown.person.kind is not PresenceKind.ANONYMOUS

    def _is_here(self) -> bool:
        return bool(self._whom())

    def _is_inside(self) -> bool:
        one = self.one()
        return one is not None and not one.is_out

    def _is_out(self) -> bool:
        one = self.one()
        return one is not None and one.is_out

    def _is_inside_or_several(self) -> bool:
        return bool(self.several()) or self._is_inside()

    # -- doing it ------------------------------------------------------------------------------

    def _on_new(self) -> None:
        if self._panel is not None:
            form = self._panel.new_form
            self.open(form, partial(form.open_for, self._finder.typed))

    def _on_go_out(self) -> None:
        one = self.one()
        if one is not None and self._panel is not None:
            self.open(self._panel.out_form, partial(self._panel.out_form.open_for, one))

    def _on_back(self) -> None:
        one = self.one()
        if one is not None:
            self._acts.come_back(one)

    def _on_check_out(self) -> None:
        whom = self._whom()
        if whom and self._panel is not None:
            self.open(self._panel.leave_form, partial(self._panel.leave_form.open_for, whom))

    def _on_bed(self) -> None:
        one = self.one()
        if one is not None and self._panel is not None:
            self.open(self._panel.bed_form, partial(self._panel.bed_form.open_for, one))

    def _on_note(self) -> None:
        shown = self._panel.shown if self._panel is not None else None
        if shown is not None:
            self.note_wanted.emit(shown.person)

    def _on_card(self) -> None:
        shown = self._panel.shown if self._panel is not None else None
        if isinstance(shown, Coming):
            self.card_wanted.emit(replace(shown.person, guest_id=shown.guest_id))
        elif shown is not None:
            self.card_wanted.emit(shown.person)

    def give(self, kind: ProvisionKind) -> None:
        """Note that whoever is chosen was given something."""
        self._acts.give(self._whom(), kind)

    def _on_give(self) -> None:
        if self._table is not None:
            self.menus.provisions(tuple(ProvisionKind)).popup(below_row(self._table))

    def _on_meals(self, button: QWidget) -> None:
        menu = self.menus.provisions(wording.MEALS)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_message_given(self, message_id: int) -> None:
        one = self.one()
        if one is not None:
            self._acts.give_message(one, message_id)

    def _on_check_seen(self, due_at: datetime | None) -> None:
        one = self.one()
        if one is not None:
            self._acts.note_seen(one, due_at)

    def _on_checks(self) -> None:
        if any(spec.id == "rounds" for spec in self._desk.forms.specs()):
            self._desk.forms.open("rounds", self._desk.chosen.now)

    def to_panel(self) -> None:
        """Put the keyboard into the side panel."""
        if self._panel is not None:
            self._panel.take_keyboard()

    def open(self, form: Form, begin: Callable[[], None]) -> None:
        """Show a form in the panel and let it begin."""
        self.board_wanted.emit()
        if self._panel is not None:
            self._panel.open_form(form, begin)
