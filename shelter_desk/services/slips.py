"""The smaller prints: round form, bed plan, agreements in force now. Each print is audited.

Names follow the rules of paper, not a reader's right (domain.md b11, c5): a shielded woman, or
one any colleague is shut out from, is «skjermet».
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import or_, select

from shelter_desk.clock import local_date
from shelter_desk.models import AuditEntry, Floor, House, Restriction, Room
from shelter_desk.phrases import label
from shelter_desk.reports.handover_content import HandoverSheet, PlaceRow
from shelter_desk.reports.slip_content import (
    AgreementRow,
    Agreements,
    BedPlan,
    PlanFloor,
    PlanRoom,
    Slip,
)
from shelter_desk.security.audit_chain import short_code
from shelter_desk.services.calling import Caller, Tx, reads, writes
from shelter_desk.services.handover_facts import facts_for
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.handover_places import place_rows
from shelter_desk.services.handover_sheet import build_sheet
from shelter_desk.services.handover_turn import coming_turn, night_turn
from shelter_desk.services.looking_back import not_yet
from shelter_desk.services.restrictions import NEVER_BLOCKED
from shelter_desk.terms import Right
from shelter_desk.texts import Texts

Content = TypeVar("Content")
_PRINTED = "report.print"


@dataclass(frozen=True)
class RoundSheet:
    """The sheet whose round form is meant, and what the print says of itself."""

    sheet: HandoverSheet
    slip: Slip


def slip_of(tx: Tx, language: str) -> Slip:
    """Return what a print made now says of itself."""
    house = tx.session.get(House, 1)
    turn = coming_turn(tx.session, tx.now, past=tx.past)
    return Slip(
        language=language,
        unit_code=house.unit_code if house else "",
        data_as_of=tx.now,
        printed_by=tx.actor.initials or tx.actor.name,
        shred_by=turn.shred_by_at(tx.caller.house.looked_at()),
        demo=bool(house and house.demo) or tx.caller.house.demo,
        looked_back=tx.past,
    )


def build_round_sheet(tx: Tx, language: str) -> RoundSheet:
    """Return the form of the night that runs, or of the one to come."""
    turn = night_turn(tx.session, tx.now)
    return RoundSheet(build_sheet(tx, turn, language, (0, "")), slip_of(tx, language))


def build_bed_plan(tx: Tx, language: str, *, names: bool) -> BedPlan:
    """Return every room in use with its places; without names nobody stands on it."""
    facts = facts_for(tx, coming_turn(tx.session, tx.now, past=tx.past))
    texts = Texts(language)
    called = PaperNames(tx, texts, facts.subjects())
    rows = {row.code: row for row in place_rows(facts, called, texts, tx.now)}
    places: dict[int, list[PlaceRow]] = defaultdict(list)
    for fact in facts.beds:
        row = rows[fact.code]
        # Without names the plan hangs where more people see it: no time, no check, no remark.
        kept = row if names else replace(row, who=None, at=None, check_interval=None)
        places[fact.room_id].append(kept)
    return BedPlan(slip_of(tx, language), _floors(tx, places), names)


def _floors(tx: Tx, places: dict[int, list[PlaceRow]]) -> tuple[PlanFloor, ...]:
    query = (
        select(Room, Floor)
        .join(Floor, Floor.id == Room.floor_id)
        .where(
            or_(Room.closed_at.is_(None), Room.closed_at > tx.now),
            or_(Floor.closed_at.is_(None), Floor.closed_at > tx.now),
        )
        .order_by(Floor.level.desc(), Room.plan_y, Room.plan_x, Room.id)
    )
    floors: dict[str, list[PlanRoom]] = {}
    for room, floor in tx.session.execute(query):
        drawn = PlanRoom(
            room.name, room.plan_x, room.plan_y, room.plan_width, tuple(places[room.id])
        )
        floors.setdefault(floor.name, []).append(drawn)
    return tuple(PlanFloor(name, tuple(rooms)) for name, rooms in floors.items())


def build_agreements(tx: Tx, language: str) -> Agreements:
    """Return who is sent away or barred now, those looked at again first."""
    texts, today = Texts(language), local_date(tx.now)
    query = (
        select(Restriction)
        .where(
            not_yet(tx, Restriction.voided_at),
            not_yet(tx, Restriction.lifted_at),
            Restriction.starts_at <= tx.now,
            or_(Restriction.ends_at.is_(None), Restriction.ends_at > tx.now),
        )
        .order_by(Restriction.review_on, Restriction.starts_at, Restriction.id)
    )
    rows = tx.session.scalars(query).all()
    names = PaperNames(tx, texts, [("guest", row.guest_id) for row in rows])
    return Agreements(
        slip_of(tx, language),
        tuple(
            AgreementRow(
                who=names.who(("guest", row.guest_id)),
                kind=label(texts, row.kind),
                scope=label(texts, row.scope).lower(),
                starts=row.starts_at,
                ends=row.ends_at,
                review=row.review_on,
                review_due=row.review_on is not None and row.review_on <= today,
            )
            for row in rows
        ),
        tuple(sorted(label(texts, kind).lower() for kind in NEVER_BLOCKED)),
    )


# -- asked and printed ----------------------------------------------------------------------------


@reads(Right.PRINT_HANDOVER)
def round_sheet(tx: Tx, *, language: str) -> RoundSheet:
    """Return the round form to look at."""
    return build_round_sheet(tx, language)


@reads(Right.BOARD)
def bed_plan(tx: Tx, *, language: str, names: bool) -> BedPlan:
    """Return the bed plan to look at."""
    return build_bed_plan(tx, language, names=names)


@reads(Right.CARD)
def agreements(tx: Tx, *, language: str) -> Agreements:
    """Return the agreements in force to look at."""
    return build_agreements(tx, language)


@writes(Right.PRINT_HANDOVER)
def note_round_sheet(tx: Tx, *, language: str, copies: int) -> RoundSheet:
    """Note a print of the round form and return it."""
    return _noted(tx, "round_form", copies, build_round_sheet(tx, language))


@writes(Right.BOARD)
def note_bed_plan(tx: Tx, *, language: str, names: bool, copies: int) -> BedPlan:
    """Note a print of the bed plan and return it."""
    return _noted(tx, "bed_plan", copies, build_bed_plan(tx, language, names=names))


@writes(Right.CARD)
def note_agreements(tx: Tx, *, language: str, copies: int) -> Agreements:
    """Note a print of the agreements and return it."""
    return _noted(tx, "agreements", copies, build_agreements(tx, language))


def _noted(tx: Tx, report: str, copies: int, content: Content) -> Content:
    tx.audit(
        _PRINTED,
        screen="reports",
        report=report,
        copies=copies,
        operation=str(tx.caller.operation),
    )
    return content


def number_of(caller: Caller) -> str:
    """Return sequence and code of the audit row of this print: the number on the paper."""
    query = (
        select(AuditEntry.sequence, AuditEntry.mac, AuditEntry.details)
        .where(AuditEntry.action == _PRINTED)
        .order_by(AuditEntry.sequence.desc())
        .limit(20)
    )
    with caller.house.store.read() as session:
        for row in session.execute(query):
            if row.details.get("operation") == str(caller.operation):
                return f"{row.sequence}-{short_code(row.mac)}"
    return ""
