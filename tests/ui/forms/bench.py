"""A bench for forms: sheets over an empty middle, on the services of a real house."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from shelter_desk.services.arrivals import check_in, check_in_anonymous
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House, Tx, reads
from shelter_desk.terms import Right, Role
from shelter_desk.ui.desk import Desk, make_desk
from shelter_desk.ui.forms.catalogue import register_forms
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.host import FormHost
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.words import Words
from tests.engines import as_role, bed_id, clock_of, woman

S = TypeVar("S", bound=Sheet)


@dataclass
class Bench:
    """Somebody at a desk with nothing but sheets; Lise (A2), Tone and «Anonym 1» are here."""

    house: House
    caller: Caller
    desk: Desk
    host: FormHost
    window: QWidget

    def about(self, alias: str) -> Chosen:
        """Return a woman in the house, «» for the anonymous one."""
        board = board_snapshot(self.caller.again())
        row = next(one for one in board.inside if one.person.alias == alias)
        return Chosen(row.person.guest_id, row.presence_id, person=row.person)

    def sheet(self, kind: type[S], form_id: str, about: Chosen | None = None) -> S:
        """Open a sheet."""
        self.desk.forms.open(form_id, about)
        return self.shown(kind)

    def shown(self, kind: type[S]) -> S:
        """Return the sheet that is shown."""
        assert isinstance(self.host.sheet, kind)
        return self.host.sheet

    @property
    def told(self) -> str:
        """What the status line says was done last."""
        latest = self.desk.notices.latest
        return "" if latest is None else latest.text


@reads(Right.BOARD)
def _rights(tx: Tx) -> frozenset[Right]:
    return tx.rights


def sit_at_bench(house: House, role: Role, theme: Theme) -> Iterator[Bench]:
    """Let somebody of ``role`` sit down; whoever asks closes nothing."""
    caller = as_role(house, role)
    check_in(caller.again(), guest_id=woman(house, "Lise"), bed_id=bed_id(house, "A2"))
    check_in(caller.again(), guest_id=woman(house, "Tone"))
    check_in_anonymous(caller.again())

    def next_caller() -> Caller:
        # A clock that stood still would let two acts happen at once.
        clock_of(house).advance(seconds=1)
        return caller.again()

    tasks = InlineTasks(next_caller)
    desk = make_desk(theme, Words("nb"), house.clock, tasks)
    desk.actions.set_rights(_rights(caller.again()))
    register_forms(desk)
    window = QWidget()
    middle = QWidget(window)
    middle.resize(1000, 620)
    window.resize(1000, 700)
    host = FormHost(desk, middle)
    window.show()
    window.activateWindow()
    yield Bench(house, caller, desk, host, window)
    window.close()
    window.deleteLater()
    tasks.close()
