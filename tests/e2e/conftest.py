"""A demo house, made once, and a desk on a copy of it."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.services.demo.cast import read_cast
from tests.e2e.real_desk import AT, RealDesk, real_desk

EVENING = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
"""The moment of :data:`AT`."""

Opened = Callable[..., AbstractContextManager[RealDesk]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo house as it is at the evening; nobody writes into it."""
    folder = tmp_path_factory.mktemp("demo") / "house"
    with opened_house(Choice(data=folder, demo=True, at=EVENING)):
        pass
    return folder


@pytest.fixture
def demo_desk(demo: Path, tmp_path: Path, screen: dict[str, str]) -> Iterator[RealDesk]:
    """Return a running desk on a demo house of its own, in bokmål."""
    folder = Path(shutil.copytree(demo, tmp_path / "house"))
    with real_desk(screen, folder, "--demo", "--at", AT, "--lang", "nb") as desk:
        yield desk


@pytest.fixture(scope="session")
def aliases() -> re.Pattern[str]:
    """Return what finds the alias of any woman of the demo as a word of its own."""
    names = [re.escape(woman.alias) for woman in read_cast().women]
    assert names
    return re.compile(rf"\b({'|'.join(names)})\b")
