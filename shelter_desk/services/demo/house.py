"""Builds the demo house: deterministic for a seed and a clock."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local, local_date
from shelter_desk.models import (
    Bed,
    Guest,
    GuestNeed,
    GuestOtherName,
    GuestPair,
    HouseSetting,
    Staff,
)
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.demo.cast import Cast, Woman, read_cast
from shelter_desk.services.demo.evening import begins
from shelter_desk.services.demo.happened import count_sprays
from shelter_desk.services.demo.ledger import Ledger
from shelter_desk.services.demo.matters import BARRED, BARRED_DAYS_AGO, Matters
from shelter_desk.services.demo.past import Past
from shelter_desk.services.demo.sleeping import Sleepers, turns_on
from shelter_desk.services.demo.stage import Stage
from shelter_desk.services.demo.tonight import Tonight
from shelter_desk.services.demo.visits import Visitors
from shelter_desk.services.demo.writing import Writers
from shelter_desk.services.house_plan import default_plan
from shelter_desk.services.names import alias_key, pairs_of
from shelter_desk.services.set_up import set_up_house
from shelter_desk.services.shifts import DEFAULT_HOURS
from shelter_desk.settings import Where, checked
from shelter_desk.terms import ActorKind, ShiftName

PASSWORD = "demo"  # noqa: S105 - everybody may know it: nothing in a demo is real
DAYS = 90
SEED = 20261121
_BEFORE = timedelta(days=30)
_PLANNED_AT = 5.5
_LONGEST_KNOWN = 700


def build_demo(
    house: House,
    *,
    house_id: UUID,
    hash_password: Callable[[str], str],
    seed: int = SEED,
    days: int = DAYS,
    tell: Callable[[int], object] = lambda _percent: None,
) -> None:
    """Fill an empty house with the demo's people and ``days`` of life that end now.

    ``hash_password`` makes the accounts' hashes; all have :data:`PASSWORD`. The same seed and
    the same clock give the same house. ``tell`` hears how many per cent are done.
    """
    cast = read_cast()
    now = house.clock.now().replace(second=0, microsecond=0)
    program = Caller(house, Actor(ActorKind.PROGRAM, "program"))
    first_day = local_date(now) - timedelta(days=days)
    plan = replace(default_plan(), opened_on=first_day - _BEFORE)
    set_up_house(program, house_id=house_id, plan=plan, demo=True, first=None)
    hashed = hash_password(PASSWORD)
    chance = random.Random(f"{seed} {local_date(now)}")  # noqa: S311 - nothing secret is drawn
    staff = house.store.write(lambda session: _hire(session, cast, now, hashed, chance))
    with house.store.read() as session:
        rows = session.execute(select(Bed.code, Bed.id, Bed.room_id)).all()
    beds = {row.code: row.id for row in rows}
    tell(15)
    past = Past(
        cast=cast,
        ledger=Ledger(house, DEFAULT_HOURS),
        guests=list(range(1, len(cast.women) + 1)),
        beds=beds,
        actors=staff,
        chance=chance,
        known_from=_known_from(cast, first_day, chance),
        first_day=first_day,
        today=local_date(now),
        until=begins(now),
        now=from_local(first_day, time(4)),
    )
    _live(past, {row.code: row.room_id for row in rows})
    tell(35)

    def write(session: Session) -> None:
        past.ledger.write(session)
        tell(70)
        Tonight(Stage(session, house), past, now).play()

    house.store.write(write)


def _live(past: Past, rooms: dict[str, int]) -> None:
    """Let the house live from its first day to the evening that the services play."""
    cast = past.cast
    for number, woman in enumerate(cast.women, start=1):
        _card(past, number, woman)
    sleepers = Sleepers(past, cast.number(BARRED), past.days_ago(BARRED_DAYS_AGO), rooms["F1"])
    visitors, writers = Visitors(past), Writers(past)
    Matters(past).plan()
    for kept in cast.places:
        sleepers.keep(kept)
    for kept in cast.own_room:
        sleepers.need_own_room(kept)
    for away in cast.outages:
        sleepers.put_out(away)
    for happening in cast.happens:
        writers.happen(happening, past.days_ago(DAYS))
    writers.turn_away(past.days_ago(DAYS))
    past.at(past.clock(past.days_ago(6), 10.5), partial(count_sprays, past))

    def plan(day: date) -> None:
        turns_on(past, day)
        visitors.plan(day, sleepers.plan(day))
        writers.plan(day)

    for n in range((past.today - past.first_day).days + 1):
        day = past.first_day + timedelta(days=n)
        past.at(past.clock(day, _PLANNED_AT), partial(plan, day))
    past.go_on()
    for day in (past.today, past.today + timedelta(days=1)):
        # Who works is known ahead, also where the day itself is not lived through here.
        if (ShiftName.NIGHT, day) not in past.duties:
            turns_on(past, day)


def _hire(
    session: Session, cast: Cast, now: datetime, hashed: str, chance: random.Random
) -> dict[str, Actor]:
    checked(cast.settings, Where.HOUSE)
    session.add_all(
        HouseSetting(name=name, value={"value": value}) for name, value in cast.settings.items()
    )
    actors = {}
    for one in cast.staff:
        row = Staff(
            login=one.login,
            name=one.name,
            initials=one.initials,
            role=one.role,
            password_hash=hashed,
            valid_until=None if one.days_left is None else now + timedelta(days=one.days_left),
            created_at=now,
        )
        session.add(row)
        session.flush()
        login = UUID(int=chance.getrandbits(128), version=4)
        actors[one.login] = Actor(
            ActorKind.STAFF, one.name, one.initials, row.id, one.role, login=login
        )
    return actors


def _known_from(cast: Cast, first_day: date, chance: random.Random) -> dict[int, date]:
    """Return since when each woman is known: most for long, some since one of these days."""
    return {
        n: first_day + timedelta(days=chance.randrange(3, 80))
        if woman.new
        else first_day - timedelta(days=chance.randrange(5, _LONGEST_KNOWN))
        for n, woman in enumerate(cast.women)
    }


def _card(past: Past, number: int, woman: Woman) -> None:
    ledger = past.ledger
    since = past.known_from[number - 1]
    workers = [past.actors[login].staff_id if login else None
               for login in (woman.key_worker, woman.deputy)]  # fmt: skip
    ledger.add(
        Guest,
        alias=woman.alias,
        second_word=woman.second_word,
        alias_key=alias_key(woman.alias),
        second_key=alias_key(woman.second_word),
        birth_year=woman.birth_year,
        protection=woman.protection,
        key_worker_id=workers[0],
        deputy_id=workers[1],
        key_worker_since=since + timedelta(days=2) if woman.key_worker else None,
        asked_for=woman.asked_for,
        diet=woman.diet,
        pet=woman.pet,
        wishes=woman.wishes,
        must_not_know=woman.must_not_know,
        sheet_remark=woman.remark,
        created_at=from_local(since, time(9)),
    )
    if woman.need is not None:
        made_at = from_local(since, time(9))
        ledger.add(GuestNeed, guest_id=number, attribute=woman.need, made_at=made_at, ended_at=None)
    names = f"{woman.alias} {woman.second_word}"
    if woman.other_name:
        names += f" {woman.other_name}"
        ledger.add(
            GuestOtherName,
            guest_id=number,
            name=woman.other_name,
            name_key=alias_key(woman.other_name),
        )
    for pair in sorted(pairs_of(names)):
        ledger.link(GuestPair, pair=pair, guest_id=number)
