"""The forms of care on the services of a real house: what they save, and bad input."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shelter_desk.services.arrivals import check_out
from shelter_desk.services.calling import House
from shelter_desk.services.check_lists import agreed_checks
from shelter_desk.services.keep_apart import kept_apart
from shelter_desk.services.messages import messages
from shelter_desk.services.restriction_lists import restrictions_now
from shelter_desk.services.restrictions import send_away
from shelter_desk.services.rounds import running_round
from shelter_desk.services.undo import undo_last
from shelter_desk.terms import CheckResult, KeepApartLevel, RestrictionKind, Role
from shelter_desk.ui.care.apart_forms import ApartReviewForm, KeepApartForm, KeptApartSheet
from shelter_desk.ui.care.check_forms import AgreeChecksForm, AgreedChecksSheet, CheckNoteForm
from shelter_desk.ui.care.message_forms import MessageForm, MessagesSheet
from shelter_desk.ui.care.restriction_forms import (
    BarForm,
    CompleteForm,
    ReviewForm,
    SendAwayForm,
)
from shelter_desk.ui.care.restriction_list import RestrictionsSheet
from shelter_desk.ui.care.rounds_sheet import RoundsSheet
from shelter_desk.ui.theme import Theme
from tests.engines import as_role, clock_of
from tests.ui.forms.bench import Bench, sit_at_bench


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.SHIFT_LEAD, theme)


@pytest.fixture
def night(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.NIGHT, theme)


# -- checks ----------------------------------------------------------------------------------


def test_checks_are_agreed_listed_and_ended(bench: Bench) -> None:
    form = bench.sheet(AgreeChecksForm, "agree_checks", bench.about("Lise"))
    form.interval.choose(30)
    form.agreed.edit.setPlainText("banke på og få svar")
    form.consent.choose(value=False)
    form.confirm()
    assert form.decided_by.trouble.text() == "Må fylles ut"
    form.decided_by.choose(form.decided_by.line._rows()[0].key)
    form.confirm()
    assert bench.told == "Tilsyn er avtalt med Lise"
    (plan,) = agreed_checks(bench.caller.again())
    assert (plan.interval_minutes, plan.consent) == (30, False)
    assert plan.decided_by
    listed = bench.sheet(AgreedChecksSheet, "agreed_checks")
    (row,) = listed.cards.rows
    assert row.lines[1] == "banke på og få svar"
    listed.cards.button(0, 0).click()
    assert agreed_checks(bench.caller.again()) == ()
    assert listed.cards.rows == ()


def test_checks_that_cannot_be_are_refused_at_their_field(bench: Bench) -> None:
    form = bench.sheet(AgreeChecksForm, "agree_checks", bench.about("Lise"))
    form.agreed.edit.setPlainText("banke på")
    form.starts.line.setText("i morgen 10:00")
    form.ends.line.setText("i morgen 09:00")
    form.confirm()
    assert "før det begynner" in form.trouble.text()
    assert form.ends.line.hasFocus()
    assert form.agreed.value == "banke på"
    assert agreed_checks(bench.caller.again()) == ()


def test_no_checks_with_somebody_who_just_left(bench: Bench) -> None:
    anonymous = bench.about("")
    form = bench.sheet(AgreeChecksForm, "agree_checks", anonymous)
    form.agreed.edit.setPlainText("banke på")
    assert anonymous.presence_id is not None
    check_out(bench.caller.again(), presence_id=anonymous.presence_id)
    form.confirm()
    assert "ikke i huset lenger" in form.trouble.text()
    assert form.who.line.hasFocus()
    assert form.agreed.value == "banke på"
    assert agreed_checks(bench.caller.again()) == ()


def test_a_check_noted_twice_is_said_once(bench: Bench) -> None:
    agree(bench, "Lise")
    sheet = bench.sheet(RoundsSheet, "rounds")
    (row,) = sheet.cards.rows
    assert row.title == "Lise"
    QTest.keyClick(sheet.cards.button(0, 0), Qt.Key.Key_1)
    assert bench.told == "Lise: sett og puster normalt"
    clock_of(bench.house).advance(minutes=20)
    sheet.refresh()
    assert sheet.cards.rows[0].chip is not None
    assert sheet.cards.rows[0].chip[1].startswith("forfalt")
    deed = sheet.cards.rows[0].deeds[1]
    deed.do()
    deed.do()  # another desk was quicker: the row it shows is the old one
    assert "En kollega har" in sheet.trouble.text()


def agree(bench: Bench, alias: str) -> None:
    form = bench.sheet(AgreeChecksForm, "agree_checks", bench.about(alias))
    form.interval.choose(15)
    form.agreed.edit.setPlainText("banke på")
    form.confirm()
    assert bench.host.sheet is None


def test_a_round_is_begun_ticked_by_keys_and_ended(bench: Bench) -> None:
    sheet = bench.sheet(RoundsSheet, "rounds")
    sheet.round_button.click()
    assert [row.title for row in sheet.cards.rows] == ["Lise", "Tone", "Anonym 1"]
    sheet.focus_first()
    focus = bench.window.focusWidget()
    assert focus is sheet.cards.button(0, 0)
    QTest.keyClick(focus, Qt.Key.Key_2)
    QTest.keyClick(sheet.cards.button(0, 0), Qt.Key.Key_Down)
    assert bench.window.focusWidget() is sheet.cards.button(1, 0)
    QTest.keyClick(sheet.cards.button(1, 0), Qt.Key.Key_4)
    assert "åpne døra" in sheet.trouble.text()
    QTest.keyClick(sheet.cards.button(1, 0), Qt.Key.Key_Down)
    QTest.keyClick(sheet.cards.button(2, 0), Qt.Key.Key_5)
    note = bench.shown(CheckNoteForm)
    assert note.title.text() == "Tilsyn med notat: Anonym 1"
    note.confirm()
    assert note.note.trouble.text() == "Må fylles ut"
    note.note.edit.setPlainText("x" * 201)
    note.confirm()
    assert "1 tegn for mye" in note.note.trouble.text()
    note.note.edit.setPlainText("sover i stua")
    note.at.line.setText("i går 23:59")
    note.confirm()
    assert bench.shown(RoundsSheet).cards.rows[2].chip is not None
    running = running_round(bench.caller.again())
    assert running is not None
    found = {woman.person.alias: woman.result for woman in running.women}
    assert found == {
        "Lise": CheckResult.SPOKEN,
        "Tone": CheckResult.NO_ANSWER,
        "": CheckResult.SEE_NOTE,
    }
    bench.shown(RoundsSheet).round_button.click()
    assert running_round(bench.caller.again()) is None
    assert bench.told == "Runden er avsluttet"


def test_who_has_left_is_not_ticked(bench: Bench) -> None:
    sheet = bench.sheet(RoundsSheet, "rounds")
    sheet.round_button.click()
    deed = sheet.cards.rows[0].deeds[0]
    lise = bench.about("Lise")
    assert lise.presence_id is not None
    check_out(bench.caller.again(), presence_id=lise.presence_id)
    deed.do()
    assert "ikke i huset lenger" in sheet.trouble.text()
    assert [row.title for row in sheet.cards.rows] == ["Tone", "Anonym 1"]


# -- restrictions ----------------------------------------------------------------------------


def test_the_night_sends_away_and_the_lead_writes_it_out(bench: Bench) -> None:
    form = bench.sheet(SendAwayForm, "send_away", bench.about("Lise"))
    assert "lørdag 21.11. kl. 06:00" in form.line.text()
    assert "Mat i døra, brukerutstyr, nalokson og helsehjelp er alltid lov." in form.line.text()
    form.facts.edit.setPlainText("kastet en stol, sett av to")
    form.offered.edit.setPlainText("plass på krisesenteret")
    form.went_to.line.setText("ikke kjent")
    form.confirm()
    assert form.statement.trouble.text().startswith("Skriv hva hun selv sier")
    form.missing.line.setText("gikk før hun ble spurt")
    form.confirm()
    assert bench.told == "Lise er bortvist til morgenen"
    sheet = bench.sheet(RestrictionsSheet, "restrictions")
    (row,) = sheet.cards.rows
    assert row.chip is not None
    assert row.chip[1] == "skal skrives ferdig"
    sheet.cards.button(0, 0).click()
    rest = bench.shown(CompleteForm)
    rest.broken.line.setText("ro om natta")
    rest.milder.edit.setPlainText("samtale, eget rom")
    rest.confirm()
    assert rest.complaint.trouble.text() == "Må fylles ut"
    rest.complaint.box.setChecked(True)
    rest.confirm()
    (now,) = restrictions_now(bench.caller.again())
    assert (now.kind, now.written_out) == (RestrictionKind.SENT_AWAY, True)
    lifted = bench.shown(RestrictionsSheet)
    lifted.cards.button(0, 0).click()
    assert restrictions_now(bench.caller.again()) == ()
    assert lifted.cards.rows == ()
    undo_last(bench.caller.again())
    assert len(restrictions_now(bench.caller.again())) == 1


def test_sent_away_twice_and_from_tomorrow_is_refused(bench: Bench) -> None:
    form = bench.sheet(SendAwayForm, "send_away", bench.about("Lise"))
    form.facts.edit.setPlainText("kastet en stol")
    form.offered.edit.setPlainText("krisesenter")
    form.went_to.line.setText("gata")
    form.statement.edit.setPlainText("var sint")
    form.at.line.setText("i morgen 10:00")
    form.confirm()
    assert form.at.line.hasFocus()
    assert form.facts.value == "kastet en stol"
    form.at.line.clear()
    # The same from another desk meanwhile.
    send_away(
        as_role(bench.house, Role.NIGHT),
        guest_id=form.who.subject["guest_id"],
        facts="a",
        offered="b",
        went_to="c",
        statement="d",
    )
    form.confirm()
    assert "alt bestemt for henne" in form.trouble.text()
    assert form.facts.value == "kastet en stol"
    assert len(restrictions_now(bench.caller.again())) == 1


def fill_bar(form: BarForm) -> None:
    form.facts.edit.setPlainText("slo en annen, sett av to")
    form.broken.line.setText("ikke vold")
    form.statement.edit.setPlainText("ble provosert")
    form.milder.edit.setPlainText("bortvist en natt sist")
    form.offered.edit.setPlainText("krisesenter")
    form.complaint.box.setChecked(True)


def test_a_bar_needs_every_field_an_end_and_a_review(bench: Bench) -> None:
    form = bench.sheet(BarForm, "bar", bench.about("Tone"))
    form.confirm()
    missing = [name for name, field in form.fields.items() if field.trouble.text()]
    assert missing == ["facts", "rule", "milder", "offered", "complaint"]
    fill_bar(form)
    form.confirm()
    assert "bestemmes av leder" in form.trouble.text()
    assert form.last.line.hasFocus()
    form.last.line.setText("om 5 dager")
    assert form.review.value == form.last.value
    form.review.line.setText("om 20 dager")
    form.confirm()
    assert form.review.line.hasFocus()
    assert "25.11" in form.trouble.text()
    form.review.line.setText("om 3 dager")
    form.confirm()
    assert bench.told == "Tone er utestengt"
    (bar,) = restrictions_now(bench.caller.again())
    assert bar.ends_at is not None
    assert bar.ends_at.isoformat() == "2026-11-25T22:59:00+00:00"
    sheet = bench.sheet(RestrictionsSheet, "restrictions")
    sheet.cards.button(0, 0).click()
    review = bench.shown(ReviewForm)
    review.on.line.setText("om 4 dager")
    review.confirm()
    (bar,) = restrictions_now(bench.caller.again())
    assert bar.review_on is not None
    assert bar.review_on.isoformat() == "2026-11-24"


def test_nobody_without_a_card_is_decided_about(bench: Bench) -> None:
    form = bench.sheet(SendAwayForm, "send_away", bench.about(""))
    assert form.who.value is None
    form.who.field.open_all()
    form.confirm()
    assert form.who.trouble.text() == "Må fylles ut"


def test_the_night_has_no_bar(night: Bench) -> None:
    night.desk.forms.open("bar", night.about("Lise"))
    assert night.host.sheet is None
    assert not night.desk.actions.action("bar").isEnabled()
    assert night.desk.actions.action("send_away").isEnabled()


# -- apart, messages ---------------------------------------------------------------------------


def test_two_are_kept_apart_reviewed_and_ended(bench: Bench) -> None:
    form = bench.sheet(KeepApartForm, "keep_apart", bench.about("Lise"))
    form.other.set(bench.about("Lise"))
    form.level.choose(KeepApartLevel.THREAT)
    form.confirm()
    assert "samme kortet" in form.trouble.text() or form.trouble.text()
    assert form.other.line.hasFocus()
    form.other.set(bench.about("Tone"))
    form.review.line.setText("1.1.2020")
    form.confirm()
    assert "har allerede vært" in form.review.echo.text()
    form.review.line.setText("om 7 dager")
    form.confirm()
    (pair,) = kept_apart(bench.caller.again())
    assert pair.other is not None
    assert {pair.person.alias, pair.other.alias} == {"Lise", "Tone"}
    again = bench.sheet(KeepApartForm, "keep_apart", bench.about("Tone"))
    again.other.set(bench.about("Lise"))
    again.level.choose(KeepApartLevel.UNREST)
    again.confirm()
    assert again.trouble.text()
    bench.desk.forms.close()
    sheet = bench.sheet(KeptApartSheet, "kept_apart")
    clock_of(bench.house).advance(days=8)
    sheet.refresh()
    assert sheet.cards.rows[0].chip is not None
    assert sheet.cards.rows[0].chip[1] == "skal vurderes på nytt"
    sheet.cards.button(0, 0).click()
    review = bench.shown(ApartReviewForm)
    assert review.line.text().startswith("Lise og Tone. ")
    review.on.line.setText("om 10 dager")
    review.confirm()
    bench.shown(KeptApartSheet).cards.button(0, 1).click()
    assert kept_apart(bench.caller.again()) == ()


def test_a_room_instead_of_a_woman(bench: Bench) -> None:
    form = bench.sheet(KeepApartForm, "keep_apart", bench.about("Lise"))
    form.kind.choose("room")
    form.level.choose(KeepApartLevel.UNREST)
    form.confirm()
    assert form.room.trouble.text() == "Må fylles ut"
    first = form.room.line._rows()[0]
    form.room.choose(first.key)
    form.confirm()
    (kept,) = kept_apart(bench.caller.again())
    assert kept.room == first.title.partition(" · ")[0]


def test_a_message_waits_is_given_once_and_taken_back(bench: Bench) -> None:
    form = bench.sheet(MessageForm, "message", bench.about("Tone"))
    form.text.edit.setPlainText(" . ")
    form.confirm()
    assert form.text.edit.hasFocus()
    assert form.trouble.text()
    form.text.edit.setPlainText("Ring søsteren din")
    form.confirm()
    sheet = bench.sheet(MessagesSheet, "messages")
    (row,) = sheet.cards.rows
    assert row.lines[0] == "Ring søsteren din"
    give = row.deeds[0].do
    give()
    assert bench.told == "Tone har fått beskjeden"
    assert messages(bench.caller.again()) == ()
    give()
    assert "allerede gitt" in sheet.trouble.text()
    undo_last(bench.caller.again())
    assert len(messages(bench.caller.again())) == 1
