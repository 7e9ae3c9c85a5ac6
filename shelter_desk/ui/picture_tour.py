"""The way through the program that is pictured: one window, from log-in to lock, and every form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from shelter_desk.services.report_desk import preview_report
from shelter_desk.services.report_wishes import Preview, ReportKind, Wish
from shelter_desk.ui import actions
from shelter_desk.ui.lock.session import DEMO_LOGIN, DEMO_PASSWORD
from shelter_desk.ui.main_window import MainWindow
from shelter_desk.ui.picture_files import Look, pages_of, png

Save = Callable[[str, bytes], object]
"""Keeps one picture: its file name without a folder, and the PNG."""

LETTERS = "ev"
DEMO_MANAGER = "leder"
"""Who may see every section and every form."""
_PAPER_DPI = 110


class Tour(QObject):
    """One window in one look."""

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

    def picture_evening(self) -> None:
        """Picture what the shift lead of the evening meets, in the order she meets it."""
        window = self._window
        self._picture("log-in")
        self._log_in(DEMO_LOGIN)
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

    def picture_everything(self) -> None:
        """Picture every view and every form there is, as a manager may open them."""
        window = self._window
        window.log_out()
        self._log_in(DEMO_MANAGER)
        for screen in window.screens:
            window.show_screen(screen.action.id)
            for name, show in screen.views():
                show()
                self._picture(f"{screen.action.id}-{name}")
                window.desk.forms.close()
        window.show_screen(actions.BOARD.id)
        self._settle()
        forms, chosen = window.desk.forms, window.desk.chosen.now
        for spec in forms.specs():
            if spec.action is not None:
                forms.open(spec.id, chosen)
                self._picture(f"form-{spec.id}")
                forms.close()
                self._settle()

    def picture_paper(self) -> None:
        """Picture what is printed, a file for each page."""
        language = self._look.language
        for kind in ReportKind:
            name = "sheet" if kind is ReportKind.HANDOVER else kind.value
            self._window.desk.tasks.run(
                preview_report,
                then=partial(self._on_paper, name),
                wish=Wish(kind, language=language),
            )

    def _on_paper(self, paper: str, preview: Preview) -> None:
        pages = pages_of(preview.pdf, dpi=_PAPER_DPI * self._look.scale)
        for number, page in enumerate(pages, start=1):
            name = f"{paper}-{self._look.language}-page-{number}.png"
            self._save(name.replace("_", "-"), png(page))

    # -- scenes ----------------------------------------------------------------------------

    def _log_in(self, login: str) -> None:
        card = self._window.lock_screen.card
        card.login.setText(login)
        card.password.setText(DEMO_PASSWORD)
        card.enter.click()
        self._settle()
        if self._window.is_locked:
            raise AssertionError(f"{login} of the demo could not log in")

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
        search.focus()
        self._picture("palette")
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
