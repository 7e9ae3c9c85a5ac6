"""A section of Oppsett: its title, one calm sentence, and what can be changed."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelter_desk.services.machine import Machine
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.setup.kept import Kept
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.labels import SectionHeader
from shelter_desk.ui.widgets.labels import Words as Label

WIDEST = 760


class Section(QWidget):
    """One section. ``title`` and ``intro`` are English, marked for translation.

    A subclass overrides :meth:`build`, :meth:`retranslate`, :meth:`refresh` and, where it shows
    something that is not for everybody, :meth:`leave`.
    """

    title: ClassVar[str]
    intro: ClassVar[str] = ""
    icon: ClassVar[str]
    rights: ClassVar[tuple[Right, ...]]
    """One of these is needed to see the section."""
    needs_machine: ClassVar[bool] = False
    """Whether it is left out where the desk does not know its machine, as in pictures."""

    def __init__(self, desk: Desk, machine: Machine | None) -> None:
        super().__init__()
        self.desk = desk
        self.machine = machine
        self.kept: list[Kept] = []
        self._headers: list[tuple[SectionHeader, str]] = []
        self._lines: list[tuple[Label, str]] = []
        theme = desk.theme
        self._title = Label(theme, size=24, weight=SEMIBOLD, wrap=True)
        self._intro = Label(theme, colour="muted", wrap=True)
        if not self.intro:
            self._intro.hide()
        self.column = QVBoxLayout(self)
        edge = theme.px(24)
        self.column.setContentsMargins(edge, theme.px(20), edge, edge)
        self.column.setSpacing(theme.px(14))
        self.column.addWidget(self._title)
        self.column.addWidget(self._intro)
        self.setMaximumWidth(theme.px(WIDEST) + 2 * edge)
        self.build()
        self.column.addStretch(1)
        self.retranslate()

    # -- for a subclass ------------------------------------------------------------------------

    def build(self) -> None:
        """Make what stands under the title."""

    def refresh(self) -> None:
        """Ask the services anew."""

    def leave(self) -> None:
        """Another section or screen comes, or the curtain falls: show no secret any more."""

    def retranslate(self) -> None:
        """Say everything anew."""
        say = self.desk.words.say
        self._title.setText(say(self.title))
        self._intro.setText(say(self.intro) if self.intro else "")
        self.setAccessibleName(self._title.text())
        for header, text in self._headers:
            header.title.setText(say(text))
        for label, text in self._lines:
            label.setText(say(text))
        for kept in self.kept:
            kept.field.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        first = self.nextInFocusChain()
        while first is not None and first is not self and self.isAncestorOf(first):
            if first.focusPolicy() & Qt.FocusPolicy.TabFocus and first.isVisibleTo(self):
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            first = first.nextInFocusChain()

    # -- pieces --------------------------------------------------------------------------------

    def heading(self, text: str) -> SectionHeader:
        """Add a heading (English, marked for translation)."""
        header = SectionHeader(self.desk.theme)
        self._headers.append((header, text))
        self.column.addSpacing(self.desk.theme.px(6))
        self.column.addWidget(header)
        return header

    def line(self, text: str) -> Label:
        """Add a calm sentence (English, marked for translation)."""
        label = Label(self.desk.theme, size=14, colour="muted", wrap=True)
        self._lines.append((label, text))
        self.column.addWidget(label)
        return label

    def keep(self, kept: Kept) -> Kept:
        """Add a field that saves itself."""
        self.kept.append(kept)
        self.column.addWidget(kept.field)
        return kept

    def may(self, *rights: Right) -> bool:
        """Say whether the person logged in has one of ``rights``."""
        return any(self.desk.actions.may(right) for right in rights)
