"""Pieces of side panels and cards: a head, what must be known, rows of time and words."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from shelter_desk.services.snapshots import KnowThis
from shelter_desk.terms import Level
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status, Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import CodeBadge, ElidedLabel, Icon
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box, paint_bar
from shelter_desk.ui.words import Words

_HOUR = 60
_LEVEL_STATUS = {
    Level.INFO: Status.INFO,
    Level.WATCH: Status.WATCH,
    Level.URGENT: Status.URGENT,
}


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)  # at once: a name must not wait for the event loop
            widget.deleteLater()


class NameLabel(ElidedLabel):
    """A name in one line; its tool tip is plain text whatever the name looks like."""

    def setToolTip(self, text: str) -> None:
        """Set the tool tip, never as markup."""
        super().setToolTip(naming.tip(text))


class Head(QWidget):
    """Name, place code, and a line of facts under them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = NameLabel(theme, size=24, weight=SEMIBOLD)
        self.name.setMinimumHeight(theme.px(36))
        self.code = CodeBadge(theme)
        self.facts = Label(theme, size=14, colour="muted", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.code)
        # The panel's close button lies in this corner where the window is narrow.
        top.addSpacing(theme.px(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(top)
        column.addWidget(self.facts)

    def set(self, name: str, code: str, facts: list[str]) -> None:
        """Show somebody."""
        self.name.setText(name)
        self.code.set(code)
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        self.facts.setVisible(bool(self.facts.text()))


class Note(QWidget):
    """A card with a bar in its level's colour: icon, heading, text."""

    def __init__(self, theme: Theme, status: Status, icon: str, heading: str, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._status = status
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(15), theme.px(9), theme.px(11), theme.px(10))
        row.setSpacing(theme.px(10))
        sign = Icon(theme, icon, size=19, colour=f"status:{status.value}")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(Label(theme, heading, weight=SEMIBOLD, wrap=True))
        if text:
            column.addWidget(Label(theme, text, size=14, colour="muted", wrap=True))
        row.addLayout(column, 1)
        self.setAccessibleName(f"{heading}. {text}" if text else heading)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its bar."""
        del event
        painter, theme = QPainter(self), self._theme
        rect = QRectF(self.rect())
        tokens = theme.tokens
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.line), radius=6)
        paint_bar(painter, rect.adjusted(0, 1, 0, -1), theme, self._status)
        painter.end()


def note_for(desk: Desk, known: KnowThis) -> Note:
    """Return the card that says one thing to know, in neutral words."""
    say = desk.words.say
    status = _LEVEL_STATUS[known.level]
    text = naming.plain(known.text)
    match known.kind:
        case "agreement":
            icon, heading = "handshake-outline", say("An agreement applies")
            text = text or say(
                "The shift lead knows what it says. Food at the door, equipment, naloxone and"
                " health help she can always have."
            )
        case "keep_apart":
            icon, heading = "flag", say("Keep apart")
            met = say("Somebody she should not meet is in the house.")
            text = say("In the house: {names}", names=naming.embedded(text)) if text else met
        case "message":
            icon, heading = "email-outline", say("Message for her")
        case "checks":
            icon = "alert-octagon" if known.level is Level.URGENT else "clock-check-outline"
            heading, text = _check_words(desk, known, text)
        case "vedtak_ends":
            icon, heading = "file-clock-outline", say("Her decision ends soon")
            if known.on is not None:
                text = say("The last day is {day}.", day=desk.words.texts.long_date(known.on))
        case _:
            icon = "alert-octagon" if known.level is Level.URGENT else "flag"
            heading = say("Urgent") if known.level is Level.URGENT else say("Keep an eye")
    return Note(desk.theme, status, icon, heading, text)


def interval_words(words: Words, minutes: int) -> str:
    """Return «hvert 30. minutt» or «hver 2. time»."""
    if minutes < _HOUR:
        return words.say("every {count} minutes", count=minutes)
    hours = minutes // _HOUR
    return words.say("every hour") if hours == 1 else words.say("every {count} hours", count=hours)


def _check_words(desk: Desk, known: KnowThis, agreed: str) -> tuple[str, str]:
    say = desk.words.say
    heading = say("Close checks") if known.level is Level.URGENT else say("Agreed checks")
    every = interval_words(desk.words, known.every or 0)
    parts = [say("{every}, next {at}", every=every, at=known.at), agreed]
    return heading, " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


class Lines(QWidget):
    """Rows of a short word (a time, a label) and a text."""

    def __init__(self, theme: Theme, *, first_width: int = 50) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(3))
        self._grid.setColumnMinimumWidth(0, theme.px(first_width))
        self._grid.setColumnStretch(1, 1)

    def give(self, rows: list[tuple[str, str]]) -> None:
        """Show these rows."""
        empty_layout(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (first, text) in enumerate(rows):
            label = Label(self._theme, first, size=14, colour="muted", tabular=True)
            self._grid.addWidget(label, number, 0, top)
            said = Label(self._theme, text, size=14, wrap=True)
            self._grid.addWidget(said, number, 1, top)
        self.setVisible(bool(rows))


def facts_about(words: Words, *, since: str, floor: str | None, key_worker: str) -> list[str]:
    """Return the line under a name: since when, where, her key worker."""
    facts = [since]
    if floor:
        facts.append(floor)
    if key_worker:
        facts.append(words.say("key worker {name}", name=key_worker))
    return facts
