"""Lays the sheet that was asked for over the middle of the window, and keeps it over a lock."""

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.forms import Opening
from shelter_desk.ui.forms.sheet import WIDTH, Sheet
from shelter_desk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from shelter_desk.ui.forms.keeper import Half

_AROUND = 16
_VEIL = 0.72
_MOVES = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide}


class FormHost(QWidget):
    """A veil over ``over`` with one sheet on it; hidden while none is open.

    Curtain and lock take the sheet away with everything in it; when they lift for the same
    person it is opened again as it was. ``gone`` says that the last sheet has closed and that
    the keyboard was not in ``over`` before: the screen takes it.
    """

    gone = Signal()

    def __init__(self, desk: Desk, over: QWidget, *, under: QWidget | None = None) -> None:
        """``under`` is at the top of ``over`` and stays clear while it is to be seen."""
        super().__init__(over.parentWidget() or over)
        self._desk = desk
        self._over = over
        self._clear = under
        self._sheet: Sheet | None = None
        self._later: Opening | None = None
        self._under: Opening | None = None
        self._before: QWidget | None = None
        self.hide()
        over.installEventFilter(self)
        if under is not None:
            under.installEventFilter(self)
        forms = desk.forms
        forms.asked.connect(self._on_asked)
        forms.closing.connect(self.leave)
        forms.finished.connect(self._on_finished)
        forms.refused.connect(self._on_refused)
        desk.curtain.changed.connect(self._on_curtain)
        desk.words.changed.connect(self._on_words)
        desk.theme.changed.connect(self.update)
        desk.tasks.announced.connect(self._on_announced)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is shown."""
        return self._sheet

    # -- opening -------------------------------------------------------------------------------

    def _on_asked(self, opening: Opening) -> None:
        if self._desk.curtain.down and not opening.spec.behind_curtain:
            self._later = opening
            return
        under = self._under
        if self._sheet is None:
            focus = self.window().focusWidget()
            # Opened from the search: work goes on at the screen, not there.
            inside = focus is not None and self._over.isAncestorOf(focus)
            self._before = focus if inside else None
            under = None
        elif self._sheet.stays and self._sheet.opening is not None:
            under = self._sheet.opening
        self._put_away()
        self._under = None if under is not None and under.key == opening.key else under
        self._show(opening)

    def _show(self, opening: Opening) -> None:
        desk = self._desk
        self._sheet = sheet = opening.spec.make(desk)
        sheet.opening = opening
        sheet.setParent(self)
        desk.forms.shown, desk.forms.shown_key = opening.spec.id, opening.key
        sheet.retranslate()
        sheet.begin(opening.about, **opening.given)
        if isinstance(sheet, Form):
            sheet.settle()
        kept: Half | None = desk.forms.keeper.look(opening.key)
        if kept is not None:
            sheet.put(kept)
        desk.forms.keeper.watch(self._content)
        sheet.left.connect(self.leave)
        sheet.grown.connect(self.lay_out)
        desk.actions.set_covered(True)
        self.show()
        self.raise_()
        sheet.show()
        self.lay_out()
        sheet.focus_first()
        announce(sheet, sheet.title.text())

    def _content(self) -> "tuple[str, Half | None]":
        sheet = self._sheet
        if sheet is None or sheet.opening is None:
            return "", None
        return sheet.opening.key, sheet.half()

    # -- closing -------------------------------------------------------------------------------

    def leave(self) -> None:
        """Close the sheet; what is half typed in it is kept for the next time."""
        if self._sheet is None:
            return
        kept = self._put_away()
        if kept:
            self._desk.notices.act(self._desk.words.say("What was half typed is kept"))
        self._go_back()

    def _put_away(self) -> bool:
        """Take the sheet off; say whether something half typed was kept."""
        sheet, self._sheet = self._sheet, None
        forms = self._desk.forms
        forms.shown = forms.shown_key = None
        forms.keeper.watch(None)
        if sheet is None:
            return False
        half = sheet.half()
        if sheet.opening is not None:
            forms.keeper.keep(sheet.opening.key, half)
        sheet.hide()
        sheet.setParent(None)
        sheet.deleteLater()
        return half is not None

    def _go_back(self) -> None:
        """Show the list the sheet was opened from, or the screen."""
        under, self._under = self._under, None
        if under is not None:
            self._show(under)
            return
        self.hide()
        self._desk.actions.set_covered(False)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.gone.emit()

    def _on_finished(self, opening: Opening) -> None:
        if self._later is not None and self._later.key == opening.key:
            self._later = None
        sheet = self._sheet
        if sheet is not None and sheet.opening is not None and sheet.opening.key == opening.key:
            self._put_away()
            self._go_back()

    def _on_refused(self, opening: Opening, error: DeskError) -> None:
        sheet = self._sheet
        if isinstance(sheet, Form) and sheet.opening and sheet.opening.key == opening.key:
            sheet.refused(error)

    # -- curtain, lock, another person -----------------------------------------------------------

    def _on_curtain(self, down: bool) -> None:
        if down:
            if self._sheet is not None and not self._shown_behind_curtain():
                self._later = self._sheet.opening
                self._put_away()
                self.hide()
                self._desk.actions.set_covered(False)
        elif self._later is not None:
            opening, self._later = self._later, None
            self._show(opening)

    def _shown_behind_curtain(self) -> bool:
        opening = self._sheet.opening if self._sheet is not None else None
        return opening is not None and opening.spec.behind_curtain

    def forget(self) -> None:
        """Somebody else has logged in: nothing of what was half typed is hers."""
        self._later = self._under = self._before = None
        self._desk.forms.keeper.clear()

    def take_focus(self) -> bool:
        """Put the keyboard back into the sheet; say whether there is one."""
        if self._sheet is None:
            return False
        self._sheet.focus_first()
        return True

    # -- what happens around ---------------------------------------------------------------------

    def _on_announced(self, _changed: object) -> None:
        if self._sheet is not None:
            self._sheet.refresh()

    def _on_words(self) -> None:
        if self._sheet is not None:
            self._sheet.retranslate()
            self.lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what it lies over."""
        if watched in {self._over, self._clear} and event.type() in _MOVES:
            self.lay_out()
        return super().eventFilter(watched, event)

    def lay_out(self) -> None:
        """Lie exactly over the middle, the sheet in its upper part."""
        self.setGeometry(self._over.geometry())
        left_clear = self._leave_clear()
        sheet, theme = self._sheet, self._desk.theme
        if sheet is None:
            return
        around = theme.px(_AROUND)
        width = min(theme.px(WIDTH), self.width() - 2 * around)
        most = self.height() - left_clear - 2 * around
        height = max(0, min(sheet.wanted_height(width), most))
        top = left_clear + around + max(0, (most - height) // 3)
        sheet.setGeometry((self.width() - width) // 2, top, width, height)

    def _leave_clear(self) -> int:
        """Cut the veil where something stays clear; return how high that is."""
        clear = self._clear
        if clear is None or clear.isHidden():
            self.clearMask()
            return 0
        place = QRect(clear.mapTo(self._over, QPoint()), clear.size())
        self.setMask(QRegion(self.rect()).subtracted(QRegion(place)))
        return place.bottom() + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the veil."""
        del event
        painter = QPainter(self)
        painter.setOpacity(_VEIL)
        painter.fillRect(QRectF(self.rect()), self._desk.theme.colour("window"))
        painter.end()
