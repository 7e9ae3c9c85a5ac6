"""Pages of the board's side panel: what all share, nobody chosen, several chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shelter_desk.ui import naming
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.board.actions import CARD, CHECK_OUT, GIVE
from shelter_desk.ui.board.who import Here
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Icon
from shelter_desk.ui.widgets.labels import Words as Label


class Page(QWidget):
    """A page: parts under each other, the last room at the foot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme = desk.theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(17), theme.px(16), theme.px(17), theme.px(14))
        self.column.setSpacing(theme.px(12))

    def retranslate(self) -> None:
        """Say everything anew."""

    def clear(self) -> None:
        """Forget whoever was shown: the curtain is falling."""


def card_link(desk: Desk) -> Button:
    """Return the line at a page's foot that leads to her card."""
    key = key_caption(CARD.keys[0], desk.words)
    button = Button(desk.theme, icon=CARD.icon, key=key, kind=Kind.LINK)
    button.follow(desk.actions.action(CARD.id))
    return button


class EmptyPage(Page):
    """Says what the panel is for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._title = Label(theme, size=17, weight=SEMIBOLD, wrap=True)
        self._text = Label(theme, size=14, colour="muted", wrap=True)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.column.addStretch(2)
        self.column.addWidget(Icon(theme, "account-outline", size=40, colour="muted"), 0, centre)
        for label in (self._title, self._text):
            label.setAlignment(centre)
            self.column.addWidget(label)
        self.column.addStretch(3)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what to do first."""
        say = self._desk.words.say
        self._title.setText(say("Nobody is chosen"))
        self._text.setText(
            say(
                "Write two letters of a name, or choose a row with the arrows. Enter shows what"
                " can be done."
            )
        )


class SeveralPage(Page):
    """Several who are marked: who they are, and what can be done for all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._count = 0
        self.title = Label(theme, size=24, weight=SEMIBOLD)
        self.names = Label(theme, size=14, colour="muted", wrap=True)
        self.column.addWidget(self.title)
        self.column.addWidget(self.names)
        for spec in (CHECK_OUT, GIVE):
            button = Button(theme, icon=spec.icon, key=key_caption(spec.keys[0], desk.words))
            button.setProperty("align", "left")
            button.follow(desk.actions.action(spec.id))
            self.column.addWidget(button)
        self.column.addStretch(1)

    def show_several(self, whom: list[Here]) -> None:
        """Show who is marked."""
        words = self._desk.words
        self._count = len(whom)
        names = [naming.embedded(naming.name_of(words, who.person)) for who in whom]
        self.names.setText(", ".join(names))
        self.retranslate()

    def clear(self) -> None:
        """Forget them."""
        self.names.setText("")

    def retranslate(self) -> None:
        """Say how many."""
        self.title.setText(
            self._desk.words.say_many("{count} chosen", "{count} chosen", self._count)
        )
