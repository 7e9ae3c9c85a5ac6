"""A demo's folder goes away with it, also where its program was killed."""

import os
from pathlib import Path

from shelter_desk.bootstrap.demo import IN_USE, PREFIX, sweep
from shelter_desk.store.lock_file import LockFile


def test_a_killed_demos_folder_goes_at_the_next_start_and_a_running_ones_stays(
    tmp_path: Path,
) -> None:
    running, killed, made, old, other = (
        tmp_path / name
        for name in (
            f"{PREFIX}running",
            f"{PREFIX}killed",
            f"{PREFIX}made",
            f"{PREFIX}old",
            "somebody-elses",
        )
    )
    for folder in (running, killed, made, old, other):
        folder.mkdir()
        (folder / "house.db").write_bytes(b"x")
    (killed / IN_USE).touch()
    (other / IN_USE).touch()
    os.utime(old, (0, 0))
    linked = tmp_path / f"{PREFIX}linked"
    if os.name == "posix":
        linked.symlink_to(other)
    with LockFile(running / IN_USE).held():
        sweep(tmp_path)
        assert running.is_dir()
        assert made.is_dir()
        assert not killed.exists()
        assert not old.exists()
        assert (other / "house.db").exists()
    sweep(tmp_path)
    assert not running.exists()
