"""The board's lower edge: who is on duty, and how many the fire list counts."""

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.services.snapshots import BoardSnapshot
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import ElidedLabel, Icon
from shelter_desk.ui.widgets.labels import Words as Label

HEIGHT = 46


class BoardFoot(QWidget):
    """One line; names go behind the curtain."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._snapshot: BoardSnapshot | None = None
        theme = desk.theme
        self.setFixedHeight(theme.px(HEIGHT))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self._duty = Label(theme, size=14, colour="muted")
        self._names = ElidedLabel(theme, size=14)
        self._call = Label(theme, size=14, colour="muted")
        self._call_name = Label(theme, size=14)
        self._before = Label(theme, size=14, colour="muted")
        self._total = Label(theme, size=14, weight=SEMIBOLD, tabular=True)
        self._after = Label(theme, size=14, colour="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 1, theme.px(14), 0)
        row.setSpacing(theme.px(7))
        row.addWidget(Icon(theme, "badge-account-outline", size=18, colour="muted"))
        row.addWidget(self._duty)
        row.addWidget(self._names, 1)
        row.addWidget(self._call)
        row.addWidget(self._call_name)
        row.addStretch(1)
        row.addWidget(self._before)
        row.addWidget(self._total)
        row.addWidget(self._after)

    def give(self, snapshot: BoardSnapshot) -> None:
        """Show this moment's numbers."""
        self._snapshot = snapshot
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        snapshot, words = self._snapshot, self._desk.words
        if snapshot is None:
            return
        here = [duty for duty in snapshot.on_duty if not duty.on_call]
        calls = [duty for duty in snapshot.on_duty if duty.on_call]
        down = self._desk.curtain.down
        self._duty.setText(words.say("On duty {count}", count=len(here)))
        self._names.setText("" if down else ", ".join(duty.name for duty in here))
        self._call.setText(words.say("On call") if calls and not down else "")
        self._call_name.setText("" if down else ", ".join(duty.name for duty in calls))
        women, others = len(snapshot.inside), len(here)
        counted = words.say_many("{count} woman", "{count} women", women)
        self._before.setText(words.say("{women} + {others} others =", women=counted, others=others))
        self._total.setText(words.texts.number(women + others))
        self._after.setText(words.say("on the fire list"))
        self.setAccessibleName(f"{self._before.text()} {self._total.text()} {self._after.text()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._desk.theme.colour("line"))
        painter.end()
