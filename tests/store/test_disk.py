"""Files written whole or not at all, also when the disk says no."""

import errno
import os
from pathlib import Path

import pytest

from shelter_desk.errors import FaultError
from shelter_desk.store import disk
from shelter_desk.store.disk import (
    DiskFaultError,
    DiskFullError,
    FolderMissingError,
    FolderReadOnlyError,
    calm_disk,
    calm_disk_error,
    check_writable,
    write_atomically,
)


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "house.key"
    for data in (b"one", b"", b"x" * 3_000_000):
        write_atomically(path, data)
        assert path.read_bytes() == data
    check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.fault
@pytest.mark.parametrize("step", ["fsync", "fdopen"])
def test_a_disk_that_fills_up_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "house.key"
    write_atomically(path, b"old")

    def full(handle: int, *_: object) -> None:
        if step == "fdopen":
            os.close(handle)
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(DiskFullError):
            write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.fault
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's always full device")
def test_a_really_full_device_is_said_calmly() -> None:
    with (
        pytest.raises(DiskFullError),
        calm_disk(Path("/dev")),
        Path("/dev/full").open("wb", buffering=0) as file,
    ):
        file.write(b"x")


@pytest.mark.fault
def test_a_folder_that_is_gone_is_said_calmly(tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError):
        write_atomically(tmp_path / "gone" / "house.key", b"x")
    with pytest.raises(FolderMissingError):
        check_writable(tmp_path / "gone")


@pytest.mark.fault
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EROFS, FolderReadOnlyError),
        (errno.EACCES, FolderReadOnlyError),
        (errno.EPERM, FolderReadOnlyError),
        (errno.ENOENT, FolderMissingError),
        (errno.EIO, DiskFaultError),
        (None, DiskFaultError),
    ],
)
def test_each_refusal_of_the_disk_has_its_sentence(
    tmp_path: Path, code: int | None, kind: type[FaultError]
) -> None:
    error = OSError(code, "text") if code else OSError("text")
    assert type(calm_disk_error(error, tmp_path)) is kind


class FullOnWindowsError(OSError):
    """What Windows raises, on any system."""

    winerror = 112


@pytest.mark.fault
def test_windows_own_number_for_a_full_disk_is_known(tmp_path: Path) -> None:
    assert isinstance(
        calm_disk_error(FullOnWindowsError(errno.EINVAL, "x"), tmp_path), DiskFullError
    )


class InUseOnWindowsError(PermissionError):
    """What Windows raises while a virus scanner reads the file."""

    winerror = 32


@pytest.mark.fault
@pytest.mark.parametrize(("busy", "works"), [(3, True), (1000, False)])
def test_a_file_a_virus_scanner_has_open_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, busy: int, works: bool
) -> None:
    path, tries = tmp_path / "house.key", 0
    write_atomically(path, b"old")
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        nonlocal tries
        tries += 1
        if tries <= busy:
            raise InUseOnWindowsError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(disk, "_REPLACE_PAUSE", 0)
    if works:
        write_atomically(path, b"new")
    else:
        with pytest.raises(FolderReadOnlyError):
            write_atomically(path, b"new")
    assert path.read_bytes() == (b"new" if works else b"old")
    assert list(tmp_path.iterdir()) == [path]


def test_other_errors_pass_through(tmp_path: Path) -> None:
    with pytest.raises(KeyError), calm_disk(tmp_path):
        raise KeyError
