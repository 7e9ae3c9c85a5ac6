"""The day visitors: who looks in, when, and what everybody is given (domain.md g, volumes)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from shelter_desk.services.demo.past import Past
from shelter_desk.terms import Destination, ProvisionKind

_SUNDAY, _THURSDAY = 6, 3
_VISITS = {_SUNDAY: (10, 14), _THURSDAY: (26, 30)}
_USUAL_VISITS = (14, 24)
_NAMELESS = {_SUNDAY: (3, 5), _THURSDAY: (7, 9)}
_USUAL_NAMELESS = (5, 7)
_HOURS = {9: 20, 10: 16, 11: 9, 12: 14, 13: 8, 14: 5, 15: 5, 16: 6, 17: 4, 18: 4, 19: 3}
_THURSDAY_HOURS = _HOURS | {16: 30}
_AGAIN, _LAST_ARRIVAL = 0.6, 22.3
_WHILE_HERE = (
    (ProvisionKind.SHOWER, 0.25),
    (ProvisionKind.CLOTHES, 0.12),
    (ProvisionKind.LAUNDRY, 0.14),
    (ProvisionKind.EQUIPMENT, 0.2),
    (ProvisionKind.TALK, 0.16),
    (ProvisionKind.SUPPORT_CONTACT, 0.08),
    (ProvisionKind.PACKED_LUNCH, 0.25),
)
_AT_DOOR = (
    (ProvisionKind.PACKED_LUNCH, 4),
    (ProvisionKind.EQUIPMENT, 2),
    (ProvisionKind.FOOD_BAG, 1),
)
_MEALS = (
    (9.8, ProvisionKind.BREAKFAST, 0.55),
    (10.3, ProvisionKind.BREAKFAST, 0.3),
    (12.7, ProvisionKind.LUNCH, 0.75),
    (20.1, ProvisionKind.SUPPER, 0.6),
)
_NALOXONE_A_DAY = 25 / 30
_WANTED_BEFORE = 8
"""On how many of the last days those with a key worker look in who were not seen for long."""
_WEEKDAYS = 4

_LAST_DAY = ("Jorunn", "Ragnhild", "Blåmeis-Ŋurra under den rødlønna", "Vigdis", "Marit", "Oddny")


@dataclass(frozen=True)
class Visitors:
    """Plans a day of those who look in, and the meals."""

    past: Past

    def plan(self, day: date, spoken_for: Collection[int]) -> None:
        """Let a day's visitors come; those in ``spoken_for`` sleep here or come to."""
        past, chance = self.past, self.past.chance
        weekday = day.weekday()
        nameless = chance.randint(*_NAMELESS.get(weekday, _USUAL_NAMELESS))
        wanted = chance.randint(*_VISITS.get(weekday, _USUAL_VISITS))
        many = max(
            2, wanted - nameless - round(len(spoken_for) * (1.1 if weekday == _SUNDAY else 0.85))
        )
        table = _THURSDAY_HOURS if weekday == _THURSDAY else _HOURS
        for woman in self._drawn(day, many, spoken_for):
            hour = chance.choices(list(table), list(table.values()))[0]
            self._visit(day, woman, hour + chance.random())
        for _ in range(2 if day == past.today else nameless):
            last = 3.5 if day == past.today else 13
            when = past.clock(day, 9 + chance.random() * last)
            leaves = when + timedelta(minutes=chance.randrange(8, 90))
            past.at(when, partial(past.nameless_visit, leaves))
        self._meals(day)
        self._at_door(day)

    def _drawn(self, day: date, many: int, spoken_for: Collection[int]) -> list[int]:
        past = self.past
        women = past.cast.women
        if day == past.today:
            return [past.cast.number(called) for called in _LAST_DAY]
        known = [
            n
            for n, woman in enumerate(women)
            if n not in spoken_for
            and not woman.resident.startswith("K")
            and past.known_from[n] <= day
            and not self._absent(n, day)
        ]
        left = (past.today - day).days
        missed = [n for n in known if women[n].key_worker and self._unseen(n, day) > _WEEKDAYS]
        drawn = missed if left < _WANTED_BEFORE else []
        # The last time somebody looked in whom nobody has seen since.
        drawn += [n for n in known if women[n].unseen_days == left and n not in drawn]
        rest = [n for n in known if n not in drawn]
        while rest and len(drawn) < many:
            weights = [(1 + self._unseen(n, day)) * (2 if women[n].key_worker else 1) for n in rest]
            one = past.chance.choices(rest, weights)[0]
            rest.remove(one)
            drawn.append(one)
        return drawn

    def _unseen(self, woman: int, day: date) -> int:
        seen = self.past.last_seen.get(woman)
        return 14 if seen is None else (day - seen).days

    def _absent(self, woman: int, day: date) -> bool:
        days = self.past.cast.women[woman].unseen_days
        return bool(days) and (self.past.today - day).days < days

    def _visit(self, day: date, woman: int, hour: float) -> None:
        past, chance = self.past, self.past.chance
        stays = chance.uniform(0.5, 3.6)
        if day == past.today:
            hour = chance.uniform(9.2, 11.8)
            stays = chance.uniform(12.8, 12.95) - hour
        last_time = past.cast.women[woman].unseen_days == (past.today - day).days
        if last_time:
            hour = min(hour, 14.5)
        self._between(day, woman, hour, hour + stays)
        if day == past.today or last_time:
            return
        again = hour + stays + chance.uniform(1, 7)
        while chance.random() < _AGAIN and again < _LAST_ARRIVAL:
            stays = chance.uniform(0.3, 2)
            self._between(day, woman, again, min(again + stays, 23.4))
            again += stays + chance.uniform(1, 7)

    def _between(self, day: date, woman: int, first: float, last: float) -> None:
        past, chance = self.past, self.past.chance

        def leave() -> None:
            if woman not in past.stays:
                past.leave(woman, destination=chance.choice((None, None, Destination.UNKNOWN)))

        past.at(past.clock(day, first), lambda: past.arrive(woman))
        past.at(past.clock(day, last), leave)
        for kind, often in _WHILE_HERE:
            if chance.random() < often:
                when = past.clock(day, chance.uniform(first, last))
                past.at(when, partial(past.give, woman, kind))

    def _meals(self, day: date) -> None:
        past = self.past
        meals = list(_MEALS)
        if day.weekday() == _THURSDAY:
            meals.append((16.8, ProvisionKind.THURSDAY_DINNER, 0.9))
        for hour, kind, often in meals:
            past.at(past.clock(day, hour, shaken=0.1), partial(self._serve, kind, often))

    def _serve(self, kind: ProvisionKind, often: float) -> None:
        past = self.past
        for woman in list(past.inside):
            if past.chance.random() < often:
                past.give(woman, kind)

    def _at_door(self, day: date) -> None:
        past, chance = self.past, self.past.chance
        for kind, most in _AT_DOOR:
            for _ in range(chance.randint(0, most)):
                when = past.clock(day, chance.uniform(9, 21.5))
                past.at(when, partial(past.give_at_door, kind))
        handed = int(chance.random() < _NALOXONE_A_DAY * 0.8) + int(
            chance.random() < _NALOXONE_A_DAY * 0.2
        )
        for _ in range(handed):
            first = chance.random() < 0.3  # noqa: PLR2004 - the rest is a refill
            past.at(past.clock(day, chance.uniform(9.5, 21)), partial(self._naloxone, first=first))

    def _naloxone(self, *, first: bool) -> None:
        past = self.past
        here = [woman for woman in past.inside if woman not in past.spells]
        if here and past.chance.random() < 0.5:  # noqa: PLR2004 - half of it at the door
            past.give(past.chance.choice(here), ProvisionKind.NALOXONE, first_time=first)
        else:
            past.give_at_door(ProvisionKind.NALOXONE, first_time=first)
