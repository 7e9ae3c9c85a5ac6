"""Pictures of every screen, for the README and for somebody to look at: of a demo house only."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QMessageLogContext,
    QObject,
    QPoint,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from shelter_desk.services.calling import House
from shelter_desk.services.handover import preview_handover
from shelter_desk.texts import LANGUAGES
from shelter_desk.ui import actions
from shelter_desk.ui.application import make_application
from shelter_desk.ui.lock.session import DEMO_LOGIN, DEMO_PASSWORD
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.start import compose
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.words import Words

Save = Callable[[str, bytes], object]
"""Keeps one picture: its file name without a folder, and the PNG."""

LETTERS = "ev"
USUAL, SMALL = (1440, 900), (1024, 700)
_PAPER_DPI = 110
_POINTS_AN_INCH = 72


@dataclass(frozen=True)
class Look:
    """How the window is pictured: its size in logical pixels, and the real ones a logical has."""

    language: str = "nb"
    scheme: Scheme = Scheme.LIGHT
    width: int = 1440
    height: int = 900
    scale: int = 1

    def name(self, scene: str) -> str:
        """Return the file name of a scene: ``board-nb-light-1440x900.png``."""
        parts = [scene, self.language, self.scheme.value, f"{self.width}x{self.height}"]
        if self.scale != 1:
            parts.append(f"{self.scale * 100}")
        return "-".join(parts).replace("_", "-") + ".png"


def looks_for(
    language: str | None,
    scheme: str | None,
    size: tuple[int, int] | None,
    *,
    scale: int = 1,
    everything: bool = False,
) -> list[Look]:
    """Return the looks asked for; what is left open takes the usual ones, or all."""
    schemes = (Scheme.LIGHT, Scheme.DARK, *((Scheme.HIGH_CONTRAST,) if everything else ()))
    frames = [(*(size or USUAL), scale)]
    if everything:
        frames += [(*SMALL, 1), (*USUAL, 2)]
    return [
        Look(spoken, look, *frame)
        for spoken in ((language,) if language else LANGUAGES)
        for look in ((Scheme(scheme),) if scheme else schemes)
        for frame in dict.fromkeys(frames)
    ]


def take(house: House, looks: Iterable[Look], save: Save) -> None:
    """Picture the demo ``house`` in each of ``looks``, and its printed sheet in each language.

    Its clock should stand still. Raises ``ValueError`` for a house that is not a demo.
    """
    if not house.demo:
        raise ValueError("only a demo house is pictured")
    words = Words()
    app = _application(words)
    theme = Theme(app)
    paper: set[str] = set()
    ordered = sorted(looks, key=lambda look: (look.language, look.scheme, look.width, look.scale))
    for language, group in groupby(ordered, key=lambda look: look.language):
        words.use(language)
        for look in group:
            theme.choose(look.scheme)
            window, _ = compose(house, theme, words, parent=app, tasks=InlineTasks)
            sitting = _Sitting(app, window, look, save)
            try:
                sitting.picture_all()
                if language not in paper:
                    paper.add(language)
                    sitting.picture_sheet()
            finally:
                sitting.end()


def _application(words: Words) -> QApplication:
    if sys.platform.startswith("linux"):
        # The same pictures with a screen and without one, and no window flickers past.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_on_qt_message)
    app = make_application(sys.argv[:1], words)
    app.setCursorFlashTime(0)
    return app


def _on_qt_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what the screenless platform says of every window."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)  # noqa: T201 - Qt's own way


class _Sitting(QObject):
    """One window in one look, from log-in to lock."""

    def __init__(self, app: QApplication, window: MainWindow, look: Look, save: Save) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._look = look
        self._save = save
        window.resize(look.width, look.height)
        window.show()
        window.activateWindow()
        window.lock_screen.focus_first()

    def end(self) -> None:
        """Let the window go."""
        self._window.desk.tasks.close()
        self._window.close()
        self._window.deleteLater()
        self.deleteLater()
        self._settle()

    def picture_all(self) -> None:
        """Picture every scene, in the order a person meets them."""
        window = self._window
        self._picture("log-in")
        self._log_in()
        for screen in window.screens:
            window.show_screen(screen.action.id)
            self._picture(screen.action.id)
        window.show_screen(actions.BOARD.id)
        self._picture_menu()
        self._picture_search()
        window.desk.actions.action(actions.HELP.id).trigger()
        self._picture("help")
        window.desk.actions.action(actions.HELP.id).trigger()
        for screen in window.screens:
            window.show_screen(screen.action.id)
            window.desk.curtain.lower()
            self._picture(f"curtain-{screen.action.id}")
            window.desk.curtain.lift()
        window.desk.actions.action(actions.LOCK.id).trigger()
        self._picture("lock")

    def picture_sheet(self) -> None:
        """Picture the handover sheet as it is printed, a file for each page."""
        language = self._look.language
        self._window.desk.tasks.run(preview_handover, then=self._on_sheet, language=language)

    def _on_sheet(self, pdf: bytes) -> None:
        for number, page in enumerate(pages_of(pdf, dpi=_PAPER_DPI * self._look.scale), start=1):
            self._save(f"sheet-{self._look.language}-page-{number}.png", png(page))

    # -- scenes ----------------------------------------------------------------------------

    def _log_in(self) -> None:
        card = self._window.lock_screen.card
        card.login.setText(DEMO_LOGIN)
        card.password.setText(DEMO_PASSWORD)
        card.enter.click()
        self._settle()
        if self._window.is_locked:
            raise AssertionError("the demo's shift lead could not log in")

    def _picture_menu(self) -> None:
        focused = self._app.focusWidget()
        if focused is None:
            return
        press(focused, Qt.Key.Key_Down)
        press(focused, Qt.Key.Key_Return)
        menu = self._app.activePopupWidget()
        if isinstance(menu, QMenu):
            self._picture("board-menu", over=menu)
            menu.close()

    def _picture_search(self) -> None:
        search = self._window.desk.search
        search.type(LETTERS)
        self._picture("board-search")
        search.clear()
        self._window.show_screen(actions.BOARD.id)

    # -- the camera ------------------------------------------------------------------------

    def _settle(self) -> None:
        """Let layouts, queued answers and deferred deletions come to rest."""
        for _ in range(4):
            self._app.sendPostedEvents()
            self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            self._app.processEvents()

    def _picture(self, scene: str, *, over: QWidget | None = None) -> None:
        self._settle()
        look, window = self._look, self._window
        image = QImage(QSize(look.width, look.height) * look.scale, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(look.scale)
        image.fill(QColor("white"))
        window.render(image, QPoint())
        if over is not None:
            over.render(image, window.mapFromGlobal(over.mapToGlobal(QPoint())))
        self._save(look.name(scene), png(image))


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press and release a key on ``widget``."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, event)


def pages_of(pdf: bytes, *, dpi: int) -> list[QImage]:
    """Return the pages of a PDF as grey pictures, as a mono printer prints them."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(pdf)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = []
    for number in range(document.pageCount()):
        size = (document.pagePointSize(number) * dpi / _POINTS_AN_INCH).toSize()
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(QColor("white"))
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        pages.append(page.convertToFormat(QImage.Format.Format_Grayscale8))
    document.close()
    return pages


def png(image: QImage) -> bytes:
    """Return ``image`` as a PNG, as small as Qt makes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 0)  # type: ignore[call-overload]  # Qt takes a device, its stub says so in bytes
    return bytes(buffer.data().data())
