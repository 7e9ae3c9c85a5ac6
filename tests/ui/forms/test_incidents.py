"""The forms of incidents and «Ring 113» on the services of a real house."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    ContactWay,
    IncidentKind,
    IncidentOutcome,
)
from shelter_desk.services.arrivals import check_out
from shelter_desk.services.calling import House
from shelter_desk.services.check_plans import checks_due
from shelter_desk.services.house_settings import change_setting
from shelter_desk.services.incident_additions import recent_incidents, violence_and_threats
from shelter_desk.services.incident_fields import Circumstances, Dose
from shelter_desk.services.missing import missing_now, reported_missing
from shelter_desk.services.naloxone import naloxone_stock
from shelter_desk.services.overdoses import report_overdose
from shelter_desk.services.watch import watch_lines
from shelter_desk.terms import Right, Role
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.incidents.assault_forms import ViolenceForm
from shelter_desk.ui.incidents.concern_forms import ExposedForm, OutsideThreatForm, SuicideForm
from shelter_desk.ui.incidents.emergency_sheet import EmergencySheet
from shelter_desk.ui.incidents.incident_list import (
    IncidentsSheet,
    MonthlySheet,
    MoreForm,
    NaloxoneForm,
)
from shelter_desk.ui.incidents.missing_forms import (
    ContactTriedForm,
    FoundForm,
    MissingForm,
    MissingSheet,
)
from shelter_desk.ui.incidents.overdose_form import OverdoseForm
from shelter_desk.ui.incidents.serious_form import SeriousForm
from shelter_desk.ui.theme import Theme
from tests.engines import as_role, clock_of
from tests.ui.forms.bench import Bench, sit_at_bench


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.MILIEU, theme)


@pytest.fixture
def manager(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.MANAGER, theme)


def test_an_overdose_is_reported_with_what_is_known(bench: Bench) -> None:
    form = bench.sheet(OverdoseForm, "overdose", bench.about("Lise"))
    assert "Følg pakningsvedlegget" in form.doses.help.text()
    assert not any(field.isVisibleTo(form) for field in form.groups[0].fields)
    form.doses.more.click()
    row = form.doses.rows[0]
    just_now = row.at.line.text()
    row.at.line.clear()
    form.confirm()
    assert form.doses.trouble.text() == "Skriv når hver dose ble gitt"
    row.at.line.setText("i morgen 10:00")
    form.confirm()
    assert row.at.line.hasFocus()
    row.at.line.setText(just_now)
    form.groups[0].button.click()
    assert form.found_by.isVisibleTo(form)
    form.found_by.line.setText("x" * 81)
    form.confirm()
    assert "1 tegn for mye" in form.found_by.trouble.text()
    form.found_by.line.setText("Kari")
    form.confirm()
    assert bench.told == "Overdose meldt: Lise"
    (due,) = checks_due(bench.caller.again()).rows
    assert due.interval_minutes == 15
    # The same from another desk, a minute later: nothing twice, and every word is kept.
    twice = bench.sheet(OverdoseForm, "overdose", bench.about("Lise"))
    twice.told.edit.setPlainText("Fant henne på gulvet")
    twice.confirm()
    assert "En kollega har meldt dette allerede" in twice.trouble.text()
    assert twice.told.value == "Fant henne på gulvet"
    bench.host.leave()
    stays = bench.sheet(OverdoseForm, "overdose")
    stays.confirm()
    assert "Velg henne" in stays.trouble.text()
    stays.outcome.choose(IncidentOutcome.WENT_ALONG)
    stays.confirm()
    assert len(recent_incidents(bench.caller.again())) == 2


def test_half_a_report_is_kept_with_its_doses_and_groups(bench: Bench) -> None:
    lise = bench.about("Lise")
    form = bench.sheet(OverdoseForm, "overdose", lise)
    form.doses.more.click()
    form.doses.rows[0].at.line.setText("21:05")
    form.her_words.edit.setPlainText("husker ikke")
    bench.host.leave()
    again = bench.sheet(OverdoseForm, "overdose", lise)
    assert again.doses.rows[0].at.line.text() == "21:05"
    assert again.her_words.isVisibleTo(again)
    assert again.her_words.value == "husker ikke"


def test_violence_is_reported_with_the_least_and_stands(bench: Bench) -> None:
    form = bench.sheet(ViolenceForm, "violence")
    form.confirm()
    assert form.by_whom.trouble.text() == "Må fylles ut"
    form.by_whom.choose(AssaultBy.WOMAN)
    assert form.by_her.isVisibleTo(form)
    form.by_her.set(bench.about("Lise"))
    form.against.choose(AssaultAgainst.STAFF)
    form.told.edit.setPlainText("Slo etter Mina.")
    form.confirm()
    assert form.kinds.trouble.text() == "Må fylles ut"
    form.kinds.tick("physical")
    colleague = next(group for group in form.groups if form.work in group.fields)
    colleague.turn()
    form.work.line.setText("serverte kaffe")
    form.confirm()
    assert form.hurt_name.trouble.text() == "Hvem var det? Fornavn er nok."
    form.hurt_name.line.setText("Mina")
    form.confirm()
    assert bench.told == "Meldt: Vold"
    assert bench.desk.notices.latest is not None
    assert bench.desk.notices.latest.operation is None
    now = clock_of(bench.house).now()
    liv = as_role(bench.house, Role.MANAGER)
    (row,) = violence_and_threats(liv.again(), year=now.year, month=now.month)
    assert (row.staff_hit, row.by_whom) == (1, "woman")


def test_fear_for_her_life_needs_a_step(bench: Bench) -> None:
    form = bench.sheet(SuicideForm, "suicide", bench.about("Tone"))
    form.confirm()
    assert form.deed.trouble.text() == "Må fylles ut"
    form.deed.line.setText("sitt hos henne; går hun ut, ring legevakt")
    assert form.until.value is not None
    tone = bench.about("Tone")
    assert tone.presence_id is not None
    form.confirm()
    assert bench.told == "Tone følges tett"
    (watch,) = watch_lines(bench.caller.again())
    assert watch.if_then == "sitt hos henne; går hun ut, ring legevakt"
    check_out(bench.caller.again(), presence_id=tone.presence_id)
    clock_of(bench.house).advance(minutes=20)
    late = bench.sheet(SuicideForm, "suicide", tone)
    late.deed.line.setText("ring henne")
    late.until.line.clear()
    late.confirm()
    assert len(watch_lines(bench.caller.again())) == 2


def test_a_threat_from_outside_and_what_she_was_exposed_to(bench: Bench) -> None:
    form = bench.sheet(OutsideThreatForm, "outside_threat", bench.about("Lise"))
    form.told.edit.setPlainText("Mann ropte ved døra")
    form.confirm()
    assert form.nothing.trouble.text() == "Må fylles ut"
    form.nothing.choose("nothing")
    form.deed.line.setText("x" * 90)
    form.confirm()
    assert form.told.value == "Mann ropte ved døra"
    form.deed.line.setText("slipp ingen inn")
    form.confirm()
    assert bench.told == "Trussel utenfra er meldt"
    other = bench.sheet(ExposedForm, "exposed", bench.about("Tone"))
    other.confirm()
    assert other.told.trouble.text() == "Må fylles ut"
    other.told.edit.setPlainText("Noen fulgte etter henne.")
    other.confirm()
    assert bench.told == "Notert: Tone"


def test_a_death_is_not_about_who_happens_to_be_chosen(bench: Bench) -> None:
    form = bench.sheet(SeriousForm, "serious", bench.about("Lise"))
    assert form.who.value is None
    form.kind.choose(IncidentKind.SERIOUS_INJURY)
    form.told.edit.setPlainText("Falt i trappa")
    form.inspectorate.choose(value=False)
    form.confirm()
    assert form.why.trouble.text() == "Skriv kort hvorfor"
    form.why.line.setText("ikke knyttet til tjenesten")
    form.confirm()
    assert [one.kind for one in recent_incidents(bench.caller.again())] == [
        IncidentKind.SERIOUS_INJURY
    ]


def test_the_rest_is_added_from_the_list(bench: Bench) -> None:
    lise = bench.about("Lise").guest_id
    report_overdose(
        bench.caller.again(), guest_id=lise, known=Circumstances(place="Stua"), told="Fant henne."
    )
    sheet = bench.sheet(IncidentsSheet, "incidents")
    assert sheet.cards.rows[0].title == "Overdose: Lise"
    sheet.cards.button(0, 0).click()
    form = bench.shown(MoreForm)
    form.confirm()
    assert "ikke skrevet noe" in form.trouble.text()
    form.doses.more.click()
    form.came_at.line.setText("i morgen 10:00")
    form.confirm()
    assert form.came_at.line.hasFocus()
    form.came_at.line.setText(form.doses.rows[0].at.line.text())
    form.outcome.choose(IncidentOutcome.STAYED)
    form.confirm()
    assert bench.told == "Lagt til hendelsen"
    (one,) = recent_incidents(bench.caller.again())
    assert not {"outcome", "ambulance_came_at"} & set(one.missing)
    bench.shown(IncidentsSheet).cards.button(0, 0).click()
    assert not bench.shown(MoreForm).outcome.isVisibleTo(bench.shown(MoreForm))


def test_tried_reported_missing_and_found(bench: Bench) -> None:
    tone = bench.about("Tone")
    tried = bench.sheet(ContactTriedForm, "contact_tried", tone)
    tried.confirm()
    assert tried.way.trouble.text() == "Må fylles ut"
    tried.way.choose(ContactWay.PHONE)
    tried.confirm()
    assert bench.told == "Forsøkte å nå Tone"
    form = bench.sheet(MissingForm, "missing", tone)
    form.clothing.line.setText("blå jakke")
    form.confirm()
    assert "Hun er sjekket inn nå" in form.trouble.text()
    assert tone.presence_id is not None
    check_out(bench.caller.again(), presence_id=tone.presence_id)
    reported_missing(as_role(bench.house, Role.NURSE), guest_id=tone.guest_id or 0)
    form.confirm()
    assert "meldt savnet" in form.trouble.text()
    assert form.clothing.value == "blå jakke"
    sheet = bench.sheet(MissingSheet, "missing_now")
    sheet.cards.button(0, 0).click()
    found = bench.shown(FoundForm)
    found.how.line.setText("ringte selv")
    found.confirm()
    assert missing_now(bench.caller.again()) == ()


def test_naloxone_is_counted(bench: Bench) -> None:
    form = bench.sheet(NaloxoneForm, "naloxone")
    assert form.line.text() == "Ingen har talt ennå."
    form.sprays.line.setText("mange")
    form.confirm()
    assert form.sprays.trouble.text()
    form.sprays.line.setText("12")
    form.confirm()
    stock = naloxone_stock(bench.caller.again())
    assert stock is not None
    assert stock.left == 12


def test_the_manager_sees_the_months_and_nobody_else(manager: Bench) -> None:
    sheet = manager.sheet(MonthlySheet, "violence_months")
    assert sheet.cards.rows == ()
    manager.host.leave()
    manager.desk.actions.set_rights({Right.BOARD})
    manager.desk.forms.open("violence_months")
    assert manager.host.sheet is None


def test_113_shows_at_once_what_is_known_and_names_nobody_behind_the_curtain(
    manager: Bench,
) -> None:
    bench, clock = manager, clock_of(manager.house)
    sheet = bench.sheet(EmergencySheet, "emergency")
    assert "Adressen er ikke fylt ut" in sheet.address.text()
    bench.host.leave()
    change_setting(bench.caller.again(), name="house_address", value="Storgata 1, 0001 Byen")
    change_setting(bench.caller.again(), name="house_door", value="grønn dør i bakgården")
    lise = bench.about("Lise")
    report_overdose(
        bench.caller.again(),
        guest_id=lise.guest_id,
        doses=[Dose(clock.now() - timedelta(minutes=3))],
    )
    sheet = bench.sheet(EmergencySheet, "emergency", lise)
    assert sheet.number.text() == "Ring 113"
    sheet.overdose.click()
    since = sheet._since
    bench.shown(OverdoseForm).left.emit()
    sheet = bench.shown(EmergencySheet)
    assert sheet._since is since
    assert sheet.address.text() == "Storgata 1, 0001 Byen"
    assert "grønn dør" in sheet.door.text()
    assert "A2" in sheet.place.text()
    assert "overdose" in sheet.lines["S"].text()
    assert "Lise" in sheet.lines["S"].text()
    assert sheet.lines["B"].text().startswith("Nalokson gitt kl.")
    bench.desk.curtain.lower()
    assert bench.host.sheet is sheet
    assert "Lise" not in sheet.lines["S"].text()
    bench.desk.curtain.lift()
    bench.host.leave()
    bench.desk.curtain.lower()
    bench.desk.forms.open("emergency", Chosen())
    assert isinstance(bench.host.sheet, EmergencySheet)
    bench.desk.curtain.lift()
