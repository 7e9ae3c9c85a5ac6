"""About a visit: she comes later, what is agreed while she is here, what is handed out."""

from typing import Any

from shelter_desk.marking import mark
from shelter_desk.phrases import label_inside
from shelter_desk.services import holds, provisions, visits
from shelter_desk.services.beds import (
    BedKeptError,
    BedNotCleanError,
    BedOutOfServiceError,
    BedTakenError,
    SameRoomError,
)
from shelter_desk.services.collisions import HasBedAlreadyError
from shelter_desk.services.holds import HoldPastError, HoldTooLongError, NoFreeBedError
from shelter_desk.services.provisions import AmountError
from shelter_desk.services.standing import NotInsideError, UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.visits import (
    MOST_CHILDREN,
    NOTE_LIMIT,
    VisitFacts,
    VisitFarError,
    VisitPastError,
)
from shelter_desk.terms import ProvisionKind
from shelter_desk.ui.counter.free_places import free_bed_field
from shelter_desk.ui.counter.moments import as_typed
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import OneOf, Tick, each, said
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.forms.written import Number, ShortText, When
from shelter_desk.ui.widgets.moments import Toward

_HANDED_OUT = (
    ProvisionKind.NALOXONE,
    ProvisionKind.EQUIPMENT,
    ProvisionKind.PACKED_LUNCH,
    ProvisionKind.FOOD_BAG,
)


class ComesLaterForm(Form):
    """She comes later: a place is kept for her until then."""

    rule = mark("The place is free again by itself when the hour has passed.")
    saves = mark("Hold the place")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), required=True, known_only=True),
            UnknownGuestError,
            HasBedAlreadyError,
        )
        self.at = self.add(
            "at",
            When(desk, mark("Comes before"), toward=Toward.FUTURE, required=True),
            HoldPastError,
            HoldTooLongError,
        )
        self.bed = self.add(
            "bed",
            free_bed_field(
                desk,
                mark("Place"),
                help_line=mark("Leave it empty for the place that fits best"),
            ),
            NoFreeBedError,
            BedTakenError,
            BedKeptError,
            BedNotCleanError,
            BedOutOfServiceError,
            SameRoomError,
        )

    def save(self) -> None:
        """Keep a place for her."""
        who = self.who.value
        if who is None or self.at.value is None:
            return
        self.run(
            holds.comes_later,
            self._desk.words.say(
                "A place is held for {name} until {at}", name=self.who.shown_name, at=self.at.value
            ),
            guest_id=who.guest_id,
            at=self.at.value,
            bed_id=self.bed.value,
        )


class VisitForm(Form):
    """What is agreed for this visit (domain.md e2, check-in fields); all of it may be left out."""

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._facts: VisitFacts | None = None
        self.who = self.add(
            "who", Who(desk, mark("Who"), required=True, inside_only=True), NotInsideError
        )
        self.until = self.add(
            "until",
            When(desk, mark("Is here until"), toward=Toward.FUTURE),
            VisitPastError,
            VisitFarError,
        )
        self.wake = self.add("wake", When(desk, mark("Wake her"), toward=Toward.FUTURE))
        self.beside(self.until, self.wake)
        self.help_out = self.add("help_out", Tick(desk, mark("Needs help to get out at a fire")))
        self.brings = self.add(
            "children", Number(desk, mark("Children with her"), least=0, most=MOST_CHILDREN)
        )
        self.note = self.add(
            "note",
            ShortText(
                desk,
                mark("Note on the board"),
                limit=NOTE_LIMIT,
                help_line=mark("For example a dog in the yard. Nothing about her health"),
            ),
        )
        self.who.changed.connect(self._on_who)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with what stands now."""
        super().begin(about, **given)
        self._on_who()

    def _on_who(self) -> None:
        who = self.who.value
        known = self._facts.presence_id if self._facts is not None else None
        if who is None or who.presence_id is None or who.presence_id == known:
            return
        self._desk.tasks.run(
            visits.visit_facts,
            then=self._on_facts,
            failed=self.refused,
            latest="visit_facts",
            presence_id=who.presence_id,
        )

    def _on_facts(self, facts: VisitFacts) -> None:
        self._facts, now = facts, self._desk.clock.now()
        own = (self.until, self.wake, self.help_out, self.brings, self.note)
        if any(field.half() is not None for field in own):
            return  # what is half typed counts
        self.until.put(as_typed(facts.expected_until, now))
        self.wake.put(as_typed(facts.wake_at, now))
        self.help_out.put(facts.needs_help_out)
        self.brings.put(facts.children or "")
        self.note.put(facts.note)
        self.settle()

    def save(self) -> None:
        """Keep it."""
        who = self.who.value
        if who is None:
            return
        self.run(
            visits.change_visit,
            self._desk.words.say("Noted for this visit: {name}", name=self.who.shown_name),
            presence_id=who.presence_id,
            expected_until=self.until.value,
            wake_at=self.wake.value,
            needs_help_out=self.help_out.value,
            children=self.brings.value or 0,
            note=self.note.value,
        )


class HandoutForm(Form):
    """Naloxone, equipment and food handed out: how many, to whom if she wishes."""

    rule = mark("Handed out to everybody who asks, inside or at the door.")
    saves = mark("Note it")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.kind = self.add(
            "kind",
            OneOf(
                desk,
                mark("What"),
                each(_HANDED_OUT),
                start=ProvisionKind.NALOXONE,
                required=True,
            ),
        )
        self.amount = self.add(
            "amount",
            Number(desk, mark("How many"), least=1, most=provisions.MOST, required=True),
            AmountError,
        )
        self.first = self.add(
            "first",
            OneOf(
                desk,
                mark("First time or a refill?"),
                said((True, mark("First time")), (False, mark("Refill"))),
            ),
        )
        self.who = self.add(
            "who",
            Who(desk, mark("Who"), help_line=mark("Leave it empty: then nobody is named")),
            UnknownGuestError,
            NotInsideError,
        )
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)
        self.kind.changed.connect(self._on_kind)

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with one spray, and with whoever is chosen."""
        super().begin(about, **given)
        self.amount.put(1)
        self._on_kind()

    def _on_kind(self) -> None:
        self.first.setVisible(self.kind.value is ProvisionKind.NALOXONE)

    def save(self) -> None:
        """Count it."""
        kind: ProvisionKind = self.kind.value
        words, who = self._desk.words, self.who.value
        what = label_inside(words.texts, kind)
        sentence = words.say("Handed out: {count} × {what}", count=self.amount.value, what=what)
        values: dict[str, Any] = {
            "kind": kind,
            "amount": self.amount.value,
            "first_time": self.first.value if kind is ProvisionKind.NALOXONE else None,
            "at": self.at.value,
        }
        if who is not None and who.presence_id is not None:
            self.run(provisions.give, sentence, presence_id=who.presence_id, **values)
        else:
            guest_id = who.guest_id if who is not None else None
            self.run(provisions.give_at_door, sentence, guest_id=guest_id, **values)
