"""The side panel's page of a woman who may come: what to know, and the ways in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from shelter_desk.clock import local_date
from shelter_desk.services.snapshots import ArrivalCard
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.pages import Page, card_link
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.pieces import Head, Lines, empty_layout, note_for
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.rule import Rule


class ArrivalPage(Page):
    """A woman who may come: what must be known and nothing more, then «Sjekk inn»."""

    check_in_wanted = Signal()
    with_bed_wanted = Signal()
    without_bed_wanted = Signal()
    earlier_wanted = Signal()
    later_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._card: ArrivalCard | None = None
        self.head = Head(theme)
        self._know_title = Label(theme, size=16, weight=SEMIBOLD)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self._bed_title = Label(theme, size=16, weight=SEMIBOLD)
        self._bed = Label(theme, wrap=True)
        self.check_in = Button(theme, icon="login", key="Enter", kind=Kind.PRIMARY)
        self.with_bed = Button(theme, icon="bed-empty", key="Ctrl Enter")
        self.without_bed = Button(theme, icon="login")
        self.earlier = Button(theme, icon="clock-outline", key="Shift Enter")
        self.later = Button(theme, icon="clock-plus-outline")
        self.lines = Lines(theme, first_width=78)
        self._rule = Rule(theme)
        self.column.addWidget(self.head)
        self.column.addWidget(self._know_title)
        self.column.addLayout(self._notes)
        self.column.addWidget(self._bed_title)
        self.column.addWidget(self._bed)
        for button in (self.check_in, self.with_bed, self.without_bed, self.earlier, self.later):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if button is not self.check_in:
                button.setProperty("align", "left")
            self.column.addWidget(button)
        self.column.addStretch(1)
        self.column.addWidget(self._rule)
        self.column.addWidget(self.lines)
        self.column.addWidget(card_link(desk))
        self.check_in.clicked.connect(self.check_in_wanted)
        self.with_bed.clicked.connect(self.with_bed_wanted)
        self.without_bed.clicked.connect(self.without_bed_wanted)
        self.earlier.clicked.connect(self.earlier_wanted)
        self.later.clicked.connect(self.later_wanted)

    @property
    def card(self) -> ArrivalCard | None:
        """Whose card is shown."""
        return self._card

    def show_card(self, card: ArrivalCard) -> None:
        """Show what must be known when she comes."""
        self._card = card
        self.retranslate()

    def clear(self) -> None:
        """Forget her."""
        self._card = None
        self.head.set("", "", [])
        empty_layout(self._notes)
        self._bed.setText("")
        self.lines.give([])

    def retranslate(self) -> None:
        """Say everything anew."""
        words, texts, say = self._desk.words, self._desk.words.texts, self._desk.words.say
        self._know_title.setText(say("Know this when she comes"))
        self._bed_title.setText(say("A place for tonight"))
        self.check_in.setText(say("Check in"))
        self.without_bed.setText(say("Check in without a place"))
        self.earlier.setText(say("Came earlier …"))
        self.later.setText(say("Comes later …"))
        card = self._card
        if card is None:
            return
        facts = [words.say("key worker {name}", name=card.key_worker)] if card.key_worker else []
        self.head.set(naming.name_of(words, card.person), card.person.place or "", facts)
        empty_layout(self._notes)
        for known in card.know:
            self._notes.addWidget(note_for(self._desk, known))
        self._know_title.setVisible(bool(card.know))
        self._show_bed(card)
        rows: list[tuple[str, str]] = []
        now = self._desk.clock.now()
        if card.last_seen is not None:
            rows.append((say("Last seen"), texts.moment_then(card.last_seen, now)))
        if card.last_night is not None:
            night = texts.day_then(card.last_night, local_date(now))
            where = f"{night}, {card.last_bed}" if card.last_bed else night
            rows.append((say("Last slept here"), where))
        if card.wishes:
            rows.append((say("Her own wish"), naming.plain(card.wishes)))
        self.lines.give(rows)
        self._rule.setVisible(bool(rows))

    def _show_bed(self, card: ArrivalCard) -> None:
        say = self._desk.words.say
        code = naming.embedded(naming.plain(card.best_bed_code or ""))
        kept = card.held_until is not None
        offered = card.best_bed_id is not None and not card.person.place
        self.with_bed.setVisible(offered and not kept)
        self.without_bed.setVisible(offered and kept)
        self.later.setVisible(card.person.guest_id is not None and not card.person.place)
        if card.person.place:
            self._bed.setText(say("She has place {code} already.", code=card.person.place))
        elif kept:
            held = say("{code} is held for her until {until}", code=code, until=card.held_until)
            self._bed.setText(self._with_why(held, card))
            self.check_in.setText(say("Check in and give {code}", code=code))
        elif offered:
            self._bed.setText(self._with_why(say("{code} fits best", code=code), card))
            self.with_bed.setText(say("Check in and give {code}", code=code))
        else:
            # An extra or a crisis place may be free: those are given by hand, never offered.
            no_usual = say("No ordinary place is free now.")
            self._bed.setText(f"{no_usual} {say('«Give a place» shows what else there is.')}")
        for button in (self.check_in, self.with_bed):
            button.updateGeometry()

    def _with_why(self, sentence: str, card: ArrivalCard) -> str:
        about = wording.attribute_words(self._desk.words, card.best_bed_why)
        why = " · ".join(part for part in (about, naming.plain(card.best_bed_floor)) if part)
        return f"{sentence}: {why}" if why else sentence
