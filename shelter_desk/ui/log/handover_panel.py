"""The handover sheet over the screen: the real pages from memory, print, save as a file."""

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.errors import DeskError, FaultError
from shelter_desk.marking import mark
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.calls import HandoverCalls
from shelter_desk.ui.log.page_view import PageView
from shelter_desk.ui.log.printing import (
    PrinterStoppedError,
    PrintRun,
    SheetDocument,
    printer_for,
    printer_names,
)
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.widgets.labels import Words as Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

MOST_COPIES = 5
_COPIES = 2
_SIDE = 300
_SHEET_LANGUAGE = "nb"
"""The shift that reads it is Norwegian, whatever language one desk is set to."""


class FolderWriteError(FaultError):
    """The chosen folder takes no file."""

    sentence = mark(
        "The file could not be written there. Choose another folder; the sheet is kept until then."
    )


class HandoverPanel(QWidget):
    """Lies over the widget ``over`` and closes with Esc, the curtain, or another screen.

    ``make_printer`` and ``ask_folder`` are what a test replaces.
    """

    def __init__(self, desk: Desk, over: QWidget, calls: HandoverCalls) -> None:
        super().__init__(over.parentWidget() or over)
        self._desk = desk
        self._over = over
        self._calls = calls
        self._document: SheetDocument | None = None
        self._numbered: tuple[Any, SheetDocument] | None = None
        self._unsaved: Any = None
        self._busy = False
        self._closing = False
        self._focus_before: QWidget | None = None
        self.make_printer: Callable[[str, str], QPrinter] = printer_for
        self.list_printers: Callable[[], list[str]] = printer_names
        self.ask_folder: Callable[[], str] = self._ask_folder
        self._build()
        self.retranslate()
        over.installEventFilter(self)
        desk.curtain.changed.connect(self._on_curtain)
        desk.words.changed.connect(self.retranslate)
        desk.theme.changed.connect(self.update)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self.hide()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._desk.theme
        self.setAutoFillBackground(True)
        self.pages = PageView(self._desk)
        self.table = QScrollArea()
        self.table.setWidgetResizable(True)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.table.setWidget(self.pages)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.viewport().setAutoFillBackground(False)
        self.pages.setAutoFillBackground(False)
        self.title = Label(theme, size=24, weight=SEMIBOLD, wrap=True)
        self.what = Label(theme, size=14, colour="muted", wrap=True)
        self.printer_label = Label(theme, size=14)
        self.printer = ChoiceField(theme, self._printer_rows, drop_width=240)
        self.no_printer = Label(theme, wrap=True)
        self.copies_label = Label(theme, size=14)
        self.copies = ChoiceField(theme, self._copy_rows, drop_width=120)
        self.copies.choose(_COPIES)
        self.copies_label.setBuddy(self.copies)
        self.printer_label.setBuddy(self.printer)
        self.language_label = Label(theme, size=14)
        self.language = ChoiceField(theme, self._languages, drop_width=240)
        self.language_label.setBuddy(self.language)
        self.print_button = Button(theme, icon="printer-outline", key="Enter", kind=Kind.PRIMARY)
        self.save_button = Button(theme, icon="content-save-outline")
        self.close_button = Button(theme, icon="close", key="Esc", kind=Kind.QUIET)
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.state = Label(theme, size=14, wrap=True)
        self.keep = Label(theme, size=13, colour="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        side = QWidget()
        side.setFixedWidth(theme.px(_SIDE))
        column = QVBoxLayout(side)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        for part in (
            self.title, self.what, self.language_label, self.language, self.printer_label,
            self.printer, self.no_printer, self.copies_label, self.copies,
            self.print_button, self.save_button, self.trouble, self.state,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.keep)
        column.addWidget(self.close_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(side)
        self._side = side
        self.print_button.clicked.connect(self.print_copies)
        self.save_button.clicked.connect(self.save)
        self.language.chosen.connect(self._on_sheet_language)
        self.language.choose(_SHEET_LANGUAGE)
        self.close_button.clicked.connect(self.dismiss)
        order = (
            self.language, self.printer, self.copies, self.print_button, self.save_button,
            self.close_button, self.pages,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.setAccessibleName(say("Handover sheet"))
        self.title.setText(say("Handover sheet"))
        self.what.setText(say("As it stands now. Printing gives each copy its number."))
        self.printer_label.setText(say("Printer"))
        self.printer.setAccessibleName(say("Printer"))
        self.no_printer.setText(
            say("No printer answers on this machine. You can save the sheet as a file instead.")
        )
        self.language_label.setText(say("Language of the sheet"))
        self.language.setAccessibleName(say("Language of the sheet"))
        self.language.choose(self.language.key)
        self.copies_label.setText(say("Copies"))
        self.copies.setAccessibleName(say("Copies"))
        self.save_button.setText(say("Save as a file …"))
        self.close_button.setText(say("Close"))
        self.keep.setText(say("A saved file counts as copy 0 and must be deleted after the shift."))
        self.pages.retranslate()
        self._say_print()
        for button in (self.print_button, self.save_button, self.close_button):
            button.updateGeometry()

    def _say_print(self) -> None:
        say = self._desk.words.say
        again = self._numbered is not None
        self.print_button.setText(say("Print the same copies again") if again else say("Print"))
        self.print_button.set_key("" if again else "Enter")

    def _languages(self) -> tuple[DropRow, ...]:
        say = self._desk.words.say
        return (
            DropRow("nb", say("Norwegian (bokmål)"), "translate"),
            DropRow("en", say("English"), "translate"),
        )

    def _on_sheet_language(self, key: object) -> None:
        del key
        self._ask()

    def _copy_rows(self) -> tuple[DropRow, ...]:
        icon = "file-multiple-outline"
        return tuple(DropRow(one, str(one), icon) for one in range(1, MOST_COPIES + 1))

    def _printer_rows(self) -> tuple[DropRow, ...]:
        return tuple(DropRow(name, name, "printer-outline") for name in self._printers)

    _printers: tuple[str, ...] = ()

    # -- opening and closing -----------------------------------------------------------------------

    def open(self) -> None:
        """Lie over the screen and ask for the sheet as it stands."""
        if self._desk.curtain.down:
            return
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
        self._printers = tuple(self.list_printers())
        self._show_printers()
        self._cover()
        self.show()
        self.raise_()
        self.say_trouble("")
        self.state.setText("")
        self._ask()
        first = self.print_button if self._printers else self.save_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_printers(self) -> None:
        there = bool(self._printers)
        for part in (self.printer_label, self.printer, self.copies_label, self.copies):
            part.setVisible(there)
        self.print_button.setVisible(there)
        self.no_printer.setVisible(not there)
        self.save_button.set_kind(Kind.PLAIN if there else Kind.PRIMARY)
        if there:
            held = self.printer.key if self.printer.key in self._printers else self._printers[0]
            self.printer.choose(held)

    def _ask(self) -> None:
        self._desk.tasks.run(
            self._calls.preview,
            then=self._on_preview,
            failed=self._on_refused,
            latest="handover.preview",
            language=self.language.key,
        )

    def dismiss(self) -> None:
        """Go back to the screen; the pages are forgotten."""
        if not self.isVisible() or self._busy:
            return
        self._forget()
        before, self._focus_before = self._focus_before, None
        # Hiding passes the keyboard on by itself, to whatever comes next: so it goes first.
        self._closing = True
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif _holds(self, QApplication.focusWidget()):
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._closing = False

    def _forget(self) -> None:
        self._desk.tasks.forget("handover.preview")
        self.pages.give(None)
        for document in (self._document, self._numbered[1] if self._numbered else None):
            if document is not None:
                document.let_go()
        self._document = self._numbered = self._unsaved = None
        self._say_print()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Close when the keyboard went to another screen."""
        del old
        inside = now is self or _holds(self, now)
        if now is None or self._closing or not self.isVisible() or inside:
            return
        if now.window() is self.window() and self._over.isAncestorOf(now):
            self._focus_before = None
            self.dismiss()

    def _on_curtain(self, down: bool) -> None:
        if down and self.isVisible():
            self._focus_before = None
            self._busy = False
            self.dismiss()

    def _cover(self) -> None:
        over, home = self._over, self.parentWidget()
        self.setGeometry(over.rect() if home is over else over.geometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over what it lies over."""
        if watched is self._over and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._cover()
            self.raise_()
        return super().eventFilter(watched, event)

    # -- the sheet -------------------------------------------------------------------------------

    def _on_preview(self, pdf: bytes) -> None:
        if not self.isVisible():
            return
        before = self._document
        self._document = SheetDocument(pdf, self)
        self.pages.give(self._document)
        if before is not None:
            before.let_go()
        self._fit()

    def print_copies(self) -> None:
        """Print numbered copies or, after a printer that stopped, the same ones again."""
        if self._busy or not self._printers or self._document is None:
            return
        self.say_trouble("")
        self._set_busy(True)
        if self._numbered is not None:
            self._send(*self._numbered)
            return
        self._desk.tasks.run(
            self._calls.print_copies,
            then=self._on_numbered,
            failed=self._on_refused,
            copies=self.copies.key,
            language=self.language.key,
        )

    def _on_numbered(self, printed: Any) -> None:  # noqa: ANN401 - a service's Printed
        self._desk.tasks.announce(printed.done.changed)
        self._send(printed, SheetDocument(printed.pdf, self))

    def _send(self, printed: Any, document: SheetDocument) -> None:  # noqa: ANN401 - a service's Printed
        self._numbered = (printed, document)
        job = str(printed.file_name).removesuffix(".pdf")
        printer = self.make_printer(str(self.printer.key), job)
        # The system would print the same numbers again.
        printer.setCopyCount(1)
        self._run = PrintRun(document, printer, self._on_printed, self)
        self._run.begin()

    def _on_printed(self, error: PrinterStoppedError | None) -> None:
        self._set_busy(False)
        if self._numbered is None:
            return
        words, (printed, document) = self._desk.words, self._numbered
        if error is not None:
            self._say_print()
            self.say_trouble(words.explain(error))
            return
        document.let_go()
        self._numbered = None
        self._say_print()
        said = words.say_many(
            "Report {report} is printed in {count} copy",
            "Report {report} is printed in {count} copies",
            printed.copies,
            report=printed.report_id,
        )
        self._desk.notices.act(said)
        self.state.setText(said)
        announce.announce(self, said)
        self._ask()

    def save(self) -> None:
        """Save the sheet as a file in a folder that is chosen now."""
        if self._busy or self._document is None:
            return
        folder = self.ask_folder()
        if not folder:
            return
        self._folder = Path(folder)
        self.say_trouble("")
        if self._unsaved is not None:
            self._write(self._unsaved)
            return
        self._set_busy(True)
        self._desk.tasks.run(
            self._calls.save,
            then=self._on_saved,
            failed=self._on_refused,
            language=self.language.key,
        )

    def _on_saved(self, printed: Any) -> None:  # noqa: ANN401 - a service's Printed
        self._set_busy(False)
        self._desk.tasks.announce(printed.done.changed)
        self._write(printed)

    def _write(self, printed: Any) -> None:  # noqa: ANN401 - a service's Printed
        words = self._desk.words
        target = self._folder / printed.file_name
        try:
            with target.open("xb") as file:
                file.write(printed.pdf)
        except OSError:
            self._unsaved = printed
            self.say_trouble(words.explain(FolderWriteError()))
            return
        self._unsaved = None
        said = words.say("Saved as {file}", file=printed.file_name)
        self._desk.notices.act(said)
        self.state.setText(said)
        announce.announce(self, said)

    def _ask_folder(self) -> str:
        title = self._desk.words.say("Where should the file lie?")
        return QFileDialog.getExistingDirectory(self, title)

    def _on_refused(self, error: DeskError) -> None:
        self._set_busy(False)
        self.say_trouble(self._desk.words.explain(error))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.print_button, self.save_button, self.copies, self.printer):
            part.setEnabled(not busy)
        if busy:
            self.state.setText(self._desk.words.say("One moment …"))
        elif self.state.text() == self._desk.words.say("One moment …"):
            self.state.setText("")
        if not busy and self.isVisible() and not _holds(self, QApplication.focusWidget()):
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)

    # -- keys and painting ---------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the keyboard on the panel."""
        order = [
            part
            for part in (
                self.language, self.printer, self.copies, self.print_button, self.save_button,
                self.close_button, self.pages,
            )
            if part.isVisible() and part.isEnabled()
        ]  # fmt: skip
        if self._closing or not order:
            return super().focusNextPrevChild(forward)
        now = QApplication.focusWidget()
        held = next((i for i, part in enumerate(order) if part is now or _holds(part, now)), -1)
        step = 1 if forward else -1
        order[(held + step) % len(order)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter prints, Esc closes, page keys turn the pages."""
        key, bar = event.key(), self.table.verticalScrollBar()
        steps = {
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
        }
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self._on_enter()
        elif key in steps:
            bar.setValue(bar.value() + steps[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        if self.close_button.hasFocus():
            self.dismiss()
        elif self.save_button.hasFocus():
            self.save()
        else:
            self.print_copies()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages their room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - self._side.width() - self.table.verticalScrollBar().sizeHint().width()
        self.pages.fit(room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between the pages and what is done with them."""
        super().paintEvent(event)
        painter = QPainter(self)
        theme = self._desk.theme
        painter.fillRect(self._side.geometry(), theme.colour("raised"))
        painter.fillRect(self._side.x(), 0, 1, self.height(), theme.colour("line"))
        painter.end()


def _holds(part: QWidget, inner: QWidget | None) -> bool:
    return inner is not None and part.isAncestorOf(inner)
