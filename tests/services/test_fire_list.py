"""Who stands on the fire list, that each print is noted, and that it comes without a database."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from shelter_desk.models import AuditEntry, Guest, Presence, ShiftDuty
from shelter_desk.phrases import task_words
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded
from shelter_desk.services import fire_keeper, fire_list
from shelter_desk.services.arrivals import check_in, check_in_anonymous, go_out
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.fire_keeper import (
    FireKeeper,
    FireShelf,
    NoKeptListError,
    fire_list_anyhow,
    print_fire_list_anyhow,
)
from shelter_desk.services.fire_list import print_fire_list
from shelter_desk.services.fire_plain import from_plain, to_plain
from shelter_desk.services.house_settings import change_setting
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.tasks import open_tasks
from shelter_desk.services.verifying import verify_house
from shelter_desk.store.engine import StoreUnreachableError
from shelter_desk.store.sealed import SealedDamagedError
from shelter_desk.terms import Protection, Right, Role, ShiftName
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, clock_of, command_line, program, woman, women
from tests.reports.paper import assert_tidy, flat, read
from tests.services.evening import at, inside

KEY = b"k" * 32


@pytest.fixture
def shelf(tmp_path: Path) -> FireShelf:
    return FireShelf(tmp_path / "fire", KEY)


def full_house(house: House) -> Caller:
    """Fill the house; return a colleague at 21:12 on Friday."""
    mina, clock = as_role(house, Role.MILIEU), clock_of(house)
    clock.moment = at(19)
    inside(house, mina, "Lise", "A2")
    inside(house, mina, "Vera", "K1")
    inside(house, mina, "Ragnhild", "A3", protection=Protection.STRICT)
    inside(house, mina, "Tone", None)
    berit = inside(house, mina, "Berit", "H1")
    check_in_anonymous(mina.again())
    clock.moment = at(19, 5)

    def more(session: Session) -> None:
        def presence(alias: str) -> Presence:
            query = select(Presence).join(Guest, Guest.id == Presence.guest_id)
            return session.scalars(query.where(Guest.alias == alias)).one()

        presence("Lise").needs_help_out = True
        presence("Tone").children = 2
        for name, on_call in (("Kari Moe", False), ("Hege Bakvakt", True)):
            session.add(
                ShiftDuty(
                    name=name,
                    shift=ShiftName.EVENING,
                    starts_at=at(14, 45),
                    ends_at=at(22, 15),
                    on_call=on_call,
                )
            )

    house.store.write(more)
    with house.store.read() as session:
        out = session.scalars(select(Presence.id).where(Presence.guest_id == berit)).one()
    go_out(mina.again(), presence_id=out)
    change_setting(as_role(house, Role.MANAGER), name="meeting_point", value="Ved flaggstanga")
    clock.moment = at(21, 12)
    return mina


def audit(house: House, action: str) -> list[AuditEntry]:
    with house.store.read() as session:
        query = select(AuditEntry).where(AuditEntry.action == action)
        return list(session.scalars(query.order_by(AuditEntry.sequence)))


def test_who_stands_where(house: House) -> None:
    fire = fire_list.fire_list(full_house(house))
    rows = {
        person.place: (floor.name, room.name, person.who)
        for floor in fire.floors
        for room in floor.rooms
        for person in room.people
    }
    assert set(rows) == {"A2", "A3", "K1"}
    assert rows["A2"][2] == Named("Lise")
    assert isinstance(rows["K1"][2], Shielded)
    assert isinstance(rows["A3"][2], Shielded)
    assert [person.who for person in fire.without_place] == [Named("Tone"), Anonymous(1)]
    assert [person.who for person in fire.out] == [Named("Berit")]
    assert fire.staff == ("Kari",)
    assert (fire.women, fire.children, fire.total) == (5, 2, 8)
    assert fire.meeting_point == "Ved flaggstanga"
    assert [person.place for person in fire.everybody if person.needs_help] == ["A2"]


@pytest.mark.parametrize("role", list(Role))
def test_a_shielded_woman_is_never_named_whoever_prints(house: House, role: Role) -> None:
    full_house(house)
    caller = as_role(house, role)
    if role is Role.SYSTEM:
        with pytest.raises(NotAllowedError):
            print_fire_list(caller, language="nb")
        return
    text = flat(print_fire_list(caller, language="nb").pdf)
    assert "Lise" in text
    assert "skjermet" in text
    assert "Vera" not in text
    assert "Ragnhild" not in text


def test_a_print_is_numbered_by_its_row_in_the_audit(house: House) -> None:
    mina = full_house(house)
    first = print_fire_list(mina, language="nb")
    second = print_fire_list(mina.again(), language="en")
    rows = audit(house, "fire_list.print")
    numbers = [f"{row.sequence}-" for row in rows]
    assert first.fire.number.startswith(numbers[0])
    assert second.fire.number.startswith(numbers[1])
    assert first.fire.number in flat(first.pdf)
    assert rows[0].details["people"] == 8
    assert "Lise" not in json.dumps(rows[0].details)
    assert first.done is not None
    assert not first.done.changed.tasks
    assert not open_tasks(mina)


def test_a_print_without_logging_in_waits_for_the_next_shift(house: House) -> None:
    mina = full_house(house)
    printed = print_fire_list(program(house), language="nb", at_lock=True)
    assert "skrevet ut 21:12 uten innlogging" in flat(printed.pdf)
    assert printed.done is not None
    assert printed.done.changed.tasks
    (task,) = open_tasks(mina)
    words = task_words(Texts("nb"), task.kind, task.text, task.params)
    assert words == "Brannliste skrevet ut fredag 20.11. kl. 21:12 uten innlogging: finn ut hvorfor"
    assert "without logging in" in task_words(Texts("en"), task.kind, task.text, task.params)
    assert task.due_at > clock_of(house).now()
    assert audit(house, "fire_list.print")[0].screen == "lock"


def test_the_command_line_may_print_it(house: House) -> None:
    full_house(house)
    assert print_fire_list(command_line(house), language="nb").fire.total == 8


def test_a_moment_that_is_only_looked_at_has_no_number(house: House) -> None:
    full_house(house)
    looked = replace(house, writable=False)
    printed = print_fire_list(as_role(looked, Role.MILIEU), language="nb")
    assert printed.fire.number == ""
    assert printed.done is None
    assert "forhåndsvisning" in flat(printed.pdf)
    assert not audit(house, "fire_list.print")


def test_forty_women_and_none(house_on_file: House) -> None:
    house, clock = house_on_file, clock_of(house_on_file)
    mina = as_role(house, Role.MILIEU)
    pdf = print_fire_list(mina, language="nb").pdf
    assert "0 kvinner" in flat(pdf)
    clock.moment = at(19)
    for guest_id in women(house, 40):
        check_in(mina.again(), guest_id=guest_id)
    printed = print_fire_list(mina.again(), language="nb")
    assert printed.fire.women == 40
    assert_tidy(read(printed.pdf))


# -- kept ----------------------------------------------------------------------------------------


def test_the_list_comes_back_as_it_was_and_is_not_readable(house: House, shelf: FireShelf) -> None:
    fire = fire_list.fire_list(full_house(house))
    assert from_plain(to_plain(fire)) == replace(fire, kept=True)
    shelf.keep(fire)
    kept = shelf.path.read_bytes()
    for name in (b"Lise", b"Tone", b"flaggstanga", b"etasje"):
        assert name not in kept
    assert shelf.latest() == replace(fire, kept=True)
    with pytest.raises(SealedDamagedError):
        FireShelf(shelf.folder, b"x" * 32).latest()
    shelf.path.write_bytes(kept[:-1])
    with pytest.raises(SealedDamagedError):
        shelf.latest()


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"version": 2}', b"\xff", b"null"])
def test_what_is_no_list_is_damage(data: bytes) -> None:
    with pytest.raises(SealedDamagedError):
        from_plain(data)


def broken(house: House) -> House:
    """Return the same house as its database goes away: every question and act fails."""

    class Gone:
        on_file = house.store.on_file

        def read(self) -> Session:
            raise StoreUnreachableError

        def write(self, _work: object) -> None:
            raise StoreUnreachableError

    return replace(house, store=Gone())  # type: ignore[arg-type]  # it is a store that is gone


def test_without_the_database_the_kept_list_is_printed_and_noted_later(
    house: House, shelf: FireShelf
) -> None:
    mina = full_house(house)
    gone = broken(house)
    with pytest.raises(NoKeptListError):
        print_fire_list_anyhow(program(gone), language="nb", shelf=shelf)
    FireKeeper(house, shelf).keep_now()
    clock_of(house).advance(minutes=8)
    printed = print_fire_list_anyhow(program(gone), language="nb", shelf=shelf, at_lock=True)
    text = flat(printed.pdf)
    assert "Databasen svarte ikke" in text
    assert "Lise" in text
    assert "Vera" not in text
    assert printed.fire.number in text
    assert fire_list_anyhow(program(gone), shelf=shelf).kept
    ((operation, path),) = shelf.waiting()
    assert b"U-" not in path.read_bytes()
    # The database is back: once in the audit, also when two desks hand the same note in.
    kept_note = path.read_bytes()
    clock_of(house).advance(minutes=30)
    assert shelf.hand_in(house) == 1
    path.write_bytes(kept_note)
    assert shelf.hand_in(house) == 0
    assert not shelf.waiting()
    (row,) = audit(house, "fire_list.print_kept")
    assert row.details["number"] == printed.fire.number
    assert row.details["printed_at"] == (at(21, 12) + timedelta(minutes=8)).isoformat()
    assert str(operation)
    (task,) = open_tasks(mina)
    words = task_words(Texts("nb"), task.kind, task.text, task.params)
    assert words == "Brannliste skrevet ut fredag 20.11. kl. 21:20 uten innlogging: finn ut hvorfor"
    assert verify_house(command_line(house), newest_copy=None).clean


def test_a_database_that_hangs_is_not_waited_for(
    house_on_file: House, shelf: FireShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = house_on_file
    full_house(house)
    FireKeeper(house, shelf).keep_now()
    go_on = threading.Event()
    build = fire_list.build_fire_list

    def slow(tx: object) -> object:
        assert go_on.wait(20)
        return build(tx)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr(fire_list, "build_fire_list", slow)
    before = {thread.ident for thread in threading.enumerate()}
    printed = print_fire_list_anyhow(program(house), language="nb", shelf=shelf, patience=0.05)
    assert printed.fire.kept
    go_on.set()
    for thread in threading.enumerate():
        if thread.ident not in before:
            thread.join(20)
    # It was given up: what came too late noted no second print.
    assert not audit(house, "fire_list.print")
    assert len(shelf.waiting()) == 1


def test_a_refusal_is_no_reason_for_the_kept_list(house: House, shelf: FireShelf) -> None:
    full_house(house)
    FireKeeper(house, shelf).keep_now()
    with pytest.raises(NotAllowedError):
        print_fire_list_anyhow(as_role(house, Role.SYSTEM), language="nb", shelf=shelf)


def test_a_damaged_note_says_that_it_was_there(house_on_file: House, shelf: FireShelf) -> None:
    full_house(house_on_file)
    FireKeeper(house_on_file, shelf).keep_now()
    print_fire_list_anyhow(program(broken(house_on_file)), language="nb", shelf=shelf)
    ((_, path),) = shelf.waiting()
    path.write_bytes(path.read_bytes()[:-3])
    assert shelf.hand_in(house_on_file) == 1
    assert audit(house_on_file, "fire_list.print_kept")[0].details["damaged"] is True


def test_a_disk_that_takes_no_note_does_not_hold_the_list_back(
    house_on_file: House, shelf: FireShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_house(house_on_file)
    FireKeeper(house_on_file, shelf).keep_now()

    def full(*_: object) -> None:
        raise SealedDamagedError

    monkeypatch.setattr(fire_keeper, "write_sealed", full)
    printed = print_fire_list_anyhow(program(broken(house_on_file)), language="nb", shelf=shelf)
    assert "Lise" in flat(printed.pdf)


def wait_for(done: Callable[[], bool], event: threading.Event) -> None:
    for _ in range(200):
        if done():
            return
        event.wait(0.05)
    raise AssertionError("it never came")


def test_the_keeper_keeps_every_change_by_itself(
    house: House, shelf: FireShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    mina = full_house(house)
    told: list[object] = []
    drawn = threading.Event()
    monkeypatch.setattr(fire_keeper, "_WARM_AFTER", 0.01)
    monkeypatch.setattr(fire_keeper, "render_fire_list", lambda *_: drawn.set())
    keeper = FireKeeper(house, shelf, told=told.append, pause=0.01)
    keeper.start()
    pause = threading.Event()
    try:
        wait_for(shelf.path.exists, pause)
        check_in(mina.again(), guest_id=woman(house, "Selje"), bed_id=bed_id(house, "A4"))
        keeper.changed()
        wait_for(lambda: shelf.latest().women == 6, pause)
        assert drawn.wait(10)
    finally:
        keeper.close()
    assert told == []


def test_what_is_only_looked_at_is_not_kept(house_on_file: House, shelf: FireShelf) -> None:
    keeper = FireKeeper(replace(house_on_file, writable=False), shelf)
    keeper.start()
    keeper.close()
    assert not shelf.path.exists()


def test_a_keeper_that_cannot_keep_says_so_once(house_on_file: House, shelf: FireShelf) -> None:
    told: list[object] = []
    keeper = FireKeeper(broken(house_on_file), shelf, told=told.append)
    keeper.keep_now()
    keeper.keep_now()
    assert [type(error) for error in told] == [StoreUnreachableError]


def test_the_program_has_the_right_by_itself() -> None:
    from shelter_desk.services.rights import PROGRAM_RIGHTS  # noqa: PLC0415 - for this one look

    assert Right.BOARD in PROGRAM_RIGHTS
