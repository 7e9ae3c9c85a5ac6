"""Who else is in the house, who is on duty, and who has a room to herself."""

from datetime import timedelta

import pytest

from shelter_desk.incident_terms import InfectionRoute, VisitorKind
from shelter_desk.phrases import log_words
from shelter_desk.services.arrivals import check_in, check_in_anonymous
from shelter_desk.services.bed_answers import answers
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.services.beds import (
    NotAloneError,
    RoomIsolatedError,
    bed_cleaned,
    give_bed,
    move_bed,
)
from shelter_desk.services.board import board_snapshot, desk_state
from shelter_desk.services.calling import House
from shelter_desk.services.fire_list import fire_list
from shelter_desk.services.handover import coming_sheet
from shelter_desk.services.isolation import (
    IsolatedAlreadyError,
    IsolationOverError,
    NeedsPlaceError,
    RoomSharedError,
    end_isolation,
    isolated,
    review_isolation,
    start_isolation,
)
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.on_duty import (
    DutyTimesError,
    DutyWhoError,
    NotOnDutyError,
    OnDutyAlreadyError,
    duty_now,
    duty_offer,
    off_duty,
    on_duty,
)
from shelter_desk.services.snapshots import BedPicture, Flag, MapSnapshot, VerdictReason
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.undo import undo_last
from shelter_desk.services.visitors import (
    VisitorGoneError,
    VisitorHereError,
    VisitorNameError,
    VisitorTimesError,
    visitor_came,
    visitor_left,
    visitors_here,
)
from shelter_desk.services.written import DueInPastError, NoteTooLongError
from shelter_desk.terms import BedState, LogKind, Role, ShiftName
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, clock_of, woman
from tests.services.evening import presence_of


def test_visitors_and_those_on_duty_are_counted_at_a_fire(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    before = desk_state(mina.again()).others_inside
    plumber = visitor_came(
        mina.again(), name=" Rørlegger ", kind=VisitorKind.CRAFTSMAN, whom="Badet i 2. etasje"
    )
    visitor_came(mina.again(), name="Anne Berg", kind=VisitorKind.VOLUNTEER)
    on_duty(mina.again())
    on_duty(mina.again(), name="Vikar Vilde")
    assert desk_state(mina.again()).others_inside == before + 4
    fire = fire_list(mina.again())
    assert (fire.visitors, fire.staff) == (("Rørlegger", "Anne"), ("Mina", "Vikar"))
    assert fire.total == 4
    with pytest.raises(VisitorHereError):
        visitor_came(mina.again(), name="RØRLEGGER", kind=VisitorKind.CRAFTSMAN)
    clock.advance(minutes=20)
    assert plumber.row_id is not None
    visitor_left(mina.again(), visitor_id=plumber.row_id)
    with pytest.raises(VisitorGoneError):
        visitor_left(mina.again(), visitor_id=plumber.row_id)
    assert [row.name for row in visitors_here(mina.again())] == ["Anne Berg"]
    undo_last(mina.again())
    assert [row.name for row in board_snapshot(mina.again()).visitors] == ["Rørlegger", "Anne Berg"]
    page = log_page(mina.again(), kinds=[LogKind.VISIT])
    said = [
        log_words(Texts("nb"), line.kind, line.params)
        for section in page.sections
        for line in section.lines
    ]
    assert said == ["Håndverker har gått", "Frivillig i huset", "Håndverker i huset"]


def test_what_a_visit_cannot_be(house_on_file: House) -> None:
    mina = as_role(house_on_file, Role.RECEPTION)
    now = clock_of(house_on_file).now()
    for values, error in (
        ({"name": " … "}, VisitorNameError),
        ({"name": "x" * 81}, NoteTooLongError),
        ({"name": "Anne", "at": now + timedelta(hours=1)}, FutureTimeError),
        ({"name": "Anne", "at": now - timedelta(days=3)}, VisitorTimesError),
        ({"name": "Anne", "expected_until": now - timedelta(hours=1)}, DueInPastError),
    ):
        with pytest.raises(error):
            visitor_came(mina.again(), **values)
    done = visitor_came(mina.again(), name="Anne")
    assert done.row_id is not None
    with pytest.raises(VisitorTimesError):
        visitor_left(mina.again(), visitor_id=done.row_id, at=now - timedelta(hours=2))


def test_on_duty_till_the_shift_ends_and_once(house: House) -> None:
    mina, nora, clock = as_role(house, Role.MILIEU), as_role(house, Role.NIGHT), clock_of(house)
    offer = duty_offer(mina.again())
    assert offer is not None
    assert offer.shift is ShiftName.EVENING
    on_duty(mina.again())
    assert duty_offer(mina.again()) is None
    with pytest.raises(OnDutyAlreadyError):
        on_duty(nora.again(), staff_id=mina.actor.staff_id)
    clock.advance(hours=1, minutes=20)
    on_duty(nora.again())
    on_duty(nora.again(), name="Hege", on_call=True)
    assert [(row.name, row.shift, row.on_call) for row in duty_now(nora.again())] == [
        ("Mina Miljø", ShiftName.EVENING, False),
        ("Nora Natt", ShiftName.NIGHT, False),
        ("Hege", ShiftName.NIGHT, True),
    ]
    clock.advance(minutes=10)
    on_duty(mina.again(), shift=ShiftName.NIGHT)  # she stays on: one person, not two
    assert fire_list(mina.again()).staff == ("Nora", "Mina")
    clock.advance(minutes=1)
    off_duty(mina.again())
    with pytest.raises(NotOnDutyError):
        off_duty(mina.again())
    undo_last(mina.again())
    assert duty_offer(mina.again()) is None
    now = clock.now()
    for ends_at in (now, now + timedelta(days=2)):
        with pytest.raises(DutyTimesError):
            on_duty(as_role(house, Role.NURSE), name="Vikar", ends_at=ends_at)
    with pytest.raises(DutyWhoError):
        on_duty(mina.again(), staff_id=9999)


def test_a_room_to_herself_is_hers_alone_until_it_is_cleaned(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    mona, tone = woman(house, "Mona"), woman(house, "Tone")
    a5, a6, f1 = bed_id(house, "A5"), bed_id(house, "A6"), bed_id(house, "F1")
    review = clock.now() + timedelta(hours=16)
    check_in(mina.again(), guest_id=mona)
    with pytest.raises(NeedsPlaceError):
        start_isolation(mina.again(), guest_id=mona, route=InfectionRoute.GUT, review_at=review)
    clock.advance(minutes=1)
    give_bed(mina.again(), bed_id=a5, presence_id=presence_of(house, mona))
    check_in(mina.again(), guest_id=tone, bed_id=a6)
    with pytest.raises(RoomSharedError) as shared:
        start_isolation(mina.again(), guest_id=mona, route=InfectionRoute.GUT, review_at=review)
    assert "A6" in Texts("nb").explain(shared.value)
    clock.advance(minutes=1)
    stay = next(bed.stay_id for bed in beds_of(map_snapshot(mina.again())) if bed.code == "A6")
    assert stay is not None
    move_bed(mina.again(), stay_id=stay, bed_id=bed_id(house, "A1"))
    start_isolation(mina.again(), guest_id=mona, route=InfectionRoute.GUT, review_at=review)
    with pytest.raises(IsolatedAlreadyError):
        start_isolation(mina.again(), guest_id=mona, route=InfectionRoute.GUT, review_at=review)
    states = {bed.code: bed.state for bed in beds_of(map_snapshot(mina.again()))}
    assert (states["A5"], states["A6"]) == (BedState.ISOLATED, BedState.CLEANING)
    row = next(row for row in board_snapshot(mina.again()).inside if row.person.alias == "Mona")
    assert row.flags[0].flag is Flag.OWN_ROOM
    (picture,) = isolated(mina.again())
    assert (picture.bed_code, picture.meals_on_tray, picture.review_due) == ("A5", True, False)
    anonymous = check_in_anonymous(mina.again()).changed.presences
    bed_cleaned(mina.again(), bed_id=a6)
    with pytest.raises(RoomIsolatedError):
        give_bed(mina.again(), bed_id=a6, presence_id=min(anonymous))
    told = {answer.bed_id: answer.reasons for answer in answers(mina.again(), guest_id=mona)}
    assert VerdictReason.NO_OWN_TOILET in told[bed_id(house, "A2")]
    assert VerdictReason.NO_OWN_TOILET not in told[f1]
    sheet = coming_sheet(mina.again(), language="nb")
    (line,) = [watch for watch in sheet.watch if "A5" in watch.places]
    assert line.text.startswith("Eget rom: hansker, vask hendene med såpe, mat på brett")
    assert line.next_check == review
    assert "A6" not in sheet.status.free


def test_a_room_is_cleaned_when_it_is_hers_alone_no_more(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    mona, review = woman(house, "Mona"), clock.now() + timedelta(hours=16)
    check_in(mina.again(), guest_id=mona, bed_id=bed_id(house, "A5"))
    clock.advance(minutes=1)
    done = start_isolation(mina.again(), guest_id=mona, route=InfectionRoute.GUT, review_at=review)
    assert done.row_id is not None
    clock.advance(hours=2)
    review_isolation(
        mina.again(), isolation_id=done.row_id, review_at=review + timedelta(days=1), confirmed=True
    )
    clock.advance(minutes=1)
    end_isolation(mina.again(), isolation_id=done.row_id)
    with pytest.raises(IsolationOverError):
        end_isolation(mina.again(), isolation_id=done.row_id)
    beds = {bed.code: bed for bed in beds_of(map_snapshot(mina.again()))}
    assert beds["A5"].state is BedState.TAKEN_INSIDE
    assert beds["A5"].cleaning_id is not None
    assert beds["A6"].state is BedState.FREE
    undo_last(mina.again())
    assert len(isolated(mina.again())) == 1


def test_she_who_is_to_be_alone_is_not_moved_to_others(house_on_file: House) -> None:
    house, mina = house_on_file, as_role(house_on_file, Role.MILIEU)
    mona, tone = woman(house, "Mona"), woman(house, "Tone")
    check_in(mina.again(), guest_id=mona, bed_id=bed_id(house, "A1"))
    check_in(mina.again(), guest_id=tone, bed_id=bed_id(house, "A5"))
    clock_of(house).advance(minutes=1)
    now = clock_of(house).now()
    with pytest.raises(DueInPastError):
        start_isolation(
            mina.again(),
            guest_id=mona,
            route=InfectionRoute.DROPLET,
            review_at=now - timedelta(hours=1),
        )
    start_isolation(
        mina.again(),
        guest_id=mona,
        route=InfectionRoute.DROPLET,
        review_at=now + timedelta(hours=1),
    )
    stay = next(bed.stay_id for bed in beds_of(map_snapshot(mina.again())) if bed.code == "A1")
    assert stay is not None
    with pytest.raises(NotAloneError):
        move_bed(mina.again(), stay_id=stay, bed_id=bed_id(house, "A6"))
    told = {answer.bed_id: answer.reasons for answer in answers(mina.again(), guest_id=mona)}
    assert told[bed_id(house, "A6")] == (VerdictReason.NOT_ALONE,)


def beds_of(picture: MapSnapshot) -> list[BedPicture]:
    return [bed for floor in picture.floors for room in floor.rooms for bed in room.beds]
