"""The board's lower edge: who is on duty and who visits, and how many the fire list counts."""

from collections.abc import Sequence

from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.incident_terms import VisitorKind
from shelter_desk.services.snapshots import BoardSnapshot
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import ElidedLabel, Icon
from shelter_desk.ui.widgets.labels import Words as Label

HEIGHT = 46


class _Group(QWidget):
    """An icon, «På vakt 3» and their names; gone when there is nobody."""

    def __init__(self, desk: Desk, icon: str) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self._word = Label(theme, size=14, colour="muted", tabular=True)
        self._names = ElidedLabel(theme, size=14)
        self._hidden = False
        self.form_id = ""
        """The form a click opens, where the desk has it."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, theme.px(12), 0)
        row.setSpacing(theme.px(7))
        row.addWidget(Icon(theme, icon, size=18, colour="muted"))
        row.addWidget(self._word)
        row.addWidget(self._names, 1)

    def show_names(self, word: str, names: Sequence[str], *, hidden: bool) -> None:
        """Say how many, and who unless the curtain is down."""
        shown = [naming.embedded(naming.plain(name)) for name in names]
        self._word.setText(word)
        self._names.setText("" if hidden else ", ".join(shown))
        self._hidden = hidden
        self._names.setVisible(not hidden)
        self.setVisible(bool(names))
        self.setAccessibleName(word if hidden else f"{word}: {', '.join(shown)}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list of them; the palette is the keyboard's way there."""
        super().mouseReleaseEvent(event)
        known = any(spec.id == self.form_id for spec in self._desk.forms.specs())
        if known and not self._hidden and self.rect().contains(event.position().toPoint()):
            self._desk.forms.open(self.form_id)

    def fold(self, fold: bool) -> None:
        """Show the number alone; the names stand in the tool tip."""
        self._names.setVisible(not (fold or self._hidden))
        self.setToolTip(naming.tip(self._names.text()) if fold and not self._hidden else "")

    def wanted(self) -> int:
        """Return how wide it is as it is shown now."""
        layout = self.layout()
        return 0 if self.isHidden() or layout is None else layout.sizeHint().width()


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
        self.duty = _Group(desk, "badge-account-outline")
        self.volunteers = _Group(desk, "hand-heart-outline")
        self.visitors = _Group(desk, "account-outline")
        self.calls = _Group(desk, "phone-outline")
        self.duty.form_id = self.calls.form_id = "duty"
        self.volunteers.form_id = self.visitors.form_id = "visitors"
        self._before = Label(theme, size=14, colour="muted")
        self._total = Label(theme, size=14, weight=SEMIBOLD, tabular=True)
        self._after = Label(theme, size=14, colour="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 1, theme.px(14), 0)
        row.setSpacing(theme.px(7))
        for group in (self.duty, self.volunteers, self.visitors, self.calls):
            row.addWidget(group)
            group.hide()
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
        down = self._desk.curtain.down
        here = [duty.name for duty in snapshot.on_duty if not duty.on_call]
        calls = [duty.name for duty in snapshot.on_duty if duty.on_call]
        helping = [v.name for v in snapshot.visitors if v.kind is VisitorKind.VOLUNTEER]
        visiting = [v.name for v in snapshot.visitors if v.kind is not VisitorKind.VOLUNTEER]
        self.duty.show_names(words.say("On duty {count}", count=len(here)), here, hidden=down)
        helpers = words.say_many("Volunteer {count}", "Volunteers {count}", len(helping))
        self.volunteers.show_names(helpers, helping, hidden=down)
        visitors = words.say_many("Visitor {count}", "Visitors {count}", len(visiting))
        self.visitors.show_names(visitors, visiting, hidden=down)
        self.calls.show_names(words.say("On call"), () if down else calls, hidden=down)
        women = len(snapshot.inside)
        others = len(here) + len(snapshot.visitors) + snapshot.children
        counted = words.say_many("{count} woman", "{count} women", women)
        self._before.setText(words.say("{women} + {others} others =", women=counted, others=others))
        self._total.setText(words.texts.number(women + others))
        self._after.setText(words.say("on the fire list"))
        self.setAccessibleName(f"{self._before.text()} {self._total.text()} {self._after.text()}")

        self.fold()

    def fold(self) -> None:
        """Leave out names that do not fit, of whoever is on call first."""
        groups = (self.calls, self.visitors, self.volunteers, self.duty)
        for group in groups:
            group.fold(False)
        px = self._desk.theme.px
        texts = (self._before, self._total, self._after)
        room = self.width() - px(2 * 14 + 7 * (len(groups) + len(texts)))
        room -= sum(label.sizeHint().width() for label in texts)
        for group in groups:
            if sum(one.wanted() for one in groups) <= room:
                return
            group.fold(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold anew."""
        super().resizeEvent(event)
        self.fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, self._desk.theme.colour("line"))
        painter.end()
