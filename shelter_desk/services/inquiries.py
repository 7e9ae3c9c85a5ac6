"""«Noen spør etter henne»: the answer is always the same, and the log says that it was given.

Rule: domain.md b4. Nobody is told whether she is here or was here, nor whether the house knows
her; so asking needs no card, and naming one tells the asker nothing.
"""

from datetime import datetime

from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.lines import Subject, write_line
from shelter_desk.services.standing import known_guest
from shelter_desk.services.times import moment
from shelter_desk.services.written import clean_body, clean_note, says_something
from shelter_desk.terms import INCIDENT_SHORT_LIMIT, Level, LogKind, Right


@writes(Right.BOARD)
def asked_for_her(
    tx: Tx,
    *,
    guest_id: int | None = None,
    note: str = "",
    short: str = "",
    at: datetime | None = None,
) -> Done:
    """Log that somebody asked for a woman and got the fixed neutral answer.

    ``note`` is what happened at the door or on the phone, in the writer's words; without one
    the program words the line. ``short`` goes on the handover sheet (60 characters). Raises
    :class:`~shelter_desk.services.standing.UnknownGuestError`, the errors of
    :mod:`shelter_desk.services.written` and of :mod:`shelter_desk.services.times`.
    """
    about: list[Subject] = []
    if guest_id is not None:
        about = [("guest", known_guest(tx, guest_id).id)]
        tx.touch(guest=about[0][1])
    wrote = says_something(note)
    line = write_line(
        tx,
        LogKind.ASKED_FOR_HER,
        about=about,
        at=moment(tx, at),
        level=Level.WATCH,
        automatic=not wrote,
        body=clean_body(note) if wrote else "",
        short=clean_note(short, INCIDENT_SHORT_LIMIT),
        params={"answer": "neutral"},
    )
    return tx.done(entry_id=line.id, row_id=line.id)
