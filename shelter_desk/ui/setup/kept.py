"""A field that saves itself: when the keyboard leaves it, or at once where something is chosen."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.picked import Choice, OneOf, Tick, Ticks

Save = Callable[..., Any]
_AT_ONCE = (Choice, OneOf, Tick, Ticks)


class Kept(QObject):
    """Keeps a field and what is saved the same.

    ``save`` is a service called as ``save(caller, value=…, **values)``. A refusal leaves what
    was typed and says why under the field. What was saved can be taken back with Ctrl+Z.
    ``saved`` carries each value that was saved, also one that was taken back.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, field: Field, save: Save, **values: Any) -> None:  # noqa: ANN401 - a service's own values
        super().__init__(field)
        self._desk = desk
        self.field = field
        self._save = save
        self._values = values
        self._saved: Any = None
        self._loading = False
        for line in field.lines():
            line.installEventFilter(self)
        if isinstance(field, _AT_ONCE):
            field.changed.connect(self._on_chosen)
        else:
            field.changed.connect(self._on_typed)

    def load(self, value: Any) -> None:  # noqa: ANN401 - what the field holds
        """Show what is saved, unless somebody is just writing something else."""
        typing = self._differs() and self.field.lines()[0].hasFocus()
        self._saved = value
        if not typing:
            self._show(value)

    def _show(self, value: Any) -> None:  # noqa: ANN401 - what the field holds
        self._loading = True
        self.field.put("" if value is None else value)
        self.field.say_trouble("")
        self._loading = False

    def _differs(self) -> bool:
        return bool(self._value() != self._saved)

    def _value(self) -> Any:  # noqa: ANN401 - what the field holds
        return self.field.value

    def commit(self) -> None:
        """Save what stands in the field, if it is something new."""
        problem = self.field.problem()
        self.field.say_trouble(problem)
        if not problem and self._differs():
            self._send(self._value(), then=partial(self._on_saved, self._saved, self._value()))

    def _send(self, value: Any, then: Callable[[Any], object]) -> None:  # noqa: ANN401 - see above
        self._desk.tasks.run(
            self._save, then=then, failed=self._on_refused, value=value, **self._values
        )

    def _on_saved(self, before: Any, value: Any, _done: object) -> None:  # noqa: ANN401 - see above
        self._saved = value
        self.field.say_trouble("")
        self.saved.emit(value)
        text = self._desk.words.say("Saved: {what}", what=self.field.label.text())
        self._desk.notices.act(text, undo=partial(self._put_back, before, text))

    def _put_back(self, before: Any, text: str) -> None:  # noqa: ANN401 - see above
        self._send(before, then=partial(self._on_put_back, before, text))

    def _on_put_back(self, before: Any, text: str, _done: object) -> None:  # noqa: ANN401 - see above
        self._saved = before
        self._show(before)
        self.saved.emit(before)
        self._desk.notices.act(self._desk.words.say("Undone: {act}", act=text))

    def _on_refused(self, error: DeskError) -> None:
        self.field.say_trouble(self._desk.words.explain(error))

    def _on_chosen(self) -> None:
        if not self._loading:
            self.commit()

    def _on_typed(self) -> None:
        if not self._loading and not self.field.trouble.isHidden():
            self.field.say_trouble(self.field.problem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the keyboard leaves, and with Enter in a line; Esc takes back what is typed."""
        if event.type() == QEvent.Type.FocusOut and not isinstance(self.field, _AT_ONCE):
            self.commit()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and isinstance(watched, QLineEdit) and not isinstance(self.field, _AT_ONCE):
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Escape and self._differs():
                self._show(self._saved)
                return True
        return super().eventFilter(watched, event)
