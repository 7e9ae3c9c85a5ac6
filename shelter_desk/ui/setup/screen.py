"""F8 Oppsett: sections at the left, the chosen one in the middle."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.marking import mark
from shelter_desk.services.calling import Changed
from shelter_desk.services.machine import Machine
from shelter_desk.terms import Right
from shelter_desk.ui.actions import SETUP, ActionSpec, Context
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.setup.pages import PAGES
from shelter_desk.ui.setup.pick_list import PickList, PickRow
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.widgets.labels import Words as Label

_LIST_WIDTH = 232
DAY_ACCOUNT = ActionSpec(
    "make_day_account",
    mark("Make an account for a day"),
    icon="account-clock-outline",
    one_of=(Right.STAFF_TEMPORARY, Right.STAFF, Right.STAFF_ACCOUNTS),
    curtained=False,
)


class _Sections(PickList):
    """The list of sections; Right and Enter go into the section."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the section with Enter or Right."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.entered.emit()
            return
        super().keyPressEvent(event)


class SetupScreen(Screen):
    """Oppsett. What somebody may not change she does not see."""

    action: ClassVar[ActionSpec] = SETUP
    context: ClassVar[Context] = Context.SETUP

    def __init__(self, desk: Desk, machine: Machine | None = None) -> None:
        self._machine = machine
        super().__init__(desk)

    def _build(self) -> None:
        theme = self.desk.theme
        self.sections: dict[str, Section] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.list = _Sections(theme, most=4_000)
        self.list.setFixedWidth(theme.px(_LIST_WIDTH))
        self._stack = QStackedWidget()
        self._nothing = Label(theme, colour="muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._nothing)
        left = QVBoxLayout()
        left.setContentsMargins(theme.px(8), theme.px(14), theme.px(8), theme.px(14))
        left.addWidget(self.list)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addSpacing(1)
        row.addWidget(self._stack, 1)
        self._shown = ""

    def _make(self, name: str) -> None:
        """Make a section when it is first looked at: all of them cost the start half a second."""
        if not name or name in self.sections:
            return
        section = PAGES[name](self.desk, self._machine)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(section)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        area.viewport().setAutoFillBackground(False)
        section.setAutoFillBackground(False)
        self.sections[name] = section
        self._areas[name] = area
        self._stack.addWidget(area)

    def _connect(self) -> None:
        # Found by its words from anywhere; the password it makes is shown here.
        self.desk.actions.register(DAY_ACCOUNT, self._on_day_account)
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self.go_in)
        self.desk.actions.updated.connect(self._on_rights)

    def _on_day_account(self) -> None:
        self.desk.actions.action(SETUP.id).trigger()
        self.show_section("accounts")
        self.desk.forms.open("day_account")

    # -- which section -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.desk.words.say
        self.setAccessibleName(say(SETUP.text))
        self.list.setAccessibleName(say("Sections"))
        for section in self.sections.values():
            section.retranslate()
        self._fill()
        self._show()

    def _fill(self) -> None:
        rows = tuple(
            PickRow(name, self.desk.words.say(page.title), icon=page.icon)
            for name, page in PAGES.items()
            if self._may(name) and (self._machine or not page.needs_machine)
        )
        if rows != self.list.rows:
            self.list.give(rows)

    def _on_rights(self) -> None:
        """Show nothing of somebody else's: another person may sit here now."""
        if self._shown and not self._may(self._shown):
            self._leave_section()
            self._shown = ""
            self._show()
        self._fill()

    def _may(self, name: str) -> bool:
        return any(self.desk.actions.may(right) for right in PAGES[name].rights)

    def _on_chosen(self, name: object) -> None:
        if not isinstance(name, str) or name == self._shown:
            return
        self._leave_section()
        self._shown = name
        if self.isVisible():
            self._make(name)
            self._show()
            self.sections[name].refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the section that is shown now."""
        super().showEvent(event)
        self._make(self._shown)
        self._show()

    def _show(self) -> None:
        hidden = self.desk.curtain.down or self._shown not in self._areas
        say = self.desk.words.say
        self._nothing.setText(
            say("Hidden while the curtain is down.")
            if self.desk.curtain.down
            else say("Your role has nothing to set up. F2 leads to the board.")
        )
        self._stack.setCurrentWidget(self._nothing if hidden else self._areas[self._shown])

    def show_section(self, name: str) -> None:
        """Show a section by its name, where the person logged in may see it."""
        self.list.choose(name)

    @property
    def section(self) -> Section | None:
        """The section that is shown."""
        return self.sections.get(self._shown)

    def _leave_section(self) -> None:
        if self.section is not None:
            self.section.leave()

    # -- a screen ------------------------------------------------------------------------------

    def refresh(self, changed: object | None = None) -> None:
        """Ask anew what the section shows."""
        if isinstance(changed, Changed):
            concerned = changed.plan or changed.staff or changed.everything
            if not concerned:
                return
        self._fill()
        self._make(self._shown)
        self._show()
        if self.section is not None and not self.desk.curtain.down:
            self.section.refresh()

    def curtain(self, down: bool) -> None:
        """Hide the section; show it again."""
        if down:
            self._leave_section()
        self._show()

    def leave(self) -> None:
        """Show no secret any more."""
        self._leave_section()

    def focus_first(self) -> None:
        """Put the keyboard on the list of sections."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_in(self) -> None:
        """Put the keyboard into the section."""
        if self.section is not None and not self.desk.curtain.down:
            self.section.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Esc."""
        inside = not self.list.hasFocus()
        if event.key() == Qt.Key.Key_Escape and inside and self._in_section():
            self.focus_first()
            return
        super().keyPressEvent(event)

    def _in_section(self) -> bool:
        focus: QWidget | None = self.focusWidget()
        return focus is not None and self._stack.isAncestorOf(focus)

    def views(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the sections the person logged in may see, and the forms they open."""
        forms = ("setup_floor", "setup_room", "setup_bed", "setup_account", "house_passphrase")
        return [
            *((str(row.key), partial(self.show_section, str(row.key))) for row in self.list.rows),
            *((form, partial(self.desk.forms.open, form)) for form in forms),
        ]

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys of Oppsett."""
        say = self.desk.words.say
        return [
            ("↑ ↓", say("Choose a section, or a row of a list")),
            ("Enter", say("Go into the section; open what is chosen; save a field")),
            ("Esc", say("Take back what is typed; back to the list of sections")),
            ("Ctrl Z", say("Take back what was saved last")),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line at the right of the list."""
        super().paintEvent(event)
        painter = QPainter(self)
        x = self._stack.x() - 1
        painter.fillRect(x, 0, 1, self.height(), self.desk.theme.colour("line"))
        painter.end()
