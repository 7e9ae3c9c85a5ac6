"""The handover sheet: shown from memory, printed in numbered copies, saved on purpose."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QDir, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shelter_desk.services.calling import Caller
from shelter_desk.services.handover import Printed
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.log import handover_panel
from shelter_desk.ui.log.calls import HandoverCalls, handover_calls
from shelter_desk.ui.log.handover_panel import HandoverPanel
from shelter_desk.ui.log.opening import open_handover
from shelter_desk.ui.log.printing import SheetDocument, UnreadablePdfError, set_up
from tests.ui.log.evening import Evening

Key = Qt.Key


class Sheets:
    """Keeps what the services returned."""

    def __init__(self) -> None:
        self.printed: list[Printed] = []
        self.calls = HandoverCalls(handover_calls().preview, self._print, self._save)

    def _print(self, caller: Caller, *, copies: int, language: str) -> Printed:
        self.printed.append(handover_calls().print_copies(caller, copies=copies, language=language))
        return self.printed[-1]

    def _save(self, caller: Caller, *, language: str) -> Printed:
        self.printed.append(handover_calls().save(caller, language=language))
        return self.printed[-1]


@pytest.fixture
def sheets() -> Sheets:
    return Sheets()


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that Qt and Python take for the one of temporary files."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    assert Path(QDir.tempPath()) == folder
    return folder


@pytest.fixture
def panel(
    log_desk: Desk, evening: Evening, sheets: Sheets, temp: Path, qtbot: QtBot
) -> Iterator[HandoverPanel]:
    assert evening.house.writable
    assert temp.is_dir()
    window = QWidget()
    qtbot.addWidget(window)
    over = QWidget(window)
    window.resize(1200, 800)
    over.setGeometry(0, 60, 1200, 740)
    window.show()
    made = open_handover(log_desk, over, calls=sheets.calls)
    made.list_printers = lambda: ["HP vaktrom"]
    made.open()
    yield made
    made.dismiss()


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


def on_paper(panel: HandoverPanel, paper: Path) -> list[QPrinter]:
    """Let the panel print to a PDF file instead of a machine; return the printers it made."""
    made: list[QPrinter] = []

    def printer(name: str, job: str) -> QPrinter:
        one = QPrinter(QPrinter.PrinterMode.HighResolution)
        one.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        one.setOutputFileName(str(paper))
        one.setDocName(job)
        set_up(one)
        # A driver may remember what somebody printed before.
        one.setCopyCount(4)
        assert name == "HP vaktrom"
        made.append(one)
        return one

    panel.make_printer = printer
    return made


def test_both_pages_are_shown_and_nothing_lies_in_temp(panel: HandoverPanel, temp: Path) -> None:
    pictures = panel.pages.pictures
    assert len(pictures) == 2
    for picture in pictures:
        image = picture.toImage()
        dark = sum(
            image.pixelColor(x, y).lightness() < 100
            for x in range(0, image.width(), 4)
            for y in range(0, image.height(), 4)
        )
        assert dark > 50
    panel.grab()
    assert "Vaktrapport kveld til natt" in panel.pages.accessibleDescription()
    assert list(temp.iterdir()) == []


def test_two_copies_come_out_each_with_its_number(
    panel: HandoverPanel, sheets: Sheets, tmp_path: Path, temp: Path, qtbot: QtBot
) -> None:
    paper = tmp_path / "paper.pdf"
    printers = on_paper(panel, paper)
    panel.copies.choose(3)
    QTest.keyClick(panel.print_button, Key.Key_Return)
    qtbot.waitUntil(lambda: "3 eksemplarer" in panel.state.text(), timeout=30_000)
    (printed,) = sheets.printed
    assert printed.copies == 3
    assert printers[0].copyCount() == 1
    assert printers[0].docName() == printed.file_name.removesuffix(".pdf")
    assert printers[0].docName().startswith("rapport-2026-11-21-N")
    numbered = pypdf.PdfReader(io.BytesIO(printed.pdf))
    texts = [page.extract_text() for page in numbered.pages]
    for copy in (1, 2, 3):
        assert any(f"{copy} av 3" in text for text in texts)
    on_printer = SheetDocument(paper.read_bytes())
    assert on_printer.pages == len(texts) == 6
    pages = [on_printer.picture(page, 400) for page in range(6)]
    assert pages[0] != pages[2] != pages[4]
    assert unlike(pages[0], pages[1]) > 0.02
    original = SheetDocument(printed.pdf)
    for page in range(6):
        assert unlike(original.picture(page, 620), on_printer.picture(page, 620)) < 0.01
    assert abs(original.size(0).width() - on_printer.size(0).width()) < 2
    assert list(temp.iterdir()) == []


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_stops_is_given_the_same_copies_again(
    panel: HandoverPanel, sheets: Sheets, tmp_path: Path, qtbot: QtBot
) -> None:
    on_paper(panel, tmp_path / "no such folder" / "paper.pdf")
    panel.print_copies()
    qtbot.waitUntil(lambda: bool(panel.trouble.text()), timeout=30_000)
    assert len(sheets.printed) == 1
    assert panel.print_button.text() == "Skriv ut de samme på nytt"
    on_paper(panel, tmp_path / "paper.pdf")
    panel.print_copies()
    qtbot.waitUntil(lambda: bool(panel.state.text()) and not panel._busy, timeout=30_000)
    assert len(sheets.printed) == 1
    assert (tmp_path / "paper.pdf").is_file()
    assert panel.print_button.text() == "Skriv ut"


def test_without_a_printer_it_offers_a_file(
    panel: HandoverPanel, sheets: Sheets, tmp_path: Path
) -> None:
    panel.list_printers = list
    panel.dismiss()
    panel.open()
    assert panel.no_printer.isVisible()
    assert panel.print_button.isHidden()
    assert panel.save_button.hasFocus()
    panel.print_copies()
    assert sheets.printed == []
    panel.ask_folder = lambda: ""
    QTest.keyClick(panel.save_button, Key.Key_Return)
    assert sheets.printed == []
    panel.ask_folder = lambda: str(tmp_path)
    QTest.keyClick(panel.save_button, Key.Key_Return)
    (saved,) = sheets.printed
    assert saved.copies == 0
    assert (tmp_path / saved.file_name).read_bytes() == saved.pdf
    assert saved.file_name.startswith("rapport-2026-11-21-N")
    text = pypdf.PdfReader(io.BytesIO(saved.pdf)).pages[0].extract_text()
    assert "lagret fil" in text


def test_a_folder_that_takes_no_file_loses_nothing(
    panel: HandoverPanel, sheets: Sheets, tmp_path: Path
) -> None:
    panel.ask_folder = lambda: str(tmp_path / "finnes ikke")
    panel.save()
    assert panel.trouble.text()
    panel.ask_folder = lambda: str(tmp_path)
    panel.save()
    (saved,) = sheets.printed
    assert (tmp_path / saved.file_name).read_bytes() == saved.pdf
    assert panel.trouble.isHidden()


def test_the_curtain_takes_the_sheet_away(panel: HandoverPanel, log_desk: Desk) -> None:
    log_desk.curtain.lower()
    assert panel.isHidden()
    assert panel.pages.accessibleDescription() == ""
    assert panel.pages.pictures == []
    panel.open()
    assert panel.isHidden()


def test_it_closes_with_escape_and_keeps_the_keyboard(panel: HandoverPanel) -> None:
    part = panel.print_button
    assert part.hasFocus()
    seen = set()
    for _ in range(8):
        QTest.keyClick(panel.window().focusWidget(), Key.Key_Tab)
        now = panel.window().focusWidget()
        assert panel.isAncestorOf(now)
        seen.add(now)
    assert len(seen) == 7
    QTest.keyClick(panel.window().focusWidget(), Key.Key_Escape)
    assert panel.isHidden()


def test_the_sheet_speaks_the_language_of_the_shift(panel: HandoverPanel) -> None:
    panel.language.choose("en")
    panel.language.chosen.emit("en")
    assert "Handover" in panel.pages.accessibleDescription()


def test_bytes_that_are_no_sheet_are_refused() -> None:
    with pytest.raises(UnreadablePdfError):
        SheetDocument(b"no pdf")


def test_no_more_than_five_copies(panel: HandoverPanel) -> None:
    assert [row.key for row in panel._copy_rows()] == [1, 2, 3, 4, 5]
    assert handover_panel.MOST_COPIES == 5
