"""The top bar: time, shift, search, next check, numbers, curtain, who is logged in."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.clock import local_date
from shelter_desk.marking import mark
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.facts import FrameFacts, NextCheck, Who
from shelter_desk.ui.frame.sayings import say_check, say_shift
from shelter_desk.ui.frame.search_field import SearchField
from shelter_desk.ui.theme import Scheme, Status, Theme
from shelter_desk.ui.theme.icons import paint_icon
from shelter_desk.ui.theme.style import paint_focus_ring
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Chip, Icon, Words
from shelter_desk.ui.widgets.painting import box, paint_text

_CENTRE = Qt.AlignmentFlag.AlignCenter
_SEARCH_WANTS, _SEARCH_TAKES = 260, 150
"""How wide the search field wants to be, and what it makes do with at the very last."""

SCHEME_WORDS = {
    Scheme.SYSTEM: mark("Like the system"),
    Scheme.LIGHT: mark("Light"),
    Scheme.DARK: mark("Dark"),
    Scheme.HIGH_CONTRAST: mark("High contrast"),
}
LANGUAGE_WORDS = {"nb": "Norsk bokmål", "en": "English"}


class DemoBadge(QWidget):
    """«DEMO», which cannot be switched off."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("DEMO")
        self.setFixedSize(theme.px(58), theme.px(26))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the badge."""
        del event
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=self._theme.colour("demo"), radius=4)
        font = self._theme.font(13, 700)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.6)
        paint_text(painter, rect, "DEMO", font, self._theme.colour("demo_text"), _CENTRE)
        painter.end()


class UserButton(QPushButton):
    """Initials in a disc; its menu changes user, locks, changes language and scheme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.initials = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for the disc and an arrow."""
        return QSize(self._theme.px(62), self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc, initials and arrow."""
        del event
        theme, tokens = self._theme, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(33)
        rect = QRectF(self.rect())
        disc = QRectF(theme.px(4), rect.center().y() - side / 2, side, side)
        box(painter, disc, fill=QColor(tokens.selection), radius=side / 2)
        high = tokens.high_contrast
        ink = QColor(tokens.selection_text if high else tokens.accent)
        paint_text(painter, disc, self.initials, theme.font(14, SEMIBOLD), ink, _CENTRE)
        size = theme.px(18)
        arrow = QRectF(disc.right() + theme.px(5), rect.center().y() - size / 2, size, size)
        paint_icon(painter, arrow, "chevron-down", theme.colour("text"))
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens)
        painter.end()


class _Figure(QWidget):
    """A word and a number: «I huset 19»."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.icon = Icon(theme, icon, size=20, colour="muted")
        self.icon.hide()
        self.word = Words(theme, colour="muted")
        self.number = Words(theme, size=20, weight=SEMIBOLD, tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.icon)
        row.addWidget(self.word)
        row.addWidget(self.number)

    def fold(self, tight: bool) -> None:
        self.word.setVisible(not tight)
        self.icon.setVisible(tight)
        self.setToolTip(self.accessibleName() if tight else "")

    def set(self, word: str, number: str) -> None:
        self.word.setText(word)
        self.number.setText(number)
        self.setAccessibleName(f"{word} {number}")


CHECKS = "rounds"
"""The action that opens the checks and rounds."""


class _CheckChip(Chip):
    """The next check; a click opens the list (the keyboard has its own way there)."""

    pressed = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()


class TopBar(QWidget):
    """60 high. Where it is narrow or its text large, words give way to icons."""

    user_change_asked = Signal()
    own_password_asked = Signal()
    own_pin_asked = Signal()
    scheme_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._facts = FrameFacts()
        self._who: Who | None = None
        self._short_check = False
        theme = desk.theme
        self.setFixedHeight(theme.px(60))
        self._build(theme)
        desk.words.changed.connect(self.retranslate)
        desk.curtain.changed.connect(self._on_curtain)
        self.check.pressed.connect(self._on_check)
        self.retranslate()

    def _build(self, theme: Theme) -> None:
        self.demo = DemoBadge(theme)
        self.demo.setVisible(self._desk.demo)
        self.clock = Words(theme, size=25, weight=SEMIBOLD, tabular=True)
        self.day = Words(theme, size=14)
        self.shift = Words(theme, size=14, colour="muted")
        self.search = SearchField(self._desk)
        self.search.setMinimumWidth(theme.px(_SEARCH_TAKES))
        self.search.setMaximumWidth(theme.px(600))
        self.check = _CheckChip(theme, icon="clock-alert-outline", height=32)
        self.in_house = _Figure(theme, "home-account")
        self.free = _Figure(theme, "bed-empty")
        self.fire_button = Button(theme, icon="fire", height=36)
        self.fire_button.hide()
        self.curtain_button = Button(theme, icon="eye-off-outline", key="F9", height=36)
        self.user = UserButton(theme)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.user.setMenu(self.menu)
        self.when = QWidget()
        when = QVBoxLayout(self.when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(0)
        when.addStretch(1)
        when.addWidget(self.day)
        when.addWidget(self.shift)
        when.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(17), 0, theme.px(12), 0)
        self._gaps = [QSpacerItem(0, 0) for _ in range(5)]
        first, second, third, fourth, fifth = self._gaps
        row.addWidget(self.demo)
        row.addItem(first)
        row.addWidget(self.clock)
        row.addWidget(self.when)
        row.addItem(second)
        row.addWidget(self.search, 20)
        row.addStretch(1)
        row.addWidget(self.check)
        row.addItem(third)
        row.addWidget(self.in_house)
        row.addItem(fourth)
        row.addWidget(self.free)
        row.addItem(fifth)
        row.addWidget(self.fire_button)
        row.addWidget(self.curtain_button)
        row.addWidget(self.user)
        self._fold_gaps(False)

    def follow_actions(self) -> None:
        """Connect the buttons to their actions; called once those exist."""
        self.curtain_button.follow(self._desk.actions.action(actions.CURTAIN.id), words=False)
        if actions.FIRE_LIST in self._desk.actions.specs():
            self.fire_button.follow(self._desk.actions.action(actions.FIRE_LIST.id))
            self.fire_button.show()

    def _on_check(self) -> None:
        if CHECKS in {spec.id for spec in self._desk.actions.specs()}:
            self._desk.actions.action(CHECKS).trigger()

    # -- what is shown -----------------------------------------------------------------------

    def show_facts(self, facts: FrameFacts) -> None:
        """Show numbers, shift and next check."""
        self._facts = facts
        self.retranslate()

    def show_who(self, who: Who | None) -> None:
        """Show who is logged in; None for nobody."""
        self._who = who
        self.user.initials = who.initials if who else ""
        self.retranslate()
        self.user.update()

    def retranslate(self) -> None:
        """Say everything anew; also called every time the minute changes."""
        words, facts, now = self._desk.words, self._facts, self._desk.clock.now()
        today = local_date(now)
        self.clock.setText(words.texts.time(now))
        self.day.setText(f"{words.texts.weekday(today)} {words.texts.short_date(today)}")
        shift = say_shift(self._desk, facts)
        self.shift.setText(shift[:1].upper() + shift[1:])
        self.shift.setVisible(bool(shift))
        self._say_check(facts.next_check)
        self.in_house.set(words.say("In the house"), words.texts.number(facts.in_house))
        self.free.set(words.say_in("places", "Free"), words.texts.number(facts.free))
        self._say_curtain()
        who = self._who.name if self._who else words.say("Nobody logged in")
        self.user.setAccessibleName(words.say("Logged in: {name}", name=who))
        self.user.setToolTip(who)
        if self.isVisible():
            self.fold(self.width())

    def _say_check(self, check: NextCheck | None) -> None:
        self.check.setVisible(check is not None)
        if check is None:
            return
        text, urgent = say_check(self._desk, check, neutral=self._desk.curtain.down)
        shown = self._desk.words.texts.time(check.at) if self._short_check else text
        self.check.set(Status.URGENT if urgent else Status.INFO, shown, icon="clock-alert-outline")
        self.check.setAccessibleName(text)
        self.check.setToolTip(text if self._short_check else "")

    def _on_curtain(self, down: bool) -> None:
        del down
        self._say_curtain()
        self._say_check(self._facts.next_check)

    def _say_curtain(self) -> None:
        say, down = self._desk.words.say, self._desk.curtain.down
        button = self.curtain_button
        button.setText(say("Show") if down else say("Hide"))
        button.set_icon_name("eye-outline" if down else "eye-off-outline")
        button.set_kind(Kind.PRIMARY if down else Kind.PLAIN)
        button.setAccessibleName(say("Show the board again") if down else say("Hide the board"))
        button.set_icon_only(button.icon_only)

    def _fill_menu(self) -> None:
        desk, menu = self._desk, self.menu
        say = desk.words.say
        menu.clear()
        if self._who is not None:
            head = menu.addAction(self._who.name)
            head.setEnabled(False)
            menu.addSeparator()
        change = menu.addAction(desk.theme.icon("account-switch-outline"), say("Change user …"))
        change.triggered.connect(self.user_change_asked)
        menu.addAction(desk.actions.action(actions.LOCK.id))
        menu.addSeparator()
        pin = menu.addAction(desk.theme.icon("dialpad"), say("Choose a PIN …"))
        pin.triggered.connect(self.own_pin_asked)
        password = menu.addAction(desk.theme.icon("key-outline"), say("Change password …"))
        password.triggered.connect(self.own_password_asked)
        menu.addSeparator()
        language = menu.addMenu(desk.theme.icon("translate"), say("Language"))
        group = QActionGroup(language)
        for code, name in LANGUAGE_WORDS.items():
            choice = language.addAction(name)
            choice.setCheckable(True)
            choice.setChecked(code == desk.words.language)
            choice.setData(code)
            group.addAction(choice)
        group.triggered.connect(lambda chosen: self.language_chosen.emit(chosen.data()))
        look = menu.addMenu(desk.theme.icon("theme-light-dark"), say("Appearance"))
        looks = QActionGroup(look)
        for scheme, name in SCHEME_WORDS.items():
            choice = look.addAction(say(name))
            choice.setCheckable(True)
            choice.setChecked(scheme is desk.theme.scheme)
            choice.setData(scheme.value)
            looks.addAction(choice)
        looks.triggered.connect(lambda chosen: self.scheme_chosen.emit(Scheme(chosen.data())))

    # -- width -----------------------------------------------------------------------------

    def fold(self, width: int) -> None:
        """Leave out what does not fit in ``width``, the least missed first.

        Measured, not guessed: words are longer in one language than in the other, and larger
        where the system's text is.
        """
        steps = (
            self._fold_buttons,
            self._fold_figures,
            self._fold_day,
            self._fold_gaps,
            self._fold_check,
            self._fold_badge,
        )
        for step in steps:
            step(False)
        wants = self._desk.theme.px(_SEARCH_WANTS)
        for step in steps:
            if self._needed() + wants <= width:
                return
            step(True)

    def _needed(self) -> int:
        """Return how wide everything but the search field is now."""
        shown: list[QWidget] = [
            self.demo, self.clock, self.when, self.check, self.in_house, self.free,
            self.fire_button, self.curtain_button, self.user,
        ]  # fmt: skip
        row = self._row
        margins = row.contentsMargins()
        parts = [part.sizeHint().width() for part in shown if not part.isHidden()]
        gaps = sum(item.sizeHint().width() for item in self._gaps)
        spaces = row.spacing() * (len(parts) + len(self._gaps) + 1)
        return sum(parts) + gaps + spaces + margins.left() + margins.right()

    def _fold_buttons(self, fold: bool) -> None:
        self.fire_button.set_icon_only(fold)
        self.curtain_button.set_icon_only(fold)

    def _fold_figures(self, fold: bool) -> None:
        for figure in (self.in_house, self.free):
            figure.fold(fold)

    def _fold_day(self, fold: bool) -> None:
        self.when.setVisible(not fold)

    def _fold_gaps(self, fold: bool) -> None:
        px = self._desk.theme.px
        before = 17 if self._desk.demo else 75
        for gap, length in zip(self._gaps, (before, 8, 2, 4, 2), strict=True):
            gap.changeSize(0 if fold else px(length), 0)
        self._row.setSpacing(px(7 if fold else 13))
        self._row.invalidate()

    def _fold_check(self, fold: bool) -> None:
        self._short_check = fold
        self._say_check(self._facts.next_check)

    def _fold_badge(self, fold: bool) -> None:
        """Keep the demo's border alone: it cannot be switched off, and says the same."""
        self.demo.setVisible(self._desk.demo and not fold)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line under the bar."""
        del event
        painter = QPainter(self)
        rect = self.rect()
        painter.fillRect(0, rect.bottom(), rect.width(), 1, self._desk.theme.colour("line"))
        painter.end()
