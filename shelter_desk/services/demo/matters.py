"""What was decided about some of the women: places by decision, bars, who must not meet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from shelter_desk.clock import local_date
from shelter_desk.models import Contact, KeepApart, Restriction, Task, Vedtak
from shelter_desk.services.demo.past import Past
from shelter_desk.services.restriction_fields import next_morning, next_noon
from shelter_desk.terms import (
    KeepApartLevel,
    LogKind,
    RestrictionKind,
    RestrictionScope,
    Role,
    TaskKind,
)

BARRED = "Ragnhild"
BARRED_DAYS_AGO = 12
"""She is barred from the nights; it is looked at again today (domain.md g, scenario 8)."""

_LEAD = "kari"


@dataclass(frozen=True)
class Matters:
    """Plans what stands on cards and lists."""

    past: Past

    def plan(self) -> None:
        """Let it all come."""
        self._decisions()
        self._partners()
        past = self.past
        past.at(past.clock(past.days_ago(BARRED_DAYS_AGO), 15.7), partial(self._bar, BARRED, 20))
        past.at(past.clock(past.days_ago(9), 16.3), partial(self._apart, "Tone", "Ingrid", 5))
        for days, hour, act in (
            (77, 13.4, partial(self._bar, "Trine", 7)),
            (61, 22.4, partial(self._send_away, "Oddny")),
            (58, 19.1, partial(self._apart, "Hanne", "Janne", -30)),
            (41, 12.2, partial(self._bar, "Wenche", 10)),
            (33, 22.4, partial(self._send_away, "Janne")),
            (17, 23.1, partial(self._send_away, "Merete")),
        ):
            if past.days_ago(days) > past.first_day:
                past.at(past.clock(past.days_ago(days), hour), act)

    def _decisions(self) -> None:
        """Give each who has or had a bedsit her decision; H1's ends the day after tomorrow."""
        past = self.past
        for kept in past.cast.places:
            if not kept.code.startswith("H"):
                continue
            first = past.days_ago(kept.days_ago)
            last = past.today + timedelta(days=2 if kept.code == "H1" else 49)
            if kept.nights is not None:
                last = first + timedelta(days=kept.nights)
            past.ledger.add(
                Vedtak,
                guest_id=past.guests[past.cast.number(kept.woman)],
                first_day=first,
                last_day=last,
                office="Nav",
            )

    def _partners(self) -> None:
        for one in self.past.cast.partners:
            self.past.ledger.add(
                Contact, institution=one.institution, person=one.person, note=one.note
            )

    def _bar(self, called: str, days: int) -> None:
        past, actor = self.past, self.past.actors[_LEAD]
        woman = past.cast.number(called)
        ends = past.clock(local_date(past.now) + timedelta(days=days), 12).replace(second=0)
        review = local_date(past.now) + timedelta(days=min(days, BARRED_DAYS_AGO))
        past.ledger.add(
            Restriction,
            **_restriction(past, woman, RestrictionKind.BARRED, RestrictionScope.NIGHT),
            ends_at=ends,
            facts="Truet en annen kvinne på gangen om natta, to ganger. Sett av to ansatte.",
            rule="Vi truer ikke hverandre",
            statement="Hun sier hun ble vekket og ble redd. Hun vil gjerne komme om dagen.",
            statement_missing="",
            milder="Annet rom og samtale ble prøvd først.",
            offered="Dagtilbudet som før, mat i døra, følge til overnatting et annet sted.",
            went_to="",
            complaint_told=True,
            nav_told=None,
            review_on=review,
            decided_by=actor.staff_id,
            decided_role=Role.SHIFT_LEAD,
        )
        past.ledger.line(
            past.now,
            actor,
            LogKind.BARRED,
            about=past.about(woman),
            happened_at=past.now,
            scope=RestrictionScope.NIGHT.value,
            until=ends.isoformat(),
            review=review.isoformat(),
        )

    def _send_away(self, called: str) -> None:
        past, actor = self.past, self.past.someone()
        woman = past.cast.number(called)
        ends = next_morning(past.now)
        row = past.ledger.add(
            Restriction,
            **_restriction(past, woman, RestrictionKind.SENT_AWAY, RestrictionScope.BOTH),
            ends_at=ends,
            facts="Kastet en kopp etter en ansatt. Sett av to ansatte.",
            rule="Vi skader ikke hverandre eller huset",
            statement="",
            statement_missing="Hun ville ikke snakke om det i kveld.",
            milder="Samtale på rommet og en tur ut ble prøvd først.",
            offered="Mat, varme klær og følge til legevakta.",
            went_to="Ei venninne",
            complaint_told=True,
            nav_told=None,
            review_on=None,
            decided_by=actor.staff_id,
            decided_role=actor.role or Role.MILIEU,
        )
        due = next_noon(past.now)
        task = past.ledger.add(
            Task,
            kind=TaskKind.RESTRICTION,
            text="",
            params={"restriction": row["id"]},
            due_at=due,
            guest_id=past.guests[woman],
            made_at=past.now,
            made_by=actor.staff_id,
            done_at=None,
            done_by=None,
        )
        past.leave(woman)
        past.ledger.line(
            past.now,
            actor,
            LogKind.SENT_AWAY,
            about=past.about(woman),
            happened_at=past.now,
            until=ends.isoformat(),
        )
        past.at(due - timedelta(minutes=35), partial(self._write_rest, row, task))

    def _write_rest(self, row: dict[str, object], task: dict[str, object]) -> None:
        past, actor = self.past, self.past.actors[_LEAD]
        task["done_at"], task["done_by"] = past.now, actor.staff_id
        past.ledger.note(past.now, actor, "task.tick", ("task", int(str(task["id"]))))
        subject = ("restriction", int(str(row["id"])))
        past.ledger.note(past.now, actor, "restriction.complete", subject)

    def _apart(self, one: str, other: str, review_days: int) -> None:
        past, actor = self.past, self.past.actors[_LEAD]
        women = sorted((past.cast.number(one), past.cast.number(other)))
        ended: datetime | None = None
        if review_days < 0:
            ended = past.now + timedelta(days=14)
        level = KeepApartLevel.UNREST
        past.ledger.add(
            KeepApart,
            guest_id=past.guests[women[0]],
            other_guest_id=past.guests[women[1]],
            room_id=None,
            level=level,
            starts_at=past.now,
            review_on=past.today + timedelta(days=review_days),
            ended_at=ended,
            decided_by=actor.staff_id,
        )
        about = [subject for woman in women for subject in past.about(woman)]
        past.ledger.line(past.now, actor, LogKind.KEEP_APART, about=about, why=level.value)


def _restriction(
    past: Past, woman: int, kind: RestrictionKind, scope: RestrictionScope
) -> dict[str, object]:
    return {
        "guest_id": past.guests[woman],
        "kind": kind,
        "scope": scope,
        "starts_at": past.now,
        "lifted_at": None,
    }
