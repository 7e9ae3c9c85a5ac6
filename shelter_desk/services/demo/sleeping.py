"""Who sleeps in the house, and for how long: so that nights come out as domain.md g has them.

Emergency places at about 78 %, nine of ten on Fridays and Saturdays, four to six full nights a
month; bedsits nearly always somebody's; crisis places at about 60 %.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from shelter_desk.incident_terms import InfectionRoute
from shelter_desk.models import Isolation, Outage
from shelter_desk.services.demo.cast import Away, Kept
from shelter_desk.services.demo.past import Past
from shelter_desk.terms import Destination, LogKind, ShiftName

EMERGENCY = ("A1", "A2", "A3", "A4", "A5", "A6")
"""The places of domain.md g for emergency overnights."""

_WEEKEND = frozenset({4, 5})
_TAKEN_WEEKEND = (6, 6, 6, 6, 6, 5, 5, 5, 5, 4)
_TAKEN = (6, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 3, 5, 5, 4, 5)
"""How many of the six are somebody's at night; one of a list is drawn."""

_NIGHTS = (
    (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (2, 2), (2, 2),
    (2, 2), (3, 3), (3, 3), (3, 3), (4, 4), (4, 5), (5, 6), (6, 8), (7, 9), (9, 12), (15, 21),
)  # fmt: skip
"""From how many nights to how many; one is drawn (median 2, mean about 3.6)."""

_LONGEST = 21
_LATE = 0.12
_LATE_TONIGHT = "Lerke"
"""Who came at half past one in the last night (domain.md g, scenario 14)."""

_BACK_TONIGHT = "Eva"
"""Who is away in the last afternoon and keeps her place."""

_WHERE_TO = (None, None, None, Destination.FRIENDS, Destination.UNKNOWN, Destination.STREET,
             Destination.OWN_HOME, Destination.TREATMENT, Destination.OTHER)  # fmt: skip


@dataclass(frozen=True)
class Sleepers:
    """Plans a day of those who sleep here. ``own`` are the women with a place of their own."""

    past: Past
    barred: int
    barred_from: date
    room: int
    """The room of F1, where somebody can be by herself."""

    def plan(self, day: date) -> set[int]:
        """Let a day's mornings and evenings come; return the women who are spoken for."""
        past = self.past
        wanted = self._wanted(day)
        for woman in past.nights_left:
            past.nights_left[woman] -= 1
        # Who needs the fewest nights more goes first where there would be too many.
        left = sorted(past.nights_left, key=past.nights_left.__getitem__, reverse=True)
        for n, woman in enumerate(left):
            if past.nights_left[woman] <= 0 or n >= wanted:
                past.nights_left[woman] = 0
                self._last_morning(day, woman)
            else:
                self._day_between(day, woman)
        staying = set(past.stays)
        for woman in staying - past.nights_left.keys() - {past.taken.get("F1")}:
            self._resident_day(day, woman)
        coming = self._tonight(day, staying, wanted)
        return staying | coming

    # -- mornings ----------------------------------------------------------------------------

    def _last_morning(self, day: date, woman: int) -> None:
        past, chance = self.past, self.past.chance
        to = chance.choice(_WHERE_TO)
        if chance.random() < 0.22 and day != past.today:  # noqa: PLR2004 - one in five stays on for the day
            past.at(past.clock(day, 9.3, shaken=0.3), lambda: past.release_place(woman))
            past.at(past.clock(day, 14, shaken=2.2), lambda: past.leave(woman, destination=to))
        else:
            past.at(past.clock(day, 9.5, shaken=1.4), lambda: past.leave(woman, destination=to))

    def _day_between(self, day: date, woman: int) -> None:
        past, chance = self.past, self.past.chance
        draw = chance.random()
        if draw < 0.7:  # noqa: PLR2004 - most go for the day
            past.at(past.clock(day, 9.6, shaken=1.3), lambda: past.leave(woman, keep=True))
            past.at(past.clock(day, 21, shaken=1.9), lambda: past.arrive(woman))
        elif draw < 0.9:  # noqa: PLR2004 - some go out for a while
            back = past.clock(day, 17, shaken=2)
            past.at(past.clock(day, 11, shaken=1.2), lambda: past.go_out(woman, back))

    def _resident_day(self, day: date, woman: int) -> None:
        past, chance = self.past, self.past.chance
        unseen = past.cast.women[woman].unseen_days
        if unseen:
            # She went out one day and has not been seen since; her place is still hers.
            if day == past.days_ago(unseen):
                past.at(past.clock(day, 14.1), lambda: past.leave(woman, keep=True))
            return
        if day == past.today:
            if past.cast.women[woman].called == _BACK_TONIGHT:
                past.at(past.clock(day, 12.7), lambda: past.leave(woman, keep=True))
            return
        if chance.random() < 0.06:  # noqa: PLR2004 - a night elsewhere now and then
            back = past.clock(day + timedelta(days=1), 10, shaken=1)
            past.at(past.clock(day, 17, shaken=1), lambda: past.go_out(woman, back))
        elif chance.random() < 0.4:  # noqa: PLR2004 - many go for the day and keep the place
            past.at(past.clock(day, 9.8, shaken=1.5), lambda: past.leave(woman, keep=True))
            past.at(past.clock(day, 20.7, shaken=1.9), lambda: past.arrive(woman))
        elif chance.random() < 0.6:  # noqa: PLR2004 - most are out for a while
            back = past.clock(day, 17, shaken=2.5)
            past.at(past.clock(day, 11, shaken=2), lambda: past.go_out(woman, back))

    # -- evenings ----------------------------------------------------------------------------

    def _wanted(self, day: date) -> int:
        """Return how many of the six places are to be somebody's tonight."""
        past = self.past
        if day == past.today:
            return 0
        if day == past.days_ago(1):
            return len(EMERGENCY) - 1  # one is left for who comes at half past one
        table = _TAKEN_WEEKEND if day.weekday() in _WEEKEND else _TAKEN
        return min(past.chance.choice(table), len(EMERGENCY) - len(past.away & set(EMERGENCY)))

    def _tonight(self, day: date, staying: Collection[int], wanted: int) -> set[int]:
        past = self.past
        if day == past.today:
            return set()
        here = sum(left > 0 for left in past.nights_left.values())
        coming: set[int] = set()
        if day == past.days_ago(1):
            coming.add(past.cast.number(_LATE_TONIGHT))
        while here + len(coming) < wanted:
            coming.add(self._drawn(day, {*staying, *coming}))
        for woman in coming - set(staying):
            self._comes(day, woman)
        return coming

    def _drawn(self, day: date, without: Collection[int]) -> int:
        past = self.past
        open_to = [
            n
            for n, woman in enumerate(past.cast.women)
            if woman.nights
            and not woman.resident
            and n not in without
            and not (n == self.barred and day >= self.barred_from)
            and past.known_from[n] <= day
            and not (woman.unseen_days and day > past.days_ago(woman.unseen_days + _LONGEST))
            and not (woman.called == _LATE_TONIGHT and day > past.days_ago(_LONGEST + 2))
        ]
        weights = [past.cast.women[n].nights for n in open_to]
        return past.chance.choices(open_to, weights)[0]

    def _comes(self, day: date, woman: int) -> None:
        past, chance = self.past, self.past.chance
        late = chance.random() < _LATE
        hour = chance.uniform(24.6, 26.9) if late else chance.choice((19.5, 21.3, 21.8, 22.2, 22.7))
        if day == past.days_ago(1) and past.cast.women[woman].called == _LATE_TONIGHT:
            late, hour = True, 25.5
        nights = chance.randint(*chance.choice(_NIGHTS))

        def give() -> None:
            free = past.free(EMERGENCY)
            if not free or woman in past.stays:
                return
            past.nights_left[woman] = nights
            code = self._best(woman, free)
            if woman in past.inside:
                past.give_place(woman, code)
            else:
                past.arrive(woman, code)

        if late or hour > 21:  # noqa: PLR2004 - places are given out from nine in the evening
            past.at(past.clock(day, hour, shaken=0 if hour == 25.5 else 0.4), give)  # noqa: PLR2004 - the scenario's minute
        else:
            past.at(past.clock(day, hour, shaken=0.5), lambda: past.arrive(woman))
            past.at(past.clock(day, 21.2, shaken=0.2), give)

    def _best(self, woman: int, free: list[str]) -> str:
        usual = {"Tone": "A1", "Lise": "A2", "Ingrid": "A3", "Mona": "A4"}
        wanted = usual.get(self.past.cast.women[woman].called)
        return wanted if wanted in free else self.past.chance.choice(free)

    # -- places of one's own, and places that cannot be used -----------------------------------

    def keep(self, kept: Kept) -> None:
        """Let a woman have a place of her own from a day on, and leave it again."""
        past, woman = self.past, self.past.cast.number(kept.woman)
        first = past.days_ago(kept.days_ago)
        if kept.nights is not None and first + timedelta(days=kept.nights) <= past.first_day:
            return
        hour = 14.34 if kept.nights is None and kept.days_ago == 1 else past.chance.uniform(12, 16)
        past.at(past.clock(first, hour), lambda: self._moves_in(woman, kept.code))
        if kept.nights is not None:
            last = first + timedelta(days=kept.nights)
            past.at(past.clock(last, 11, shaken=1), lambda: self._moves_out(woman))

    def _moves_in(self, woman: int, code: str) -> None:
        past = self.past
        if woman in past.stays:
            past.move(woman, code)
            past.nights_left.pop(woman, None)
        elif woman in past.inside:
            past.give_place(woman, code)
        else:
            past.arrive(woman, code)

    def _moves_out(self, woman: int) -> None:
        if woman in self.past.inside:
            self.past.leave(woman)
        else:
            self.past.release_place(woman)

    def need_own_room(self, kept: Kept) -> None:
        """Let a woman have F1 for some nights, because she must not catch or give anything."""
        past, woman = self.past, self.past.cast.number(kept.woman)
        if past.days_ago(kept.days_ago) <= past.first_day:
            return

        first = past.days_ago(kept.days_ago)
        last = past.clock(first + timedelta(days=kept.nights or 1), 11, shaken=0.5)

        def begin() -> None:
            self._moves_in(woman, kept.code)
            actor, bed = past.someone(), past.beds[kept.code]
            review = last.replace(minute=0, second=0)
            row = past.ledger.add(
                Isolation,
                guest_id=past.guests[woman],
                bed_id=bed,
                room_id=self.room,
                route=InfectionRoute.DROPLET,
                confirmed=False,
                own_toilet=True,
                meals_on_tray=True,
                starts_at=past.now,
                review_at=review,
                ends_at=None,
                by_staff=actor.staff_id,
            )
            past.ledger.line(
                past.now,
                actor,
                LogKind.INFECTION,
                about=past.about(woman),
                happened_at=past.now,
                bed_id=bed,
                route=InfectionRoute.DROPLET.value,
                tray=True,
                review=review.isoformat(),
            )
            past.at(last, lambda: end(row))

        def end(row: dict[str, object]) -> None:
            row["ends_at"] = past.now
            past.ledger.line(
                past.now,
                past.someone(),
                LogKind.INFECTION,
                about=past.about(woman),
                happened_at=past.now,
                bed_id=past.beds[kept.code],
                ended=True,
            )
            self._moves_out(woman)

        past.at(past.clock(first, 15, shaken=0.5), begin)

    def put_out(self, away: Away) -> None:
        """Take a place out of service for some days."""
        past = self.past
        first = past.days_ago(away.days_ago)
        if first <= past.first_day:
            return
        back = past.clock(first + timedelta(days=away.days), 10).replace(second=0)

        def begin() -> None:
            if away.code in past.taken:
                return
            row = past.ledger.add(
                Outage,
                bed_id=past.beds[away.code],
                reason=away.reason,
                note=away.note,
                starts_at=past.now,
                expected_until=back,
                ends_at=None,
            )
            past.away.add(away.code)
            past.ledger.line(
                past.now,
                past.someone(),
                LogKind.OUT_OF_SERVICE,
                bed_id=row["bed_id"],
                reason=away.reason.value,
                until=back.isoformat(),
            )
            past.at(back, lambda: end(row))

        def end(row: dict[str, object]) -> None:
            row["ends_at"] = past.now
            past.away.discard(away.code)
            past.ledger.line(
                past.now, past.someone(), LogKind.BACK_IN_SERVICE, bed_id=past.beds[away.code]
            )

        past.at(past.clock(first, 12, shaken=0.5), begin)


def turns_on(past: Past, day: date) -> None:
    """Put those on duty who work on ``day``."""
    cast, chance, turns = past.cast, past.chance, past.cast.turns
    shifts: dict[ShiftName, list[str]] = {name: list(cast.shifts[name]) for name in ShiftName}
    if day != past.today:
        week = day.isocalendar().week % 2
        milieu = list(turns.milieu)
        chance.shuffle(milieu)
        by_day = [turns.leads[week], *milieu[:2]]
        weekday = day.weekday() not in {5, 6}
        shifts[ShiftName.DAY] = by_day + ([turns.nurse, turns.manager] if weekday else [milieu[4]])
        shifts[ShiftName.EVENING] = [turns.leads[1 - week], *milieu[2:4]]
        shifts[ShiftName.NIGHT] = chance.sample(turns.night, 2)
        if day == past.days_ago(1):
            shifts[ShiftName.NIGHT] = list(cast.shifts[ShiftName.NIGHT])
    for name, logins in shifts.items():
        past.on_duty(name, day, logins, cast.on_call[0])
