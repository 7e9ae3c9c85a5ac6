"""Builds the demo house: deterministic for a seed and a clock."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import local_date
from shelter_desk.models import Bed, Guest, ShiftDuty, Staff, Vedtak
from shelter_desk.services.calling import Actor, Caller, House, Tx
from shelter_desk.services.demo.cast import Cast, Woman, read_cast
from shelter_desk.services.demo.days import Fortnight
from shelter_desk.services.demo.stage import Stage
from shelter_desk.services.demo.tonight import set_tonight
from shelter_desk.services.guests import set_pairs
from shelter_desk.services.house_plan import default_plan
from shelter_desk.services.names import alias_key
from shelter_desk.services.set_up import set_up_house
from shelter_desk.services.shifts import DEFAULT_HOURS, span
from shelter_desk.terms import ActorKind, ShiftName

PASSWORD = "demo"  # noqa: S105 - everybody may know it: nothing in a demo is real
DAYS = 14
SEED = 20261121
_BEFORE = timedelta(days=30)


def build_demo(
    house: House,
    *,
    house_id: UUID,
    hash_password: Callable[[str], str],
    seed: int = SEED,
    days: int = DAYS,
) -> None:
    """Fill an empty house with the demo's people and ``days`` of life that end now.

    ``hash_password`` makes the accounts' hashes; all have :data:`PASSWORD`. The same seed and
    the same clock give the same house.
    """
    cast = read_cast()
    now = house.clock.now().replace(second=0, microsecond=0)
    program = Caller(house, Actor(ActorKind.PROGRAM, "program"))
    first_day = local_date(now) - timedelta(days=days)
    plan = replace(default_plan(), opened_on=first_day - _BEFORE)
    set_up_house(program, house_id=house_id, plan=plan, demo=True, first=None)
    hashed = hash_password(PASSWORD)
    staff = house.store.write(lambda session: _hire(session, cast, now, hashed))

    def move_in(session: Session) -> Fortnight:
        tx = Tx(session, program, now - timedelta(days=days) - _BEFORE)
        guests = _cards(tx, cast, [actor.staff_id for actor in staff.values()])
        _decide(session, cast, guests, local_date(now))
        beds = {row.code: row.id for row in session.execute(select(Bed.code, Bed.id))}
        chance = random.Random(seed)  # noqa: S311 - nothing secret is drawn
        return Fortnight(cast, guests, beds, staff, chance, now)

    fortnight = house.store.write(move_in)
    for n in range(days + 1):
        play = partial(_play, house=house, fortnight=fortnight, day=first_day + timedelta(days=n))
        house.store.write(play)
    lead = staff[cast.shifts[ShiftName.EVENING][0]]
    house.store.write(lambda session: set_tonight(Stage(session, house), fortnight, lead))


def _play(session: Session, *, house: House, fortnight: Fortnight, day: date) -> None:
    _duties(session, fortnight, day)
    fortnight.play_day(Stage(session, house), day)


def _hire(session: Session, cast: Cast, now: datetime, hashed: str) -> dict[str, Actor]:
    actors = {}
    for one in cast.staff:
        row = Staff(
            login=one.login,
            name=one.name,
            initials=one.initials,
            role=one.role,
            password_hash=hashed,
            created_at=now,
        )
        session.add(row)
        session.flush()
        actors[one.login] = Actor(ActorKind.STAFF, one.name, one.initials, row.id, one.role)
    return actors


def _cards(tx: Tx, cast: Cast, workers: list[int | None]) -> list[int]:
    return [_card(tx, woman, workers[n % len(workers)]) for n, woman in enumerate(cast.women)]


def _decide(session: Session, cast: Cast, guests: list[int], today: date) -> None:
    """Give each resident her decision; one of them is about to end."""
    for woman, guest in zip(cast.women, guests, strict=True):
        if woman.resident.startswith("H"):
            session.add(_vedtak(guest, today, weeks=1 if woman.resident == "H1" else 8))


def _card(tx: Tx, woman: Woman, key_worker: int | None) -> int:
    row = Guest(
        alias=woman.alias,
        second_word=woman.second_word,
        alias_key=alias_key(woman.alias),
        second_key=alias_key(woman.second_word),
        birth_year=woman.birth_year,
        protection=woman.protection,
        key_worker_id=key_worker,
        sheet_remark=woman.remark,
        created_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    set_pairs(tx, row)
    return row.id


def _vedtak(guest_id: int, today: date, *, weeks: int) -> Vedtak:
    return Vedtak(
        guest_id=guest_id,
        first_day=today - timedelta(weeks=12),
        last_day=today + timedelta(days=weeks * 7 - 4),
        office="Nav",
    )


def _duties(session: Session, fortnight: Fortnight, day: date) -> None:
    for name, logins in fortnight.cast.shifts.items():
        run = span(DEFAULT_HOURS, name, day)
        for login in (*logins, *fortnight.cast.on_call):
            session.add(
                ShiftDuty(
                    staff_id=fortnight.actors[login].staff_id,
                    shift=name,
                    starts_at=run.starts_at,
                    ends_at=run.ends_at,
                    on_call=login in fortnight.cast.on_call,
                )
            )
