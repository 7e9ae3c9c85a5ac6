"""A correction: stands beside its original, which is never changed (domain.md b14)."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.phrases import label_inside
from shelter_desk.services.snapshots import LogLine
from shelter_desk.terms import ENTRY_SHORT_LIMIT, INCIDENT_KINDS, INCIDENT_SHORT_LIMIT
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.log.calls import LogCalls
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box
from shelter_desk.ui.widgets.text_field import ShortField, TextBox

_REASON_LIMIT = 120


class CorrectForm(QWidget):
    """Takes the composer's place while a line is corrected. ``left(entry_id)`` gives it back."""

    left = Signal(int)

    def __init__(self, desk: Desk, calls: LogCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._line: LogLine | None = None
        self._under_way = False
        theme = desk.theme
        self.title = Label(theme, size=16, weight=SEMIBOLD)
        self.original = Label(theme, size=14, colour="muted", wrap=True)
        font = self.original.font()
        font.setStrikeOut(True)
        self.original.setFont(font)
        self.original.setMaximumHeight(theme.px(64))
        self.text = TextBox(desk)
        self.short = ShortField(desk, ENTRY_SHORT_LIMIT)
        self.reason = ShortField(desk, _REASON_LIMIT)
        self.save = Button(theme, key="Ctrl Enter", kind=Kind.PRIMARY, height=36)
        self.cancel = Button(theme, key="Esc", kind=Kind.QUIET)
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(13), theme.px(11), theme.px(13), theme.px(11))
        column.setSpacing(theme.px(8))
        column.addWidget(self.title)
        column.addWidget(self.original)
        column.addWidget(self.text)
        column.addWidget(self.short)
        column.addLayout(foot)
        column.addWidget(self.trouble)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.save.clicked.connect(self.send)
        self.cancel.clicked.connect(self._on_cancel)

    @property
    def line(self) -> LogLine | None:
        """The line that is corrected."""
        return self._line

    def begin(self, line: LogLine) -> None:
        """Show the latest words of ``line``, ready to be changed."""
        self._line = line
        self._under_way = False
        body, short = line.body, line.short
        for one in line.corrections:
            if not one.redacted:
                body, short = one.body, one.short
        incident = line.kind in INCIDENT_KINDS
        self.short.set_limit(INCIDENT_SHORT_LIMIT if incident else ENTRY_SHORT_LIMIT)
        self.text.edit.setPlainText(body)
        self.short.line.setText(short)
        self.reason.line.clear()
        self.say_trouble("")
        self.retranslate()
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.edit.selectAll()

    def half(self) -> tuple[str, str, str]:
        """Return what is half written: text, short text, reason."""
        return self.text.edit.toPlainText(), self.short.line.text(), self.reason.line.text()

    def put(self, half: tuple[str, str, str]) -> None:
        """Show again what :meth:`half` returned."""
        text, short, reason = half
        self.text.edit.setPlainText(text)
        self.short.line.setText(short)
        self.reason.line.setText(reason)

    def clear(self) -> None:
        """Hold nothing."""
        self._line = None
        self.text.edit.clear()
        self.short.line.clear()
        self.reason.line.clear()
        self.title.setText("")
        self.original.setText("")
        self.say_trouble("")

    def retranslate(self) -> None:
        """Say everything anew."""
        words = self._desk.words
        say = words.say
        self.setAccessibleName(say("Correct a line"))
        self.text.edit.setAccessibleName(say("What it should say"))
        self.text.hint.setText(say("The first words stay in the log, struck through."))
        self.short.name(say("Short for the report"))
        self.reason.name(say("Why"))
        self.save.setText(say("Save correction"))
        self.cancel.setText(say("Cancel"))
        for button in (self.save, self.cancel):
            button.updateGeometry()
        line = self._line
        if line is not None:
            what = label_inside(words.texts, line.kind)
            who = wording.people_words(words, line.who)
            about = f"{what}, {who}" if who else what
            self.title.setText(say("Correct {what}, {at}", what=about, at=line.happened_at))
            self.original.setText(wording.body_of(words, line))

    def send(self) -> None:
        """Save the correction."""
        if self._line is None or self._under_way:
            return
        self._under_way = True
        self.say_trouble("")
        self._desk.tasks.run(
            self._calls.correct,
            then=self._on_corrected,
            failed=self._on_refused,
            entry_id=self._line.entry_id,
            body=self.text.edit.toPlainText(),
            short=self.short.line.text(),
            reason=self.reason.line.text(),
        )

    def _on_corrected(self, done: object) -> None:
        del done
        self._under_way = False
        if self._line is not None:
            say = self._desk.words.say
            self._desk.notices.act(say("The line of {at} is corrected", at=self._line.happened_at))
            self._leave()

    def _on_refused(self, error: DeskError) -> None:
        self._under_way = False
        self.say_trouble(self._desk.words.explain(error))

    def _on_cancel(self) -> None:
        self._leave()

    def _leave(self) -> None:
        number = self._line.entry_id if self._line is not None else 0
        self.clear()
        self.left.emit(number)

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)

    def sizeHint(self) -> QSize:
        """Leave it to the layout."""
        return super().sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves the line as it is."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():
                    self.send()
            elif self.cancel.hasFocus():
                self._leave()
            return
        if key == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()
