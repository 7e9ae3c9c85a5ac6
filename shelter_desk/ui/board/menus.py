"""The board's menus: what can be done for a row, and what can be given."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from shelter_desk.terms import ProvisionKind
from shelter_desk.ui.board import actions, wording
from shelter_desk.ui.desk import Desk

_ABOUT_HER = (
    "visit",
    "handout",
    "message",
    "agree_checks",
    "keep_apart",
    "isolate",
    "send_away",
)
"""Forms a row's menu offers, in this order, those the desk has."""


class BoardMenus(QObject):
    """Makes the menus over ``home``; ``give(kind)`` is called for what was chosen to be given."""

    def __init__(self, desk: Desk, home: QWidget, give: Callable[[ProvisionKind], None]) -> None:
        super().__init__(home)
        self._desk = desk
        self._home = home
        self._give = give

    def provisions(self, kinds: tuple[ProvisionKind, ...]) -> QMenu:
        """Return the menu of what can be given."""
        menu = self._menu()
        for kind in kinds:
            icon = self._desk.theme.icon(wording.PROVISION_ICONS[kind])
            choice = menu.addAction(icon, wording.provision_word(self._desk.words, kind))
            choice.setData(kind.value)
        menu.triggered.connect(self._on_provision_chosen)
        return menu

    def _on_provision_chosen(self, choice: QAction) -> None:
        self._give(ProvisionKind(str(choice.data())))

    def row(self) -> QMenu:
        """Return the menu of what can be done now for the woman who is chosen."""
        menu = self._menu()
        for spec in actions.ROW_ACTIONS:
            action = self._desk.actions.action(spec.id)
            if action.isEnabled():
                menu.addAction(action)
        known = {spec.id for spec in self._desk.forms.specs()}
        about_her = [form_id for form_id in _ABOUT_HER if form_id in known]
        if about_her:
            menu.addSeparator()
        for form_id in about_her:
            action = self._desk.actions.action(form_id)
            if action.isEnabled():
                menu.addAction(action)
        first = next(iter(menu.actions()), None)
        if first is not None:
            menu.setActiveAction(first)
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self._home)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu


def below_row(view: QAbstractItemView) -> QPoint:
    """Return where a menu of the view's current row opens, on the screen."""
    rect = view.visualRect(view.currentIndex())
    return view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(14, 0))
