"""Somebody is being placed: who, what the beds answer, and how it ends."""

from PySide6.QtCore import QObject, Qt, Signal

from shelter_desk.errors import DeskError
from shelter_desk.services.snapshots import BedAnswer, MapSnapshot, Person, Verdict
from shelter_desk.ui import naming
from shelter_desk.ui.bed_map import wording
from shelter_desk.ui.bed_map.acts import MapActs
from shelter_desk.ui.bed_map.calls import MapCalls
from shelter_desk.ui.bed_map.model import BedModel, Place, Placing
from shelter_desk.ui.bed_map.pages import Placement
from shelter_desk.ui.bed_map.view import MapView
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme import Status
from shelter_desk.ui.widgets.announce import announce

_FOCUS = Qt.FocusReason.OtherFocusReason


class Placer(QObject):
    """Holds the placement from the first key or drag to the act or Esc.

    ``began(title, act)`` says what is going on and what Enter does, ``ended`` that it is over;
    ``changed`` asks to show anew what the panel says; ``refused(error)`` is a question the beds
    could not answer.
    """

    began = Signal(str, str)
    changed = Signal()
    ended = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, calls: MapCalls, acts: MapActs, view: MapView) -> None:
        super().__init__(view)
        self._desk = desk
        self._calls = calls
        self._acts = acts
        self._view = view
        self._model: BedModel = view.beds
        self.placement: Placement | None = None
        self.is_acting = False
        """Whether an act has been asked for and not been answered."""
        self._refused_on: int | None = None
        view.escaped.connect(self.cancel)
        view.drag_started.connect(self._on_drag_started)
        view.dropped.connect(self._on_dropped)

    def _place(self) -> Place | None:
        return self._model.place(self._view.bed)

    @property
    def has_places(self) -> bool:
        """Whether there is any bed at all."""
        return self._model.rowCount() > 0

    # -- beginning -------------------------------------------------------------------------

    def begin_giving(self, person: Person) -> None:
        """Let the beds answer somebody who has none."""
        self._begin(Placement(person, person.presence_id))

    def begin_moving(self, *, dragged: bool = False) -> None:
        """Let the beds answer whoever has the bed that is chosen."""
        place = self._place()
        bed = place.bed if place is not None else None
        if bed is not None and bed.person is not None:
            self._begin(
                Placement(bed.person, bed.presence_id, bed.stay_id, from_bed=bed, dragged=dragged)
            )

    def _begin(self, placing: Placement) -> None:
        self.placement = placing
        self._view.takes_escape = True
        words = self._desk.words
        name = wording.said_name(words, placing.person)
        if placing.from_bed is not None:
            code = wording.short(placing.from_code)
            title = words.say("Moving {who} from {code}.", who=name, code=code)
            act = words.say_in("key hint", "move")
        else:
            title = words.say("{who} is to have a place.", who=name)
            act = words.say_in("key hint", "give")
        self._model.set_placing(Placing(placing.from_id, {}))
        self.began.emit(title, act)
        if not placing.dragged:
            self._view.setFocus(_FOCUS)
        announce(self._view, title)
        self._desk.actions.refresh()
        self.changed.emit()
        self._ask_answers()

    def _ask_answers(self) -> None:
        placing = self.placement
        if placing is None:
            return
        values: dict[str, object] = {}
        if placing.presence_id is not None:
            values["presence_id"] = placing.presence_id
        elif placing.person.guest_id is not None:
            values["guest_id"] = placing.person.guest_id
        self._desk.tasks.run(
            self._calls.answers,
            then=self._on_answers,
            failed=self._on_no_answers,
            latest="map_answers",
            **values,
        )

    def _on_no_answers(self, error: DeskError) -> None:
        self.end()
        self.refused.emit(error)

    def _on_answers(self, answers: tuple[BedAnswer, ...]) -> None:
        placing = self.placement
        if placing is None:
            return
        first = placing.answers is None
        placing.answers = {answer.bed_id: answer for answer in answers}
        self._model.set_placing(Placing(placing.from_id, placing.answers))
        if placing.dropped:
            self.go()
            return
        if first and not placing.dragged:
            self._go_to_best(placing.answers)
        self.changed.emit()

    def _go_to_best(self, answers: dict[int, BedAnswer]) -> None:
        """Stand on a bed that says yes, so that Enter is all that is left to do."""
        here = self._view.bed
        now = answers.get(here) if here is not None else None
        if now is None or now.verdict not in {Verdict.YES, Verdict.BEST}:
            best = [a.bed_id for a in answers.values() if a.verdict is Verdict.BEST]
            best += [a.bed_id for a in answers.values() if a.verdict is Verdict.YES]
            best += [a.bed_id for a in answers.values() if a.verdict is Verdict.WARNING]
            if best:
                self._view.go_to(best[0])
        place = self._place()
        if place is not None:
            announce(self._view, self._model.sentence(place))

    def go(self) -> None:
        """Do it, on the bed that is chosen; or say why not."""
        placing, place = self.placement, self._place()
        if placing is None or place is None or self.is_acting:
            return
        if placing.from_id == place.bed.bed_id:
            self.cancel()
            return
        answer = self._model.answer(place.bed.bed_id)
        if answer is None:
            return
        # Somebody else was given the bed a moment ago: a second Enter must not move her too.
        lost = answer.verdict is Verdict.SWAP and place.bed.bed_id == self._refused_on
        self._refused_on = None
        if answer.verdict is Verdict.NO or lost:
            self._say_no(place, answer)
            return
        self.is_acting = True
        if answer.verdict is Verdict.SWAP and placing.stay_id is not None:
            self._acts.swap(placing.person, placing.stay_id, placing.from_code, place.bed)
        elif placing.stay_id is not None:
            self._acts.move(placing.person, placing.stay_id, placing.from_code, place.bed)
        elif placing.presence_id is not None:
            self._acts.give(placing.person, placing.presence_id, place.bed)

    def was_refused(self) -> None:
        """Hear that the act was refused; whoever is being placed still is."""
        self.is_acting = False
        self._refused_on = self._view.bed if self.placement is not None else None

    def _say_no(self, place: Place, answer: BedAnswer) -> None:
        words = self._desk.words
        why = ", ".join(wording.why_words(words, answer.reasons))
        code = wording.short(naming.plain(place.bed.code))
        text = words.say("{code} says no: {why}.", code=code, why=why)
        self._desk.notices.tell(Status.WATCH, text)
        announce(self._view, text)
        self.changed.emit()

    def cancel(self) -> None:
        """Leave everything as it was."""
        placing = self.placement
        self.end()
        if placing is not None:
            if placing.from_id is not None:
                self._view.go_to(placing.from_id)
            announce(self._view, self._desk.words.say("Cancelled. Nothing was changed."))
        self._view.setFocus(_FOCUS)

    def end(self) -> None:
        """Forget who was being placed."""
        self.placement = None
        self._view.takes_escape = False
        self._view.stop_drag()
        self._desk.tasks.forget("map_answers")
        self._model.set_placing(None)
        self._desk.actions.refresh()
        self.ended.emit()

    # -- drag --------------------------------------------------------------------------------

    def _on_drag_started(self, bed_id: int) -> None:
        if self._desk.curtain.down or self.is_acting or not self._can_drag(bed_id):
            return
        self._view.go_to(bed_id)
        place = self._place()
        if place is None or place.bed.person is None:
            return
        words = self._desk.words
        code = wording.short(naming.plain(place.bed.code))
        self._view.ghost = (
            naming.name_of(words, place.bed.person), words.say("from {code}", code=code)
        )  # fmt: skip
        self._view.begin_drag()
        self.begin_moving(dragged=True)

    def _can_drag(self, bed_id: int) -> bool:
        place = self._model.place(bed_id) if self.placement is None else None
        return place is not None and place.bed.stay_id is not None

    def _on_dropped(self, bed_id: int | None) -> None:
        placing = self.placement
        if placing is None:
            return
        if bed_id is None or bed_id == placing.from_id:
            self.cancel()
            return
        self._view.go_to(bed_id)
        if placing.answers is None:
            placing.dropped = True
            return
        answer = placing.answers.get(bed_id)
        place = self._model.place(bed_id)
        if answer is not None and place is not None and answer.verdict is Verdict.NO:
            self.cancel()
            self._say_no(place, answer)
            return
        self.go()

    # -- what changed meanwhile --------------------------------------------------------------

    def check(self, snapshot: MapSnapshot) -> None:
        """End a move that somebody else has made impossible; else ask the beds again."""
        placing = self.placement
        if placing is None or self.is_acting:
            return
        place = self._model.place(placing.from_id)
        gone = placing.stay_id is not None and (
            place is None or place.bed.stay_id != placing.stay_id
        )
        placed = placing.stay_id is None and placing.presence_id not in {
            person.presence_id for person in snapshot.without_bed
        }
        if gone or placed:
            name = wording.said_name(self._desk.words, placing.person)
            self.end()
            text = self._desk.words.say("{who} is no longer where she was. Look again.", who=name)
            self._desk.notices.tell(Status.WATCH, text)
            return
        self._ask_answers()
