"""Sent away till morning, barred for a period: domain.md b21, field by field."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from shelter_desk.clock import from_local, local
from shelter_desk.errors import BadInputError, DeskError
from shelter_desk.models import AuditEntry, GuestExclusion, Restriction, Vedtak
from shelter_desk.services.arrivals import check_in
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.cards import arrival_card
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.provisions import AmountError, NotAtDoorError, give_at_door
from shelter_desk.services.restriction_fields import (
    BarEndsError,
    ComplaintMissingError,
    FactsMissingError,
    ManagerDecidesError,
    MilderMissingError,
    NavMissingError,
    OfferedMissingError,
    ReviewDateError,
    RuleMissingError,
    StatementMissingError,
    WentToMissingError,
    next_morning,
    next_noon,
)
from shelter_desk.services.restriction_lists import bars_to_review, restrictions_of
from shelter_desk.services.restrictions import (
    NEVER_BLOCKED,
    NoSuchRestrictionError,
    RestrictedAlreadyError,
    bar,
    complete_sent_away,
    lift,
    review,
    send_away,
)
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.snapshots import Flag
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.tasks import open_tasks
from shelter_desk.services.undo import undo_last
from shelter_desk.terms import (
    LogKind,
    ProvisionKind,
    RestrictionScope,
    Role,
    TaskKind,
)
from tests.engines import as_role, clock_of, woman

YEAR = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def away(caller: Caller, guest_id: int, **values: object) -> int:
    given_values: dict[str, object] = {
        "facts": "Slo etter en annen, sett av to",
        "offered": "Drosje til legevakta",
        "went_to": "Til en venninne",
        "statement": "Hun sa at hun var redd",
        **values,
    }
    row = send_away(caller.again(), guest_id=guest_id, **given_values).row_id  # type: ignore[arg-type]  # fields are tried wrong
    assert row is not None
    return row


def barred(caller: Caller, guest_id: int, **values: object) -> int:
    given_values: dict[str, object] = {
        "scope": RestrictionScope.NIGHT,
        "facts": "Truet en ansatt, sett av Kari",
        "rule": "Kjøreregel 3",
        "milder": "Samtale, og plass på F1",
        "offered": "Plass hos Natthjemmet",
        "statement": "Hun husker det ikke",
        "complaint_told": True,
        "review_on": TODAY + timedelta(days=7),
        "ends_at": from_local(TODAY + timedelta(days=10), time(12)),
        **values,
    }
    row = bar(caller.again(), guest_id=guest_id, **given_values).row_id  # type: ignore[arg-type]  # fields are tried wrong
    assert row is not None
    return row


# -- the morning rule, over every night of the year --------------------------------------------


@given(st.integers(0, 366 * 24 * 60 - 1))
@example(int((datetime(2026, 3, 29, 0, 30, tzinfo=UTC) - YEAR).total_seconds() // 60))
@example(int((datetime(2026, 10, 25, 0, 30, tzinfo=UTC) - YEAR).total_seconds() // 60))
def test_it_ends_at_the_first_six_oclock_that_is_four_hours_away(minute: int) -> None:
    start = YEAR + timedelta(minutes=minute)
    end = next_morning(start)
    assert (local(end).hour, local(end).minute) == (6, 0)
    assert end - start >= timedelta(hours=4)
    day_before = from_local(local(end).date() - timedelta(days=1), time(6))
    assert day_before - start < timedelta(hours=4)


def test_every_night_of_a_year_has_its_morning_and_noon() -> None:
    for day in range(366):
        night = (YEAR + timedelta(days=day)).date()
        morning = from_local(night + timedelta(days=1), time(6))
        assert next_morning(from_local(night, time(22))) == morning
        last = morning - timedelta(hours=4)
        assert next_morning(last) == morning
        after = from_local(night + timedelta(days=2), time(6))
        assert next_morning(last + timedelta(seconds=1)) == after
        noon = from_local(night + timedelta(days=1), time(12))
        assert next_noon(from_local(night, time(22))) == next_noon(last) == noon


def test_the_clock_goes_forward_and_four_hours_stay_four_hours() -> None:
    spring = date(2026, 3, 29)
    # 01:30 winter time to 06:00 summer time is three and a half hours of the running clock.
    assert next_morning(from_local(spring, time(1, 30))) == from_local(date(2026, 3, 30), time(6))
    autumn = date(2026, 10, 25)
    second = from_local(autumn, time(2, 0), second_time=True)
    assert next_morning(second) == from_local(autumn, time(6))


# -- sent away ---------------------------------------------------------------------------------


def test_sending_away_is_saved_at_once_and_the_rest_is_a_task(house: House) -> None:
    nora, vigdis = as_role(house, Role.NIGHT), as_role(house, Role.SHIFT_LEAD)
    lise = woman(house, "Lise")
    row = away(nora, lise, statement="", statement_missing="Hun gikk før vi fikk spurt")
    (picture,) = restrictions_of(nora.again(), guest_id=lise)
    assert picture.ends_at == from_local(date(2026, 11, 21), time(6))
    assert picture.statement_missing == "Hun gikk før vi fikk spurt"
    (task,) = open_tasks(vigdis.again())
    assert (task.kind, task.due_at) == (
        TaskKind.RESTRICTION, from_local(date(2026, 11, 21), time(12)),
    )  # fmt: skip
    sheet = coming_sheet(nora.again(), language="nb")
    assert any("Bortvist til" in incident.text for incident in sheet.incidents)
    (know,) = arrival_card(as_role(house, Role.RECEPTION), guest_id=lise).know
    assert (know.kind, know.text) == ("agreement", "")
    with pytest.raises(NotAllowedError):
        complete_sent_away(
            nora.again(), restriction_id=row, rule="3", milder="Samtale", complaint_told=True
        )
    complete_sent_away(
        vigdis.again(), restriction_id=row, rule="3", milder="Samtale", complaint_told=True,
        statement="Hun sier hun ble slått først",
    )  # fmt: skip
    assert open_tasks(vigdis.again()) == ()
    (picture,) = restrictions_of(nora.again(), guest_id=lise)
    assert picture.statement == "Hun sier hun ble slått først"
    clock_of(house).advance(hours=12)
    assert restrictions_of(nora.again(), guest_id=lise) == ()


def test_a_sending_away_needs_what_happened_what_was_offered_and_where_she_went(
    house_on_file: House,
) -> None:
    house = house_on_file
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    for name, error in (
        ("facts", FactsMissingError),
        ("offered", OfferedMissingError),
        ("went_to", WentToMissingError),
        ("statement", StatementMissingError),
    ):
        with pytest.raises(error):
            away(mina, lise, **{name: " - "})
    with pytest.raises(NotAllowedError):
        away(as_role(house, Role.RECEPTION), lise)
    assert restrictions_of(mina.again(), guest_id=lise) == ()
    row = away(mina, lise)
    with pytest.raises(RestrictedAlreadyError):
        away(as_role(house, Role.NIGHT), lise)
    clock_of(house).advance(minutes=1)
    lift(mina.again(), restriction_id=row)
    with pytest.raises(NoSuchRestrictionError):
        lift(mina.again(), restriction_id=row)
    assert restrictions_of(mina.again(), guest_id=lise) == ()


def test_undo_takes_the_task_along(house: House) -> None:
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    away(mina, lise)
    undo_last(mina.again())
    assert restrictions_of(mina.again(), guest_id=lise) == ()
    assert open_tasks(mina.again()) == ()


# -- barred ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"facts": ""}, FactsMissingError),
        ({"rule": ""}, RuleMissingError),
        ({"statement": ""}, StatementMissingError),
        ({"milder": " "}, MilderMissingError),
        ({"offered": ""}, OfferedMissingError),
        ({"complaint_told": False}, ComplaintMissingError),
        ({"review_on": TODAY - timedelta(days=1)}, ReviewDateError),
        ({"review_on": TODAY + timedelta(days=15), "ends_at": None}, ReviewDateError),
        ({"review_on": TODAY + timedelta(days=11)}, ReviewDateError),
        ({"ends_at": datetime(2026, 11, 20, 18, tzinfo=UTC)}, BarEndsError),
        ({"ends_at": None}, ManagerDecidesError),
        ({"ends_at": datetime(2099, 1, 1, tzinfo=UTC)}, ManagerDecidesError),
    ],
)
def test_a_bar_is_refused_when_anything_is_missing(
    house_on_file: House, values: dict[str, object], error: type[DeskError]
) -> None:
    who = Role.MANAGER if error is ReviewDateError else Role.SHIFT_LEAD
    lead, lise = as_role(house_on_file, who), woman(house_on_file, "Lise")
    with pytest.raises(error) as refused:
        barred(lead, lise, **values)
    if isinstance(refused.value, BadInputError):
        assert restrictions_of(lead.again(), guest_id=lise) == ()


def test_a_bar_with_everything_stands_until_it_ends_or_is_lifted(house: House) -> None:
    vigdis, mina = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.MILIEU)
    liv, lise, tone = as_role(house, Role.MANAGER), woman(house, "Lise"), woman(house, "Tone")
    with pytest.raises(NotAllowedError):
        barred(mina, lise)
    row = barred(vigdis, lise)
    with pytest.raises(RestrictedAlreadyError):
        barred(vigdis, lise)
    endless = barred(liv, tone, ends_at=None, review_on=TODAY)
    assert [bar.restriction_id for bar in bars_to_review(vigdis.again())] == [endless, row]
    assert [bar.review_due for bar in bars_to_review(vigdis.again())] == [True, False]
    review(liv.again(), restriction_id=endless, next_review_on=TODAY + timedelta(days=14))
    with pytest.raises(ReviewDateError):
        review(liv.again(), restriction_id=endless, next_review_on=TODAY + timedelta(days=15))
    with pytest.raises(NotAllowedError):
        lift(mina.again(), restriction_id=row)
    lift(vigdis.again(), restriction_id=row)
    assert [bar.restriction_id for bar in bars_to_review(vigdis.again())] == [endless]
    kinds = {LogKind.BARRED: 2, LogKind.REVIEWED: 2}
    page = log_page(mina.again(), kinds=list(kinds))
    written = [line for section in page.sections for line in section.lines]
    assert {kind: sum(line.kind is kind for line in written) for kind in kinds} == kinds


def test_with_a_decision_of_a_place_nav_is_told(house_on_file: House) -> None:
    house = house_on_file
    vigdis, lise = as_role(house, Role.SHIFT_LEAD), woman(house, "Lise")
    house.store.write(
        lambda session: session.add(Vedtak(guest_id=lise, first_day=TODAY, last_day=TODAY))
    )
    for told in (None, False):
        with pytest.raises(NavMissingError):
            barred(vigdis, lise, nav_told=told)
    barred(vigdis, lise, nav_told=True)


# -- what it never does ------------------------------------------------------------------------


def test_food_equipment_and_naloxone_are_given_whatever_is_decided(house: House) -> None:
    vigdis, ragna = as_role(house, Role.SHIFT_LEAD), as_role(house, Role.RECEPTION)
    lise = woman(house, "Lise")
    barred(vigdis, lise, scope=RestrictionScope.BOTH)
    away(vigdis, lise)
    for kind in NEVER_BLOCKED:
        assert give_at_door(ragna.again(), kind=kind, guest_id=lise).row_id
    give_at_door(ragna.again(), kind=ProvisionKind.NALOXONE, amount=2, first_time=True)
    with pytest.raises(NotAtDoorError):
        give_at_door(ragna.again(), kind=ProvisionKind.SHOWER)
    with pytest.raises(AmountError):
        give_at_door(ragna.again(), kind=ProvisionKind.FOOD_BAG, amount=0)
    # A warning at check-in, not a lock.
    check_in(ragna.again(), guest_id=lise)
    (row,) = board_snapshot(ragna.again()).inside
    assert [flag.flag for flag in row.flags] == [Flag.AGREEMENT]


def test_reading_what_stands_is_audited_and_not_for_everybody(house_on_file: House) -> None:
    house = house_on_file
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    row = away(mina, lise)
    with pytest.raises(NotAllowedError):
        restrictions_of(as_role(house, Role.RECEPTION), guest_id=lise)
    synne = as_role(house, Role.NURSE)
    restrictions_of(synne.again(), guest_id=lise)
    with house.store.read() as session:
        screens = session.scalars(
            select(AuditEntry.screen).where(AuditEntry.staff_id == synne.actor.staff_id)
        ).all()
        kept = session.get_one(Restriction, row)
        details = str(session.scalars(select(AuditEntry.details)).all())
        assert kept.facts not in details
    assert screens == ["restrictions"]
    house.store.write(
        lambda session: session.add(GuestExclusion(guest_id=lise, staff_id=mina.actor.staff_id))
    )
    with pytest.raises(UnknownGuestError):
        restrictions_of(mina.again(), guest_id=lise)
    with pytest.raises(NoSuchRestrictionError):
        lift(mina.again(), restriction_id=row)
