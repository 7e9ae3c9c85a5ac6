"""Words go from a sent line only when somebody who may has approved it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shelter_desk.models import Redaction
from shelter_desk.services.calling import House
from shelter_desk.services.log import RemovedWordsError, correct_entry, write_entry
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.redactions import (
    NoSuchRedactionError,
    NothingToRemoveError,
    ReasonMissingError,
    approve_redaction,
    open_redactions,
    request_redaction,
)
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.terms import LogKind, Role
from tests.engines import as_role, woman


def test_a_redaction_takes_the_words_and_nothing_else(house: House) -> None:
    mina, leader = as_role(house, Role.MILIEU), as_role(house, Role.MANAGER)
    lise = woman(house, "Lise")
    entry = write_entry(
        mina, kind=LogKind.TALK, body="En nabos fulle navn", short="Navn", guest_ids=[lise]
    ).row_id
    assert entry is not None
    fix = correct_entry(mina.again(), entry_id=entry, body="Navn en gang til").row_id
    assert fix is not None
    [before] = log_page(mina).sections[0].lines

    with pytest.raises(ReasonMissingError):
        request_redaction(mina.again(), target="entry", target_id=entry, reason=" ")
    first = request_redaction(
        mina.again(), target="entry", target_id=entry, reason="Andres navn"
    ).row_id
    second = request_redaction(
        mina.again(), target="correction", target_id=fix, reason="Andres navn"
    ).row_id
    assert first is not None
    assert second is not None
    with pytest.raises(NotAllowedError):
        approve_redaction(as_role(house, Role.SHIFT_LEAD), redaction_id=first)
    assert [request.reason for request in open_redactions(leader)] == ["Andres navn"] * 2
    assert log_page(mina).sections[0].lines == (before,)

    approve_redaction(leader, redaction_id=first)
    approve_redaction(leader.again(), redaction_id=second)
    [line] = log_page(mina).sections[0].lines
    assert (line.body, line.short, line.redacted) == ("", "", True)
    assert (line.corrections[0].body, line.corrections[0].redacted) == ("", True)
    assert (line.who, line.kind, line.happened_at, line.initials) == (
        before.who,
        before.kind,
        before.happened_at,
        before.initials,
    )
    assert open_redactions(leader) == ()
    with pytest.raises(NoSuchRedactionError):
        approve_redaction(leader.again(), redaction_id=first)
    with pytest.raises(NothingToRemoveError):
        request_redaction(mina.again(), target="entry", target_id=entry, reason="Igjen")
    with pytest.raises(RemovedWordsError):
        correct_entry(mina.again(), entry_id=entry, body="Mer")


def test_the_database_wants_an_approval_that_belongs_to_the_line(house: House) -> None:
    mina = as_role(house, Role.MILIEU)
    one = write_entry(mina, kind=LogKind.NOTE, body="Ett", short="Kort").row_id
    other = write_entry(mina.again(), kind=LogKind.NOTE, body="To").row_id
    assert one is not None
    asked = request_redaction(mina.again(), target="entry", target_id=one, reason="Ja").row_id

    def take(entry: int | None, changes: str = "short = ''") -> None:
        def work(session: Session) -> None:
            session.execute(
                text(
                    f"UPDATE log_entry SET body = NULL, {changes}, redaction_id = :asked"  # noqa: S608 - a test's own words
                    " WHERE id = :entry"
                ),
                {"asked": asked, "entry": entry},
            )

        house.store.write(work)

    with pytest.raises(DBAPIError, match="_is_final"):
        take(one)  # asked for, but not approved

    def approve(session: Session) -> None:
        request = session.get_one(Redaction, asked)
        request.approved_at, request.approved_by = request.requested_at, request.requested_by

    house.store.write(approve)
    with pytest.raises(DBAPIError, match="_is_final"):
        take(other)  # approved for another line
    for more in ("short = '', level = 'urgent'", "short = '', happened_at = 0", "short = 'annet'"):
        with pytest.raises(DBAPIError, match="_is_final"):
            take(one, more)  # approved, but something else changes too
    take(one)
    with pytest.raises(DBAPIError, match="_is_final"):
        take(one)  # once
