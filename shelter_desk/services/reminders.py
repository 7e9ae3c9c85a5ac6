"""The reminder of an overdue check: that somebody silenced it is kept (screens.md, «Frame»)."""

from shelter_desk.services.calling import Changed, Done, Tx, writes
from shelter_desk.terms import Right


@writes(Right.BOARD)
def note_silence(tx: Tx, *, overdue: int) -> Done:
    """Record in the audit that the sound was silenced, with so many checks overdue."""
    tx.audit("check_reminder.silenced", screen="frame", overdue=overdue)
    return Done(Changed(), tx.caller.operation)
