"""``verify`` names the first bad row and the first bad line; on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import text

from shelter_desk.security.audit_chain import Break
from shelter_desk.services.calling import Done, House, Tx, writes
from shelter_desk.services.copies import back_up
from shelter_desk.services.lines import write_line
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.services.verifying import LineFault, verify_house
from shelter_desk.terms import LogKind, Right, Role
from tests.engines import as_role, command_line, desk_of, women


@writes(Right.BOARD)
def _write(tx: Tx, *, body: str) -> int:
    return write_line(tx, LogKind.NOTE, body=body, short="kort").id


def _lines(house: House) -> list[int]:
    caller = as_role(house, Role.NIGHT)
    return [
        _write(caller.again(), body=body) for body in ("Rolig.", "Ringte legevakt.", "Ro kl. 3.")
    ]


def _break(house: House, *statements: str) -> None:
    """Change rows behind the program's back, as somebody with the key and a tool could."""
    with house.store.engine.connect() as connection:
        if house.store.on_file:
            triggers = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).scalars()
            for name in list(triggers):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


def test_a_house_as_it_was_written_is_clean(house: House) -> None:
    lines = _lines(house)
    women(house, 3)
    verdict = verify_house(command_line(house))
    assert verdict.clean
    assert verdict.lines == len(lines)
    assert verdict.chain.rows == verdict.chain.head.sequence > 5
    again = verify_house(command_line(house))
    assert again.chain.rows == verdict.chain.rows + 1  # looking is audited itself


@pytest.mark.parametrize(
    ("statement", "found", "row"),
    [
        ("UPDATE audit_entry SET action = 'nothing' WHERE sequence = 4", Break.CHANGED, 4),
        ("DELETE FROM audit_entry WHERE sequence = 3", Break.MISSING, 3),
        ("UPDATE audit_entry SET at = at + 1 WHERE sequence = 2", Break.CHANGED, 2),
    ],
)
def test_the_first_bad_row_is_named(house: House, statement: str, found: Break, row: int) -> None:
    _lines(house)
    _break(house, statement)
    verdict = verify_house(command_line(house))
    assert (verdict.chain.found, verdict.chain.first_bad) == (found, row)
    assert not verdict.clean


def test_a_tail_that_was_cut_off_is_seen_by_the_copy(house: House, tmp_path: Path) -> None:
    _lines(house)
    manifest = back_up(command_line(house), shelf=desk_of(tmp_path / "desk").shelf).manifest
    last = manifest.audit_sequence
    assert verify_house(command_line(house), newest_copy=manifest).clean
    _break(house, f"DELETE FROM audit_entry WHERE sequence >= {last}")  # noqa: S608 - a number
    verdict = verify_house(command_line(house), newest_copy=manifest)
    assert (verdict.chain.found, verdict.chain.first_bad) == (Break.CUT, last)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE log_entry SET body = 'Urolig.' WHERE id = {line}", LineFault.CHANGED),
        ("UPDATE log_entry SET short = '' WHERE id = {line}", LineFault.CHANGED),
        (
            "UPDATE log_entry SET happened_at = happened_at - 60000000 WHERE id = {line}",
            LineFault.CHANGED,
        ),
        (
            "INSERT INTO log_mention (id, entry_id, guest_id) VALUES (999, {line}, 1)",
            LineFault.CHANGED,
        ),
        ("DELETE FROM log_entry WHERE id = {line}", LineFault.GONE),
    ],
)
def test_a_line_changed_behind_our_back_is_named(
    house: House, statement: str, fault: LineFault
) -> None:
    women(house, 1)
    line = _lines(house)[1]
    _break(house, statement.format(line=line))
    verdict = verify_house(command_line(house))
    assert verdict.line_faults == ((fault, line),)
    assert verdict.chain.whole


@writes(Right.BOARD)
def _redact(tx: Tx, *, line: int) -> Done:
    from shelter_desk.models import LogEntry, Redaction  # noqa: PLC0415 - here alone
    from shelter_desk.services.calling import Changed  # noqa: PLC0415 - the same

    redaction = Redaction(
        target_kind="entry",
        target_id=line,
        reason="navn på en annen",
        requested_at=tx.now,
        requested_by=tx.actor.staff_id,
        approved_at=tx.now,
        approved_by=tx.actor.staff_id,
    )
    tx.session.add(redaction)
    tx.session.flush()
    row = tx.session.get_one(LogEntry, line)
    row.body, row.short, row.redaction_id = None, "", redaction.id
    return Done(Changed(), tx.caller.operation)


def test_a_redacted_line_still_verifies(house: House) -> None:
    line = _lines(house)[1]
    _redact(as_role(house, Role.MANAGER), line=line)
    assert verify_house(command_line(house)).clean


def test_verifying_needs_the_right(house: House) -> None:
    with pytest.raises(NotAllowedError):
        verify_house(as_role(house, Role.MILIEU))
