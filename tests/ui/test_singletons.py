"""Python's singletons survive Qt: see ``shelter_desk.ui.keep_singletons``."""

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there by itself")
def test_none_and_false_have_references_enough_for_years(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for _ in range(20_000):
        widget.update()
        widget.hasFocus()
    assert sys.getrefcount(None) > 1 << 40
    assert sys.getrefcount(False) > 1 << 40
