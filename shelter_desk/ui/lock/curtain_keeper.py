"""Lifts the curtain for whoever lowered it, by PIN or password."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from shelter_desk.errors import DeskError
from shelter_desk.services.rights import PinLockedError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.lock.curtain_panel import CurtainPanel
from shelter_desk.ui.lock.session import AccessCalls, Session, SignedIn
from shelter_desk.ui.widgets import announce


class CurtainKeeper(QObject):
    """Tries what was typed on the panel; ``is_locked`` because the lock wants its own answer."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        access: AccessCalls,
        panel: CurtainPanel,
        *,
        is_locked: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._access = access
        self._panel = panel
        self._is_locked = is_locked
        panel.tried.connect(self._on_tried)

    def _on_tried(self, secret: str, is_pin: bool) -> None:
        person = self._session.person
        if person is None:
            return
        run, access = self._desk.tasks.run, self._access
        if is_pin:
            run(
                access.use_pin,
                then=self._on_opened,
                failed=self._on_refused,
                staff_id=person.staff_id,
                pin=secret,
            )
        else:
            run(
                access.log_in,
                then=self._on_opened,
                failed=self._on_refused,
                login=person.login,
                password=secret,
            )

    def _on_opened(self, person: SignedIn) -> None:
        if self._is_locked():
            return  # the lock came first
        self._session.enter(person)
        self._desk.curtain.lift()

    def _on_refused(self, error: DeskError) -> None:
        if isinstance(error, PinLockedError):
            self._session.amend(has_pin=False)
        sentence = self._desk.words.explain(error)
        self._panel.say_hint(sentence)
        announce.announce(self._panel, sentence)
