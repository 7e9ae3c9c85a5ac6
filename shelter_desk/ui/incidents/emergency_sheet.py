"""«Ring 113»: what to say, big on screen, with the clock running (screens.md, Vaktlogg)."""

from typing import Any

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from shelter_desk.errors import DeskError
from shelter_desk.incident_terms import Breathing
from shelter_desk.phrases import label, label_inside
from shelter_desk.services import emergency
from shelter_desk.services.emergency import EmergencyCard
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import NOTHING, Chosen
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.theme.theme import SEMIBOLD
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.widgets.rule import Rule

_LETTERS = ("I", "S", "B", "A", "R")
_SECOND = 1000


class EmergencySheet(Sheet):
    """Address, door, her place, five lines to say, and how long the call has lasted.

    While the curtain is down it names nobody. Nothing on it waits for the database: the number
    and the lines stand there at once, and fill up when the answer comes.
    """

    stays = True

    def __init__(self, desk: Desk) -> None:
        self._card = EmergencyCard("", "", "")
        self._about = NOTHING
        self._failed = False
        self._since = QElapsedTimer()
        self._since.start()
        super().__init__(desk)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        desk.curtain.changed.connect(self._on_curtain)

    def build(self) -> None:
        """Make the labels."""
        theme = self._desk.theme
        head = QHBoxLayout()
        self.number = Label(theme, size=44, weight=SEMIBOLD, colour="status:urgent")
        self.clock = Label(theme, "00:00", size=44, weight=SEMIBOLD, tabular=True)
        head.addWidget(self.number)
        head.addStretch(1)
        head.addWidget(self.clock)
        self.body.addLayout(head)
        where = QVBoxLayout()
        where.setSpacing(theme.px(2))
        self.address = Label(theme, size=30, weight=SEMIBOLD, wrap=True)
        self.door = Label(theme, size=22, wrap=True)
        self.place = Label(theme, size=22, wrap=True)
        for one in (self.address, self.door, self.place):
            where.addWidget(one)
        self.body.addLayout(where)
        self.body.addWidget(Rule(theme))
        lines = QGridLayout()
        lines.setHorizontalSpacing(theme.px(14))
        lines.setVerticalSpacing(theme.px(8))
        lines.setColumnStretch(1, 1)
        self.lines: dict[str, Label] = {}
        top = Qt.AlignmentFlag.AlignTop
        for row, letter in enumerate(_LETTERS):
            lines.addWidget(Label(theme, letter, size=18, weight=SEMIBOLD), row, 0, top)
            self.lines[letter] = Label(theme, size=18, wrap=True)
            lines.addWidget(self.lines[letter], row, 1, top)
        self.body.addLayout(lines)
        self.overdose = Button(theme, icon="alert-octagon", height=38)
        self.overdose.clicked.connect(self._on_overdose)
        self.buttons.insertWidget(0, self.overdose)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Ask what is known, and note that it was asked."""
        super().begin(about, **given)
        self._about = about
        # Who goes to a form and comes back is still in the same call.
        self._since = given.get("since", self._since)
        if self.opening is not None:
            self.opening.given["since"] = self._since
        self._tick()
        guest, presence, tasks = about.guest_id, about.presence_id, self._desk.tasks
        tasks.run(
            emergency.emergency_card,
            then=self._on_card,
            failed=self._on_failed,
            guest_id=guest,
            presence_id=presence,
        )
        tasks.run(
            emergency.note_emergency,
            failed=self._on_not_noted,
            guest_id=guest,
            presence_id=presence,
        )

    def _on_card(self, card: EmergencyCard) -> None:
        self._card = card
        self._say()

    def _on_failed(self, error: DeskError) -> None:
        del error
        # What is said to 113 does not need the database.
        self._failed = True
        self._say()

    def _on_not_noted(self, error: DeskError) -> None:
        del error

    def _on_curtain(self, down: bool) -> None:
        del down
        self._say()

    def _tick(self) -> None:
        seconds = self._since.elapsed() // _SECOND
        self.clock.setText(f"{seconds // 60:02}:{seconds % 60:02}")

    def _on_overdose(self) -> None:
        self._desk.forms.open("overdose", self._about)

    # -- words ---------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        # The number is the heading: room for what is to be said.
        self.title.hide()
        self.number.setText(self.title.text())
        self.overdose.setText(say("Report an overdose"))
        self.overdose.updateGeometry()
        self.clock.setAccessibleName(say("Since this was opened"))
        self._say()

    def _say(self) -> None:
        card, say = self._card, self._desk.words.say
        missing = say("The address is not filled in under Set-up. Say street, number and town.")
        self.address.setText(naming.plain(card.address) or missing)
        self.door.setText(
            say("Door: {door}", door=naming.plain(card.door))
            if card.door
            else say("Say which door, and send somebody out to meet them.")
        )
        self.place.setText(self._place())
        said = {
            "I": self._who_calls(),
            "S": self._situation(),
            "B": self._background(),
            "A": self._now(),
            "R": say(
                "What shall we do until you are here? Stay on the line. Somebody meets you outside."
            ),
        }
        for letter, words in said.items():
            self.lines[letter].setText(words)
            self.lines[letter].setAccessibleName(f"{letter}: {words}")
        self.grown.emit()

    def _place(self) -> str:
        card, say = self._card, self._desk.words.say
        parts = [card.bed_code, naming.plain(card.room), naming.plain(card.floor)]
        bed = " · ".join(part for part in parts if part)
        shown = [say("Reported at: {place}", place=naming.plain(card.place))] if card.place else []
        shown += [say("Her place: {place}", place=bed)] if bed else []
        return "\n".join(shown) or say("Say where in the house.")

    def _who_calls(self) -> str:
        say = self._desk.words.say
        if not self._card.caller:
            return say("Say your name and from where you call back.")
        return say(
            "My name is {name}. I work here. Say the number they can call back.",
            name=self._card.caller,
        )

    def _situation(self) -> str:
        card, words = self._card, self._desk.words
        who = self._her()
        if card.incident is not None and card.incident_at is not None:
            what = label_inside(words.texts, card.incident)
            return words.say("{who}: {what} at {at}.", who=who, what=what, at=card.incident_at)
        return words.say("{who}. Say what you see: is she awake, is she breathing?", who=who)

    def _her(self) -> str:
        card, say = self._card, self._desk.words.say
        hidden = self._desk.curtain.down
        parts = [say("A woman")]
        if card.age is not None:
            parts.append(say("about {age} years old", age=card.age))
        if card.person is not None and card.person.alias and not hidden:
            parts.append(say("called {name}", name=naming.plain(card.person.alias)))
        return ", ".join(parts)

    def _background(self) -> str:
        card, words = self._card, self._desk.words
        parts = []
        if card.doses:
            times = ", ".join(words.texts.time(at) for at in card.doses)
            parts.append(words.say("Naloxone given at {times}.", times=times))
        if card.remark and not self._desk.curtain.down:
            parts.append(words.say("Known: {remark}.", remark=naming.plain(card.remark)))
        parts.append(words.say("Say what has happened before, and what she may have taken."))
        return " ".join(parts)

    def _now(self) -> str:
        card, words = self._card, self._desk.words
        parts = []
        if card.last_check is not None and card.last_check_at is not None:
            found = label_inside(words.texts, card.last_check)
            parts.append(words.say("Last check {at}: {found}.", at=card.last_check_at, found=found))
        if card.breathing:
            breathing = label(words.texts, Breathing(card.breathing)).lower()
            parts.append(words.say("Breathing when found: {how}.", how=breathing))
        parts.append(words.say("Say how she is now: awake, breathing, colour, pain."))
        return " ".join(parts)
