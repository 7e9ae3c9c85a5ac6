"""What staff write on her card: names, key worker, her own words, agreements (domain.md a2, b6).

Each form says what it showed (``seen``) and what is wanted: only what was changed is written,
and a field a colleague has changed meanwhile is not overwritten. The audit says which fields
were changed, never what stands in them.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date

from sqlalchemy import select

from shelter_desk.clock import local, local_date
from shelter_desk.errors import BadInputError, RefusedError
from shelter_desk.marking import mark
from shelter_desk.models import Guest, GuestExclusion, GuestNeed, Presence, Staff
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.guests import make_guest, set_pairs
from shelter_desk.services.names import (
    AliasTooLongError,
    alias_key,
    check_birth_year,
    clean_alias,
    clean_text,
)
from shelter_desk.services.revealed import editable_guest
from shelter_desk.services.written import clean_note
from shelter_desk.terms import BedAttribute, Protection, Right, Role

SECOND_WORD_LIMIT = 32
WISH_LIMIT = 400
DIET_LIMIT = 60
PET_LIMIT = 60
HELP_OUT_LIMIT = 120
REMARK_LIMIT = 25
MOST_CHILDREN = 20
_DAY_MINUTES = 24 * 60


class ChangedMeanwhileError(RefusedError):
    """A colleague wrote on the same field while the form stood open."""

    sentence = mark(
        "A colleague has changed this meanwhile. Nothing was saved; what you wrote still stands"
        " here. Look at her card, then save again."
    )


class UnknownColleagueError(RefusedError):
    """The account is not there any more, or has no women."""

    sentence = mark("This colleague cannot be chosen any more. Choose somebody else.")


class NotForHerError(RefusedError):
    """The colleague is shut out from this woman; why is not said."""

    sentence = mark("{name} cannot be chosen here. Ask the shift lead.")


class SameColleagueError(BadInputError):
    """Key worker and deputy are two people."""

    sentence = mark("Key worker and deputy must be two different colleagues.")


class DeputyAloneError(BadInputError):
    """A deputy stands in for somebody."""

    sentence = mark("Choose the key worker first: a deputy stands in for her.")


class ChildrenError(BadInputError):
    """Not a number of children."""

    sentence = mark("The number of children must be from 0 to {most}.")


class WakeTimeError(BadInputError):
    """Not a time of the day."""

    sentence = mark("Write the time as it stands on the clock, for example 07:00.")


@dataclass(frozen=True)
class Names:
    """What she is called, and the year she was born if she wants it known."""

    alias: str
    second_word: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class HerWords:
    """Her own wishes, and who must not learn that she is here."""

    wishes: str = ""
    must_not_know: str = ""


@dataclass(frozen=True)
class Agreements:
    """What is agreed with her. ``wake_minute`` counts local minutes after midnight."""

    asked_for: str = ""
    diet: str = ""
    sheet_remark: str = ""
    help_out: str = ""
    pet: str = ""
    children: int = 0
    wake_minute: int | None = None


@dataclass(frozen=True)
class Workers:
    """Her key worker and who stands in, by the numbers of their accounts."""

    key_worker_id: int | None = None
    deputy_id: int | None = None


Fields = Names | HerWords | Agreements | Workers


@writes(Right.CARD)
def make_card(
    tx: Tx,
    *,
    alias: str,
    second_word: str = "",
    birth_year: int | None = None,
    key_worker_id: int | None = None,
) -> Done:
    """Make a card without checking anybody in; the rules are ``arrivals.check_in_new``'s."""
    _refuse_long(second_word)
    guest = make_guest(tx, alias=alias, second_word=second_word, birth_year=birth_year)
    if key_worker_id is not None:
        _refuse_unfit(tx, guest.id, key_worker_id)
        tx.footprint.change(guest, key_worker_id=key_worker_id, key_worker_since=_today(tx))
    tx.audit("card.make", subject=("guest", guest.id))
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


@writes(Right.CARD)
def set_names(tx: Tx, *, guest_id: int, seen: Names, wanted: Names) -> Done:
    """Change what she is called.

    Raises :class:`ChangedMeanwhileError`, the errors of :mod:`shelter_desk.services.names`,
    :class:`~shelter_desk.services.collisions.AliasTakenError` and those of
    :func:`shelter_desk.services.revealed.editable_guest`, as all that follows here.
    """
    guest = _locked(tx, guest_id)
    _refuse_long(wanted.second_word)
    second = clean_alias(wanted.second_word) if wanted.second_word.strip() else ""
    clean = Names(clean_alias(wanted.alias), second, wanted.birth_year)
    check_birth_year(clean.birth_year, local(tx.now).year)
    changes = _changes(guest, seen, clean)
    if "alias" in changes or "second_word" in changes:
        alias = str(changes.get("alias", guest.alias))
        word = str(changes.get("second_word", guest.second_word))
        keys = {"alias_key": alias_key(alias), "second_key": alias_key(word)}
        _refuse_taken(tx, guest, keys["alias_key"], keys["second_key"])
        changes |= keys
    return _write(tx, guest, "card.names", changes)


@writes(Right.CARD)
def set_words(tx: Tx, *, guest_id: int, seen: HerWords, wanted: HerWords) -> Done:
    """Change her own wishes and who must not learn that she is here."""
    guest = _locked(tx, guest_id)
    clean = HerWords(
        clean_note(wanted.wishes, WISH_LIMIT), clean_note(wanted.must_not_know, WISH_LIMIT)
    )
    return _write(tx, guest, "card.words", _changes(guest, seen, clean))


@writes(Right.CARD)
def set_agreements(tx: Tx, *, guest_id: int, seen: Agreements, wanted: Agreements) -> Done:
    """Change what is agreed with her. Raises :class:`ChildrenError`, :class:`WakeTimeError`."""
    guest = _locked(tx, guest_id)
    if not 0 <= wanted.children <= MOST_CHILDREN:
        raise ChildrenError(most=MOST_CHILDREN)
    if wanted.wake_minute is not None and not 0 <= wanted.wake_minute < _DAY_MINUTES:
        raise WakeTimeError
    clean = replace(
        wanted,
        asked_for=clean_note(wanted.asked_for, WISH_LIMIT),
        diet=clean_note(wanted.diet, DIET_LIMIT),
        sheet_remark=clean_note(wanted.sheet_remark, REMARK_LIMIT),
        help_out=clean_note(wanted.help_out, HELP_OUT_LIMIT),
        pet=clean_note(wanted.pet, PET_LIMIT),
    )
    changes = _changes(guest, seen, clean)
    _carry_over(tx, guest, changes)
    return _write(tx, guest, "card.agreements", changes)


@writes(Right.CARD)
def set_bed_needs(tx: Tx, *, guest_id: int, needs: Iterable[BedAttribute]) -> Done:
    """Say what a bed should have for her; beds are offered by it."""
    guest = _locked(tx, guest_id)
    wanted = set(needs)
    query = select(GuestNeed).where(GuestNeed.guest_id == guest.id, GuestNeed.ended_at.is_(None))
    open_now = {row.attribute: row for row in tx.session.scalars(query)}
    for attribute in sorted(open_now.keys() - wanted):
        tx.footprint.change(open_now[attribute], ended_at=tx.now)
    for attribute in sorted(wanted - open_now.keys()):
        need = GuestNeed(guest_id=guest.id, attribute=attribute, made_at=tx.now)
        tx.footprint.make(need)
    tx.audit("card.bed_needs", subject=("guest", guest.id), number=len(wanted))
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


@writes(Right.CARD)
def set_workers(tx: Tx, *, guest_id: int, seen: Workers, wanted: Workers) -> Done:
    """Choose her one key worker and who stands in (domain.md a2).

    Raises :class:`SameColleagueError`, :class:`DeputyAloneError`,
    :class:`UnknownColleagueError`, :class:`NotForHerError`.
    """
    guest = _locked(tx, guest_id)
    if wanted.key_worker_id is None and wanted.deputy_id is not None:
        raise DeputyAloneError
    if wanted.key_worker_id is not None and wanted.key_worker_id == wanted.deputy_id:
        raise SameColleagueError
    changes = _changes(guest, seen, wanted)
    for staff_id in changes.values():
        if isinstance(staff_id, int):
            _refuse_unfit(tx, guest.id, staff_id)
    if "key_worker_id" in changes:
        changes["key_worker_since"] = _today(tx) if wanted.key_worker_id is not None else None
    return _write(tx, guest, "card.workers", changes)


# -- steps -----------------------------------------------------------------------------------


def _locked(tx: Tx, guest_id: int) -> Guest:
    """Return the card, held until the commit: two desks write one after the other."""
    guest = editable_guest(tx, guest_id)
    tx.session.refresh(guest, with_for_update=True)
    return guest


def _changes(guest: Guest, seen: Fields, wanted: Fields) -> dict[str, object]:
    """Return what is to be written. Raises :class:`ChangedMeanwhileError`."""
    before, after = asdict(seen), asdict(wanted)
    changes = {name: value for name, value in after.items() if value != before[name]}
    for name, value in changes.items():
        now = getattr(guest, name)
        if now not in (before[name], value):
            raise ChangedMeanwhileError
    return {name: value for name, value in changes.items() if getattr(guest, name) != value}


def _write(tx: Tx, guest: Guest, action: str, changes: dict[str, object]) -> Done:
    if changes:
        tx.footprint.change(guest, **changes)
    if "alias_key" in changes:
        set_pairs(tx, guest)
    tx.audit(action, subject=("guest", guest.id), fields=sorted(changes))
    tx.touch(guest=guest.id)
    return tx.done(row_id=guest.id)


def _carry_over(tx: Tx, guest: Guest, changes: dict[str, object]) -> None:
    """Let the visit she is on know too what a fire list needs, where nobody set it by hand."""
    query = select(Presence).where(
        Presence.guest_id == guest.id, Presence.ends_at.is_(None), Presence.voided_at.is_(None)
    )
    presence = tx.session.scalars(query).first()
    if presence is None:
        return
    wanted: dict[str, object] = {}
    if "help_out" in changes and presence.needs_help_out is bool(guest.help_out):
        wanted["needs_help_out"] = bool(changes["help_out"])
    if "children" in changes and presence.children == guest.children:
        wanted["children"] = changes["children"]
    if wanted:
        tx.footprint.change(presence, **wanted)
        tx.touch(presence=presence.id)


def _refuse_long(second_word: str) -> None:
    length = len(clean_text(second_word))
    if length > SECOND_WORD_LIMIT:
        raise AliasTooLongError(length=length, limit=SECOND_WORD_LIMIT)


def _refuse_taken(tx: Tx, guest: Guest, alias: str, second: str) -> None:
    """Say it kindly; the unique index is what holds it. A shielded card never shows here."""
    if guest.protection is not Protection.OPEN or guest.awaiting_review:
        return
    query = select(Guest.id).where(
        Guest.id != guest.id,
        Guest.alias_key == alias,
        Guest.second_key == second,
        Guest.protection == Protection.OPEN,
        ~Guest.awaiting_review,
        Guest.merged_into.is_(None),
        Guest.anonymised_at.is_(None),
    )
    if tx.session.scalar(query.limit(1)) is not None:
        raise AliasTakenError


def _refuse_unfit(tx: Tx, guest_id: int, staff_id: int) -> None:
    staff = tx.session.get(Staff, staff_id)
    if staff is None or staff.role is Role.SYSTEM or not _works_here(tx, staff):
        raise UnknownColleagueError
    if tx.session.get(GuestExclusion, (guest_id, staff_id)) is not None:
        raise NotForHerError(name=staff.name)


def _works_here(tx: Tx, staff: Staff) -> bool:
    over = staff.valid_until is not None and staff.valid_until <= tx.now
    return staff.closed_at is None and not over


def _today(tx: Tx) -> date:
    return local_date(tx.now)
