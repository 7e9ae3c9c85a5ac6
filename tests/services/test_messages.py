"""Messages for her wait until somebody has given them."""

import pytest

from shelter_desk.services.arrivals import check_in, check_in_anonymous
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import House
from shelter_desk.services.messages import (
    MESSAGE_LIMIT,
    MessageGivenError,
    drop_message,
    give_message,
    leave_message,
    messages,
)
from shelter_desk.services.snapshots import Flag
from shelter_desk.services.subjects import NoCardError
from shelter_desk.services.undo import undo_last
from shelter_desk.services.written import NoteTooLongError, NothingWrittenError
from shelter_desk.terms import Role
from tests.engines import as_role, clock_of, woman


def test_a_message_waits_until_it_is_given_and_no_longer(house: House) -> None:
    caller = as_role(house, Role.RECEPTION)
    lise, tone = woman(house, "Lise"), woman(house, "Tone")
    leave_message(caller.again(), guest_id=lise, text="Ring søsteren din")
    leave_message(caller.again(), guest_id=tone, text="Brevet er kommet")
    (row,) = messages(caller.again(), guest_id=lise)
    assert (row.text, row.made_by) == ("Ring søsteren din", "Ragna Resepsjon")
    check_in(caller.again(), guest_id=lise)
    (shown,) = board_snapshot(caller.again()).inside
    assert [(one.flag, one.text) for one in shown.flags] == [(Flag.MESSAGE, "Ring søsteren din")]
    clock_of(house).advance(seconds=1)
    give_message(caller.again(), message_id=row.message_id)
    assert [one.person.alias for one in messages(caller.again())] == ["Tone"]
    assert board_snapshot(caller.again()).inside[0].flags == ()
    for act in (give_message, drop_message):
        with pytest.raises(MessageGivenError):
            act(caller.again(), message_id=row.message_id)
    undo_last(caller.again())
    assert len(messages(caller.again())) == 2


def test_what_cannot_be_a_message_is_refused(house: House) -> None:
    caller = as_role(house, Role.RECEPTION)
    lise = woman(house, "Lise")
    with pytest.raises(NothingWrittenError):
        leave_message(caller.again(), guest_id=lise, text=" … ")
    with pytest.raises(NoteTooLongError):
        leave_message(caller.again(), guest_id=lise, text="x" * (MESSAGE_LIMIT + 1))
    here = check_in_anonymous(caller.again())
    with pytest.raises(NoCardError):
        leave_message(caller.again(), presence_id=here.row_id, text="hei")
    assert messages(caller.again()) == ()
