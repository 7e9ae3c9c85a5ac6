"""The strip over the stream: which lines are shown, and a search in what was written."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from shelter_desk.marking import mark, mark_in
from shelter_desk.phrases import label
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import INCIDENT_KINDS, LOG_GROUPS, Level, LogGroup, LogKind
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.widgets.pill import Pill

_SEARCH_AFTER_MS = 250
_ANY = "any"


@dataclass(frozen=True)
class Filter:
    """Which lines are wanted; the values are those of ``log_page``."""

    level: Level | None = None
    kinds: frozenset[LogKind] | None = None
    groups: frozenset[LogGroup] | None = None
    own: bool = False
    guest: Person | None = field(default=None)
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether everything is shown."""
        return self == Filter()

    def values(self) -> dict[str, object]:
        """Return what the service is asked."""
        return {
            "level": self.level,
            "kinds": self.kinds,
            "groups": self.groups,
            "own": self.own,
            "guest_id": None if self.guest is None else self.guest.guest_id,
            "words": self.words,
        }


_CHOICES: tuple[tuple[str, str, Filter], ...] = (
    ("all", mark("All"), Filter()),
    ("watch", mark_in("level", "Watch"), Filter(level=Level.WATCH)),
    ("urgent", mark_in("level", "Urgent"), Filter(level=Level.URGENT)),
    ("incidents", mark("Incidents"), Filter(kinds=frozenset(INCIDENT_KINDS))),
    ("own", mark("Mine"), Filter(own=True)),
)
_STATUS = {"watch": Status.WATCH, "urgent": Status.URGENT}


class FilterStrip(QWidget):
    """``changed(filter)`` follows every choice and, after a short rest, every word searched."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._guest: Person | None = None
        theme = desk.theme
        self.pills: dict[str, Pill] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(7), theme.px(14), theme.px(7))
        row.setSpacing(theme.px(6))
        for key, _text, _filter in _CHOICES:
            pill = Pill(desk.theme, _STATUS.get(key))
            pill.setCheckable(True)
            pill.setAutoExclusive(True)
            pill.toggled.connect(self._on_toggled)
            self.pills[key] = pill
            row.addWidget(pill)
        self.group = ChoiceField(theme, self._groups, drop_width=230)
        self.group.setFixedWidth(theme.px(150))
        self.group.setFixedHeight(theme.px(32))
        row.addWidget(self.group)
        self.guest_pill = Pill(desk.theme)
        self.guest_pill.setCheckable(True)
        self.guest_pill.hide()
        self.guest_pill.clicked.connect(self._on_guest_pill)
        row.addWidget(self.guest_pill)
        row.addStretch(1)
        self.search = QLineEdit()
        self.search.setMaxLength(100)
        self.search.setFixedHeight(theme.px(32))
        self.search.setMinimumWidth(theme.px(130))
        self.search.setMaximumWidth(theme.px(220))
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.search.setClearButtonEnabled(True)
        self._glass = self.search.addAction(
            theme.icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        row.addWidget(self.search, 2)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SEARCH_AFTER_MS)
        self._rest.timeout.connect(self._announce)
        self.pills["all"].setChecked(True)
        self.group.choose(_ANY)
        self.group.chosen.connect(self._on_group)
        self.search.textChanged.connect(self._on_words)
        self.search.returnPressed.connect(self._on_return)

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        for key, text, _filter in _CHOICES:
            level = self._desk.words.say_in("level", text)
            self.pills[key].setText(level if key in _STATUS else say(text))
            self.pills[key].updateGeometry()
        self.group.setAccessibleName(say("Kinds of line"))
        self.group.choose(self.group.key)
        self.search.setPlaceholderText(say("Search the log"))
        self.search.setAccessibleName(say("Search the log"))
        self._say_guest()

    def restyle(self) -> None:
        """Take the icon of the search anew."""
        self._glass.setIcon(self._desk.theme.icon("magnify", "muted"))

    def _groups(self) -> tuple[DropRow, ...]:
        words = self._desk.words
        rows = [DropRow(_ANY, words.say("All kinds"), "filter-variant")]
        rows += [
            DropRow(group, label(words.texts, group), wording.kind_icon(LOG_GROUPS[group][0]))
            for group in LOG_GROUPS
        ]
        return tuple(rows)

    @property
    def filter(self) -> Filter:
        """What is wanted now."""
        base = next(one for key, _text, one in _CHOICES if self.pills[key].isChecked())
        group = self.group.key
        groups = frozenset({group}) if isinstance(group, LogGroup) else None
        kinds = base.kinds
        if kinds is not None and groups is not None:
            # The service takes both together as what is shown: here both must hold.
            kinds, groups = kinds & frozenset(LOG_GROUPS[next(iter(groups))]), None
        words = self.search.text().strip()
        return Filter(base.level, kinds, groups, base.own, self._guest, words)

    def show_only(self, person: Person | None) -> None:
        """Show the lines about one woman; None shows everybody's again."""
        self._guest = person
        self._say_guest()
        self._announce()

    def clear(self) -> None:
        """Show everything."""
        self._guest = None
        self._say_guest()
        self.group.choose(_ANY)
        self.search.clear()
        self.pills["all"].setChecked(True)
        self._announce()

    def forget_names(self) -> None:
        """Let go what names somebody: the curtain falls."""
        if self._guest is not None or self.search.text():
            self._guest = None
            self._say_guest()
            self.search.clear()

    def _say_guest(self) -> None:
        words = self._desk.words
        if self._guest is None:
            self.guest_pill.hide()
            self.guest_pill.setText("")
            return
        name = wording.name_of(words, self._guest)
        self.guest_pill.setText(words.say("Only {name} ×", name=name))
        self.guest_pill.setChecked(True)
        self.guest_pill.updateGeometry()
        self.guest_pill.show()

    def _on_guest_pill(self) -> None:
        self.show_only(None)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self._announce()

    def _on_group(self, key: object) -> None:
        del key
        self._announce()

    def _on_words(self, text: str) -> None:
        del text
        self._rest.start()

    def _on_return(self) -> None:
        self._rest.stop()
        self._announce()

    def _announce(self) -> None:
        self._rest.stop()
        self.changed.emit(self.filter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc shows everything again, then goes back."""
        if event.key() == Qt.Key.Key_Escape:
            if self.filter.is_open:
                self.left.emit()
            else:
                self.clear()
            return
        super().keyPressEvent(event)
