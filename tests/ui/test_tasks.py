"""One database thread, answers on the GUI thread, nothing lost and nothing stale."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shelter_desk.clock import SystemClock
from shelter_desk.errors import DeskError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.ui import failures
from shelter_desk.ui.tasks import InlineTasks, Tasks, UnexpectedFailureError


class NoError(RefusedError):
    """A refusal for these tests."""

    sentence = mark("Something went wrong. Nothing was changed.")


@dataclass(frozen=True)
class Result:
    """A service's answer."""

    value: object
    changed: object = None


class Listener(QObject):
    """Collects answers and the threads they came on."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.errors: list[DeskError] = []
        self.threads: set[str] = set()

    def then(self, result: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.got.append(result)

    def failed(self, error: DeskError) -> None:
        self.threads.add(threading.current_thread().name)
        self.errors.append(error)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:  # noqa: ARG001 - Qt must run first
    made = Tasks(lambda: "caller")
    yield made
    assert made.close()


def _echo(caller: object, *, value: object) -> object:
    return (caller, value, threading.current_thread().name)


def test_calls_run_in_order_on_one_thread_and_answer_on_the_gui_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    listener = Listener()
    for number in range(20):
        tasks.run(_echo, then=listener.then, value=number)
    assert tasks.pending_count == 20
    qtbot.waitUntil(lambda: len(listener.got) == 20)
    assert listener.got == [("caller", number, "database") for number in range(20)]
    assert listener.threads == {threading.main_thread().name}
    assert tasks.pending_count == 0


def test_a_refusal_goes_to_failed_and_without_it_to_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    def refuse(_caller: object) -> None:
        raise NoError

    listener, window = Listener(), Listener()
    tasks.refused.connect(window.failed)
    tasks.run(refuse, then=listener.then, failed=listener.failed)
    tasks.run(refuse, then=listener.then)
    qtbot.waitUntil(lambda: len(window.errors) == 1)
    assert len(listener.errors) == 1
    assert isinstance(listener.errors[0], NoError)
    assert listener.got == []


def test_a_breakdown_is_reported_without_data_and_the_thread_lives_on(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    def broken(_caller: object, *, name: str) -> None:
        secret = f"the woman called {name}"
        raise ValueError(secret)

    put_back = failures.install(folder=tmp_path / "reports", clock=SystemClock())
    listener = Listener()
    try:
        tasks.run(broken, failed=listener.failed, name="Lise")
        tasks.run(_echo, then=listener.then, value=1)
        qtbot.waitUntil(lambda: bool(listener.got))
    finally:
        put_back()
    assert isinstance(listener.errors[0], UnexpectedFailureError)
    (report,) = (tmp_path / "reports").iterdir()
    text = report.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "broken" in text
    assert "Lise" not in text
    assert "woman" not in text


def test_only_the_newest_of_a_key_is_answered_and_the_waiting_ones_are_not_run(
    qtbot: QtBot, tasks: Tasks
) -> None:
    gate, started = threading.Event(), threading.Event()
    ran: list[object] = []

    def slow(_caller: object, *, value: object) -> object:
        started.set()
        gate.wait(5)
        ran.append(value)
        return value

    listener = Listener()
    tasks.run(slow, then=listener.then, latest="search", value="e")
    assert started.wait(5)
    tasks.run(slow, then=listener.then, latest="search", value="ev")
    tasks.run(slow, then=listener.then, latest="search", value="eva")
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending_count == 0)
    assert listener.got == ["eva"]
    assert ran == ["e", "eva"]


def test_a_forgotten_key_is_not_answered(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()

    def slow(_caller: object) -> int:
        gate.wait(5)
        return 1

    listener = Listener()
    tasks.run(slow, then=listener.then, latest="search")
    tasks.forget("search")
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending_count == 0)
    assert listener.got == []


def test_a_result_that_says_what_changed_is_announced_once_before_its_answer(
    qtbot: QtBot, tasks: Tasks
) -> None:
    heard: list[object] = []
    tasks.announced.connect(heard.append)
    listener = Listener()

    def write(_caller: object) -> Result:
        return Result(1, changed="beds")

    tasks.run(write, then=listener.then)
    qtbot.waitUntil(lambda: bool(listener.got))
    assert heard == ["beds"]


def test_a_call_that_hangs_says_so_and_the_window_goes_on(qtbot: QtBot, tasks: Tasks) -> None:
    gate = threading.Event()
    said: list[bool] = []
    tasks.waiting.connect(said.append)
    tasks._patience.setInterval(20)

    def hang(_caller: object) -> None:
        gate.wait(5)

    tasks.run(hang)
    qtbot.waitUntil(lambda: said == [True])
    assert tasks.is_waiting
    gate.set()
    qtbot.waitUntil(lambda: said == [True, False])


@pytest.mark.usefixtures("qapp")
def test_closing_lets_queued_writes_finish() -> None:
    written: list[int] = []
    ended: list[str] = []

    def write(_caller: object, *, value: int) -> None:
        written.append(value)

    tasks = Tasks(lambda: None, at_end=lambda: ended.append(threading.current_thread().name))
    for number in range(50):
        tasks.run(write, value=number)
    assert tasks.close()
    assert written == list(range(50))
    assert ended == ["database"]
    tasks.run(write, value=99)
    assert 99 not in written


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    import shiboken6  # noqa: PLC0415 - only this test kills a Qt object

    gate = threading.Event()

    def slow(_caller: object) -> int:
        gate.wait(5)
        return 1

    listener = Listener()
    tasks.run(slow, then=listener.then)
    shiboken6.delete(listener)
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending_count == 0)
    assert listener.got == []


@pytest.mark.usefixtures("qapp")
def test_the_caller_is_made_anew_for_each_call_when_it_is_asked_for() -> None:
    numbers = iter(range(10))
    tasks = InlineTasks(lambda: next(numbers))
    listener = Listener()
    tasks.run(_echo, then=listener.then, value="a")
    tasks.run(_echo, then=listener.then, value="b")
    assert [answer[0] for answer in listener.got if isinstance(answer, tuple)] == [0, 1]
    assert tasks.close()
