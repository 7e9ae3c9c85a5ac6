"""What gives way when not everything fits, in which order, and that it is counted (c4)."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shelter_desk.reports.handover import render
from shelter_desk.reports.handover_content import (
    HandoverSheet,
    IncidentRow,
    Named,
    NotSeenRow,
    OutOfServiceRow,
    PlaceRow,
    PlaceStatus,
    StatusStrip,
    TaskRow,
    WatchRow,
)
from shelter_desk.reports.handover_plan import Plan, plans
from shelter_desk.reports.handover_rows import rows_of
from shelter_desk.reports.handover_words import Words
from shelter_desk.terms import Level
from tests.reports.paper import assert_in_order, assert_tidy, flat, read, texts
from tests.reports.samples import at, busy_house, demo_evening
from tests.reports.test_handover import SECTIONS_NB


def the_rules(sheet: HandoverSheet) -> list[str]:
    """Check what holds for every sheet; return its pages."""
    on_paper = read(render(sheet))
    pages = on_paper.pages
    assert_tidy(on_paper)
    assert_in_order(pages[0], SECTIONS_NB)
    assert all(f"side {n} av {len(pages)}" in page for n, page in enumerate(pages, start=1))
    paper = " ".join(" ".join(pages).split())
    # Nothing HASTER and nothing overdue is ever only in the app.
    urgent = sum(row.level is Level.URGENT for row in sheet.watch)
    assert len(re.findall(r"\bHASTER (?!til på side)", paper)) == urgent
    overdue = sum(row.overdue for row in sheet.tasks)
    assert len(re.findall(r"\bForfalt\b", paper)) == overdue
    # What is urgent on page 2 is in the title line of page 1.
    on_page_one = len(re.findall(r"\bHASTER (?!til på side)", pages[0]))
    said = re.search(r"(\d+) HASTER til på side 2", pages[0])
    assert int(said.group(1) if said else 0) == urgent - on_page_one
    return pages


@pytest.mark.parametrize(
    ("watch", "urgent"),
    [(0, 0), (1, 1), (5, 0), (6, 1), (6, 6), (15, 0), (16, 12), (40, 0), (40, 30), (30, 30)],
)
def test_watch_lines(watch: int, urgent: int) -> None:
    pages = the_rules(busy_house(watch=watch, urgent=urgent, places=6, morning=1))
    lines = re.findall(r"Linje (\d+)", " ".join(pages))
    in_app = re.search(
        r"1 Følg med på.*?\+(\d+) i appen", pages[0].split("2 Plasser")[0], re.DOTALL
    )
    assert len(lines) + int(in_app.group(1) if in_app else 0) == watch
    assert lines == sorted(lines, key=int)
    assert lines == list(dict.fromkeys(lines))


@pytest.mark.parametrize(
    ("tasks", "overdue"), [(0, 0), (6, 0), (6, 6), (7, 1), (7, 7), (20, 20), (60, 0), (60, 20)]
)
def test_tasks(tasks: int, overdue: int) -> None:
    pages = the_rules(busy_house(tasks=tasks, overdue=overdue, watch=2))
    section = pages[0].split("3 Gjør i natt")[1].split("4 Hendelser")[0]
    on_page_one = len(re.findall(r"Oppgave \d+", section))
    assert on_page_one <= 6
    shown = len(re.findall(r"Oppgave \d+", " ".join(pages)))
    in_app = re.search(r"\+(\d+) i appen", section)
    assert shown + int(in_app.group(1) if in_app else 0) == max(tasks, overdue)
    if shown > on_page_one:
        assert "på side 2" in section
        assert "Fortsettelse" in pages[1]


@pytest.mark.parametrize("places", [0, 1, 13, 25, 40, 80])
@pytest.mark.parametrize("remarks", [True, False])
def test_places(places: int, remarks: bool) -> None:  # noqa: FBT001 - pytest names it
    pages = the_rules(busy_house(places=places, remarks=remarks, watch=2))
    codes = {int(code) for code in re.findall(r"\bP(\d+)\b", " ".join(pages))}
    assert set(range(1, places + 1)) <= codes


@pytest.mark.parametrize("incidents", [0, 4, 5, 30])
def test_incidents(incidents: int) -> None:
    pages = the_rules(busy_house(incidents=incidents, places=5, watch=1, tasks=2))
    shown = re.findall(r"P(\d+)\. Hendelsen", " ".join(pages))
    assert shown == [str(n) for n in range(max(0, incidents - 4), incidents)]
    assert (f"+{incidents - 4} i appen" in pages[0]) == (incidents > 4)


def test_everything_at_once() -> None:
    pages = the_rules(
        busy_house(
            watch=40,
            urgent=30,
            places=40,
            tasks=60,
            overdue=20,
            incidents=30,
            morning=30,
            not_seen=40,
        )
    )
    assert pages[1].index("Fortsettelse") < pages[1].index("HASTER")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # each example is a whole PDF, written and read
@given(
    watch=st.integers(0, 40),
    urgent=st.integers(0, 30),
    places=st.integers(0, 40),
    remarks=st.booleans(),
    tasks=st.integers(0, 60),
    overdue=st.integers(0, 20),
    incidents=st.integers(0, 30),
    morning=st.integers(0, 20),
    not_seen=st.integers(0, 40),
    night=st.sampled_from([date(2026, 11, 20), date(2026, 3, 28), date(2026, 10, 24)]),
)
def test_any_mixture(**counts: int) -> None:
    the_rules(busy_house(**counts))  # type: ignore[arg-type] # mixed values by name


def test_headings_are_repeated_on_every_page_a_table_goes_on() -> None:
    pages = the_rules(busy_house(places=120, watch=40, urgent=30))
    places = [page for page in pages if re.search(r"P\d+ Navn\d+ inne", page)]
    forms = [page for page in pages if "Tilsynsskjema" in page]
    urgent = [page for page in pages if re.search(r"HASTER P", page)]
    assert min(len(places), len(forms), len(urgent)) > 1
    assert all("2 Plasser" in page and "Plass Hvem Status Tilsyn Merk" in page for page in places)
    assert all("1 Følg med på" in page and "Nivå Plass Hvem Hva" in page for page in urgent)
    for page in forms:
        assert "22:00 00:00 02:00 04:00 06:00" in page
        assert "puster normalt" in page
        assert "Initialer" in page


# -- the order in which things give way --------------------------------------------------------


def steps(sheet: HandoverSheet) -> list[Plan]:
    return list(plans(rows_of(Words(sheet))))


def test_the_order_of_the_house() -> None:
    plan_steps = steps(busy_house(watch=9, urgent=7, tasks=8, overdue=2, remarks=False))
    first = plan_steps[0]
    assert (first.watch, first.tasks, first.places) == (7, 6, 13)
    names: list[str] = []
    for before, after in pairwise(plan_steps):
        changed = [name for name in vars(after) if getattr(before, name) != getattr(after, name)]
        name = next(name for name in changed if name != "places" or changed == ["places"])
        if not names or names[-1] != name:
            names.append(name)
    assert names == [
        "tight",
        "count_incidents",
        "free_together",
        "quiet_together",
        # No FØLG MED lines are left on this page: seven are urgent.
        "tasks",
        "morning",
        "watch",
        "places",
        "watch",
        "tasks",
    ]


def test_watch_lines_go_before_later_tasks_and_never_the_urgent_ones_with_them() -> None:
    plan_steps = steps(busy_house(watch=9, urgent=3, tasks=8, overdue=2))
    watch = [(plan.watch, plan.tasks) for plan in plan_steps if plan.places == plan_steps[4].places]
    assert watch[0] == (5, 6)
    assert (3, 6) in watch
    assert (2, 6) not in watch
    assert (3, 2) in watch
    assert (3, 1) not in watch[: watch.index((3, 2))]


def test_first_the_incidents_become_a_count() -> None:
    page = texts(render(busy_house(watch=3, places=13, morning=4)))[0]
    assert "Vold 2, Trussel 1, Overdose 1 · se app" in page
    assert "Ledig:" not in page


def test_then_free_places_share_a_line() -> None:
    page = texts(render(busy_house(watch=5, places=14)))[0]
    assert "Ledig: P5, P9, P13" in page
    assert "Inne uten merknad:" not in page


def test_then_quiet_places_share_a_line() -> None:
    page = texts(render(busy_house(watch=5, places=20, remarks=False)))[0]
    assert "Inne uten merknad: P6 Navn6, P8 Navn8" in page
    assert page.count("Linje ") == 5


def test_a_place_with_an_agreed_close_check_never_shares_a_line() -> None:
    sheet = busy_house(watch=5, places=20, remarks=False)
    close = replace(sheet.places[5], check_interval=15)
    places = (*sheet.places[:5], close, *sheet.places[6:])
    page = texts(render(replace(sheet, places=places)))[0]
    assert "P6 Navn6 inne 20:30 15 min" in page
    assert "Inne uten merknad: P8 Navn8" in page


def test_then_watch_lines_go_on_on_page_2_and_are_counted() -> None:
    first, second, *_ = the_rules(busy_house(watch=5, places=26))
    left = 5 - first.count("Linje ")
    assert left > 0
    assert f"1 Følg med på +{left} på side 2" in first
    assert second.split("Tilsynsskjema")[0].count("Linje ") == left


def test_urgent_lines_beyond_five_push_the_others_out_before_they_go_on() -> None:
    first, *_ = the_rules(busy_house(watch=8, urgent=7, places=4, tasks=8, incidents=4))
    assert first.count("HASTER") == 7
    assert "HASTER til" not in first
    assert "følg med" not in first


def test_three_urgent_lines_on_page_2() -> None:
    first, second, *_ = the_rules(busy_house(watch=8, urgent=8, places=24, tasks=8, overdue=6))
    assert "Vaktrapport kveld til natt 3 HASTER til på side 2" in first
    assert second.count("HASTER") == 3
    assert second.index("HASTER") < second.index("3 Gjør i natt")


def test_overdue_beyond_the_page_is_named_as_such() -> None:
    first, second, *_ = the_rules(busy_house(tasks=12, overdue=9))
    assert "+3 forfalt på side 2" in first
    assert second.count("Forfalt") == 3


# -- hostile content ------------------------------------------------------------------------------

HOSTILE = [
    "<b>Lise</b>",
    "Lise & Co <para> &amp; &#x41;",
    "x" * 200,
    "langt navn " * 20,
    "\u202e\u2066שרה سارة\u2069",
    "😀👩‍👩‍👧🔥",
    "   \t\n ",
    "\x00\x1b[31m\ufffe",
    "%s {at} {0} \\( ) \\n",
    "A" * 10_000,
    "Å" + "\u0301" * 500,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_everywhere(hostile: str) -> None:
    sheet = demo_evening()
    who = Named(hostile)
    places = tuple(
        replace(place, who=who, remark=hostile, reason=hostile) for place in sheet.places
    )
    sheet = replace(
        sheet,
        unit_code=hostile,
        printed_by=hostile,
        audit_code=hostile[:8],
        status=StatusStrip(
            9,
            9,
            9,
            9,
            9,
            free=(hostile,) * 3,
            cleaning=(hostile,) * 3,
            out_of_service=(OutOfServiceRow(hostile, hostile),) * 3,
            on_duty=(hostile,) * 3,
            on_call=hostile,
        ),
        watch=tuple(
            WatchRow(level, hostile, (hostile[:12],) * 3, (who,) * 3, at(22))
            for level in (Level.URGENT, Level.WATCH)
        ),
        places=(*places, PlaceRow(hostile[:30], PlaceStatus.IN, at(20), who)),
        without_place=(who,) * 9,
        tasks=(TaskRow(hostile, at(20), overdue=True), TaskRow(hostile)),
        incidents=(IncidentRow(at(20), hostile, hostile, 1),) * 9,
        not_seen=(NotSeenRow(who, 3, hostile),) * 9,
        keep_apart=((hostile[:20], hostile[:20]),) * 9,
    )
    the_rules(sheet)


def test_markup_is_printed_as_it_was_written() -> None:
    sheet = replace(demo_evening(), tasks=(TaskRow("Ring <b>Lise</b> & co"),))
    assert "Ring <b>Lise</b> & co" in flat(render(sheet))


def test_what_cannot_be_printed_sends_the_reader_to_the_app() -> None:
    places = (PlaceRow("A1", PlaceStatus.IN, at(20), Named("שרה")),)
    tasks = (TaskRow("Ring 😀 nå"),)
    text = flat(render(replace(demo_evening(), places=places, tasks=tasks)))
    assert "A1 […] se app inne 20:00" in text
    assert "Ring […] nå se app" in text


def test_an_alias_of_spaces_is_called_without_alias() -> None:
    places = (PlaceRow("A1", PlaceStatus.IN, at(20), Named(" \u2003 ")),)
    assert "uten kallenavn · se app" in flat(render(replace(demo_evening(), places=places)))


def test_an_overdue_task_without_words_is_not_an_empty_line() -> None:
    tasks = (TaskRow(" ", at(20), overdue=True),)
    assert "Forfalt uten tekst · se app" in flat(render(replace(demo_evening(), tasks=tasks)))


def test_a_long_alias_of_an_ordinary_house_is_whole() -> None:
    alias = "Ŋáŋŋá Ærlig-Østensjø Blåbærlyng"
    places = (PlaceRow("A1", PlaceStatus.IN, at(20), Named(alias)),)
    assert alias in flat(render(replace(demo_evening(), places=places)))


def test_a_long_urgent_line_stands_whole_and_a_hostile_one_says_where_it_goes_on() -> None:
    urgent = Level.URGENT
    whole = "ord " * 70 + "slutt"
    page = flat(render(replace(demo_evening(), watch=(WatchRow(urgent, whole, ("A1",)),))))
    assert "slutt" in page
    cut = "ord " * 2000 + "slutt"
    page = flat(render(replace(demo_evening(), watch=(WatchRow(urgent, cut, ("A1",)),))))
    assert "slutt" not in page
    assert "… se app" in page
