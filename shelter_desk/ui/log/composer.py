"""The composer at the top of the log: what happened, to whom, when, and what follows from it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.terms import (
    AUTOMATIC_GROUPS,
    ENTRY_SHORT_LIMIT,
    INCIDENT_KINDS,
    INCIDENT_SHORT_LIMIT,
    LOG_GROUPS,
    TASK_TEXT_LIMIT,
    Level,
    LogKind,
    Visibility,
)
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import wording
from shelter_desk.ui.log.calls import LogCalls
from shelter_desk.ui.log.half import Half
from shelter_desk.ui.log.hints import FORM_OF, hint_for, hint_words
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.moment_field import MomentField
from shelter_desk.ui.widgets.moments import Toward
from shelter_desk.ui.widgets.painting import box
from shelter_desk.ui.widgets.text_field import ShortField, TextBox
from shelter_desk.ui.widgets.who_field import WhoField, Whom

_NOW = mark("now")
_DUE_HINT = mark("when, for example 23:00 or tomorrow 10:00")
_LOCKS = {Visibility.ALL: "account-group-outline"}


class Composer(QWidget):
    """Writes a line. ``typed`` follows every change, ``written`` every line that was saved.

    While a save is under way, and after one that was refused, everything typed stays.
    """

    typed = Signal()
    written = Signal()

    def __init__(self, desk: Desk, calls: LogCalls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._under_way = False
        self._names: frozenset[str] = frozenset()
        self._own_words: Mapping[str, str] = {}
        self._build()
        self._connect()
        self.clear()

    # -- layout --------------------------------------------------------------------------------

    def _build(self) -> None:
        desk, theme = self._desk, self._desk.theme
        self.kind = ChoiceField(theme, self._kinds, drop_width=330)
        self.kind.setFixedWidth(theme.px(180))
        self.who = WhoField(desk, self._calls.type_ahead)
        self.when = MomentField(theme, desk.words, desk.clock, hint=_NOW)
        self._clock_icon = self.when.line.addAction(
            theme.icon("clock-outline", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.when.setFixedWidth(theme.px(136))
        self.level = ChoiceField(theme, self._levels)
        self.level.setFixedWidth(theme.px(122))
        self.visibility = ChoiceField(theme, self._visibilities)
        self.visibility.setFixedWidth(theme.px(176))
        self.text = TextBox(desk)
        self.short = ShortField(desk, ENTRY_SHORT_LIMIT)
        self.follow = Button(theme, icon="calendar-check-outline")
        self.follow.setCheckable(True)
        self.save = Button(theme, key="Ctrl Enter", kind=Kind.PRIMARY, height=36)
        self.follow_text = ShortField(desk, TASK_TEXT_LIMIT)
        self.follow_due = MomentField(
            theme, desk.words, desk.clock, toward=Toward.FUTURE, hint=_DUE_HINT
        )
        self.follow_due.setFixedWidth(theme.px(290))
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._desk.theme
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        corner = Qt.AlignmentFlag.AlignTop
        top.addWidget(self.kind, 0, corner)
        top.addWidget(self.who, 1, corner)
        top.addWidget(self.when, 0, corner)
        top.addWidget(self.level, 0, corner)
        top.addWidget(self.visibility, 0, corner)
        # What was read of the time stands under the row, where it has room.
        under = QHBoxLayout()
        under.addStretch(1)
        under.addWidget(self.when.echo)
        self.when.echo.setWordWrap(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.short, 1)
        foot.addWidget(self.follow)
        foot.addWidget(self.save)
        self.follow_row = QWidget()
        follow = QHBoxLayout(self.follow_row)
        follow.setContentsMargins(0, 0, 0, 0)
        follow.setSpacing(theme.px(8))
        follow.addWidget(self.follow_text, 1, corner)
        follow.addWidget(self.follow_due, 0, corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(13), theme.px(11), theme.px(13), theme.px(11))
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addLayout(under)
        column.addWidget(self.text)
        column.addLayout(foot)
        column.addWidget(self.follow_row)
        column.addWidget(self.trouble)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        order = (
            self.kind, self.who.line, self.when.line, self.level, self.visibility,
            self.text.edit, self.short.line, self.follow, self.follow_text.line,
            self.follow_due.line, self.save,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.level.chosen.connect(self._on_choice)
        self.visibility.chosen.connect(self._on_choice)
        self.who.settled.connect(self._on_settled)
        self.who.changed.connect(self._look_at_words)
        self.text.edit.textChanged.connect(self._look_at_words)
        self.short.changed.connect(self._look_at_words)
        self.follow.toggled.connect(self._on_follow)
        self.follow_due.changed.connect(self._say_follow)
        self.save.clicked.connect(self.send)
        self.text.edit.installEventFilter(self)
        for change in (
            self.kind.chosen,
            self.level.chosen,
            self.visibility.chosen,
            self.who.changed,
            self.text.edit.textChanged,
            self.short.changed,
            self.when.line.textChanged,
            self.follow.toggled,
            self.follow_text.changed,
            self.follow_due.line.textChanged,
        ):
            change.connect(self._on_typed)
        self._desk.theme.changed.connect(self.update)

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        self.setAccessibleName(say("Write a line"))
        self.kind.setAccessibleName(say("Kind of line"))
        self.level.setAccessibleName(say("How urgent"))
        self.visibility.setAccessibleName(say("Who may read it"))
        self.when.name(say("When it happened"))
        self.text.edit.setAccessibleName(say("Text"))
        self.short.name(say("Short for the report"))
        self.follow_text.name(say("To do"))
        self.follow_due.name(say("Due"))
        self.save.setText(say("Save"))
        self.save.updateGeometry()
        self.who.retranslate()
        for field in (self.kind, self.level, self.visibility):
            field.choose(field.key)
        self._say_follow()
        self._look_at_words()
        self.tick()

    def restyle(self) -> None:
        """Take the icon of the time anew."""
        self._clock_icon.setIcon(self._desk.theme.icon("clock-outline", "muted"))

    def tick(self) -> None:
        """Say what «now» is: once a minute, and when the language changes."""
        now = self._desk.words.texts.time(self._desk.clock.now())
        self.when.line.setPlaceholderText(self._desk.words.say("now, {at}", at=now))

    # -- what can be chosen ----------------------------------------------------------------------

    def _kinds(self) -> tuple[DropRow, ...]:
        texts = self._desk.words.texts
        rows: list[DropRow] = []
        for group, kinds in LOG_GROUPS.items():
            if group in AUTOMATIC_GROUPS:
                continue
            name = label(texts, group)
            rows.append(DropRow(None, name, heading=True))
            rows += [DropRow(kind, label(texts, kind), wording.kind_icon(kind)) for kind in kinds]
        return tuple(rows)

    def _levels(self) -> tuple[DropRow, ...]:
        texts = self._desk.words.texts
        return tuple(DropRow(one, label(texts, one), wording.LEVEL_ICONS[one]) for one in Level)

    def _visibilities(self) -> tuple[DropRow, ...]:
        texts = self._desk.words.texts
        return tuple(
            DropRow(one, label(texts, one), _LOCKS.get(one, "lock-outline")) for one in Visibility
        )

    # -- what it holds ---------------------------------------------------------------------------

    def clear(self) -> None:
        """Be as at the beginning: a note, now, about nobody."""
        self.give(Half())

    def half(self) -> Half:
        """Return what is half written."""
        return Half(
            self.kind.key,
            self.who.people,
            self.when.line.text(),
            self.level.key,
            self.visibility.key,
            self.text.edit.toPlainText(),
            self.text.edit.textCursor().position(),
            self.short.line.text(),
            self.follow.isChecked(),
            self.follow_text.line.text(),
            self.follow_due.line.text(),
        )

    def give(self, half: Half) -> None:
        """Show what was half written."""
        self.kind.choose(half.kind)
        self.level.choose(half.level)
        self.visibility.choose(half.visibility)
        self.who.clear()
        self.who.set_people(half.people)
        self.when.clear()
        self.when.line.setText(half.when)
        self.text.edit.setPlainText(half.text)
        cursor = self.text.edit.textCursor()
        cursor.setPosition(min(half.cursor, len(half.text)))
        self.text.edit.setTextCursor(cursor)
        self.short.line.setText(half.short)
        self.follow.setChecked(half.follow_open)
        self.follow_row.setVisible(half.follow_open)
        self.follow_text.line.setText(half.follow_text)
        self.follow_due.clear()
        self.follow_due.line.setText(half.follow_due)
        self._on_kind(half.kind, stay=True)
        self.say_trouble("")

    def know_inside(self, inside: Sequence[Whom]) -> None:
        """Know who has checked in: offered first, and not to be written by name."""
        self.who.know_inside(inside)
        self._names = frozenset(who.person.alias for who in inside if who.person.alias)
        self._look_at_words()

    def know_words(self, words: Mapping[str, str]) -> None:
        """Know the house's own words to think about."""
        self._own_words = words
        self._look_at_words()

    def begin_about(self, who: Whom) -> None:
        """Put her in and the keyboard on the text."""
        self.who.add(who)
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert(self, words: str) -> None:
        """Put a ready phrase where the cursor stands in the text."""
        cursor = self.text.edit.textCursor()
        before = self.text.edit.toPlainText()[: cursor.position()]
        gap = "" if not before or before[-1].isspace() else " "
        cursor.insertText(f"{gap}{words}.")
        self.text.edit.setTextCursor(cursor)
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what happens ----------------------------------------------------------------------------

    def _on_typed(self, *_anything: object) -> None:
        self.typed.emit()

    def _on_kind(self, key: object, *, stay: bool = False) -> None:
        incident = key in INCIDENT_KINDS
        self.short.set_limit(INCIDENT_SHORT_LIMIT if incident else ENTRY_SHORT_LIMIT)
        self._look_at_words()
        if not stay:
            self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choice(self, key: object) -> None:
        del key
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_settled(self) -> None:
        self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_follow(self, wanted: bool) -> None:
        self.follow_row.setVisible(wanted)
        if wanted and self.isVisible():
            self.follow_text.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_follow()

    def _say_follow(self) -> None:
        words, due = self._desk.words, self.follow_due.moment
        if self.follow.isChecked() and due is not None:
            at = wording.when_words(words, due, self._desk.clock.now())
            self.follow.setText(words.say("Follow up {when}", when=at))
        else:
            self.follow.setText(words.say("Follow up …"))
        self.follow.updateGeometry()

    def _look_at_words(self) -> None:
        """Say what the field is for or, while such a word stands there, what to think about."""
        words = self._desk.words
        written = f"{self.text.edit.toPlainText()} {self.short.line.text()}"
        hint = hint_for(written, self._names, self._own_words)
        said = hint_words(words.say, hint)
        if hint is None and (form := FORM_OF.get(self.kind.key)):
            # The form counts it, starts what must start, and asks for what is owed.
            said = words.say(
                "There is a form for this: {key}, «{form}».", key="Ctrl K", form=words.say(form)
            )
        self.text.hint.set_colour("muted" if hint is None else "status:watch")
        if said != self.text.hint.text():
            self.text.hint.setText(said)
            self.text.edit.setAccessibleDescription(said)
            if hint is not None and self.isVisible():
                announce.announce(self, said)

    def send(self) -> None:
        """Save the line."""
        if self._under_way or not self._readable():
            return
        self._under_way = True
        self.say_trouble("")
        due = self.follow_due.moment if self.follow.isChecked() else None
        self._desk.tasks.run(
            self._calls.write,
            then=self._on_written,
            failed=self._on_refused,
            kind=self.kind.key,
            body=self.text.edit.toPlainText(),
            short=self.short.line.text(),
            guest_ids=tuple(w.guest_id for w in self.who.people if w.guest_id is not None),
            presence_ids=tuple(
                w.presence_id for w in self.who.people if w.guest_id is None and w.presence_id
            ),
            happened_at=self.when.moment,
            level=self.level.key,
            visibility=self.visibility.key,
            follow_up_text=self.follow_text.line.text() if self.follow.isChecked() else "",
            follow_up_due=due,
        )

    def _readable(self) -> bool:
        say = self._desk.words.say
        fields = [self.when]
        if self.follow.isChecked():
            fields.append(self.follow_due)
        for field in fields:
            if not field.is_ok:
                announce.announce(self, field.echo.text(), urgent=True)
                field.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        if self.who.line.text().strip(" @"):
            # A name that was typed and not chosen would be lost without a word.
            self.say_trouble(say("Choose her in the list, or empty the field «Who»."))
            self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def _on_written(self, done: Any) -> None:  # noqa: ANN401 - a service's Done
        del done
        self._under_way = False
        kind = self.kind.key
        at = self.when.moment or self._desk.clock.now()
        self.clear()
        if isinstance(kind, LogKind):
            words = self._desk.words
            what = label(words.texts, kind)
            self._desk.notices.act(words.say("{what} is in the log, at {at}", what=what, at=at))
        self.written.emit()

    def _on_refused(self, error: DeskError) -> None:
        self._under_way = False
        self.say_trouble(self._desk.words.explain(error))

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let «@» at the beginning of a word go to the field «Who»."""
        if (
            watched is self.text.edit
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text() == "@"
        ):
            cursor = self.text.edit.textCursor()
            before = self.text.edit.toPlainText()[: cursor.position()]
            if not before or before[-1].isspace():
                self.text.edit.moveCursor(QTextCursor.MoveOperation.NoMove)
                self.who.line.setText("@")
                self.who.line.setFocus(Qt.FocusReason.OtherFocusReason)
                self.who.open_all()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter from every field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():
                    self.send()
                return
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()
