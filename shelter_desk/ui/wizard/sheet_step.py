"""The recovery sheet: printed or saved, two groups typed back, put away safely."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.clock import SystemClock
from shelter_desk.errors import DeskError
from shelter_desk.services.recovery import NewSheet
from shelter_desk.ui import folders
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.wizard.calls import FirstRun
from shelter_desk.ui.wizard.pieces import TEXT_WIDTH, FileField, LineField, Step, set_wrapped
from shelter_desk.ui.words import Words

if TYPE_CHECKING:
    from datetime import datetime

_PAPER = QSize(380, 537)
_ROOM_FOR_PAPER = 1180
_GROUP_LENGTH = 5


class SheetStep(Step):
    """The code stands on paper only; what is shown of the sheet has dots in its place."""

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__(theme, words, run, tasks)
        self.sheet: NewSheet | None = None
        self._unit = ""
        self._passphrase = False
        self._on_paper: datetime | None = None
        self._saved = ""
        self.heads = [Label(theme, size=16, weight=SEMIBOLD) for _ in range(3)]
        self.texts = [Label(theme, size=15, colour="muted", wrap=True) for _ in range(3)]
        self.print = Button(theme, icon="printer-outline")
        self.save = Button(theme, icon="content-save-outline")
        self.where = FileField(theme, words, file=self._file_name)
        self.where.hide()
        self.done = Label(theme, size=15, colour="status:ok", wrap=True)
        self.groups = [LineField(theme, wide=168) for _ in range(2)]
        self.put_away = QCheckBox()
        self.put_away.setFont(theme.font(15))
        self.place = LineField(theme, wide=260)
        self.paper = QLabel()
        self.paper.setFrameShape(QFrame.Shape.Box)
        self.paper_hint = Label(theme, size=14, colour="muted")
        self._lay_out()
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        for field in self.groups:
            field.line.setMaxLength(_GROUP_LENGTH + 3)
            field.changed.connect(self._on_group)
        self.put_away.toggled.connect(self.changed)
        self.place.changed.connect(self.changed)
        self.setFocusProxy(self.print)

    def _lay_out(self) -> None:
        px = self.theme.px
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        for widget in (self.print, self.save, self.done):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        groups = QHBoxLayout()
        groups.setSpacing(px(16))
        for field in self.groups:
            groups.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        groups.addStretch(1)
        away = QHBoxLayout()
        away.setSpacing(px(10))
        away.addWidget(self.put_away)
        away.addWidget(self.place)
        away.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        for head, text, row in zip(self.heads, self.texts, (buttons, groups, away), strict=True):
            text.setFixedWidth(px(TEXT_WIDTH))
            left.addWidget(head)
            left.addWidget(text)
            left.addLayout(row)
            if row is buttons:
                left.addWidget(self.where)
            left.addSpacing(px(16))
        left.addStretch(1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.paper)
        right.addWidget(self.paper_hint, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addStretch(1)
        both = QHBoxLayout()
        both.addLayout(left, 1)
        both.addSpacing(px(24))
        both.addWidget(self._right)
        self.column.addLayout(both, 1)
        self.column.addWidget(self.trouble)

    def know(self, unit: str, *, passphrase: bool = False) -> None:
        """Know what the house is called, and whether a passphrase opens it."""
        self._passphrase = passphrase
        if self.sheet is not None and unit == self._unit:
            return
        self._unit, self.sheet = unit, None
        self._on_paper, self._saved = None, ""
        self._ask_where(False)
        self.put_away.setChecked(False)
        for field in self.groups:
            field.line.clear()

    def enter(self) -> None:
        """Make a sheet where there is none for this house yet."""
        if self.sheet is None:
            self.tasks.run(
                self.first_run.new_sheet, then=self._on_sheet, failed=self.refused, unit=self._unit
            )

    def _on_sheet(self, sheet: NewSheet) -> None:
        self.sheet = sheet
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.words.say
        self.heading.setText(say("Recovery sheet"))
        set_wrapped(self.lead,
            say("Everything here is encrypted, and opens with the house passphrase. If it is"
                " forgotten, this sheet is the only way in.")
            if self._passphrase
            else say("Everything here is encrypted, and the key lies in this machine. If the"
                " machine is lost, this sheet is the only way in.")
        )  # fmt: skip
        for label, words in zip(
            self.heads,
            (say("Put the sheet on paper"), say("Write two of its groups"), say("Keep it safe")),
            strict=True,
        ):
            label.setText(words)
        for label, words in zip(
            self.texts,
            (
                say("One sheet. The code is not shown on the screen."),
                say("Then we know that it can be read. Capital and small letters are the same."),
                say("In an envelope in a safe, not in the reception. Without the sheet and without"
                    " the house passphrase nobody can open the house, we cannot either.")
                if self._passphrase
                else say("In an envelope in a safe, not in the reception. Without the sheet and"
                    " without this machine nobody can open the house, we cannot either."),
            ),
            strict=True,
        ):  # fmt: skip
            set_wrapped(label, words)
        self.print.setText(say("Print again") if self._on_paper else say("Print the sheet"))
        self.save.setText(say("Save as PDF …"))
        self.where.name(say("Where should the file lie? Enter saves it."))
        for button in (self.print, self.save):
            button.updateGeometry()
        self.put_away.setText(say("The sheet lies in"))
        self.place.name("")
        self.place.line.setAccessibleName(say("Where the sheet lies"))
        self.place.line.setPlaceholderText(say("for example the safe, duty room"))
        self.paper_hint.setText(say("This is how it looks. The groups stand on paper only."))
        self._say_done()
        self._on_group()
        self._show_paper()

    def _say_done(self) -> None:
        say = self.words.say
        if self._saved:
            self.done.setText(say("saved as {file}", file=self._saved))
        elif self._on_paper is not None:
            self.done.setText(say("printed at {at}", at=self._on_paper))
        else:
            self.done.setText("")

    def _show_paper(self) -> None:
        wide = self.window().width() >= self.theme.px(_ROOM_FOR_PAPER)
        self._right.setVisible(wide and self.sheet is not None)
        if self.sheet is None or not wide:
            return
        paper = import_module("shelter_desk.ui.paper.document")  # QtPdf: not before it is shown
        pdf = self.sheet.pdf(self.words.language, hidden=True)
        document = paper.SheetDocument(pdf, self)
        ratio = self.devicePixelRatioF()
        width = self.theme.px(_PAPER.width())
        pixmap = QPixmap.fromImage(document.picture(0, round(width * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        self.paper.setPixmap(pixmap)
        self.paper.setAccessibleName(self.words.say("The recovery sheet with dots for its code"))
        document.let_go()
        document.deleteLater()

    # -- paper ---------------------------------------------------------------------------------

    def _on_print(self) -> None:
        if self.sheet is None:
            return
        self.say_trouble("")
        printing = import_module("shelter_desk.ui.paper.printing")
        names = printing.printer_names()
        if not names:
            self.say_trouble(
                self.words.say(
                    "There is no printer on this machine. Save the sheet as PDF on a memory stick,"
                    " print it elsewhere, and delete the file."
                )
            )
            self.save.setFocus()
            return
        self.print.setEnabled(False)
        self.tasks.run(
            printing.send_to_printer,
            then=self._on_sent,
            failed=self._on_not_sent,
            printer=names[0],
            job="Shelter Desk",
            pdf=self.sheet.pdf(self.words.language),
        )

    def _on_sent(self, sent: object) -> None:
        self.print.setEnabled(True)
        self._done_on_paper("")
        if str(sent) == "waiting":
            self.say_trouble(
                self.words.say(
                    "The printer has the sheet, but stands still. Look at paper and cover."
                )
            )

    def _on_not_sent(self, error: DeskError) -> None:
        self.print.setEnabled(True)
        self.refused(error)

    def _file_name(self) -> str:
        return self.words.say("recovery-sheet") + ".pdf"

    def _on_save(self) -> None:
        self.say_trouble("")
        self._ask_where(True)
        self.where.propose()

    def _ask_where(self, wanted: bool) -> None:
        """Show the line for the file; what comes last gives it room on a small screen."""
        self.where.setVisible(wanted)
        for part in (self.heads[2], self.texts[2], self.put_away, self.place):
            part.setHidden(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the line for the file saves it; elsewhere it goes on to the next step."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
            self.where.field.line.hasFocus()
        ):
            self.save_to(self.where.text)
        else:
            super().keyPressEvent(event)

    def save_to(self, written: str) -> None:
        """Write the sheet to a file that is not there yet; a folder gets it by its usual name."""
        if self.sheet is None or not written:
            return
        file = folders.folder_of(written)
        if file.is_dir():
            file /= self._file_name()
        elif not file.suffix:
            file = file.with_suffix(".pdf")
        problem = folders.trouble_with(self.words, file.parent)
        if problem:
            self.say_trouble(problem)
            return
        try:
            with file.open("xb") as opened:
                opened.write(self.sheet.pdf(self.words.language))
        except FileExistsError:
            self.say_trouble(
                self.words.say(
                    "There is a file {file} already. Choose another name.", file=str(file)
                )
            )
            return
        except OSError:
            self.say_trouble(
                self.words.say(
                    "The file {file} could not be written. Choose another place.", file=str(file)
                )
            )
            return
        self.say_trouble("")
        self._done_on_paper(file.name)

    def _done_on_paper(self, saved: str) -> None:
        self._ask_where(False)
        self._saved = saved
        self._on_paper = SystemClock().now()
        self.retranslate()
        announce(self, self.done.text())
        self.groups[0].setFocus()
        self.changed.emit()

    # -- reading it back -----------------------------------------------------------------------

    def _on_group(self) -> None:
        say = self.words.say
        asked = self.sheet.asked if self.sheet else (0, 0)
        for field, number in zip(self.groups, asked, strict=True):
            hint = say("five characters")
            if self._fits(field, number):
                hint = say("is right")
            elif len(field.text.replace(" ", "")) >= _GROUP_LENGTH:
                hint = say("is not what stands there")
            field.name(say("Group {number}", number=number), hint)
            right = hint == say("is right")
            field.hint.set_colour("status:ok" if right else "muted")
            field.setEnabled(self._on_paper is not None)
        self.changed.emit()

    def _fits(self, field: LineField, number: int) -> bool:
        return self.sheet is not None and bool(field.text) and self.sheet.fits(number, field.text)

    def ready(self) -> bool:
        """Say whether the sheet was read back and lies somewhere."""
        if self.sheet is None or self._on_paper is None:
            return False
        fits = all(map(self._fits, self.groups, self.sheet.asked))
        return fits and self.put_away.isChecked()

    def missing(self) -> str:
        """Say what is still to be done with the sheet."""
        say = self.words.say
        if self.sheet is None:
            return ""
        if self._on_paper is None:
            return say("Still missing: the sheet printed or saved.")
        if not all(map(self._fits, self.groups, self.sheet.asked)):
            return say("Still missing: the two groups as they stand on the sheet.")
        if not self.put_away.isChecked():
            return say("Still missing: a tick for where the sheet lies.")
        return ""

    def check(self, then: Callable[[], object]) -> None:
        """Go on: everything was looked at while it was typed."""
        then()
