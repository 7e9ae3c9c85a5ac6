"""What tests of screens share: a theme, a clock that stands, and tasks that run at once."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from shelter_desk.clock import FixedClock
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.lock.session import SignedIn
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.words import Words

EVENING = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
"""Saturday 21.11.2026, 21:12 in the house."""


KARI = SignedIn(1, "kari", "Kari Moe", "KM", frozenset(Right), has_pin=True)
SIRI = SignedIn(2, "siri", "Siri Aas", "SA", frozenset({Right.BOARD}))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=Scheme.LIGHT)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(EVENING)


@pytest.fixture
def desk(theme: Theme, clock: FixedClock) -> Iterator[Desk]:
    # Bokmål; its tasks answer at once.
    theme.choose(Scheme.LIGHT)
    announce.forget()
    tasks = InlineTasks(lambda: "caller")
    made = make_desk(theme, Words("nb"), clock, tasks)
    made.actions.set_rights(frozenset(Right))
    yield made
    tasks.close()
