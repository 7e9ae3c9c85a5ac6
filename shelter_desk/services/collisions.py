"""Which rule of the database an operation ran into, as a kind sentence.

The database's constraints are what two racing desks rely on; this only finds the words. SQLite
names columns or the trigger's message, PostgreSQL names the constraint.
"""

from sqlalchemy.exc import IntegrityError

from shelter_desk.errors import RefusedError
from shelter_desk.marking import mark


class BedJustTakenError(RefusedError):
    """Another desk gave this bed a moment ago."""

    sentence = mark(
        "This place was just given to somebody else. Nothing was changed; choose another place."
    )


class HasBedAlreadyError(RefusedError):
    """Another desk gave this woman a bed a moment ago, or she has one at that time."""

    sentence = mark("She has a place already at that time. Nothing was changed.")


class AlreadyInsideError(RefusedError):
    """She is checked in already, or was at that time."""

    sentence = mark("She is checked in already at that time. Nothing was changed.")


class AlreadyOutError(RefusedError):
    """She is out for a while already, or was at that time."""

    sentence = mark("She is out for a while already at that time. Nothing was changed.")


class BedHeldError(RefusedError):
    """The bed is kept for somebody that night."""

    sentence = mark("This place is kept for somebody that night. Nothing was changed.")


class AliasTakenError(RefusedError):
    """A card with the same alias and second word exists."""

    sentence = mark(
        "There is a card with this alias already. Give the new one a second word,"
        " for example a colour, so that the two are told apart."
    )


class EndsBeforeStartError(RefusedError):
    """An interval would end before it starts."""

    sentence = mark("The end lies before the start. Nothing was changed; look at the times.")


class LogIsFinalError(RefusedError):
    """A sent line cannot be changed."""

    sentence = mark("A line that is sent stays as it is. Add a correction beside it instead.")


class RuleBrokenError(RefusedError):
    """A rule of the database without words of its own."""

    sentence = mark("This does not fit with what is registered already. Nothing was changed.")


# The first of these words found in the database's message decides.
_BY_WORD: tuple[tuple[str, type[RefusedError]], ...] = (
    ("bed_stay_no_overlap_bed", BedJustTakenError),
    ("uq_bed_stay_open_bed", BedJustTakenError),
    ("bed_stay.bed_id", BedJustTakenError),
    ("bed_stay_no_overlap", HasBedAlreadyError),
    ("uq_bed_stay_open", HasBedAlreadyError),
    ("bed_stay.guest_id", HasBedAlreadyError),
    ("bed_stay.presence_id", HasBedAlreadyError),
    ("presence_no_overlap", AlreadyInsideError),
    ("uq_presence_open", AlreadyInsideError),
    ("presence.guest_id", AlreadyInsideError),
    ("out_spell_no_overlap", AlreadyOutError),
    ("uq_out_spell_open", AlreadyOutError),
    ("out_spell.presence_id", AlreadyOutError),
    ("uq_hold_night", BedHeldError),
    ("hold_night.bed_id", BedHeldError),
    ("uq_guest_alias", AliasTakenError),
    ("guest.alias_key", AliasTakenError),
    ("ends_after_start", EndsBeforeStartError),
    ("_is_final", LogIsFinalError),
)


def collision(error: IntegrityError) -> RefusedError:
    """Return the kind sentence for a broken constraint."""
    diagnosis = getattr(error.orig, "diag", None)
    message = f"{getattr(diagnosis, 'constraint_name', None) or ''} {error.orig}"
    for word, kind in _BY_WORD:
        if word in message:
            return kind()
    return RuleBrokenError()
