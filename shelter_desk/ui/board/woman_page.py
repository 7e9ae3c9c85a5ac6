"""The side panel's page of a woman who is here: what to know, to do, and what she has had."""

from datetime import time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shelter_desk.clock import local
from shelter_desk.phrases import log_words
from shelter_desk.services.cards import PresenceCard
from shelter_desk.services.snapshots import GivenToday, KnowThis
from shelter_desk.terms import PresenceKind, ProvisionKind
from shelter_desk.ui import naming
from shelter_desk.ui.board import wording
from shelter_desk.ui.board.actions import BACK, BED, CHECK_OUT, GO_OUT, NOTE
from shelter_desk.ui.board.pages import Page, card_link
from shelter_desk.ui.board.who import Here
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.pieces import Head, Lines, empty_layout, facts_about, note_for
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button, Kind
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.rule import Rule

_THURSDAY = 3
_MOST_LINES = 8
_ALWAYS = (
    ProvisionKind.PACKED_LUNCH,
    ProvisionKind.FOOD_BAG,
    ProvisionKind.TALK,
    ProvisionKind.SUPPORT_CONTACT,
    ProvisionKind.SHOWER,
    ProvisionKind.CLOTHES,
    ProvisionKind.LAUNDRY,
    ProvisionKind.EQUIPMENT,
    ProvisionKind.NALOXONE,
)


def meal_of(desk: Desk) -> ProvisionKind:
    """Return the meal that is served at this time of the day (domain.md g)."""
    now = local(desk.clock.now())
    if time(5) <= now.time() < time(11, 30):
        return ProvisionKind.BREAKFAST
    if time(11, 30) <= now.time() < time(15, 30):
        return ProvisionKind.LUNCH
    if now.weekday() == _THURSDAY and time(15, 30) <= now.time() < time(19):
        return ProvisionKind.THURSDAY_DINNER
    return ProvisionKind.SUPPER


class WomanPage(Page):
    """A woman who is here: facts, what must be known, acts, what she has had, her lines."""

    provision_wanted = Signal(object)
    meals_wanted = Signal(object)
    message_given = Signal(int)
    check_seen = Signal(object)
    """The due time that was shown (aware UTC): two desks do not note one check twice."""
    checks_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        theme = desk.theme
        self._who: Here | None = None
        self._card: PresenceCard | None = None
        self._noted: object = None
        self.head = Head(theme)
        self.column.addWidget(self.head)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self.column.addLayout(self._notes)
        self._build_acts()
        self._build_today()
        self.lines = Lines(theme)
        self._rule = Rule(theme)
        self.column.addWidget(self._rule)
        self.column.addWidget(self.lines)
        self.column.addStretch(1)
        self.card_link = card_link(desk)
        self.column.addWidget(self.card_link)

    def _build_acts(self) -> None:
        theme, registry = self._desk.theme, self._desk.actions
        head = QHBoxLayout()
        self._acts_title = Label(theme, size=16, weight=SEMIBOLD)
        self._acts_hint = Label(theme, size=13, colour="muted")
        head.addWidget(self._acts_title)
        head.addStretch(1)
        head.addWidget(self._acts_hint)
        self.column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        self.buttons: dict[str, Button] = {}
        for spec in (GO_OUT, BACK, CHECK_OUT, BED, NOTE):
            button = Button(theme, icon=spec.icon, key=spec.keys[0].removeprefix("Alt+"))
            button.setProperty("align", "left")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.follow(registry.action(spec.id), words=spec is not BED)
            self.buttons[spec.id] = button
        # Out and back share a place: only one of them can be done.
        grid.addWidget(self.buttons[GO_OUT.id], 0, 0)
        grid.addWidget(self.buttons[BACK.id], 0, 0)
        grid.addWidget(self.buttons[CHECK_OUT.id], 0, 1)
        grid.addWidget(self.buttons[BED.id], 1, 0)
        grid.addWidget(self.buttons[NOTE.id], 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)

    def _build_today(self) -> None:
        theme = self._desk.theme
        self._today = QWidget()
        column = QVBoxLayout(self._today)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self._today_title = Label(theme, size=16, weight=SEMIBOLD)
        self._today_hint = Label(theme, size=13, colour="muted")
        head.addWidget(self._today_title)
        head.addStretch(1)
        head.addWidget(self._today_hint)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        self.given_buttons: dict[ProvisionKind, Button] = {}
        kinds = (*wording.MEALS, *_ALWAYS)
        for kind in kinds:
            button = Button(theme, icon=wording.PROVISION_ICONS[kind])
            button.setProperty("align", "left")
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setProperty("kind", kind.value)
            button.clicked.connect(self._on_given)
            self.given_buttons[kind] = button
        self.more_meals = Button(theme, icon="silverware-fork-knife")
        self.more_meals.setProperty("align", "left")
        self.more_meals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.more_meals.clicked.connect(self._on_more_meals)
        for number, kind in enumerate(_ALWAYS):
            grid.addWidget(self.given_buttons[kind], number // 2, number % 2)
        # The meal of the hour is one tap away; the others stand behind «Annet måltid …».
        for kind in wording.MEALS:
            grid.addWidget(self.given_buttons[kind], len(_ALWAYS) // 2, 1)
        grid.addWidget(self.more_meals, len(_ALWAYS) // 2 + 1, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.column.addWidget(self._today)

    # -- what is shown -----------------------------------------------------------------------

    @property
    def who(self) -> Here | None:
        """Who is shown."""
        return self._who

    def show_woman(self, who: Here) -> None:
        """Show what the board knows of her; her card may follow."""
        if self._who is None or self._who.presence_id != who.presence_id:
            self._card = None
        self._who = who
        self.retranslate()

    def show_card(self, card: PresenceCard) -> None:
        """Add what her card says; one that comes too late is dropped."""
        if self._who is None or card.presence_id != self._who.presence_id:
            return
        self._card = card
        self.retranslate()

    def clear(self) -> None:
        """Forget her."""
        self._who, self._card = None, None
        self.head.set("", "", [])
        self._noted = None
        empty_layout(self._notes)
        self.lines.give([])

    def retranslate(self) -> None:
        """Say everything anew."""
        say, who, card = self._desk.words.say, self._who, self._card
        say_in = self._desk.words.say_in
        self._acts_title.setText(say_in("side panel", "Choices"))
        self._acts_hint.setText(say("Alt and the letter"))
        self._today_title.setText(say("Today"))
        self._today_hint.setText(say("one tap, Ctrl Z takes it back"))
        self.more_meals.setText(say("Other meal …"))
        if who is None:
            return
        self._show_head(who, card)
        self.card_link.setVisible(who.person.kind is not PresenceKind.ANONYMOUS)
        self.buttons[GO_OUT.id].setVisible(not who.is_out)
        self.buttons[BACK.id].setVisible(who.is_out)
        has_bed = bool(card.bed_code if card else who.bed_code)
        bed = self.buttons[BED.id]
        bed.setText(say("Move") if has_bed else say("Give a place"))
        bed.set_icon_name("swap-horizontal" if has_bed else "bed-empty")
        self._show_notes(card)
        self._today.setVisible(not who.is_out)
        self._show_given(who.given)
        self._show_lines(who, card)

    def _show_notes(self, card: PresenceCard | None) -> None:
        """Show what must be known; made anew only when it reads differently: it has buttons."""
        known = card.know if card is not None else ()
        noted = (self._desk.words.language, self._who and self._who.presence_id, known)
        if noted == self._noted:
            return
        self._noted = noted
        empty_layout(self._notes)
        for one in known:
            self._notes.addWidget(note_for(self._desk, one))
            if one.kind == "checks":
                self._notes.addWidget(self._check_buttons(one))
            if one.kind == "message" and one.row_id is not None:
                self._notes.addWidget(self._given_button(one.row_id))

    def _check_buttons(self, known: KnowThis) -> QWidget:
        """Return what notes the check with one tap, and what opens all of them."""
        say, theme = self._desk.words.say, self._desk.theme
        seen = Button(theme, say("Seen, breathing normally"), icon="check", kind=Kind.PRIMARY)
        seen.clicked.connect(partial(self.check_seen.emit, known.at))
        other = Button(theme, say("Other …"))
        other.clicked.connect(self.checks_wanted)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(seen, 1)
        row.addWidget(other)
        return both

    def _given_button(self, message_id: int) -> Button:
        """Return the button that ticks a message off."""
        button = Button(self._desk.theme, icon="check", kind=Kind.QUIET)
        button.setText(self._desk.words.say("She has got the message"))
        button.setProperty("align", "left")
        button.clicked.connect(partial(self.message_given.emit, message_id))
        return button

    def _about_visit(self, card: PresenceCard | None) -> list[str]:
        """Return what is agreed for this visit, as facts under her name."""
        if card is None:
            return []
        words, facts = self._desk.words, []
        if card.expected_until is not None:
            now = self._desk.clock.now()
            until = words.texts.moment_then(card.expected_until, now)
            facts.append(words.say("is here until {until}", until=until))
        if card.children:
            facts.append(words.say_many("{count} child", "{count} children", card.children))
        if card.needs_help_out:
            facts.append(words.say("needs help to get out at a fire"))
        return facts

    def _show_head(self, who: Here, card: PresenceCard | None) -> None:
        words, texts, now = self._desk.words, self._desk.words.texts, self._desk.clock.now()
        since = who.since or (card.since if card else None)
        if who.out_since is not None:
            stands = words.say("out since {since}", since=texts.since(who.out_since, now))
        elif since is not None:
            stands = words.say("inside since {since}", since=texts.since(since, now))
        else:
            stands = ""
        floor = (card.floor if card else None) or who.floor
        worker = (card.key_worker if card else "") or who.key_worker
        facts = facts_about(words, since=stands, floor=floor, key_worker=worker)
        facts += self._about_visit(card)
        code = (card.bed_code if card else who.bed_code) or ""
        self.head.set(naming.name_of(words, who.person), code, facts)

    def _show_given(self, given: tuple[GivenToday, ...]) -> None:
        words, texts = self._desk.words, self._desk.words.texts
        had: dict[ProvisionKind, GivenToday] = {}
        for one in given:
            had[one.kind] = one
        hour = meal_of(self._desk)
        shown_meal = next((kind for kind in wording.MEALS if kind in had), hour)
        if hour in had or hour not in wording.MEALS:
            shown_meal = hour
        for kind, button in self.given_buttons.items():
            word = wording.provision_word(words, kind)
            last = had.get(kind)
            button.setText(word)
            button.set_kind(Kind.GIVEN if last else Kind.PLAIN)
            button.set_icon_name("check" if last else wording.PROVISION_ICONS[kind])
            at = texts.time(last.at) if last else ""
            button.set_detail(at)
            name = words.say("{what}, given at {at}", what=word, at=at) if last else word
            button.setAccessibleName(name)
            if kind in wording.MEALS:
                button.setVisible(kind is shown_meal)

    def _show_lines(self, who: Here, card: PresenceCard | None) -> None:
        words, texts, now = self._desk.words, self._desk.words.texts, self._desk.clock.now()
        rows = [(one.at, wording.provision_word(words, one.kind)) for one in who.given]
        for line in card.lines if card else ():
            said = log_words(texts, line.kind, line.params, bed=line.bed_code or "")
            rows.append((line.happened_at, said))
        rows.sort(key=lambda row: row[0], reverse=True)
        self.lines.give([(texts.since(at, now), said) for at, said in rows[:_MOST_LINES]])
        self._rule.setVisible(bool(rows))

    def _on_given(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.provision_wanted.emit(ProvisionKind(str(button.property("kind"))))

    def _on_more_meals(self) -> None:
        self.meals_wanted.emit(self.more_meals)
