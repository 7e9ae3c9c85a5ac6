"""Where the time of a run went, held against what each kind of test may take.

Workers side by side share it: what is counted is the time of all tests of a kind through the
number of workers. Tests on the one screen stay with one worker.
"""

import pytest

# Minutes on two cores.
BUDGETS = {"unit": 3, "engines": 3, "faults": 2, "windows": 3}
_KIND = "kind"


def kind_of(item: pytest.Item) -> str:
    """Return which budget a test draws on."""
    if item.get_closest_marker("window"):
        return "windows"
    if item.get_closest_marker("fault"):
        return "faults"
    fixtures = getattr(item, "fixturenames", [])
    engines = any("engine" in name or "postgres" in name for name in fixtures)
    return "engines" if engines else "unit"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note each test's kind where its report will carry it; keep windows with one worker."""
    for item in items:
        kind = kind_of(item)
        item.user_properties.append((_KIND, kind))
        if kind == "windows":
            # Two windows on one screen take the keyboard from each other.
            item.add_marker(pytest.mark.xdist_group("screen"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long each kind took, before the closing line."""
    spent: dict[str, float] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                kind = str(dict(report.user_properties).get(_KIND, "unit"))
                spent[kind] = spent.get(kind, 0) + report.duration
    workers = terminalreporter.config.getoption("numprocesses", None) or 1
    for kind, minutes in BUDGETS.items():
        if kind in spent:
            # The one screen is used by one worker alone.
            spent[kind] /= 1 if kind == "windows" else workers
            over = "  OVER ITS BUDGET" if spent[kind] > minutes * 60 else ""
            terminalreporter.write_line(f"{kind:<10}{spent[kind]:6.1f} s of {minutes * 60}{over}")
