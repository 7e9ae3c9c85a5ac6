"""The left side of Rapporter: which report, of when, how, and out it goes."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.marking import mark
from shelter_desk.services.handover import Earlier
from shelter_desk.services.report_wishes import RIGHTS, ReportKind, Wish
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.reports.wording import past_row
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.rule import Rule

MOST_COPIES = 5
_COPIES = 2
_WIDE = 316
SHEET_LANGUAGE = "nb"
"""The shift that reads it is Norwegian, whatever language one desk is set to."""
_COMING = "coming"

LISTED: tuple[tuple[ReportKind, str, str], ...] = (
    (ReportKind.HANDOVER, mark("Handover sheet"), "clipboard-text-outline"),
    (ReportKind.FIRE_LIST, mark("Fire list"), "fire"),
    (ReportKind.ROUND_FORM, mark("Round form"), "clipboard-check-outline"),
    (ReportKind.BED_PLAN, mark("Bed map"), "floor-plan"),
    (ReportKind.RESTRICTIONS, mark("Agreements in force now"), "account-off-outline"),
)


class ReportButton(Button):
    """One report of the list; arrows go to the next."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the report above or below; Enter goes on to the print."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)


class Chooser(QScrollArea):
    """``wished`` follows each choice that changes the page."""

    wished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._past: tuple[Any, ...] = ()
        self._printers: tuple[str, ...] = ()
        self._preferred = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(desk.theme.px(_WIDE))
        self._build()
        self.choose(ReportKind.HANDOVER)

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._desk.theme
        side = _Side(self._desk)
        column = QVBoxLayout(side)
        edge = theme.px(14)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(2))
        self._group = QButtonGroup(self)
        self.buttons: dict[ReportKind, ReportButton] = {}
        for kind, _, icon in LISTED:
            button = ReportButton(theme, icon=icon, kind=Kind.QUIET, height=36)
            button.setCheckable(True)
            button.setProperty("align", "left")
            button.clicked.connect(self.wished)
            button.clicked.connect(self._show_fields)
            button.stepped.connect(self._on_stepped)
            self._group.addButton(button)
            self.buttons[kind] = button
            column.addWidget(button)
        column.addSpacing(theme.px(8))
        column.addWidget(Rule(theme))
        column.addSpacing(theme.px(8))
        column.addLayout(self._fields())
        column.addSpacing(theme.px(6))
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.state = Label(theme, size=14, wrap=True)
        self.print_button = Button(theme, icon="printer-outline", key="Enter", kind=Kind.PRIMARY)
        self.save_button = Button(theme, icon="content-save-outline", key="Ctrl S")
        self.shred = Button(theme, icon="check", kind=Kind.QUIET)
        self.give_up = Button(theme, icon="close", kind=Kind.QUIET)
        self.keep = Label(theme, size=13, colour="muted", wrap=True)
        column.addWidget(self.trouble)
        column.addWidget(self.state)
        column.addStretch(1)
        column.addWidget(self.keep)
        column.addSpacing(theme.px(4))
        column.addWidget(self.print_button)
        column.addSpacing(theme.px(4))
        column.addWidget(self.save_button)
        column.addWidget(self.shred)
        column.addWidget(self.give_up)
        self.shred.hide()
        self.give_up.hide()
        self.trouble.hide()
        self.setWidget(side)

    def _fields(self) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(6))
        self.labels = [Label(theme, size=14) for _ in range(4)]
        self.when = ChoiceField(theme, self._when_rows, drop_width=theme.px(500))
        self.copies = ChoiceField(theme, self._copy_rows, drop_width=120)
        self.language = ChoiceField(theme, self._languages, drop_width=240)
        self.printer = ChoiceField(theme, self._printer_rows, drop_width=300)
        self.no_printer = Label(theme, size=14, wrap=True)
        self.names = QCheckBox()
        self.names.setChecked(True)
        fields = (self.when, self.copies, self.language, self.printer)
        for row, (label, field) in enumerate(zip(self.labels, fields, strict=True)):
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.names, 4, 0, 1, 2)
        grid.addWidget(self.no_printer, 5, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.when.choose(_COMING)
        self.copies.choose(_COPIES)
        self.language.choose(SHEET_LANGUAGE)
        self.when.chosen.connect(self.wished)
        self.when.chosen.connect(self._show_fields)
        self.language.chosen.connect(self.wished)
        self.copies.chosen.connect(self._say_print)
        self.names.toggled.connect(self.wished)
        return grid

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.setAccessibleName(say("Reports"))
        for kind, words, _ in LISTED:
            self.buttons[kind].setText(say(words))
        names = (say("Which"), say("Copies"), say("Language"), say("Printer"))
        fields = (self.when, self.copies, self.language, self.printer)
        for label, field, name in zip(self.labels, fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
            field.choose(field.key)
        self.names.setText(say("With names"))
        self.no_printer.setText(
            say("No printer answers on this machine. You can save the sheet as a file instead.")
        )
        self.save_button.setText(say("Save as a file …"))
        self.give_up.setText(say("Nothing came out: note that"))
        self.shred.setText(say("All its copies are shredded"))
        self.keep.setText(say("A saved file counts as copy 0 and must be deleted after the shift."))
        self._say_print()

    def _say_print(self) -> None:
        words, again = self._desk.words, self.give_up.isVisibleTo(self)
        count = self.copies.key if isinstance(self.copies.key, int) else 1
        text = words.say_many("Print {count} copy", "Print {count} copies", count)
        self.print_button.setText(words.say("Print the same copies again") if again else text)
        self.print_button.set_key("" if again else "Enter")
        for button in (self.print_button, self.save_button, self.give_up):
            button.updateGeometry()

    # -- rows ----------------------------------------------------------------------------------

    def _when_rows(self) -> tuple[DropRow, ...]:
        words = self._desk.words
        coming = DropRow(_COMING, words.say("The coming one, as it stands now"), "clock-outline")
        return (coming, *(past_row(words, sheet) for sheet in self._past))

    def _copy_rows(self) -> tuple[DropRow, ...]:
        icon = "file-multiple-outline"
        return tuple(DropRow(one, str(one), icon) for one in range(1, MOST_COPIES + 1))

    def _languages(self) -> tuple[DropRow, ...]:
        say = self._desk.words.say
        return (
            DropRow("nb", say("Norwegian (bokmål)"), "translate"),
            DropRow("en", say("English"), "translate"),
        )

    def _printer_rows(self) -> tuple[DropRow, ...]:
        return tuple(DropRow(name, name, "printer-outline") for name in self._printers)

    # -- what is chosen ------------------------------------------------------------------------

    @property
    def kind(self) -> ReportKind:
        """The report that is chosen."""
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    @property
    def wish(self) -> Wish:
        """What is asked of the services."""
        handover = self.kind is ReportKind.HANDOVER
        earlier = self.when.key if handover and isinstance(self.when.key, Earlier) else None
        return Wish(self.kind, str(self.language.key), earlier, self.names.isChecked())

    @property
    def to_shred(self) -> int | None:
        """The chosen print whose copies are still about; None where there is none."""
        chosen = self.when.key if self.kind is ReportKind.HANDOVER else None
        for sheet in self._past:
            if sheet.earlier == chosen and sheet.copies and sheet.made and not sheet.shredded:
                number: int | None = sheet.earlier.print_id
                return number
        return None

    @property
    def has_printer(self) -> bool:
        """Whether any printer answers."""
        return bool(self._printers)

    def choose(self, kind: ReportKind) -> None:
        """Choose a report, the coming one of its kind."""
        self.buttons[kind].setChecked(True)
        self.when.choose(_COMING)
        self._show_fields()

    def _on_stepped(self, by: int) -> None:
        kinds = [kind for kind, button in self.buttons.items() if button.isEnabled()]
        here = next((at for at, kind in enumerate(kinds) if self.buttons[kind].hasFocus()), 0)
        kind = kinds[min(len(kinds) - 1, max(0, here + by))]
        self.buttons[kind].setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.buttons[kind].isChecked():
            self.buttons[kind].click()

    def _show_fields(self) -> None:
        kind = self.kind
        for part in (self.when, self.labels[0]):
            part.setVisible(kind is ReportKind.HANDOVER)
        fire = kind is ReportKind.FIRE_LIST
        for part in (self.copies, self.labels[1]):
            part.setVisible(self.has_printer and not fire)
        for part in (self.printer, self.labels[3]):
            part.setVisible(self.has_printer)
        self.names.setVisible(kind is ReportKind.BED_PLAN)
        self.shred.setVisible(self.to_shred is not None)
        self.no_printer.setVisible(not self.has_printer)
        self.print_button.setVisible(self.has_printer)
        self.save_button.set_kind(Kind.PLAIN if self.has_printer else Kind.PRIMARY)
        if fire:
            self.copies.choose(1)
        self._say_print()

    def show_past(self, sheets: tuple[Any, ...]) -> None:
        """Offer these handovers that have been."""
        self._past = sheets
        key = self.when.key
        self.when.choose(key if any(row.key == key for row in self._when_rows()) else _COMING)
        self._show_fields()

    def prefer(self, printer: str) -> None:
        """Begin with this desk's own printer."""
        self._preferred = printer

    def show_printers(self, names: tuple[str, ...]) -> None:
        """Offer these printers, the usual one first."""
        self._printers = tuple(names)
        if names:
            held = (self.printer.key, self._preferred, names[0])
            self.printer.choose(next(name for name in held if name in names))
        self._show_fields()

    def set_rights(self) -> None:
        """Switch off what the person logged in may not print."""
        for kind, button in self.buttons.items():
            button.setEnabled(self._desk.actions.may(RIGHTS[kind]))
        if not self.buttons[self.kind].isEnabled():
            allowed = [kind for kind, button in self.buttons.items() if button.isEnabled()]
            if allowed:
                self.choose(allowed[0])

    # -- what is under way ---------------------------------------------------------------------

    def set_busy(self, busy: bool, *, held: bool, file: bool) -> None:
        """Switch off what must wait; ``held`` is numbered and waits for another try."""
        free = not busy and not held
        for part in (*self.buttons.values(), self.when, self.copies, self.language, self.names):
            part.setEnabled(free)
        if free:
            self.set_rights()
        self.printer.setEnabled(not busy)
        self.print_button.setEnabled(not busy and not (held and file))
        self.save_button.setEnabled(not busy and (not held or file))
        self.give_up.setVisible(held)
        self.give_up.setEnabled(not busy)
        self._say_print()

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


class _Side(QWidget):
    """The ground the choices stand on, with a line at its right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        desk.theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        del event
        painter, theme = QPainter(self), self._desk.theme
        painter.fillRect(self.rect(), theme.colour("raised"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.colour("line"))
        painter.end()
