"""A sheet that is a list: it asks a service, shows cards, and asks anew at each change."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.cards import Cards, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.sheet import Sheet


class Listing(Sheet):
    """A list. A subclass overrides :meth:`ask` (runs the question) and :meth:`sections`."""

    stays = True

    def __init__(self, desk: Desk) -> None:
        self.cards = Cards(desk)
        self._answer: Any = None
        self._began = False
        self._busy = False
        super().__init__(desk)

    def build(self) -> None:
        """Put the cards into the body."""
        self.body.addWidget(self.cards)
        self.body.addStretch(1)
        self.cards.moved.connect(self._on_moved)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Ask for the list."""
        super().begin(about, **given)
        self._began = True
        self.refresh()

    def _on_moved(self, button: QWidget) -> None:
        self.body.activate()
        self.area.ensureWidgetVisible(button, 0, self._desk.theme.px(60))

    def ask(self) -> None:
        """Run the question; give its answer to :meth:`answered`."""
        raise NotImplementedError

    def sections(self, answer: Any) -> Sequence[Section]:  # noqa: ANN401 - what the service said
        """Return what is shown of the answer, in the reader's language."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask anew."""
        if self._began:
            self.ask()

    def answered(self, answer: Any) -> None:  # noqa: ANN401 - what the service said
        """Show the answer."""
        first = self._answer is None
        self._answer = answer
        on_close = self.close_button.hasFocus()
        self.cards.show_sections(self.sections(answer))
        if (first and on_close) or not self.isAncestorOf(self.window().focusWidget() or self):
            self.focus_first()
        self.grown.emit()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        if self._answer is not None:
            self.cards.show_sections(self.sections(self._answer))

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys of every list."""
        say = self._desk.words.say
        return [
            ("↑ ↓", say("from row to row")),
            ("← →", say("from button to button")),
            ("1–9", say("press a button of the row")),
            *super().help_keys(),
        ]

    def focus_first(self) -> None:
        """Put the keyboard on the first row that can be acted on."""
        if not self.cards.focus_row(0):
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def act(self, service: Callable[..., Any], sentence: str, **values: Any) -> None:  # noqa: ANN401 - a service's values
        """Do something with a row at once; Ctrl+Z takes it back."""
        if self._busy:
            return
        self._busy = True
        self.say_trouble("")
        self._desk.forms.act(service, sentence, values, over=self._on_over)

    def _on_over(self, error: DeskError | None) -> None:
        self._busy = False
        if error is not None:
            self.failed(error)

    def failed(self, error: DeskError) -> None:
        """Say what was refused, and show how it stands now."""
        self._busy = False
        self.say_trouble(self._desk.words.explain(error))
        self.refresh()
