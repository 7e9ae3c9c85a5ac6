"""Importing a roster into a real house, on both engines: all or nothing, and once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from shelter_desk.models import (
    AuditEntry,
    Base,
    Bed,
    BedStay,
    Guest,
    GuestOtherName,
    GuestPair,
    ImportLink,
    LogEntry,
    Outage,
    Presence,
    Staff,
    Vedtak,
)
from shelter_desk.services.arrivals import check_in_new
from shelter_desk.services.calling import ClosedForWritingError, House, Tx, writes
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.imports.hmis import ImportStoppedError, Progress, Step
from shelter_desk.services.imports.problems import FilesRefusedError
from shelter_desk.services.imports.roster import STEP_WORDS, RosterImported, import_roster
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import OutageReason, Protection, Right, Role, StayEnd
from shelter_desk.texts import Texts
from tests.engines import as_role, bed_id, clock_of, command_line, program, woman

TABLES: tuple[type[Base], ...] = (
    Guest,
    GuestOtherName,
    GuestPair,
    Vedtak,
    Presence,
    BedStay,
    ImportLink,
)

HEADER = "alias;andre kallenavn;fødselsår;kontaktperson;plass;inn;ut;vedtak til;merknad;telefon"
FULL = f"""{HEADER}
Lise;Rødtopp, Liss;1984;Nora Natt;A1;18.11.2026 21:30;;30.11.2026;nøtteallergi;x
Mona;;;ll;A2;10.11.2026;12.11.2026;;;
Lise;;1991;siri;A3;;;;;
Bjørk;;;ukjent;;20.11.2026 18:00;21.11.2026 08:00;01.10.2026;;
Ørn;;;;;;;;;
"""


def take_in(
    house: House,
    folder: Path,
    text: str,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> RosterImported:
    """Write a roster and import it as the command line."""
    path = folder / "liste.csv"
    path.write_text(text, encoding="utf-8")
    return import_roster(command_line(house), file=path, dry_run=dry_run, progress=progress)


def counted(house: House) -> dict[str, int]:
    """Return how many rows there are of what an import writes."""
    with house.store.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in TABLES
        }


def told(result: RosterImported, language: str = "en") -> list[str]:
    """Return what is told of an import."""
    texts = Texts(language)
    return [texts.say(note.sentence, **note.values) for note in result.notes]


def refused(house: House, folder: Path, rows: str, header: str = "alias;plass;inn;ut") -> list[str]:
    """Return the sentences with which a roster is refused; nothing may have changed."""
    before = counted(house)
    with pytest.raises(FilesRefusedError) as caught:
        take_in(house, folder, f"{header}\n{rows}")
    assert counted(house) == before
    return [Texts("en").explain(problem) for problem in caught.value.problems]


# -- what is written -------------------------------------------------------------------------


def test_all_of_a_roster_stands_in_the_house(house: House, tmp_path: Path) -> None:
    result = take_in(house, tmp_path, FULL)
    now = clock_of(house).now()
    with house.store.read() as session:
        cards = session.execute(
            select(
                Guest.alias,
                Guest.second_word,
                Guest.birth_year,
                Staff.login,
                Guest.sheet_remark,
                Guest.awaiting_review,
            )
            .outerjoin(Staff, Staff.id == Guest.key_worker_id)
            .order_by(Guest.id)
        ).all()
        presences = session.execute(
            select(
                Guest.alias,
                Guest.second_word,
                Presence.starts_at,
                Presence.ends_at,
                Presence.expected_until,
            )
            .join(Guest, Guest.id == Presence.guest_id)
            .order_by(Presence.id)
        ).all()
        stays = session.execute(
            select(Bed.code, BedStay.starts_at, BedStay.ends_at, BedStay.end_reason)
            .join(Bed, Bed.id == BedStay.bed_id)
            .order_by(BedStay.id)
        ).all()
        decisions = session.execute(
            select(Guest.alias, Vedtak.first_day, Vedtak.last_day)
            .join(Guest, Guest.id == Vedtak.guest_id)
            .order_by(Vedtak.id)
        ).all()
        others = set(session.scalars(select(GuestOtherName.name)))
        assert session.scalar(select(func.count()).select_from(LogEntry)) == 0

    def at(day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    assert [tuple(card) for card in cards] == [
        ("Lise", "", 1984, "nora", "nøtteallergi", False),
        ("Mona", "", None, "liv", "", False),
        ("Lise", "2", 1991, "siri", "", False),
        ("Bjørk", "", None, None, "", False),
        ("Ørn", "", None, None, "", False),
    ]
    assert [tuple(presence) for presence in presences] == [
        ("Lise", "", at(18, 20, 30), None, None),
        ("Mona", "", at(10, 11), at(12, 11), None),
        ("Lise", "2", now, None, None),
        ("Bjørk", "", at(20, 17), None, at(21, 7)),
    ]
    assert [tuple(stay) for stay in stays] == [
        ("A1", at(18, 20, 30), None, None),
        ("A2", at(10, 11), at(12, 11), StayEnd.IMPORTED),
        ("A3", now, None, None),
    ]
    assert [(alias, str(first), str(last)) for alias, first, last in decisions] == [
        ("Lise", "2026-11-18", "2026-11-30"),
        ("Bjørk", "2026-10-01", "2026-10-01"),
    ]
    assert others == {"Rødtopp", "Liss"}
    assert told(result) == [
        "Imported.",
        "Women: 5 new; 0 known from an earlier roster.",
        "Presences: 4 new. Stays on a bed: 3 new.",
        "Decisions of a place: 2 new.",
        "Same alias as another, so told apart by a number. Rows: 4.",
        (
            "The key worker is not, or not only, one colleague with an open account; the key "
            "worker is left empty. Rows: 5."
        ),
        "A place, but no time she came: in the house from now on. Rows: 4.",
        "The time out lies ahead: she is in the house until then. Rows: 5.",
        "A day without a time counts as 12:00. Rows: 3.",
        "Columns not taken over from liste.csv: telefon.",
    ]
    for line, other in zip(told(result, "nb"), told(result), strict=True):
        assert line != other
        assert "Lise" not in line


def test_a_second_import_adds_nothing(house: House, tmp_path: Path) -> None:
    take_in(house, tmp_path, FULL)
    before = counted(house)
    again = take_in(house, tmp_path, FULL)
    assert again.adds_nothing
    assert counted(house) == before
    assert told(again)[0] == "All of it is in the house already. Nothing was imported."
    turned = "\n".join([HEADER, *reversed(FULL.splitlines()[1:])])
    assert take_in(house, tmp_path, turned).adds_nothing


def test_what_the_desk_has_changed_since_stays(house_on_file: House, tmp_path: Path) -> None:
    house = house_on_file
    take_in(house, tmp_path, FULL)

    def change(tx: Tx) -> None:
        for card in tx.session.scalars(select(Guest)):
            card.alias = card.alias_key = f"ny{card.id}"
            card.sheet_remark = ""
        for row in tx.session.scalars(select(BedStay)):
            row.voided_at = tx.now

    writes(Right.BOARD)(change)(program(house))
    before = counted(house)
    assert take_in(house, tmp_path, FULL).adds_nothing
    assert counted(house) == before


def test_a_longer_roster_adds_what_is_new_and_names_rows_that_differ(
    house: House, tmp_path: Path
) -> None:
    take_in(house, tmp_path, FULL)
    longer = FULL.replace("nøtteallergi", "vekkes 7") + "Rogn;;;;A4;;;;;\n"
    result = take_in(house, tmp_path, longer)
    assert told(result)[1] == "Women: 1 new; 5 known from an earlier roster."
    assert told(result)[4] == (
        "Known from an earlier roster, but the row says something else now. Nothing was changed; "
        "change it at the desk if it is so. Rows: 2."
    )
    assert counted(house)["guest"] == 6


def test_links_hold_no_name(house_on_file: House, tmp_path: Path) -> None:
    take_in(house_on_file, tmp_path, FULL)
    with house_on_file.store.read() as session:
        for name in session.scalars(select(ImportLink.external_id)):
            assert len(name) == 64
            assert set(name) <= set("0123456789abcdef")


def test_she_is_found_by_her_other_names_and_audited_by_number(
    house: House, tmp_path: Path
) -> None:
    take_in(house, tmp_path, FULL)
    found = type_ahead(as_role(house, Role.MANAGER), words="rødt")
    assert [(hit.person.alias, hit.person.second_word) for hit in found] == [("Lise", "")]
    with house.store.read() as session:
        row = session.scalars(select(AuditEntry).order_by(AuditEntry.sequence.desc())).first()
    assert row is not None
    assert row.action == "import_roster"
    numbers = {"women": 5, "presences": 4, "stays": 3, "decisions": 2, "known": 0}
    assert {**row.details, **numbers} == row.details
    assert set(row.details) == {*numbers, "login"}


def test_numbering_passes_by_the_names_the_house_has(house: House, tmp_path: Path) -> None:
    woman(house, "Lise")
    result = take_in(house, tmp_path, "alias\nLise 2\nLISE\nlise\n")
    with house.store.read() as session:
        cards = session.execute(select(Guest.alias, Guest.second_word).order_by(Guest.id)).all()
    assert [tuple(card) for card in cards] == [
        ("Lise", ""),
        ("Lise 2", ""),
        ("LISE", "3"),
        ("lise", "4"),
    ]
    assert (
        "The house has a card with this alias already. It may be the same woman; look. Rows: 3, 4."
    ) in told(result)


def test_a_shielded_namesake_gives_no_sign(house: House, tmp_path: Path) -> None:
    woman(house, "Rita", protection=Protection.STRICT)
    result = take_in(house, tmp_path, "alias\nRita\n")
    assert len(told(result)) == 4
    with house.store.read() as session:
        new = session.scalars(select(Guest).order_by(Guest.id.desc())).first()
        assert new is not None
        assert (new.alias, new.second_word, new.awaiting_review) == ("Rita", "", True)


def test_a_key_worker_must_be_one_colleague_with_an_open_account(
    house: House, tmp_path: Path
) -> None:
    def change(tx: Tx) -> None:
        tx.session.scalars(select(Staff).where(Staff.login == "mina")).one().closed_at = tx.now
        tx.session.scalars(select(Staff).where(Staff.login == "ragna")).one().initials = "VV"

    writes(Right.STAFF)(change)(program(house))
    rows = "\n".join(f"Kvinne{n};{who}" for n, who in enumerate(["Nora", "vv", "MM", "VIGDIS"]))
    result = take_in(house, tmp_path, f"alias;key worker\n{rows}\n")
    with house.store.read() as session:
        found = session.scalars(
            select(Staff.login)
            .select_from(Guest)
            .outerjoin(Staff, Staff.id == Guest.key_worker_id)
            .order_by(Guest.id)
        ).all()
    assert list(found) == ["nora", None, None, "vigdis"]
    assert told(result)[-1].endswith("Rows: 3, 4.")


# -- what is refused -------------------------------------------------------------------------


def test_places_are_the_house_s_and_free(house: House, tmp_path: Path) -> None:
    check_in_new(as_role(house, Role.NIGHT), alias="Rita", bed_id=bed_id(house, "A1"))

    def take_out(tx: Tx) -> None:
        tx.session.add(
            Outage(bed_id=bed_id(house, "A2"), reason=OutageReason.DAMAGE, starts_at=tx.now)
        )

    writes(Right.HOUSE_PLAN)(take_out)(program(house))
    rows = """Lise;A1;;
Mona;Z9;;
Ingrid;A2;;
Tone;A3;18.11.2026 21:00;
Berit;A3;17.11.2026 21:00;19.11.2026 09:00
Eva;A4;19.11.2025 21:00;20.11.2025 09:00
Sissel;a4;17.11.2026 21:00;19.11.2026 09:00
Grete;A4;19.11.2026 09:00;
"""
    said = refused(house, tmp_path, rows)
    assert said == [
        "liste.csv, row 2, column plass: the place is taken at that time.",
        "liste.csv, row 3, column plass: the house has no such place in use at that time.",
        "liste.csv, row 4, column plass: Place A2 is out of service. Take it into service first.",
        "liste.csv, row 6, column plass: row 5 has this place at the same time.",
        "liste.csv, row 7, column plass: the house has no such place in use at that time.",
    ]
    sound = [row for row in rows.splitlines() if row[:4] in ("Tone", "Siss", "Gret")]
    before = counted(house)
    result = take_in(house, tmp_path, "\n".join(["alias;plass;inn;ut", *sound]))
    assert (result.plan.stays, counted(house)["bed_stay"]) == (3, before["bed_stay"] + 3)


def test_who_came_before_the_place_was_opened_has_it_from_then(
    house: House, tmp_path: Path
) -> None:
    rows = "Lise;A1;20.12.2025 21:00;\nMona;A2;20.12.2025 21:00;02.01.2026 09:00\n"
    result = take_in(house, tmp_path, f"alias;plass;inn;ut\n{rows}")
    assert told(result)[-1] == (
        "She came before the place was opened in this program: the place is hers from the "
        "opening. Rows: 2, 3."
    )
    with house.store.read() as session:
        opened = session.scalars(select(Bed.opened_at).where(Bed.code == "A1")).one()
        assert set(session.scalars(select(BedStay.starts_at))) == {opened}
        assert set(session.scalars(select(Presence.starts_at))) == {
            datetime(2025, 12, 20, 20, 0, tzinfo=UTC)
        }
    edge = "Tone;A3;20.12.2025 21:00;2026-01-01 00:00\n"
    assert "no such place" in refused(house, tmp_path, edge)[0]


def test_one_wrong_row_leaves_the_house_as_it_was(house: House, tmp_path: Path) -> None:
    assert len(refused(house, tmp_path, "Lise;A1;;\nMona;A2;i går;\n")) == 1


def test_a_dry_run_writes_nothing_and_says_the_same(house: House, tmp_path: Path) -> None:
    before = counted(house)
    dry = take_in(house, tmp_path, FULL, dry_run=True)
    assert counted(house) == before
    assert dry.done is None
    assert told(dry)[1:] == told(take_in(house, tmp_path, FULL))[1:]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_only_who_may_import_reads_the_file(
    house_on_file: House, tmp_path: Path, role: Role
) -> None:
    with pytest.raises(NotAllowedError):
        import_roster(as_role(house_on_file, role), file=tmp_path / "nei.csv", dry_run=True)


def test_a_house_that_is_looked_at_is_not_written_to(house_on_file: House, tmp_path: Path) -> None:
    seen = House(
        store=house_on_file.store,
        audit_key=house_on_file.audit_key,
        clock=house_on_file.clock,
        workstation="skranke 1",
        writable=False,
    )
    with pytest.raises(ClosedForWritingError):
        take_in(seen, tmp_path, FULL)
    assert take_in(seen, tmp_path, FULL, dry_run=True).plan.women


def test_progress_is_told_and_stopping_leaves_nothing(house: House, tmp_path: Path) -> None:
    many = "alias;plass\n" + "".join(f"Kvinne {n};\n" for n in range(250))
    before = counted(house)
    steps: list[tuple[Step, int, int]] = []

    def stop_late(step: Step, done: int, total: int) -> bool:
        steps.append((step, done, total))
        return done < 200

    with pytest.raises(ImportStoppedError):
        take_in(house, tmp_path, many, progress=stop_late)
    assert counted(house) == before
    assert {step for step, _, _ in steps} == set(STEP_WORDS)
    assert steps[-1] == (Step.WRITING, 200, 250)
    take_in(house, tmp_path, many)
    assert counted(house)["guest"] == before["guest"] + 250


def test_two_imports_at_once_end_with_one(house: House, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(FULL, encoding="utf-8")
    both_have_read = Barrier(2)

    def wait(step: Step, _done: int, _total: int) -> bool:
        if step is Step.PLANNING:
            both_have_read.wait(timeout=30)
        return True

    def take() -> RosterImported:
        return import_roster(command_line(house), file=path, progress=wait)

    with ThreadPoolExecutor(2) as pool:
        results = [task.result() for task in [pool.submit(take), pool.submit(take)]]
    assert sorted(result.adds_nothing for result in results) == [False, True]
    assert counted(house)["guest"] == 5
