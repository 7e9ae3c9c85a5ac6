"""Visitors, duty and a room to herself on the services of a real house."""

from collections.abc import Iterator

import pytest

from shelter_desk.incident_terms import InfectionRoute, VisitorKind
from shelter_desk.services.arrivals import check_out
from shelter_desk.services.calling import House
from shelter_desk.services.isolation import isolated
from shelter_desk.services.on_duty import duty_now, on_duty
from shelter_desk.services.undo import undo_last
from shelter_desk.services.visitors import visitor_came, visitors_here
from shelter_desk.terms import Role
from shelter_desk.ui.around.duty_forms import DutyForm, DutySheet
from shelter_desk.ui.around.duty_reminder import DutyReminder
from shelter_desk.ui.around.isolation_forms import (
    IsolationForm,
    IsolationReviewForm,
    IsolationSheet,
)
from shelter_desk.ui.around.partner_forms import PartnerForm, PartnersSheet
from shelter_desk.ui.around.visitor_forms import VisitorForm, VisitorsSheet
from shelter_desk.ui.lock.session import Session, SignedIn
from shelter_desk.ui.theme import Theme
from tests.ui.forms.bench import Bench, sit_at_bench


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.MILIEU, theme)


def test_a_visitor_comes_once_and_leaves(bench: Bench) -> None:
    form = bench.sheet(VisitorForm, "visitor")
    form.confirm()
    assert form.name.trouble.text() == "Må fylles ut"
    form.name.line.setText("Rørlegger")
    form.kind.choose(VisitorKind.CRAFTSMAN)
    form.whom.line.setText("x" * 81)
    form.confirm()
    assert "1 tegn for mye" in form.whom.trouble.text()
    form.whom.line.setText("dusjen i 2. etasje")
    visitor_came(bench.caller.again(), name="rørlegger", kind=VisitorKind.CRAFTSMAN)
    form.confirm()
    assert "Ingen ble talt to ganger" in form.trouble.text()
    assert form.whom.value == "dusjen i 2. etasje"
    form.name.line.setText("Elektriker")
    form.confirm()
    assert bench.told == "Elektriker er registrert i huset"
    sheet = bench.sheet(VisitorsSheet, "visitors")
    assert [row.title for row in sheet.cards.rows] == ["rørlegger", "Elektriker"]
    sheet.cards.button(1, 0).click()
    assert [row.name for row in visitors_here(bench.caller.again())] == ["rørlegger"]


def test_oneself_is_put_on_duty_with_one_key_and_a_temp_by_name(bench: Bench) -> None:
    form = bench.sheet(DutyForm, "on_duty")
    form.confirm()
    assert [row.name for row in duty_now(bench.caller.again())] == ["Mina Miljø"]
    again = bench.sheet(DutyForm, "on_duty")
    again.confirm()
    assert "Mina Miljø er på vakt allerede" in again.trouble.text()
    again.name.line.setText("Vikar Vilde")
    again.until.line.setText("i overmorgen 10:00")
    again.confirm()
    assert again.name.value == "Vikar Vilde"
    again.until.line.clear()
    again.confirm()
    on_duty(bench.caller.again(), name="Hege", on_call=True)
    sheet = bench.sheet(DutySheet, "duty")
    assert [row.title for row in sheet.cards.rows] == ["Mina Miljø", "Vikar Vilde", "Hege"]
    sheet.cards.button(1, 0).click()
    assert [row.name for row in duty_now(bench.caller.again())] == ["Mina Miljø", "Hege"]


def test_a_room_to_herself_is_begun_looked_at_and_ended(bench: Bench) -> None:
    form = bench.sheet(IsolationForm, "isolate", bench.about("Tone"))
    form.confirm()
    assert form.route.trouble.text() == "Må fylles ut"
    form.route.choose(InfectionRoute.GUT)
    form.agreed.tick("tray")
    form.review.line.setText("i morgen 12:00")
    form.confirm()
    assert "Hun har ingen plass ennå" in form.trouble.text()
    form.who.set(bench.about("Lise"))
    form.at.line.setText("i morgen 10:00")
    form.confirm()
    assert form.at.line.hasFocus()
    form.at.line.clear()
    form.confirm()
    assert bench.told == "Lise har eget rom"
    sheet = bench.sheet(IsolationSheet, "isolated")
    (row,) = sheet.cards.rows
    assert (row.code, row.lines[0]) == ("A2", "Hansker, vask hendene med såpe, mat på brett")
    sheet.cards.button(0, 0).click()
    review = bench.shown(IsolationReviewForm)
    assert review.line.text() == "Lise"
    review.review.line.setText("i morgen 14:00")
    review.confirmed.box.setChecked(True)
    review.confirm()
    assert [one.confirmed for one in isolated(bench.caller.again())] == [True]
    bench.shown(IsolationSheet).cards.button(0, 1).click()
    assert isolated(bench.caller.again()) == ()


def test_who_just_left_gets_no_room(bench: Bench) -> None:
    form = bench.sheet(IsolationForm, "isolate", bench.about("Lise"))
    form.route.choose(InfectionRoute.DROPLET)
    form.review.line.setText("i morgen 12:00")
    lise = bench.about("Lise")
    assert lise.presence_id is not None
    check_out(bench.caller.again(), presence_id=lise.presence_id)
    form.confirm()
    assert "Hun har ingen plass ennå" in form.trouble.text()
    assert form.review.line.text() == "i morgen 12:00"


def test_log_in_says_who_is_not_on_duty_and_the_key_that_helps(bench: Bench) -> None:
    session = Session()
    DutyReminder(bench.desk, session, parent=bench.host)
    told: list[str] = []
    bench.desk.notices.told.connect(lambda notice: told.append(notice.text))
    actor = bench.caller.actor
    assert actor.staff_id is not None
    person = SignedIn(
        staff_id=actor.staff_id, login="mina", name=actor.name, initials="MM",
        rights=frozenset(), must_change_password=False, has_pin=False, language="nb", actor=actor,
    )  # fmt: skip
    session.enter(person)
    session.amend(has_pin=True)
    (words,) = told
    assert "Ctrl D setter deg på vakt til 22:15" in words
    on_duty(bench.caller.again())
    session.leave()
    session.enter(person)
    assert len(told) == 1


def test_partners_stand_by_institution_and_are_given_a_direct_line(bench: Bench) -> None:
    sheet = bench.sheet(PartnersSheet, "partners")
    nav = next(n for n, row in enumerate(sheet.cards.rows) if row.title == "Nav")
    assert sheet.cards.rows[nav].lines == ("Ingen navngitt person ennå",)
    sheet.cards.button(nav, 0).click()
    form = bench.shown(PartnerForm)
    form.institution.line.clear()
    form.confirm()
    assert form.institution.trouble.text() == "Må fylles ut"
    form.institution.line.setText("Nav")
    form.person.line.setText("Anne Nav")
    form.direct.line.setText("x" * 61)
    form.confirm()
    assert "1 tegn for mye" in form.direct.trouble.text()
    form.direct.line.setText("11 22 33 44")
    form.confirm()
    again = bench.shown(PartnersSheet)
    assert again.cards.rows[nav].lines == ("Anne Nav · 11 22 33 44",)
    again.cards.button(nav, 1).click()
    assert all(row.title != "Nav" for row in again.cards.rows)
    undo_last(bench.caller.again())
    again.refresh()
    assert any(row.title == "Nav" for row in again.cards.rows)
