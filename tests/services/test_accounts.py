"""Accounts and rights: what a manager, a shift lead and a system keeper can do, on both engines."""

from datetime import date, timedelta

import pytest

from shelter_desk.services import access, accounts
from shelter_desk.services.account_rules import (
    InitialsTakenError,
    LastManagerError,
    LoginFormError,
    ManagersAccountError,
    NoNameError,
    OwnAccountError,
)
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.rights import AccountClosedError, NotAllowedError
from shelter_desk.services.role_rights import (
    RightNotForRoleError,
    RightStaysError,
    rights_table,
    set_right,
    usual_rights,
)
from shelter_desk.terms import Right, Role
from tests.engines import CHEAP, PASSWORD, as_role, clock_of


def account_of(caller: Caller, login: str) -> accounts.Account:
    return next(one for one in accounts.accounts(caller.again()) if one.login == login)


def number_of(caller: Caller, login: str) -> int:
    return account_of(caller, login).staff_id


def test_a_new_colleague_gets_a_password_for_one_log_in(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    made = accounts.open_account(
        liv, login=" Kari ", name="Kari Moe", initials="km", role=Role.MILIEU, cost=CHEAP
    )
    found = access.log_in(house, login="kari", password=made.password)
    assert found.must_change_password
    assert found.actor.initials == "KM"


def test_what_an_account_cannot_be(house: House) -> None:
    liv = as_role(house, Role.MANAGER)

    def open_account(**other: str) -> None:
        values = {"login": "ny", "name": "Ny", "initials": "NY", **other}
        accounts.open_account(liv.again(), role=Role.MILIEU, cost=CHEAP, **values)

    with pytest.raises(NoNameError):
        open_account(name=" . ")
    with pytest.raises(LoginFormError):
        open_account(login="to ord")
    with pytest.raises(access.LoginTakenError):
        open_account(login="Ragna")
    with pytest.raises(InitialsTakenError) as taken:
        open_account(initials="rr")
    assert taken.value.values["name"] == "Ragna Resepsjon"


def test_the_shift_lead_lets_a_temp_in_for_a_day(house: House) -> None:
    vigdis = as_role(house, Role.SHIFT_LEAD)
    made = accounts.open_day_account(vigdis, name="Nora Vikar", role=Role.NIGHT, cost=CHEAP)
    assert made.login == "nora2"  # there is a Nora already
    assert access.log_in(house, login=made.login, password=made.password).must_change_password
    clock_of(house).advance(hours=24)
    with pytest.raises(AccountClosedError):
        access.log_in(house, login=made.login, password=made.password)
    with pytest.raises(accounts.DayRoleError):
        accounts.open_day_account(vigdis.again(), name="X", role=Role.MANAGER, cost=CHEAP)
    listed = accounts.account_changes(as_role(house, Role.MANAGER))
    assert [(one.by, one.action, one.name) for one in listed][:1] == [
        ("Vigdis Vakt", "open_day_account", "Nora Vikar")
    ]


def test_the_shift_lead_gives_a_new_password_but_not_to_the_manager(house: House) -> None:
    vigdis = as_role(house, Role.SHIFT_LEAD)
    given = accounts.reset_password(vigdis, staff_id=number_of(vigdis, "ragna"), cost=CHEAP)
    with pytest.raises(access.WrongPasswordError):
        access.log_in(house, login="ragna", password=PASSWORD)
    assert access.log_in(house, login="ragna", password=given.password).must_change_password
    for login in ("liv", "siri"):
        with pytest.raises((ManagersAccountError, NotAllowedError)):
            accounts.reset_password(vigdis.again(), staff_id=number_of(vigdis, login), cost=CHEAP)


def test_a_reset_password_ends_the_wait(house: House) -> None:
    for _ in range(5):
        with pytest.raises((access.WrongPasswordError, access.WaitError)):
            access.log_in(house, login="ragna", password="feil")
    vigdis = as_role(house, Role.SHIFT_LEAD)
    given = accounts.reset_password(vigdis, staff_id=number_of(vigdis, "ragna"), cost=CHEAP)
    assert access.log_in(house, login="ragna", password=given.password).actor.initials == "RR"


def test_the_last_manager_stays(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    system = as_role(house, Role.SYSTEM)
    me = number_of(liv, "liv")
    with pytest.raises(ManagersAccountError):
        accounts.close_account(system, staff_id=me)
    with pytest.raises(LastManagerError):
        accounts.close_account(liv.again(), staff_id=me)
    with pytest.raises(LastManagerError):
        accounts.change_account(
            liv.again(), staff_id=me, name="Liv Leder", initials="LL", role=Role.NURSE
        )
    other = accounts.open_account(
        liv.again(), login="bodil", name="Bodil", initials="BO", role=Role.MANAGER, cost=CHEAP
    )
    with pytest.raises(OwnAccountError):
        accounts.close_account(liv.again(), staff_id=me)
    accounts.close_account(liv.again(), staff_id=other.staff_id)
    assert not account_of(liv, "bodil").open
    accounts.reopen_account(liv.again(), staff_id=other.staff_id)
    assert account_of(liv, "bodil").open


def test_the_system_keeper_makes_no_manager(house: House) -> None:
    system = as_role(house, Role.SYSTEM)
    with pytest.raises(ManagersAccountError):
        accounts.open_account(
            system, login="ny", name="Ny", initials="NY", role=Role.MANAGER, cost=CHEAP
        )
    with pytest.raises(ManagersAccountError):
        accounts.change_account(
            system.again(),
            staff_id=number_of(system, "ragna"),
            name="Ragna",
            initials="RR",
            role=Role.MANAGER,
        )


def test_a_police_certificate_is_a_day_that_has_been(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    ragna = number_of(liv, "ragna")
    today = date(2026, 11, 20)
    accounts.set_staff_facts(liv.again(), staff_id=ragna, police_certificate_on=today)
    assert account_of(liv, "ragna").police_certificate_on == today
    with pytest.raises(accounts.CertificateDayError):
        accounts.set_staff_facts(
            liv.again(), staff_id=ragna, police_certificate_on=today + timedelta(days=1)
        )


def test_a_right_given_holds_at_once_and_some_stay(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    set_right(liv.again(), role=Role.RECEPTION, right=Right.PRINT_HANDOVER, given=True)
    assert Right.PRINT_HANDOVER in access.log_in(house, login="ragna", password=PASSWORD).rights
    set_right(liv.again(), role=Role.RECEPTION, right=Right.PRINT_HANDOVER, given=False)
    assert Right.PRINT_HANDOVER not in rights_table(liv.again())[Role.RECEPTION]
    with pytest.raises(RightStaysError):
        set_right(liv.again(), role=Role.MANAGER, right=Right.STAFF, given=False)
    with pytest.raises(RightNotForRoleError):
        set_right(liv.again(), role=Role.SYSTEM, right=Right.CARD, given=True)
    with pytest.raises(RightNotForRoleError):
        set_right(liv.again(), role=Role.SHIFT_LEAD, right=Right.STAFF, given=True)
    with pytest.raises(NotAllowedError):
        set_right(as_role(house, Role.SHIFT_LEAD), role=Role.NIGHT, right=Right.BAR, given=True)
    set_right(liv.again(), role=Role.NIGHT, right=Right.BAR, given=True)
    usual_rights(liv.again())
    assert Right.BAR not in rights_table(liv.again())[Role.NIGHT]
