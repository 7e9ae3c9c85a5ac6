"""The check-in board (screens.md, Tavla): the screen that holds its parts together."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.services.snapshots import (
    BoardRow,
    BoardSnapshot,
    ExpectedRow,
    OutRow,
    SearchHit,
)
from shelter_desk.terms import ProvisionKind
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context, key_caption
from shelter_desk.ui.board import actions, wording
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.arriving import Arriving
from shelter_desk.ui.board.beside import BesideList
from shelter_desk.ui.board.beside_model import BesideModel, Someone
from shelter_desk.ui.board.calls import BoardCalls, house_calls
from shelter_desk.ui.board.finder import Finder
from shelter_desk.ui.board.foot import BoardFoot
from shelter_desk.ui.board.forms import Form
from shelter_desk.ui.board.inside_model import InsideModel
from shelter_desk.ui.board.inside_view import InsideTable
from shelter_desk.ui.board.menus import BoardMenus, below_row
from shelter_desk.ui.board.side import BoardSide
from shelter_desk.ui.board.who import Here, of_expected, of_not_seen, of_out, of_row
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.rule import Rule, TurningRule

_BESIDE_WIDTH, _BESIDE_AT_LEAST, _BESIDE_SHARE = 286, 232, 0.29
_STACK_UNDER = 1100
"""In a window narrower than this the lists stand under the table."""
_TIGHT_UNDER = 640
_ACTION_ROW = 56
_AGAIN_MS = 30_000


class BoardScreen(Screen):
    """Who is in the house, and the acts of the door.

    ``note_wanted(person)`` asks for the log's composer with her chosen.
    """

    note_wanted = Signal(object)

    action = frame_actions.BOARD
    context = Context.BOARD
    takes_letters = True

    def __init__(
        self, desk: Desk, calls: BoardCalls | None = None, parent: QWidget | None = None
    ) -> None:
        self._calls = calls or house_calls()
        self._go_to: int | None = None
        self._snapshot: BoardSnapshot | None = None
        super().__init__(desk, parent)

    # -- layout ----------------------------------------------------------------------------

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self.acts = BoardActs(desk, self._calls, self)
        self.finder = Finder(desk, self._calls, self)
        self.menus = BoardMenus(desk, self, self._on_provision)
        self._register()
        self.inside = InsideModel(desk.words, self)
        self.beside_model = BesideModel(desk.words, self)
        self.table = InsideTable(desk, self.inside)
        self.beside = BesideList(desk, self.beside_model)
        self.foot = BoardFoot(desk)
        self._line = TurningRule(theme)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.table, 1)
        self._middle.addWidget(self._line)
        self._middle.addWidget(self.beside)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._action_row())
        column.addWidget(Rule(theme))
        column.addLayout(self._middle, 1)
        column.addWidget(self.foot)
        self.panel = BoardSide(desk, self._calls, self.acts, namesake=self.finder.namesake)
        self.arriving = Arriving(
            desk, self._calls, self.acts, self.panel, here_of=self._here_of, parent=self
        )
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_again)
        self.beside.setFixedWidth(theme.px(_BESIDE_WIDTH))

    def _action_row(self) -> QWidget:
        desk, theme = self.desk, self.desk.theme
        row = QWidget()
        row.setFixedHeight(theme.px(_ACTION_ROW))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        layout.setSpacing(theme.px(8))
        self.row_buttons: list[Button] = []
        for spec in (actions.ANONYMOUS, actions.NEW):
            button = Button(theme, icon=spec.icon, key=key_caption(spec.keys[0], desk.words))
            button.follow(desk.actions.action(spec.id))
            layout.addWidget(button)
            self.row_buttons.append(button)
        layout.addStretch(1)
        self.mark_button = Button(theme, icon=actions.MARK.icon, kind=Kind.QUIET)
        self.mark_button.setCheckable(True)
        self.mark_button.follow(desk.actions.action(actions.MARK.id))
        layout.addWidget(self.mark_button)
        return row

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.table.setAccessibleName(say("In the house"))
        self.beside.setAccessibleName(say("Expected and out for a while"))
        self.table.empty_title = say("Nobody is in the house yet")
        self.table.empty_text = say(
            "Write the first two letters of a name to check a woman in. The plus key is an"
            " anonymous visit."
        )
        self._describe_table()
        self.inside.retranslate()
        self.beside_model.retranslate()
        self.panel.retranslate()
        self.foot.retranslate()
        self.table.viewport().update()

    def restyle(self) -> None:
        """Repaint in the new colours."""
        super().restyle()
        self.panel.retranslate()

    def _describe_table(self) -> None:
        empty = not self.inside.rowCount()
        words = f"{self.table.empty_title}. {self.table.empty_text}" if empty else ""
        self.table.setAccessibleDescription(words)

    # -- actions ---------------------------------------------------------------------------

    def _register(self) -> None:
        register = self.desk.actions.register
        register(actions.ANONYMOUS, self._on_anonymous)
        register(actions.NEW, self._on_new)
        register(actions.GO_OUT, self._on_go_out, enabled=self._is_inside)
        register(actions.BACK, self._on_back, enabled=self._is_out)
        register(actions.CHECK_OUT, self._on_check_out, enabled=self._is_here)
        register(actions.BED, self._on_bed, enabled=self._is_one_here)
        register(actions.GIVE, self._on_give, enabled=self._is_inside_or_several)
        register(actions.NOTE, self._on_note, enabled=self._is_one_here)
        register(actions.PANEL, self._on_panel)
        register(actions.MARK, self._on_mark)

    def _several_marked(self) -> list[Here]:
        rows = self.table.marked_rows()
        return [of_row(row) for row in rows] if len(rows) > 1 else []

    def _one(self) -> Here | None:
        if self._several_marked():
            return None
        return self.panel.shown if isinstance(self.panel.shown, Here) else None

    def _is_one_here(self) -> bool:
        return self._one() is not None

    def _is_here(self) -> bool:
        return bool(self._several_marked()) or self._is_one_here()

    def _is_inside(self) -> bool:
        one = self._one()
        return one is not None and not one.is_out

    def _is_out(self) -> bool:
        one = self._one()
        return one is not None and one.is_out

    def _is_inside_or_several(self) -> bool:
        return bool(self._several_marked()) or self._is_inside()

    # -- signals ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.focused.connect(self._on_row)
        self.table.opened.connect(self._on_row_opened)
        self.table.menu_wanted.connect(self._on_row_opened)
        self.table.marked.connect(self._on_marked)
        self.beside.focused.connect(self._on_entry)
        self.beside.opened.connect(self._on_entry_opened)
        self.beside.menu_wanted.connect(self._on_entry_opened)
        self.panel.woman.provision_wanted.connect(self._on_provision)
        self.panel.woman.meals_wanted.connect(self._on_meals)
        self.panel.wanted.connect(self.panel_wanted)
        self.panel.left.connect(self._on_panel_left)
        for form in self.panel.forms:
            form.left.connect(self._on_form_left)
        self.arriving.listen(self.finder)
        self.arriving.row_wanted.connect(self._go_to_row)
        self.arriving.board_wanted.connect(self._open_board)
        self.arriving.row_again.connect(self._on_search_closed)
        self.acts.arrived.connect(self._go_to_row)
        self._again.start()

    # -- the frame's wishes ------------------------------------------------------------------

    def side_panel(self) -> QWidget:
        """Return the panel of the chosen woman."""
        return self.panel

    def refresh(self, changed: object | None = None) -> None:
        """Ask for the board anew, and for the card that is shown."""
        del changed
        self.desk.tasks.run(self._calls.snapshot, then=self._on_snapshot, latest="board")

    def focus_first(self) -> None:
        """Put the keyboard on the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def curtain(self, down: bool) -> None:
        """Show tokens instead of names at once, in the panel nothing; or names again."""
        if down:
            self.panel.clear()
            self.panel.show_nobody()
        self.inside.set_curtained(down)
        self.beside_model.set_curtained(down)
        if self._snapshot is not None:
            self.beside_model.give(self._snapshot)
        self.foot.retranslate()
        self.table.viewport().update()
        row = self.table.current_row()
        if not down and row is not None:
            self._on_row(row)

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        say = self.desk.words.say
        return [
            ("A … Z", say("Two letters find a woman; Enter checks her in")),
            ("Ctrl Enter", say("Check in and give the place that fits best")),
            ("Shift Enter", say("Check in from an earlier time")),
            ("Enter", say("On a row: everything that can be done for her")),
        ]

    def _on_again(self) -> None:
        if self.isVisible():
            self.refresh(None)

    # -- what the house says -----------------------------------------------------------------

    def _on_snapshot(self, snapshot: BoardSnapshot) -> None:
        self._snapshot = snapshot
        self.inside.give(snapshot.inside, snapshot.at)
        self.beside_model.give(snapshot)
        self.foot.give(snapshot)
        self.finder.out = frozenset(row.presence_id for row in snapshot.out)
        self._describe_table()
        self.table.viewport().update()
        if self._go_to is not None:
            self._go_to_row(self._go_to)
        self.table.settle()
        self._refresh_shown(snapshot)

    def _refresh_shown(self, snapshot: BoardSnapshot) -> None:
        """Show anew who is shown; one who has left is not shown any more."""
        shown = self.panel.shown
        if self.desk.curtain.down or not isinstance(shown, Here):
            return
        inside = {row.presence_id: of_row(row) for row in snapshot.inside}
        out = {row.presence_id: of_out(row) for row in snapshot.out}
        now = inside.get(shown.presence_id) or out.get(shown.presence_id)
        if now is None:
            row = self.table.current_row()
            if row is not None:
                self._on_row(row)
            else:
                self.panel.show_nobody()
            return
        self.panel.show_anew(now)

    # -- whom the panel shows ----------------------------------------------------------------

    def _on_row(self, row: BoardRow) -> None:
        if not self._several_marked():
            self.panel.show_here(of_row(row))

    def _on_entry(self, entry: Someone) -> None:
        if isinstance(entry, OutRow):
            self.panel.show_here(of_out(entry))
        elif isinstance(entry, ExpectedRow):
            self.panel.show_coming(of_expected(entry))
        else:
            who = of_not_seen(entry)
            if isinstance(who, Here):
                self.panel.show_here(self._out_known(who))
            else:
                self.panel.show_coming(who)

    def _out_known(self, who: Here) -> Here:
        """Return how «Ute en tur» knows her."""
        out = self._snapshot.out if self._snapshot is not None else ()
        return next((of_out(row) for row in out if row.presence_id == who.presence_id), who)

    def _on_marked(self, count: int) -> None:
        if count > 1:
            self.panel.show_several(self._several_marked())
        elif self.panel.page is self.panel.several:
            row = self.table.current_row()
            if row is not None:
                self.panel.show_here(of_row(row))
            else:
                self.panel.show_nobody()

    # -- search ----------------------------------------------------------------------------

    def _here_of(self, hit: SearchHit) -> Here:
        """Return how the board knows somebody who is here; the hit's own word if it does not."""
        snapshot = self._snapshot
        for row in snapshot.inside if snapshot else ():
            if row.presence_id == hit.presence_id:
                return of_row(row)
        for out in snapshot.out if snapshot else ():
            if out.presence_id == hit.presence_id:
                return of_out(out)
        return Here(hit.presence_id or 0, hit.person, hit.bed_code, since=hit.inside_since)

    def _on_search_closed(self) -> None:
        """Show the row again that was shown before the search."""
        if self.panel.page in self.panel.forms or self.panel.has_keyboard():
            return
        self.panel_wanted.emit(False)
        row = self.table.current_row()
        if self._several_marked():
            self.panel.show_page(self.panel.several)
        elif row is not None:
            self._on_row(row)
        else:
            self.panel.show_nobody()

    def _go_to_row(self, presence_id: int) -> None:
        """Put the keyboard on her row; the next picture of the board may have to bring it."""
        if not self.isVisible():
            self._go_to = None
            return
        found = self.table.go_to(presence_id)
        self._go_to = None if found else presence_id
        row = self.table.current_row()
        if found and row is not None:
            self.panel.show_here(of_row(row))

    def _open_board(self) -> None:
        if not self.isVisible():
            self.desk.actions.action(frame_actions.BOARD.id).trigger()

    # -- acts ------------------------------------------------------------------------------

    def _on_anonymous(self) -> None:
        self.acts.check_in_anonymous()

    def _on_new(self) -> None:
        alias = self.finder.typed
        self._open_form(self.panel.new_form, partial(self.panel.new_form.open_for, alias))

    def _on_go_out(self) -> None:
        one = self._one()
        if one is not None:
            self._open_form(self.panel.out_form, partial(self.panel.out_form.open_for, one))

    def _on_back(self) -> None:
        one = self._one()
        if one is not None:
            self.acts.come_back(one)

    def _on_check_out(self) -> None:
        one = self._one()
        whom = self._several_marked() or ([one] if one else [])
        if whom:
            self._open_form(self.panel.leave_form, partial(self.panel.leave_form.open_for, whom))

    def _on_bed(self) -> None:
        one = self._one()
        if one is not None:
            self._open_form(self.panel.bed_form, partial(self.panel.bed_form.open_for, one))

    def _on_note(self) -> None:
        one = self._one()
        if one is not None:
            self.note_wanted.emit(one.person)

    def _on_provision(self, kind: ProvisionKind) -> None:
        one = self._one()
        whom = self._several_marked() or ([one] if one else [])
        self.acts.give(whom, kind)

    def _on_give(self) -> None:
        self.menus.provisions(tuple(ProvisionKind)).popup(below_row(self.table))

    def _on_meals(self, button: QWidget) -> None:
        menu = self.menus.provisions(wording.MEALS)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_row_opened(self, row: BoardRow) -> None:
        if self.desk.curtain.down:
            return
        if not self._several_marked():
            self.panel.show_here(of_row(row))
        self.menus.row().popup(below_row(self.table))

    def _on_entry_opened(self, entry: Someone) -> None:
        if self.desk.curtain.down:
            return
        self._on_entry(entry)
        if not isinstance(self.panel.shown, Here):
            self._on_panel()
            return
        self.menus.row().popup(below_row(self.beside))

    def _on_mark(self) -> None:
        marking = not self.table.marking
        self.table.set_marking(marking)
        self.mark_button.setChecked(marking)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the panel and its forms ---------------------------------------------------------------

    def _on_panel(self) -> None:
        self.panel.take_keyboard()

    def _open_form(self, form: Form, begin: partial[None]) -> None:
        self._open_board()
        self.panel.open_form(form, begin)

    def _on_form_left(self) -> None:
        self._shown_again()
        self.panel_wanted.emit(False)
        self.focus_first()

    def _on_panel_left(self) -> None:
        self.panel_wanted.emit(False)
        if isinstance(self.panel.shown, Here) and self.panel.shown.is_out:
            self.beside.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()
            self._shown_again()

    def _shown_again(self) -> None:
        """Show the row the keyboard goes back to."""
        if self._several_marked():
            self.panel.show_page(self.panel.several)
            return
        row = self.table.current_row()
        if isinstance(self.panel.shown, Here):
            self.panel.show_here(self.panel.shown)
        elif row is not None:
            self._on_row(row)
        else:
            self.panel.show_nobody()

    # -- width -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists under the table where there is no room beside it; tighten low rows."""
        super().resizeEvent(event)
        theme = self.desk.theme
        under = self.window().width() < theme.px(_STACK_UNDER)
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if under else direction.LeftToRight)
        self._line.lie(flat=under)
        if under:
            self.beside.setMinimumWidth(0)
            self.beside.setMaximumWidth(16_777_215)
            self.beside.setFixedHeight(theme.px(150))
        else:
            self.beside.setMinimumHeight(0)
            self.beside.setMaximumHeight(16_777_215)
            room = round(self.width() * _BESIDE_SHARE)
            self.beside.setFixedWidth(
                max(theme.px(_BESIDE_AT_LEAST), min(theme.px(_BESIDE_WIDTH), room))
            )
        self.table.set_tight(self.height() < theme.px(_TIGHT_UNDER))
        # Turned while it is being laid out, the layout would wait for the next reason to.
        self._middle.invalidate()
        self._column.activate()
