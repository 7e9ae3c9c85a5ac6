"""The check-in board (screens.md, Tavla): the screen that holds its parts together."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from shelter_desk.services.snapshots import (
    BoardRow,
    BoardSnapshot,
    ExpectedRow,
    OutRow,
    SearchHit,
)
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context
from shelter_desk.ui.board import actions
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.arriving import Arriving
from shelter_desk.ui.board.beside import BesideList
from shelter_desk.ui.board.beside_model import BesideModel, Someone
from shelter_desk.ui.board.calls import BoardCalls, house_calls
from shelter_desk.ui.board.doing import Doing
from shelter_desk.ui.board.door_row import DoorRow
from shelter_desk.ui.board.finder import Finder
from shelter_desk.ui.board.foot import BoardFoot
from shelter_desk.ui.board.inside_model import InsideModel
from shelter_desk.ui.board.inside_view import InsideTable
from shelter_desk.ui.board.menus import below_row
from shelter_desk.ui.board.side import BoardSide
from shelter_desk.ui.board.who import Here, of_expected, of_not_seen, of_out, of_row
from shelter_desk.ui.counter.specs import SHIELDED
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.widgets.rule import Rule, TurningRule

_BESIDE_WIDTH, _BESIDE_AT_LEAST, _BESIDE_SHARE = 286, 232, 0.29
_STACK_UNDER = 1000
"""In a window narrower than this the lists stand under the table."""
_UNDER_SHARE = 0.34
_TIGHT_UNDER = 640
_AGAIN_MS = 30_000


class BoardScreen(Screen):
    """Who is in the house, and the acts of the door.

    ``note_wanted(person)`` asks for the log's composer with her chosen, ``card_wanted(person)``
    for her card.
    """

    note_wanted = Signal(object)
    card_wanted = Signal(object)

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
        self.doing = Doing(desk, self.acts, self.finder, self)
        desk.actions.register(actions.MARK, self._on_mark)
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
        self.doors = DoorRow(desk)
        column.addWidget(self.doors)
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
        self.doors.fold()
        self.table.viewport().update()

    def restyle(self) -> None:
        """Repaint in the new colours."""
        super().restyle()
        self.panel.retranslate()

    def _describe_table(self) -> None:
        empty = not self.inside.rowCount()
        words = f"{self.table.empty_title}. {self.table.empty_text}" if empty else ""
        self.table.setAccessibleDescription(words)

    # -- signals ---------------------------------------------------------------------------

    def _connect(self) -> None:
        self.table.focused.connect(self._on_row)
        self.table.opened.connect(self._on_row_opened)
        self.table.menu_wanted.connect(self._on_row_opened)
        self.table.marked.connect(self._on_marked)
        self.beside.focused.connect(self._on_entry)
        self.beside.opened.connect(self._on_entry_opened)
        self.beside.menu_wanted.connect(self._on_entry_opened)
        self.doing.attend(self.table, self.panel)
        self.doing.note_wanted.connect(self.note_wanted)
        self.doing.card_wanted.connect(self.card_wanted)
        self.doing.board_wanted.connect(self._open_board)
        self.desk.forms.saved.connect(self._on_form_saved)
        self.panel.wanted.connect(self.panel_wanted)
        self.panel.chosen_anew.connect(self._on_chosen_anew)
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
        """Put the keyboard on the rows; what is chosen here is chosen for forms and palette."""
        self.panel.say_chosen()
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

    def _on_chosen_anew(self) -> None:
        if self.isVisible():
            self.panel.say_chosen()

    # -- whom the panel shows ----------------------------------------------------------------

    def _on_row(self, row: BoardRow) -> None:
        if not self.doing.several():
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
            self.panel.show_several(self.doing.several())
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
        if self.doing.several():
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

    # -- Enter and menus -----------------------------------------------------------------------

    def _on_row_opened(self, row: BoardRow) -> None:
        if self.desk.curtain.down:
            return
        if not self.doing.several():
            self.panel.show_here(of_row(row))
        self.doing.menus.row().popup(below_row(self.table))

    def _on_entry_opened(self, entry: Someone) -> None:
        if self.desk.curtain.down:
            return
        self._on_entry(entry)
        if not isinstance(self.panel.shown, Here):
            self.doing.to_panel()
            return
        self.doing.menus.row().popup(below_row(self.beside))

    def _on_mark(self) -> None:
        marking = not self.table.marking
        self.table.set_marking(marking)
        self.doors.mark.setChecked(marking)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the panel and its forms ---------------------------------------------------------------

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
        if self.doing.several():
            self.panel.show_page(self.panel.several)
            return
        row = self.table.current_row()
        if isinstance(self.panel.shown, Here):
            self.panel.show_here(self.panel.shown)
        elif row is not None:
            self._on_row(row)
        else:
            self.panel.show_nobody()

    def _on_form_saved(self, form_id: str, done: object) -> None:
        """Go to the row of a shielded arrival: nobody can search for her."""
        row_id = getattr(done, "row_id", None)
        if form_id == SHIELDED.id and row_id is not None and self.isVisible():
            self._go_to_row(row_id)

    # -- width -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists under the table where there is no room beside it; tighten low rows."""
        super().resizeEvent(event)
        theme = self.desk.theme
        under = self.window().width() < theme.px(_STACK_UNDER)
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.TopToBottom if under else direction.LeftToRight)
        self._line.lie(flat=under)
        self.beside.set_tight(under)
        if under:
            self.beside.setMinimumWidth(0)
            self.beside.setMaximumWidth(16_777_215)
            self.beside.setFixedHeight(max(theme.px(118), round(self.height() * _UNDER_SHARE)))
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
