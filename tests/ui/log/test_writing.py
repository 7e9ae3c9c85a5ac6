"""Writing, correcting and finding lines from the keyboard, on a real house."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from shelter_desk.services import log_reading, tasks
from shelter_desk.services.snapshots import LogLine
from shelter_desk.terms import Level, LogKind, Visibility
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log.screen import LogScreen
from shelter_desk.ui.widgets import announce
from tests.engines import clock_of
from tests.ui.log.evening import Evening, at

ENTER, TAB, CONTROL = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier


def newest(evening: Evening) -> LogLine:
    page = log_reading.log_page(evening.again())
    return max((line for one in page.sections for line in one.lines), key=lambda x: x.entry_id)


def focused() -> QWidget:
    """Return whatever has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typed(keys: str) -> None:
    """Type, wherever the keyboard goes meanwhile."""
    for sign in keys:
        QTest.keyClicks(focused(), sign)


def pressed(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in whatever has the keyboard."""
    QTest.keyClick(focused(), key, modifier)


def test_a_line_is_written_with_the_keyboard_alone(screen: LogScreen, evening: Evening) -> None:
    screen.write_line()
    typed("samt")
    pressed(ENTER)
    typed("to")
    pressed(ENTER)
    typed("Vil bytte plass.")
    pressed(TAB)
    typed("Vil til A5")
    pressed(ENTER, CONTROL)
    line = newest(evening)
    assert line.kind is LogKind.TALK
    assert [person.alias for person in line.who] == ["Tone"]
    assert line.body == "Vil bytte plass."
    assert line.short == "Vil til A5"
    assert line.level is Level.INFO
    assert line.visibility is Visibility.ALL
    assert line.initials == "NN"
    assert screen.composer.text.edit.toPlainText() == ""
    assert screen.composer.who.people == ()
    assert "Vil bytte plass." in screen.stream.stream.sentence(screen.stream.stream.row_at(1))


def test_at_goes_to_whom_it_is_about_and_comes_back(screen: LogScreen, evening: Evening) -> None:
    typed("Har det bra. ")
    typed("@")
    assert screen.composer.who.line.hasFocus()
    typed("mo")
    pressed(ENTER)
    assert screen.composer.text.edit.hasFocus()
    typed("Leser.")
    pressed(ENTER, CONTROL)
    line = newest(evening)
    assert line.body == "Har det bra. Leser."
    assert [person.alias for person in line.who] == ["Mona"]


def test_a_woman_who_is_not_in_the_house_is_found_too(screen: LogScreen, evening: Evening) -> None:
    typed("@")
    typed("ev")
    pressed(ENTER)
    assert [who.person.alias for who in screen.composer.who.people] == ["Eva"]
    typed("Ringte, kommer i morgen.")
    pressed(ENTER, CONTROL)
    assert [person.alias for person in newest(evening).who] == ["Eva"]


def test_a_line_of_earlier_with_its_follow_up(screen: LogScreen, evening: Evening) -> None:
    composer = screen.composer
    typed("Skal hentes.")
    composer.when.line.setFocus()
    typed("i går 23:10")
    assert composer.when.echo.text() == "i går kl. 23:10"
    QTest.mouseClick(composer.follow, Qt.MouseButton.LeftButton)
    typed("Vekk henne")
    pressed(TAB)
    typed("i morgen 06:30")
    pressed(ENTER, CONTROL)
    assert newest(evening).happened_at == at(23, 10, day=20)
    task = next(one for one in tasks.open_tasks(evening.again()) if one.text == "Vekk henne")
    assert task.due_at == at(6, 30, day=22)
    assert not composer.follow.isChecked()


def test_what_was_typed_stays_when_it_is_refused(screen: LogScreen, evening: Evening) -> None:
    before = newest(evening).entry_id
    composer = screen.composer
    typed("Rolig.")
    composer.short.line.setText("x" * 141)
    assert composer.short.count.text() == "1 for mye"
    pressed(ENTER, CONTROL)
    assert newest(evening).entry_id == before
    assert "140" in composer.trouble.text()
    assert composer.text.edit.toPlainText() == "Rolig."
    assert composer.trouble.text() in announce.said
    composer.short.line.setText("x" * 140)
    pressed(ENTER, CONTROL)
    assert newest(evening).body == "Rolig."
    assert composer.trouble.isHidden()


def test_a_name_that_is_typed_and_not_chosen_is_not_lost(
    screen: LogScreen, evening: Evening
) -> None:
    before = newest(evening).entry_id
    typed("Rolig.")
    screen.composer.who.line.setText("Lis")
    screen.composer.text.edit.setFocus()
    pressed(ENTER, CONTROL)
    assert newest(evening).entry_id == before
    assert screen.composer.who.line.hasFocus()


def test_an_unreadable_time_is_said_and_nothing_saved(screen: LogScreen, evening: Evening) -> None:
    before = newest(evening).entry_id
    typed("Rolig.")
    screen.composer.when.line.setText("tolv på")
    pressed(ENTER, CONTROL)
    assert newest(evening).entry_id == before
    assert screen.composer.when.line.hasFocus()
    assert screen.composer.when.echo.text()


def test_an_incident_has_sixty_characters_for_the_sheet(screen: LogScreen) -> None:
    composer = screen.composer
    composer.short.line.setText("x" * 61)
    assert composer.short.left == 140 - 61
    composer.kind.choose(LogKind.OVERDOSE)
    composer.kind.chosen.emit(LogKind.OVERDOSE)
    assert composer.short.left == -1
    assert composer.text.hint.text() == "Det finnes et skjema for dette: Ctrl K, «Overdose»."


def test_words_to_think_about_are_said_while_writing(screen: LogScreen, log_desk: Desk) -> None:
    edit, hint = screen.composer.text.edit, screen.composer.text.hint
    purpose = hint.text()
    assert purpose == "Skriv det neste vakt må vite, ikke diagnose og ikke andres navn."
    for text, word in {
        "Lise er urolig": "Lise",
        "Hun nekter": "ønsket ikke",
        "Har angst": "journalen",
        "Spurte om metadon": "metadon",
    }.items():
        edit.setPlainText(text)
        assert word in hint.text()
    edit.setPlainText("Bjørka ved porten er felt")
    assert hint.text() == purpose
    assert log_desk.words.language == "nb"


def test_a_line_is_corrected_beside_its_original(screen: LogScreen) -> None:
    typed("Halvskrevet")
    page = screen.stream.stream.page
    line = next(one for part in page.sections for one in part.lines if one.kind is LogKind.OVERDOSE)
    screen.stream.setFocus()
    screen.stream.go_to(line.entry_id)
    screen.desk.actions.action("log.correct").trigger()
    assert screen.correct.isVisible()
    assert not screen.composer.isVisible()
    screen.correct.text.edit.setPlainText("113 ringt 19:43.")
    screen.correct.reason.line.setText("feil klokkeslett")
    screen.correct.text.edit.setFocus()
    pressed(ENTER, CONTROL)
    found = screen.stream.current_line()
    assert found is not None
    assert found.entry_id == line.entry_id
    assert found.body == line.body
    assert [one.body for one in found.corrections] == ["113 ringt 19:43."]
    row = screen.stream.current_row()
    assert row is not None
    assert "Rettet 21:12 av NN: feil klokkeslett" in screen.stream.stream.sentence(row)
    assert screen.composer.isVisible()
    assert screen.composer.text.edit.toPlainText() == "Halvskrevet"


def test_half_a_correction_is_left_with_escape(screen: LogScreen) -> None:
    line = next(
        one
        for part in screen.stream.stream.page.sections
        for one in part.lines
        if one.kind is LogKind.TALK
    )
    screen.begin_correction(line)
    pressed(Qt.Key.Key_Escape)
    assert not screen.is_correcting
    assert screen.stream.hasFocus()


def test_now_moves_on(screen: LogScreen, evening: Evening) -> None:
    assert screen.composer.when.line.placeholderText() == "nå, 21:12"
    clock_of(evening.house).advance(minutes=3)
    screen.refresh()
    assert screen.composer.when.line.placeholderText() == "nå, 21:15"
