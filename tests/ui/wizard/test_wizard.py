"""The first run says what is missing, follows the choices made, and is not left by mistake."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shelter_desk.bootstrap import Choice
from shelter_desk.bootstrap.first_run import FirstRunDoor
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.wizard.window import Wizard
from shelter_desk.ui.words import Words

PASSWORD = "fire korte ord her"


@pytest.fixture
def wizard(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Wizard:
    run = FirstRunDoor(Choice(data=tmp_path / "house"))
    made = Wizard(theme, Words("nb"), run, InlineTasks(lambda: None, parent=theme))
    qtbot.addWidget(made)
    made.show()
    return made


def _to_the_leader(wizard: Wizard) -> None:
    wizard.next.click()
    assert wizard.missing.text() == "Mangler ennå: hva huset heter."
    wizard.house.unit.line.setText("Enhet R")
    assert wizard.missing.text() == ""
    wizard.next.click()
    assert wizard.now == 2


def _fill_in(wizard: Wizard, *, several: bool) -> None:
    leader = wizard.leader
    leader.several.setChecked(several)
    leader.name.line.setText("Berit Leder")
    leader.login.line.setText("berit")
    for field in (leader.password, leader.again, leader.passphrase, leader.passphrase_again):
        field.line.setText(PASSWORD)


def test_the_step_says_what_is_missing_while_next_is_grey(wizard: Wizard) -> None:
    _to_the_leader(wizard)
    leader = wizard.leader
    _fill_in(wizard, several=False)
    assert wizard.next.isEnabled()
    leader.login.line.clear()
    assert not wizard.next.isEnabled()
    assert wizard.missing.text() == "Mangler ennå: Innloggingsnavn."
    assert wizard.next.accessibleDescription() == wizard.missing.text()
    leader.login.line.setText("berit")
    leader.password.line.setText("kort")
    assert "minst 10 tegn" in wizard.missing.text()


@pytest.mark.parametrize("several", [False, True])
def test_the_sheet_speaks_of_the_key_that_was_chosen(wizard: Wizard, *, several: bool) -> None:
    _to_the_leader(wizard)
    _fill_in(wizard, several=several)
    wizard.next.click()
    assert wizard.now == 3
    said = wizard.sheet.lead.text() + wizard.sheet.texts[2].text()
    assert ("husfrasen" in said) is several
    assert ("maskinen" in said) is not several
    assert wizard.missing.text() == "Mangler ennå: at arket er skrevet ut eller lagret."


def test_what_was_written_is_not_lost_by_one_press(wizard: Wizard) -> None:
    _to_the_leader(wizard)
    wizard.leave.click()
    assert wizard.isVisible()
    assert wizard.missing.text().startswith("Ingenting er laget ennå.")
    wizard.leader.name.line.setText("Berit")  # she goes on: asked anew next time
    wizard.leave.click()
    assert wizard.isVisible()
    wizard.leave.click()
    assert not wizard.isVisible()


def test_close_comes_last_when_one_tabs_on(wizard: Wizard) -> None:
    _to_the_leader(wizard)
    _fill_in(wizard, several=False)
    wizard.leader.several.setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
        reached.append(wizard.focusWidget())
    assert reached == [wizard.next, wizard.back, wizard.leave]
