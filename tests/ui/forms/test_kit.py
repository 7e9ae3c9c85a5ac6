"""The form kit: one sheet over the middle, the keyboard, what is half typed, curtain, saving."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Changed, Done
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import KeepApartLevel, PresenceKind, Right
from shelter_desk.ui.actions import ActionSpec, Context
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.host import FormHost
from shelter_desk.ui.forms.picked import Choice, OneOf, Tick, Ticks, each, said
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.forms.spec import FormSpec
from shelter_desk.ui.forms.written import Day, LongText, Number, ShortText, When
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.moments import Toward

LISE = Chosen(guest_id=5, person=Person(PresenceKind.NAMED, "Lise", guest_id=5))
TONE = Chosen(guest_id=6, person=Person(PresenceKind.NAMED, "Tone", guest_id=6))


class TooLateError(BadInputError):
    """A refusal for this test."""

    sentence = mark("There is nothing written yet. Write what the next shift must know.")


class Answering:
    """A service that answers as the test wants and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[dict[str, Any]] = []
        self.error: BadInputError | None = None

    def __call__(self, caller: object, **values: object) -> Done:
        del caller
        self.given.append(values)
        if self.error is not None:
            raise self.error
        return Done(Changed(), uuid4(), can_undo=True)


SERVICE = Answering()


class EverythingForm(Form):
    """A field of each kind."""

    def build(self) -> None:
        desk = self._desk
        self.short = self.add("short", ShortText(desk, mark("Who"), limit=10, required=True))
        self.long = self.add("long", LongText(desk, mark("What"), limit=20), TooLateError)
        self.level = self.add("level", Choice(desk, mark("How urgent"), each(KeepApartLevel)))
        self.agreed = self.add(
            "agreed", OneOf(desk, mark("Why"), said((True, mark("From")), (False, mark("To"))))
        )
        self.kinds = self.add("kinds", Ticks(desk, mark("To do"), each(KeepApartLevel)))
        self.told = self.add("told", Tick(desk, mark("Save")))
        self.count = self.add("count", Number(desk, mark("Due"), least=1, most=9))
        self.day = self.add("day", Day(desk, mark("From")))
        self.until = self.add("until", When(desk, mark("To"), toward=Toward.FUTURE))

    def save(self) -> None:
        self.run(SERVICE, "It is saved", **{n: f.value for n, f in self.fields.items()})


class ListSheet(Sheet):
    """A list that forms are opened from."""

    stays = True


@pytest.fixture(autouse=True)
def service() -> Answering:
    SERVICE.given, SERVICE.error = [], None
    return SERVICE


@pytest.fixture
def host(desk: Desk, qtbot: QtBot) -> Iterator[FormHost]:
    desk.actions.register(
        ActionSpec("letter", mark("Save"), ("L",), context=Context.MAP), lambda: None
    )
    desk.actions.set_context(Context.MAP)
    action = ActionSpec("all", mark("Save"), right=Right.BAR)
    desk.forms.register(FormSpec("all", mark("Save"), EverythingForm, action))
    desk.forms.register(FormSpec("list", mark("Due"), ListSheet))
    window = QWidget()
    middle = QWidget(window)
    middle.resize(1000, 620)
    window.resize(1000, 700)
    host = FormHost(desk, middle)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    yield host
    window.close()


def shown(host: FormHost) -> EverythingForm:
    assert isinstance(host.sheet, EverythingForm)
    return host.sheet


def fill(form: EverythingForm) -> None:
    form.short.line.setText("Lise")
    form.long.edit.setPlainText("to\nlinjer")
    form.level.choose(KeepApartLevel.THREAT)
    form.agreed.choose(value=False)
    form.kinds.tick(KeepApartLevel.UNREST, KeepApartLevel.THREAT)
    form.told.box.setChecked(True)
    form.count.line.setText("3")
    form.day.line.setText("28.11")
    form.until.line.setText("23:30")


Press = Callable[[Qt.Key], None]


@pytest.fixture
def press(host: FormHost) -> Press:
    def key(which: Qt.Key) -> None:
        widget = host.window().focusWidget()
        assert widget is not None
        QTest.keyClick(widget, which)

    return key


def test_a_form_is_filled_saved_once_and_gone(desk: Desk, host: FormHost, qtbot: QtBot) -> None:
    desk.forms.open("all", LISE)
    form = shown(host)
    assert form.isVisible()
    assert form.width() <= desk.theme.px(720)
    fill(form)
    acts: list[Any] = []
    desk.notices.acted.connect(acts.append)
    with qtbot.waitSignal(desk.forms.saved) as heard:
        form.confirm()
    assert heard.args is not None
    assert heard.args[0] == "all"
    assert [act.text for act in acts] == ["It is saved"]
    assert desk.notices.can_undo()
    assert host.sheet is None
    assert not host.isVisible()
    (given,) = SERVICE.given
    assert given["short"] == "Lise"
    assert given["level"] is KeepApartLevel.THREAT
    assert given["kinds"] == {KeepApartLevel.UNREST, KeepApartLevel.THREAT}
    assert (given["agreed"], given["told"], given["count"]) == (False, True, 3)
    assert given["day"].isoformat() == "2026-11-28"
    assert given["until"].isoformat() == "2026-11-21T22:30:00+00:00"
    assert desk.forms.keeper.all() == {}


def test_what_is_missing_or_too_long_is_said_at_the_field_and_kept(
    desk: Desk, host: FormHost, press: Press
) -> None:
    desk.forms.open("all")
    form = shown(host)
    form.long.edit.setPlainText("x" * 25)
    form.count.line.setText("3,5")
    form.day.line.setText("1.1.2020")
    form.until.line.setText("i går 20:00")
    form.confirm()
    assert not SERVICE.given
    assert form.short.trouble.text() == "Må fylles ut"
    assert "5 tegn" in form.long.trouble.text()
    assert form.count.trouble.text() == "Skriv et helt tall fra 1 til 9"
    assert form.day.echo.text().startswith("01.01.2020 har allerede vært")
    assert form.until.field.echo.text()
    assert form.short.line.hasFocus()
    assert announce.said[-1] == "Hvem: Må fylles ut"
    form.short.line.setText("L")
    assert form.short.trouble.isHidden()
    press(Qt.Key.Key_Return)
    assert form.long.edit.hasFocus()
    assert len(form.long.value) == 25


def test_a_refusal_keeps_every_word_and_puts_the_keyboard_on_its_field(
    desk: Desk, host: FormHost, service: Answering
) -> None:
    desk.forms.open("all", LISE)
    form = shown(host)
    fill(form)
    service.error = TooLateError()
    form.confirm()
    assert host.sheet is form
    assert form.trouble.text() == desk.words.explain(TooLateError())
    assert form.long.edit.hasFocus()
    assert form.save_button.isEnabled()
    service.error = None
    form.confirm()
    assert len(SERVICE.given) == 2
    assert SERVICE.given[0] == SERVICE.given[1]
    assert host.sheet is None


def test_escape_keeps_what_is_half_typed_for_this_form_and_woman(
    desk: Desk, host: FormHost, press: Press
) -> None:
    desk.forms.open("all", LISE)
    fill(shown(host))
    before = {name: field.value for name, field in shown(host).fields.items()}
    press(Qt.Key.Key_Escape)
    assert host.sheet is None
    desk.forms.open("all", TONE)
    assert shown(host).short.value == ""
    press(Qt.Key.Key_Escape)
    kept = desk.forms.keeper.take_all()
    assert list(kept) == ["all|guest:5"]
    desk.forms.open("all", LISE)
    assert shown(host).short.value == ""
    press(Qt.Key.Key_Escape)
    desk.forms.keeper.put_all(kept)
    desk.forms.open("all", LISE)
    form = shown(host)
    assert {name: field.value for name, field in form.fields.items()} == before
    assert form.empty_button.isVisible()
    form.empty_button.click()
    assert shown(host).short.value == ""
    assert desk.forms.keeper.all() == {}


def test_the_curtain_takes_the_sheet_away_and_brings_it_back(desk: Desk, host: FormHost) -> None:
    desk.forms.open("all", LISE)
    fill(shown(host))
    desk.curtain.lower()
    assert host.sheet is None
    assert not host.isVisible()
    assert host.findChildren(EverythingForm) == []
    desk.curtain.lift()
    assert shown(host).short.value == "Lise"
    desk.curtain.lower()
    host.forget()
    desk.curtain.lift()
    assert host.sheet is None
    assert desk.forms.keeper.all() == {}


def test_the_answer_that_comes_behind_the_curtain_is_heard(desk: Desk, host: FormHost) -> None:
    desk.forms.open("all", LISE)
    fill(shown(host))
    opening = shown(host).opening
    assert opening is not None
    desk.curtain.lower()
    desk.forms.on_done(opening, "It is saved", Done(Changed(), uuid4()))
    desk.curtain.lift()
    assert host.sheet is None
    assert desk.forms.keeper.all() == {}


def test_a_refusal_of_a_form_that_is_gone_is_told_in_the_message_bar(
    desk: Desk, host: FormHost
) -> None:
    desk.forms.open("all", LISE)
    opening = shown(host).opening
    assert opening is not None
    desk.forms.close()
    desk.forms.open("all", TONE)
    told: list[Any] = []
    desk.notices.told.connect(told.append)
    desk.forms.on_refused(opening, TooLateError())
    assert [notice.text for notice in told] == [desk.words.explain(TooLateError())]
    assert shown(host).trouble.text() == ""


def test_an_act_of_a_list_that_is_gone_can_still_be_undone(desk: Desk, host: FormHost) -> None:
    desk.forms.open("list")
    over: list[object] = []
    desk.forms.act(SERVICE, "It is ended", {}, over=over.append)
    assert host.sheet is not None
    assert over == [None]
    assert desk.notices.can_undo()


def test_the_keyboard_stays_in_the_sheet_and_letters_do_not_act_under_it(
    desk: Desk, host: FormHost, press: Press
) -> None:
    assert desk.actions.action("letter").isEnabled()
    desk.forms.open("all", LISE)
    form = shown(host)
    assert not desk.actions.action("letter").isEnabled()
    seen = []
    for _ in range(20):
        widget = host.window().focusWidget()
        assert widget is not None
        seen.append(widget)
        assert form.isAncestorOf(widget)
        press(Qt.Key.Key_Tab)
    assert form.save_button in seen
    assert form.until.line in seen
    for widget in seen:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget
    desk.forms.close()
    assert desk.actions.action("letter").isEnabled()


def test_enter_goes_on_and_saves_on_the_last_field(
    desk: Desk, host: FormHost, press: Press
) -> None:
    desk.forms.open("all")
    form = shown(host)
    fill(form)
    form.count.take_focus()
    press(Qt.Key.Key_Return)
    assert form.day.line.hasFocus()
    press(Qt.Key.Key_Return)
    assert form.until.line.hasFocus()
    press(Qt.Key.Key_Return)
    assert len(SERVICE.given) == 1


def test_ctrl_enter_saves_from_running_text(desk: Desk, host: FormHost) -> None:
    desk.forms.open("all")
    form = shown(host)
    form.short.line.setText("Lise")
    form.long.take_focus()
    QTest.keyClick(form.long.edit, Qt.Key.Key_Return)
    assert not SERVICE.given
    QTest.keyClick(form.long.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(SERVICE.given) == 1


def test_a_form_opened_from_a_list_comes_back_to_it(desk: Desk, host: FormHost) -> None:
    desk.forms.open("list")
    desk.forms.open("all", LISE)
    shown(host).short.line.setText("Lise")
    shown(host).confirm()
    assert isinstance(host.sheet, ListSheet)
    desk.forms.close()
    assert host.sheet is None


def test_its_action_opens_it_about_what_is_chosen_and_only_with_the_right(
    desk: Desk, host: FormHost
) -> None:
    desk.chosen.set(LISE)
    desk.actions.action("all").trigger()
    opening = shown(host).opening
    assert opening is not None
    assert opening.about == LISE
    desk.forms.close()
    desk.actions.set_rights({Right.BOARD})
    desk.forms.open("all", LISE)
    assert host.sheet is None
