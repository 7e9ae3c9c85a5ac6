"""Fields to write in: a short line, running text, a whole number, a time, a day."""

from datetime import date, datetime

from PySide6.QtWidgets import QLineEdit

from shelter_desk.clock import local_date
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.widgets.days import read_day
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.moment_field import DEFAULT_HINT, MomentField
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.widgets.text_field import ShortField, TextBox

_LONGEST_TYPED = 4
"""How often the limit may be typed before nothing more goes in: nothing is cut silently."""
FUTURE_HINT = mark("for example 23:00 or tomorrow 10:00")
DAY_HINT = mark("for example 28.11, Friday or in 14 days")


def too_long(desk: Desk, text: str, limit: int) -> str:
    """Return the sentence for a text over its limit, or nothing."""
    over = len(text.strip()) - limit
    if over <= 0:
        return ""
    return desk.words.say_many(
        "{count} character too many: shorten it a little",
        "{count} characters too many: shorten it a little",
        over,
    )


class ShortText(Field):
    """One line with a limit. ``hint`` stands in the empty line."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        *,
        limit: int,
        required: bool = False,
        help_line: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self.limit = limit
        self._hint = hint
        self._field = ShortField(desk, limit)
        self._field.label.hide()
        self.line = self._field.line
        self.line.setMaxLength(limit * _LONGEST_TYPED)
        self._field.changed.connect(self._on_text)
        self.hold(self._field)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._field.name(self.label.text())
        self.line.setPlaceholderText(self._desk.words.say(self._hint) if self._hint else "")

        self._on_text()

    def _on_text(self) -> None:
        # A limit is worth saying to who writes, not to who reads an empty form.
        self._field.count.setVisible(bool(self.value))
        self.changed.emit()

    @property
    def value(self) -> str:
        """What was written."""
        return self.line.text().strip()

    def unreadable(self) -> str:
        """Say that it is too long."""
        return too_long(self._desk, self.value, self.limit)

    def half(self) -> str | None:
        """Return the text."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show the text."""
        self.line.setText(str(half))


class LongText(Field):
    """Running text with a limit; grows up to five lines. Enter begins a line, Ctrl+Enter saves."""

    def __init__(
        self, desk: Desk, label: str, *, limit: int, required: bool = False, help_line: str = ""
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self.limit = limit
        self._box = TextBox(desk)
        self.edit = self._box.edit
        self.edit.textChanged.connect(self._on_text)
        self.hold(self._box)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self._say_length()

    def _on_text(self) -> None:
        self._say_length()
        self.changed.emit()

    def _say_length(self) -> None:
        many, used = self._desk.words.say_many, len(self.value)
        left = self.limit - used
        self._box.hint.set_colour("status:watch" if left < 0 else "muted")
        if left < 0:
            self._box.hint.setText(many("{count} too many", "{count} too many", -left))
        else:
            say = self._desk.words.say
            length = say("{used} of {most}", used=used, most=self.limit)
            self._box.hint.setText(length if used else "")

    @property
    def value(self) -> str:
        """What was written."""
        return self.edit.toPlainText().strip()

    def unreadable(self) -> str:
        """Say that it is too long."""
        return too_long(self._desk, self.value, self.limit)

    def half(self) -> str | None:
        """Return the text."""
        return self.edit.toPlainText() or None

    def put(self, half: object) -> None:
        """Show the text."""
        self.edit.setPlainText(str(half))


class Number(Field):
    """A whole number from ``least`` to ``most``; None when empty."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        *,
        least: int,
        most: int,
        required: bool = False,
        help_line: str = "",
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self._least, self._most = least, most
        self.line = QLineEdit()
        self.line.setFixedHeight(desk.theme.px(36))
        self.line.setMaximumWidth(desk.theme.px(140))
        self.line.setMaxLength(20)
        self.line.textChanged.connect(self.changed)
        self.hold(self.line)

    @property
    def value(self) -> int | None:
        """The number; None when empty or not one."""
        written = self.line.text().strip()
        # int() would also read other scripts' digits and underscores.
        if not (written.isascii() and written.isdigit()):
            return None
        number = int(written)
        return number if self._least <= number <= self._most else None

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Say which numbers can be meant."""
        if self.is_empty() or self.value is not None:
            return ""
        return self._desk.words.say(
            "Write a whole number from {least} to {most}", least=self._least, most=self._most
        )

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show the number."""
        self.line.setText(str(half))


class When(Field):
    """A time that has been (``Toward.PAST``: empty means now) or is to come. Aware UTC or None."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        *,
        toward: Toward = Toward.PAST,
        required: bool = False,
        help_line: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        usual = DEFAULT_HINT if toward is Toward.PAST else FUTURE_HINT
        self.field = MomentField(
            desk.theme, desk.words, desk.clock, toward=toward, hint=hint or usual
        )
        self.line = self.field.line
        self.field.changed.connect(self.changed)
        self.hold(self.field)

    def name(self, text: str) -> None:
        """Name the line."""
        self.field.name(text)

    @property
    def value(self) -> datetime | None:
        """The instant; None when empty or not readable."""
        return self.field.moment

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Return what the field says of itself."""
        return "" if self.field.is_ok else self.field.echo.text()

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong, unless the field says it already."""
        super().say_trouble("" if sentence and sentence == self.field.echo.text() else sentence)
        if not sentence:
            self.line.setAccessibleDescription(self.field.echo.text())

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show what was written."""
        self.line.setText(str(half))


class Day(Field):
    """A day to come: «28.11», «fredag», «om 14 dager»; a line under it says which."""

    def __init__(
        self, desk: Desk, label: str, *, required: bool = False, help_line: str = ""
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        theme = desk.theme
        self.line = QLineEdit()
        self.line.setFixedHeight(theme.px(36))
        self.line.setMaxLength(40)
        self.echo = Label(theme, size=13, colour="muted", wrap=True)
        self.echo.hide()
        self._day: date | None = None
        self._error: BadInputError | None = None
        self.line.textChanged.connect(self._on_text)
        self.hold(self.line)
        self.column.insertWidget(2, self.echo)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.line.setPlaceholderText(self._desk.words.say(DAY_HINT))
        self._say()

    def read(self, text: str) -> date:
        """Return the day that ``text`` means; raises what :func:`read_day` raises."""
        return read_day(text, local_date(self._desk.clock.now()))

    def _on_text(self, text: str) -> None:
        self._day, self._error = None, None
        try:
            if text.strip():
                self._day = self.read(text)
        except BadInputError as error:
            self._error = error
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        words = self._desk.words
        self.echo.set_colour("status:watch" if self._error else "muted")
        if self._error is not None:
            self.echo.setText(words.explain(self._error))
        else:
            self.echo.setText(words.texts.long_date(self._day) if self._day else "")
        self.echo.setVisible(bool(self.echo.text()))
        self.line.setAccessibleDescription(self.echo.text())

    @property
    def value(self) -> date | None:
        """The day; None when empty or not readable."""
        return self._day

    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return not self.line.text().strip()

    def unreadable(self) -> str:
        """Return what the field says of itself."""
        return self.echo.text() if self._error is not None else ""

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong, unless the field says it already."""
        super().say_trouble("" if sentence and sentence == self.echo.text() else sentence)
        if not sentence:
            self.line.setAccessibleDescription(self.echo.text())

    def set_day(self, day: date) -> None:
        """Write a day into the line."""
        self.line.setText(f"{day.day}.{day.month}")

    def half(self) -> str | None:
        """Return what is written."""
        return self.line.text() or None

    def put(self, half: object) -> None:
        """Show what was written."""
        self.line.setText(str(half))
