"""Whom the side panel of the board shows, and on which page."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal

from shelter_desk.errors import DeskError
from shelter_desk.services.snapshots import ArrivalCard
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.arrival_page import ArrivalPage
from shelter_desk.ui.board.bed_form import BedForm
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.board.forms import CameForm, Form, LeaveForm, NewForm, OutForm
from shelter_desk.ui.board.pages import EmptyPage, SeveralPage
from shelter_desk.ui.board.panel import BoardPanel
from shelter_desk.ui.board.who import Coming, Here
from shelter_desk.ui.board.woman_page import WomanPage
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.widgets.buttons import Button


class BoardSide(BoardPanel):
    """The panel with its pages. ``shown`` is whom it is about.

    ``chosen_anew`` follows whenever it is about somebody else; ``wanted(open)`` opens (or
    closes) the panel where the window is too narrow to show it always.
    """

    wanted = Signal(bool)
    chosen_anew = Signal()

    def __init__(
        self,
        desk: Desk,
        calls: BoardCalls,
        acts: BoardActs,
        *,
        namesake: Callable[[str], bool],
    ) -> None:
        super().__init__(desk)
        self._calls = calls
        self.shown: Here | Coming | None = None
        self.empty = EmptyPage(desk)
        self.woman = WomanPage(desk)
        self.arrival = ArrivalPage(desk)
        self.several = SeveralPage(desk)
        self.out_form = OutForm(desk, acts)
        self.leave_form = LeaveForm(desk, acts)
        self.came_form = CameForm(desk, acts)
        self.new_form = NewForm(desk, acts, namesake=namesake)
        self.bed_form = BedForm(desk, acts, calls)
        self.forms: tuple[Form, ...] = (
            self.out_form,
            self.leave_form,
            self.came_form,
            self.new_form,
            self.bed_form,
        )
        for page in (self.empty, self.woman, self.arrival, self.several, *self.forms):
            self.add(page)

    # -- whom ------------------------------------------------------------------------------

    def show_here(self, who: Here) -> None:
        """Show somebody who is here; her card follows."""
        if self._desk.curtain.down:
            return
        self.shown = who
        self.woman.show_woman(who)
        self.show_page(self.woman)
        self._chosen_anew()
        self._ask_card(who.presence_id)

    def show_anew(self, who: Here) -> None:
        """Show what has changed of whom is shown; a form that is open stays."""
        self.shown = who
        self._chosen_anew()
        if self.page is self.woman:
            self.woman.show_woman(who)
            self._ask_card(who.presence_id)

    def show_coming(self, who: Coming) -> None:
        """Ask what must be known of somebody who may come, and show it."""
        if self._desk.curtain.down:
            return
        if not who.card_of:
            self.show_nobody()
            return
        self.shown = who
        self._chosen_anew()
        self._desk.tasks.run(
            self._calls.arrival_card,
            then=self._on_arrival_card,
            latest="board_arrival",
            **who.card_of,
        )

    def show_several(self, whom: list[Here]) -> None:
        """Show who is marked."""
        self.several.show_several(whom)
        self.show_page(self.several)
        self._chosen_anew()

    def show_nobody(self) -> None:
        """Say what the panel is for."""
        self.shown = None
        self.show_page(self.empty)
        self._chosen_anew()

    def say_chosen(self) -> None:
        """Let forms and palette start from whom the panel shows."""
        who = self.shown
        chosen = None
        if isinstance(who, Here):
            chosen = Chosen(who.person.guest_id, who.presence_id, person=who.person)
        elif who is not None and who.guest_id is not None:
            chosen = Chosen(who.guest_id, person=who.person)
        self._desk.chosen.set(None if self._desk.curtain.down else chosen)

    def _chosen_anew(self) -> None:
        self._desk.actions.refresh()
        self.chosen_anew.emit()

    def _ask_card(self, presence_id: int) -> None:
        self._desk.tasks.run(
            self._calls.presence_card,
            then=self.woman.show_card,
            failed=self._on_no_card,
            latest="board_card",
            presence_id=presence_id,
        )

    def _on_no_card(self, error: DeskError) -> None:
        """She left this moment: the next picture of the board takes her away."""

    def _on_arrival_card(self, card: ArrivalCard) -> None:
        shown = self.shown
        if self._desk.curtain.down or not isinstance(shown, Coming):
            return
        if self.page in self.forms:
            return  # a form was opened meanwhile
        self.arrival.show_card(card)
        self.show_page(self.arrival)
        if card.know:
            self.wanted.emit(True)

    # -- the keyboard --------------------------------------------------------------------------

    def open_form(self, form: Form, begin: Callable[[], None]) -> None:
        """Show a form and let it begin: it takes the keyboard."""
        self.show_page(form)
        self.wanted.emit(True)
        begin()
        if self._desk.search.text:
            self._desk.search.clear()

    def has_keyboard(self) -> bool:
        """Say whether the keyboard is in the panel, so that what it shows must stay."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first button of the page."""
        self.wanted.emit(True)
        page = self.page
        if page is None:
            return
        if page is self.arrival:
            self.arrival.check_in.setFocus(Qt.FocusReason.TabFocusReason)
            return
        for button in page.findChildren(Button):
            if button.isVisibleTo(page) and button.isEnabled():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return
