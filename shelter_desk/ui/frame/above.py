"""What lies over the window: menus, dialogs, tool tips; all of it goes when the desk is locked."""

from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QWidget


def application() -> QApplication:
    """Return the running application; raises ``TypeError`` without one."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("no QApplication")
    return app


def close_everything_above(window: QWidget) -> None:
    """Close menus, dialogs, tool tips and any other window of the program but ``window``."""
    QToolTip.hideText()
    app = application()
    while (popup := app.activePopupWidget()) is not None:
        popup.close()
        if popup.isVisible():
            popup.hide()
    for widget in app.topLevelWidgets():
        if widget is window or not widget.isVisible():
            continue
        if isinstance(widget, QDialog):
            widget.reject()
        if isinstance(widget, QMenu) or widget.isVisible():
            widget.close()
        if widget.isVisible():
            widget.hide()
