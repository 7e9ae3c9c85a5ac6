"""A field for when something happened: reads what people write, and says how it was read."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from shelter_desk.clock import Clock, local_date
from shelter_desk.errors import BadInputError, LocalTimeTwiceError
from shelter_desk.marking import mark
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.moments import Toward, read_moment
from shelter_desk.ui.words import Words

DEFAULT_HINT = mark("now, or for example 20:15 or yesterday 23:10")


class MomentField(QWidget):
    """One line for a time; empty means now (or unsaid). The line under it says what was read.

    In the hour that comes twice two choices appear: the first and the second. ``changed``
    follows every keystroke.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        clock: Clock,
        *,
        toward: Toward = Toward.PAST,
        hint: str = DEFAULT_HINT,
        parent: QWidget | None = None,
    ) -> None:
        """``hint`` is English, marked for translation; it stands in the empty field."""
        super().__init__(parent)
        self._words = words
        self._clock = clock
        self._toward = toward
        self._hint = hint
        self._error: BadInputError | None = None
        self._moment: datetime | None = None
        self.line = QLineEdit()
        self.line.setFixedHeight(theme.px(36))
        self.line.setMaxLength(40)
        self.echo = Label(theme, size=13, colour="muted", wrap=True)
        self.first = QRadioButton()
        self.second = QRadioButton()
        self._twice = QWidget()
        row = QHBoxLayout(self._twice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addWidget(self.first)
        row.addWidget(self.second)
        row.addStretch(1)
        self._twice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.line)
        column.addWidget(self._twice)
        column.addWidget(self.echo)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text)
        self.first.toggled.connect(self._on_choice)
        self.second.toggled.connect(self._on_choice)
        words.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._words.say
        self.line.setPlaceholderText(say(self._hint))
        self.first.setText(say("the first"))
        self.second.setText(say("the second, after the clock was set back"))
        self._say()

    def name(self, text: str) -> None:
        """Name the field for a screen reader, and for the letter before it."""
        self.line.setAccessibleName(text)

    # -- what it holds -----------------------------------------------------------------------

    @property
    def moment(self) -> datetime | None:
        """The instant (aware UTC), None when empty or not readable."""
        return self._moment

    @property
    def is_ok(self) -> bool:
        """Whether the field is empty or readable."""
        return self._error is None

    def clear(self) -> None:
        """Empty it."""
        self.line.setText("")
        self._forget_choice()
        self._read()

    def _forget_choice(self) -> None:
        for button in (self.first, self.second):
            button.blockSignals(True)
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)
            button.blockSignals(False)

    def _on_text(self, text: str) -> None:
        del text
        self._forget_choice()
        self._twice.hide()
        self._read()

    def _on_choice(self, chosen: bool) -> None:
        if chosen:
            self._read()

    def _read(self) -> None:
        written = self.line.text().strip()
        self._error, self._moment = None, None
        second: bool | None = None
        if self.first.isChecked() or self.second.isChecked():
            second = self.second.isChecked()
        try:
            if written:
                now = self._clock.now()
                self._moment = read_moment(written, now, toward=self._toward, second_time=second)
        except LocalTimeTwiceError as error:
            self._error = error
            self._twice.show()
        except BadInputError as error:
            self._error = error
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.echo.set_colour("muted")
        if self._error is not None:
            self.echo.set_colour("status:watch")
            self.echo.setText(self._words.explain(self._error))
        elif self._moment is not None:
            self.echo.setText(self._spoken(self._moment))
        else:
            self.echo.setText("")
        self.echo.setVisible(bool(self.echo.text()))
        self.line.setAccessibleDescription(self.echo.text())

    def _spoken(self, moment: datetime) -> str:
        texts, now = self._words.texts, self._clock.now()
        away = (local_date(moment) - local_date(now)).days
        if away == 0:
            return self._words.say("today at {at}", at=moment)
        if away == -1:
            return self._words.say("yesterday at {at}", at=moment)
        if away == 1:
            return self._words.say("tomorrow at {at}", at=moment)
        return texts.moment(moment)


def labelled(theme: Theme, label: Label, field: QWidget) -> QVBoxLayout:
    """Return a column of a small label and its field; the label leads to the field."""
    label.setBuddy(field.focusProxy() or field)
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(label)
    column.addWidget(field)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column
