"""The write lock: between processes, between threads, and after a death."""

import multiprocessing
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from shelter_desk.store.disk import FolderMissingError
from shelter_desk.store.lock_file import HouseBusyError, LockFile

processes = multiprocessing.get_context("spawn")


def _hold(path: Path, pipe: Connection) -> None:
    with LockFile(path).held():
        pipe.send("held")
        pipe.recv()


def _count(path: Path, counter: Path, pipe: Connection, seconds: float) -> None:
    """Add one to a number in a file, again and again, and tell how often and how slowly."""
    lock = LockFile(path)
    pipe.send("ready")
    pipe.recv()
    done, longest = 0, 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        asked = time.monotonic()
        with lock.held():
            longest = max(longest, time.monotonic() - asked)
            counter.write_text(str(int(counter.read_text()) + 1))
        done += 1
    pipe.send((done, longest))


def test_another_process_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "house.lock"
    mine, theirs = processes.Pipe()
    other = processes.Process(target=_hold, args=(path, theirs))
    other.start()
    assert mine.recv() == "held"
    with pytest.raises(HouseBusyError) as caught, LockFile(path).held(seconds=0.1):
        pytest.fail("two held the lock")
    assert caught.value.values["seconds"] == 0
    mine.send("go")
    other.join(10)
    with LockFile(path).held(seconds=0.1):
        pass


@pytest.mark.fault
def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path) -> None:
    path = tmp_path / "house.lock"
    mine, theirs = processes.Pipe()
    other = processes.Process(target=_hold, args=(path, theirs))
    other.start()
    assert mine.recv() == "held"
    other.kill()
    other.join(10)
    with LockFile(path).held(seconds=0.5):
        pass


def test_processes_that_write_all_the_time_each_get_their_turn(tmp_path: Path) -> None:
    path, counter = tmp_path / "house.lock", tmp_path / "counter"
    counter.write_text("0")
    pipes, running = [], []
    for _ in range(4):
        mine, theirs = processes.Pipe()
        pipes.append(mine)
        running.append(processes.Process(target=_count, args=(path, counter, theirs, 0.5)))
        running[-1].start()
    for pipe in pipes:
        assert pipe.recv() == "ready"
    for pipe in pipes:
        pipe.send("go")
    told: list[tuple[int, float]] = [pipe.recv() for pipe in pipes]
    for process in running:
        process.join(10)
    assert int(counter.read_text()) == sum(done for done, _ in told)
    assert min(done for done, _ in told) >= 5  # nobody starves
    assert max(longest for _, longest in told) < 5


def test_threads_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "house.lock")
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with lock.held():
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_taking_it_twice_in_one_thread_is_refused_and_leaves_it_held(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "house.lock")
    with lock.held():
        with pytest.raises(RuntimeError, match="holds the write lock"), lock.held():
            pytest.fail("nested")
        with pytest.raises(HouseBusyError), LockFile(lock.path).held(seconds=0):
            pytest.fail("it was let go by the refusal")


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    lock = LockFile(tmp_path / "house.lock")
    with pytest.raises(KeyError), lock.held():
        raise KeyError
    with LockFile(lock.path).held(seconds=0):
        pass


def test_a_folder_that_is_gone_is_said_calmly(tmp_path: Path) -> None:
    with pytest.raises(FolderMissingError), LockFile(tmp_path / "gone" / "house.lock").held():
        pytest.fail("held nothing")
