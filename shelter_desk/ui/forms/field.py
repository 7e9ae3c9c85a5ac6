"""What every field of a form is: a label above, something to fill in, and what is wrong with it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelter_desk.ui.desk import Desk
from shelter_desk.ui.widgets.labels import Words as Label


class Field(QWidget):
    """A field. ``label`` and ``help_line`` are English, marked for translation.

    A subclass fills in with :meth:`hold`, and overrides :meth:`name`, :meth:`is_empty`,
    :meth:`unreadable`, :meth:`half` and :meth:`put`; its ``value`` is what the service is given.
    ``changed`` follows every keystroke and choice, ``gone_on`` an Enter the control itself took.
    """

    changed = Signal()
    gone_on = Signal()

    def __init__(
        self, desk: Desk, label: str, *, required: bool = False, help_line: str = ""
    ) -> None:
        super().__init__()
        self._desk = desk
        self._label_text = label
        self._help_text = help_line
        self.required = required
        theme = desk.theme
        self.label = Label(theme, size=14, wrap=True)
        self.help = Label(theme, size=13, colour="muted", wrap=True)
        if not help_line:
            self.help.hide()  # never shown by hand: without a parent yet it would be a window
        self.trouble = Label(theme, size=13, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(4))
        self.column.addWidget(self.label)
        self.column.addWidget(self.help)
        self.column.addWidget(self.trouble)
        self.control: QWidget = self

    def hold(self, control: QWidget) -> None:
        """Put the control under the label; the label leads to it."""
        self.control = control
        self.column.insertWidget(self.column.indexOf(self.help), control)
        focus = control.focusProxy() or control
        self.label.setBuddy(focus)
        self.setFocusProxy(focus)

    def retranslate(self) -> None:
        """Say label, help and names anew."""
        words = self._desk.words
        self.label.setText(words.say(self._label_text))
        self.help.setText(words.say(self._help_text) if self._help_text else "")
        self.name(self.label.text())

    def relabel(self, label: str, *, required: bool | None = None) -> None:
        """Ask for something else in the same field: another label, needed or not."""
        self._label_text = label
        if required is not None:
            self.required = required
        self.retranslate()

    # -- what a subclass says of itself --------------------------------------------------------

    @property
    def value(self) -> Any:  # noqa: ANN401 - each field has its own type
        """What the service is given."""
        raise NotImplementedError

    def name(self, text: str) -> None:
        """Give the control its accessible name."""
        (self.control.focusProxy() or self.control).setAccessibleName(text)

    def is_empty(self) -> bool:
        """Say whether nothing was filled in."""
        return not self.value

    def unreadable(self) -> str:
        """Return what is wrong with what was filled in, in the reader's language, if anything."""
        return ""

    def half(self) -> Any:  # noqa: ANN401 - plain values that JSON can hold
        """Return the content as plain values; None when empty."""
        raise NotImplementedError

    def put(self, half: Any) -> None:  # noqa: ANN401 - what half() returned
        """Show again what :meth:`half` returned."""
        raise NotImplementedError

    def lines(self) -> tuple[QWidget, ...]:
        """Return what the keyboard can stand in, in order."""
        return (self.control.focusProxy() or self.control,)

    # -- for the form --------------------------------------------------------------------------

    def problem(self) -> str:
        """Return why this cannot be saved as it stands; empty if it can."""
        if self.required and self.is_empty():
            return self._desk.words.say("Must be filled in")
        return self.unreadable()

    def say_trouble(self, sentence: str) -> None:
        """Say under the field what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        focus = self.lines()[0]
        focus.setAccessibleDescription(sentence or self.help.text())

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.lines()[0].setFocus(Qt.FocusReason.OtherFocusReason)
