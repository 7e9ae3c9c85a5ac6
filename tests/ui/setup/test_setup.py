"""Oppsett as a manager, a shift lead and a system keeper use it, on real services."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from shelter_desk import settings
from shelter_desk.services import access
from shelter_desk.services.calling import House
from shelter_desk.services.house_settings import house_settings
from shelter_desk.services.plan_overview import plan_overview
from shelter_desk.services.reading import note_reading
from shelter_desk.services.rights import DEFAULT_RIGHTS
from shelter_desk.terms import Right, Role
from shelter_desk.texts import speak_of
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.host import FormHost
from shelter_desk.ui.forms.picked import Choice, OneOf
from shelter_desk.ui.forms.written import Number, ShortText
from shelter_desk.ui.lock.session import SignedIn
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.setup.accounts_page import AccountsPage
from shelter_desk.ui.setup.care_pages import CopiesPage, VerifyPage
from shelter_desk.ui.setup.desk_page import DeskPage
from shelter_desk.ui.setup.house_pages import HousePage, LimitsPage
from shelter_desk.ui.setup.key_forms import NewSheetForm, PassphraseForm
from shelter_desk.ui.setup.key_page import KeyPage
from shelter_desk.ui.setup.plan_page import PlanPage
from shelter_desk.ui.setup.review_page import ReviewPage
from shelter_desk.ui.setup.rights_page import RightsPage
from shelter_desk.ui.setup.rules_page import RulesPage
from shelter_desk.ui.setup.shift_page import ShiftsPage
from shelter_desk.ui.theme import Scheme
from tests.engines import COLLEAGUES, PASSWORD, as_role, clock_of, woman
from tests.ui.setup.conftest import Sit, Sitting


def form_of(sitting: Sitting) -> Form:
    host = sitting.window.findChild(FormHost)
    assert isinstance(host, FormHost)
    sheet = host.sheet
    assert isinstance(sheet, Form)
    return sheet


def test_each_role_sees_what_it_may_change(sit: Sit) -> None:
    assert sit(Role.SHIFT_LEAD).sections() == ["accounts"]
    assert sit(Role.SYSTEM).sections() == ["accounts", "key", "copies", "verify", "desk"]
    assert {"house", "plan", "rights", "copies"} <= set(sit(Role.MANAGER).sections())


def test_a_field_saves_itself_and_can_be_taken_back(liv: Sitting, house_on_file: House) -> None:
    page = liv.show("house")
    assert isinstance(page, HousePage)
    field = next(k.field for k in page.kept if k.field.label.text() == "Samleplass ved brann")
    assert isinstance(field, ShortText)
    field.line.setFocus()
    QTest.keyClicks(field.line, "Ved porten")
    liv.press(Qt.Key.Key_Return)
    caller = as_role(house_on_file, Role.MANAGER)
    assert house_settings(caller).get(settings.MEETING_POINT) == "Ved porten"
    assert liv.said == "Lagret: Samleplass ved brann"
    liv.undo()
    assert house_settings(caller).get(settings.MEETING_POINT) == ""
    assert not field.line.text()


def test_what_cannot_be_is_said_and_kept_as_typed(liv: Sitting, house_on_file: House) -> None:
    page = liv.show("limits")
    assert isinstance(page, LimitsPage)
    first = next(k.field for k in page.kept if "Timer før det vises" in k.field.label.text())
    assert isinstance(first, Number)
    for typed, sentence in (("9999", "Skriv et helt tall fra 1 til 720"), ("50", "hver av dem")):
        first.line.setFocus()
        first.line.selectAll()
        QTest.keyClicks(first.line, typed)
        liv.press(Qt.Key.Key_Return)
        assert first.line.text() == typed
        assert sentence in first.trouble.text()
    caller = as_role(house_on_file, Role.MANAGER)
    assert house_settings(caller).get(settings.NOT_SEEN_FIRST_HOURS) == 24
    liv.press(Qt.Key.Key_Escape)
    assert first.line.text() == "24"


def test_shifts_the_wrong_way_round_stay_as_typed(liv: Sitting) -> None:
    page = liv.show("shifts")
    assert isinstance(page, ShiftsPage)
    starts, ends = next(iter(page._times.values()))
    starts.line.setText("15:15")
    ends.line.setText("0730")
    page.save()
    assert "riktig rekkefølge" in page.trouble.text()
    assert (starts.line.text(), ends.line.text()) == ("15:15", "0730")
    starts.line.setText("25")
    page.save()
    assert "klokkeslett" in starts.trouble.text()


def test_two_places_of_one_code_are_refused_and_the_form_stays(
    liv: Sitting, house_on_file: House
) -> None:
    page = liv.show("plan")
    assert isinstance(page, PlanPage)
    page.list.choose(next(row.key for row in page.list.rows if row.title == "Rom 202"))
    page.add_bed.click()
    form = form_of(liv)
    code = form.fields["code"]
    assert isinstance(code, ShortText)
    code.line.setText("a1")
    form.confirm()
    assert "allerede en plass A1" in form.trouble.text()
    assert code.line.text() == "a1"
    code.line.setText("A7")
    form.confirm()
    assert "A7" in [row.title for row in page.list.rows]
    plan = plan_overview(as_role(house_on_file, Role.MANAGER))
    where = {b.code: r.name for f in plan.floors for r in f.rooms for b in r.beds}
    assert where["A7"] == "Rom 202"


def test_closing_is_undone(liv: Sitting) -> None:
    page = liv.show("plan")
    assert isinstance(page, PlanPage)
    key = next(row.key for row in page.list.rows if row.title == "A2")
    page.list.choose(key)
    page.close_it.click()
    assert liv.said == "Stengt: A2"
    assert next(row for row in page.list.rows if row.key == key).dim
    liv.undo()
    assert not next(row for row in page.list.rows if row.key == key).dim


def test_the_shift_lead_lets_a_temp_in_and_the_password_goes_away(
    sit: Sit, house_on_file: House
) -> None:
    vigdis = sit(Role.SHIFT_LEAD)
    page = vigdis.show("accounts")
    assert isinstance(page, AccountsPage)
    assert not page.new.isVisible()
    # Also found by its words, from any screen.
    vigdis.window.show_screen("board")
    vigdis.window.desk.actions.action("make_day_account").trigger()
    assert vigdis.window.screen_shown is vigdis.screen
    form = form_of(vigdis)
    name = form.fields["name"]
    assert isinstance(name, ShortText)
    form.confirm()
    assert name.trouble.text() == "Må fylles ut"
    name.line.setText("Petra Vikar")
    form.confirm()
    password = page.card.password.text()
    found = access.log_in(house_on_file, login="petra", password=password)
    assert found.must_change_password
    vigdis.window.lock()
    shown = [label.text() for label in vigdis.window.findChildren(QLabel)]
    assert password not in " ".join(shown)


def test_a_new_password_is_asked_for_twice(liv: Sitting, house_on_file: House) -> None:
    page = liv.show("accounts")
    assert isinstance(page, AccountsPage)
    page.list.choose(next(row.key for row in page.list.rows if "Ragna" in row.title))
    page.reset.click()
    form = form_of(liv)
    assert not page.card.isVisible()
    liv.press(Qt.Key.Key_Escape)
    access.log_in(house_on_file, login="ragna", password=PASSWORD)
    page.reset.click()
    form = form_of(liv)
    form.confirm()
    assert page.card.isVisible()
    password = page.card.password.text()
    assert access.log_in(house_on_file, login="ragna", password=password).must_change_password


def test_a_right_is_given_with_a_tick_and_some_stay(liv: Sitting, house_on_file: House) -> None:
    page = liv.show("rights")
    assert isinstance(page, RightsPage)
    page.boxes[Right.PRINT_HANDOVER].click()
    assert "Resepsjon kan nå" in liv.said
    actor = as_role(house_on_file, Role.RECEPTION)
    assert (
        Right.PRINT_HANDOVER
        in access.log_in(house_on_file, login="ragna", password=PASSWORD).rights
    ), actor
    liv.undo()
    assert not page.boxes[Right.PRINT_HANDOVER].isChecked()
    page.role.choose(Role.MANAGER)
    assert not page.boxes[Right.STAFF].isEnabled()


def test_a_copy_is_made_and_tried_and_the_house_looked_through(liv: Sitting) -> None:
    page = liv.show("copies")
    assert isinstance(page, CopiesPage)
    assert not page.try_it.isEnabled()
    page.make.click()
    assert "hel" in page.result.accessibleName()
    page.try_it.click()
    assert "lagt tilbake" in page.result.accessibleName()
    verify = liv.show("verify")
    assert isinstance(verify, VerifyPage)
    verify.look.click()
    assert verify.result.accessibleName() == "Alt er som det ble skrevet."


def test_who_sits_down_next_sees_nothing_of_it(liv: Sitting, house_on_file: House) -> None:
    page = liv.show("accounts")
    liv.window.lock()
    login, name, initials = COLLEAGUES[Role.RECEPTION]
    actor = as_role(house_on_file, Role.RECEPTION).actor
    rights = DEFAULT_RIGHTS[Role.RECEPTION]
    ragna = SignedIn(actor.staff_id or 0, login, name, initials, rights, actor=actor)
    liv.window.lock_screen.opened.emit(ragna)
    assert not page.isVisible()
    assert liv.sections() == []
    assert not liv.window.desk.actions.action("setup").isEnabled()


def test_the_curtain_hides_the_section_and_keys_lead_in_and_out(liv: Sitting) -> None:
    page = liv.show("accounts")
    assert page.isVisible()
    liv.window.desk.curtain.lower()
    assert not page.isVisible()
    liv.window.desk.curtain.lift()
    assert page.isVisible()
    liv.screen.focus_first()
    liv.press(Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    liv.press(Qt.Key.Key_Escape)
    assert liv.screen.list.hasFocus()
    liv.press(Qt.Key.Key_Down)
    assert liv.screen.section is liv.screen.sections["rights"]


def test_a_new_recovery_sheet_counts_when_it_was_read_back(
    liv: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = liv.show("key")
    assert isinstance(page, KeyPage)
    assert "Ark nummer 1 gjelder" in page.sheet.text()
    printed: list[bytes] = []

    def printers(_press: Press, then: Callable[[tuple[str, ...]], object], _failed: object) -> None:
        then(("Laser",))

    def send(
        _press: Press, _name: str, _job: str, pdf: bytes,
        then: Callable[[object], object], _failed: object,
    ) -> None:  # fmt: skip
        printed.append(pdf)
        then(None)

    monkeypatch.setattr(Press, "printers", printers)
    monkeypatch.setattr(Press, "send", send)
    page.renew.click()
    form = form_of(liv)
    assert isinstance(form, NewSheetForm)
    form.confirm()
    assert "Skriv ut arket først" in form.trouble.text()
    form.print_it.click()
    assert len(printed) == 1
    sheet = form._sheet
    assert sheet is not None
    shown = " ".join(label.text() for label in liv.window.findChildren(QLabel))
    assert not any(group in shown for group in sheet._groups)
    form.first.line.setText("AAAAA")
    form.second.line.setText("AAAAA")
    form.confirm()
    assert "er ikke" in form.trouble.text()
    assert "Ark nummer 1 gjelder" in page.sheet.text()
    for field, number in zip((form.first, form.second), sheet.asked, strict=True):
        field.line.setText(sheet._groups[number - 1].lower())
    form.confirm()
    assert "Ark nummer 2 gjelder" in page.sheet.text()


def test_a_passphrase_is_typed_twice_and_never_kept(liv: Sitting) -> None:
    page = liv.show("key")
    assert isinstance(page, KeyPage)
    page.set_phrase.click()
    form = form_of(liv)
    assert isinstance(form, PassphraseForm)
    form.phrase.line.setText("kort")
    form.again.line.setText("kort")
    form.confirm()
    assert "minst 12 tegn" in form.trouble.text()
    form.phrase.line.setText("fire ord som ikke hører")
    form.confirm()
    assert form.again.trouble.text() == "De to er ikke like"
    assert liv.window.desk.forms.keeper.all() == {}
    form.again.line.setText("fire ord som ikke hører")
    form.confirm()
    assert "Huset har en husfrase" in page.phrase.text()


def test_the_house_says_guest_at_once(liv: Sitting) -> None:
    page = liv.show("house")
    assert isinstance(page, HousePage)
    word = next(k.field for k in page.kept if isinstance(k.field, OneOf))
    try:
        word.buttons["gjest"].click()
        assert "gjest" in word.label.text()
        assert word.buttons["kvinne"].text() == "kvinne"
    finally:
        speak_of("kvinne")


def test_a_printer_is_chosen_from_those_of_the_machine(
    liv: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def printers(_press: Press, then: Callable[[tuple[str, ...]], object], _failed: object) -> None:
        then(("Laser", "Vaktrom"))

    monkeypatch.setattr(Press, "printers", printers)
    page = liv.show("desk")
    assert isinstance(page, DeskPage)
    field = page.printer.field
    assert isinstance(field, Choice)
    field.choose("Vaktrom")
    assert liv.chosen == {"printer.name": "Vaktrom"}
    monkeypatch.setattr(Press, "printers", lambda *_: None)
    page.refresh()
    assert field.value == "Vaktrom"


def test_a_look_is_chosen_and_not_taken_by_looking(liv: Sitting) -> None:
    theme = liv.window.desk.theme

    def dark() -> bool:
        return theme.tokens.dark

    theme.choose(Scheme.DARK)
    page = liv.show("desk")
    assert isinstance(page, DeskPage)
    assert dark()
    look = page.scheme.field
    assert isinstance(look, OneOf)
    look.buttons["light"].click()
    assert not dark()
    assert liv.chosen == {"scheme": "light"}
    liv.undo()
    assert liv.chosen == {"scheme": "system"}


def test_a_rule_is_put_right_and_brought_back(liv: Sitting) -> None:
    page = liv.show("rules")
    assert isinstance(page, RulesPage)
    usual = page.reference.value
    page.reference.line.setText("Ny forvaltningslov § 33")
    page.save_button.click()
    assert page.list.rows[0].detail == "Ny forvaltningslov § 33"
    page.usual.click()
    assert page.reference.value == usual
    page.text.edit.setPlainText("x" * 1001)
    page.save_button.click()
    assert "for mye" in page.text.trouble.text()
    assert len(page.text.value) == 1001


def test_the_sample_of_last_month_is_marked_and_signed(sit: Sit, house_on_file: House) -> None:
    lise = woman(house_on_file, "Lise")
    mina = as_role(house_on_file, Role.MILIEU)
    clock_of(house_on_file).advance(days=-30)
    note_reading(mina, screen="reveal", guest_id=lise, reason="telefon fra legevakta")
    clock_of(house_on_file).advance(days=30)
    liv = sit(Role.MANAGER)
    page = liv.show("review")
    assert isinstance(page, ReviewPage)
    row = page.list.rows[0]
    assert "Lise" in row.title
    assert "fikk" in row.detail or "vist" in row.detail
    assert "telefon fra legevakta" in row.detail
    page.ask.click()
    assert page.list.rows[0].mark == "spør"
    page.sign.click()
    assert liv.said == "Logg-kontrollen er signert"
    assert page.signed.isVisible()
    liv.window.desk.curtain.lower()
    assert not page.list.rows
