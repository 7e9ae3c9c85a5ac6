"""The fire list: who is in the house now, and where (domain.md b18).

It may be asked for by anybody who works at the desk, and without logging in: then the program
itself asks, the print is noted, and the next shift finds a task about it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy import select

from shelter_desk.models import AuditEntry, Bed, Floor, House, Presence, Room, ShiftDuty, Staff
from shelter_desk.models import OutSpell as Spell
from shelter_desk.models import Task as TaskRow
from shelter_desk.reports.fire_list_content import FireFloor, FireList, FirePerson, FireRoom
from shelter_desk.security.audit_chain import short_code
from shelter_desk.services.bed_facts import bed_facts
from shelter_desk.services.calling import Caller, Changed, Done, Tx, reads, writes
from shelter_desk.services.duty import first_name
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.looking_back import not_yet, stood
from shelter_desk.services.shifts import open_shift
from shelter_desk.services.standing import subject_of
from shelter_desk.services.visitors import visitor_names
from shelter_desk.settings import MEETING_POINT
from shelter_desk.store.engine import StoreUnreachableError
from shelter_desk.terms import ActorKind, Right, TaskKind
from shelter_desk.texts import Texts

PRINTED = "fire_list.print"
_NEWEST = 20
"""Among how many of the newest prints one's own is looked for right after it was written."""


@dataclass(frozen=True)
class FirePrint:
    """A list on its way to paper: the bytes, and what they say."""

    pdf: bytes
    fire: FireList
    done: Done | None = None
    """None where the database was not there to note it."""

    @property
    def kept(self) -> bool:
        """Whether it is the kept list, because the database did not answer."""
        return self.fire.kept

    @property
    def changed(self) -> Changed | None:
        """What the screens are to ask anew: a print without logging in makes a task."""
        return None if self.done is None else self.done.changed


def fire_list(caller: Caller) -> FireList:
    """Return who is in the house now. Raises what a question raises."""
    return _by_command_line(caller) if _is_command_line(caller) else _at_desk(caller)


def print_fire_list(caller: Caller, *, language: str, at_lock: bool = False) -> FirePrint:
    """Return the list as a numbered PDF; the print stands in the audit before it is made.

    ``at_lock`` says that nobody was logged in: the next shift finds a task about it. On a house
    that is only looked at, the list has no number. Raises what a write raises.
    """
    fire, done = number_fire_list(caller, at_lock=at_lock)
    return FirePrint(render_fire_list(fire, language), fire, done)


def number_fire_list(
    caller: Caller, *, at_lock: bool = False, given_up: Event | None = None
) -> tuple[FireList, Done | None]:
    """Return the list with the number of its row in the audit: all that the database is for.

    Once ``given_up`` is set nothing is noted any more: the kept list was printed meanwhile.
    """
    if not caller.house.writable:
        return fire_list(caller), None
    number = _number_by_command_line if _is_command_line(caller) else _number_at_desk
    fire, done = number(caller, at_lock=at_lock, given_up=given_up)
    by = "" if at_lock else caller.actor.initials or caller.actor.name
    return fire.printed(at=fire.data_as_of, by=by, number=_number_of(caller)), done


def render_fire_list(fire: FireList, language: str) -> bytes:
    """Return a list as a PDF."""
    from shelter_desk.reports.fire_list import render  # noqa: PLC0415 - reportlab is slow to load

    return render(fire, language)


def next_shift_task(tx: Tx, printed_at: datetime, number: str = "") -> TaskRow:
    """Return the task that tells the next shift of a print nobody was logged in for."""
    params = {"fire_list_at": printed_at.isoformat(), "number": number}
    # Due when the next shift begins: it stands on that shift's sheet and in its list.
    return TaskRow(
        kind=TaskKind.MANUAL,
        params=params,
        due_at=max(open_shift(tx.session, tx.now).ends_at, tx.now),
        made_at=tx.now,
        made_by=tx.actor.staff_id,
    )


def _is_command_line(caller: Caller) -> bool:
    return caller.actor.kind is ActorKind.COMMAND_LINE


def _print(tx: Tx, *, at_lock: bool, given_up: Event | None) -> tuple[FireList, Done]:
    fire = build_fire_list(tx)
    if given_up is not None and given_up.is_set():
        raise StoreUnreachableError
    tx.audit(
        PRINTED,
        screen="lock" if at_lock else "fire_list",
        people=fire.total,
        operation=str(tx.caller.operation),
    )
    if at_lock:
        tx.session.add(next_shift_task(tx, tx.now))
    return fire, tx.done(tasks=at_lock)


_number_at_desk = writes(Right.BOARD)(_print)
_number_by_command_line = writes(Right.PRINT_HANDOVER)(_print)


def _number_of(caller: Caller) -> str:
    """Return sequence and code of this print's row in the audit: the number on the paper."""
    query = (
        select(AuditEntry.sequence, AuditEntry.mac, AuditEntry.action, AuditEntry.details)
        .order_by(AuditEntry.sequence.desc())
        .limit(_NEWEST)
    )
    with caller.house.store.read() as session:
        for row in session.execute(query):
            own = row.details.get("operation") == str(caller.operation)
            if row.action == PRINTED and own:
                return f"{row.sequence}-{short_code(row.mac)}"
    return ""


# -- what it is built from -----------------------------------------------------------------------


def build_fire_list(tx: Tx) -> FireList:
    """Read who is in the house, whoever asks: paper has no reader of its own (domain.md b18)."""
    presences = _presences(tx)
    away = set(
        tx.session.scalars(
            select(Spell.presence_id).where(
                stood(tx, Spell.starts_at, Spell.ends_at, Spell.voided_at)
            )
        )
    )
    names = PaperNames(tx, Texts("nb"), [subject_of(row) for row in presences])

    def person(row: Presence, place: str) -> FirePerson:
        return FirePerson(names.who(subject_of(row)), place, row.needs_help_out, row.children)

    by_id = {row.id: row for row in presences}
    rooms: dict[int, list[FirePerson]] = defaultdict(list)
    out: list[FirePerson] = []
    placed: set[int] = set()
    for fact in bed_facts(tx):
        row = by_id.get(fact.presence_id) if fact.presence_id is not None else None
        if row is None:
            continue
        placed.add(row.id)
        (out if row.id in away else rooms[fact.room_id]).append(person(row, fact.code))
    rest = [row for row in presences if row.id not in placed]
    house = tx.session.get(House, 1)
    return FireList(
        data_as_of=tx.now,
        floors=_floors(tx, rooms),
        without_place=tuple(person(row, "") for row in rest if row.id not in away),
        staff=_staff_now(tx),
        visitors=visitor_names(tx),
        out=(*out, *(person(row, "") for row in rest if row.id in away)),
        meeting_point=settings_of(tx.session).get(MEETING_POINT),
        unit_code=house.unit_code if house else "",
        demo=bool(house and house.demo) or tx.caller.house.demo,
        looked_back=tx.past,
    )


_at_desk = reads(Right.BOARD)(build_fire_list)
_by_command_line = reads(Right.PRINT_HANDOVER)(build_fire_list)


def _presences(tx: Tx) -> list[Presence]:
    query = (
        select(Presence)
        .where(stood(tx, Presence.starts_at, Presence.ends_at, Presence.voided_at))
        .order_by(Presence.starts_at, Presence.id)
    )
    return list(tx.session.scalars(query))


def _floors(tx: Tx, people: dict[int, list[FirePerson]]) -> tuple[FireFloor, ...]:
    """Return every floor somebody can sleep on, highest first, its rooms in the house's order."""
    query = (
        select(Floor.name.label("floor"), Floor.id, Room.id.label("room_id"), Room.name)
        .join(Room, Room.floor_id == Floor.id)
        .join(Bed, Bed.room_id == Room.id)
        .order_by(Floor.level.desc(), Bed.sort, Bed.id)
    )
    floors: dict[int, tuple[str, dict[int, str]]] = {}
    for row in tx.session.execute(query):
        floors.setdefault(row.id, (row.floor, {}))[1].setdefault(row.room_id, row.name)
    return tuple(
        FireFloor(
            name,
            tuple(
                FireRoom(room, tuple(people[room_id]))
                for room_id, room in rooms.items()
                if room_id in people
            ),
        )
        for name, rooms in floors.values()
    )


def _staff_now(tx: Tx) -> tuple[str, ...]:
    query = (
        select(ShiftDuty.id, ShiftDuty.staff_id, ShiftDuty.name, Staff.name.label("known_as"))
        .outerjoin(Staff, Staff.id == ShiftDuty.staff_id)
        .where(
            not_yet(tx, ShiftDuty.voided_at),
            ShiftDuty.on_call.is_(False),
            ShiftDuty.starts_at <= tx.now,
            ShiftDuty.ends_at > tx.now,
        )
        .order_by(ShiftDuty.starts_at, ShiftDuty.id)
    )
    # Who stays on into the next shift is one person all the same.
    known = {row.staff_id or -row.id: row for row in tx.session.execute(query)}
    return tuple(first_name(row.known_as or row.name) for row in known.values())
