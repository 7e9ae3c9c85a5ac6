"""What all tests share: the long sweeps, the screens, the houses on both engines."""

import os
import sys
from collections.abc import Iterator

import hypothesis
import pytest

from shelter_desk.services.calling import House
from tests.engines import Engines

pytest_plugins = ["tests.budgets"]

# Widgets are tested without a screen; a test that wants a real window starts the program as
# its own process with the environment that `screen` gives.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine makes any single example slow: that is no failure. tests.budgets watches time.
hypothesis.settings.register_profile(
    "desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--full``: the long form of every sweep."""
    parser.addoption("--full", action="store_true", help="run the long sweeps too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long sweeps to ``--full``."""
    if not config.getoption("--full"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="a long sweep: ./test --full"))


@pytest.fixture(scope="session")
def full(request: pytest.FixtureRequest) -> bool:
    """Say whether sweeps that have a short and a long form take the long one."""
    return bool(request.config.getoption("--full"))


@pytest.fixture(scope="session")
def screen() -> dict[str, str]:
    """Return the environment in which a program of its own shows a real window."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    if sys.platform == "linux":
        if not environment.get("DISPLAY"):
            pytest.fail("a real window needs a screen: use ./test, which brings one")
        environment["QT_QPA_PLATFORM"] = "xcb"
    return environment


@pytest.fixture(scope="session")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    """Return what makes fresh houses: a folder, and a real server once one is needed."""
    made = Engines(tmp_path_factory.mktemp("engines"))
    yield made
    made.close()


@pytest.fixture(params=["file", "server"])
def house(request: pytest.FixtureRequest, engines: Engines) -> Iterator[House]:
    """Return a house of the demo plan with one account a role, once on each engine."""
    yield from _house(engines, request.param)


@pytest.fixture(params=["file", "server"])
def blank_house(request: pytest.FixtureRequest, engines: Engines) -> Iterator[House]:
    """Return a house with tables and nothing in them, once on each engine."""
    yield from _house(engines, request.param, blank=True)


@pytest.fixture
def house_on_file(engines: Engines) -> Iterator[House]:
    """Return a house of the demo plan on an encrypted file."""
    yield from _house(engines, "file")


@pytest.fixture
def house_on_server(engines: Engines) -> Iterator[House]:
    """Return a house of the demo plan on a real PostgreSQL."""
    yield from _house(engines, "server")


def _house(engines: Engines, engine: str, *, blank: bool = False) -> Iterator[House]:
    place = engines.fresh(engine, blank=blank)
    house = place.open()
    yield house
    house.store.close()
    engines.drop(place)
