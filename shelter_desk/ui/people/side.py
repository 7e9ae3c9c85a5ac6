"""The side panel of the women's screen: the row that is chosen, or what can be done for her."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from shelter_desk.services.people import PersonRow
from shelter_desk.services.snapshots import KnowThis
from shelter_desk.services.woman_pictures import WomanCard
from shelter_desk.terms import Level
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people import actions, wording
from shelter_desk.ui.pieces import Head, Lines, Note, empty_layout, note_for
from shelter_desk.ui.theme import Status
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label

FOR_HER = (
    "message",
    "agree_checks",
    "isolate",
    "keep_apart",
    "send_away",
    "bar",
    "asked_for_her",
)
WHEN_AWAY = ("comes_later", "contact_tried", "missing")
"""Forms that can be opened from her card, in this order; some only while she is not here."""


class PeopleSide(QWidget):
    """One column that is made anew for whoever is shown. ``form_wanted(id)`` opens a form.

    ``left`` (Esc) gives the keyboard back.
    """

    form_wanted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._row: PersonRow | None = None
        self._card: WomanCard | None = None
        theme = desk.theme
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.px(17), theme.px(16), theme.px(17), theme.px(14))
        self._column.setSpacing(theme.px(12))
        self._scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.head = Head(theme)
        self.lines = Lines(theme, first_width=96)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self._title = Label(theme, size=16, weight=SEMIBOLD)
        self._empty = Label(theme, size=14, colour="muted", wrap=True)
        self.open_button = self._follower(actions.OPEN.id, "Enter", Kind.PRIMARY)
        self.check_in = self._follower(actions.CHECK_IN.id, "Alt I")
        self.note = self._follower(actions.NOTE.id, "Alt N")
        self.history = self._follower(actions.HISTORY.id, "Alt H")
        self._forms = QVBoxLayout()
        self._forms.setSpacing(theme.px(6))
        self._column.addWidget(self.head)
        self._column.addWidget(self._empty)
        self._column.addLayout(self._notes)
        self._column.addWidget(self.lines)
        self._column.addWidget(self._title)
        acts = QVBoxLayout()
        acts.setSpacing(theme.px(6))
        for button in (self.open_button, self.check_in, self.note, self.history):
            acts.addWidget(button)
        acts.addLayout(self._forms)
        self._column.addLayout(acts)
        self._column.addStretch(1)
        self.form_buttons: dict[str, Button] = {}
        self.retranslate()

    def _follower(self, action_id: str, key: str, kind: Kind = Kind.PLAIN) -> Button:
        desk = self._desk
        spec = desk.actions.spec(action_id)
        button = Button(desk.theme, icon=spec.icon, key=key, kind=kind)
        button.setProperty("align", "left")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.follow(desk.actions.action(action_id))
        return button

    # -- whom ------------------------------------------------------------------------------

    def show_row(self, row: PersonRow | None) -> None:
        """Show a row of the list, or that nobody is chosen."""
        self._row, self._card = row, None
        self.retranslate()

    def show_card(self, card: WomanCard) -> None:
        """Show what must be known of the woman whose card is open, and what can be done."""
        self._row, self._card = None, card
        self.retranslate()

    def clear(self) -> None:
        """Forget whoever is shown."""
        self.show_row(None)

    def retranslate(self) -> None:
        """Say everything anew."""
        say, row, card = self._desk.words.say, self._row, self._card
        empty_layout(self._notes)
        empty_layout(self._forms)
        self.form_buttons = {}
        self._title.setText(self._desk.words.say_in("side panel", "Choices"))
        somebody = row is not None or card is not None
        inside = (row and row.presence_id) or (card and card.presence_id)
        self._empty.setText(
            say("Choose a woman with the arrows, or write some letters of her name.")
        )
        self._empty.setVisible(not somebody)
        self._title.setVisible(somebody)
        self.open_button.setVisible(row is not None)
        self.check_in.setVisible(somebody and not inside)
        self.note.setVisible(somebody)
        self.history.setVisible(card is not None)
        if row is not None:
            self._say_row(row)
        elif card is not None:
            self._say_card(card)
        else:
            self.head.set("", "", [])
            self.lines.give([])
        self.head.setVisible(row is not None)

    def _say_row(self, row: PersonRow) -> None:
        words, now = self._desk.words, self._desk.clock.now()
        where = wording.whereabouts(words, row, now).text
        self.head.set(naming.name_of(words, row.person), row.bed_code or "", [where])
        lines = []
        if row.key_worker:
            lines.append((words.say("Key worker"), naming.plain(row.key_worker)))
        if row.deputy:
            lines.append((words.say("Deputy"), naming.plain(row.deputy)))
        if row.last_seen is not None and (row.inside_since is None or row.out):
            lines.append((words.say("Last seen"), words.texts.moment_then(row.last_seen, now)))
        if row.vedtak_until is not None:
            lines.append((words.say("Decision to"), words.texts.long_date(row.vedtak_until)))
        self.lines.give(lines)
        if row.same_alias:
            name = naming.embedded(naming.plain(row.person.alias))
            text = words.say("Two are called {name}. Look at place and key worker.", name=name)
            icon = "account-multiple-outline"
            heading = words.say("Two of this name")
            self._notes.addWidget(Note(self._desk.theme, Status.INFO, icon, heading, text))

    def _say_card(self, card: WomanCard) -> None:
        desk, say = self._desk, self._desk.words.say
        self.lines.give([])
        if card.must_not_know:
            known = KnowThis("must_not_know", Level.WATCH, card.must_not_know)
            heading = say("Must not learn that she is here")
            text = naming.plain(known.text)
            note = Note(desk.theme, Status.WATCH, "account-off-outline", heading, text)
            self._notes.addWidget(note)
        for known in (*self._messages(card), *card.know):
            self._notes.addWidget(note_for(desk, known))
        if card.awaiting_review:
            heading = say("Waits for the shift lead's look")
            text = say("Another card has the same alias. Settle it under the shield.")
            icon = "shield-lock-outline"
            self._notes.addWidget(Note(desk.theme, Status.WATCH, icon, heading, text))
        away = card.inside_since is None
        self._offer_forms((*WHEN_AWAY, *FOR_HER) if away else FOR_HER)

    def _messages(self, card: WomanCard) -> Sequence[KnowThis]:
        return [KnowThis("message", Level.INFO, one.text) for one in card.messages]

    def _offer_forms(self, offered: Sequence[str]) -> None:
        theme, words = self._desk.theme, self._desk.words
        specs = {spec.id: spec for spec in self._desk.forms.specs()}
        wanted = [specs[one] for one in offered if one in specs]
        for spec in wanted:
            if spec.action is not None and not self._desk.actions.may(spec.action.right):
                continue
            text = words.say(spec.action.text if spec.action else spec.title)
            icon = spec.action.icon if spec.action else ""
            button = Button(theme, text, icon=icon)
            button.setProperty("align", "left")
            button.setProperty("form", spec.id)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_form)
            self._forms.addWidget(button)
            self.form_buttons[spec.id] = button

    def _on_form(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.form_wanted.emit(str(button.property("form")))

    # -- the keyboard --------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """Put the keyboard on the first thing that can be done."""
        for button in (self.open_button, self.check_in, self.note):
            if button.isVisibleTo(self) and button.isEnabled():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the middle."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
