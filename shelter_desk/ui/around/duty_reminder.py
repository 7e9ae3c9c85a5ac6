"""Log-in offers to put oneself on duty: one line, in the way of nothing."""

from PySide6.QtCore import QObject

from shelter_desk.errors import DeskError
from shelter_desk.services.on_duty import DutyOffer, duty_offer
from shelter_desk.ui.actions import key_caption
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.lock.session import Session
from shelter_desk.ui.theme import Status


class DutyReminder(QObject):
    """Tells whoever has just taken over the desk that she is not on duty, and how she gets there.

    The fire list counts only those who are. Who is on duty, or may not be, hears nothing.
    """

    def __init__(self, desk: Desk, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._was: int | None = None
        session.changed.connect(self._on_session)

    def _on_session(self) -> None:
        person = self._session.person
        now = None if person is None else person.staff_id
        came, self._was = now is not None and now != self._was, now
        if came:
            self._desk.tasks.run(duty_offer, then=self._on_offer, failed=self._on_refused)

    def _on_offer(self, offer: DutyOffer | None) -> None:
        if offer is None:
            return
        words = self._desk.words
        keys = key_caption(self._desk.actions.spec("on_duty").keys[0], words)
        self._desk.notices.tell(
            Status.INFO,
            words.say(
                "You are not put on duty, so the fire list does not count you. {keys} puts you on"
                " duty until {until}.",
                keys=keys,
                until=offer.ends_at,
            ),
        )

    def _on_refused(self, error: DeskError) -> None:
        # An account without women has no duty either.
        del error
