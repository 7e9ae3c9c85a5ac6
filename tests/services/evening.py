"""A house on a Friday evening, filled so that every section of its sheet has something."""

import io
from datetime import date, datetime, time, timedelta

from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local
from shelter_desk.models import (
    CheckPlan,
    Hold,
    HoldNight,
    KeepApart,
    Outage,
    Presence,
    Restriction,
    ShiftDuty,
    Vedtak,
)
from shelter_desk.reports.handover_content import (
    HandoverSheet,
)
from shelter_desk.services.arrivals import check_in, check_in_anonymous, check_out, go_out
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.handover import (
    coming_sheet,
)
from shelter_desk.services.log import correct_entry, write_entry
from shelter_desk.services.tasks import add_task
from shelter_desk.services.watch import add_watch
from shelter_desk.terms import (
    KeepApartLevel,
    Level,
    LogKind,
    OutageReason,
    RestrictionKind,
    RestrictionScope,
    Role,
    ShiftName,
    Visibility,
)
from tests.engines import as_role, bed_id, clock_of, woman

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)


def at(hour: int, minute: int = 0, day: date = FRIDAY) -> datetime:
    return from_local(day, time(hour, minute))


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def sheet_of(caller: Caller, language: str = "nb") -> HandoverSheet:
    return coming_sheet(caller.again(), language=language)


def inside(house: House, caller: Caller, alias: str, code: str | None, **values: object) -> int:
    """Check somebody in two hours ago; return her card's number."""
    guest_id = woman(house, alias, **values)
    bed = bed_id(house, code) if code else None
    came = clock_of(house).now() - timedelta(hours=2)
    check_in(caller.again(), guest_id=guest_id, bed_id=bed, at=came)
    return guest_id


def presence_of(house: House, guest_id: int) -> int:
    with house.store.read() as session:
        return session.scalars(select(Presence.id).where(Presence.guest_id == guest_id)).one()


def evening(house: House) -> Caller:
    """Fill the house as in the pictures; return a colleague at 21:12 on Friday."""
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(12, 0, FRIDAY - timedelta(days=3))
    grete = inside(house, mina, "Grete", "H2")
    check_out(mina.again(), presence_id=presence_of(house, grete), keep_bed=True)
    clock.moment = at(19)
    lise = inside(house, mina, "Lise", "A2", sheet_remark="tåler ikke nøtter")
    tone = inside(house, mina, "Tone", "A1")
    ingrid = inside(house, mina, "Ingrid", "A3")
    inside(house, mina, "Vera", "K1", sheet_remark="skal ikke på papir")
    berit = inside(house, mina, "Berit", "H1")
    rita, barred = woman(house, "Rita"), woman(house, "Wenche")
    check_in_anonymous(mina.again())
    clock.moment = at(19, 5)
    go_out(mina.again(), presence_id=presence_of(house, berit), expected_back=at(20, 30))
    a6, f1 = bed_id(house, "A6"), bed_id(house, "F1")
    first, second = sorted((tone, ingrid))

    def more(session: Session) -> None:
        woken = session.scalars(select(Presence).where(Presence.guest_id == ingrid)).one()
        woken.wake_at = at(7, 0, SATURDAY)
        hold = Hold(guest_id=rita, bed_id=a6, made_at=at(19), until_at=at(23, 30))
        session.add(hold)
        session.flush()
        session.add_all(
            (
                HoldNight(hold_id=hold.id, night=FRIDAY, bed_id=a6, active=True),
                CheckPlan(guest_id=lise, interval_minutes=15, starts_at=at(19), consent=True),
                Outage(
                    bed_id=f1,
                    reason=OutageReason.BEDBUGS,
                    starts_at=at(19),
                    expected_until=at(9, 0, date(2026, 11, 24)),
                ),
                Vedtak(guest_id=berit, first_day=date(2026, 10, 1), last_day=date(2026, 11, 23)),
                KeepApart(
                    guest_id=first,
                    other_guest_id=second,
                    level=KeepApartLevel.UNREST,
                    starts_at=at(19),
                    review_on=SATURDAY,
                ),
                Restriction(
                    guest_id=barred,
                    kind=RestrictionKind.BARRED,
                    scope=RestrictionScope.NIGHT,
                    facts="Så det selv",
                    rule="3",
                    statement="Hun fortalte",
                    milder="Samtale",
                    offered="Mat i døra",
                    complaint_told=True,
                    review_on=FRIDAY,
                    starts_at=at(12),
                    decided_by=mina.actor.staff_id,
                    decided_role=Role.SHIFT_LEAD,
                ),
            )
        )
        for name, shift, begins, ends, on_call in (
            ("Kari Moe", ShiftName.EVENING, at(14, 45), at(22, 15), False),
            ("Olga Nattevakt", ShiftName.NIGHT, at(21, 45), at(7, 45, SATURDAY), False),
            ("Hege", ShiftName.NIGHT, at(21, 45), at(7, 45, SATURDAY), True),
        ):
            session.add(
                ShiftDuty(name=name, shift=shift, starts_at=begins, ends_at=ends, on_call=on_call)
            )

    house.store.write(more)
    add_watch(
        mina.again(),
        level=Level.URGENT,
        what="Tett tilsyn til 21:45",
        if_then="Svarer hun ikke: åpne døra, ring 113.",
        next_check_at=at(21, 15),
        guest_id=lise,
    )
    add_task(mina.again(), text="Ring henne, så bakvakt", due_at=at(20, 45), guest_id=berit)
    add_task(mina.again(), text="Tilsyn før ro, 6 plasser", due_at=at(22))
    add_task(mina.again(), text="Frokost til H3", due_at=at(9, 30, SATURDAY))
    add_task(mina.again(), text="Ring Nav", due_at=at(13, 0, SATURDAY))
    overdose = write_entry(
        mina.again(),
        kind=LogKind.OVERDOSE,
        body="Det som bare står i loggen",
        short="Nalokson 19:42",
        guest_ids=[lise],
        level=Level.URGENT,
    ).row_id
    assert overdose is not None
    correct_entry(
        mina.again(), entry_id=overdose, body="Også 19:45", short="Nalokson 19:42 og 19:45"
    )
    write_entry(
        mina.again(),
        kind=LogKind.THREAT_FROM_OUTSIDE,
        body="Beskrevet person",
        short="Mann med navn",
        visibility=Visibility.MANAGER,
    )
    write_entry(mina.again(), kind=LogKind.TALK, body="Ja", short="A1 vil ha lys i gangen")
    write_entry(mina.again(), kind=LogKind.TALK, body="Uten noe for arket")
    clock.moment = at(21, 12)
    return mina
