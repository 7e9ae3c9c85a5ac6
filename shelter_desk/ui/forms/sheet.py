"""A sheet laid over the middle of the screen: title, one calm line, a body that scrolls."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.painting import box

if TYPE_CHECKING:
    from shelter_desk.ui.forms.forms import Opening

WIDTH = 720
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Sheet(QWidget):
    """What lies over the middle. A list is a sheet of its own; forms are :class:`Form`.

    A subclass overrides :meth:`build` (what stands in ``body``), :meth:`begin` (whom it is
    about) and :meth:`retranslate`. ``left`` asks to close it; ``grown`` that its height changed.
    """

    stays: bool = False
    """Whether it comes back when a sheet that was opened from it is closed: for lists."""
    rule: str = ""
    """One calm line under the title (English, marked), where a rule of the house helps."""
    names_her: bool = False
    """Whether the title says whom it is about: for sheets without a field for her."""

    left = Signal()
    grown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.opening: Opening | None = None
        theme = desk.theme
        self.title = Label(theme, size=24, weight=SEMIBOLD, wrap=True)
        self.line = Label(theme, size=14, colour="muted", wrap=True)
        self.inner = QWidget()
        self.body = QVBoxLayout(self.inner)
        self.body.setContentsMargins(0, 0, theme.px(10), theme.px(2))
        self.body.setSpacing(theme.px(14))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.inner)
        self.area.viewport().setAutoFillBackground(False)
        self.inner.setAutoFillBackground(False)
        self.trouble = Label(theme, size=14, colour="status:watch", wrap=True)
        self.trouble.hide()
        self.close_button = Button(theme, key="Esc", kind=Kind.QUIET)
        self.close_button.clicked.connect(self.left)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(8))
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, theme.px(20), theme.px(14), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addWidget(self.area, 1)
        column.addWidget(self.trouble)
        column.addLayout(self.buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.confirm)
        self.inner.installEventFilter(self)
        self.build()

    # -- for a subclass ------------------------------------------------------------------------

    def build(self) -> None:
        """Make what stands in the body."""

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start: whom it is about, and what else was given to ``open``."""
        del about, given

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self._desk.words.say
        if self.opening is not None:
            title, person = say(self.opening.spec.title), self.opening.about.person
            if self.names_her and person is not None:
                name = naming.embedded(naming.name_of(self._desk.words, person))
                title = f"{title}: {name}"
            self.title.setText(title)
        self.setAccessibleName(self.title.text())
        self.say_line(say(self.rule) if self.rule else "")
        self.close_button.setText(say("Close"))
        self.close_button.updateGeometry()

    def refresh(self) -> None:
        """Ask anew: something was saved here or at another desk."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def half(self) -> Half | None:
        """Return what is half typed as plain values; None for nothing."""
        return None

    def put(self, half: Half) -> None:
        """Show again what :meth:`half` returned."""
        del half

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys that answer in the sheet, as on the key caps, and what they do."""
        return [("Esc", self.close_button.text())]

    def confirm(self) -> None:
        """Do what Ctrl+Enter does."""

    def enter(self) -> None:
        """Do what Enter does in a field."""

    # -- shared --------------------------------------------------------------------------------

    def say_line(self, sentence: str) -> None:
        """Say one calm line under the title; nothing for an empty one."""
        self.line.setText(sentence)
        self.line.setVisible(bool(sentence))

    def say_trouble(self, sentence: str) -> None:
        """Say above the buttons what is wrong; nothing for an empty sentence."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        if sentence:
            announce.announce(self, sentence, urgent=True)
        self.grown.emit()

    def wanted_height(self, width: int) -> int:
        """Return how high it wants to be at this width."""
        layout = self.layout()
        if layout is None:
            return 0
        margins, spacing = layout.contentsMargins(), layout.spacing()
        inside = width - margins.left() - margins.right()
        body = self.body.totalHeightForWidth(inside) if self.body.hasHeightForWidth() else -1
        total = max(body, self.body.minimumSize().height())
        total += margins.top() + margins.bottom()
        for label in (self.title, self.line, self.trouble):
            if not label.isHidden():
                total += label.heightForWidth(inside) + spacing
        return total + self.buttons.sizeHint().height() + spacing + 4

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that the body wants another height."""
        if watched is self.inner and event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the keyboard inside the sheet."""
        return self.step(forward=forward)

    def step(self, *, forward: bool = True) -> bool:
        """Put the keyboard on the next (or last) thing in the sheet that takes it."""
        start = self.focusWidget() or self
        widget = start
        while True:
            after = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if after is start or after is None:
                return False
            widget = after
            if self._takes_tab(widget):
                reason = Qt.FocusReason.TabFocusReason
                widget.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
                self.area.ensureWidgetVisible(widget)
                return True

    def _takes_tab(self, widget: QWidget) -> bool:
        tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not (tab and widget.isEnabled() and widget.isVisibleTo(self)):
            return False
        if widget.focusProxy() is not None or not self.isAncestorOf(widget):
            return False
        # Of radio buttons only the chosen one is a stop; arrows go between them.
        group = widget.parentWidget()
        if isinstance(widget, QRadioButton) and group is not None and not widget.isChecked():
            others = group.findChildren(QRadioButton)
            return not any(one.isChecked() for one in others) and others[0] is widget
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on or presses the button it is on, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER:
            focus = self.focusWidget()
            if event.isAutoRepeat():
                return
            if isinstance(focus, QAbstractButton) and not isinstance(
                focus, QCheckBox | QRadioButton
            ):
                focus.click()
            else:
                self.enter()
        # Nothing goes on to what lies under the sheet.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        del event
        tokens = self._desk.theme.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        box(painter, rect, fill=QColor(tokens.raised), line=QColor(tokens.edge), radius=8)
        painter.end()
