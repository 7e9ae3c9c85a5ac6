"""Check-in, beds and undo against a small model, on the encrypted file.

The model knows two facts a woman: is she inside (or out for a while), and which bed is hers.
Whatever order things come in, the program and the model agree, and nothing overlaps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shelter_desk.errors import RefusedError
from shelter_desk.services import arrivals, bed_map, beds, board, undo
from shelter_desk.services.calling import Caller, Done, House
from shelter_desk.terms import BedState, Role
from tests.engines import Engines, as_role, bed_id, clock_of, women
from tests.faults.checks import audit_is_whole, nothing_taken_twice

WOMEN = 4
CODES = ("A1", "A2", "A3")


@dataclass(frozen=True)
class Model:
    """What ought to be: who is inside, who is out, whose bed is which, what waits for a broom."""

    inside: frozenset[int] = frozenset()
    out: frozenset[int] = frozenset()
    bed_of: dict[int, str] = field(default_factory=dict)
    dirty: frozenset[str] = frozenset()

    def free(self, code: str) -> bool:
        return code not in self.bed_of.values() and code not in self.dirty


class Evening(RuleBasedStateMachine):
    """One evening at the desk; ``house`` is given by the test."""

    house: House

    @initialize()
    def open_up(self) -> None:
        self.me: Caller = as_role(self.house, Role.MILIEU)
        self.guests = women(self.house, WOMEN)
        self.bed_ids = {code: bed_id(self.house, code) for code in CODES}
        self.presence: dict[int, int] = {}
        self.stay: dict[int, int] = {}
        self.model = Model()
        self.history: list[tuple[Model, dict[int, int], dict[int, int]]] = []

    def _do(
        self, service: Callable[..., Done], *, allowed: bool, after: Model, **values: object
    ) -> Done | None:
        """Call a service; it must succeed exactly when the model says so."""
        clock_of(self.house).advance(seconds=20)
        before = (self.model, dict(self.presence), dict(self.stay))
        if not allowed:
            with pytest.raises(RefusedError):
                service(self.me.again(), **values)
            return None
        done = service(self.me.again(), **values)
        self.history.append(before)
        self.model = after
        return done

    @rule(n=st.integers(0, WOMEN - 1))
    def check_in(self, n: int) -> None:
        m = self.model
        done = self._do(
            arrivals.check_in,
            allowed=n not in m.inside | m.out,
            after=replace(m, inside=m.inside | {n}),
            guest_id=self.guests[n],
        )
        if done:
            self.presence[n] = done.row_id or 0

    @precondition(lambda self: self.presence)
    @rule(data=st.data(), keep=st.booleans())
    def check_out(self, data: st.DataObject, keep: bool) -> None:  # noqa: FBT001 - a rule's value
        n = data.draw(st.sampled_from(sorted(self.presence)))
        m = self.model
        here = n in m.inside | m.out
        left = {k: v for k, v in m.bed_of.items() if keep or k != n}
        dirty = m.dirty if keep or n not in m.bed_of else m.dirty | {m.bed_of[n]}
        self._do(
            arrivals.check_out,
            allowed=here,
            after=Model(m.inside - {n}, m.out - {n}, left, dirty),
            presence_id=self.presence[n],
            keep_bed=keep,
        )

    @precondition(lambda self: self.presence)
    @rule(data=st.data())
    def go_out_and_back(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.presence)))
        m = self.model
        if n in m.out:
            after = replace(m, inside=m.inside | {n}, out=m.out - {n})
            self._do(arrivals.come_back, allowed=True, after=after, presence_id=self.presence[n])
        else:
            after = replace(m, inside=m.inside - {n}, out=m.out | {n})
            self._do(
                arrivals.go_out,
                allowed=n in m.inside,
                after=after,
                presence_id=self.presence[n],
            )

    @precondition(lambda self: self.presence)
    @rule(data=st.data(), code=st.sampled_from(CODES))
    def give(self, data: st.DataObject, code: str) -> None:
        n = data.draw(st.sampled_from(sorted(self.presence)))
        m = self.model
        done = self._do(
            beds.give_bed,
            allowed=n in m.inside | m.out and n not in m.bed_of and m.free(code),
            after=replace(m, bed_of=m.bed_of | {n: code}),
            bed_id=self.bed_ids[code],
            presence_id=self.presence[n],
        )
        if done:
            self.stay[n] = done.row_id or 0

    @precondition(lambda self: self.stay)
    @rule(data=st.data(), code=st.sampled_from(CODES))
    def move(self, data: st.DataObject, code: str) -> None:
        n = data.draw(st.sampled_from(sorted(self.stay)))
        m = self.model
        dirty = m.dirty | {m.bed_of[n]} if n in m.bed_of else m.dirty
        done = self._do(
            beds.move_bed,
            allowed=n in m.bed_of and m.free(code),
            after=replace(m, bed_of=m.bed_of | {n: code}, dirty=dirty),
            stay_id=self.stay[n],
            bed_id=self.bed_ids[code],
        )
        if done:
            self.stay[n] = done.row_id or 0

    @precondition(lambda self: self.stay)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.stay)))
        m = self.model
        left = {k: v for k, v in m.bed_of.items() if k != n}
        dirty = m.dirty | {m.bed_of[n]} if n in m.bed_of else m.dirty
        after = replace(m, bed_of=left, dirty=dirty)
        self._do(beds.release_bed, allowed=n in m.bed_of, after=after, stay_id=self.stay[n])

    @rule(code=st.sampled_from(CODES))
    def clean(self, code: str) -> None:
        after = replace(self.model, dirty=self.model.dirty - {code})
        self._do(
            beds.bed_cleaned,
            allowed=code in self.model.dirty,
            after=after,
            bed_id=self.bed_ids[code],
        )

    @rule()
    def undo(self) -> None:
        clock_of(self.house).advance(seconds=1)
        try:
            undo.undo_last(self.me.again())
        except undo.NothingToUndoError:
            assert not self.history
        else:
            self.model, self.presence, self.stay = self.history.pop()

    @rule()
    def ten_minutes_pass(self) -> None:
        clock_of(self.house).advance(minutes=11)
        self.history.clear()

    @invariant()
    def board_and_map_agree_with_the_model(self) -> None:
        if not hasattr(self, "me"):
            return
        seen = board.board_snapshot(self.me)
        assert {row.person.guest_id for row in seen.inside} == self._ids(self.model.inside)
        assert {row.person.guest_id for row in seen.out} == self._ids(self.model.out)
        beds_seen = {
            bed.code: bed
            for floor in bed_map.map_snapshot(self.me).floors
            for room in floor.rooms
            for bed in room.beds
        }
        for code in CODES:
            bed = beds_seen[code]
            owner = next((n for n, c in self.model.bed_of.items() if c == code), None)
            if owner is None:
                free = BedState.CLEANING if code in self.model.dirty else BedState.FREE
                assert bed.state is free
            else:
                inside = owner in self.model.inside
                assert bed.state is (BedState.TAKEN_INSIDE if inside else BedState.TAKEN_OUT)
                assert bed.person is not None
                assert bed.person.guest_id == self.guests[owner]

    def _ids(self, numbers: frozenset[int]) -> set[int | None]:
        return {self.guests[n] for n in numbers}

    def teardown(self) -> None:
        nothing_taken_twice(self.house)
        audit_is_whole(self.house)


@pytest.fixture
def evening(engines: Engines) -> Iterator[type[Evening]]:
    places = []

    class Fresh(Evening):
        def __init__(self) -> None:
            place = engines.fresh("file", blank=False)
            places.append(place)
            self.house = place.open()
            super().__init__()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                self.house.store.close()

    yield Fresh
    for place in places:
        engines.drop(place)


def test_an_evening_in_any_order(evening: type[Evening], full: bool) -> None:  # noqa: FBT001 - a fixture
    run_state_machine_as_test(
        evening,
        settings=settings(
            max_examples=200 if full else 15,
            stateful_step_count=25,
            deadline=timedelta(seconds=20),
            suppress_health_check=list(HealthCheck),
        ),
    )
