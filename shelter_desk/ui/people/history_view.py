"""Her history by day, newest first: rows of time, what happened, and who wrote it."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelter_desk.clock import local_date
from shelter_desk.phrases import label, log_words, lowered
from shelter_desk.services.card_readers import ReadingRow
from shelter_desk.services.woman_history import History, HistoryItem
from shelter_desk.terms import LogKind, Role
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people.day_rows import DayRows
from shelter_desk.ui.pieces import empty_layout
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.rule import Rule
from shelter_desk.ui.words import Words


class HistoryView(QWidget):
    """``older_wanted(before)`` asks for what was before; rows come with :meth:`add`."""

    older_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._items: list[HistoryItem] = []
        self._came = False
        self._older: object = None
        self._today_only = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(8))
        self._days = QVBoxLayout()
        self._days.setSpacing(desk.theme.px(6))
        self.more = Button(desk.theme, icon="chevron-down")
        self.more.clicked.connect(self._on_more)
        self._column.addLayout(self._days)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def clear(self) -> None:
        """Forget everything."""
        self._items, self._older, self._came = [], None, False
        empty_layout(self._days)
        self.more.hide()

    def show_first(self, history: History) -> None:
        """Show the newest part."""
        self._items = []
        self.add(history)

    def add(self, history: History) -> None:
        """Show what was before, too."""
        self._items += history.items
        self._came = True
        self._older, self._today_only = history.older, history.today_only
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        words = self._desk.words
        empty_layout(self._days)
        self.more.setText(words.say("Show older"))
        self.more.updateGeometry()
        self.more.setVisible(self._older is not None)
        if self._today_only:
            note = words.say("You see what happened today.")
            self._days.addWidget(Label(self._desk.theme, note, size=14, colour="muted"))
        if self._came and not self._items:
            none = words.say("Nothing is noted yet.")
            self._days.addWidget(Label(self._desk.theme, none, colour="muted"))
        for day, items in groupby(self._items, key=lambda item: local_date(item.at)):
            heading = words.texts.long_date(day)
            self._days.addWidget(Label(self._desk.theme, heading, size=16, weight=SEMIBOLD))
            self._days.addWidget(self._day(list(items)))
            self._days.addWidget(Rule(self._desk.theme))

    def _day(self, items: Sequence[HistoryItem]) -> QWidget:
        words = self._desk.words
        return DayRows(
            self._desk.theme,
            [(words.texts.time(one.at), item_words(words, one), one.initials) for one in items],
        )

    def _on_more(self) -> None:
        if self._older is not None:
            self.older_wanted.emit(self._older)


def item_words(words: Words, item: HistoryItem) -> str:
    """Return what one thing of her history says; a line says its words under its kind."""
    texts = words.texts
    if item.given is not None:
        what = label(texts, item.given)
        return f"{what} ×{item.amount}" if item.amount > 1 else what
    kind = item.kind or LogKind.NOTE
    if item.line is None or item.line.automatic:
        return log_words(texts, kind, item.params or {}, bed=item.bed_code or "")
    line = item.line
    if line.redacted:
        return words.say("{kind}: the words were removed", kind=label(texts, kind))
    said = f"{label(texts, kind)}: {line.body}"
    for correction in line.corrections:
        corrected = words.say(
            "Corrected {at} by {who}: {body}",
            at=texts.moment(correction.written_at),
            who=correction.initials,
            body=correction.body,
        )
        said = f"{said}\n{corrected}"
    return said


class ReadersView(QWidget):
    """Who has read about her, for the leader."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[ReadingRow, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.theme.px(6))
        self._list = QVBoxLayout()
        self._list.setSpacing(desk.theme.px(6))
        self._column.addLayout(self._list)
        self._column.addStretch(1)

    def clear(self) -> None:
        """Forget everything."""
        self._rows = None
        empty_layout(self._list)

    def show_rows(self, rows: tuple[ReadingRow, ...]) -> None:
        """Show these looks, newest first."""
        self._rows = rows
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        words, theme = self._desk.words, self._desk.theme
        empty_layout(self._list)
        if self._rows is not None and not self._rows:
            none = words.say("Nobody has read about her yet.")
            self._list.addWidget(Label(theme, none, colour="muted"))
        for row in self._rows or ():
            head = f"{words.texts.moment_then(row.at, self._desk.clock.now())} · {row.name}"
            role = label(words.texts, Role(row.role)) if row.role in set(Role) else ""
            parts = [head, lowered(role) if role else "", naming.screen_words(words, row.screen)]
            self._list.addWidget(Label(theme, " · ".join(part for part in parts if part), size=14))
            if row.reason:
                reason = words.say("Reason: {why}", why=naming.plain(row.reason))
                self._list.addWidget(Label(theme, reason, size=14, colour="muted", wrap=True))
