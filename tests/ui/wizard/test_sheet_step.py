"""The recovery sheet as a file: beside the program's own list of folders, never over another."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shelter_desk.services.recovery import new_sheet
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.wizard.sheet_step import SheetStep
from shelter_desk.ui.words import Words

if TYPE_CHECKING:
    from shelter_desk.ui.wizard.calls import FirstRun


def test_it_is_saved_where_it_is_written_and_over_nothing(
    theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    step = SheetStep(theme, Words("nb"), cast("FirstRun", None), InlineTasks(lambda: None))
    qtbot.addWidget(step)
    step.sheet = new_sheet("Enhet R", 1, datetime(2026, 11, 21, 20, 12, tzinfo=UTC))
    step.retranslate()
    step.show()
    step.activateWindow()
    qtbot.waitUntil(step.isActiveWindow)
    line = step.where.field.line

    def save(text: str) -> str:
        step.save.click()
        assert line.hasFocus()
        line.setText(text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        return step.trouble.text()

    assert "finnes ikke" in save(str(tmp_path / "borte" / "ark"))
    assert step.where.isVisible()
    assert save(str(tmp_path / "ark")) == ""
    file = tmp_path / "ark.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert step.where.isHidden()
    assert step.put_away.isVisible()
    before = file.read_bytes()
    assert "finnes allerede" in save(str(file))
    assert file.read_bytes() == before
