"""The two small forms of the side panel: a watch line, a task."""

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.terms import TASK_TEXT_LIMIT, WATCH_TEXT_LIMIT, Level
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.log.calls import LogCalls
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.moment_field import MomentField
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.widgets.painting import box
from shelter_desk.ui.widgets.text_field import ShortField
from shelter_desk.ui.widgets.who_field import WhoField

_CHECK_HINT = mark("next check, for example 22:00")
_DUE_HINT = mark("when, for example 23:00 or tomorrow 10:00")


class SideForm(QWidget):
    """What both share: a card of fields, what went wrong, save and cancel.

    ``left`` closes it, ``typed`` follows every change.
    """

    left = Signal()
    typed = Signal()

    def __init__(self, desk: Desk, calls: LogCalls, key: str) -> None:
        super().__init__()
        self._desk = desk
        self._calls = calls
        self._under_way = False
        theme = desk.theme
        self.who = WhoField(desk, calls.type_ahead, single=True, key=key)
        self.save = Button(theme, key="Enter", kind=Kind.PRIMARY, height=36)
        self.cancel = Button(theme, key="Esc", kind=Kind.QUIET)
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.fields = QVBoxLayout()
        self.fields.setSpacing(theme.px(8))
        buttons = QHBoxLayout()
        buttons.addWidget(self.save, 1)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        margin = theme.px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addLayout(self.fields)
        column.addWidget(self.trouble)
        column.addLayout(buttons)
        self.save.clicked.connect(self.send)
        self.cancel.clicked.connect(self._leave)
        self.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.save.setText(say("Save"))
        self.cancel.setText(say("Cancel"))
        self.who.retranslate()
        for button in (self.save, self.cancel):
            button.updateGeometry()

    def begin(self) -> None:
        """Open the form."""
        self.show()
        self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Hold nothing."""
        self._under_way = False
        self.who.clear()
        self.say_trouble("")

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return every line somebody types into."""
        return (self.who.line,)

    def half(self) -> tuple[object, ...]:
        """Return what is half written: whom it is about, and the text of each line."""
        return (self.who.people, *(line.text() for line in self.lines()))

    def take(self) -> tuple[object, ...]:
        """Return what is half written and hold nothing: the curtain falls."""
        half = self.half()
        self.clear()
        return half

    def follow_typing(self) -> None:
        """Announce every change; called once all fields are made."""
        self.who.changed.connect(self._on_typed)
        for line in self.lines():
            line.textChanged.connect(self._on_typed)

    def _on_typed(self, *_anything: object) -> None:
        self.typed.emit()

    def put(self, half: tuple[object, ...]) -> None:
        """Show again what :meth:`take` returned."""
        people, *texts = half
        self.who.set_people(people)  # type: ignore[arg-type]  # as it was taken
        for line, text in zip(self.lines(), texts, strict=True):
            line.setText(str(text))
        if people or any(texts):
            self.show()

    def send(self) -> None:
        """Save it."""

    def whom(self) -> dict[str, int | None]:
        """Return whom it is about, as the services take it."""
        people = self.who.people
        if not people:
            return {}
        one = people[0]
        if one.guest_id is not None:
            return {"guest_id": one.guest_id}
        return {"presence_id": one.presence_id}

    def run(self, service: Any, sentence: str, **values: Any) -> None:  # noqa: ANN401 - a service
        """Run the service; what was typed stays until it is saved."""
        self._under_way = True
        self._sentence = sentence
        self.say_trouble("")
        self._desk.tasks.run(service, then=self._on_done, failed=self._on_refused, **values)

    def _on_done(self, done: Any) -> None:  # noqa: ANN401 - a service's Done
        self._under_way = False
        operation = done.operation if done.can_undo else None
        self._desk.notices.act(self._sentence, operation=operation)
        self._leave()

    def _on_refused(self, error: DeskError) -> None:
        self._under_way = False
        self.say_trouble(self._desk.words.explain(error))

    def _leave(self) -> None:
        self.clear()
        self.hide()
        self.left.emit()

    def readable(self, field: MomentField) -> bool:
        """Say whether a time can be read; put the keyboard on it when not."""
        if self.who.line.text().strip(" @"):
            say = self._desk.words.say
            self.say_trouble(say("Choose her in the list, or empty the field «Who»."))
            self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if field.is_ok:
            return True
        announce.announce(self, field.echo.text(), urgent=True)
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc closes."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.isAutoRepeat():
                return
            if self.cancel.hasFocus():
                self._leave()
            elif not self._under_way:
                self.send()
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
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=6)
        painter.end()


class WatchForm(SideForm):
    """A new watch line: whom, how urgent, what, if/then, next check."""

    def __init__(self, desk: Desk, calls: LogCalls) -> None:
        super().__init__(desk, calls, "log.watch.who")
        theme = desk.theme
        self.level = ChoiceField(theme, self._levels)
        self.what = ShortField(desk, WATCH_TEXT_LIMIT - 1)
        self.if_then = ShortField(desk, WATCH_TEXT_LIMIT - 1)
        self.if_then.count.hide()
        self.check = MomentField(
            theme, desk.words, desk.clock, toward=Toward.FUTURE, hint=_CHECK_HINT
        )
        for field in (self.who, self.level, self.what, self.if_then, self.check):
            self.fields.addWidget(field)
        self.what.changed.connect(self._on_length)
        self.if_then.changed.connect(self._on_length)
        self.who.settled.connect(self._on_settled)
        self.level.chosen.connect(self._on_level)
        self.follow_typing()
        self.clear()

    def _levels(self) -> tuple[DropRow, ...]:
        texts = self._desk.words.texts
        return tuple(
            DropRow(one, label(texts, one), wording.LEVEL_ICONS[one])
            for one in (Level.WATCH, Level.URGENT)
        )

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.level.setAccessibleName(say("How urgent"))
        self.level.choose(self.level.key)
        self.what.name(say("What"))
        self.if_then.name(say("If/then"))
        self.check.name(say("Next check"))

    def clear(self) -> None:
        """Hold nothing."""
        super().clear()
        self.level.choose(Level.WATCH)
        self.what.line.clear()
        self.if_then.line.clear()
        self.check.clear()

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return every line somebody types into."""
        return (self.who.line, self.what.line, self.if_then.line, self.check.line)

    def _on_length(self) -> None:
        # Both stand in one line of the sheet: they share its characters.
        self.what.set_limit(WATCH_TEXT_LIMIT - 1 - len(self.if_then.line.text().strip()))

    def _on_settled(self) -> None:
        self.what.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_level(self, key: object) -> None:
        del key
        self.what.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Add the line."""
        if not self.readable(self.check):
            return
        self.run(
            self._calls.add_watch,
            self._desk.words.say("A watch line is added"),
            level=self.level.key,
            what=self.what.line.text(),
            if_then=self.if_then.line.text(),
            next_check_at=self.check.moment,
            **self.whom(),
        )


class TaskForm(SideForm):
    """A new task: what, when, about whom."""

    def __init__(self, desk: Desk, calls: LogCalls) -> None:
        super().__init__(desk, calls, "log.task.who")
        self.text = ShortField(desk, TASK_TEXT_LIMIT)
        self.due = MomentField(
            desk.theme, desk.words, desk.clock, toward=Toward.FUTURE, hint=_DUE_HINT
        )
        for field in (self.text, self.due, self.who):
            self.fields.addWidget(field)
        QWidget.setTabOrder(self.due.line, self.who.line)
        self.follow_typing()
        self.clear()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.text.name(say("To do"))
        self.due.name(say("Due"))

    def lines(self) -> tuple[QLineEdit, ...]:
        """Return every line somebody types into."""
        return (self.who.line, self.text.line, self.due.line)

    def begin(self) -> None:
        """Open the form at what is to be done."""
        super().begin()
        self.text.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Hold nothing."""
        super().clear()
        self.text.line.clear()
        self.due.clear()

    def send(self) -> None:
        """Add the task."""
        if not self.readable(self.due):
            return
        if self.due.moment is None:
            self.say_trouble(self._desk.words.say("Give the time it is due."))
            self.due.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.run(
            self._calls.add_task,
            self._desk.words.say("A task is added"),
            text=self.text.line.text(),
            due_at=self.due.moment,
            **self.whom(),
        )
