"""Rapporter (screens.md): choose on the left, the page itself on the right, then out with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.services.report_wishes import RIGHTS, ReportKind
from shelter_desk.terms import Right
from shelter_desk.ui import actions as frame_actions
from shelter_desk.ui.actions import Context
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import NOTHING
from shelter_desk.ui.paper.page_view import PageView
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.reports import actions
from shelter_desk.ui.reports.calls import ReportCalls, house_calls
from shelter_desk.ui.reports.chooser import Chooser
from shelter_desk.ui.reports.outgoing import Outgoing
from shelter_desk.ui.reports.specs import SAVE_AS
from shelter_desk.ui.reports.wording import pages_line
from shelter_desk.ui.screen import Screen
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import ElidedLabel
from shelter_desk.ui.widgets.labels import Words as Label

_OTHER = Qt.FocusReason.OtherFocusReason


class ReportsScreen(Screen):
    """What is printed, as it will lie on paper. ``ask_folder`` is what a test replaces."""

    action = frame_actions.REPORTS
    context = Context.REPORTS

    def __init__(
        self,
        desk: Desk,
        calls: ReportCalls | None = None,
        press: Press | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._calls = calls or house_calls()
        self.press = press or Press(type(desk.tasks))
        self._preview: Any = None
        self._folder: Path | None = None
        self._file = False
        self.ask_folder: Callable[[Callable[[Path], object]], object] = self._ask_folder
        super().__init__(desk, parent)

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        desk, theme = self.desk, self.desk.theme
        self.chooser = Chooser(desk)
        self.pages = PageView(desk, self.press)
        self.outgoing = Outgoing(desk, self._calls, self.press, self)
        self.title = Label(theme, size=16, weight=SEMIBOLD)
        self.what = ElidedLabel(theme, size=15, colour="muted", tabular=True)
        self.smaller = Button(theme, icon="minus")
        self.percent = Label(theme, size=15, tabular=True)
        self.larger = Button(theme, icon="plus")
        self.whole = Button(theme, icon="fit-to-page-outline")
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        head.setSpacing(theme.px(8))
        head.addWidget(self.title)
        head.addWidget(self.what, 1)
        for part in (self.smaller, self.percent, self.larger, self.whole):
            head.addWidget(part)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(head)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.chooser)
        row.addLayout(right, 1)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._register()

    def _register(self) -> None:
        register = self.desk.actions.register
        register(actions.SAVE, self.save)
        for button, spec, act in (
            (self.larger, actions.LARGER, lambda: self.pages.zoom(1)),
            (self.smaller, actions.SMALLER, lambda: self.pages.zoom(-1)),
            (self.whole, actions.WHOLE, self.pages.fit_page),
        ):
            button.follow(register(spec, act), words=button is not self.whole)
            button.set_icon_only(icon_only=button is not self.whole)
        register(actions.NEXT, lambda: self.pages.turn(1))
        register(actions.BEFORE, lambda: self.pages.turn(-1))

    def _connect(self) -> None:
        self.chooser.wished.connect(self._on_wished)
        self.chooser.print_button.clicked.connect(self.print_now)
        self.chooser.save_button.clicked.connect(self.save)
        self.chooser.give_up.clicked.connect(self.outgoing.give_up)
        self.chooser.shred.clicked.connect(self._on_shred)
        self.outgoing.busy.connect(self._on_busy)
        self.outgoing.held.connect(self._on_busy)
        self.outgoing.said.connect(self._on_said)
        self.outgoing.trouble.connect(self._on_trouble)
        self.pages.turned.connect(self._on_turned)
        self.pages.zoomed.connect(self._on_zoomed)
        self.pages.refused.connect(self._on_no_preview)
        self.desk.actions.updated.connect(self._on_rights)
        self._again.timeout.connect(self._ask)

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self.chooser.retranslate()
        self.whole.setText(say("Whole page"))
        self.pages.setAccessibleName(say("The page as it will be printed"))
        self._say_title()

    def _say_title(self) -> None:
        button = self.chooser.buttons[self.chooser.kind]
        self.title.setText(button.text())
        self._on_turned(self.pages.page, self.pages.pages)

    def restyle(self) -> None:
        """Repaint in the new colours."""
        super().restyle()
        self.pages.table.update()

    # -- the frame's wishes --------------------------------------------------------------------

    def refresh(self, changed: object | None = None) -> None:
        """Ask for the report and the printers anew."""
        del changed
        if self.desk.curtain.down:
            return
        self.chooser.set_rights()
        self.press.printers(self._on_printers, self._on_no_printers)
        if self.desk.actions.may(Right.PRINT_HANDOVER):
            self.desk.tasks.run(
                self._calls.past, then=self.chooser.show_past, latest="reports.past"
            )
        self._ask()

    def focus_first(self) -> None:
        """Put the keyboard on the list of reports."""
        self.chooser.buttons[self.chooser.kind].setFocus(_OTHER)

    def leave(self) -> None:
        """Nothing is half-done here: what waits for a printer is kept."""

    def curtain(self, down: bool) -> None:
        """Take the pages away, or ask for them again."""
        if down:
            self.desk.tasks.forget("reports.preview")
            self._preview = None
            self.pages.wait("")
            self.chooser.show_past(())
            self.chooser.setEnabled(False)
            return
        self.chooser.setEnabled(True)
        if self.isVisible():
            self.refresh()

    def views(self) -> list[tuple[str, Callable[[], object]]]:
        """Return the reports there are."""
        return [(kind.value, button.click) for kind, button in self.chooser.buttons.items()]

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that are no actions."""
        say = self.desk.words.say
        return [
            ("↑ ↓", say("The report above or below")),
            ("Enter", say("On to the print button; there: print")),
            ("PgUp PgDn", say("Turn the pages, when the keyboard is on them")),
        ]

    def show_handover(self) -> None:
        """Show the coming handover sheet with the keyboard on its print button."""
        self.show_report(ReportKind.HANDOVER)

    def show_report(self, kind: ReportKind) -> None:
        """Show the coming one of a kind with the keyboard on its way out."""
        before, free = self.chooser.wish, not self.outgoing.waits
        if free and self.chooser.buttons[kind].isEnabled():
            self.chooser.choose(kind)
            if self.chooser.wish != before:
                self._on_wished()
        self._focus_way_out()

    def _focus_way_out(self) -> None:
        side = self.chooser
        way_out = side.print_button if side.has_printer else side.save_button
        way_out.setFocus(_OTHER)

    def use_printer(self, name: str) -> None:
        """Begin with the printer set for this desk."""
        self.chooser.prefer(name)

    # -- the page ------------------------------------------------------------------------------

    def _on_wished(self) -> None:
        self._preview = None
        self.pages.wait(self.desk.words.say("Making the preview …"))
        self._say_title()
        self.chooser.state.setText("")
        self.chooser.say_trouble("")
        self._again.start()

    def _ask(self) -> None:
        if self.desk.curtain.down:
            return
        if self._preview is None and not self.pages.pages:
            self.pages.wait(self.desk.words.say("Making the preview …"))
        self.desk.tasks.run(
            self._calls.preview,
            then=self._on_preview,
            failed=self._on_no_preview,
            latest="reports.preview",
            wish=self.chooser.wish,
        )

    def _on_preview(self, preview: Any) -> None:  # noqa: ANN401 - a service's Preview
        if self.desk.curtain.down:
            return
        self._preview = preview
        self.pages.give(preview.pdf)

    def _on_no_preview(self, error: DeskError) -> None:
        self.pages.wait(self.desk.words.explain(error))

    def _on_turned(self, page: int, pages: int) -> None:
        self.what.setText(pages_line(self.desk.words, page, pages, self._preview))

    def _on_zoomed(self, percent: int) -> None:
        self.percent.setText(f"{self.desk.words.texts.number(percent)} %")

    # -- printers ------------------------------------------------------------------------------

    def _on_printers(self, names: tuple[str, ...]) -> None:
        had = self.chooser.print_button.hasFocus() or self.chooser.save_button.hasFocus()
        self.chooser.show_printers(names)
        if had:
            self._focus_way_out()

    def _on_no_printers(self, error: DeskError) -> None:
        del error
        self._on_printers(())

    def _on_rights(self) -> None:
        if not self.desk.curtain.down:
            # Before the window gives the keyboard back: what is off cannot take it.
            self.chooser.setEnabled(True)
        if not self.outgoing.is_busy and not self.outgoing.waits:
            self.chooser.set_rights()

    # -- out -----------------------------------------------------------------------------------

    def print_now(self) -> None:
        """Print what is shown, or the same copies again."""
        side = self.chooser
        if not side.has_printer or not self._may_go_out():
            return
        if self.outgoing.waits and self._file:
            return
        self._file = False
        copies = side.copies.key if isinstance(side.copies.key, int) else 1
        self.outgoing.print_copies(side.wish, copies, str(side.printer.key))

    def save(self) -> None:
        """Save what is shown as a file in a folder that is chosen now."""
        if self.outgoing.is_busy or not self._may_go_out():
            return
        if self.outgoing.waits and not self._file:
            return
        self.ask_folder(self._save_in)

    def _save_in(self, folder: Path) -> None:
        if self.outgoing.is_busy or not self._may_go_out():
            return
        self._folder = folder
        self._file = True
        self.outgoing.save(self.chooser.wish, folder)

    def _may_go_out(self) -> bool:
        """Say whether the person logged in now may have it, also what another has numbered."""
        return not self.desk.curtain.down and self.desk.actions.may(RIGHTS[self.chooser.kind])

    def _on_shred(self) -> None:
        print_id = self.chooser.to_shred
        if print_id is not None:
            self.desk.tasks.run(
                self._calls.shredded,
                then=self._on_shredded,
                failed=self._on_not_shredded,
                print_id=print_id,
            )

    def _on_shredded(self, done: Any) -> None:  # noqa: ANN401 - a service's Done
        said = self.desk.words.say("Noted: every copy is shredded")
        self.chooser.state.setText(said)
        self.desk.notices.act(said, operation=done.operation if done.can_undo else None)
        self.refresh()

    def _on_not_shredded(self, error: DeskError) -> None:
        self._on_trouble(self.desk.words.explain(error))

    def _ask_folder(self, then: Callable[[Path], object]) -> None:
        say, waits = self.desk.words.say, self.outgoing.file_name
        if waits:
            file = say("The file is called {file}", file=waits)
        else:
            file = say("{report}: the file gets its number as name", report=self.title.text())
        self.desk.forms.open(SAVE_AS, NOTHING, then=then, file=file, start=self._folder)

    def _on_busy(self, _flag: bool) -> None:
        out = self.outgoing
        self.chooser.set_busy(out.is_busy, held=out.waits and not out.is_busy, file=self._file)
        if out.is_busy:
            self.chooser.state.setText(self.desk.words.say("One moment …"))
        elif self.isVisible() and not self.isAncestorOf(QApplication.focusWidget() or self):
            self._focus_way_out()

    def _on_said(self, sentence: str) -> None:
        self.chooser.state.setText(sentence)
        self.desk.notices.act(sentence)
        announce.announce(self, sentence)
        self.refresh()

    def _on_trouble(self, sentence: str) -> None:
        self.chooser.say_trouble(sentence)
        if sentence:
            self.chooser.state.setText("")
            self.chooser.ensureWidgetVisible(self.chooser.trouble)
            announce.announce(self, sentence, urgent=True)

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the way out; on it, it prints or saves."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        side = self.chooser
        if side.save_button.hasFocus():
            self.save()
        elif side.give_up.hasFocus():
            self.outgoing.give_up()
        elif side.shred.hasFocus():
            self._on_shred()
        elif side.print_button.hasFocus() or self.pages.hasFocus():
            self.print_now()
        else:
            self._focus_way_out()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when it comes into sight after the curtain was lifted elsewhere."""
        super().showEvent(event)
        if self._preview is None:
            self._again.start()
