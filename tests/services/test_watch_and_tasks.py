"""Watch lines end by themselves and say what to do; tasks are due, ticked and undone."""

from datetime import timedelta

import pytest

from shelter_desk.models import GuestExclusion
from shelter_desk.services.arrivals import check_in_anonymous
from shelter_desk.services.calling import House
from shelter_desk.services.tasks import (
    NoSuchTaskError,
    NotTickedError,
    TickedAlreadyError,
    add_task,
    open_tasks,
    tick_task,
    untick_task,
)
from shelter_desk.services.undo import undo_last
from shelter_desk.services.watch import (
    NoSuchWatchError,
    WatchLevelError,
    WatchTooLongError,
    WatchWithoutStepError,
    add_watch,
    end_watch,
    renew_watch,
    watch_lines,
)
from shelter_desk.services.written import (
    DueInPastError,
    NothingWrittenError,
    ShortTooLongError,
)
from shelter_desk.terms import Level, PresenceKind, Role
from tests.engines import as_role, bed_id, clock_of, woman


def test_a_watch_line_says_what_to_do(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    with pytest.raises(WatchWithoutStepError):
        add_watch(mina, level=Level.WATCH, what="Urolig")
    with pytest.raises(WatchWithoutStepError):
        add_watch(mina, level=Level.WATCH, what="Urolig", if_then=" \u200b")
    with pytest.raises(NothingWrittenError):
        add_watch(mina, level=Level.WATCH, what=" ", if_then="Ring")
    with pytest.raises(WatchLevelError):
        add_watch(mina, level=Level.INFO, what="Urolig", if_then="Ring")
    with pytest.raises(DueInPastError):
        add_watch(mina, level=Level.WATCH, what="Ja", next_check_at=now - timedelta(hours=1))
    with pytest.raises(WatchTooLongError):
        add_watch(mina, level=Level.WATCH, what="å" * 60, if_then="å" * 50)
    assert watch_lines(mina) == ()
    add_watch(mina.again(), level=Level.WATCH, what="å" * 60, if_then="å" * 49)
    assert len(watch_lines(mina)) == 1


def test_urgent_comes_first_then_the_next_check(house: House) -> None:
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    lise = woman(house, "Lise")
    anonymous = check_in_anonymous(mina.again()).row_id
    add_watch(
        mina.again(),
        level=Level.WATCH,
        what="Sent",
        next_check_at=now + timedelta(hours=3),
        presence_id=anonymous,
    )
    add_watch(mina.again(), level=Level.WATCH, what="Snart", next_check_at=now + timedelta(hours=1))
    add_watch(
        mina.again(),
        level=Level.URGENT,
        what="Tett tilsyn",
        if_then="Svarer hun ikke: ring 113",
        guest_id=lise,
        bed_id=bed_id(house, "A2"),
    )
    first, second, third = watch_lines(mina)
    assert (first.what, second.what, third.what) == ("Tett tilsyn", "Snart", "Sent")
    assert first.person is not None
    assert (first.person.alias, first.bed_code) == ("Lise", "A2")
    assert third.person is not None
    assert third.person.kind is PresenceKind.ANONYMOUS
    house.store.write(
        lambda session: session.add(GuestExclusion(guest_id=lise, staff_id=mina.actor.staff_id))
    )
    assert [line.what for line in watch_lines(mina)] == ["Snart", "Sent"]
    with pytest.raises(NoSuchWatchError):
        end_watch(mina.again(), watch_id=first.watch_id)


def test_a_watch_line_ends_after_a_day_unless_renewed(house_on_file: House) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    made = clock.now()
    for what in ("Fornyes", "Glemmes"):
        add_watch(mina.again(), level=Level.WATCH, what=what, if_then="Ring bakvakt")
    renewed = watch_lines(mina)[0].watch_id
    clock.advance(hours=20)
    renew_watch(mina.again(), watch_id=renewed, next_check_at=clock.now() + timedelta(hours=1))
    clock.advance(hours=4)
    [line] = watch_lines(mina)
    assert (line.what, line.since) == ("Fornyes", made)
    assert line.expires_at == made + timedelta(hours=44)
    clock.advance(hours=20)
    assert watch_lines(mina) == ()


def test_watch_lines_are_undone(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    done = add_watch(mina, level=Level.WATCH, what="Urolig", if_then="Ring bakvakt")
    assert done.can_undo
    assert done.changed.watch
    assert done.row_id is not None
    before = watch_lines(mina)
    clock.advance(minutes=1)
    end_watch(mina.again(), watch_id=done.row_id)
    assert watch_lines(mina) == ()
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert watch_lines(mina) == before
    clock.advance(minutes=1)
    renew_watch(mina.again(), watch_id=done.row_id)
    assert watch_lines(mina) != before
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert watch_lines(mina) == before
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert watch_lines(mina) == ()
    with pytest.raises(NoSuchWatchError):
        renew_watch(mina.again(), watch_id=done.row_id)


def test_overdue_tasks_come_first(house_on_file: House) -> None:
    house = house_on_file
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    now, lise = clock.now(), woman(house, "Lise")
    with pytest.raises(ShortTooLongError):
        add_task(mina, text="å" * 61, due_at=now)
    with pytest.raises(NothingWrittenError):
        add_task(mina, text=" ", due_at=now)
    with pytest.raises(DueInPastError):
        add_task(mina, text="Ring", due_at=now - timedelta(hours=1))
    add_task(mina.again(), text="Vekk Lise", due_at=now + timedelta(hours=11), guest_id=lise)
    add_task(mina.again(), text="Ring Berit", due_at=now + timedelta(minutes=30))
    clock.advance(hours=1)
    first, second = open_tasks(mina)
    assert (first.text, first.overdue, first.person) == ("Ring Berit", True, None)
    assert (second.text, second.overdue) == ("Vekk Lise", False)
    assert second.person is not None
    assert second.person.alias == "Lise"


def test_ticks_and_their_undoing(house: House) -> None:
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    done = add_task(mina, text="Ring Nav", due_at=clock.now() + timedelta(hours=1))
    assert done.row_id is not None
    with pytest.raises(NotTickedError):
        untick_task(mina.again(), task_id=done.row_id)
    tick_task(mina.again(), task_id=done.row_id)
    assert open_tasks(mina) == ()
    with pytest.raises(TickedAlreadyError):
        tick_task(as_role(house, Role.NIGHT), task_id=done.row_id)
    untick_task(mina.again(), task_id=done.row_id)
    assert len(open_tasks(mina)) == 1
    clock.advance(minutes=1)
    tick_task(mina.again(), task_id=done.row_id)
    clock.advance(minutes=1)
    undo_last(mina.again())
    assert len(open_tasks(mina)) == 1
    with pytest.raises(NoSuchTaskError):
        tick_task(mina.again(), task_id=done.row_id + 100)
