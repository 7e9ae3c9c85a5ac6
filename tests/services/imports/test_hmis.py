"""Importing into a real house, on both engines: all or nothing, once, and further."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from shelter_desk.clock import from_local
from shelter_desk.models import (
    AuditEntry,
    Base,
    Bed,
    BedStay,
    Floor,
    Guest,
    GuestPair,
    ImportLink,
    LogEntry,
    Presence,
    Room,
)
from shelter_desk.services.calling import ClosedForWritingError, House, Tx, writes
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.imports.hmis import (
    STEP_WORDS,
    Imported,
    ImportStoppedError,
    Progress,
    Step,
    import_hmis,
)
from shelter_desk.services.imports.hmis_plan import ARRIVES, LEAVES
from shelter_desk.services.imports.problems import FilesRefusedError
from shelter_desk.services.nights import nights
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import PresenceKind, Protection, Right, Role, StayEnd
from shelter_desk.texts import Texts
from tests.engines import as_role, clock_of, command_line, program, woman
from tests.services.imports.hmis_sample import Sample, own_count, random_house, small

TABLES: tuple[type[Base], ...] = (Guest, GuestPair, Bed, Room, Floor, Presence, BedStay, ImportLink)


def take_in(
    house: House,
    folder: Path,
    project: str = "93",
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import a folder as the command line."""
    return import_hmis(
        command_line(house), folder=folder, project=project, dry_run=dry_run, progress=progress
    )


def counted(house: House) -> dict[str, int]:
    """Return how many rows there are of what an import writes."""
    with house.store.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in TABLES
        }


def total(house: House, first: date, last: date) -> int:
    """Return the person-nights of a period."""
    return nights(command_line(house), first=first, last=last).total


def stays_of(house: House, alias: str) -> list[tuple[str, datetime, datetime | None]]:
    """Return the stays of a woman: bed, from, to."""
    with house.store.read() as session:
        rows = session.execute(
            select(Bed.code, BedStay.starts_at, BedStay.ends_at)
            .join(BedStay, BedStay.bed_id == Bed.id)
            .join(Guest, Guest.id == BedStay.guest_id)
            .where(Guest.alias == alias, Guest.second_word == "")
            .order_by(BedStay.starts_at)
        )
        return [(row.code, row.starts_at, row.ends_at) for row in rows]


def came(night: str) -> datetime:
    """Return when a night begins that was imported."""
    return from_local(date.fromisoformat(night), ARRIVES)


def left(day: str) -> datetime:
    """Return when nights end that were imported, on the morning of ``day``."""
    return from_local(date.fromisoformat(day), LEAVES)


# -- what is written -------------------------------------------------------------------------


@pytest.mark.parametrize("by_night", [True, False])
def test_the_nights_of_the_house_are_those_of_the_files(
    house: House, tmp_path: Path, *, by_night: bool
) -> None:
    year = 2026 if by_night else 2019
    sample = random_house(Random(11), year=year, by_night=by_night, women=14, days=40)
    result = take_in(house, sample.write(tmp_path), "7")
    last = date(2024, 12, 31)
    expected = own_count(tmp_path, "7", by_night=by_night, until=last + timedelta(days=1))
    answer = nights(command_line(house), first=date(2024, 1, 1), last=last)
    for night, number, _ in answer.per_night:
        assert number == sum(night == of for _, of in expected)
    assert answer.total == len(expected) > 100
    assert answer.extra > 0
    if by_night:
        assert (result.plan.nights, result.plan.extra_nights) == (answer.total, answer.extra)


def test_a_second_import_adds_nothing_and_says_so(house: House, tmp_path: Path) -> None:
    sample = random_house(Random(12), year=2026, by_night=True, women=14, days=40)
    take_in(house, sample.write(tmp_path), "7")
    before = counted(house)
    again = take_in(house, tmp_path, "7")
    assert again.adds_nothing
    assert counted(house) == before
    assert Texts("nb").say(again.notes[0].sentence) == (
        "Alt er i huset fra før. Ingenting ble importert."
    )


def test_only_alias_and_birth_year_are_kept_and_she_is_found(
    house_on_file: House, tmp_path: Path
) -> None:
    take_in(house_on_file, small().write(tmp_path))
    with house_on_file.store.read() as session:
        cards = session.execute(
            select(Guest.alias, Guest.second_word, Guest.birth_year).order_by(Guest.id)
        ).all()
    assert [tuple(card) for card in cards] == [
        ("Lise", "", 1984),
        ("Mona", "", 1991),
        ("Lise", "2", None),
    ]
    found = type_ahead(as_role(house_on_file, Role.MANAGER), words="mon")
    assert [hit.person.alias for hit in found] == ["Mona"]


def test_nobody_writes_a_log_line_for_history_and_the_audit_tells_numbers(
    house_on_file: House, tmp_path: Path
) -> None:
    take_in(house_on_file, small().write(tmp_path))
    with house_on_file.store.read() as session:
        assert session.scalar(select(func.count()).select_from(LogEntry)) == 0
        row = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
        assert row is not None
        assert row.action == "import_hmis"
        assert row.details["nights"] == 5
        assert row.details["women"] == 3
        assert "Lise" not in str(row.details)
        reasons = set(session.scalars(select(BedStay.end_reason)))
        assert reasons == {StayEnd.IMPORTED}


def test_beds_stand_in_rooms_of_a_floor_of_their_own(house_on_file: House, tmp_path: Path) -> None:
    sample = small().beds("93", 5, "2022-01-01", "2022-06-30")
    take_in(house_on_file, sample.write(tmp_path))
    with house_on_file.store.read() as session:
        rows = session.execute(
            select(Bed.code, Bed.approved, Bed.opened_at, Bed.closed_at, Room.name, Floor.name)
            .join(Room, Room.id == Bed.room_id)
            .join(Floor, Floor.id == Room.floor_id)
            .join(ImportLink, ImportLink.bed_id == Bed.id)
            .order_by(Bed.sort)
        ).all()
    assert [row.code for row in rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {row[5] for row in rows} == {"Natthuset"}
    assert [row[4] for row in rows] == ["Sovesal 1"] * 5 + ["Sovesal 2"] * 2
    assert rows[0].closed_at is None
    assert rows[2].closed_at == datetime(
        2022, 7, 1, 10, 0, tzinfo=UTC
    )  # noon, after the last night


def test_two_projects_share_women_but_no_night(house: House, tmp_path: Path) -> None:
    sample = small().project("5", by_night=False, name="Dagnhuset").beds("5", 4, "2022-01-01")
    sample.enrolled("50", "1", "5", "2022-03-03", "2022-03-06")
    sample.write(tmp_path)
    take_in(house, tmp_path, "93")
    take_in(house, tmp_path, "5")
    # The night to the 4th was known from the first project.
    assert total(house, date(2022, 3, 1), date(2022, 3, 31)) == 5 + 2
    assert counted(house)["guest"] == 3
    assert take_in(house, tmp_path, "5").adds_nothing
    assert take_in(house, tmp_path, "93").adds_nothing


def test_a_card_equal_to_a_shielded_one_waits_for_the_shift_lead(
    house_on_file: House, tmp_path: Path
) -> None:
    woman(house_on_file, "Mona", protection=Protection.STRICT)
    woman(house_on_file, "Lise", second_word="")
    take_in(house_on_file, small().write(tmp_path))
    with house_on_file.store.read() as session:
        cards = session.execute(
            select(Guest.alias, Guest.second_word, Guest.awaiting_review)
            .join(ImportLink, ImportLink.guest_id == Guest.id)
            .order_by(Guest.id)
        ).all()
    assert [tuple(card) for card in cards] == [
        ("Lise", "2", False),
        ("Mona", "", True),
        ("Lise", "3", False),
    ]


# -- all or nothing --------------------------------------------------------------------------


def test_a_preview_writes_nothing(house_on_file: House, tmp_path: Path) -> None:
    before = counted(house_on_file)
    result = take_in(house_on_file, small().write(tmp_path), dry_run=True)
    assert counted(house_on_file) == before
    assert result.plan.nights == 5
    assert result.done is None
    take_in(house_on_file, tmp_path)
    assert take_in(house_on_file, tmp_path, dry_run=True).adds_nothing


def test_bad_files_leave_the_house_as_it_was(house_on_file: House, tmp_path: Path) -> None:
    sample = small().client("9", "Feil", "2023-02-29")
    before = counted(house_on_file)
    with pytest.raises(FilesRefusedError):
        take_in(house_on_file, sample.write(tmp_path))
    assert counted(house_on_file) == before


@pytest.mark.parametrize("step", list(Step))
def test_it_can_be_stopped_at_every_step(house: House, tmp_path: Path, step: Step) -> None:
    small().write(tmp_path)
    before = counted(house)
    with pytest.raises(ImportStoppedError):
        take_in(house, tmp_path, progress=lambda now, _done, _total: now is not step)
    assert counted(house) == before
    take_in(house, tmp_path)
    assert total(house, date(2022, 3, 1), date(2022, 3, 31)) == 5


def test_progress_grows_to_its_total(house_on_file: House, tmp_path: Path) -> None:
    seen: list[tuple[Step, int, int]] = []
    take_in(
        house_on_file,
        small().write(tmp_path),
        progress=lambda step, done, all_: seen.append((step, done, all_)),
    )
    written = [(done, all_) for step, done, all_ in seen if step is Step.WRITING]
    assert [step for step, _, _ in seen[:2]] == [Step.READING, Step.PLANNING]
    assert written == sorted(written)
    assert written[-1][0] == written[-1][1] == 9  # women, presences, stays
    assert set(STEP_WORDS) == set(Step)


def test_a_fault_at_the_very_end_takes_everything_back(house: House, tmp_path: Path) -> None:
    before = counted(house)

    def progress(step: Step, done: int, all_: int) -> None:
        if step is Step.WRITING and done == all_:
            raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        take_in(house, small().write(tmp_path), progress=progress)
    assert counted(house) == before


def test_only_who_may_imports(house_on_file: House, tmp_path: Path) -> None:
    small().write(tmp_path)
    for dry_run in (True, False):
        with pytest.raises(NotAllowedError):
            import_hmis(
                as_role(house_on_file, Role.SHIFT_LEAD),
                folder=tmp_path,
                project="93",
                dry_run=dry_run,
            )
    assert import_hmis(as_role(house_on_file, Role.MANAGER), folder=tmp_path, project="93").done


def test_a_moment_that_is_looked_at_is_not_written_to(house_on_file: House, tmp_path: Path) -> None:
    small().write(tmp_path)
    looked_at = House(
        store=house_on_file.store,
        audit_key=house_on_file.audit_key,
        clock=house_on_file.clock,
        workstation="kommandolinje",
        writable=False,
    )
    with pytest.raises(ClosedForWritingError):
        take_in(looked_at, tmp_path)
    assert take_in(looked_at, tmp_path, dry_run=True).plan.nights == 5


# -- later exports ---------------------------------------------------------------------------


def test_a_later_export_lets_a_stay_go_on(house: House, tmp_path: Path) -> None:
    take_in(house, small().write(tmp_path / "first"))
    more = small().night("10", "1", "2022-03-04", "2022-03-06").client("4", "Ny")
    more.enrolled("40", "4", "93", "2022-03-04").night("40", "4", "2022-03-04")
    result = take_in(house, more.write(tmp_path / "second"))
    assert (result.plan.nights, result.plan.known_nights) == (3, 5)
    assert stays_of(house, "Lise") == [
        ("1", came("2022-03-01"), left("2022-03-05")),
        ("1", came("2022-03-06"), left("2022-03-07")),
    ]
    assert total(house, date(2022, 3, 1), date(2022, 3, 31)) == 8
    assert take_in(house, tmp_path / "second").adds_nothing
    assert take_in(house, tmp_path / "first").adds_nothing


def test_exports_in_pieces_count_like_one(house: House, tmp_path: Path) -> None:
    whole = random_house(Random(13), year=2026, by_night=True, women=14, days=40)
    services = whole.rows["Services.csv"]
    order = list(services)
    Random(14).shuffle(order)
    for part in (1, 2, 3):
        whole.rows["Services.csv"] = order[: len(order) * part // 3]
        take_in(house, whole.write(tmp_path / str(part)), "7")
    expected = own_count(tmp_path / "3", "7", by_night=True, until=date(2025, 1, 1))
    assert total(house, date(2024, 1, 1), date(2024, 12, 31)) == len(expected)
    assert take_in(house, tmp_path / "3", "7").adds_nothing


def open_house() -> Sample:
    """Return a shelter by entry and exit where one woman is still in."""
    sample = Sample().project("5", by_night=False).beds("5", 2, "2022-01-01")
    sample.client("1", "Anna").client("2", "Berit")
    sample.enrolled("a", "1", "5", "2026-11-01")
    return sample.enrolled("b", "2", "5", "2026-10-01", "2026-10-05")


def test_an_open_stay_ends_when_a_later_export_says_so(house: House, tmp_path: Path) -> None:
    take_in(house, open_house().write(tmp_path / "first"), "5")
    assert stays_of(house, "Anna") == [("1", came("2026-11-01"), None)]
    ended = open_house()
    ended.add("Exit.csv", ExitID="xa", EnrollmentID="a", PersonalID="1", ExitDate="2026-11-10")
    ended.enrolled("c", "1", "5", "2026-11-15")
    result = take_in(house, ended.write(tmp_path / "second"), "5")
    assert len(result.plan.ends) == 1
    assert stays_of(house, "Anna") == [
        ("1", came("2026-11-01"), left("2026-11-10")),
        ("1", came("2026-11-15"), None),
    ]
    assert total(house, date(2026, 11, 1), date(2026, 11, 19)) == 9 + 5
    assert take_in(house, tmp_path / "second", "5").adds_nothing


def test_an_exit_that_moves_later_lets_the_stay_go_on(house: House, tmp_path: Path) -> None:
    take_in(house, open_house().write(tmp_path / "first"), "5")
    longer = open_house()
    longer.rows["Exit.csv"][0]["ExitDate"] = "2026-10-09"
    take_in(house, longer.write(tmp_path / "second"), "5")
    assert stays_of(house, "Berit") == [("1", came("2026-10-01"), left("2026-10-09"))]
    assert total(house, date(2026, 10, 1), date(2026, 10, 31)) == 8


def test_what_the_desk_has_done_since_is_left_alone(house: House, tmp_path: Path) -> None:
    take_in(house, open_house().write(tmp_path / "first"), "5")

    def move(tx: Tx) -> None:
        stay = tx.session.scalars(select(BedStay).where(BedStay.ends_at.is_(None))).one()
        stay.ends_at = tx.now - timedelta(hours=1)
        stay.end_reason = StayEnd.MOVED
        tx.session.flush()
        other = tx.session.scalars(select(Bed.id).where(Bed.code == "A1")).one()
        tx.session.add(
            BedStay(bed_id=other, guest_id=stay.guest_id, starts_at=tx.now - timedelta(hours=1))
        )

    writes(Right.BOARD)(move)(program(house))
    ended = open_house()
    ended.add("Exit.csv", ExitID="xa", EnrollmentID="a", PersonalID="1", ExitDate="2026-11-10")
    result = take_in(house, ended.write(tmp_path / "second"), "5")
    assert result.adds_nothing
    assert [ends for _, _, ends in stays_of(house, "Anna")][-1] is None


def test_new_nights_go_round_what_the_desk_has_given(house: House, tmp_path: Path) -> None:
    take_in(house, small().write(tmp_path / "first"))
    guest = woman(house, "Tone")

    def give(tx: Tx) -> None:
        bed = tx.session.scalars(select(Bed.id).where(Bed.code == "1")).one()
        began, ended = came("2022-03-04") - timedelta(hours=9), came("2022-03-05")
        tx.session.add(
            Presence(kind=PresenceKind.NAMED, guest_id=guest, starts_at=began, ends_at=ended)
        )
        tx.session.add(BedStay(bed_id=bed, guest_id=guest, starts_at=began, ends_at=ended))

    writes(Right.BOARD)(give)(program(house))
    more = small().night("10", "1", "2022-03-04")
    take_in(house, more.write(tmp_path / "second"))
    assert stays_of(house, "Lise") == [
        ("1", came("2022-03-01"), left("2022-03-04")),
        ("2", came("2022-03-04"), left("2022-03-05")),
    ]


def test_a_night_the_desk_wrote_itself_is_not_written_again(house: House, tmp_path: Path) -> None:
    take_in(house, small().write(tmp_path / "first"))
    with house.store.read() as session:
        mona = session.scalars(select(Guest.id).where(Guest.alias == "Mona")).one()
        bed = session.scalars(select(Bed.id).where(Bed.code == "A1")).one()

    def write(tx: Tx) -> None:
        began, ended = came("2022-03-20"), left("2022-03-21")
        tx.session.add(
            Presence(kind=PresenceKind.NAMED, guest_id=mona, starts_at=began, ends_at=ended)
        )
        tx.session.add(BedStay(bed_id=bed, guest_id=mona, starts_at=began, ends_at=ended))

    writes(Right.BOARD)(write)(program(house))
    more = small().night("20", "2", "2022-03-20", "2022-03-21")
    take_in(house, more.write(tmp_path / "second"))
    assert total(house, date(2022, 3, 20), date(2022, 3, 22)) == 2


def test_beds_follow_the_inventory_unless_the_desk_closed_them(
    house: House, tmp_path: Path
) -> None:
    sample = small().beds("93", 2, "2022-02-01", "2022-12-31")
    take_in(house, sample.write(tmp_path / "first"))

    def close(tx: Tx) -> None:
        tx.session.scalars(select(Bed).where(Bed.code == "4")).one().closed_at = came("2022-11-11")

    writes(Right.HOUSE_PLAN)(close)(program(house))
    sample.rows["Inventory.csv"][1]["InventoryEndDate"] = ""
    sample.night("10", "1", "2022-03-20")
    take_in(house, sample.write(tmp_path / "second"))
    with house.store.read() as session:
        closed = session.execute(
            select(Bed.code, Bed.closed_at).where(Bed.code.in_(["3", "4"])).order_by(Bed.code)
        ).all()
    assert [tuple(row) for row in closed] == [("3", None), ("4", came("2022-11-11"))]


def test_the_night_that_is_not_over_comes_with_the_next_import(
    house: House, tmp_path: Path
) -> None:
    sample = small().night("10", "1", "2026-11-19", "2026-11-20")
    folder = sample.write(tmp_path)
    assert take_in(house, folder).plan.nights == 6
    clock_of(house).advance(days=1)
    again = take_in(house, folder)
    assert again.plan.nights == 1
    assert stays_of(house, "Lise")[-1] == ("1", came("2026-11-19"), left("2026-11-21"))


def test_many_women_of_one_name_are_told_apart(house_on_file: House, tmp_path: Path) -> None:
    sample = Sample().project("1", by_night=True)
    hostile = ("<b>Lise</b>", "lise", "LISE", "\u202eLise", "  ", "", "Lise 2")
    for number, name in enumerate(hostile):
        sample.client(str(number), name).enrolled(f"e{number}", str(number), "1", "2022-01-01")
    take_in(house_on_file, sample.write(tmp_path), "1")
    with house_on_file.store.read() as session:
        names = session.execute(select(Guest.alias, Guest.second_word).order_by(Guest.id)).all()
    assert [tuple(name) for name in names] == [
        ("Lise", ""),
        ("lise", "2"),
        ("LISE", "3"),
        ("Lise", "4"),
        ("Uten navn", ""),
        ("Uten navn", "2"),
        ("Lise 2", ""),
    ]
