"""«Skjermet ankomst»: checked in without a name, linked by the shift lead, named nowhere."""

import pytest
from sqlalchemy import select

from shelter_desk.models import AuditEntry, Guest
from shelter_desk.services.arrivals import check_in, check_in_new, check_out
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import BedTakenError, give_bed
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.cards import presence_card
from shelter_desk.services.check_plans import agree_checks, checks_due
from shelter_desk.services.collisions import AliasTakenError, AlreadyInsideError
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.revealing import (
    ReasonMissingError,
    excluded_colleagues,
    reveal,
    shielded_cards,
)
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.rounds import running_round, start_round
from shelter_desk.services.shielding import (
    ExcludedAlreadyError,
    NotShieldedArrivalError,
    UnknownColleagueError,
    exclude_colleague,
    link_shielded,
    readmit_colleague,
    set_protection,
    shielded_arrival,
)
from shelter_desk.services.snapshots import Person
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.tasks import open_tasks
from shelter_desk.services.undo import undo_last
from shelter_desk.terms import PresenceKind, Protection, Role, TaskKind
from tests.engines import as_role, bed_id, clock_of, woman

SECRET = "Ragnfrid"


def arrived(caller: Caller, code: str | None = None) -> int:
    house = caller.house
    bed = bed_id(house, code) if code else None
    row = shielded_arrival(caller.again(), bed_id=bed).row_id
    assert row is not None
    return row


def on_board(caller: Caller) -> list[Person]:
    return [row.person for row in board_snapshot(caller.again()).inside]


def everything(caller: Caller) -> str:
    """Return all a role is given on board, map, search, log, lists and paper."""
    seen: list[object] = [
        board_snapshot(caller.again()),
        map_snapshot(caller.again()),
        type_ahead(caller.again(), words=SECRET),
        type_ahead(caller.again(), words=SECRET[:2]),
        open_tasks(caller.again()),
        checks_due(caller.again()),
        running_round(caller.again()),
        log_page(caller.again()),
    ]
    seen += [
        presence_card(caller.again(), presence_id=row.presence_id)
        for row in board_snapshot(caller.again()).inside
    ]
    return repr(seen)


def test_she_is_checked_in_by_place_or_waiting_and_by_nothing_else(house: House) -> None:
    ragna = as_role(house, Role.RECEPTION)
    arrived(ragna)
    clock_of(house).advance(minutes=1)
    with_place = arrived(ragna, "A2")
    second, first = on_board(ragna)
    assert (first.kind, first.number, first.alias) == (PresenceKind.SHIELDED, 1, "")
    assert (second.kind, second.number, second.alias) == (PresenceKind.SHIELDED, 2, "")
    rows = board_snapshot(ragna.again()).inside
    assert all(row.shielded for row in rows)
    assert rows[0].bed_code == "A2"
    tasks = open_tasks(ragna.again())
    assert [task.kind for task in tasks] == [TaskKind.LINK_SHIELDED] * 2
    with pytest.raises(BedTakenError) as refused:
        arrived(ragna, "A2")
    assert refused.value.values["who"] == "–"
    undo_last(ragna.again())
    assert len(on_board(ragna)) == len(open_tasks(ragna.again())) == 1
    assert with_place not in [person.presence_id for person in on_board(ragna)]


def test_linked_she_is_named_nowhere_by_nobody(house: House) -> None:
    vigdis, ragna = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.RECEPTION)
    secret = woman(house, SECRET, protection=Protection.STRICT, sheet_remark="ikke på papir")
    presence = arrived(ragna)
    agree_checks(
        ragna.again(), presence_id=presence, interval_minutes=60, consent=True, agreed="banke på",
        ends_at=clock_of(house).now().replace(hour=23),
    )  # fmt: skip
    give_bed(ragna.again(), bed_id=bed_id(house, "A2"), presence_id=presence)
    clock_of(house).advance(minutes=1)
    with pytest.raises(NotAllowedError):
        link_shielded(ragna.again(), presence_id=presence, guest_id=secret)
    link_shielded(vigdis.again(), presence_id=presence, guest_id=secret)
    assert open_tasks(vigdis.again()) == ()
    with pytest.raises(NotShieldedArrivalError):
        link_shielded(vigdis.again(), presence_id=presence, guest_id=secret)
    start_round(ragna.again())
    (person,) = on_board(ragna)
    assert (person.kind, person.number, person.place) == (PresenceKind.SHIELDED, 1, "A2")
    assert len(checks_due(ragna.again()).rows) == 1
    for role in (Role.RECEPTION, Role.MILIEU, Role.NURSE, Role.NIGHT):
        assert SECRET not in everything(as_role(house, role))
    for role in (Role.SHIFT_LEAD, Role.MANAGER):
        caller = as_role(house, role)
        assert SECRET not in repr((board_snapshot(caller), map_snapshot(caller.again())))
        assert SECRET not in repr(type_ahead(caller.again(), words=SECRET))
        assert SECRET not in repr(log_page(caller.again()))
        assert SECRET in repr(log_page(caller.again(), guest_id=secret))
    sheet = coming_sheet(as_role(house, Role.SHIFT_LEAD), language="nb")
    assert SECRET not in repr(sheet)
    assert "ikke på papir" not in repr(sheet)


def test_an_open_card_stays_shielded_for_as_long_as_she_is_here(house_on_file: House) -> None:
    house = house_on_file
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    lise = woman(house, SECRET)
    presence = arrived(mina)
    link_shielded(vigdis.again(), presence_id=presence, guest_id=lise)
    assert SECRET not in everything(mina)
    assert on_board(mina)[0].number == 1
    assert SECRET not in repr(coming_sheet(vigdis.again(), language="nb"))
    clock_of(house).advance(minutes=1)
    check_out(mina.again(), presence_id=presence)
    clock_of(house).advance(minutes=1)
    check_in(mina.again(), guest_id=lise)
    assert on_board(mina)[0].alias == SECRET


def test_a_woman_inside_already_is_not_linked_again_and_undo_unlinks(house: House) -> None:
    vigdis = as_role(house, Role.SHIFT_LEAD)
    lise, vera = woman(house, "Lise"), woman(house, "Vera", protection=Protection.CONFIDENTIAL)
    check_in(vigdis.again(), guest_id=lise)
    presence = arrived(vigdis, "A2")
    with pytest.raises(AlreadyInsideError):
        link_shielded(vigdis.again(), presence_id=presence, guest_id=lise)
    clock_of(house).advance(minutes=1)
    link_shielded(vigdis.again(), presence_id=presence, guest_id=vera)
    assert SECRET not in repr(on_board(vigdis))
    undo_last(vigdis.again())
    assert [task.kind for task in open_tasks(vigdis.again())] == [TaskKind.LINK_SHIELDED]
    clock_of(house).advance(minutes=1)
    link_shielded(vigdis.again(), presence_id=presence, guest_id=vera)


def test_who_she_is_is_told_for_a_reason_that_stands_in_the_audit(house: House) -> None:
    secret = woman(house, SECRET, protection=Protection.STRICT)
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    presence = arrived(mina)
    with pytest.raises(UnknownGuestError):
        reveal(mina.again(), presence_id=presence, reason="Legevakta ringer")
    link_shielded(vigdis.again(), presence_id=presence, guest_id=secret)
    with pytest.raises(ReasonMissingError):
        reveal(mina.again(), presence_id=presence, reason=" \u200b-")
    with pytest.raises(NotAllowedError):
        reveal(as_role(house, Role.SYSTEM), presence_id=presence, reason="Nysgjerrig")
    shown = reveal(mina.again(), presence_id=presence, reason="Legevakta ringer")
    assert (shown.alias, shown.guest_id) == (SECRET, secret)
    with house.store.read() as session:
        row = session.scalars(select(AuditEntry).where(AuditEntry.screen == "reveal")).one()
    assert (row.reason, row.subject_id, row.staff_id) == (
        "Legevakta ringer", secret, mina.actor.staff_id,
    )  # fmt: skip
    with pytest.raises(NotAllowedError):
        shielded_cards(mina.again(), reason="Vil se")
    (card,) = shielded_cards(vigdis.again(), reason="Kobler ankomst")
    assert (card.guest_id, card.grade, card.inside) == (secret, Protection.STRICT, True)


def test_a_grade_hides_her_at_once_and_leaves_no_line(house: House) -> None:
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    secret = woman(house, SECRET)
    check_in(mina.again(), guest_id=secret)
    before = len(log_page(mina.again()).sections[0].lines)
    with pytest.raises(NotAllowedError):
        set_protection(mina.again(), guest_id=secret, protection=Protection.STRICT)
    set_protection(vigdis.again(), guest_id=secret, protection=Protection.STRICT)
    assert SECRET not in everything(mina)
    assert len(log_page(mina.again()).sections[0].lines) == before
    # A new card of that name gives no sign, and its own review opens it.
    second = check_in_new(mina.again(), alias=SECRET).row_id
    assert second is not None
    with house.store.read() as session:
        waiting = session.scalars(select(Guest.id).where(Guest.awaiting_review)).one()
    set_protection(vigdis.again(), guest_id=waiting, protection=Protection.OPEN)
    assert SECRET in repr(on_board(mina))
    with pytest.raises(AliasTakenError):
        set_protection(vigdis.again(), guest_id=secret, protection=Protection.OPEN)


def test_to_a_colleague_who_is_shut_out_she_does_not_exist(house: House) -> None:
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    lise, staff = woman(house, SECRET), mina.actor.staff_id
    assert staff is not None
    check_in(vigdis.again(), guest_id=lise)
    with pytest.raises(UnknownColleagueError):
        exclude_colleague(vigdis.again(), guest_id=lise, staff_id=9999)
    exclude_colleague(vigdis.again(), guest_id=lise, staff_id=staff)
    with pytest.raises(ExcludedAlreadyError):
        exclude_colleague(vigdis.again(), guest_id=lise, staff_id=staff)
    assert SECRET not in everything(mina)
    assert on_board(mina) == []
    with pytest.raises(UnknownGuestError):
        reveal(mina.again(), guest_id=lise, reason="Kjenner henne")
    ((number, name),) = excluded_colleagues(vigdis.again(), guest_id=lise)
    assert (number, name) == (staff, mina.actor.name)
    readmit_colleague(vigdis.again(), guest_id=lise, staff_id=staff)
    assert SECRET in repr(on_board(mina))
    with pytest.raises(ExcludedAlreadyError):
        readmit_colleague(vigdis.again(), guest_id=lise, staff_id=staff)
