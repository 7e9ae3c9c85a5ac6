"""Logging in: what a worker and somebody guessing would notice, on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.models import AuditEntry, Staff
from shelter_desk.services import access
from shelter_desk.services.arrivals import check_in_anonymous
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.rights import (
    AccountClosedError,
    NotAllowedError,
    PasswordFirstError,
    PinLockedError,
)
from shelter_desk.terms import Right, Role
from tests.engines import CHEAP, PASSWORD, as_role, clock_of, program

NEW = "enda fire ord som passer sammen"


def test_a_colleague_logs_in_with_her_rights(house: House) -> None:
    found = access.log_in(house, login=" Ragna ", password=PASSWORD)
    assert found.actor.name == "Ragna Resepsjon"
    assert Right.BOARD in found.rights
    assert Right.BAR not in found.rights


def test_name_and_password_are_refused_alike(house: House) -> None:
    for login in ("ragna", "finnes ikke"):
        with pytest.raises(access.WrongPasswordError):
            access.log_in(house, login=login, password="feil")


def test_five_wrong_passwords_make_one_wait_and_not_for_ever(house: House) -> None:
    for _ in range(4):
        with pytest.raises(access.WrongPasswordError):
            access.log_in(house, login="ragna", password="feil")
    with pytest.raises(access.WaitError) as waited:
        access.log_in(house, login="ragna", password="feil")
    with pytest.raises(access.WaitError):
        access.log_in(house, login="ragna", password=PASSWORD)
    until = waited.value.values["until"]
    clock_of(house).moment = until  # type: ignore[assignment]  # values are objects
    assert access.log_in(house, login="ragna", password=PASSWORD).actor.initials == "RR"


def test_a_pin_is_five_guesses_and_then_the_password(house: House) -> None:
    me = as_role(house, Role.NIGHT)
    access.set_pin(me, password=PASSWORD, pin="8361", cost=CHEAP)
    staff_id = me.actor.staff_id or 0
    assert access.log_in_with_pin(house, staff_id=staff_id, pin="8361").actor.initials == "NN"
    for _ in range(4):
        with pytest.raises(access.WrongPinError):
            access.log_in_with_pin(house, staff_id=staff_id, pin="0000")
    with pytest.raises(PinLockedError):
        access.log_in_with_pin(house, staff_id=staff_id, pin="0000")
    with pytest.raises(PinLockedError):
        access.log_in_with_pin(house, staff_id=staff_id, pin="8361")
    access.log_in(house, login="nora", password=PASSWORD)
    assert access.log_in_with_pin(house, staff_id=staff_id, pin="8361").has_pin


def test_a_new_password_needs_the_old_one(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    with pytest.raises(access.WrongPasswordError):
        access.change_password(me.again(), old="feil", new=NEW, cost=CHEAP)
    access.change_password(me.again(), old=PASSWORD, new=NEW, cost=CHEAP)
    assert not access.log_in(house, login="ragna", password=NEW).must_change_password


def test_an_account_ends_on_its_day(house: House) -> None:
    ends = clock_of(house).now()
    access.create_staff(
        program(house),
        login="vikar",
        name="Vikar",
        initials="VI",
        role=Role.MILIEU,
        password=NEW,
        valid_until=ends,
        cost=CHEAP,
    )
    with pytest.raises(AccountClosedError):
        access.log_in(house, login="vikar", password=NEW)
    assert "Vikar" not in {chip.name for chip in access.people(house)}


def test_a_log_in_name_is_used_once(house: House) -> None:
    call: Caller = program(house)
    with pytest.raises(access.LoginTakenError):
        access.create_staff(
            call, login="RAGNA", name="R", initials="R", role=Role.NIGHT, password=NEW, cost=CHEAP
        )


def test_guessing_a_password_behind_an_open_desk_waits_too(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    attempts = (
        lambda: access.change_password(me.again(), old="feil", new=NEW, cost=CHEAP),
        lambda: access.set_pin(me.again(), password="feil", pin="8361", cost=CHEAP),
    )
    for attempt in (*attempts, *attempts):
        with pytest.raises(access.WrongPasswordError):
            attempt()
    for attempt in attempts:
        with pytest.raises(access.WaitError):
            attempt()
    with pytest.raises(access.WaitError):
        access.change_password(me.again(), old=PASSWORD, new=NEW, cost=CHEAP)


def test_every_failed_attempt_is_in_the_audit_without_what_was_typed(house: House) -> None:
    typed = "et-passord-i-feil-felt"
    with pytest.raises(access.WrongPasswordError):
        access.log_in(house, login=typed, password=typed)
    with pytest.raises(access.WrongPinError):
        access.log_in_with_pin(house, staff_id=99_999, pin="8361")
    with pytest.raises(access.WrongPasswordError):
        access.log_in(house, login="ragna", password="feil")
    with house.store.read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).all()[:3]
        assert [(row.action, row.details["ok"]) for row in reversed(rows)] == [
            ("log_in", False),
            ("log_in_with_pin", False),
            ("log_in", False),
        ]
        assert all(typed not in repr(vars(row)) for row in rows)


def test_an_account_that_ends_while_somebody_is_logged_in_ends_at_once(house: House) -> None:
    temp, clock = as_role(house, Role.MILIEU), clock_of(house)

    def end_soon(session: Session) -> None:
        row = session.get(Staff, temp.actor.staff_id)
        assert row is not None
        row.valid_until = clock.now() + timedelta(hours=1)

    house.store.write(end_soon)
    board_snapshot(temp)
    clock.moment += timedelta(hours=1)
    with pytest.raises(AccountClosedError):
        board_snapshot(temp)
    with pytest.raises(AccountClosedError):
        check_in_anonymous(temp.again())
    access.log_out(temp.again())


def test_a_role_that_changes_counts_from_the_next_call(house: House) -> None:
    me = as_role(house, Role.MILIEU)

    def change(session: Session) -> None:
        row = session.get(Staff, me.actor.staff_id)
        assert row is not None
        row.role = Role.SYSTEM

    house.store.write(change)
    with pytest.raises(NotAllowedError):
        board_snapshot(me)


def test_a_one_time_password_opens_nothing_but_the_change_of_password(house: House) -> None:
    access.create_staff(
        program(house), login="vikar", name="Ny Vikar", initials="NV", role=Role.NIGHT,
        password=PASSWORD, cost=CHEAP,
    )  # fmt: skip
    first = access.log_in(house, login="vikar", password=PASSWORD)
    assert first.must_change_password
    me = Caller(house, first.actor)
    for refused in (
        lambda: board_snapshot(me.again()),
        lambda: check_in_anonymous(me.again()),
        lambda: access.set_pin(me.again(), password=PASSWORD, pin="8361", cost=CHEAP),
    ):
        with pytest.raises(PasswordFirstError):
            refused()
    access.change_password(me.again(), old=PASSWORD, new=NEW, cost=CHEAP)
    board_snapshot(me.again())
