"""The doors of the counter: under every search, over the board, and what forms start from."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shelter_desk.services.beds import mark_for_cleaning
from shelter_desk.services.board import board_snapshot
from shelter_desk.services.calling import Caller, House
from shelter_desk.services.check_plans import agree_checks, checks_due
from shelter_desk.services.finding import type_ahead
from shelter_desk.services.holds import hold_bed
from shelter_desk.services.log_reading import log_page
from shelter_desk.services.snapshots import Person
from shelter_desk.services.tasks import open_tasks
from shelter_desk.services.turn_aways import turned_away
from shelter_desk.services.undo import undo
from shelter_desk.terms import BedElsewhere, LogKind, ProvisionKind, Role, TaskKind, TurnAwayReason
from shelter_desk.ui.board.calls import house_calls
from shelter_desk.ui.counter.door_forms import (
    AskedForHerForm,
    ShieldedArrivalForm,
    TurnAwayForm,
)
from shelter_desk.ui.counter.place_forms import HoldForm, OutOfServiceForm
from shelter_desk.ui.counter.visit_forms import ComesLaterForm, HandoutForm, VisitForm
from shelter_desk.ui.desk import make_desk
from shelter_desk.ui.forms.catalogue import register_forms
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.words import Words
from tests.engines import as_role, bed_id, clock_of, woman
from tests.ui.board.conftest import CONTROL, Key, Seat, Sit


class Counter:
    """A seat at a real house, with its caller to look behind the screen."""

    def __init__(self, seat: Seat, caller: Caller) -> None:
        self.seat = seat
        self.caller = caller

    def form(self, form_id: str, about: Chosen | None = None) -> Form:
        """Open a form and return it."""
        self.seat.desk.forms.open(form_id, about or self.seat.desk.chosen.now)
        return self.shown()

    def shown(self) -> Form:
        """Return the form that is shown."""
        sheet = self.seat.window.sheets.sheet
        assert isinstance(sheet, Form)
        return sheet

    def ask(self) -> Caller:
        """Return who asks the house."""
        return self.caller.again()


@pytest.fixture
def counter(house_on_file: House, theme: Theme, sit: Sit) -> Iterator[Counter]:
    caller = as_role(house_on_file, Role.MILIEU)

    def next_caller() -> Caller:
        clock_of(house_on_file).advance(seconds=1)
        return caller.again()

    tasks = InlineTasks(next_caller)
    desk = make_desk(theme, Words("nb"), house_on_file.clock, tasks)
    register_forms(desk)
    yield Counter(sit(desk, house_calls(), undo), caller)
    tasks.close()


def test_three_doors_stand_under_every_list_empty_or_not(counter: Counter) -> None:
    woman(counter.caller.house, "Lise")
    doors = ["Skjermet ankomst", "Fikk ikke plass", "Noen spør etter henne"]
    for typed in ("li", "zzzz"):
        counter.seat.write(typed)
        assert [row for row in counter.seat.offered() if row in doors] == doors
        counter.seat.press(Key.Key_Escape)
        counter.seat.press(Key.Key_Escape)


def test_got_no_place_takes_a_reason_and_a_tap_and_names_nobody(counter: Counter) -> None:
    lise = woman(counter.caller.house, "Lise")
    counter.seat.write("li")
    counter.seat.press(Key.Key_Return)
    counter.seat.screen.doors.doors[0].click()
    form = counter.shown()
    assert isinstance(form, TurnAwayForm)
    assert form.who.value is None  # she who is chosen on the board is not meant
    form.reason.buttons[TurnAwayReason.INFECTION].click()
    form.save_button.click()
    (row,) = turned_away(counter.ask())
    assert (row.reason, row.person, row.bed_elsewhere) == (
        TurnAwayReason.INFECTION,
        None,
        BedElsewhere.UNKNOWN,
    )
    assert counter.seat.desk.chosen.now.guest_id == lise


def test_full_is_chosen_where_nothing_is_free(counter: Counter) -> None:
    house = counter.caller.house
    for code in ("A1", "A2", "A3", "A4", "A5", "A6", "F1", "H1", "H2", "H3", "K1", "K2"):
        mark_for_cleaning(counter.ask(), bed_id=bed_id(house, code))
    form = counter.form("turn_away")
    assert isinstance(form, TurnAwayForm)
    assert form.reason.value is TurnAwayReason.FULL


def test_somebody_asks_the_answer_is_on_the_screen_and_in_the_log(counter: Counter) -> None:
    form = counter.form("asked_for_her")
    assert isinstance(form, AskedForHerForm)
    assert form.script.text().startswith("«Vi kan verken bekrefte eller avkrefte")
    form.note.edit.setPlainText("Mann på telefonen.")
    form.save_button.click()
    (line,) = [
        line
        for section in log_page(counter.ask()).sections
        for line in section.lines
        if line.kind is LogKind.ASKED_FOR_HER
    ]
    assert (line.body, line.who) == ("Mann på telefonen.", ())


def test_a_shielded_arrival_has_a_row_and_the_shift_lead_a_task(counter: Counter) -> None:
    counter.seat.write("ragnfrid")
    row = counter.seat.offered().index("Skjermet ankomst")
    for _ in range(row):
        counter.seat.press(Key.Key_Down)
    counter.seat.press(Key.Key_Return)
    form = counter.shown()
    assert isinstance(form, ShieldedArrivalForm)
    form.bed.choose(bed_id(counter.caller.house, "K1"))
    form.save_button.click()
    assert counter.seat.names() == ["Skjermet 1"]
    assert counter.seat.screen.table.current_row() is not None
    assert [task.kind for task in open_tasks(counter.ask())] == [TaskKind.LINK_SHIELDED]


def test_she_comes_later_and_is_let_in_with_the_place_that_was_held(counter: Counter) -> None:
    rita = woman(counter.caller.house, "Rita")
    counter.seat.write("ri")
    form = counter.form("comes_later", counter.seat.desk.chosen.now)
    assert isinstance(form, ComesLaterForm)
    assert form.who.value is not None
    assert form.who.value.guest_id == rita
    form.at.line.setText("23:30")
    form.save_button.click()
    (row,) = board_snapshot(counter.ask()).expected
    counter.seat.desk.search.clear()
    counter.seat.write("ri")
    counter.seat.press(Key.Key_Return)
    assert [one.bed_code for one in board_snapshot(counter.ask()).inside] == [row.bed_code]


def test_what_is_agreed_for_a_visit_is_shown_again(counter: Counter) -> None:
    woman(counter.caller.house, "Lise")
    counter.seat.write("li")
    counter.seat.press(Key.Key_Return)
    form = counter.form("visit")
    assert isinstance(form, VisitForm)
    form.wake.line.setText("07:00")
    form.help_out.box.setChecked(True)
    form.brings.line.setText("1")
    form.save_button.click()
    again = counter.form("visit")
    assert isinstance(again, VisitForm)
    assert (again.wake.line.text(), again.help_out.value, again.brings.value) == ("07:00", True, 1)


def test_two_sprays_for_the_first_time_are_counted_without_a_name(counter: Counter) -> None:
    form = counter.form("handout")
    assert isinstance(form, HandoutForm)
    assert form.kind.value is ProvisionKind.NALOXONE
    form.amount.line.setText("2")
    form.first.buttons[True].click()
    form.save_button.click()
    assert counter.seat.desk.notices.latest is not None
    assert "2" in counter.seat.desk.notices.latest.text
    assert form.opening is not None


def test_a_place_is_held_and_another_goes_out_of_service(counter: Counter) -> None:
    house = counter.caller.house
    woman(house, "Rita")
    counter.seat.write("ri")
    a6 = bed_id(house, "A6")
    form = counter.form("hold_bed", counter.seat.desk.chosen.now)
    assert isinstance(form, HoldForm)
    form.bed.choose(a6)
    form.save_button.click()  # until when is missing
    assert form.until.trouble.text()
    form.until.line.setText("23:00")
    form.save_button.click()
    assert [row.bed_id for row in board_snapshot(counter.ask()).expected] == [a6]
    out = counter.form("out_of_service", Chosen(bed_id=a6))
    assert isinstance(out, OutOfServiceForm)
    out.reason.lines()[0].click()  # type: ignore[attr-defined]  # a radio button
    out.note.line.setText("Rør lekker")
    out.save_button.click()
    assert out.trouble.text()  # it is kept for Rita: the words stay
    assert out.note.value == "Rør lekker"


def test_a_held_place_is_refused_in_words_when_another_desk_was_first(counter: Counter) -> None:
    house = counter.caller.house
    rita, tone = woman(house, "Rita"), woman(house, "Tone")
    form = counter.form("hold_bed")
    assert isinstance(form, HoldForm)
    a6 = bed_id(house, "A6")
    counter.seat.desk.search.clear()
    form.who.set(Chosen(guest_id=rita, person=_person(counter, "Rita")))
    form.bed.choose(a6)
    form.until.line.setText("23:00")
    until = clock_of(house).now().replace(hour=22, minute=30)
    hold_bed(as_role(house, Role.NIGHT), guest_id=tone, bed_id=a6, until_at=until)
    form.confirm()
    assert "A6" in form.trouble.text()
    assert form.until.line.text() == "23:00"


def _person(counter: Counter, alias: str) -> Person:
    return type_ahead(counter.ask(), words=alias)[0].person


def test_ctrl_enter_saves_from_any_field(counter: Counter) -> None:
    form = counter.form("turn_away")
    assert isinstance(form, TurnAwayForm)
    form.reason.choose(TurnAwayReason.OTHER)
    counter.seat.press(Key.Key_Return, CONTROL)
    assert len(turned_away(counter.ask())) == 1


def test_the_check_that_is_due_is_noted_with_one_tap_from_her_panel(counter: Counter) -> None:
    house = counter.caller.house
    lise = woman(house, "Lise")
    counter.seat.write("li")
    counter.seat.press(Key.Key_Return)
    agree_checks(
        counter.ask(),
        guest_id=lise,
        interval_minutes=15,
        agreed="banke på",
        consent=True,
        ends_at=clock_of(house).now() + timedelta(hours=2),
    )
    clock_of(house).advance(minutes=15)
    counter.seat.screen.refresh(None)
    page = counter.seat.screen.panel.woman
    (seen,) = [one for one in page.findChildren(Button) if one.text() == "Sett, puster normalt"]
    seen.click()
    (row,) = checks_due(counter.ask()).rows
    assert row.due_at > clock_of(house).now()
