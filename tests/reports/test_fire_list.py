"""The fire list on paper: everybody in a room, nobody named who must not be, nothing clipped."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from shelter_desk.reports.fire_list import render
from shelter_desk.reports.fire_list_content import (
    FireFloor,
    FireList,
    FirePerson,
    FireRoom,
    counts_of,
)
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded
from tests.reports.paper import assert_in_order, assert_tidy, flat, read, texts

NOW = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
HOSTILE = (
    "<b>Lise</b> & <img src=x>",
    "🔥🔥 Ada 🔥",
    "\u202eesiL\u202c",
    "Å" * 300,
    "Máret Ŋ Đ",
    "☐ Tom boks ■",
    "",
    "  \n\t ",
    "ليلى",
    "Anne-Kari " * 30,
)


def evening() -> FireList:
    lise = FirePerson(Named("Lise"), "A2", needs_help=True)
    berit = FirePerson(Named("Berit"), "H1", children=2)
    return FireList(
        data_as_of=NOW,
        floors=(
            FireFloor("3. etasje", (FireRoom("Hybel 1", (berit,)),)),
            FireFloor(
                "2. etasje",
                (
                    FireRoom("Rom 202", (lise, FirePerson(Anonymous(3), "A3"))),
                    FireRoom("Rom 301", (FirePerson(Shielded(4), "K1"),)),
                ),
            ),
            FireFloor("1. etasje"),
        ),
        without_place=(FirePerson(Named("Tone")),),
        staff=("Kari", "Siri", "Amina"),
        out=(FirePerson(Named("Siv"), "A1"),),
        meeting_point="Ved flaggstanga",
        unit_code="Enhet R",
        printed_at=NOW + timedelta(minutes=2),
        printed_by="KM",
        number="1043-7F3A",
    )


def crowd(number: int) -> FireList:
    people = [
        FirePerson(Named(f"Kvinne {n}"), f"B{n}", needs_help=n % 7 == 0, children=n % 3)
        for n in range(number)
    ]
    floors = tuple(
        FireFloor(
            f"{floor}. etasje",
            tuple(FireRoom(f"Rom {floor}0{n}", (one,)) for n, one in enumerate(people[floor::4])),
        )
        for floor in range(3, -1, -1)
    )
    return replace(evening(), floors=floors)


def test_floor_room_place_alias_totals_and_where_to_meet() -> None:
    pdf = render(evening(), "nb")
    paper = read(pdf)
    assert_tidy(paper)
    assert len(paper.pages) == 1
    assert_in_order(
        flat(pdf),
        (
            "Brannliste", "lørdag 21.11.2026", "data per kl. 21:12", "skrevet ut 21:14 av KM",
            "1043-7F3A", "Ved flaggstanga", "5 kvinner · 2 barn · 3 ansatte",
            "Trenger hjelp ut 2. etasje, Rom 202 (A2)",
            "3. etasje", "Hybel 1", "H1", "Berit", "+ 2 barn",
            "2. etasje", "Rom 202", "A2", "Lise", "trenger hjelp ut", "A3", "anonym 3",
            "Rom 301", "K1", "skjermet", "1. etasje", "Ingen med plass her nå.",
            "Uten plass", "Tone", "Kari", "Siri", "Amina", "Besøkende og frivillige",
            "Ute nå", "A1 Siv", "Alle er gjort rede for kl.", "Savnet", "Brann 110", "side 1 av 1",
        ),
    )  # fmt: skip
    assert evening().total == 5 + 2 + 3
    assert "10 i huset" in flat(pdf)
    assert b"Lise" not in pdf  # properties, outlines: nothing of her outside the page itself
    assert render(evening(), "nb") == pdf


def test_english_says_the_same() -> None:
    pdf = render(evening(), "en")
    assert_tidy(read(pdf))
    text = flat(pdf)
    assert "Fire list" in text
    assert "needs help out" in text
    assert "shielded" in text
    for bokmaal in ("Brann", "skjermet", "hjelp ut", "Samleplass", "kvinner", "huset"):
        assert bokmaal not in text


def test_every_woman_and_colleague_has_an_empty_square() -> None:
    fire = replace(evening(), visitors=("Ola",))
    boxes = _squares(render(fire, "nb"))
    assert len(boxes) == fire.women + len(fire.staff) + 1
    assert all(abs(wide - high) < 0.01 for wide, high in boxes)


def _squares(pdf: bytes) -> list[tuple[float, float]]:
    import io  # noqa: PLC0415 - for this one look into the page

    from pypdf import PdfReader  # noqa: PLC0415 - the same

    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for operands, operator in page.get_contents().operations:  # type: ignore[union-attr]  # a page has contents
            if operator == b"re":
                wide, high = float(operands[2]), float(operands[3])
                if abs(wide) == pytest.approx(11.0):
                    found.append((abs(wide), abs(high)))
    return found


@pytest.mark.parametrize("number", [0, 1, 13, 40, 120])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_nobody_is_left_out_however_many_there_are(number: int, language: str) -> None:
    fire = crowd(number)
    pdf = render(fire, language)
    paper = read(pdf)
    assert_tidy(paper)
    spoken = {span.text.strip() for span in paper.spans}
    assert {f"Kvinne {n}" for n in range(number)} <= spoken
    assert str(fire.total) in flat(pdf)
    total = len(paper.pages)
    word = "side {} av {}" if language == "nb" else "page {} of {}"
    for index, page in enumerate(paper.pages, start=1):
        assert word.format(index, total) in page
        assert "1043-7F3A" in page
    # A page that goes on says of which floor.
    assert all(page.strip() for page in paper.pages)


def test_forty_women_are_two_pages() -> None:
    assert len(texts(render(crowd(40), "nb"))) == 2


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_words(words: str) -> None:
    person = FirePerson(Named(words), "A2", needs_help=True)
    fire = replace(
        evening(),
        floors=(FireFloor(words or "2. etasje", (FireRoom(words or "Rom 1", (person,)),)),),
        without_place=(FirePerson(Named(words), needs_help=True),),
        staff=(words, words),
        visitors=(words,),
        out=(FirePerson(Named(words), "A1"),) * 3,
        meeting_point=words,
        unit_code=words,
        printed_by=words,
        number=words,
        demo=True,
    )
    for language in ("nb", "en"):
        paper = read(render(fire, language))
        assert_tidy(paper)
        assert "■" not in "".join(paper.pages)


def test_an_empty_house() -> None:
    pdf = render(FireList(data_as_of=NOW), "nb")
    assert_tidy(read(pdf))
    text = flat(pdf)
    assert "0 i huset" in text
    assert "0 kvinner" in text
    assert "Ingen er ført på vakt." in text
    assert "forhåndsvisning" in text


def test_a_kept_list_says_so_first_and_from_when() -> None:
    fire = replace(evening(), kept=True, printed_by="", printed_at=NOW + timedelta(hours=6))
    text = flat(render(fire, "nb"))
    assert "Databasen svarte ikke" in text
    assert "slik den var lørdag 21.11. kl. 21:12" in text
    assert "data fra lørdag 21.11. kl. 21:12" in text
    assert "skrevet ut 03:12 uten innlogging" in text
    assert text.index("svarte ikke") < text.index("Hybel 1")


def test_demo_stands_on_every_page() -> None:
    pages = texts(render(replace(crowd(40), demo=True), "nb"))
    assert all("D E M O" in page for page in pages)
    assert "D E M O" not in texts(render(crowd(40), "nb"))[0]


def test_counts_hold_numbers_and_rooms_only() -> None:
    counts = counts_of(evening())
    assert counts.total == 10
    assert [floor.people for floor in counts.floors] == [3, 3, 0]
    assert [(room.name, room.people) for room in counts.floors[1].rooms] == [
        ("Rom 202", 2),
        ("Rom 301", 1),
    ]
    assert (counts.without_place, counts.staff, counts.visitors) == (1, 3, None)
    assert counts.needs_help == 1
    said = repr(counts)
    for name in ("Lise", "Berit", "Tone", "Kari", "Siv"):
        assert name not in said


def test_floors_stand_highest_first() -> None:
    spans = [span for span in read(render(evening(), "nb")).spans if "etasje" in span.text]
    heights = [span.y for span in spans if span.text.strip().endswith("etasje")]
    assert all(high > low for high, low in pairwise(heights))
