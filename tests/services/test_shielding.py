"""What each role is given of a shielded woman, and what somebody shut out from her can do."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.clock import night_of
from shelter_desk.models import (
    AuditEntry,
    BedStay,
    Guest,
    GuestExclusion,
    Hold,
    HoldNight,
    Presence,
    Restriction,
    Staff,
)
from shelter_desk.services.arrivals import check_in, check_in_new, check_out, go_out
from shelter_desk.services.bed_answers import answers
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import BedTakenError, give_bed, move_bed, release_bed
from shelter_desk.services.board import board_snapshot, desk_state
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.cards import arrival_card, presence_card
from shelter_desk.services.collisions import AlreadyInsideError
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.handover import filling
from shelter_desk.services.log import write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.provisions import give
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.snapshots import Flag
from shelter_desk.services.standing import NoStayError, NotInsideError, UnknownGuestError
from shelter_desk.services.tasks import add_task, open_tasks
from shelter_desk.services.watch import add_watch, watch_lines
from shelter_desk.store.engine import DiskFullError
from shelter_desk.terms import (
    Level,
    LogKind,
    PresenceKind,
    Protection,
    ProvisionKind,
    RestrictionKind,
    RestrictionScope,
    Role,
)
from tests.engines import as_role, bed_id, clock_of, woman

ALIAS, KEY_WORKER, WISH = "Ærfugl", "Petronella Kontakt", "ønsker rom mot hagen"
AT_DESK = (
    Role.RECEPTION,
    Role.MILIEU,
    Role.NURSE,
    Role.NIGHT,
    Role.SHIFT_LEAD,
    Role.MANAGER,
)


def _key_worker(house: House) -> int:
    def hire(session: Session) -> int:
        row = Staff(
            login="petronella",
            name=KEY_WORKER,
            initials="PK",
            role=Role.MILIEU,
            password_hash="-",
            created_at=clock_of(house).now(),
        )
        session.add(row)
        session.flush()
        return row.id

    return house.store.write(hire)


def _shielded(house: House, alias: str = ALIAS) -> int:
    return woman(
        house,
        alias,
        protection=Protection.STRICT,
        key_worker_id=_key_worker(house),
        wishes=WISH,
        sheet_remark=WISH,
    )


def _presence_of(house: House, guest_id: int) -> int:
    with house.store.read() as session:
        return session.scalars(select(Presence.id).where(Presence.guest_id == guest_id)).one()


def _stay_of(house: House, guest_id: int) -> int:
    with house.store.read() as session:
        return session.scalars(select(BedStay.id).where(BedStay.guest_id == guest_id)).one()


def _expected(house: House, guest_id: int, code: str) -> None:
    now, bed = clock_of(house).now(), bed_id(house, code)

    def hold(session: Session) -> None:
        row = Hold(guest_id=guest_id, bed_id=bed, made_at=now, until_at=now + timedelta(minutes=30))
        session.add(row)
        session.flush()
        session.add(HoldNight(hold_id=row.id, night=night_of(now), bed_id=bed, active=True))

    house.store.write(hold)


def _shut_out(house: House, guest_id: int, caller: Caller) -> None:
    row = GuestExclusion(guest_id=guest_id, staff_id=caller.actor.staff_id)
    house.store.write(lambda session: session.add(row))


def _reads(caller: Caller, guest_id: int, presences: Iterable[int]) -> dict[str, object]:
    asked: dict[str, Callable[[], object]] = {
        "board": lambda: board_snapshot(caller),
        "desk": lambda: desk_state(caller),
        "map": lambda: map_snapshot(caller),
        "arrival": lambda: arrival_card(caller, guest_id=guest_id),
        "search": lambda: type_ahead(caller, words=ALIAS),
        "tasks": lambda: open_tasks(caller),
        "watch": lambda: watch_lines(caller),
        "filling": lambda: filling(caller),
        "answers": lambda: answers(caller, guest_id=guest_id),
    }
    shown = {name: ask() for name, ask in asked.items()}
    cards = {f"card {n}": presence_card(caller, presence_id=n) for n in presences}
    return shown | cards


@pytest.mark.parametrize("role", AT_DESK)
def test_no_role_is_given_her_name_key_worker_or_words_unasked(house: House, role: Role) -> None:
    mina, guest_id = as_role(house, Role.MILIEU), _shielded(house)
    came = clock_of(house).now() - timedelta(hours=1)
    check_in(mina, guest_id=guest_id, bed_id=bed_id(house, "A2"), at=came)
    presence_id = _presence_of(house, guest_id)
    add_watch(
        mina.again(),
        level=Level.URGENT,
        what="Se til",
        if_then="Ring.",
        presence_id=presence_id,
    )
    due = clock_of(house).now() + timedelta(hours=1)
    add_task(mina.again(), text="Spør om frokost", due_at=due, presence_id=presence_id)
    for name, shown in _reads(as_role(house, role), guest_id, [presence_id]).items():
        for word in (ALIAS, KEY_WORKER, WISH):
            assert word not in repr(shown), (name, word)


@pytest.mark.parametrize("role", AT_DESK)
def test_an_expected_shielded_woman_is_only_a_place(house: House, role: Role) -> None:
    guest_id = _shielded(house)
    _expected(house, guest_id, "A4")
    caller = as_role(house, role)
    row = board_snapshot(caller).expected[0]
    assert (row.person.kind, row.bed_code) == (PresenceKind.SHIELDED, "A4")
    for shown in _reads(caller, guest_id, []).values():
        for word in (ALIAS, KEY_WORKER, WISH):
            assert word not in repr(shown)


def test_her_arrival_still_says_that_an_agreement_stands(house: House) -> None:
    guest_id, lead = _shielded(house), as_role(house, Role.SHIFT_LEAD)
    now = clock_of(house).now()
    row = Restriction(
        guest_id=guest_id,
        kind=RestrictionKind.BARRED,
        scope=RestrictionScope.NIGHT,
        facts="Så det selv",
        rule="3",
        statement="Hun fortalte",
        milder="Samtale",
        offered="Mat i døra",
        complaint_told=True,
        review_on=night_of(now),
        starts_at=now - timedelta(hours=1),
        decided_by=lead.actor.staff_id,
        decided_role=Role.SHIFT_LEAD,
    )
    house.store.write(lambda session: session.add(row))
    card = arrival_card(as_role(house, Role.RECEPTION), guest_id=guest_id)
    assert [(known.kind, known.text) for known in card.know] == [("agreement", "")]


@pytest.mark.parametrize("hiding", ["shield", "place", "shut out"])
def test_a_name_shared_with_a_hidden_woman_is_not_flagged(house: House, hiding: str) -> None:
    lead, reader = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.RECEPTION)
    open_one = woman(house, "Lise", second_word="blå")
    grade = Protection.STRICT if hiding == "shield" else Protection.OPEN
    hidden_one = woman(house, "Lise", second_word="rød", protection=grade)
    check_in(lead, guest_id=open_one)
    bed = bed_id(house, "K1") if hiding == "place" else None
    check_in(lead.again(), guest_id=hidden_one, bed_id=bed)
    if hiding == "shut out":
        _shut_out(house, hidden_one, reader)
    flags = {
        flag.flag
        for row in board_snapshot(reader).inside
        if row.person.kind is PresenceKind.NAMED
        for flag in row.flags
    }
    assert Flag.SAME_NAME not in flags
    if hiding == "shut out":
        seen = [flag.flag for row in board_snapshot(lead).inside for flag in row.flags]
        assert seen.count(Flag.SAME_NAME) == 2


def test_for_somebody_shut_out_she_does_not_exist(house: House) -> None:
    lead, reader = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    guest_id = woman(house, ALIAS, wishes=WISH)
    check_in(lead, guest_id=guest_id, bed_id=bed_id(house, "A2"))
    presence_id, stay_id = _presence_of(house, guest_id), _stay_of(house, guest_id)
    write_entry(lead.again(), kind=LogKind.TALK, body="Om henne", guest_ids=[guest_id])
    _shut_out(house, guest_id, reader)

    assert ALIAS not in repr(board_snapshot(reader))
    assert ALIAS not in repr(map_snapshot(reader))
    assert type_ahead(reader, words=ALIAS) == ()
    assert "Om henne" not in repr(log_page(reader))
    with pytest.raises(BedTakenError) as taken:
        check_in_new(reader.again(), alias="Ny", bed_id=bed_id(house, "A2"))
    assert ALIAS not in str(taken.value.values)
    a3 = bed_id(house, "A3")
    refused: list[tuple[type[Exception], Callable[[], object]]] = [
        (UnknownGuestError, lambda: arrival_card(reader, guest_id=guest_id)),
        (UnknownGuestError, lambda: answers(reader, guest_id=guest_id)),
        (UnknownGuestError, lambda: check_in(reader.again(), guest_id=guest_id)),
        (NotInsideError, lambda: presence_card(reader, presence_id=presence_id)),
        (NotInsideError, lambda: answers(reader, presence_id=presence_id)),
        (NotInsideError, lambda: go_out(reader.again(), presence_id=presence_id)),
        (NotInsideError, lambda: check_out(reader.again(), presence_id=presence_id)),
        (NotInsideError, lambda: give_bed(reader.again(), bed_id=a3, presence_id=presence_id)),
        (
            NotInsideError,
            lambda: give(reader.again(), presence_id=presence_id, kind=ProvisionKind.SHOWER),
        ),
        (NoStayError, lambda: move_bed(reader.again(), stay_id=stay_id, bed_id=a3)),
        (NoStayError, lambda: release_bed(reader.again(), stay_id=stay_id)),
        (
            UnknownGuestError,
            lambda: write_entry(
                reader.again(), kind=LogKind.TALK, body="Om henne", presence_ids=[presence_id]
            ),
        ),
    ]
    for error, attempt in refused:
        with pytest.raises(error):
            attempt()
    with pytest.raises(AlreadyInsideError):
        check_in(lead.again(), guest_id=guest_id)


def test_the_system_account_is_given_nothing_of_anybody(house: House) -> None:
    guest_id, system = woman(house, "Lise"), as_role(house, Role.SYSTEM)
    check_in(as_role(house, Role.MILIEU), guest_id=guest_id)
    presence_id = _presence_of(house, guest_id)
    for ask in (
        lambda: board_snapshot(system),
        lambda: desk_state(system),
        lambda: map_snapshot(system),
        lambda: arrival_card(system, guest_id=guest_id),
        lambda: presence_card(system, presence_id=presence_id),
        lambda: type_ahead(system, words="Lise"),
        lambda: log_page(system),
        lambda: open_tasks(system),
        lambda: watch_lines(system),
        lambda: filling(system),
    ):
        with pytest.raises(NotAllowedError):
            ask()


def test_a_card_that_waits_for_a_look_is_not_found_by_name(house: House) -> None:
    _shielded(house)
    reader = as_role(house, Role.RECEPTION)
    done = check_in_new(reader, alias=ALIAS)
    with house.store.read() as session:
        made = session.scalars(select(Guest).order_by(Guest.id.desc())).first()
        assert made is not None
        assert made.awaiting_review
    assert done.row_id is not None
    assert ALIAS not in repr(board_snapshot(reader))
    assert type_ahead(reader, words=ALIAS) == ()


def test_a_card_that_is_opened_stands_in_the_audit_once(house: House) -> None:
    guest_id, reader = woman(house, "Lise"), as_role(house, Role.RECEPTION)
    arrival_card(reader, guest_id=guest_id)
    check_in(reader, guest_id=guest_id)
    presence_card(reader, presence_id=_presence_of(house, guest_id))
    arrival_card(as_role(house, Role.NURSE), guest_id=guest_id)
    with house.store.read() as session:
        rows = session.scalars(
            select(AuditEntry.staff_id).where(
                AuditEntry.action == "read",
                AuditEntry.screen == "card",
                AuditEntry.subject_id == guest_id,
            )
        ).all()
    assert len(rows) == len(set(rows)) == 2


def test_a_card_stays_shut_when_its_opening_cannot_be_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_id, reader = woman(house, "Lise"), as_role(house, Role.RECEPTION)

    def full(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr("shelter_desk.services.reading.write_audit", full)
    with pytest.raises(DiskFullError):
        arrival_card(reader, guest_id=guest_id)
