"""From a hit under the search field, or a card in the panel, to a woman who is in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from shelter_desk.services.snapshots import ArrivalCard, SearchHit
from shelter_desk.ui.board.acts import BoardActs
from shelter_desk.ui.board.calls import BoardCalls
from shelter_desk.ui.board.finder import Finder
from shelter_desk.ui.board.side import BoardSide
from shelter_desk.ui.board.who import Coming, Here, of_hit
from shelter_desk.ui.counter.specs import COMES_LATER
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.theme import Status

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Arriving(QObject):
    """What is done with a hit: Enter, Ctrl+Enter (with a place), Shift+Enter (came earlier).

    ``here_of(hit)`` says how the board knows somebody who is here already. ``row_wanted``
    carries the presence whose row is to have the keyboard, ``board_wanted`` asks for the board
    to be shown, ``row_again`` for the row that was shown before the search.
    """

    row_wanted = Signal(int)
    board_wanted = Signal()
    row_again = Signal()

    def __init__(
        self,
        desk: Desk,
        calls: BoardCalls,
        acts: BoardActs,
        side: BoardSide,
        *,
        here_of: Callable[[SearchHit], Here],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._acts = acts
        self._side = side
        self._here_of = here_of

    def listen(self, finder: Finder) -> None:
        """Answer the search field and the card's buttons."""
        finder.hit_shown.connect(self._on_hit_shown)
        finder.hit_picked.connect(self._on_hit_picked)
        finder.new_wanted.connect(self._on_new_picked)
        finder.anonymous_wanted.connect(self._on_anonymous_picked)
        finder.more_wanted.connect(self._on_more)
        card = self._side.arrival
        card.check_in_wanted.connect(self._on_card_check_in)
        card.with_bed_wanted.connect(self._on_card_with_bed)
        card.without_bed_wanted.connect(self._on_card_without_bed)
        card.earlier_wanted.connect(self._on_card_earlier)
        card.later_wanted.connect(self._on_card_later)

    # -- the search field --------------------------------------------------------------------

    def _on_hit_shown(self, hit: SearchHit | None) -> None:
        if hit is None:
            self.row_again.emit()
        elif hit.presence_id is not None:
            self._side.show_here(self._here_of(hit))
        else:
            self._side.show_coming(of_hit(hit))

    def _on_hit_picked(self, hit: SearchHit, modifiers: Qt.KeyboardModifier) -> None:
        if hit.presence_id is not None:
            self._pick_here(self._here_of(hit))
        elif modifiers & _SHIFT:
            self._came_earlier(of_hit(hit))
        elif modifiers & _CONTROL:
            self._desk.search.clear()
            self._check_in_with_bed(of_hit(hit))
        else:
            self._desk.search.clear()
            who = of_hit(hit)
            self._acts.check_in(who, bed=who.held)

    def _pick_here(self, who: Here) -> None:
        self._desk.search.clear()
        if who.is_out:
            self._acts.come_back(who)
            return
        self.board_wanted.emit()
        self.row_wanted.emit(who.presence_id)

    def _on_new_picked(self, alias: str, modifiers: Qt.KeyboardModifier) -> None:
        self.board_wanted.emit()
        form, earlier = self._side.new_form, bool(modifiers & _SHIFT)
        self._side.open_form(form, partial(form.open_for, alias, earlier=earlier))

    def _on_anonymous_picked(self, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _SHIFT:
            self._came_earlier(None)
        else:
            self._desk.search.clear()
            self._acts.check_in_anonymous()

    def _on_more(self, hit: SearchHit) -> None:
        del hit
        self._side.take_keyboard()

    # -- the card in the panel ---------------------------------------------------------------

    def _on_card_check_in(self) -> None:
        who = self._side.shown
        if isinstance(who, Coming):
            self._desk.search.clear()
            self._acts.check_in(who, bed=who.held)

    def _on_card_without_bed(self) -> None:
        who = self._side.shown
        if isinstance(who, Coming):
            self._desk.search.clear()
            self._acts.check_in(who)

    def _on_card_with_bed(self) -> None:
        who = self._side.shown
        if isinstance(who, Coming):
            self._desk.search.clear()
            self._check_in_with_bed(who)

    def _on_card_earlier(self) -> None:
        who = self._side.shown
        if isinstance(who, Coming):
            self._came_earlier(who)

    def _on_card_later(self) -> None:
        who = self._side.shown
        if isinstance(who, Coming) and who.guest_id is not None:
            self._desk.search.clear()
            self._desk.forms.open(COMES_LATER.id, Chosen(who.guest_id, person=who.person))

    # -- ways in ---------------------------------------------------------------------------

    def _came_earlier(self, who: Coming | None) -> None:
        self.board_wanted.emit()
        form = self._side.came_form
        self._side.open_form(form, partial(form.open_for, who))

    def _check_in_with_bed(self, who: Coming) -> None:
        if who.held is not None:
            self._acts.check_in(who, bed=who.held)
            return
        # Asked anew: the card may not have come yet, and the best bed may be another by now.
        self._desk.tasks.run(
            self._calls.arrival_card,
            then=partial(self._on_card_for_bed, who),
            **who.card_of,
        )

    def _on_card_for_bed(self, who: Coming, card: ArrivalCard) -> None:
        if card.person.place:
            self._acts.check_in(who)
        elif card.best_bed_id is None or card.best_bed_code is None:
            sentence = self._desk.words.say(
                "No ordinary place is free. She is checked in without one."
            )
            self._desk.notices.tell(Status.WATCH, sentence)
            self._acts.check_in(who)
        else:
            self._acts.check_in(who, bed=(card.best_bed_id, card.best_bed_code))
