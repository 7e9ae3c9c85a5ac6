"""«Lagre som fil»: a sheet of our own, so that fire list and lock answer while it is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest

import shelter_desk
from shelter_desk.services.calling import House
from shelter_desk.terms import Role
from shelter_desk.ui import folders
from shelter_desk.ui.reports.save_sheet import SaveSheet
from shelter_desk.ui.theme import Theme
from tests.ui.forms.bench import Bench, sit_at_bench


@pytest.fixture
def bench(house_on_file: House, theme: Theme) -> Iterator[Bench]:
    yield from sit_at_bench(house_on_file, Role.NIGHT, theme)


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only usual folder of this machine."""
    made = tmp_path / "Dokumenter"
    made.mkdir()
    names = {QStandardPaths.StandardLocation.DocumentsLocation: made}

    def where(location: QStandardPaths.StandardLocation) -> str:
        return str(names.get(location, tmp_path / "ingen"))

    monkeypatch.setattr(QStandardPaths, "writableLocation", where)
    monkeypatch.setattr(folders, "_drives", list)
    return made


def _opened(bench: Bench, saved: list[Path], start: Path | None = None) -> SaveSheet:
    bench.desk.forms.open("reports.save_as", then=saved.append, file="Vaktrapport", start=start)
    return bench.shown(SaveSheet)


def test_it_begins_with_the_documents_and_enter_saves_there(bench: Bench, documents: Path) -> None:
    saved: list[Path] = []
    sheet = _opened(bench, saved)
    assert [button.text() for button in sheet.where.buttons.values()] == [
        f"Dokumenter · {documents}"
    ]
    QTest.keyClick(sheet.where.lines()[0], Qt.Key.Key_Return)
    assert saved == [documents]
    assert bench.host.sheet is None


def test_what_cannot_take_a_file_is_said_and_stands(bench: Bench, documents: Path) -> None:
    saved: list[Path] = []
    sheet = _opened(bench, saved)
    (documents / "fil").touch()
    for text, said in (
        (str(documents / "borte"), "finnes ikke"),
        (str(documents / "fil"), "finnes ikke"),
        ("minnepinne", "Skriv hele stien"),
    ):
        sheet.path.line.setText(text)
        QTest.keyClick(sheet.path.line, Qt.Key.Key_Return)
        assert said in sheet.path.trouble.text()
        assert sheet.path.value == text
    assert saved == []
    (documents / "vakt").mkdir()
    sheet.path.line.setText(str(documents / "vakt"))
    QTest.keyClick(sheet.path.line, Qt.Key.Key_Return)
    assert saved == [documents / "vakt"]


def test_a_folder_that_takes_nothing_is_refused(
    bench: Bench, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_args: False)
    sheet = _opened(bench, [], documents)
    sheet.confirm()
    assert "går ikke an å lagre" in sheet.where.trouble.text()


def test_the_folder_used_before_is_offered_and_no_draft_is_kept(
    bench: Bench, documents: Path, tmp_path: Path
) -> None:
    sheet = _opened(bench, [], tmp_path)
    assert documents != tmp_path
    assert sheet.folder == tmp_path
    sheet.path.line.setText(str(tmp_path / "annet"))
    bench.desk.forms.close()
    assert not bench.desk.forms.keeper.all()


def test_the_program_opens_no_dialog_of_the_system() -> None:
    root = Path(shelter_desk.__file__).parent
    assert [
        str(file) for file in root.rglob("*.py") if "QFileDialog" in file.read_text("utf-8")
    ] == []
