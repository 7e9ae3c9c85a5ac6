"""Copies: encrypted, read back, thinned out, put back whole; on both engines."""

import shutil
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select, text

from shelter_desk.models import Base, Guest
from shelter_desk.services.calling import House
from shelter_desk.services.copies import CopyKeeper, CopyShelf, CopyState, back_up
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.store.backup import (
    DATABASE,
    KEY_FILE,
    MANIFEST,
    CopyFaultyError,
    CopyOnDisk,
    copies_in,
    make_copy,
    read_manifest,
    thin_out,
    to_keep,
)
from shelter_desk.store.disk import DiskFullError
from shelter_desk.store.engine import Store, open_file
from shelter_desk.store.house_key import unlock_with_recovery_code
from shelter_desk.store.key_errors import WrongRecoveryCodeError
from shelter_desk.store.manifest import ManifestDamagedError, to_bytes
from shelter_desk.store.places import Places
from shelter_desk.store.recovery_code import new_code
from shelter_desk.store.restoring import (
    CopyMissingError,
    NotACopyError,
    RestoreFolderTakenError,
    restore,
)
from shelter_desk.terms import Role
from tests.engines import (
    KEY,
    SECRET,
    TestDesk,
    as_role,
    clock_of,
    command_line,
    desk_of,
    woman,
    women,
)


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


_FULL = _Usage(1000, 1000, 0)


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    return desk_of(tmp_path / "desk")


def _rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as session:
        return {
            table.name: [
                tuple(row)
                for row in session.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }


def test_a_copy_put_back_holds_every_row(house: House, desk: TestDesk, tmp_path: Path) -> None:
    women(house, 12)
    made = back_up(command_line(house), shelf=desk.shelf)
    into = Places(tmp_path / "new")
    manifest = restore(made.path, into, desk.unlock)
    assert manifest == made.manifest
    assert manifest.source == ("file" if house.store.on_file else "server")
    back = open_file(into.database, SECRET)
    try:
        assert _rows(back) == _rows(house.store)
    finally:
        back.close()
    assert sorted(path.name for path in into.folder.iterdir() if "lock" not in path.name) == [
        "house.db",
        "house.key",
    ]


def test_a_copy_holds_nothing_readable(house: House, desk: TestDesk) -> None:
    woman(house, "Solveig-Marie", sheet_remark="nøttefri mat")
    path = back_up(command_line(house), shelf=desk.shelf).path
    data = path.read_bytes()
    for readable in ("Solveig", "nøttefri", "CREATE TABLE", "SQLite format"):
        assert readable.encode() not in data
    assert SECRET not in data
    assert SECRET.hex().encode() not in data
    with zipfile.ZipFile(path) as packed:
        assert sorted(packed.namelist()) == sorted([DATABASE, KEY_FILE, MANIFEST])
    assert not (desk.shelf.places.folder / "copying").exists()


def test_the_audit_row_of_a_copy_is_in_the_copy(house: House, desk: TestDesk) -> None:
    manifest = back_up(command_line(house), shelf=desk.shelf).manifest
    with house.store.read() as session:
        last = session.execute(
            text("SELECT sequence, action FROM audit_entry ORDER BY sequence DESC LIMIT 1")
        ).one()
    assert (last.sequence, last.action) == (manifest.audit_sequence, "back_up")
    assert desk.shelf.newest() == clock_of(house).now()
    path = copies_in(desk.shelf.folder, KEY)[0].path
    assert read_manifest(path, KEY) == manifest


def test_copying_needs_the_right(house: House, desk: TestDesk) -> None:
    with pytest.raises(NotAllowedError):
        back_up(as_role(house, Role.NIGHT), shelf=desk.shelf)
    assert copies_in(desk.shelf.folder, KEY) == []


def test_a_copy_that_does_not_read_back_is_thrown_away(
    house_on_file: House, desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "shelter_desk.store.backup.integrity_problems", lambda _: ["row 7 missing from index"]
    )
    with pytest.raises(CopyFaultyError):
        back_up(command_line(house_on_file), shelf=desk.shelf)
    assert list(desk.shelf.folder.iterdir()) == []
    assert not (desk.shelf.places.folder / "copying").exists()


def test_a_full_disk_leaves_earlier_copies(
    house_on_file: House, desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = back_up(command_line(house_on_file), shelf=desk.shelf)
    clock_of(house_on_file).advance(minutes=15)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _FULL)
    with pytest.raises(DiskFullError):
        back_up(command_line(house_on_file), shelf=desk.shelf)
    assert [copy.path for copy in copies_in(desk.shelf.folder, KEY)] == [first.path]


# -- thinning out ----------------------------------------------------------------------------


def test_the_newest_stay_and_then_one_a_day() -> None:
    now = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    every_quarter = [now - timedelta(minutes=15 * n) for n in range(4 * 24 * 20)]
    copies = [CopyOnDisk(Path(f"{n}"), at) for n, at in enumerate(every_quarter)]
    kept = [copy for copy in copies if copy.path in to_keep(copies, newest=24, daily=14)]
    assert kept[:24] == copies[:24]
    days = [copy.made_at.date() for copy in kept[24:]]
    assert len(days) == 14
    # The last of each local day: 23:45 in Oslo is 22:45 in UTC in November.
    assert all((copy.made_at.hour, copy.made_at.minute) == (22, 45) for copy in kept[25:])


def test_thinning_out_leaves_other_houses_and_files_alone(tmp_path: Path) -> None:
    other = tmp_path / "house-aaaaaaaa-20261120T190000Z.copy"
    notes = tmp_path / "notes.txt"
    old = tmp_path / "house-5d6f9a52-20261101T190000Z.copy"
    new = tmp_path / "house-5d6f9a52-20261120T190000Z.copy"
    for path in (other, notes, old, new):
        path.write_bytes(b"x")
    assert thin_out(tmp_path, KEY, newest=1, daily=0) == [old]
    assert sorted(tmp_path.iterdir()) == sorted([other, notes, new])


# -- the keeper ------------------------------------------------------------------------------


def test_the_keeper_copies_at_once_and_at_the_end(house_on_file: House, desk: TestDesk) -> None:
    states: list[CopyState] = []
    copied = threading.Event()

    def told(state: CopyState) -> None:
        states.append(state)
        if state.newest is not None and not state.busy:
            copied.set()

    keeper = CopyKeeper(house_on_file, desk.shelf, told=told)
    assert desk.shelf.newest() is None
    keeper.start()
    assert copied.wait(30)
    first = keeper.state.newest
    clock_of(house_on_file).advance(minutes=3)
    last = keeper.close().newest
    assert first is not None
    assert last == first + timedelta(minutes=3)
    assert [state.busy for state in states] == [True, False, True, False]
    assert len(copies_in(desk.shelf.folder, KEY)) == 2


def test_the_keeper_says_what_went_wrong_and_goes_on(
    house_on_file: House, desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = CopyKeeper(house_on_file, desk.shelf)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _FULL)
    assert isinstance(keeper.copy_now().trouble, DiskFullError)
    monkeypatch.undo()
    state = keeper.copy_now()
    assert state.trouble is None
    assert state.newest is not None


# -- putting back ----------------------------------------------------------------------------


def _copy(house: House, desk: TestDesk) -> Path:
    return back_up(command_line(house), shelf=desk.shelf).path


def test_only_a_new_folder_is_filled(house_on_file: House, desk: TestDesk, tmp_path: Path) -> None:
    copy = _copy(house_on_file, desk)
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RestoreFolderTakenError):
        restore(copy, Places(taken), desk.unlock)
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]


def test_a_wrong_code_leaves_nothing(house_on_file: House, desk: TestDesk, tmp_path: Path) -> None:
    copy = _copy(house_on_file, desk)
    with pytest.raises(WrongRecoveryCodeError):
        restore(
            copy,
            Places(tmp_path / "new"),
            lambda places: unlock_with_recovery_code(places.key, new_code()),
        )
    assert not (tmp_path / "new").exists()


def test_a_missing_copy_is_said(desk: TestDesk, tmp_path: Path) -> None:
    with pytest.raises(CopyMissingError):
        restore(tmp_path / "no.copy", Places(tmp_path / "new"), desk.unlock)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("damage", ["foreign", "empty", "cut", "turned", "no key", "swapped"])
def test_a_damaged_copy_is_refused_and_leaves_nothing(
    house_on_file: House, desk: TestDesk, tmp_path: Path, damage: str
) -> None:
    copy = _copy(house_on_file, desk)
    data = bytearray(copy.read_bytes())
    if damage == "foreign":
        data = bytearray(b"%PDF-1.7 not a copy")
    elif damage == "empty":
        data = bytearray()
    elif damage == "cut":
        data = data[: len(data) // 2]
    elif damage == "turned":
        data[len(data) // 2] ^= 255
    copy.write_bytes(data)
    if damage in ("no key", "swapped"):
        _without_key(copy) if damage == "no key" else _with_another_database(copy)
    with pytest.raises(NotACopyError):
        restore(copy, Places(tmp_path / "new"), desk.unlock)
    assert not (tmp_path / "new").exists()


def _without_key(copy: Path) -> None:
    with zipfile.ZipFile(copy) as packed:
        parts = {name: packed.read(name) for name in (DATABASE, MANIFEST)}
    with zipfile.ZipFile(copy, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def _with_another_database(copy: Path) -> None:
    with zipfile.ZipFile(copy) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(copy, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data + b"x" if name == DATABASE else data)


def test_a_manifest_changed_by_hand_is_refused(
    house_on_file: House, desk: TestDesk, tmp_path: Path
) -> None:
    copy = _copy(house_on_file, desk)
    with zipfile.ZipFile(copy) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    manifest = read_manifest(copy, KEY)
    assert manifest is not None
    parts[MANIFEST] = to_bytes(manifest, bytes(32))
    with zipfile.ZipFile(copy, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    assert read_manifest(copy, KEY) is None
    with pytest.raises(ManifestDamagedError):
        restore(copy, Places(tmp_path / "new"), desk.unlock)
    assert not (tmp_path / "new").exists()


def test_writing_goes_on_while_a_copy_is_made(house_on_file: House, desk: TestDesk) -> None:
    """The copy is of one moment: a card made in between is in it whole or not at all."""
    made: list[int] = []

    def progress(_: object) -> None:
        made.extend(women(house_on_file, 1))

    shelf: CopyShelf = desk.shelf
    copy = make_copy(
        house_on_file.store,
        shelf.places,
        KEY,
        folder=shelf.folder,
        now=clock_of(house_on_file).now(),
        progress=progress,
    )
    assert len(made) == 3
    with house_on_file.store.read() as session:
        assert len(session.scalars(select(Guest)).all()) == 3
    assert copy.manifest.audit_sequence > 0
