"""How many slept in the house: person-nights by domain.md d2, the definitions word for word."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shelter_desk.clock import counting_moment, local_date
from shelter_desk.errors import BadInputError
from shelter_desk.marking import mark
from shelter_desk.models import Bed, BedStay, Guest, OutSpell, Presence
from shelter_desk.services.calling import Tx, reads
from shelter_desk.services.house_settings import settings_of
from shelter_desk.settings import COUNTING_TIME
from shelter_desk.terms import Right

LONGEST = 3700
"""Most nights that are counted at once: ten years, and the leap days in them."""

_NIGHT = timedelta(days=1)


class PeriodError(BadInputError):
    """The last night lies before the first."""

    sentence = mark("The last night, {last}, lies before the first, {first}.")


class PeriodTooLongError(BadInputError):
    """More nights than anybody reads."""

    sentence = mark("From {first} to {last} are more than ten years. Choose a shorter period.")


@dataclass(frozen=True)
class NightCount:
    """Person-nights of a period: Overnattinger and Ekstraovernattinger (domain.md d2).

    ``per_night`` holds, for each night that has been counted, its label (the evening's date),
    the person-nights, and how many of them were on an extra place. ``counted_to`` is the last
    night that could be counted, None when none could; ``ahead`` says how many nights of the
    period lie after it, because their counting moment has not been.
    """

    first: date
    last: date
    per_night: tuple[tuple[date, int, int], ...]
    counting_time: time
    ahead: int

    @property
    def total(self) -> int:
        """Return the person-nights of the whole period."""
        return sum(slept for _, slept, _ in self.per_night)

    @property
    def extra(self) -> int:
        """Return how many of them were on an extra place."""
        return sum(extra for _, _, extra in self.per_night)

    @property
    def counted_to(self) -> date | None:
        """Return the last night that was counted."""
        return self.per_night[-1][0] if self.per_night else None


@reads(Right.OCCUPANCY)
def nights(tx: Tx, *, first: date, last: date) -> NightCount:
    """Count who slept on a bed at each night's counting moment, 04:00 unless the house says else.

    A night is labelled by its evening's date; both ends are included. A bed counts where a stay
    and a presence cover the moment and she is not out for a while; women without a name count
    like the others. Raises :class:`PeriodError`, :class:`PeriodTooLongError`.
    """
    if last < first:
        raise PeriodError(first=first, last=last)
    if (last - first).days >= LONGEST:
        raise PeriodTooLongError(first=first, last=last)
    at = settings_of(tx.session).get(COUNTING_TIME)
    end = min(last, _newest(tx.now, at))
    counted = [first + _NIGHT * n for n in range((end - first).days + 1)]
    slept = dict.fromkeys(counted, 0)
    extra = dict.fromkeys(counted, 0)
    if counted:
        moments = [counting_moment(night, at) for night in counted]
        inside = _Inside(tx.session, moments[0], moments[-1])
        for stay in _stays(tx.session, moments[0], moments[-1]):
            at_first = bisect_left(moments, stay.starts_at)
            at_end = bisect_left(moments, stay.ends_at) if stay.ends_at else len(moments)
            for night, moment in zip(
                counted[at_first:at_end], moments[at_first:at_end], strict=True
            ):
                if inside.at(stay.owner, moment):
                    slept[night] += 1
                    extra[night] += not stay.approved
    return NightCount(
        first=first,
        last=last,
        per_night=tuple((night, slept[night], extra[night]) for night in counted),
        counting_time=at,
        ahead=(last - first).days + 1 - len(counted),
    )


def _newest(now: datetime, at: time) -> date:
    """Return the newest night whose counting moment has been."""
    today = local_date(now)
    return today - _NIGHT if counting_moment(today - _NIGHT, at) <= now else today - 2 * _NIGHT


Owner = tuple[str, int]
"""Whose a stay or a presence is: ``("guest", number)``, or ``("presence", number)``."""


@dataclass(frozen=True)
class _Stay:
    """A bed of somebody's; half-open, open while it lasts."""

    owner: Owner
    approved: bool
    starts_at: datetime
    ends_at: datetime | None


def _stays(session: Session, first: datetime, last: datetime) -> Iterable[_Stay]:
    heads = _heads(session)
    rows = session.execute(
        select(
            BedStay.guest_id, BedStay.presence_id, BedStay.starts_at, BedStay.ends_at, Bed.approved
        )
        .join(Bed, Bed.id == BedStay.bed_id)
        .where(
            BedStay.voided_at.is_(None),
            BedStay.starts_at <= last,
            or_(BedStay.ends_at.is_(None), BedStay.ends_at > first),
        )
    )
    for row in rows:
        owner = ("presence", row.presence_id) if row.guest_id is None else _of(heads, row.guest_id)
        yield _Stay(owner, row.approved, row.starts_at, row.ends_at)


class _Inside:
    """Who was in the house when: presences without the spells out."""

    def __init__(self, session: Session, first: datetime, last: datetime) -> None:
        self._presences: dict[Owner, list[tuple[datetime, datetime | None, int]]] = {}
        heads = _heads(session)
        rows = session.execute(
            select(Presence.id, Presence.guest_id, Presence.starts_at, Presence.ends_at)
            .where(
                Presence.voided_at.is_(None),
                Presence.starts_at <= last,
                or_(Presence.ends_at.is_(None), Presence.ends_at > first),
            )
            .order_by(Presence.starts_at)
        )
        for row in rows:
            interval = (row.starts_at, row.ends_at, row.id)
            self._presences.setdefault(("presence", row.id), []).append(interval)
            if row.guest_id is not None:
                self._presences.setdefault(_of(heads, row.guest_id), []).append(interval)
        spells = session.execute(
            select(OutSpell.presence_id, OutSpell.starts_at, OutSpell.ends_at).where(
                OutSpell.voided_at.is_(None),
                OutSpell.starts_at <= last,
                or_(OutSpell.ends_at.is_(None), OutSpell.ends_at > first),
            )
        )
        self._out: dict[int, list[tuple[datetime, datetime | None]]] = {}
        for spell in spells:
            self._out.setdefault(spell.presence_id, []).append((spell.starts_at, spell.ends_at))

    def at(self, owner: Owner, moment: datetime) -> bool:
        """Say whether she was in the house at ``moment``."""
        presences = self._presences.get(owner, [])
        place = bisect_right(presences, moment, key=lambda presence: presence[0])
        # Usually the last that began; those of merged cards may lie across each other.
        return any(
            _lasts(ends_at, moment) and not self._is_out(presence_id, moment)
            for _, ends_at, presence_id in reversed(presences[:place])
        )

    def _is_out(self, presence_id: int, moment: datetime) -> bool:
        return any(
            starts_at <= moment and _lasts(back_at, moment)
            for starts_at, back_at in self._out.get(presence_id, ())
        )


def _lasts(ends_at: datetime | None, moment: datetime) -> bool:
    return ends_at is None or ends_at > moment


def _heads(session: Session) -> dict[int, int]:
    rows = session.execute(
        select(Guest.id, Guest.merged_into).where(Guest.merged_into.is_not(None))
    )
    return {row.id: row.merged_into for row in rows}


def _of(heads: dict[int, int], guest_id: int) -> Owner:
    """Return a woman as an owner, merged cards resolved."""
    while guest_id in heads:
        guest_id = heads[guest_id]
    return ("guest", guest_id)
