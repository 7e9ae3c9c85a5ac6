"""The board's right side and the arrival card: expected, not seen, held for her, hidden names."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from shelter_desk.models import Guest, GuestExclusion, GuestNeed
from shelter_desk.services.arrivals import (
    check_in,
    check_in_expected,
    check_in_new,
    check_out,
    go_out,
)
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.cards import arrival_card, presence_card
from shelter_desk.services.check_plans import agree_checks
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.holds import hold_bed
from shelter_desk.services.house_settings import change_setting
from shelter_desk.services.keep_apart import keep_apart
from shelter_desk.services.log import write_entry
from shelter_desk.services.messages import give_message, leave_message
from shelter_desk.services.not_seen import not_seen
from shelter_desk.services.standing import HoldOverError
from shelter_desk.terms import (
    BedAttribute,
    KeepApartLevel,
    Level,
    LogKind,
    NotSeenStep,
    PresenceKind,
    Protection,
    Role,
)
from tests.engines import as_role, bed_id, clock_of, woman
from tests.services.evening import sheet_of


def beds_of(caller: Caller) -> list[str | None]:
    return [row.bed_code for row in board_snapshot(caller.again()).inside]


def test_the_bed_kept_for_her_is_offered_as_hers_and_given_with_one_key(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita, until = woman(house, "Rita"), now + timedelta(hours=3)
    hold_bed(mina.again(), guest_id=rita, bed_id=bed_id(house, "A6"), until_at=until)
    card = arrival_card(mina.again(), guest_id=rita)
    assert (card.best_bed_code, card.held_until) == ("A6", until)
    (hit,) = type_ahead(mina.again(), words="rit")
    assert (hit.held_bed_code, hit.held_bed_id) == ("A6", bed_id(house, "A6"))
    check_in(mina.again(), guest_id=rita, bed_id=hit.held_bed_id)
    assert beds_of(mina) == ["A6"]
    assert board_snapshot(mina.again()).expected == ()


def test_the_best_free_bed_says_what_is_particular_about_it(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    card = arrival_card(mina.again(), guest_id=woman(house, "Eva"))
    assert card.best_bed_code == "A5"
    assert BedAttribute.NEAR_STAFF in card.best_bed_why
    assert (card.best_bed_floor, card.held_until) == ("2. etasje", None)


def test_she_who_has_come_without_her_place_is_not_waited_for(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita = woman(house, "Rita")
    hold_bed(
        mina.again(), guest_id=rita, bed_id=bed_id(house, "A6"), until_at=now + timedelta(hours=3)
    )
    assert next(row for row in sheet_of(mina).places if row.code == "A6").status == "expected"
    check_in(mina.again(), guest_id=rita)
    assert next(row for row in sheet_of(mina).places if row.code == "A6").status == "held"


def test_one_who_did_not_come_by_the_hour_is_not_forgotten(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    rita = woman(house, "Rita")
    hold_bed(
        mina.again(), guest_id=rita, bed_id=bed_id(house, "A6"), until_at=now + timedelta(hours=1)
    )
    clock_of(house).advance(minutes=90)
    (row,) = board_snapshot(mina.again()).expected
    assert (row.person.alias, row.late) == ("Rita", True)
    with pytest.raises(HoldOverError):
        check_in_expected(mina.again(), hold_id=row.hold_id)
    check_in(mina.again(), guest_id=rita)
    assert board_snapshot(mina.again()).expected == ()


def test_a_shielded_woman_who_is_expected_comes_in_without_her_card_being_told(
    house: House,
) -> None:
    ragna, now = as_role(house, Role.RECEPTION), clock_of(house).now()
    secret = woman(house, "Ragnfrid", protection=Protection.STRICT)
    hold_bed(
        as_role(house, Role.SHIFT_LEAD),
        guest_id=secret,
        bed_id=bed_id(house, "K1"),
        until_at=now + timedelta(hours=3),
    )
    (row,) = board_snapshot(ragna.again()).expected
    assert (row.guest_id, row.person.kind, row.person.guest_id) == (
        None,
        PresenceKind.SHIELDED,
        None,
    )
    card = arrival_card(ragna.again(), hold_id=row.hold_id)
    assert (card.best_bed_code, card.person.alias) == ("K1", "")
    check_in_expected(ragna.again(), hold_id=row.hold_id)
    assert beds_of(ragna) == ["K1"]
    assert "Ragnfrid" not in repr(board_snapshot(ragna.again()))


# -- a new card must not tell of a hidden one ----------------------------------------------------


def card_of(house: House, alias: str) -> list[bool]:
    def ask(session: Session) -> list[bool]:
        rows = session.query(Guest).filter(Guest.alias == alias).order_by(Guest.id)
        return [row.awaiting_review for row in rows]

    with house.store.read() as session:
        return ask(session)


def shut_out(house: House, guest_id: int, caller: Caller) -> None:
    assert caller.actor.staff_id is not None
    row = GuestExclusion(guest_id=guest_id, staff_id=caller.actor.staff_id)
    house.store.write(lambda session: session.add(row))


def test_a_new_card_gives_no_sign_of_a_woman_the_writer_is_shut_out_from(house: House) -> None:
    ragna = as_role(house, Role.RECEPTION)
    shut_out(house, woman(house, "Vilde"), ragna)
    check_in_new(ragna.again(), alias="Vilde")
    assert card_of(house, "Vilde") == [False, True]


def test_a_new_card_gives_no_sign_of_a_woman_on_a_shielded_place(house: House) -> None:
    ragna = as_role(house, Role.RECEPTION)
    check_in(ragna.again(), guest_id=woman(house, "Vera"), bed_id=bed_id(house, "K1"))
    check_in_new(ragna.again(), alias="vera")
    assert card_of(house, "vera") == [True]


def test_a_shielded_card_of_a_name_does_not_open_the_way_for_a_third(house: House) -> None:
    ragna = as_role(house, Role.RECEPTION)
    woman(house, "Eva")
    woman(house, "Eva", protection=Protection.STRICT)
    with pytest.raises(AliasTakenError):
        check_in_new(ragna.again(), alias="Eva")


# -- not seen ------------------------------------------------------------------------------------


def test_a_woman_with_a_place_is_looked_for_step_by_step(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    done = check_in(mina.again(), guest_id=woman(house, "Grete"), bed_id=bed_id(house, "H2"))
    assert done.row_id is not None
    go_out(mina.again(), presence_id=done.row_id)
    clock.advance(minutes=1)
    assert not_seen(mina.again()) == ()
    steps = []
    for hours in (24, 24, 24):
        clock.advance(hours=hours)
        steps.append([(row.step, row.days, row.bed_code) for row in not_seen(mina.again())])
    assert steps == [
        [(NotSeenStep.SHOWN, 1, "H2")],
        [(NotSeenStep.CALL, 2, "H2")],
        [(NotSeenStep.DECIDE, 3, "H2")],
    ]
    assert [row.days for row in sheet_of(mina).not_seen] == [3]
    boss = as_role(house, Role.MANAGER)
    for name, hours in (("decide", 102), ("call", 101), ("first", 100)):
        change_setting(boss.again(), name=f"not_seen_{name}_hours", value=hours)
    assert not_seen(mina.again()) == ()


def test_a_visitor_with_a_key_worker_is_asked_about_until_somebody_meets_her(
    house: House,
) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    known = woman(house, "Siv", key_worker_id=mina.actor.staff_id)
    woman(house, "Turid")
    for guest_id in (known, woman(house, "Ukjent")):
        presence = check_in(mina.again(), guest_id=guest_id).row_id
        assert presence is not None
        check_out(mina.again(), presence_id=presence)
    clock.advance(days=6, minutes=1)
    assert not_seen(mina.again()) == ()
    clock.advance(days=1)
    (row,) = not_seen(mina.again())
    assert (row.person.alias, row.step) == ("Siv", NotSeenStep.VISITOR)
    assert row.key_worker == mina.actor.name
    clock.advance(days=7)
    assert [row.step for row in not_seen(mina.again())] == [NotSeenStep.VISITOR_LATE]
    write_entry(mina.again(), kind=LogKind.OUTREACH, body="Traff henne.", guest_ids=[known])
    assert not_seen(mina.again()) == ()


def test_a_shielded_woman_not_seen_stands_there_by_her_place_alone(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    secret = woman(house, "Ragnfrid", protection=Protection.STRICT)
    presence = check_in(mina.again(), guest_id=secret, bed_id=bed_id(house, "K1")).row_id
    assert presence is not None
    go_out(mina.again(), presence_id=presence)
    clock.advance(days=4)
    (row,) = board_snapshot(mina.again()).not_seen
    assert (row.person.alias, row.person.guest_id, row.bed_code) == ("", None, "K1")


# -- whom she should not meet --------------------------------------------------------------------


def test_only_those_who_decide_it_are_told_whom_she_should_not_meet(house: House) -> None:
    lead, clock = as_role(house, Role.SHIFT_LEAD), clock_of(house)
    tone, ingrid = woman(house, "Tone"), woman(house, "Ingrid")
    keep_apart(
        lead.again(),
        guest_id=tone,
        other_guest_id=ingrid,
        level=KeepApartLevel.UNREST,
        review_on=(clock.now() + timedelta(days=7)).date(),
    )
    check_in(lead.again(), guest_id=ingrid)
    (told,) = arrival_card(lead.again(), guest_id=tone).know
    assert (told.kind, told.text) == ("keep_apart", "Ingrid")
    (told,) = arrival_card(as_role(house, Role.RECEPTION), guest_id=tone).know
    assert (told.kind, told.text) == ("keep_apart", "")


# -- what she needs, and what waits for her ------------------------------------------------------


def test_a_bed_with_what_she_needs_is_offered_first(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    guest_id = woman(house, "Astrid")
    need = GuestNeed(guest_id=guest_id, attribute=BedAttribute.OWN_TOILET, made_at=now)
    house.store.write(lambda session: session.add(need))
    card = arrival_card(mina.again(), guest_id=guest_id)
    assert BedAttribute.OWN_TOILET in card.best_bed_why


def test_a_message_is_told_when_she_comes_until_she_has_got_it(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    guest_id = woman(house, "Eva")
    leave_message(mina.again(), text="Ring Nav mandag.", guest_id=guest_id)
    (told,) = arrival_card(mina.again(), guest_id=guest_id).know
    assert (told.kind, told.text) == ("message", "Ring Nav mandag.")
    assert told.row_id is not None
    give_message(mina.again(), message_id=told.row_id)
    assert arrival_card(mina.again(), guest_id=guest_id).know == ()


def test_agreed_checks_stand_in_her_panel_and_a_shielded_woman_s_without_words(
    house: House,
) -> None:
    lead, now = as_role(house, Role.SHIFT_LEAD), clock_of(house).now()
    for alias, protection in (("Lise", Protection.OPEN), ("Ragnfrid", Protection.STRICT)):
        guest_id = woman(house, alias, protection=protection)
        presence = check_in(lead.again(), guest_id=guest_id).row_id
        agree_checks(
            lead.again(),
            guest_id=guest_id,
            interval_minutes=15,
            agreed="banke på og få svar",
            consent=True,
            ends_at=now + timedelta(hours=2),
        )
        assert presence is not None
        card = presence_card(as_role(house, Role.RECEPTION), presence_id=presence)
        (told,) = card.know
        assert (told.kind, told.every, told.level) == ("checks", 15, Level.URGENT)
        assert told.text == ("banke på og få svar" if alias == "Lise" else "")
