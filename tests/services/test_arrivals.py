"""Checking women in and out at the desk: what a worker would notice, on both engines."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from shelter_desk.clock import from_local
from shelter_desk.errors import LocalTimeMissingError
from shelter_desk.models import KeepApart
from shelter_desk.services import arrivals, beds, board, finding, provisions, undo
from shelter_desk.services.calling import AlreadyDoneError, House
from shelter_desk.services.collisions import (
    AliasTakenError,
    AlreadyInsideError,
    HasBedAlreadyError,
)
from shelter_desk.services.log import write_entry
from shelter_desk.services.names import AliasEmptyError, AliasTooLongError, BirthYearError
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.standing import NotInsideError
from shelter_desk.services.tasks import add_task
from shelter_desk.services.times import FutureTimeError
from shelter_desk.terms import (
    KeepApartLevel,
    LogKind,
    PresenceKind,
    Protection,
    ProvisionKind,
    Role,
)
from tests.engines import as_role, bed_id, clock_of, woman


def test_a_known_woman_is_inside_after_check_in(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    lise = woman(house, "Lise")
    arrivals.check_in(me.again(), guest_id=lise, bed_id=bed_id(house, "A2"))
    (row,) = board.board_snapshot(me).inside
    assert (row.person.alias, row.bed_code) == ("Lise", "A2")


def test_she_cannot_be_checked_in_twice(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    lise = woman(house, "Lise")
    arrivals.check_in(me.again(), guest_id=lise)
    with pytest.raises(AlreadyInsideError):
        arrivals.check_in(me.again(), guest_id=lise)


def test_a_back_dated_overlap_is_refused(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    lise = woman(house, "Lise")
    seven = clock_of(house).now() - timedelta(hours=1)
    first = arrivals.check_in(me.again(), guest_id=lise, at=seven)
    arrivals.check_out(me.again(), presence_id=first.row_id or 0)
    with pytest.raises(AlreadyInsideError):
        arrivals.check_in(me.again(), guest_id=lise, at=seven + timedelta(minutes=30))


def test_a_bed_given_back_in_time_does_not_overlap_the_stay_before(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    a2 = bed_id(house, "A2")
    start = clock_of(house).now() - timedelta(hours=2)
    lise = arrivals.check_in(me.again(), guest_id=woman(house, "Lise"), at=start, bed_id=a2)
    arrivals.check_out(me.again(), presence_id=lise.row_id or 0)
    beds.bed_cleaned(me.again(), bed_id=a2)
    with pytest.raises(Exception, match="BedJustTakenError"):
        arrivals.check_in(
            me.again(),
            guest_id=woman(house, "Tone"),
            at=start + timedelta(minutes=10),
            bed_id=a2,
        )
    assert [row.person.alias for row in board.board_snapshot(me).inside] == []


def test_the_loser_of_a_bed_hears_who_has_it(house: House) -> None:
    me = as_role(house, Role.MILIEU)
    a4 = bed_id(house, "A4")
    arrivals.check_in(me.again(), guest_id=woman(house, "Lise"), bed_id=a4)
    tone = arrivals.check_in(me.again(), guest_id=woman(house, "Tone"))
    with pytest.raises(beds.BedTakenError) as refused:
        beds.give_bed(me.again(), bed_id=a4, presence_id=tone.row_id or 0)
    assert refused.value.values["who"] == "Lise"
    assert refused.value.values["by"] == "Mina Miljø"


def test_she_has_one_bed_at_a_time(house: House) -> None:
    me = as_role(house, Role.MILIEU)
    lise = arrivals.check_in(me.again(), guest_id=woman(house, "Lise"), bed_id=bed_id(house, "A1"))
    with pytest.raises(HasBedAlreadyError):
        beds.give_bed(me.again(), bed_id=bed_id(house, "A2"), presence_id=lise.row_id or 0)


def test_the_bed_stays_hers_while_she_is_out(house: House) -> None:
    me = as_role(house, Role.MILIEU)
    lise = arrivals.check_in(me.again(), guest_id=woman(house, "Lise"), bed_id=bed_id(house, "A1"))
    back = clock_of(house).now() + timedelta(hours=2)
    clock_of(house).advance(minutes=5)
    arrivals.go_out(me.again(), presence_id=lise.row_id or 0, expected_back=back)
    snapshot = board.board_snapshot(me)
    assert snapshot.inside == ()
    (out,) = snapshot.out
    assert (out.bed_code, out.expected_back) == ("A1", back)


def test_an_anonymous_visit_makes_no_card(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    for number in (1, 2):
        arrivals.check_in_anonymous(me.again())
        clock_of(house).advance(minutes=1)
        newest = board.board_snapshot(me).inside[0].person
        assert (newest.kind, newest.number, newest.guest_id) == (
            PresenceKind.ANONYMOUS,
            number,
            None,
        )


def test_two_of_a_name_need_a_second_word(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    arrivals.check_in_new(me.again(), alias="Eva")
    with pytest.raises(AliasTakenError):
        arrivals.check_in_new(me.again(), alias=" eva ")
    arrivals.check_in_new(me.again(), alias="Eva", second_word="blå")
    assert {hit.person.second_word for hit in finding.type_ahead(me, words="eva")} == {"", "blå"}


def test_a_new_card_like_a_shielded_one_gives_the_writer_no_sign(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    woman(house, "Marie", protection=Protection.STRICT)
    assert finding.type_ahead(me, words="marie") == ()
    arrivals.check_in_new(me.again(), alias="Marie")
    (row,) = board.board_snapshot(me).inside
    assert row.person.kind is PresenceKind.SHIELDED
    assert row.person.alias == ""
    assert finding.type_ahead(me, words="marie") == ()


def test_a_shielded_woman_is_never_named_on_the_board(house: House) -> None:
    marie = woman(house, "Marie", protection=Protection.CONFIDENTIAL)
    lead = as_role(house, Role.SHIFT_LEAD)
    arrivals.check_in(lead.again(), guest_id=marie, bed_id=bed_id(house, "A1"))
    for role in (Role.RECEPTION, Role.MILIEU, Role.SHIFT_LEAD, Role.MANAGER):
        assert "Marie" not in repr(board.board_snapshot(as_role(house, role)))


@pytest.mark.parametrize(
    ("alias", "error"),
    [
        ("   ", AliasEmptyError),
        ("\u202e\u200b", AliasEmptyError),
        ("…!", AliasEmptyError),
        ("x" * 200, AliasTooLongError),
    ],
)
def test_aliases_that_cannot_be_read_are_refused(
    house_on_file: House, alias: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        arrivals.check_in_new(as_role(house_on_file, Role.RECEPTION), alias=alias)


@pytest.mark.parametrize("alias", ["<b>Lise</b>", "נועה", "Áŋŋel-Ŧ", "O'Brien; DROP TABLE guest"])
def test_odd_aliases_are_kept_as_they_are(house_on_file: House, alias: str) -> None:
    me = as_role(house_on_file, Role.RECEPTION)
    arrivals.check_in_new(me.again(), alias=alias)
    assert board.board_snapshot(me).inside[0].person.alias == alias


def test_nobody_is_born_in_the_future(house_on_file: House) -> None:
    with pytest.raises(BirthYearError):
        arrivals.check_in_new(as_role(house_on_file, Role.RECEPTION), alias="Lise", birth_year=2031)


def test_nothing_happens_ahead_of_time(house_on_file: House) -> None:
    ahead = clock_of(house_on_file).now() + timedelta(minutes=5)
    with pytest.raises(FutureTimeError):
        arrivals.check_in_anonymous(as_role(house_on_file, Role.RECEPTION), at=ahead)


def test_an_operation_is_done_once(house: House) -> None:
    call = as_role(house, Role.RECEPTION)
    arrivals.check_in_anonymous(call)
    with pytest.raises(AlreadyDoneError):
        arrivals.check_in_anonymous(call)
    assert len(board.board_snapshot(call).inside) == 1


def test_the_system_account_sees_nobody(house: House) -> None:
    system = as_role(house, Role.SYSTEM)
    with pytest.raises(NotAllowedError):
        board.board_snapshot(system)
    with pytest.raises(NotAllowedError):
        arrivals.check_in_anonymous(system)


def test_checked_out_is_checked_out(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    visit = arrivals.check_in_anonymous(me.again())
    arrivals.check_out(me.again(), presence_id=visit.row_id or 0)
    with pytest.raises(NotInsideError):
        arrivals.check_out(me.again(), presence_id=visit.row_id or 0)


def test_undo_is_for_ten_minutes_and_for_ones_own(house: House) -> None:
    me, other = as_role(house, Role.RECEPTION), as_role(house, Role.MILIEU)
    visit = arrivals.check_in_anonymous(me.again())
    with pytest.raises(undo.NothingToUndoError):
        undo.undo(other.again(), operation=visit.operation)
    clock_of(house).advance(minutes=11)
    with pytest.raises(undo.NothingToUndoError):
        undo.undo_last(me.again())


def test_undo_does_not_pull_away_what_others_built_on(house: House) -> None:
    me, other = as_role(house, Role.RECEPTION), as_role(house, Role.MILIEU)
    visit = arrivals.check_in_anonymous(me.again())
    clock_of(house).advance(seconds=5)
    beds.give_bed(other.again(), bed_id=bed_id(house, "A1"), presence_id=visit.row_id or 0)
    with pytest.raises(undo.TooLateToUndoError):
        undo.undo_last(me.again())


@pytest.mark.parametrize("written", ["line", "task"])
def test_undo_does_not_take_the_name_of_somebody_written_about(house: House, written: str) -> None:
    me, other = as_role(house, Role.RECEPTION), as_role(house, Role.MILIEU)
    new = arrivals.check_in_new(me.again(), alias="Nattergal")
    if written == "line":
        write_entry(
            other.again(), kind=LogKind.TALK, body="Sov godt", presence_ids=[new.row_id or 0]
        )
    else:
        due = clock_of(house).now() + timedelta(hours=1)
        add_task(other.again(), text="Finn klær", due_at=due, presence_id=new.row_id)
    with pytest.raises(undo.TooLateToUndoError):
        undo.undo_last(me.again())
    (row,) = board.board_snapshot(me).inside
    assert row.person.alias == "Nattergal"


def test_an_undone_new_card_can_be_made_again(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    arrivals.check_in_new(me.again(), alias="Lise")
    clock_of(house).advance(seconds=5)
    undo.undo_last(me.again())
    assert finding.type_ahead(me, words="lise") == ()
    clock_of(house).advance(seconds=5)
    arrivals.check_in_new(me.again(), alias="Lise")
    assert len(board.board_snapshot(me).inside) == 1


def test_a_meal_is_one_tap_and_one_undo(house: House) -> None:
    me = as_role(house, Role.RECEPTION)
    visit = arrivals.check_in_anonymous(me.again())
    clock_of(house).advance(minutes=1)
    provisions.give(me.again(), presence_id=visit.row_id or 0, kind=ProvisionKind.LUNCH)
    assert [g.kind for g in board.board_snapshot(me).inside[0].given] == [ProvisionKind.LUNCH]
    clock_of(house).advance(minutes=1)
    undo.undo_last(me.again())
    assert board.board_snapshot(me).inside[0].given == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("li", "Lise"), ("LISE", "Lise"), ("lse", "Lise"), ("ase", "Åse"), ("orn", "Ørn")],
)
def test_type_ahead_forgives(house: House, typed: str, found: str) -> None:
    for alias in ("Lise", "Åse", "Ørn", "Tone"):
        woman(house, alias)
    hits = finding.type_ahead(as_role(house, Role.RECEPTION), words=typed)
    assert hits[0].person.alias == found


def test_the_hour_that_is_jumped_over_does_not_exist() -> None:
    with pytest.raises(LocalTimeMissingError):
        from_local(date(2026, 3, 29), time(2, 30))


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    night = date(2026, 10, 25)
    first = from_local(night, time(2, 30))
    second = from_local(night, time(2, 30), second_time=True)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second - first == timedelta(hours=1)


def test_two_who_are_kept_apart_get_no_places_in_one_room(house: House) -> None:
    me = as_role(house, Role.MILIEU)
    tone, ingrid = sorted((woman(house, "Tone"), woman(house, "Ingrid")))
    kept_apart(house, tone, ingrid)
    arrivals.check_in(me.again(), guest_id=tone, bed_id=bed_id(house, "A5"))
    with pytest.raises(beds.SameRoomError):
        arrivals.check_in(me.again(), guest_id=ingrid, bed_id=bed_id(house, "A6"))
    arrivals.check_in(me.again(), guest_id=ingrid, bed_id=bed_id(house, "A1"))


def kept_apart(house: House, one: int, other: int) -> None:
    def write(session: Session) -> None:
        row = KeepApart(
            guest_id=one,
            other_guest_id=other,
            level=KeepApartLevel.THREAT,
            starts_at=house.clock.now(),
            review_on=date(2026, 12, 1),
        )
        session.add(row)
        session.flush()

    house.store.write(write)
