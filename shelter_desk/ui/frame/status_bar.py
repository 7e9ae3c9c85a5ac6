"""The status line: the last act and its undo at the left; connection and copy at the right."""

from datetime import datetime, timedelta

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.facts import Connection, FrameFacts
from shelter_desk.ui.notices import Act
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import ElidedLabel, Icon, KeyCap, Words

_OLD_COPY = timedelta(minutes=45)


class StatusBar(QWidget):
    """38 high. Behind the curtain the last act is not told, because it may name someone."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._facts = FrameFacts()
        self._act: Act | None = None
        self._waiting = False
        self._hidden_at: datetime | None = None
        theme = desk.theme
        self.setFixedHeight(theme.px(38))
        self._act_icon = Icon(theme, "", size=18)
        self.act_words = ElidedLabel(theme)
        self.undo_button = Button(theme, kind=Kind.LINK)
        self._undo_key = KeyCap(theme, "Ctrl Z")
        self._state_icon = Icon(theme, "database-check-outline", size=17, colour="muted")
        self.state_words = Words(theme, size=14, colour="muted")
        self._dot = Words(theme, "·", size=14, colour="muted")
        self.copy_words = Words(theme, size=14, colour="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(105), 0, theme.px(16), 0)
        row.setSpacing(theme.px(9))
        left: tuple[QWidget, ...] = (
            self._act_icon,
            self.act_words,
            self.undo_button,
            self._undo_key,
        )
        for piece in left:
            row.addWidget(piece)
        row.addStretch(1)
        right: tuple[QWidget, ...] = (
            self._state_icon,
            self.state_words,
            self._dot,
            self.copy_words,
        )
        for piece in right:
            row.addWidget(piece)
        desk.notices.acted.connect(self.show_act)
        desk.words.changed.connect(self.retranslate)
        desk.curtain.changed.connect(self._on_curtain)
        desk.tasks.waiting.connect(self._on_waiting)
        desk.theme.changed.connect(self.retranslate)
        self.retranslate()

    def follow_undo(self) -> None:
        """Let the undo button do what Ctrl+Z does; called once that action exists."""
        self.undo_button.follow(self._desk.actions.action(actions.UNDO.id))

    def show_act(self, act: Act | None) -> None:
        """Tell what was just done; None tells nothing."""
        self._act = act
        self._desk.actions.refresh()
        self.retranslate()
        if act is not None and not self._desk.curtain.down:
            announce(self, act.text)

    def show_facts(self, facts: FrameFacts) -> None:
        """Show connection and age of the copy."""
        self._facts = facts
        self.retranslate()

    def _on_waiting(self, waiting: bool) -> None:
        self._waiting = waiting
        self.retranslate()

    def _on_curtain(self, down: bool) -> None:
        self._hidden_at = self._desk.clock.now() if down else None
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew; also called once a minute for the copy's age."""
        self._say_act()
        self._say_state()
        self._say_copy()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        del event
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._desk.theme.colour("line"))
        painter.end()

    def _say_act(self) -> None:
        say, act = self._desk.words.say, self._act
        if self._hidden_at is not None:
            self._act_icon.set("eye-off-outline", "muted")
            self.act_words.setText(
                say("Hidden at {at} · half-written text is kept", at=self._hidden_at)
            )
            self.act_words.updateGeometry()
            self.undo_button.hide()
            self._undo_key.hide()
            return
        self._act_icon.set("check-circle-outline" if act else "", "status:ok")
        self.act_words.setText(act.text if act else "")
        self.act_words.updateGeometry()
        undoable = act is not None and act.undoable
        self.undo_button.setVisible(undoable)
        self._undo_key.setVisible(undoable)

    def _say_state(self) -> None:
        say = self._desk.words.say
        if self._waiting and self._facts.connection is Connection.LOCAL:
            icon, colour, words = "timer-sand", "status:watch", say("Waiting for the database")
        elif self._waiting or self._facts.connection is Connection.OFFLINE:
            icon, colour = "cloud-off-outline", "status:watch"
            words = say("Offline: what you write stays here")
        elif self._facts.connection is Connection.SERVER:
            icon, colour, words = "check-network-outline", "muted", say("Connected")
        else:
            icon, colour = "database-check-outline", "muted"
            words = say("Saved on this machine")
        self._state_icon.set(icon, colour)
        self.state_words.set_colour(colour)
        self.state_words.setText(words)

    def _say_copy(self) -> None:
        words, at = self._desk.words, self._facts.copy_at
        self.copy_words.set_colour("muted")
        if self._facts.connection is Connection.SERVER and at is None:
            self.copy_words.setText("")
            self._dot.hide()
            return
        self._dot.show()
        if at is None:
            self.copy_words.setText(words.say("No copy yet"))
            return
        age = max(timedelta(0), self._desk.clock.now() - at)
        minutes = int(age.total_seconds() // 60)
        if age > _OLD_COPY:
            self.copy_words.set_colour("status:watch")
        hours, days = minutes // 60, minutes // (24 * 60)
        if minutes < 1:
            text = words.say("Copy made just now")
        elif hours < 1:
            text = words.say("Copy made {minutes} min ago", minutes=minutes)
        elif days < 1:
            text = words.say_many(
                "Copy made {count} hour ago", "Copy made {count} hours ago", hours
            )
        else:
            text = words.say_many("Copy made {count} day ago", "Copy made {count} days ago", days)
        self.copy_words.setText(text)
