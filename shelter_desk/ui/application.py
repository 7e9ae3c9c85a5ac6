"""The one ``QApplication``: made with what must be set before the first window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from shelter_desk.ui.qt_words import QtWords
from shelter_desk.ui.words import Words


def make_application(arguments: Sequence[str], words: Words) -> QApplication:
    """Return the application, its names neutral and Qt's own words in our language."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(list(arguments[:1]))
    app.setApplicationName("shelter-desk")
    app.setApplicationDisplayName("Shelter Desk")
    app.setDesktopFileName("shelter-desk")
    QtWords(words, parent=app)
    return app
