"""An overdue check is heard, once a minute, until somebody looks or asks for silence."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shelter_desk.clock import FixedClock
from shelter_desk.models import AuditEntry
from shelter_desk.services.calling import House
from shelter_desk.services.reminders import note_silence
from shelter_desk.terms import Role
from shelter_desk.ui import actions
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.frame.bell import Bell
from shelter_desk.ui.frame.facts import FrameFacts, NextCheck
from tests.engines import as_role


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def noted() -> list[int]:
    return []


@pytest.fixture
def bell(desk: Desk, heard: list[str], noted: list[int]) -> Bell:
    def note(_caller: object, *, overdue: int) -> None:
        noted.append(overdue)

    return Bell(desk, note, sound=lambda: heard.append("ring"), parent=desk.actions)


def facts(desk: Desk, overdue: int) -> FrameFacts:
    return FrameFacts(next_check=NextCheck(desk.clock.now(), "A2", overdue=overdue))


def test_it_rings_once_a_minute_while_a_check_is_overdue(
    desk: Desk, bell: Bell, heard: list[str]
) -> None:
    assert isinstance(desk.clock, FixedClock)
    bell.show_facts(facts(desk, 0))
    assert not heard
    for _ in range(3):
        bell.show_facts(facts(desk, 1))
        bell.show_facts(facts(desk, 1))  # another desk wrote something: no second ring
        desk.clock.advance(minutes=1)
    assert len(heard) == 3
    bell.show_facts(FrameFacts())
    assert len(heard) == 3


def test_one_key_silences_it_for_five_minutes_also_at_the_lock(
    desk: Desk, bell: Bell, heard: list[str], noted: list[int]
) -> None:
    assert isinstance(desk.clock, FixedClock)
    bell.show_facts(facts(desk, 2))
    desk.actions.set_shut(True)
    desk.actions.action(actions.SILENCE.id).trigger()
    assert noted == [2]
    desk.clock.advance(minutes=4)
    bell.show_facts(facts(desk, 2))
    assert len(heard) == 1
    desk.clock.advance(minutes=2)
    bell.show_facts(facts(desk, 2))
    assert len(heard) == 2


def test_there_is_nothing_to_silence_when_nothing_is_overdue(
    desk: Desk, bell: Bell, noted: list[int]
) -> None:
    bell.show_facts(facts(desk, 0))
    assert not desk.actions.action(actions.SILENCE.id).isEnabled()
    desk.actions.set_shut(True)
    desk.actions.action(actions.SILENCE.id).trigger()
    assert not noted


def test_silence_is_recorded_with_number_and_person(house: House) -> None:
    night = as_role(house, Role.NIGHT)
    note_silence(night, overdue=2)
    with house.store.read() as session:
        row = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "check_reminder.silenced")
        ).one()
        assert (row.staff_id, row.details["overdue"]) == (night.actor.staff_id, 2)
        assert row.at - house.clock.now() < timedelta(seconds=1)
