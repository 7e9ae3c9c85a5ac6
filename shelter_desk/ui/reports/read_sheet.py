"""«Jeg har lest»: each urgent line ticked by whoever takes over."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.services.handover_reading import ToRead, note_read, sheet_to_read
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label


class LineTick(QWidget):
    """A box to tick beside words that may go on over lines; the words tick it too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        theme = desk.theme
        self.box = QCheckBox()
        self.words = Label(theme, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        row.setSpacing(theme.px(8))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setFocusProxy(self.box)

    def say(self, text: str) -> None:
        """Set the words, for the screen reader too."""
        self.words.setText(text)
        self.box.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick it, or take the tick away."""
        if self.rect().contains(event.position().toPoint()):
            self.box.toggle()


class ReadSheet(Sheet):
    """The newest printed sheet: its urgent lines, one by one, and who has read it."""

    rule = mark("Tick each urgent line when you have read it, and go through the sheet aloud.")

    def __init__(self, desk: Desk) -> None:
        self._found: ToRead | None = None
        self.ticks: dict[str, LineTick] = {}
        self.read_button = Button(desk.theme, key="Ctrl Enter", kind=Kind.PRIMARY, height=38)
        super().__init__(desk)
        self.buttons.insertWidget(self.buttons.count() - 1, self.read_button)
        self.read_button.clicked.connect(self.confirm)
        self.read_button.setEnabled(False)

    def build(self) -> None:
        """Make room for the lines."""
        theme = self._desk.theme
        self.what = Label(theme, wrap=True)
        self.aloud = QCheckBox()
        self.aloud.setMinimumHeight(theme.px(28))
        self.readers = Label(theme, size=14, colour="muted", wrap=True)
        for part in (self.what, self.aloud, self.readers):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Ask which sheet it is."""
        super().begin(about, **given)
        self._desk.tasks.run(
            sheet_to_read,
            then=self._on_found,
            failed=self._on_none,
            language=self._desk.words.language,
        )

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.read_button.setText(say("I have read it"))
        self.aloud.setText(say("Gone through aloud with the shift before"))
        self._say()

    def _say(self) -> None:
        found, words = self._found, self._desk.words
        if found is None:
            return
        self.what.setText(
            words.say("Report {report}, printed {at}", report=found.report_id, at=found.printed_at)
        )
        readers = ", ".join(
            words.say("{initials} at {at}", initials=who, at=at) for who, at in found.read_by
        )
        self.readers.setText(words.say("Read by: {readers}", readers=readers) if readers else "")
        for line in found.urgent:
            who = "" if line.person is None else naming.name_of(words, line.person)
            about = " ".join(part for part in (line.bed_code or "", naming.embedded(who)) if part)
            text = f"{about}: {line.words}" if about else line.words
            self.ticks[line.key].say(text)

    def _on_found(self, found: ToRead) -> None:
        self._found = found
        for line in found.urgent:
            tick = LineTick(self._desk)
            self.ticks[line.key] = tick
            self.body.insertWidget(self.body.indexOf(self.aloud), tick)
        self.read_button.setEnabled(True)
        self._say()
        self.grown.emit()
        self.focus_first()

    def _on_none(self, error: DeskError) -> None:
        self.what.setText(self._desk.words.explain(error))
        self.aloud.hide()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Put the keyboard on the first line that is not ticked."""
        open_ticks = [tick for tick in self.ticks.values() if not tick.box.isChecked()]
        first = next(iter(open_ticks), self.aloud if self._found else self.close_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Note that she has read it."""
        found, opening = self._found, self.opening
        if found is None or opening is None:
            return
        self.say_trouble("")
        ticked = [number for number, tick in self.ticks.items() if tick.box.isChecked()]
        self._desk.tasks.run(
            note_read,
            then=self._on_done,
            failed=self._on_refused,
            print_id=found.print_id,
            keys=ticked,
            aloud=self.aloud.isChecked(),
        )

    def _on_done(self, done: object) -> None:
        if self.opening is not None and self._found is not None:
            words, report = self._desk.words, self._found.report_id
            said = words.say("Report {report} is read", report=report)
            self._desk.forms.on_done(self.opening, said, done)

    def _on_refused(self, error: DeskError) -> None:
        """Say what is missing; the keyboard goes to the first line that is not ticked."""
        self.say_trouble(self._desk.words.explain(error))
        self.focus_first()
