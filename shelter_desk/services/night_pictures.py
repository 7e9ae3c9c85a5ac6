"""What the fourteen-night view is given: for each bed what is known of each coming night."""

from dataclasses import dataclass
from datetime import date, datetime

from shelter_desk.services.snapshots import Person
from shelter_desk.terms import BedCategory, BedState, OutageReason


@dataclass(frozen=True)
class NightSpan:
    """Something that lies on a bed from one night to another.

    ``first`` and ``last`` number the nights shown, both included; ``goes_on`` says that it lies
    beyond them or has no end yet. ``until`` is aware UTC: when a hold ends, an outage is
    expected to, an isolation is looked at again.
    """

    state: BedState
    first: int
    last: int
    goes_on: bool = False
    person: Person | None = None
    until: datetime | None = None
    decision_ends: date | None = None
    """The last day of her decision, when it lies within these nights."""
    hold_id: int | None = None
    outage: OutageReason | None = None


@dataclass(frozen=True)
class BedNights:
    """One bed with what lies on it, earliest first."""

    bed_id: int
    code: str
    category: BedCategory | None
    approved: bool
    spans: tuple[NightSpan, ...]

    def on(self, night: int) -> NightSpan | None:
        """Return what lies on it in a night."""
        return next((span for span in self.spans if span.first <= night <= span.last), None)


@dataclass(frozen=True)
class NightsSnapshot:
    """The coming nights, labelled by the evening's date (domain.md d2), tonight first."""

    at: datetime
    nights: tuple[date, ...]
    beds: tuple[BedNights, ...]
    free: tuple[int, ...]
    """How many approved places nothing lies on, a number a night."""
