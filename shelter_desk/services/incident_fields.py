"""What every incident has, and what it cannot be: plain values from a form, checked (e2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.incident_terms import (
    DoseGiver,
    IncidentOutcome,
    NaloxoneProduct,
    Nostril,
    PoliceLine,
)
from shelter_desk.marking import mark
from shelter_desk.services.calling import Tx
from shelter_desk.services.times import moment
from shelter_desk.services.written import clean_body, clean_note, says_something
from shelter_desk.texts import Texts

PLACE_LIMIT = 80
NAME_LIMIT = 80
REFERENCE_LIMIT = 60
DEVIATION_LIMIT = 40
MOST_DOSES = 20
MOST_STAFF = 200


class ToldMissingError(BadInputError):
    """What happened is missing."""

    sentence = mark("Write in a few words what happened. More can be added later.")


class TimesCrossError(BadInputError):
    """Something ends before it begins."""

    sentence = mark("The times do not fit together: {late} lies before {early}.")


class DoseTimesError(BadInputError):
    """A spray was given before she was found."""

    sentence = mark("A spray at {at} does not fit with when she was found. Look at the times.")


class TooManyDosesError(BadInputError):
    """More sprays than anybody gives."""

    sentence = mark("One form can hold at most {limit} sprays.")


class WhomNeededError(RefusedError):
    """Nobody to look after."""

    sentence = mark(
        "Choose her, or register an anonymous visit first, so that the checks have somebody to be"
        " about."
    )


class KindOfForceError(BadInputError):
    """Neither physical nor verbal nor anything else."""

    sentence = mark("Choose at least one kind: physical, verbal, sexual or with a weapon.")


class NobodyHurtError(BadInputError):
    """A colleague without a name."""

    sentence = mark("Choose the colleague, or write her or his first name.")


class DisclosedError(BadInputError):
    """Nobody said whether something was told."""

    sentence = mark("Say whether anything about her was told.")


@dataclass(frozen=True)
class Circumstances:
    """What any incident may have; whatever is not known yet is left out. Times are aware UTC."""

    at: datetime | None = None
    """When it happened; now unless said."""
    room_id: int | None = None
    place: str = ""
    staff_on_duty: int | None = None
    lone_work: bool | None = None
    ambulance_called_at: datetime | None = None
    ambulance_called_by: str = ""
    ambulance_came_at: datetime | None = None
    ambulance_left_at: datetime | None = None
    outcome: IncidentOutcome | None = None
    police_called_at: datetime | None = None
    police_line: PoliceLine | None = None
    police_reference: str = ""
    reported_to_police: bool | None = None
    first_aid: bool | None = None
    doctor_called_at: datetime | None = None
    manager_told_at: datetime | None = None
    deviation: str = ""
    debrief_by: str = ""
    debrief_on: date | None = None

    def columns(self) -> dict[str, object]:
        """Return the columns of an incident that were given, cleaned.

        Raises :class:`~shelter_desk.services.written.NoteTooLongError`.
        """
        found: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name in _LIMITS:
                value = clean_note(value, _LIMITS[field.name])
            if field.name != "at" and value not in {None, ""}:
                found[field.name] = value
        return found


_LIMITS = {
    "place": PLACE_LIMIT,
    "ambulance_called_by": NAME_LIMIT,
    "police_reference": REFERENCE_LIMIT,
    "deviation": DEVIATION_LIMIT,
    "debrief_by": NAME_LIMIT,
}

NONE_KNOWN = Circumstances()


@dataclass(frozen=True)
class Dose:
    """One spray: which, when (aware UTC), where, and who gave it."""

    given_at: datetime
    product: NaloxoneProduct = NaloxoneProduct.VENTIZOLVE
    nostril: Nostril | None = None
    given_by: DoseGiver = DoseGiver.STAFF
    from_house: bool = True


@dataclass(frozen=True)
class HitColleague:
    """A colleague who was hit (domain.md b19): who, the work, the cause, the injury."""

    staff_id: int | None = None
    name: str = ""
    work: str = ""
    cause: str = ""
    injury: str = ""
    injured: bool | None = None
    follow_up_by: str = ""
    follow_up_on: date | None = None


def happened(tx: Tx, known: Circumstances) -> datetime:
    """Return when it happened, and see that its times fit together.

    Raises :class:`~shelter_desk.services.times.FutureTimeError`, :class:`TimesCrossError`.
    """
    when = moment(tx, known.at)
    check_times(tx, [known.ambulance_called_at, known.ambulance_came_at, known.ambulance_left_at])
    for at in (known.police_called_at, known.doctor_called_at, known.manager_told_at):
        check_times(tx, [at])
    return when


def check_times(tx: Tx, times: Sequence[datetime | None]) -> None:
    """See that times have been and follow each other, those that are given."""
    before: datetime | None = None
    for at in times:
        if at is None:
            continue
        moment(tx, at)
        if before is not None and at < before:
            raise TimesCrossError(late=at, early=before)
        before = at


def check_doses(tx: Tx, doses: Iterable[Dose], found_at: datetime) -> tuple[Dose, ...]:
    """Return the doses in the order they were given.

    Raises :class:`TooManyDosesError`, :class:`DoseTimesError` and
    :class:`~shelter_desk.services.times.FutureTimeError`.
    """
    given = tuple(sorted(doses, key=lambda dose: dose.given_at))
    if len(given) > MOST_DOSES:
        raise TooManyDosesError(limit=MOST_DOSES)
    for dose in given:
        moment(tx, dose.given_at)
        if (found_at - dose.given_at).total_seconds() > _BEFORE_FOUND:
            raise DoseTimesError(at=dose.given_at)
    return given


_BEFORE_FOUND = 6 * 3600
"""How long before staff were there somebody else may have given a spray, in seconds."""


def body_from(language: str, parts: Iterable[tuple[str, str]]) -> str:
    """Return the paragraphs of a line: marked heading and what was written, as its writer reads.

    Empty ones are left out; nothing at all gives an empty text. Raises
    :class:`~shelter_desk.services.written.TextTooLongError`.
    """
    texts = Texts(language)
    written = [
        f"{texts.say(heading)}: {words.strip()}" if heading else words.strip()
        for heading, words in parts
        if says_something(words)
    ]
    return clean_body("\n\n".join(written)) if written else ""
