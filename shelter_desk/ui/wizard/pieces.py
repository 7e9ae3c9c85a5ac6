"""Fields and steps of the first run: they know no desk, only the theme and the words."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shelter_desk.errors import DeskError
from shelter_desk.ui import folders
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.announce import announce
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.wizard.calls import FirstRun
from shelter_desk.ui.words import Words

FIELD_WIDTH = 420
TEXT_WIDTH = 560
_MOST_FILES = 30


def set_wrapped(label: Label, words: str) -> None:
    """Say ``words`` on a label of a fixed width, as high as they need."""
    label.setText(words)
    label.setVisible(bool(words))
    label.setFixedHeight(max(1, label.heightForWidth(label.maximumWidth())))


class LineField(QWidget):
    """A label, a line to write in, and a word about it."""

    changed = Signal()

    def __init__(self, theme: Theme, *, secret: bool = False, wide: int = FIELD_WIDTH) -> None:
        super().__init__()
        self.label = Label(theme, size=14)
        self.line = QLineEdit()
        self.line.setFixedSize(theme.px(wide), theme.px(40))
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.hint = Label(theme, size=13, colour="muted", wrap=True)
        self.hint.setFixedWidth(theme.px(wide))
        self.label.setBuddy(self.line)
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self.label, self.line, self.hint):
            column.addWidget(widget)
        self.hint.hide()
        self.line.textChanged.connect(self.changed)

    def name(self, label: str, hint: str = "") -> None:
        """Name the field; ``hint`` stands under it."""
        self.label.setText(label)
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(hint)
        self.label.setVisible(bool(label))
        set_wrapped(self.hint, hint)

    @property
    def text(self) -> str:
        """What is written, without spaces around it."""
        return self.line.text().strip()


class FileField(QWidget):
    """A path to write, or to take from a list of what this machine has.

    The list holds its folders, each with ``file`` added where a name is given; with ``pattern``
    the files in them that fit it.
    """

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        *,
        pattern: str = "",
        file: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self._words = words
        self._pattern = pattern
        self._file = file
        self.field = LineField(theme)
        self.look = Button(theme, icon="folder-outline", height=40)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.field)
        row.addWidget(self.look, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.field.changed.connect(self.changed)
        self.look.clicked.connect(self._on_look)

    def name(self, label: str) -> None:
        """Name field and button."""
        self.field.name(label)
        say = self._words.say
        self.look.setText(say("Look for it …") if self._pattern else say("Folders …"))
        self.look.updateGeometry()

    @property
    def text(self) -> str:
        """The path as written."""
        return self.field.text

    def propose(self) -> None:
        """Write the first of the list into an empty line, and choose all of it."""
        first = next(self._offers(), None)
        if not self.text and first is not None:
            self.field.line.setText(first[1])
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.line.selectAll()

    def _offers(self) -> Iterator[tuple[str, str]]:
        """Give what a row of the list says, and the path it stands for."""
        for place in folders.places(self._words):
            if self._pattern:
                with suppress(OSError):
                    for file in sorted(place.path.glob(self._pattern)):
                        yield f"{place.name} · {file.name}", str(file)
            else:
                path = place.path / self._file() if self._file else place.path
                yield f"{place.name} · {path}", str(path)

    def _on_look(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, path in islice(self._offers(), _MOST_FILES):
            row = menu.addAction(text.replace("&", "&&"))
            row.triggered.connect(partial(self._on_chosen, path))
        if menu.isEmpty():
            none = self._words.say("No such file in the usual folders. Write the path.")
            menu.addAction(none).setEnabled(False)
        menu.popup(self.look.mapToGlobal(QPoint(0, self.look.height())))

    def _on_chosen(self, path: str, _checked: bool = False) -> None:  # noqa: FBT002 - Qt hands it
        self.field.line.setText(path)
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)


class Choice(QWidget):
    """A radio button with a line of explanation."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = QRadioButton()
        self.button.setFont(theme.font(15, SEMIBOLD))
        self.hint = Label(theme, size=14, colour="muted", wrap=True)
        self.hint.setFixedWidth(theme.px(TEXT_WIDTH))
        self.setFocusProxy(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.button)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(24), 0, 0, 0)
        row.addWidget(self.hint)
        row.addStretch(1)
        column.addLayout(row)
        self.button.toggled.connect(self._on_toggled)

    def name(self, words: str, hint: str = "") -> None:
        """Name the choice."""
        self.button.setText(words)
        self.button.setAccessibleDescription(hint)
        set_wrapped(self.hint, hint)

    @property
    def on(self) -> bool:
        """Whether it is chosen."""
        return self.button.isChecked()

    def _on_toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit()


class Step(QWidget):
    """One step: heading, a sentence, what is asked. ``changed`` follows every keystroke.

    A subclass overrides :meth:`retranslate`, :meth:`ready`, :meth:`check` where something has to
    be looked at before the next step, and :meth:`enter`.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__()
        self.theme = theme
        self.words = words
        self.first_run = run
        self.tasks = tasks
        self._then: Callable[[], object] | None = None
        self.heading = Label(theme, size=26, weight=SEMIBOLD)
        self.lead = Label(theme, size=16, wrap=True)
        self.lead.setFixedWidth(theme.px(TEXT_WIDTH))
        self.trouble = Label(theme, size=15, colour="status:watch", wrap=True)
        self.trouble.setFixedWidth(theme.px(TEXT_WIDTH))
        self.trouble.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(64), theme.px(52), theme.px(40), theme.px(24))
        self.column.setSpacing(theme.px(14))
        self.column.addWidget(self.heading)
        self.column.addWidget(self.lead)
        self.column.addSpacing(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)

    def finish_layout(self) -> None:
        """Put the line for troubles under everything."""
        self.column.addWidget(self.trouble)
        self.column.addStretch(1)

    @property
    def title(self) -> str:
        """What the list of steps calls it."""
        return self.heading.text()

    def retranslate(self) -> None:
        """Set every word anew."""

    def enter(self) -> None:
        """Be shown."""

    def ready(self) -> bool:
        """Say whether everything is filled in."""
        return True

    def missing(self) -> str:
        """Say in a sentence what is missing before one can go on; empty for nothing to say."""
        return ""

    def check(self, then: Callable[[], object]) -> None:
        """Look at what was filled in, and call ``then`` when it will do."""
        then()

    def ask(
        self,
        service: Callable[..., Any],
        then: Callable[[], object],
        **values: Any,  # noqa: ANN401 - the service's own
    ) -> None:
        """Call a service of the door; what it refuses stands under the step."""
        self.say_trouble("")
        self._then = then
        self.tasks.run(service, then=self._on_done, failed=self.refused, **values)

    def _on_done(self, answer: object) -> None:
        then, self._then = self._then, None
        self.take(answer)
        if then is not None:
            then()

    def take(self, answer: object) -> None:
        """Take what the service answered."""

    def refused(self, error: DeskError) -> None:
        """Say why not; what was written stays."""
        self.say_trouble(self.words.explain(error))

    def say_trouble(self, sentence: str) -> None:
        """Say what is wrong; nothing for an empty sentence."""
        set_wrapped(self.trouble, sentence)
        if sentence:
            announce(self, sentence, urgent=True)
