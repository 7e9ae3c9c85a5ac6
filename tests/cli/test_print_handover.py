"""``print handover``: a number is not used up for a file that cannot be written."""

from pathlib import Path

import pytest
from sqlalchemy import select

from shelter_desk.bootstrap import Choice, opened_house
from shelter_desk.cli import commands
from shelter_desk.errors import FaultError
from shelter_desk.models import HandoverPrint
from shelter_desk.store.disk import DiskFullError
from shelter_desk.store.opening import KeySource
from shelter_desk.texts import Texts
from tests.cli.door import NewHouse, make_house, run
from tests.reports.paper import flat


def prints(made: NewHouse) -> list[tuple[int, bool]]:
    choice = Choice(data=made.folder, keys=KeySource(passphrase_file=made.passphrase_file))
    with opened_house(choice) as opened, opened.house.store.read() as session:
        rows = session.scalars(select(HandoverPrint).order_by(HandoverPrint.id))
        return [(row.edition, row.not_made_at is None) for row in rows]


def test_the_path_is_proved_before_a_number_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_house(tmp_path)
    for out in (tmp_path / "finnes ikke" / "v.pdf", tmp_path):
        answer = run("print", "handover", *made.ask, "--out", out)
        assert answer.code == 1
        assert answer.line
    assert prints(made) == []

    # The disk fills up in between: the number is used up, and that nothing was written is kept.
    def full(*_: object) -> None:
        raise DiskFullError

    choice = Choice(data=made.folder, keys=KeySource(passphrase_file=made.passphrase_file))
    with monkeypatch.context() as patched:
        patched.setattr(commands, "write_atomically", full)
        with pytest.raises(FaultError):
            commands.print_handover(choice, Texts("nb"), out=str(tmp_path / "v.pdf"))
    assert prints(made) == [(1, False)]
    answer = run("print", "handover", *made.ask, "--out", tmp_path / "v.pdf")
    assert answer.code == 0, answer.err
    assert "eksemplar 0 – lagret fil" in flat((tmp_path / "v.pdf").read_bytes())
    assert prints(made) == [(1, False), (2, True)]
