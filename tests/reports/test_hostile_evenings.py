"""Ten hostile evenings on paper: nothing clipped, nothing lost, page 1 complete alone.

The overflow rules one by one are in ``test_handover_overflow``; here whole evenings are printed
and looked at by geometry, also with a program that is not ours (``pdftotext -bbox``).
"""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest

from shelter_desk.clock import from_local, local
from shelter_desk.reports import agreements, bed_plan, round_sheet
from shelter_desk.reports.base import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from shelter_desk.reports.handover import render
from shelter_desk.reports.handover_content import (
    ClockChange,
    HandoverSheet,
    Named,
    Shielded,
    WatchRow,
)
from shelter_desk.reports.rounds import clock_change, round_columns
from shelter_desk.reports.slip_content import (
    AgreementRow,
    Agreements,
    BedPlan,
    PlanFloor,
    PlanRoom,
    Slip,
)
from shelter_desk.terms import Level, ShiftName
from tests.reports.paper import assert_tidy, read
from tests.reports.samples import NIGHT, at, busy_house, demo_evening, empty_house
from tests.reports.test_handover_overflow import the_rules

SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
MARKUP = "<b>Ring</b> &amp; <para> </font> %s {who} \\N ]]>"
EMOJI = "Ring nå 🚑🔥 ☑ ■ 👩‍👩‍👧 og si fra ✓"
RIGHT_TO_LEFT = "\u202e\u05e9\u05e8\u05d4\u202c \u0641\u0627\u0637\u0645\u0629 \u202eabc\u202c"
LONG = "Blåmeis-Ŋurra-Đorđe under rødlønna"


def named(alias: str) -> HandoverSheet:
    """Return a full evening on which everybody is called ``alias``."""
    sheet = busy_house(watch=8, urgent=3, places=20, tasks=9, overdue=3, incidents=6, not_seen=4)
    who = Named(alias)
    return replace(
        sheet,
        watch=tuple(
            replace(row, who=(who, who), text=f"{alias} {row.text}") for row in sheet.watch
        ),
        places=tuple(replace(row, who=row.who and who, remark=alias[:25]) for row in sheet.places),
        tasks=tuple(replace(row, text=f"{alias}: {row.text}") for row in sheet.tasks),
        incidents=tuple(replace(row, text=f"{alias}. {row.text}") for row in sheet.incidents),
        not_seen=tuple(replace(row, who=who) for row in sheet.not_seen),
        without_place=(who,) * 12,
        printed_by=alias[:4],
        unit_code=alias,
    )


def changing(night: date) -> HandoverSheet:
    """Return an evening before the clocks change."""
    sheet = busy_house(places=16, watch=5, urgent=2, night=night)
    columns = round_columns(night)
    ends = from_local(night + timedelta(days=1), at(7, 45).time().replace(hour=7, minute=45))
    return replace(
        sheet,
        clock_change=clock_change(sheet.data_as_of, ends),
        rounds=replace(sheet.rounds, columns=columns),
    )


EVENINGS = {
    "forty women": busy_house(places=40, watch=4, urgent=1, remarks=False),
    "forty women, each with a remark": busy_house(places=40, watch=4, urgent=1),
    "thirty watch lines": busy_house(watch=30, urgent=9),
    "markup": named(MARKUP),
    "emoji": named(EMOJI),
    "right to left": named(RIGHT_TO_LEFT),
    "long names": named(LONG),
    "an empty house": empty_house(),
    "spring": changing(SPRING),
    "autumn": changing(AUTUMN),
    "everything at once": replace(
        busy_house(
            watch=30, urgent=12, places=40, tasks=40, overdue=15, incidents=30, morning=20,
            not_seen=20,
        ),
        looked_back=True,
        not_handed_over=at(22, 30),
        missed=((ShiftName.DAY, NIGHT), (ShiftName.EVENING, NIGHT), (ShiftName.NIGHT, NIGHT)),
        clock_change=ClockChange.AUTUMN,
        demo=True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("evening", EVENINGS, ids=str)
def test_nothing_is_clipped_and_page_one_is_complete(evening: str) -> None:
    sheet = EVENINGS[evening]
    pages = the_rules(sheet)
    assert "Lest av nattevakt" in pages[0]
    assert "TAUSHETSBELAGT" in pages[0]
    # What is not on page 1 is counted there, with the place where it goes on.
    if any("Fortsettelse" in page for page in pages[1:]):
        assert re.search(r"\+\d+ (?:forfalt )?på side 2|\d+ HASTER til på side 2", pages[0])


@pytest.mark.parametrize("evening", EVENINGS, ids=str)
def test_another_program_finds_every_word_inside_the_margins(evening: str) -> None:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("poppler-utils is not on this machine")
    answer = subprocess.run(
        [tool, "-bbox", "-", "-"], input=render(EVENINGS[evening]), capture_output=True, check=True
    )
    found = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>',
        answer.stdout.decode(),
    )
    assert len(found) > 50
    outside = [
        word
        for left, top, right, bottom, word in found
        # The pale word across a demo sheet is no text of it.
        if word != "DEMO"
        and (
            float(left) < LEFT - 1
            or float(right) > PAGE_WIDTH - RIGHT + 1
            or float(top) < TOP - 4
            or float(bottom) > PAGE_HEIGHT - BOTTOM + 4
        )
    ]
    assert outside == []


def test_the_notes_of_a_sheet_stand_over_everything() -> None:
    page = read(render(EVENINGS["everything at once"])).pages[0]
    for words in ("Ikke overlevert: vakta ble avsluttet", "dag 21.11.", "Laget i ettertid"):
        assert page.index(words) < page.index("i huset nå")


def test_no_box_is_ticked_whatever_was_written() -> None:
    for name in ("markup", "emoji", "right to left"):
        words = " ".join(read(render(EVENINGS[name])).pages)
        assert not set(words) & set("☑☒■☐□")
    assert "<b>Ring</b> &amp;" in " ".join(read(render(EVENINGS["markup"])).pages)


@pytest.mark.parametrize(
    ("night", "hours", "words"),
    [(SPRING, [22, 0, 3, 5, 7], "fram"), (AUTUMN, [22, 0, 2, 3, 5, 7], "tilbake")],
)
def test_the_night_the_clocks_change(night: date, hours: list[int], words: str) -> None:
    sheet = changing(night)
    assert [local(column).hour for column in sheet.rounds.columns] == hours
    pages = read(render(sheet)).pages
    assert f"klokka stilles {words}" in pages[0]
    form = next(page for page in pages if "Tilsynsskjema" in page)
    assert f"klokka stilles {words}" in form
    heads = " ".join(f"{hour:02}:00" for hour in hours)
    assert heads in " ".join(form.split())


def test_an_ordinary_evening_is_read_in_two_minutes() -> None:
    words = read(render(demo_evening(demo=False))).pages[0].split()
    assert len(words) <= 430


# -- the smaller prints ---------------------------------------------------------------------------


def slip(**values: object) -> Slip:
    made = Slip("nb", LONG, at(21, 12), "KM🚑", at(8, 15), number="100000-4F7C", demo=True)
    return replace(made, copy_number=1, copy_total=2, looked_back=True, **values)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize("alias", [MARKUP, EMOJI, RIGHT_TO_LEFT, LONG, "Ida"])
def test_the_smaller_prints_hold_whatever_anybody_is_called(alias: str) -> None:
    sheet = named(alias)
    rooms = tuple(
        PlanRoom(f"{alias} {n}", n % 9 * 10, n // 9 * 8, 3 + n % 4 * 7, sheet.places[n : n + 4])
        for n in range(20)
    )
    plan = BedPlan(slip(), (PlanFloor(alias, rooms), PlanFloor("1. etasje", ())), names=True)
    rows = tuple(
        AgreementRow(Named(alias), "Utestengt", "dag og natt", at(9), at(22), NIGHT, n % 2 == 0)
        for n in range(60)
    )
    listed = Agreements(slip(), (*rows, replace(rows[0], who=Shielded())), ("matpakke",))
    for pdf in (agreements.render(listed), round_sheet.render(sheet, slip())):
        assert_tidy(read(pdf))
    lying = read(bed_plan.render(plan))
    right = PAGE_HEIGHT - RIGHT + 0.6
    assert all(span.x >= LEFT - 0.6 and span.end <= right for span in lying.spans)
    assert all(span.y > BOTTOM - 3 for span in lying.spans)
    codes = set(re.findall(r"\bP(\d+)\b", " ".join(lying.pages)))
    assert {int(code) for code in codes} >= set(range(1, 21))


def test_empty_prints_say_so() -> None:
    assert (
        "Huset har ingen rom ennå"
        in read(bed_plan.render(BedPlan(slip(), (), names=True))).pages[0]
    )
    assert "Ingen" in read(agreements.render(Agreements(slip(), (), ("mat",)))).pages[0]
    assert "Ingen plass er opptatt" in read(round_sheet.render(empty_house(), slip())).pages[0]


def test_a_watch_line_of_many_women_stays_in_its_columns() -> None:
    many = WatchRow(Level.URGENT, LONG * 3, ("A1", "A2") * 6, (Named(LONG),) * 8, at(23))
    the_rules(replace(busy_house(watch=1, urgent=1), watch=(many,)))
