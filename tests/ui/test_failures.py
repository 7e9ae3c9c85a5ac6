"""A breakdown in a slot: calm, reported, and without a single datum."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shelter_desk.clock import FixedClock
from shelter_desk.ui import failures


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Iterator[Path]:
    put_back = failures.install(folder=tmp_path / "reports", clock=clock)
    yield tmp_path / "reports"
    put_back()


def _break(name: str) -> None:
    beds: dict[str, str] = {}
    try:
        beds[name]
    except KeyError as cause:
        message = f"no bed for {name}"
        raise RuntimeError(message) from cause


def _caught(name: str) -> BaseException:
    try:
        _break(name)
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_report_holds_kinds_and_places_only(folder: Path) -> None:
    path = failures.report(_caught("Lise"))
    assert path is not None
    assert path.parent == folder
    text = path.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert f"{__name__} _break line" in text
    for secret in ("Lise", "no bed", str(folder), "Error:"):
        assert secret not in text


def test_what_no_slot_caught_is_told_and_reported(folder: Path, clock: FixedClock) -> None:
    told: list[bool] = []
    put_back = failures.install(folder=folder, clock=clock, tell=lambda: told.append(True))
    try:
        error = _caught("Lise")
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        put_back()
    assert told == [True]
    assert len(list(folder.iterdir())) == 1


def test_a_report_that_cannot_be_written_is_left_out(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    put_back = failures.install(folder=tmp_path / "reports", clock=clock)
    try:
        assert failures.report(_caught("Lise")) is None
    finally:
        put_back()


def test_old_reports_go_when_there_are_more_than_fifty(folder: Path, clock: FixedClock) -> None:
    error = _caught("Lise")
    for _number in range(55):
        clock.advance(seconds=1)
        newest = failures.report(error)
    reports = sorted(folder.iterdir())
    assert len(reports) == 50
    assert reports[-1] == newest


def test_everything_is_put_back(tmp_path: Path, clock: FixedClock) -> None:
    before = sys.excepthook
    failures.install(folder=tmp_path, clock=clock)()
    assert sys.excepthook is before
