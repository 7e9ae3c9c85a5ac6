"""The log: what is sent stays, each reader sees what is hers to see, the newest first."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shelter_desk.models import AuditEntry, Correction, GuestExclusion, LogEntry, Task
from shelter_desk.services.arrivals import check_in, check_in_anonymous, check_out
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.log import (
    FollowUpWithoutTimeError,
    NoSuchLineError,
    WrittenByProgramError,
    correct_entry,
    write_entry,
)
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.shifts import open_shift
from shelter_desk.services.snapshots import LogLine
from shelter_desk.services.standing import UnknownGuestError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import (
    DueInPastError,
    NothingWrittenError,
    ShortTooLongError,
    TextTooLongError,
)
from shelter_desk.terms import (
    Level,
    LogGroup,
    LogKind,
    PresenceKind,
    Protection,
    Role,
    ShiftName,
    TaskKind,
    Visibility,
)
from tests.engines import as_role, bed_id, clock_of, woman


def lines_of(caller: Caller, **values: object) -> list[LogLine]:
    page = log_page(caller.again(), **values)  # type: ignore[arg-type]  # a test hands them on
    return [line for section in page.sections for line in section.lines]


def test_a_line_is_kept_as_written_and_read_by_the_others(house: House) -> None:
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    done = write_entry(
        mina,
        kind=LogKind.TALK,
        body="Vil sove på A2 i natt.\r\n  Lys i gangen. ",
        short="Vil ha lys i gangen",
        guest_ids=[lise, lise],
        level=Level.WATCH,
    )
    [line] = lines_of(as_role(house, Role.RECEPTION))
    assert line.entry_id == done.row_id
    assert line.body == "Vil sove på A2 i natt.\nLys i gangen."
    assert (line.short, line.initials, line.own) == ("Vil ha lys i gangen", "MM", False)
    assert [(who.alias, who.guest_id) for who in line.who] == [("Lise", lise)]
    assert (line.shift, line.level) == (ShiftName.EVENING, Level.WATCH)
    assert done.changed.log
    assert done.changed.guests == {lise}
    assert not done.can_undo


INVISIBLE = [
    ("Ro\u202e igjen\u200b\x07", "Ro igjen"),
    ("Bla\u030abær", "Blåbær"),
    ("a\n\n\n\n\nb", "a\n\nb"),
    ("<b>& 'fet'</b>", "<b>& 'fet'</b>"),
    ("✓", "✓"),
]


def test_what_cannot_be_seen_is_cleaned_away(house_on_file: House) -> None:
    house = house_on_file
    mina = as_role(house, Role.MILIEU)
    for typed, _ in INVISIBLE:
        write_entry(mina.again(), kind=LogKind.NOTE, body=typed)
    assert [line.body for line in reversed(lines_of(mina))] == [kept for _, kept in INVISIBLE]


def test_nothing_is_not_a_line(house_on_file: House) -> None:
    house = house_on_file
    mina = as_role(house, Role.MILIEU)
    for typed in ["", "  \n ", "\u202e\u200b", " – … "]:
        with pytest.raises(NothingWrittenError):
            write_entry(mina, kind=LogKind.NOTE, body=typed)
    assert lines_of(mina) == []


def test_limits(house_on_file: House) -> None:
    house = house_on_file
    mina = as_role(house, Role.MILIEU)
    with pytest.raises(TextTooLongError):
        write_entry(mina, kind=LogKind.NOTE, body="å" * 4001)
    with pytest.raises(ShortTooLongError):
        write_entry(mina, kind=LogKind.THREAT, body="Ja", short="å" * 61)
    with pytest.raises(ShortTooLongError):
        write_entry(mina, kind=LogKind.NOTE, body="Ja", short="å" * 141)
    write_entry(mina, kind=LogKind.NOTE, body="å" * 4000, short="å" * 140)
    write_entry(mina.again(), kind=LogKind.THREAT, body="Ja", short="å" * 60)
    assert len(lines_of(mina)) == 2


def test_what_the_program_writes_nobody_types(house_on_file: House) -> None:
    house = house_on_file
    for kind in (LogKind.ARRIVAL, LogKind.BED_GIVEN, LogKind.PRINTED):
        with pytest.raises(WrittenByProgramError):
            write_entry(as_role(house, Role.MANAGER), kind=kind, body="Kom")


def test_times(house_on_file: House) -> None:
    house = house_on_file
    mina, now = as_role(house, Role.MILIEU), clock_of(house).now()
    with pytest.raises(FutureTimeError):
        write_entry(
            mina, kind=LogKind.NOTE, body="Ja", happened_at=now + timedelta(minutes=5, seconds=1)
        )
    write_entry(mina, kind=LogKind.NOTE, body="Nå", happened_at=now + timedelta(minutes=5))
    early = now - timedelta(hours=3)
    write_entry(mina.again(), kind=LogKind.NOTE, body="Før", happened_at=early)
    assert [(line.body, line.happened_at) for line in lines_of(mina)] == [
        ("Nå", now),
        ("Før", early),
    ]


def test_a_follow_up_becomes_a_task(house: House) -> None:
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    due = clock_of(house).now() + timedelta(hours=14)
    with pytest.raises(FollowUpWithoutTimeError):
        write_entry(mina, kind=LogKind.TALK, body="Ja", follow_up_text="Ring Nav")
    with pytest.raises(DueInPastError):
        write_entry(mina, kind=LogKind.TALK, body="Ja", follow_up_due=due - timedelta(days=1))
    for kind, short, task in [
        (LogKind.TALK, "Vil ha det rolig", "Ring Nav"),
        (LogKind.TALK, "Vil ha det rolig", ""),
        (LogKind.TALK, "", ""),
    ]:
        done = write_entry(
            mina.again(),
            kind=kind,
            body="Ønsker å bytte plass",
            short=short,
            guest_ids=[lise],
            follow_up_text=task,
            follow_up_due=due,
        )
        assert done.changed.tasks
    write_entry(
        mina.again(),
        kind=LogKind.HEALTH_CONCERN,
        body="Sliten",
        short="Sliten i dag",
        visibility=Visibility.HEALTH,
        follow_up_due=due,
    )
    with house.store.read() as session:
        tasks = list(session.scalars(select(Task).order_by(Task.id)))
    assert [task.text for task in tasks] == ["Ring Nav", "Vil ha det rolig", "", ""]
    assert [task.params for task in tasks] == [{"kind": "talk"}] * 3 + [{}]
    assert {task.kind for task in tasks} == {TaskKind.FOLLOW_UP}
    assert [task.guest_id for task in tasks] == [lise, lise, lise, None]


def test_who_may_read_health_and_manager_lines(house: House) -> None:
    for role in (Role.MILIEU, Role.RECEPTION):
        for visibility in (Visibility.HEALTH, Visibility.MANAGER):
            write_entry(
                as_role(house, role),
                kind=LogKind.NOTE,
                body=f"{role.value} {visibility.value}",
                visibility=visibility,
            )
    seen = {
        role: {line.body for line in lines_of(as_role(house, role))}
        for role in Role
        if role is not Role.SYSTEM
    }
    health = {"milieu health", "reception health"}
    manager = {"milieu manager", "reception manager"}
    assert seen == {
        Role.RECEPTION: {"reception health"},
        Role.MILIEU: {"milieu health", "milieu manager"},
        Role.NURSE: health,
        Role.NIGHT: health,
        Role.SHIFT_LEAD: health,
        Role.MANAGER: health | manager,
    }


def test_a_line_one_may_not_read_cannot_be_corrected(house_on_file: House) -> None:
    house = house_on_file
    done = write_entry(
        as_role(house, Role.MANAGER),
        kind=LogKind.NOTE,
        body="Bare for leder",
        visibility=Visibility.MANAGER,
    )
    assert done.row_id is not None
    with pytest.raises(NoSuchLineError):
        correct_entry(as_role(house, Role.MILIEU), entry_id=done.row_id, body="Nei")


def test_a_correction_stands_beside_its_original(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    done = write_entry(mina, kind=LogKind.TALK, body="Vekkes 06:00", short="Vekkes 06:00")
    assert done.row_id is not None
    clock_of(house).advance(minutes=7)
    correct_entry(
        as_role(house, Role.NIGHT),
        entry_id=done.row_id,
        body="Vekkes 07:00",
        short="Vekkes 07:00",
        reason="feil klokkeslett",
    )
    [line] = lines_of(mina)
    assert line.body == "Vekkes 06:00"
    [correction] = line.corrections
    assert (correction.body, correction.short, correction.reason, correction.initials) == (
        "Vekkes 07:00",
        "Vekkes 07:00",
        "feil klokkeslett",
        "NN",
    )
    assert correction.written_at == clock_of(house).now()


def test_a_woman_who_does_not_exist_for_a_colleague_is_in_none_of_her_lines(house: House) -> None:
    mina, night = as_role(house, Role.MILIEU), as_role(house, Role.NIGHT)
    lise, tone = woman(house, "Lise"), woman(house, "Tone")
    write_entry(night, kind=LogKind.TALK, body="Om Lise", guest_ids=[lise])
    write_entry(night.again(), kind=LogKind.TALK, body="Om begge", guest_ids=[tone, lise])
    write_entry(night.again(), kind=LogKind.TALK, body="Om Tone", guest_ids=[tone])
    house.store.write(
        lambda session: session.add(GuestExclusion(guest_id=lise, staff_id=mina.actor.staff_id))
    )
    assert [line.body for line in lines_of(mina)] == ["Om Tone"]
    assert len(lines_of(night)) == 3
    assert lines_of(mina, guest_id=lise) == []
    with pytest.raises(UnknownGuestError):
        write_entry(mina.again(), kind=LogKind.TALK, body="Ja", guest_ids=[lise])


def test_a_shielded_woman_is_named_for_who_may_know_and_asks_for_her(house: House) -> None:
    vera = woman(house, "Vera", protection=Protection.STRICT)
    write_entry(as_role(house, Role.SHIFT_LEAD), kind=LogKind.TALK, body="Ro", guest_ids=[vera])
    assert lines_of(as_role(house, Role.MILIEU), guest_id=vera) == []
    for role in (Role.MILIEU, Role.SHIFT_LEAD):
        [line] = lines_of(as_role(house, role))
        assert (line.who[0].kind, line.who[0].alias, line.who[0].guest_id) == (
            PresenceKind.SHIELDED,
            "",
            None,
        )
    [line] = lines_of(as_role(house, Role.SHIFT_LEAD), guest_id=vera)
    assert line.who[0].alias == "Vera"


def test_lines_of_the_program_carry_codes_only(house: House) -> None:
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    done = check_in(mina, guest_id=lise, bed_id=bed_id(house, "A2"))
    check_in_anonymous(mina.again())
    assert done.row_id is not None
    clock_of(house).advance(minutes=20)
    check_out(mina.again(), presence_id=done.row_id, without_notice=True)
    lines = lines_of(mina)
    assert {line.kind for line in lines} >= {
        LogKind.ARRIVAL,
        LogKind.LEFT_WITHOUT_NOTICE,
    }
    assert all(line.automatic and line.body == "" for line in lines)
    anonymous = [line for line in lines if line.who and line.who[0].number is not None]
    assert [line.who[0].kind for line in anonymous] == [PresenceKind.ANONYMOUS]
    given = next(line for line in lines if line.kind is LogKind.ARRIVAL and line.who[0].alias)
    assert given.bed_code == "A2"


def test_filters(house_on_file: House) -> None:
    house = house_on_file
    mina, night = as_role(house, Role.MILIEU), as_role(house, Role.NIGHT)
    lise = woman(house, "Lise")
    write_entry(mina, kind=LogKind.OVERDOSE, body="113 ringt", level=Level.URGENT)
    write_entry(mina.again(), kind=LogKind.TALK, body="Rolig", guest_ids=[lise])
    write_entry(night, kind=LogKind.BUILDING, body="Lampe i gangen", level=Level.WATCH)

    def bodies(**values: object) -> list[str]:
        return [line.body for line in lines_of(mina, **values)]

    assert bodies(groups=[LogGroup.SAFETY]) == ["113 ringt"]
    assert bodies(groups=[LogGroup.RUNNING], kinds=[LogKind.TALK]) == ["Lampe i gangen", "Rolig"]
    assert bodies(kinds=[]) == []
    assert bodies(level=Level.URGENT) == ["113 ringt"]
    assert bodies(own=True) == ["Rolig", "113 ringt"]
    assert bodies(guest_id=lise) == ["Rolig"]


SEARCHES = [
    ("ÅPNE", ["Åpne døra 100 %"]),
    ("åpne døra", ["Åpne døra 100 %"]),
    ("døra åpne", ["Åpne døra 100 %"]),
    ("100 %", ["Åpne døra 100 %"]),
    ("%", ["Åpne døra 100 %"]),
    ("_", ["linje_med *stjerne* [a-c] 1?"]),
    ("*stjerne*", ["linje_med *stjerne* [a-c] 1?"]),
    ("[a-c]", ["linje_med *stjerne* [a-c] 1?"]),
    ("1?", ["linje_med *stjerne* [a-c] 1?"]),
    ("15:30", ["Vekkes 06:00"]),
    ("kort", ["Vekkes 06:00"]),
    ("b", []),
    ("\\", []),
]


def test_search(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    write_entry(mina, kind=LogKind.NOTE, body="Åpne døra 100 %")
    write_entry(mina.again(), kind=LogKind.NOTE, body="linje_med *stjerne* [a-c] 1?")
    done = write_entry(mina.again(), kind=LogKind.NOTE, body="Vekkes 06:00", short="Kort sagt")
    assert done.row_id is not None
    correct_entry(mina.again(), entry_id=done.row_id, body="Vekkes 15:30")
    for words, found in SEARCHES:
        assert [line.body for line in lines_of(mina, words=words)] == found, words


def test_pages_go_on_where_the_last_ended(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    for number in range(7):
        write_entry(mina.again(), kind=LogKind.NOTE, body=f"Linje {number}")
        clock_of(house).advance(hours=3)
    seen: list[str] = []
    older: int | None = None
    for _ in range(3):
        page = log_page(mina, older_than=older, limit=3)
        seen += [line.body for section in page.sections for line in section.lines]
        older = page.older_than
    assert seen == [f"Linje {number}" for number in range(6, -1, -1)]
    assert older is None
    page = log_page(mina)
    assert [section.shift for section in page.sections] == [
        ShiftName.DAY,
        ShiftName.NIGHT,
        ShiftName.EVENING,
    ]
    with house.store.read() as session:
        run = open_shift(session, page.sections[0].lines[0].written_at)
    assert (page.sections[0].starts_at, page.sections[0].ends_at) == (run.starts_at, run.ends_at)


def test_reading_the_stream_is_in_the_audit_once_a_log_in(house: House) -> None:
    mina = as_role(house, Role.MILIEU)

    def reads() -> int:
        with house.store.read() as session:
            query = select(func.count()).where(
                AuditEntry.action == "read", AuditEntry.screen == "log"
            )
            return session.scalar(query) or 0

    for _ in range(3):
        log_page(mina)
    assert reads() == 1
    clock_of(house).advance(hours=3)
    log_page(mina)
    assert reads() == 1
    log_page(as_role(house, Role.MILIEU))
    assert reads() == 2
    lise = woman(house, "Lise")
    log_page(mina, guest_id=lise)
    log_page(mina, guest_id=lise)
    assert reads() == 3
    clock_of(house).advance(minutes=6)
    log_page(mina, guest_id=lise)
    assert reads() == 4


FORBIDDEN = [
    "UPDATE log_entry SET body = 'annet'",
    "UPDATE log_entry SET short = 'annet'",
    "UPDATE log_entry SET body = NULL",
    "UPDATE log_entry SET level = 'urgent'",
    "UPDATE log_entry SET visibility = 'manager'",
    "UPDATE log_entry SET happened_at = happened_at - 1",
    "UPDATE log_entry SET author_id = NULL",
    "UPDATE log_entry SET params = '{\"a\": 1}'",
    "UPDATE log_entry SET redaction_id = NULL",
    "DELETE FROM log_entry",
    "UPDATE correction SET body = 'annet'",
    "UPDATE correction SET reason = 'annet'",
    "DELETE FROM correction",
    "UPDATE log_mention SET guest_id = guest_id",
    "DELETE FROM log_mention",
]


def test_nothing_sent_can_be_changed_or_deleted(house: House) -> None:
    mina, lise = as_role(house, Role.MILIEU), woman(house, "Lise")
    done = write_entry(mina, kind=LogKind.TALK, body="Ja", short="Kort", guest_ids=[lise])
    assert done.row_id is not None
    correct_entry(mina.again(), entry_id=done.row_id, body="Nei", reason="feil")
    for statement in FORBIDDEN:
        with pytest.raises(DBAPIError, match="_is_final"):
            house.store.write(partial(_execute, statement))
    with house.store.read() as session:
        [entry] = session.scalars(select(LogEntry).where(LogEntry.kind == LogKind.TALK))
        [correction] = session.scalars(select(Correction))
    assert (entry.body, entry.short, correction.body) == ("Ja", "Kort", "Nei")


def _execute(statement: str, session: Session) -> None:
    session.execute(text(statement))
