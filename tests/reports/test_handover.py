"""The handover sheet as it comes out of the printer."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from shelter_desk.reports.handover import copies, render, render_copies
from shelter_desk.reports.handover_content import (
    Anonymous,
    Named,
    PlaceRow,
    PlaceStatus,
    RoundForm,
    RoundRow,
    Shielded,
    WatchRow,
    Who,
    file_name,
)
from shelter_desk.reports.rounds import round_columns
from shelter_desk.terms import Level, ShiftName
from tests.reports.paper import assert_in_order, assert_tidy, flat, read, spans, texts
from tests.reports.samples import NIGHT, at, busy_house, demo_evening, empty_house

SECTIONS_NB = (
    "1 Følg med på",
    "2 Plasser",
    "3 Gjør i natt",
    "4 Hendelser siden forrige vakt",
    "5 Ikke sett · utestengt · hold fra hverandre",
    "6 I morgen tidlig",
)
SECTIONS_EN = (
    "1 Watch",
    "2 Places",
    "3 To do tonight",
    "4 Incidents since the last shift",
    "5 Not seen · barred · keep apart",
    "6 Early tomorrow",
)


# -- the demo evening ----------------------------------------------------------------------------


def test_the_demo_evening_in_bokmaal() -> None:
    page, form = texts(render(demo_evening()))
    assert_in_order(
        page,
        (
            "Vaktrapport kveld til natt",
            "natt til søndag 22.11.2026",
            "Enhet R · data per kl. 21:12 · skrevet ut av KM",
            "eksemplar 1 av 2 · rapport 2026-11-21-N1",
            "makuleres senest søndag 22.11. kl. 08:15",
            "19 i huset nå",
            "14 kvinner, 3 ansatte, 2 andre",
            "8 av 12",
            "Ledig A5",
            "Rengjøres K2",
            "Ute av drift F1 veggedyr",
            "Ventes Rita 23:30",
            "I natt Olga, Tor",
            "Bakvakt Hege",
            SECTIONS_NB[0],
            "HASTER A2 Lise Tett tilsyn",
            "følg med K1 skjermet · se app Mann på døra",
            "(siden 19.11.)",
            SECTIONS_NB[1],
            "A1 Tone inne 20:15 2 t se 1 · lys i gangen",
            "A2 Lise inne 18:50 15 min se 1",
            "A5 ledig",
            "A6 Rita ventes 23:30 2 t plassen holdes til 23:30",
            "F1 ute av drift veggedyr, tirsdag 24.11.",
            "H2 Sissel ute siden 14:10 tilbake 00:00",
            "K1 skjermet · se app inne 2 t se 1",
            "K2 rengjøres",
            "EX ikke åpnet",
            SECTIONS_NB[2],
            "20:30 Forfalt Berit ikke tilbake.",
            SECTIONS_NB[3],
            "19:40 Overdose A2. Nalokson",
            SECTIONS_NB[4],
            "Ikke sett: Grete 3 døgn, vaktansvarlig avgjør. Utestengt: 1, se app, vurderes i dag.",
            "Hold fra hverandre: A1–A3.",
            SECTIONS_NB[5],
            "08:15 Ingrid til lege",
            "Lest av nattevakt, kl. Gjennomgått muntlig med, kl.",
            "TAUSHETSBELAGT · ligger i låst vaktrom",
            "side 1 av 2",
            "Nød 113 · politi 112 · brann 110 · legevakt 116 117 · Giftinformasjonen 22 59 13 00",
            "kontroll 1842-4F7C",
        ),
    )
    assert_in_order(
        form,
        (
            "Vaktrapport kveld til natt",
            "eksemplar 1 av 2 · rapport 2026-11-21-N1",
            "Tilsynsskjema",
            "✓ sett og puster normalt · S snakket med · U ute · ! se notat",
            "22:00 00:00 02:00 04:00 06:00",
            "A1 Tone",
            "K1 skjermet · se app",
            "Initialer",
            "side 2 av 2",
        ),
    )


def test_the_demo_evening_in_english() -> None:
    page, form = texts(render(demo_evening("en")))
    assert_in_order(page, ("Handover sheet evening to night", *SECTIONS_EN, "CONFIDENTIAL"))
    assert_in_order(form, ("Round form", "seen, breathing normally", "page 2 of 2"))
    norwegian = "natt kveld inne ledig rengjøres skjermet HASTER Forfalt Ingen eksemplar side kl."
    assert not set(norwegian.split()) & set((page + form).replace(".", ". ").split())


def test_page_one_is_read_in_two_minutes() -> None:
    # domain.md c2: about 420 words for a house of thirteen places
    assert len(texts(render(demo_evening()))[0].split()) <= 425


def test_every_demo_page_says_demo_and_no_other_does() -> None:
    assert all("D E M O" in page for page in texts(render(demo_evening())))
    assert all("DEMO" in page for page in texts(render(demo_evening())))
    real = flat(render(demo_evening(demo=False)))
    assert "DEMO" not in real
    assert "D E M O" not in real


def test_the_document_is_named_after_the_report_and_nobody() -> None:
    reader = PdfReader(BytesIO(render(demo_evening())))
    assert reader.metadata is not None
    assert reader.metadata.title == "Vaktrapport kveld til natt 2026-11-21-N1"
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "nb-NO"
    everything = str(dict(reader.metadata))
    assert not any(name in everything for name in ("Lise", "Rita", "Olga", "KM"))


def test_all_type_is_embedded() -> None:
    for page in PdfReader(BytesIO(render(demo_evening()))).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            assert "SourceSansPro" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


def test_type_is_never_small() -> None:
    for sheet in (demo_evening(), busy_house(watch=40, urgent=30, places=40, tasks=60)):
        foot = {span.text for span in spans(render(sheet)) if span.size < 9.5}
        assert foot
        assert all(
            part in " TAUSHETSBELAGT Nød side kontroll" for part in (t.split()[0] for t in foot)
        )


# -- quiet and empty -----------------------------------------------------------------------------


def test_an_empty_house_has_every_section_with_one_quiet_line() -> None:
    page, form = texts(render(empty_house()))
    assert_in_order(page, tuple(f"{title}\nIngen" for title in SECTIONS_NB))
    assert "0 i huset nå" in page
    assert "I natt ikke oppgitt" in page
    assert "Ingen plass er opptatt." in form


def test_an_empty_house_in_english() -> None:
    page, form = texts(render(empty_house("en")))
    assert_in_order(page, tuple(f"{title}\nNone" for title in SECTIONS_EN))
    assert "No place is occupied." in form


# -- copies --------------------------------------------------------------------------------------


def test_each_copy_has_its_number() -> None:
    first, second = copies(demo_evening(), 2)
    assert "eksemplar 1 av 2" in flat(first)
    assert "eksemplar 2 av 2" in flat(second)
    assert "eksemplar 1 av 2" not in flat(second)


def test_one_print_job_holds_all_copies_and_counts_each_ones_pages() -> None:
    pages = texts(render_copies(demo_evening(), 3))
    assert len(pages) == 6
    for index, page in enumerate(pages):
        assert f"eksemplar {index // 2 + 1} av 3" in page
        assert f"side {index % 2 + 1} av 2" in page


def test_no_copies_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="0"):
        copies(demo_evening(), 0)


def test_a_saved_file_and_a_preview_are_no_copies() -> None:
    saved = flat(render(replace(demo_evening(), saved_file=True)))
    assert "eksemplar 0 – lagret fil" in saved
    preview = flat(render(replace(demo_evening(), copy_number=None)))
    assert "forhåndsvisning, ikke til bruk" in preview
    assert "eksemplar 0" not in preview


def test_a_reprint_says_what_it_replaces() -> None:
    page = texts(render(replace(demo_evening(), replaces="2026-11-21-N1")))[0]
    assert "erstatter 2026-11-21-N1" in page


@pytest.mark.parametrize(
    ("report_id", "name"),
    [
        ("2026-11-20-N1", "rapport-2026-11-20-N1.pdf"),
        ("../2026/N1\x00.exe", "rapport-2026N1exe.pdf"),
    ],
)
def test_a_saved_file_is_called_after_its_report(report_id: str, name: str) -> None:
    assert file_name(replace(demo_evening(), report_id=report_id)) == name


# -- same content, same bytes --------------------------------------------------------------------


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert render(demo_evening()) == render(demo_evening())


def test_the_same_bytes_come_from_another_process() -> None:
    code = (
        "import sys, hashlib; from tests.reports.samples import demo_evening;"
        "from shelter_desk.reports.handover import render;"
        "print(hashlib.sha256(render(demo_evening())).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout.strip() == hashlib.sha256(render(demo_evening())).hexdigest()


def test_content_does_not_load_reportlab() -> None:
    code = (
        "import sys; import shelter_desk.reports.handover_content, shelter_desk.reports.rounds;"
        "print('reportlab' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == "False"


# -- other shifts, other nights ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("from_shift", "to_shift", "expected"),
    [
        (
            ShiftName.NIGHT,
            ShiftName.DAY,
            ("Vaktrapport natt til dag", "dag lørdag 21.11.2026", "I dag Olga", "3 Gjør i dag"),
        ),
        (
            ShiftName.DAY,
            ShiftName.EVENING,
            ("Vaktrapport dag til kveld", "kveld lørdag 21.11.2026", "I kveld", "3 Gjør i kveld"),
        ),
    ],
)
def test_the_other_editions(
    from_shift: ShiftName, to_shift: ShiftName, expected: tuple[str, ...]
) -> None:
    sheet = replace(demo_evening(), from_shift=from_shift, to_shift=to_shift)
    text = flat(render(sheet))
    assert_in_order(text, expected)
    assert "Lest av nattevakt" not in text


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("night", "columns", "nb", "en"),
    [
        (
            date(2026, 3, 28),
            "22:00 00:00 03:00 05:00 07:00",
            "klokka stilles fram kl. 02:00",
            "the clocks go forward at 02:00",
        ),
        (
            date(2026, 10, 24),
            "22:00 00:00 02:00 03:00 05:00 07:00",
            "klokka stilles tilbake kl. 03:00",
            "the clocks go back at 03:00",
        ),
    ],
)
def test_nights_on_which_the_clocks_change(
    night: date, columns: str, nb: str, en: str, language: str
) -> None:
    pdf = render(busy_house(night=night, language=language))
    page, form = texts(pdf)
    assert columns in form
    said = nb if language == "nb" else en
    assert said in page
    assert said in form
    assert_tidy(read(pdf))


def test_an_hour_that_comes_twice_says_which_one_it_is() -> None:
    night = date(2026, 10, 24)
    columns = round_columns(night, every=timedelta(hours=1))
    rounds = RoundForm(columns=columns, rows=(RoundRow("A1", Named("Lise"), 60),), free_columns=0)
    cells = [span.text for span in spans(render(replace(busy_house(night=night), rounds=rounds)))]
    assert cells.count("02:00") == 2
    assert cells.count("første") == 1
    assert cells.count("andre") == 1


def test_more_rounds_than_fit_the_width_go_on_in_a_second_table() -> None:
    columns = round_columns(NIGHT, every=timedelta(minutes=30))
    rounds = RoundForm(columns=columns, rows=(RoundRow("A1", Named("Lise"), 30),))
    pdf = render(replace(demo_evening(), rounds=rounds))
    form = " ".join(texts(pdf)[1:])
    assert form.count("Tilsynsskjema") == 3
    assert all(f"{hour:02}:30" in form for hour in (22, 23, 0, 1, 2, 3, 4, 5, 6, 7))
    assert_tidy(read(pdf))


def test_cells_of_the_round_form_hold_a_sign() -> None:
    # domain.md c3: at least 12 × 8 mm
    form = [span for span in spans(render(busy_house(night=date(2026, 10, 24)))) if span.page == 2]
    times = sorted(span.x for span in form if span.text in {"22:00", "00:00", "02:00"})
    rows = sorted(span.y for span in form if span.text in {"P2", "P3", "P4"})
    mm = 72 / 25.4
    assert times[1] - times[0] >= 12 * mm - 0.01
    assert rows[1] - rows[0] >= 8 * mm - 0.01


# -- who and when --------------------------------------------------------------------------------


def test_who_is_an_alias_a_number_or_shielded() -> None:
    women: tuple[Who, ...] = (Named("Lise blå"), Anonymous(4), Shielded(), Shielded(2))
    places = tuple(PlaceRow(f"A{n}", PlaceStatus.IN, who=who) for n, who in enumerate(women))
    page = texts(render(replace(demo_evening(), places=places)))[0]
    assert "A0 Lise blå inne" in page
    assert "A1 anonym 4 inne" in page
    assert "A2 skjermet · se app inne" in page
    assert "A3 skjermet 2 · se app inne" in page


def test_women_without_a_place_are_named() -> None:
    sheet = replace(demo_evening(), without_place=(Named("Kari"), Anonymous(2)))
    assert "Uten plass: Kari, anonym 2" in texts(render(sheet))[0]


def test_times_carry_a_day_when_they_would_mislead() -> None:
    status = PlaceStatus.IN
    places = (
        PlaceRow("A1", status, at(20, 15), Named("I dag")),
        PlaceRow("A2", status, at(14, 20, day=date(2026, 11, 18)), Named("I uka")),
        PlaceRow("A3", status, at(14, 20, day=date(2026, 11, 3)), Named("Før")),
        PlaceRow("A4", PlaceStatus.EXPECTED, at(1, 30), Named("I natt")),
        PlaceRow("A5", PlaceStatus.EXPECTED, at(18, day=date(2026, 11, 22)), Named("I kveld")),
        PlaceRow("A6", PlaceStatus.EXPECTED, at(18, day=date(2026, 12, 2)), Named("Siden")),
    )
    page = texts(render(replace(demo_evening(), places=places)))[0]
    for line in (
        "I dag inne 20:15",
        "I uka inne ons 14:20",
        "Før inne 3.11.",
        "I natt ventes 01:30",
        "I kveld ventes søn 18:00",
        "Siden ventes 2.12.",
    ):
        assert line in page


def test_data_of_another_day_say_so() -> None:
    sheet = replace(demo_evening(), data_as_of=at(9, 0))
    assert "data per kl. 22.11.2026 09:00" in texts(render(sheet))[0]


def test_urgent_lines_come_first_and_then_by_time() -> None:
    def line(level: Level, minute: int) -> WatchRow:
        return WatchRow(level, f"Om {minute}", ("A1",), next_check=at(22, minute))

    watch, urgent = Level.WATCH, Level.URGENT
    lines = (line(watch, 5), line(urgent, 30), line(watch, 1), line(urgent, 10))
    page = texts(render(replace(demo_evening(), watch=lines)))[0]
    assert_in_order(page, ("Om 10", "Om 30", "Om 1 ", "Om 5"))
