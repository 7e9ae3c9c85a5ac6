"""The plan of an import: nights, places, names."""

import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.clock import counting_moment
from shelter_desk.services.imports.hmis_beds import OPEN, Span
from shelter_desk.services.imports.hmis_files import read_folder
from shelter_desk.services.imports.hmis_people import NAMELESS, clean_alias
from shelter_desk.services.imports.hmis_plan import plan_import
from shelter_desk.services.imports.hmis_planned import Known, Plan, preview
from shelter_desk.services.imports.problems import FilesRefusedError
from shelter_desk.texts import Texts
from tests.services.imports.hmis_sample import Sample, own_count, random_house, small

NOW = datetime(2024, 6, 15, 12, 0, tzinfo=UTC)


def plan_of(
    sample: Sample, folder: Path, project: str, now: datetime = NOW, known: Known | None = None
) -> Plan:
    """Return the plan for a sample written to ``folder``."""
    return plan_import(read_folder(sample.write(folder), today=now.date()), project, now, known)


def nights_at_04(plan: Plan, now: datetime = NOW) -> dict[tuple[str, date], str]:
    """Return woman and night → bed by looking at the stays at each counting moment.

    Fails when a woman or a bed is taken twice at one time, also between the moments.
    """
    result: dict[tuple[str, date], str] = {}
    times = defaultdict(list)
    presences = {presence.external_id: presence for presence in plan.presences}
    beds = {bed.external_id: bed for bed in plan.beds}
    for stay in plan.stays:
        ended = stay.ended or now
        presence = presences[stay.presence]
        assert presence.person == stay.person
        assert presence.began <= stay.began < ended <= (presence.ended or now)
        for key in (("bed", stay.bed), ("woman", stay.person)):
            times[key].append((stay.began, ended))
        for ahead in range((ended.date() - stay.span.first).days + 1):
            night = stay.span.first + timedelta(days=ahead)
            if stay.began <= counting_moment(night) < ended:
                assert (stay.person, night) not in result
                assert beds[stay.bed].opens <= night < (beds[stay.bed].closes or OPEN)
                result[stay.person, night] = stay.bed
    for spans in times.values():
        spans.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
    return result


def test_nights_in_a_row_are_one_presence_and_one_stay_on_one_bed(tmp_path: Path) -> None:
    plan = plan_of(small(), tmp_path, "93")
    lise = [stay for stay in plan.stays if stay.person == "1"]
    assert [(stay.span, stay.bed) for stay in lise] == [
        (Span(date(2022, 3, 1), date(2022, 3, 4)), "93/1")
    ]
    assert len([presence for presence in plan.presences if presence.person == "1"]) == 1
    assert lise[0].began == datetime(2022, 3, 1, 20, 0, tzinfo=UTC)  # 21:00
    assert lise[0].ended == datetime(2022, 3, 4, 8, 0, tzinfo=UTC)  # 09:00
    assert plan.nights == 5


def test_who_comes_when_the_house_is_full_gets_an_extra_place(tmp_path: Path) -> None:
    plan = plan_of(small(), tmp_path, "93")
    beds = {bed.external_id: bed for bed in plan.beds}
    assert plan.extra_nights == 1
    extra = [stay for stay in plan.stays if not beds[stay.bed].approved]
    assert [stay.person for stay in extra] == ["3"]


def test_who_begins_on_an_extra_place_moves_when_there_is_room(tmp_path: Path) -> None:
    sample = Sample().project("1", by_night=True).beds("1", 1, "2022-01-01")
    sample.client("a", "Anna").client("b", "Berit")
    sample.enrolled("e", "a", "1", "2022-03-01").night("e", "a", "2022-03-01", "2022-03-02")
    sample.enrolled("f", "b", "1", "2022-03-01")
    sample.night("f", "b", "2022-03-02", "2022-03-03", "2022-03-04")
    plan = plan_of(sample, tmp_path, "1")
    berit = [stay for stay in plan.stays if stay.person == "b"]
    assert [(stay.bed, stay.span.nights) for stay in berit] == [("1/extra/1", 1), ("1/1", 2)]
    assert berit[0].ended == berit[1].began
    assert len([presence for presence in plan.presences if presence.person == "b"]) == 1


def test_beds_add_up_where_rows_overlap_and_go_when_a_row_ends(tmp_path: Path) -> None:
    sample = small().beds("93", 3, "2022-02-01", "2022-02-28").beds("93", 1, "2022-02-10")
    plan = plan_of(sample, tmp_path, "93")
    assert [(bed.number, bed.opens, bed.closes) for bed in plan.beds if bed.approved] == [
        (1, date(2022, 1, 1), None),
        (2, date(2022, 1, 1), None),
        (3, date(2022, 2, 1), None),
        (4, date(2022, 2, 1), date(2022, 3, 1)),
        (5, date(2022, 2, 1), date(2022, 3, 1)),
        (6, date(2022, 2, 10), date(2022, 3, 1)),
    ]


def test_a_bed_that_comes_back_is_a_new_one(tmp_path: Path) -> None:
    sample = Sample().project("1", by_night=True)
    sample.beds("1", 1, "2022-01-01", "2022-01-31").beds("1", 1, "2022-03-01")
    plan = plan_of(sample, tmp_path, "1")
    assert [bed.external_id for bed in plan.beds] == ["1/1", "1/1.2"]


def test_a_shelter_without_beds_says_so(tmp_path: Path) -> None:
    sample = small()
    sample.rows["Inventory.csv"].clear()
    plan = plan_of(sample, tmp_path, "93")
    assert plan.extra_nights == plan.nights == 5
    assert any("No beds" in note.sentence for note in plan.warnings)


@pytest.mark.parametrize("year", [2019, 2026])
def test_entry_and_exit_become_one_stay_and_no_exit_leaves_it_open(
    tmp_path: Path, year: int
) -> None:
    sample = Sample(year).project("5", by_night=False).beds("5", 4, "2022-01-01")
    sample.client("1", "Anna").client("2", "Berit")
    sample.enrolled("a", "1", "5", "2022-03-01", "2022-03-05")
    sample.enrolled("b", "1", "5", "2022-03-03", "2022-03-08")
    sample.enrolled("c", "2", "5", "2024-06-01")
    sample.enrolled("d", "2", "5", "2022-03-03", "2022-03-03")
    sample.night("a", "1", "2022-04-30")  # says nothing here: entry and exit do
    plan = plan_of(sample, tmp_path, "5")
    assert not plan.by_night
    assert [(stay.person, stay.span) for stay in plan.stays] == [
        ("1", Span(date(2022, 3, 1), date(2022, 3, 8))),
        ("2", Span(date(2024, 6, 1), OPEN)),
    ]
    assert plan.stays[1].ended is None
    assert plan.presences[1].ended is None
    assert plan.nights == 7 + 14  # up to the night to 15 June


def test_a_night_is_counted_when_its_moment_has_been(tmp_path: Path) -> None:
    sample = Sample().project("1", by_night=True).beds("1", 9, "2022-01-01").client("a", "Anna")
    sample.enrolled("e", "a", "1", "2022-03-01").night("e", "a", "2022-03-01", "2022-03-02")
    folder = sample.write(tmp_path)
    before = datetime(2022, 3, 3, 2, 59, tzinfo=UTC)  # 03:59
    files = read_folder(folder, today=before.date())
    assert plan_import(files, "1", before).nights == 1
    after = plan_import(files, "1", before + timedelta(minutes=2))
    assert after.nights == 2
    assert after.presences[0].ended == before + timedelta(minutes=2)


@pytest.mark.parametrize("year", [2019, 2026])
@pytest.mark.parametrize("by_night", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_nights_are_those_of_the_files(
    tmp_path: Path, year: int, seed: int, *, by_night: bool
) -> None:
    sample = random_house(Random(seed), year=year, by_night=by_night, women=14, days=40)
    plan = plan_of(sample, tmp_path, "7")
    counted = nights_at_04(plan)
    expected = own_count(tmp_path, "7", by_night=by_night, until=NOW.date())
    assert set(counted) == expected
    assert plan.nights == len(expected) > 100
    beds = {bed.external_id: bed for bed in plan.beds}
    per_night = Counter(night for _, night in expected)
    extra = Counter(night for (_, night), bed in counted.items() if not beds[bed].approved)
    for night, women in per_night.items():
        room = sum(bed.approved and bed.opens <= night < (bed.closes or OPEN) for bed in plan.beds)
        assert extra[night] == max(0, women - room)
    assert plan.extra_nights == extra.total() > 0


def test_the_same_files_give_the_same_plan(tmp_path: Path) -> None:
    sample = random_house(Random(1), year=2026, by_night=True, women=14, days=40)
    first = plan_of(sample, tmp_path / "a", "7")
    for file in ("Services.csv", "Enrollment.csv", "Client.csv"):
        Random(2).shuffle(sample.rows[file])
    assert plan_of(sample, tmp_path / "b", "7") == first


def test_what_is_known_is_not_planned_again(tmp_path: Path) -> None:
    sample = random_house(Random(3), year=2026, by_night=True, women=14, days=40)
    first = plan_of(sample, tmp_path, "7")
    known = Known(
        people=frozenset(person.external_id for person in first.people),
        nights=first.wanted,
        extra=tuple(bed for bed in first.beds if not bed.approved),
    )
    again = plan_of(sample, tmp_path, "7", known=known)
    assert again.adds_nothing
    assert (again.nights, again.known_nights) == (0, first.nights)


def test_new_nights_take_no_bed_that_is_used(tmp_path: Path) -> None:
    nights = (Span(date(2022, 3, 2), date(2022, 3, 3)),)
    plan = plan_of(small(), tmp_path, "93", known=Known(taken={"93/1": nights, "93/2": nights}))
    used = {bed for (_, night), bed in nights_at_04(plan).items() if night == date(2022, 3, 2)}
    assert used == {"93/extra/1", "93/extra/2", "93/extra/3"}


def test_equal_names_get_a_second_word(tmp_path: Path) -> None:
    plan = plan_of(small(), tmp_path, "93", known=Known(names=frozenset({("mona", "")})))
    assert [(p.alias, p.second_word, p.birth_year) for p in plan.people] == [
        ("Lise", "", 1984),
        ("Mona", "2", 1991),
        ("Lise", "2", None),
    ]


@pytest.mark.parametrize(
    ("given_name", "alias"),
    [
        ("Lise", "Lise"),
        ("  Anne \t Lise ", "Anne Lise"),
        ("<b>Lise</b>", "Lise"),
        ("<script>x</script>", "x"),
        ("Li\u202ese\u0000", "Lise"),
        ("\u200f\u202e", NAMELESS),
        ("   ", NAMELESS),
        ("", NAMELESS),
        ("--", NAMELESS),
        ("01017012345", NAMELESS),
        ("Mona 01017012345", "Mona"),
        ("a" * 32, NAMELESS),
        ("da39a3ee5e6b4b0d3255bfef95601890afd80709", NAMELESS),
        ("Ŋuŋŋá-Đáigi O’Hara", "Ŋuŋŋá-Đáigi O’Hara"),
        ("Lise\nMona & =cmd", "Lise Mona cmd"),
        ("Ma" * 100, "Ma" * 32),
    ],
)
def test_names_become_aliases(given_name: str, alias: str) -> None:
    assert clean_alias(given_name) == alias


@given(st.text(max_size=200))
def test_any_text_becomes_a_decent_alias(text: str) -> None:
    alias = clean_alias(text)
    assert 0 < len(alias) <= 64
    assert alias == alias.strip()
    assert not set('<>&\n\t"') & set(alias)
    assert all(unicodedata.category(c)[0] in "LMNZP" for c in alias)


def test_projects_that_exist_are_named(tmp_path: Path) -> None:
    sample = small().add("Project.csv", ProjectID="12", ProjectName="Gata", ProjectType=4)
    files = read_folder(sample.write(tmp_path), today=NOW.date())
    with pytest.raises(FilesRefusedError) as unknown:
        plan_import(files, "999", NOW)
    assert Texts("nb").explain(unknown.value) == (
        "Project.csv: prosjektet «999» finnes ikke. "
        "Disse finnes: 12 «Gata», 93 «Natthuset». Ingenting ble importert."
    )
    with pytest.raises(FilesRefusedError) as outreach:
        plan_import(files, "12", NOW)
    assert "rad 3, kolonne ProjectType: «12» gir ikke overnatting (type 4)" in (
        Texts("nb").explain(outreach.value)
    )


def test_beds_beyond_belief_are_refused(tmp_path: Path) -> None:
    sample = small().beds("93", 1900, "2022-01-01").beds("93", 1900, "2022-01-01")
    with pytest.raises(FilesRefusedError) as refused:
        plan_of(sample, tmp_path, "93")
    assert "Inventory.csv" in Texts("en").explain(refused.value)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_preview_tells_what_is_dropped(tmp_path: Path, language: str) -> None:
    texts = Texts(language)
    notes = preview(plan_of(small(), tmp_path, "93"))
    lines = [texts.say(note.sentence, **note.values) for note in notes]
    client = next(line for line in lines if "Client.csv" in line)
    for column in ("SSN", "LastName", "White", "Sex"):
        assert column in client
    assert any("DOB" in line and "FirstName" in line for line in lines)
    assert not any("Etternavnsen" in line or "123456789" in line for line in lines)


def test_nothing_of_a_person_but_alias_and_year_is_kept(tmp_path: Path) -> None:
    files = read_folder(small().write(tmp_path), today=NOW.date())
    kept = repr(files) + repr(plan_import(files, "93", NOW))
    for secret in ("Etternavnsen", "123456789", "1984-03-07", "03-07", "12-31"):
        assert secret not in kept
