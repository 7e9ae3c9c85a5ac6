"""What is printed of what was written, and where its lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.reports.typeface import (
    ELLIPSIS,
    Run,
    can_show,
    line_width,
    printable,
    shortened,
    text_width,
    wrap,
)

SEE = "se app"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Lise", "Lise"),
        ("Åse Ŋoŋŋa", "Åse Ŋoŋŋa"),
        ("<b>Lise</b> & co <para>", "<b>Lise</b> & co <para>"),
        ("  to \t linjer\r\nog \u00a0 mellomrom ", "to linjer og mellomrom"),
        ("ring\x00 henne\x07", "ring henne"),
        ("A\u030a\u0327se", "Å\u0327se".replace("\u0327", "")),
        ("\u202eesiL\u202c", "esiL"),
        ("Lise\u200b\u200d\ufeff", "Lise"),
        ("\U0001d40b\U0001d422se", "Lise"),
        ("Ｌｉｓｅ", "Lise"),
        ("ring 😀 nå", "ring […] nå se app"),
        ("👩‍👩‍👧", "[…] se app"),
        ("שרה", "[…] se app"),
        ("سارة و ليلى", "[…] se app"),
        ("A2 😀 😀 A3 😀", "A2 […] A3 […] se app"),
        ("gjort ■ ☐ ☑", "gjort […] se app"),
        ("\ud800", "[…] se app"),
        (" \u2003\t ", ""),
        ("", ""),
    ],
)
def test_printable(written: str, printed: str) -> None:
    assert printable(written, SEE) == printed


@given(st.text())
def test_nothing_unprintable_is_left(written: str) -> None:
    printed = printable(written, SEE)
    assert all(can_show(character) for character in printed)
    assert "  " not in printed
    assert printed == printed.strip()


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"]), min_size=1))
def test_what_is_left_out_is_never_left_out_silently(written: str) -> None:
    letters = [c for c in written if c.isalnum()]
    printed = printable(written, SEE)
    assert not letters or printed


def test_ten_megabytes_are_cut_before_they_are_measured() -> None:
    assert len(printable("å" * 10_000_000, SEE)) <= 2000


words = st.text(st.characters(codec="latin-1", exclude_categories=["C", "Z"]), min_size=1)
runs = st.lists(
    st.builds(Run, st.lists(words, min_size=1, max_size=6).map(" ".join), st.booleans()),
    max_size=6,
)


@given(runs, st.integers(30, 500), st.sampled_from([9.5, 10.0, 15.0]))
def test_lines_are_never_wider_than_asked_and_lose_nothing(
    written: list[Run], width: int, size: float
) -> None:
    lines = wrap(written, width, size)
    assert all(line_width(line, size) <= width + 0.01 for line in lines)
    kept = "".join(run.text for line in lines for run in line)
    assert kept.replace(" ", "") == "".join(run.text for run in written).replace(" ", "")


@given(runs, st.integers(60, 500), st.integers(1, 4))
def test_cut_lines_say_that_they_are_cut(written: list[Run], width: int, most: int) -> None:
    everything = wrap(written, width)
    lines = wrap(written, width, most=most, tail="… se app")
    assert len(lines) == min(len(everything), most)
    assert all(line_width(line) <= width + 0.01 for line in lines)
    if len(everything) > most:
        assert lines[-1][-1].text.endswith("… se app")
    else:
        assert lines == everything


def test_a_word_keeps_its_full_stop_when_the_weight_changes() -> None:
    lines = wrap([Run("Hold fra hverandre: "), Run("A1–A3", bold=True), Run(".")], 108)
    assert ["".join(run.text for run in line) for line in lines] == [
        "Hold fra hverandre:",
        "A1–A3.",
    ]


def test_a_no_break_space_does_not_break() -> None:
    lines = wrap([Run("kommer Rita\N{NO-BREAK SPACE}23:30")], 60)
    assert [line[0].text for line in lines] == ["kommer", "Rita\N{NO-BREAK SPACE}23:30"]


def test_shortened() -> None:
    assert shortened("Lise", 100) == "Lise"
    cut = shortened("Lise" * 50, 100)
    assert cut.endswith(ELLIPSIS)
    assert text_width(cut) <= 100
