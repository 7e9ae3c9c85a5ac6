"""What all tests share: the long sweeps, the screens."""

import os
import sys

import pytest

pytest_plugins = ["tests.budgets"]

# Widgets are tested without a screen; a test that wants a real window starts the program as
# its own process with the environment that `screen` gives.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
