"""The stream: shifts, folds, pages, filters, long and hostile text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from shelter_desk.services import log
from shelter_desk.services.snapshots import LogPage
from shelter_desk.terms import LOG_GROUPS, LogGroup, LogKind, Role
from shelter_desk.ui.log.filters import Filter
from shelter_desk.ui.log.hints import hint_for
from shelter_desk.ui.log.rows import FoldRow, LineRow, MoreRow, Row, SectionRow
from shelter_desk.ui.log.screen import PAGE, LogScreen
from shelter_desk.ui.log.wording import kind_icon
from shelter_desk.ui.theme.icons import glyph
from tests.engines import as_role
from tests.ui.log.evening import Evening

Key = Qt.Key


def rows(screen: LogScreen) -> list[Row]:
    model = screen.stream.stream
    return [model.row_at(number) for number in range(model.rowCount())]


def sentences(screen: LogScreen) -> list[str]:
    model = screen.stream.stream
    return [model.sentence(model.row_at(number)) for number in range(model.rowCount())]


def many_notes(evening: Evening, number: int) -> None:
    for n in range(number):
        log.write_entry(evening.again(), kind=LogKind.NOTE, body=f"Linje {n:03}")


def test_the_evening_stands_by_shifts_newest_first(screen: LogScreen) -> None:
    said = sentences(screen)
    assert said[0] == "Kveld, lørdag 21.11. 14:45–22:15, 11 linjer"
    assert said[1] == ("20:50, Notat" if said[1].startswith("20:50, N") else said[1])
    assert "20:20, Samtale, Lise A2: Vil sove på A2 i natt og ha lys i gangen. Skrevet av NN." in (
        said
    )
    assert any(
        one.startswith("20:05, Følge til avtale, Ingrid A3: Vekkes 06:00")
        and "Rettet 20:12 av VV: feil klokkeslett. Vekkes 07:00, følge til lege 08:15." in one
        for one in said
    )
    assert any(one.startswith("19:40, Overdose, Haster, Lise A2: 113 ringt") for one in said)
    moments = [row.line.happened_at for row in rows(screen) if isinstance(row, LineRow)]
    assert moments == sorted(moments, reverse=True)
    assert sum(isinstance(row, SectionRow) for row in rows(screen)) == 2


def test_automatic_lines_are_folded_and_opened_by_keys(screen: LogScreen) -> None:
    screen.stream.setFocus()
    number = next(n for n, row in enumerate(rows(screen)) if isinstance(row, FoldRow))
    before = screen.stream.stream.rowCount()
    fold = rows(screen)[number]
    assert isinstance(fold, FoldRow)
    assert sentences(screen)[number] == "2 automatiske linjer 20:50, 2 kom, slått sammen"
    screen.stream.setCurrentIndex(screen.stream.stream.index(number))
    QTest.keyClick(screen.stream, Key.Key_Right)
    assert screen.stream.stream.rowCount() == before + len(fold.lines)
    assert sentences(screen)[number].endswith("åpnet")
    QTest.keyClick(screen.stream, Key.Key_Down)
    inner = screen.stream.current_row()
    assert isinstance(inner, LineRow)
    assert inner.inner
    QTest.keyClick(screen.stream, Key.Key_Left)
    assert screen.stream.stream.rowCount() == before
    assert screen.stream.currentIndex().row() == number
    QTest.keyClick(screen.stream, Key.Key_Return)
    assert screen.stream.stream.rowCount() == before + len(fold.lines)


def test_an_open_fold_stays_open_when_lines_come_in(screen: LogScreen, evening: Evening) -> None:
    number = next(n for n, row in enumerate(rows(screen)) if isinstance(row, FoldRow))
    screen.stream.stream.toggle(number)
    opened = screen.stream.stream.row_at(number).key
    log.write_entry(evening.again(), kind=LogKind.NOTE, body="Ny linje")
    screen.refresh()
    again = screen.stream.stream.number_of(opened)
    assert again is not None
    fold = screen.stream.stream.row_at(again)
    assert isinstance(fold, FoldRow)
    assert fold.is_open


def test_the_keyboard_stays_on_its_line_when_lines_come_in(
    screen: LogScreen, evening: Evening
) -> None:
    screen.stream.setFocus()
    line = next(row.line for row in rows(screen) if isinstance(row, LineRow))
    screen.stream.go_to(line.entry_id)
    log.write_entry(evening.again(), kind=LogKind.NOTE, body="Ny linje")
    screen.refresh()
    now = screen.stream.current_line()
    assert now is not None
    assert now.entry_id == line.entry_id


def test_older_pages_come_under_what_is_shown(screen: LogScreen, evening: Evening) -> None:
    many_notes(evening, PAGE + 20)
    screen.refresh()
    screen.stream.setFocus()
    assert screen.stream.stream.line_count == PAGE
    assert isinstance(rows(screen)[-1], MoreRow)
    newest = rows(screen)[0]
    assert isinstance(newest, SectionRow)
    assert newest.count is None
    last = screen.stream.stream.rowCount() - 1
    screen.stream.setCurrentIndex(screen.stream.stream.index(last))
    QTest.keyClick(screen.stream, Key.Key_Return)
    assert screen.stream.stream.line_count == PAGE + 20 + 15
    assert not any(isinstance(row, MoreRow) for row in rows(screen))
    keys = [row.key for row in rows(screen)]
    assert len(keys) == len(set(keys))
    assert screen.stream.currentIndex().row() == last
    screen.refresh()
    assert screen.stream.stream.line_count == PAGE + 20 + 15


@pytest.mark.parametrize(
    ("pill", "kinds"),
    [
        ("watch", {LogKind.ASKED_FOR_HER}),
        ("urgent", {LogKind.OVERDOSE}),
        ("incidents", {LogKind.OVERDOSE, LogKind.ASKED_FOR_HER}),
        ("own", {LogKind.TALK}),
    ],
)
def test_filters_show_what_they_say(screen: LogScreen, pill: str, kinds: set[LogKind]) -> None:
    screen.strip.pills[pill].click()
    assert {row.line.kind for row in rows(screen) if isinstance(row, LineRow)} == kinds
    QTest.keyClick(screen.strip.pills[pill], Key.Key_Escape)
    assert screen.strip.filter == Filter()
    assert screen.stream.stream.line_count == 15


def test_a_group_and_a_word_and_a_woman(screen: LogScreen, evening: Evening) -> None:
    screen.strip.group.choose(LogGroup.CARE)
    screen.strip.group.chosen.emit(LogGroup.CARE)
    shown = {row.line.kind for row in rows(screen) if isinstance(row, LineRow)}
    assert shown
    assert shown <= set(LOG_GROUPS[LogGroup.CARE])
    screen.strip.clear()
    screen.strip.search.setFocus()
    QTest.keyClicks(screen.strip.search, "NALOKSON")
    QTest.keyClick(screen.strip.search, Key.Key_Return)
    assert [row.line.kind for row in rows(screen) if isinstance(row, LineRow)] == [LogKind.OVERDOSE]
    screen.strip.search.setText("finnes ikke")
    QTest.keyClick(screen.strip.search, Key.Key_Return)
    assert screen.stream.empty_title == "Ingen slik linje"
    screen.strip.clear()
    line = next(
        row.line
        for row in rows(screen)
        if isinstance(row, LineRow) and row.line.kind is LogKind.TALK
    )
    screen.strip.show_only(line.who[0])
    lines = [one for part in screen.stream.stream.page.sections for one in part.lines]
    assert {person.guest_id for one in lines for person in one.who} == {evening.guests["Lise"]}


HOSTILE = (
    "<b>fet</b> & <img src=x onerror=alert(1)> {name} %s",
    "ש" * 200 + " \u202e snudd",
    "x" * 4000,
    ("ord " * 900).strip(),
    "en\n\nto\ntre\n\n\nfire\nfem\nseks\nsju\nåtte\nni",
    "🌲👩‍🦽 ŋđá",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_shown_as_it_was_written(
    screen: LogScreen, evening: Evening, text: str
) -> None:
    log.write_entry(evening.again(), kind=LogKind.NOTE, body=text)
    screen.refresh()
    row = next(row for row in rows(screen) if isinstance(row, LineRow))
    number = screen.stream.stream.number_of(row.key)
    assert number is not None
    assert row.line.body in screen.stream.stream.sentence(row)
    index = screen.stream.stream.index(number)
    cut = screen.stream.visualRect(index).height()
    assert screen.grab().width() >= screen.width()
    assert cut < 220
    screen.stream.stream.toggle(number)
    screen.grab()
    assert screen.stream.visualRect(index).height() >= cut


def test_every_kind_has_an_icon() -> None:
    assert all(glyph(kind_icon(kind)) for kind in LogKind)


def test_an_empty_house_says_what_to_do_first(screen: LogScreen) -> None:
    screen.stream.give(LogPage((), None))
    screen.retranslate()
    assert screen.stream.empty_title == "Ingenting er skrevet ennå"
    screen.grab()


def test_a_tree_is_no_name_and_a_name_is(evening: Evening) -> None:
    assert evening.house.writable
    assert hint_for("Hunden sov under bjørk", ["Bjørk"]) is None
    found = hint_for("Bjørk sov", ["Bjørk"])
    assert found is not None
    assert found.kind == "name"


def test_a_line_of_another_is_corrected_too(screen: LogScreen, evening: Evening) -> None:
    log.write_entry(as_role(evening.house, Role.MILIEU), kind=LogKind.KEY, body="Nøkkel 3 borte")
    screen.refresh()
    row = next(row for row in rows(screen) if isinstance(row, LineRow))
    assert not row.line.own
    screen.stream.setFocus()
    screen.stream.go_to(row.line.entry_id)
    assert screen.desk.actions.action("log.correct").isEnabled()
    fold = next(n for n, one in enumerate(rows(screen)) if isinstance(one, FoldRow))
    screen.stream.setCurrentIndex(screen.stream.stream.index(fold))
    assert not screen.desk.actions.action("log.correct").isEnabled()
