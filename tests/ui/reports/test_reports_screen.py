"""Rapporter: the page from memory, numbered copies, a file on purpose, printers that fail."""

import io
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shelter_desk.services.handover_past import past_sheets
from shelter_desk.services.report_wishes import ReportKind
from shelter_desk.services.tasks import open_tasks
from shelter_desk.terms import Right
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.paper.document import SheetDocument, UnreadablePdfError
from shelter_desk.ui.paper.printing import (
    PrinterGoneError,
    PrinterSilentError,
    PrinterStoppedError,
    Sent,
    draw_on,
    send_to_printer,
)
from shelter_desk.ui.reports.screen import ReportsScreen
from tests.ui.log.evening import Evening
from tests.ui.reports.conftest import Cups, Printers

Key = Qt.Key


def unlike(one: QImage, other: QImage) -> float:
    """Return the share of a coarse picture that is clearly darker in one of the two."""
    coarse = QSize(155, 219)
    small = [
        picture.scaled(coarse, mode=Qt.TransformationMode.SmoothTransformation)
        for picture in (one, other)
    ]
    apart = [
        abs(small[0].pixelColor(x, y).lightness() - small[1].pixelColor(x, y).lightness())
        for x in range(coarse.width())
        for y in range(coarse.height())
    ]
    return sum(shade > 60 for shade in apart) / len(apart)


def texts_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def numbered(evening: Evening) -> list[str]:
    """Return the reports that have a number; the day before them was never handed over."""
    return [sheet.report_id for sheet in past_sheets(evening.again()) if sheet.report_id]


def test_the_page_stands_there_and_nothing_lies_in_temp(screen: ReportsScreen, temp: Path) -> None:
    assert screen.pages.pages == 2
    assert "Vaktrapport kveld til natt" in screen.pages.accessibleDescription()
    assert screen.what.text().startswith("side 1 av 2 · ")
    QTest.keyClick(screen.pages, Key.Key_PageDown)
    assert screen.pages.page == 2
    large = screen.pages.percent
    screen.desk.actions.action("reports.larger").trigger()
    assert screen.pages.percent > large
    screen.desk.actions.action("reports.whole").trigger()
    assert screen.pages.percent < large
    assert list(temp.iterdir()) == []


def test_copies_go_to_the_print_system_each_with_its_number(
    screen: ReportsScreen, cups: Cups, temp: Path
) -> None:
    screen.chooser.copies.choose(3)
    QTest.keyClick(screen.focusWidget(), Key.Key_Return)  # from the list to the button
    assert screen.chooser.print_button.hasFocus()
    QTest.keyClick(screen.chooser.print_button, Key.Key_Return)
    assert "3 eksemplarer" in screen.chooser.state.text()
    texts = texts_of(cups.paper)
    assert len(texts) == 6
    for copy in (1, 2, 3):
        assert f"eksemplar {copy} av 3" in texts[2 * copy - 2]
    said = cups.said
    assert said[said.index("-n") + 1] == "1"  # the system would print the same numbers again
    assert said[said.index("-t") + 1] == "rapport-2026-11-21-N1"
    assert list(temp.iterdir()) == []


def test_a_printer_that_fails_is_given_the_same_copies_again(
    screen: ReportsScreen, cups: Cups, evening: Evening
) -> None:
    cups.mood("exit 1")
    screen.print_now()
    side = screen.chooser
    assert "samme eksemplarene" in side.trouble.text()
    assert side.print_button.text() == "Skriv ut de samme på nytt"
    assert not side.save_button.isEnabled()
    assert not any(button.isEnabled() for button in side.buttons.values())
    cups.mood(":")
    screen.print_now()
    assert "2 eksemplarer" in side.state.text()
    assert "2026-11-21-N1" in texts_of(cups.paper)[0]
    assert numbered(evening) == ["2026-11-21-N1"]


def test_what_never_came_out_is_noted(screen: ReportsScreen, cups: Cups, evening: Evening) -> None:
    cups.mood("echo 'lp: The printer or class does not exist.' >&2; exit 1")
    before = len(open_tasks(evening.again()))
    screen.print_now()
    assert "Vaktrom finnes ikke lenger" in screen.chooser.trouble.text()
    assert len(open_tasks(evening.again())) == before + 1
    screen.chooser.give_up.click()
    assert len(open_tasks(evening.again())) == before  # nothing to shred
    assert screen.chooser.state.text() == "2026-11-21-N1: ikke skrevet ut"
    assert screen.chooser.buttons[ReportKind.FIRE_LIST].isEnabled()


def test_out_of_paper_is_said_and_nothing_is_printed_twice(
    screen: ReportsScreen, cups: Cups
) -> None:
    cups.state("printer Vaktrom now printing Vaktrom-7.\n\tAlerts: media-empty-error\n")
    screen.print_now()
    assert "Ikke skriv den ut på nytt" in screen.chooser.trouble.text()
    assert screen.chooser.print_button.text() == "Skriv ut 2 eksemplarer"


def test_a_printer_that_hangs_is_not_waited_for(cups: Cups) -> None:
    cups.mood("sleep 60")
    with pytest.raises(PrinterSilentError):
        send_to_printer(None, printer="Vaktrom", job="x", pdf=b"%PDF", patience=0.3)
    cups.mood("exit 2")
    with pytest.raises(PrinterStoppedError):
        send_to_printer(None, printer="Vaktrom", job="x", pdf=b"%PDF")
    cups.mood("echo unknown destination >&2; exit 1")
    with pytest.raises(PrinterGoneError):
        send_to_printer(None, printer="Vaktrom", job="x", pdf=b"%PDF")
    cups.mood(":")
    cups.state("printer Vaktrom disabled since Sat -\n\tPaused\n")
    assert send_to_printer(None, printer="Vaktrom", job="x", pdf=b"%PDF") is Sent.WAITING


def test_where_drawings_are_taken_the_same_pages_are_drawn(
    screen: ReportsScreen, tmp_path: Path
) -> None:
    pdf = screen.pages.pdf
    assert pdf is not None
    paper = tmp_path / "paper.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    printer.setCopyCount(4)  # a driver may remember what somebody printed before
    draw_on(printer, pdf)
    assert printer.copyCount() == 1
    drawn, original = SheetDocument(paper.read_bytes()), SheetDocument(pdf)
    assert drawn.pages == original.pages == 2
    assert unlike(drawn.picture(0, 400), drawn.picture(1, 400)) > 0.02
    for page in range(2):
        assert unlike(original.picture(page, 620), drawn.picture(page, 620)) < 0.015


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_drawing_is_said(screen: ReportsScreen, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    with pytest.raises(PrinterStoppedError):
        draw_on(printer, screen.pages.pdf or b"")


def test_without_a_printer_it_is_saved_and_a_bad_folder_loses_nothing(
    screen: ReportsScreen, evening: Evening, tmp_path: Path
) -> None:
    assert isinstance(screen.press, Printers)
    screen.press.names = ()
    screen.refresh()
    screen.show_handover()
    side = screen.chooser
    assert side.print_button.isHidden()
    assert side.no_printer.isVisible()
    assert side.save_button.hasFocus()
    screen.ask_folder = lambda _then: None
    QTest.keyClick(side.save_button, Key.Key_Return)
    assert numbered(evening) == []
    screen.ask_folder = lambda then: then(tmp_path / "finnes ikke")
    QTest.keyClick(side.save_button, Key.Key_Return)
    assert side.trouble.isVisible()
    screen.ask_folder = lambda then: then(tmp_path)
    screen.save()
    assert (
        "eksemplar 0 – lagret fil"
        in texts_of((tmp_path / "rapport-2026-11-21-N1.pdf").read_bytes())[0]
    )
    assert len(numbered(evening)) == 1
    assert side.trouble.isHidden()


def test_an_earlier_report_is_shown_as_it_was_and_printed_again(
    screen: ReportsScreen, cups: Cups, evening: Evening, qtbot: QtBot
) -> None:
    screen.print_now()
    [row] = [row for row in screen.chooser._when_rows() if "N1" in row.title]
    screen.chooser.when.choose(row.key)
    screen.chooser.when.chosen.emit(row.key)
    qtbot.waitUntil(lambda: "Laget i ettertid" in screen.pages.accessibleDescription())
    screen.print_now()
    assert "erstatter 2026-11-21-N1" in texts_of(cups.paper[cups.paper.rindex(b"%PDF") :])[0]
    assert len(numbered(evening)) == 2


def test_shredded_copies_are_ticked_off(
    screen: ReportsScreen, cups: Cups, evening: Evening
) -> None:
    assert cups.folder.is_dir()
    before = len(open_tasks(evening.again()))
    screen.print_now()
    assert screen.chooser.shred.isHidden()
    [row] = [row for row in screen.chooser._when_rows() if "N1" in row.title]
    screen.chooser.when.choose(row.key)
    screen.chooser.when.chosen.emit(row.key)
    assert screen.chooser.shred.isVisible()
    screen.chooser.shred.click()
    assert len(open_tasks(evening.again())) == before
    assert screen.chooser.shred.isHidden()
    [row] = [row for row in screen.chooser._when_rows() if "N1" in row.title]
    assert "makulert" in row.title


def test_the_curtain_takes_the_pages_away(screen: ReportsScreen, report_desk: Desk) -> None:
    report_desk.curtain.lower()
    side = screen.chooser
    assert not any(one.isEnabled() for one in (*side.buttons.values(), side.save_button))
    assert screen.pages.pages == 0
    assert screen.pages.accessibleDescription() == ""
    screen.refresh()
    assert screen.pages.pages == 0
    report_desk.curtain.lift()
    assert screen.pages.pages == 2
    assert side.save_button.isEnabled()


def test_each_sees_what_she_may_print(screen: ReportsScreen, report_desk: Desk) -> None:
    report_desk.actions.set_rights({Right.BOARD})
    side = screen.chooser
    assert side.kind is ReportKind.FIRE_LIST
    assert not side.buttons[ReportKind.HANDOVER].isEnabled()
    assert not side.buttons[ReportKind.RESTRICTIONS].isEnabled()


def test_the_keyboard_goes_through_the_list(screen: ReportsScreen, qtbot: QtBot) -> None:
    QTest.keyClick(screen.focusWidget(), Key.Key_Down)
    assert screen.chooser.kind is ReportKind.FIRE_LIST
    assert screen.chooser.buttons[ReportKind.FIRE_LIST].hasFocus()
    qtbot.waitUntil(lambda: "Brannliste" in screen.pages.accessibleDescription())


def test_bytes_that_are_no_sheet_are_refused() -> None:
    with pytest.raises(UnreadablePdfError):
        SheetDocument(b"no pdf")
