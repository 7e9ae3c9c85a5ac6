"""What is written day by day: lines, what happens now and then, tasks, watch lines, sheets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from shelter_desk.clock import from_local, local_date
from shelter_desk.models import Check, HandoverPrint, Round, Task, TurnAway, WatchLine
from shelter_desk.services.demo.cast import Happening, Words
from shelter_desk.services.demo.happened import keep_incident
from shelter_desk.services.demo.past import Past
from shelter_desk.services.demo.sleeping import EMERGENCY
from shelter_desk.services.handover_turn import Turn
from shelter_desk.services.shifts import NEXT_SHIFT, ShiftSpan
from shelter_desk.settings import SHRED_AFTER_MINUTES
from shelter_desk.terms import (
    BedElsewhere,
    CheckResult,
    Level,
    LogKind,
    ShiftName,
    TaskKind,
    TurnAwayReason,
    Visibility,
)

MONTH = 30
_TURNED_AWAY = (4, 5, 4)
"""How many got no place in each month, the oldest first."""

_WHY = (TurnAwayReason.FULL,) * 12 + (TurnAwayReason.CHANGED_HER_MIND,) * 3 + (
    TurnAwayReason.INFECTION, TurnAwayReason.INFECTION, TurnAwayReason.BARRED,
    TurnAwayReason.NOT_TARGET_GROUP, TurnAwayReason.OTHER,
)  # fmt: skip
_REFERRED = ("Legevakta", "Krisesenteret", "Overnatting i nabokommunen", "")
_ROUND_MINUTES = 12
_HANDED_OVER = {ShiftName.DAY: 15.0, ShiftName.EVENING: 21.85, ShiftName.NIGHT: 7.6}
"""When each shift prints its sheet, about, by the clock on the wall."""

_SHRED_AFTER = timedelta(minutes=SHRED_AFTER_MINUTES.default)


@dataclass(frozen=True)
class Writers:
    """Plans what is written on a day."""

    past: Past

    def plan(self, day: date) -> None:
        """Let the lines, tasks, rounds and sheets of a day come."""
        for words in self.past.cast.lines:
            for _ in range(self._how_many(words.often)):
                self.past.at(self._hour_for(day, words), partial(self._write, words))
        self._tasks(day)
        self._watch(day)
        self._rounds(day)
        for name in ShiftName:
            self._sheet(day, name)

    # -- lines -------------------------------------------------------------------------------

    def _how_many(self, often: int) -> int:
        """Return how many of a hundred days' ``often`` fall on one day."""
        many, part = divmod(often, 100)
        many += self.past.chance.randrange(100) < part
        return max(0, many + self.past.chance.choice((-1, 0, 0, 1)) * (many > 1))

    def _hour_for(self, day: date, words: Words) -> datetime:
        chance = self.past.chance
        hours = (10, 13.5) if words.health else (8.2, 22.8)
        if words.kind is LogKind.NOTE and chance.random() < 0.2:  # noqa: PLR2004 - the night writes too
            hours = (24.5, 29.5)
        return self.past.clock(day, chance.uniform(*hours))

    def _write(self, words: Words) -> None:
        past = self.past
        woman = self._somebody() if words.about else None
        if words.about and woman is None:
            return
        health = words.health and past.chance.random() < 0.4  # noqa: PLR2004 - the rest says nothing of health
        past.ledger.line(
            past.now,
            past.someone(),
            words.kind,
            about=[] if woman is None else past.about(woman),
            happened_at=past.now.replace(second=0),
            visibility=Visibility.HEALTH if health else Visibility.ALL,
            body=past.chance.choice(words.words),
        )

    def _somebody(self) -> int | None:
        """Return somebody who is here, and not on a shielded place."""
        here = [
            woman
            for woman in self.past.inside
            if not self.past.cast.women[woman].resident.startswith("K")
        ]
        return self.past.chance.choice(here) if here else None

    # -- now and then ------------------------------------------------------------------------

    def happen(self, happening: Happening, first: date) -> None:
        """Let something happen as often as the cast says, from ``first`` on."""
        past = self.past
        for month, many in enumerate(happening.month):
            for _ in range(many):
                day = first + timedelta(days=MONTH * month + past.chance.randrange(1, MONTH))
                if past.first_day < day < past.today:
                    hour = past.chance.choice((11, 13, 16, 18, 20, 22, 23.5, 25))
                    past.at(past.clock(day, hour, shaken=1), partial(self._happens, happening))

    def _happens(self, happening: Happening) -> None:
        past = self.past
        woman = self._somebody() if happening.about else None
        happened_at = past.now.replace(second=0) - timedelta(minutes=past.chance.randrange(25))
        reported = keep_incident(past, happening.kind, woman, happened_at)
        entry = past.ledger.line(
            past.now,
            past.someone(),
            happening.kind,
            about=[] if woman is None else past.about(woman),
            happened_at=happened_at,
            level=happening.level,
            body=happening.words,
            short=happening.short,
            incident=True if reported else None,
        )
        if reported is not None:
            reported["entry_id"] = entry

    def turn_away(self, first: date) -> None:
        """Let some get no place in each month, most of them because all was full."""
        past = self.past
        for month, many in enumerate(_TURNED_AWAY):
            nights = [first + timedelta(days=MONTH * month + n) for n in range(1, MONTH)]
            nights = [night for night in nights if past.first_day < night < past.today]
            for why in past.chance.sample(_WHY, many):
                if why is TurnAwayReason.FULL:
                    self._when_full(nights)
                elif nights:
                    when = past.clock(past.chance.choice(nights), 22.7, shaken=0.5)
                    past.at(when, partial(self._turned_away, why))

    def _when_full(self, nights: Iterable[date]) -> None:
        """Look night by night whether all is full: on one such night somebody gets no place."""
        past, done = self.past, False

        def look() -> None:
            nonlocal done
            if not done and not past.free(EMERGENCY) and past.chance.random() < 0.6:  # noqa: PLR2004 - not always the first
                done = True
                self._turned_away(TurnAwayReason.FULL)

        for night in nights:
            past.at(past.clock(night, 23.2, shaken=0.5), look)

    def _turned_away(self, why: TurnAwayReason) -> None:
        past = self.past
        actor = past.someone()
        elsewhere = (BedElsewhere.YES, BedElsewhere.NO, BedElsewhere.UNKNOWN, BedElsewhere.UNKNOWN)
        past.ledger.add(
            TurnAway,
            guest_id=None,
            at=past.now,
            reason=why,
            referred_to=past.chance.choice(_REFERRED),
            bed_elsewhere=past.chance.choice(elsewhere),
            by_staff=actor.staff_id,
        )
        past.ledger.line(
            past.now, actor, LogKind.TURNED_AWAY, happened_at=past.now, reason=why.value
        )

    # -- tasks and watch lines ---------------------------------------------------------------

    def _tasks(self, day: date) -> None:
        past, chance = self.past, self.past.chance
        for words, hours in ((past.cast.todo_day, (9, 17)), (past.cast.todo_night, (18, 21.5))):
            for text in chance.sample(words, chance.randint(1, 2)):
                when = past.clock(day, chance.uniform(*hours))
                due = when + timedelta(hours=chance.randint(1, 9))
                past.at(when, partial(self._task, text, due.replace(minute=0, second=0)))

    def _task(self, text: str, due: datetime) -> None:
        past, actor = self.past, self.past.someone()
        row = past.ledger.add(
            Task, kind=TaskKind.MANUAL, text=text, params={}, due_at=due, guest_id=None,
            made_at=past.now, made_by=actor.staff_id, done_at=None, done_by=None,
        )  # fmt: skip
        past.ledger.note(past.now, actor, "task.add", ("task", row["id"]))
        late = timedelta(minutes=past.chance.randrange(-40, 25))
        past.at(min(due + late, past.until - timedelta(minutes=5)), partial(self._tick, row))

    def _tick(self, row: dict[str, object]) -> None:
        past, actor = self.past, self.past.someone()
        row["done_at"], row["done_by"] = past.now, actor.staff_id
        past.ledger.note(past.now, actor, "task.tick", ("task", int(str(row["id"]))))

    def _watch(self, day: date) -> None:
        past, chance = self.past, self.past.chance
        if day == past.today:
            return
        for _ in range(chance.choice((0, 1, 1, 2))):
            past.at(past.clock(day, 20.5, shaken=1), self._watch_line)

    def _watch_line(self) -> None:
        past, actor = self.past, self.past.someone()
        woman = self._somebody()
        what, if_then = past.chance.choice(past.cast.watches)
        row = past.ledger.add(
            WatchLine,
            level=Level.WATCH,
            guest_id=None if woman is None else past.guests[woman],
            what=what,
            if_then=if_then,
            next_check_at=None,
            since=past.now,
            expires_at=past.now + timedelta(hours=24),
            ended_at=None,
            author_id=actor.staff_id,
        )
        past.ledger.note(past.now, actor, "watch.add", ("watch_line", row["id"]), level="watch")
        morning = past.clock(local_date(past.now) + timedelta(days=1), 9, shaken=0.5)
        past.at(morning, partial(self._end_watch, row))

    def _end_watch(self, row: dict[str, object]) -> None:
        past = self.past
        row["ended_at"] = past.now
        past.ledger.note(past.now, past.someone(), "watch.end", ("watch_line", int(str(row["id"]))))

    # -- rounds ------------------------------------------------------------------------------

    def _rounds(self, day: date) -> None:
        """Let the rounds of the night come: every two hours of the clock that runs on."""
        first = from_local(day, time(22))
        for n in range(5):
            self.past.at(first + timedelta(hours=2 * n, minutes=self.past.chance.randrange(8)),
                         partial(self._round, first + timedelta(hours=2 * n)))  # fmt: skip

    def _round(self, planned: datetime) -> None:
        past, actor, chance = self.past, self.past.someone(), self.past.chance
        row = past.ledger.add(
            Round, planned_at=planned, starts_at=past.now, ends_at=None, by_staff=actor.staff_id
        )
        past.ledger.note(past.now, actor, "round.start", ("round", row["id"]))
        seen = out = 0
        for n, woman in enumerate(past.stays):
            if woman not in past.inside:
                continue
            result = CheckResult.SEEN_BREATHING
            if woman in past.spells:
                result, out = CheckResult.OUT, out + 1
            else:
                result = CheckResult.SPOKEN if chance.random() < 0.25 else result  # noqa: PLR2004 - some are awake
                seen += 1
            at = past.now + timedelta(seconds=40 * (n + 1))
            past.ledger.add(
                Check,
                plan_id=None,
                round_id=row["id"],
                guest_id=past.guests[woman],
                presence_id=None,
                due_at=planned,
                done_at=at,
                result=result,
                by_staff=actor.staff_id,
            )
            past.ledger.note(at, actor, "round.tick", ("round", row["id"]), result=result.value)

        def end() -> None:
            row["ends_at"] = past.now
            past.ledger.line(
                past.now, actor, LogKind.CHECK, round=row["id"], seen=seen, out=out, no_answer=0,
                left=0,
            )  # fmt: skip

        past.at(past.now + timedelta(minutes=_ROUND_MINUTES), end)

    # -- sheets ------------------------------------------------------------------------------

    def _sheet(self, day: date, name: ShiftName) -> None:
        past = self.past
        # The night that began the evening before hands over in the morning.
        began = day - timedelta(days=name is ShiftName.NIGHT)
        runs = past.ledger.runs_around(day)
        giving = next(run for run in runs if run.name is name and run.day == began)
        following = NEXT_SHIFT[name]
        receiving = next(
            run for run in runs if run.name is following and run.starts_at > giving.starts_at
        )
        when = past.clock(day, _HANDED_OVER[name], shaken=0.1)
        past.at(when, partial(self._print, giving, receiving))

    def _print(self, giving: ShiftSpan, receiving: ShiftSpan) -> None:
        past, actor = self.past, self.past.someone()
        turn = Turn(giving, receiving, 0, None, None)
        reader = past.chance.choice(past.duties.get((receiving.name, receiving.day)) or ["kari"])
        row = past.ledger.add(
            HandoverPrint,
            night=giving.day,
            from_shift=giving.name,
            edition=1,
            report_id=turn.report_id,
            data_as_of=past.now,
            printed_at=past.now,
            printed_by=actor.staff_id,
            copies=2,
            replaces_id=None,
            shred_by=receiving.ends_at + _SHRED_AFTER,
            shredded_at=None,
            read_at=past.now + timedelta(minutes=10),
            read_by=past.actors[reader].staff_id,
        )
        params = {"report_id": turn.report_id, "print_id": row["id"]}
        task = past.ledger.add(
            Task, kind=TaskKind.SHRED, text="", params=params, due_at=row["shred_by"],
            guest_id=None, made_at=past.now, made_by=actor.staff_id, done_at=None, done_by=None,
        )  # fmt: skip
        past.ledger.note(
            past.now, actor, "handover.print", ("handover_print", row["id"]),
            screen="handover", report_id=turn.report_id, copies=2,
        )  # fmt: skip
        past.ledger.line(past.now, actor, LogKind.PRINTED, report_id=turn.report_id, copies=2)
        past.ledger.printed[giving.starts_at] = past.now
        when = receiving.ends_at + timedelta(minutes=past.chance.randrange(-20, 5))
        past.at(when, partial(self._shred, row, task))

    def _shred(self, row: dict[str, object], task: dict[str, object]) -> None:
        row["shredded_at"] = self.past.now
        self._tick(task)
