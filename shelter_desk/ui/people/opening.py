"""Asks for one card at a time, its history and its readers; what comes too late is dropped."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.services.revealed import ShieldedCardError
from shelter_desk.services.woman_pictures import WomanCard
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.people.calls import PeopleCalls


class CardOpener(QObject):
    """``came(card)`` and ``gone(error)`` answer :meth:`open`; the others what they are named for.

    A shielded woman's card opens the form for the reason, whose answer is handed to
    :meth:`take`. The reason is remembered by the audit, not here.
    """

    came = Signal(object)
    gone = Signal(object)
    history_came = Signal(object)
    older_came = Signal(object)
    readers_came = Signal(object)

    def __init__(self, desk: Desk, calls: PeopleCalls, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._calls = calls
        self._wanted: Chosen | None = None
        self._guest_id: int | None = None

    def open(self, about: Chosen) -> None:
        """Ask for the card of a woman with a card, or of a presence."""
        self.forget()
        self._wanted = about
        self._ask()

    def again(self) -> None:
        """Ask for the same card anew."""
        if self._wanted is not None:
            self._ask()

    def forget(self) -> None:
        """Nothing that was asked for is wanted any more."""
        self._wanted = self._guest_id = None
        for key in ("people_card", "people_history", "people_readers"):
            self._desk.tasks.forget(key)

    def take(self, card: object) -> None:
        """Show the card that a reason was given for."""
        if isinstance(card, WomanCard):
            self._wanted = Chosen(card.guest_id, person=card.person)
            self._on_card(card)

    def _ask(self) -> None:
        if self._wanted is None:
            return
        self._desk.tasks.run(
            self._calls.card,
            then=self._on_card,
            failed=self._on_refused,
            latest="people_card",
            guest_id=self._wanted.guest_id,
            presence_id=None if self._wanted.guest_id else self._wanted.presence_id,
        )

    def _on_card(self, card: WomanCard) -> None:
        self._guest_id = card.guest_id
        self.came.emit(card)

    def _on_refused(self, error: DeskError) -> None:
        wanted = self._wanted
        if isinstance(error, ShieldedCardError) and wanted is not None:
            self._desk.forms.open("card_reason", wanted)
        else:
            self.gone.emit(error)

    # -- history and readers -----------------------------------------------------------------

    def ask_history(self) -> None:
        """Ask for the newest part of her history."""
        self._ask_history(None)

    def ask_older(self, before: datetime) -> None:
        """Ask for what was before."""
        self._ask_history(before)

    def _ask_history(self, before: datetime | None) -> None:
        if self._guest_id is None:
            return
        signal = self.history_came if before is None else self.older_came
        self._desk.tasks.run(
            self._calls.history,
            then=signal.emit,
            latest="people_history",
            guest_id=self._guest_id,
            before=before,
        )

    def ask_readers(self) -> None:
        """Ask who has read about her."""
        if self._guest_id is not None:
            self._desk.tasks.run(
                self._calls.readers,
                then=self.readers_came.emit,
                latest="people_readers",
                guest_id=self._guest_id,
            )
