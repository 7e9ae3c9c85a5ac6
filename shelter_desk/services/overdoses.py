"""An overdose is reported: what was done and when, and what it starts (domain.md e2).

Nothing here says how much to give: «følg pakningsvedlegget – ring 113».
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from shelter_desk.incident_terms import Breathing, IncidentKind, IncidentOutcome
from shelter_desk.marking import mark
from shelter_desk.models import Incident, NaloxoneDose, Overdose, Presence
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.incident_fields import (
    NAME_LIMIT,
    NONE_KNOWN,
    Circumstances,
    Dose,
    WhomNeededError,
    body_from,
    check_doses,
    check_times,
    happened,
)
from shelter_desk.services.incident_steps import (
    about_of,
    add_detail,
    follow_up,
    refuse_second_report,
    start_checks,
    whom,
    write_incident,
)
from shelter_desk.services.restriction_fields import next_noon
from shelter_desk.services.subjects import About
from shelter_desk.services.written import clean_note
from shelter_desk.terms import Level, Right

OBSERVED_FOR = timedelta(hours=2)
"""How long she is looked after from the last spray, or from when she was found."""
OBSERVED_EVERY = 15
"""Minutes between checks meanwhile."""
SAME_DAY = timedelta(hours=24)
DOCTOR_WITHIN = timedelta(minutes=30)

TOLD = mark("What happened")
HER_WORDS = mark("Her own account")


@writes(Right.BOARD)
def report_overdose(
    tx: Tx,
    *,
    guest_id: int | None = None,
    presence_id: int | None = None,
    known: Circumstances = NONE_KNOWN,
    found_by: str = "",
    responsive: bool | None = None,
    breathing: Breathing | None = None,
    doses: Sequence[Dose] = (),
    rescue_from: datetime | None = None,
    rescue_until: datetime | None = None,
    suicide_asked: bool | None = None,
    doctor_consulted: bool | None = None,
    told: str = "",
    her_words: str = "",
    short: str = "",
    language: str = "nb",
) -> Done:
    """Report an overdose; everything but when may be added later (aware UTC throughout).

    Who stays is looked after every 15 minutes for two hours from the last spray, and a task for
    the day after asks to tell her key worker and the overdose team. A second one within 24 hours
    asks for a doctor. Without a woman to look after (``known.outcome`` says she left or went
    along) nobody need be chosen. Raises :class:`WhomNeededError`,
    :class:`~shelter_desk.services.incident_steps.ReportedAlreadyError` and the errors of
    :mod:`shelter_desk.services.incident_fields`.
    """
    when = happened(tx, known)
    given = check_doses(tx, doses, when)
    check_times(tx, [rescue_from, rescue_until])
    subjects = whom(tx, guest_id, presence_id)
    stays = known.outcome in {None, IncidentOutcome.STAYED}
    if stays and not subjects:
        raise WhomNeededError
    subject = about_of(subjects)
    refuse_second_report(tx, IncidentKind.OVERDOSE, subject, when)
    until = _observed_until(tx, subject, when, given) if stays else None
    again = _again(tx, subject, when)
    incident = write_incident(
        tx,
        IncidentKind.OVERDOSE,
        known,
        subjects=subjects,
        body=body_from(language, [(TOLD, told), (HER_WORDS, her_words)]),
        short=short,
        level=Level.URGENT,
        doses=len(given) or None,
        ambulance=known.ambulance_called_at is not None or None,
        outcome=known.outcome.value if known.outcome else None,
        until=until.isoformat() if until else None,
    )
    last = max([when, *(dose.given_at for dose in given)])
    plan = None
    if until is not None:
        # What lies behind was seen by whoever was with her: the next check is due at once.
        begins = max(last, tx.now - timedelta(minutes=OBSERVED_EVERY))
        plan = start_checks(tx, subject, OBSERVED_EVERY, begins, until, language)
    add_detail(
        tx,
        Overdose(
            incident_id=incident.id,
            found_by=clean_note(found_by, NAME_LIMIT),
            responsive=responsive,
            breathing=breathing,
            rescue_from=rescue_from,
            rescue_until=rescue_until,
            suicide_asked=suicide_asked,
            doctor_consulted=doctor_consulted,
            observed_until=until,
            plan_id=plan.id if plan else None,
        ),
    )
    write_doses(tx, incident, given)
    if known.outcome is not IncidentOutcome.DIED:
        follow_up(tx, incident, "next_day", next_noon(tx.now), subject=subject)
    if again and not doctor_consulted:
        follow_up(tx, incident, "doctor", tx.now + DOCTOR_WITHIN, subject=subject)
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True, watch=True)


def write_doses(tx: Tx, incident: Incident, given: Sequence[Dose], first: int = 1) -> None:
    """Keep the sprays that were given, counted on from ``first``."""
    for number, dose in enumerate(given, start=first):
        add_detail(
            tx,
            NaloxoneDose(
                incident_id=incident.id,
                number=number,
                product=dose.product,
                given_at=dose.given_at,
                nostril=dose.nostril,
                given_by=dose.given_by,
                from_house=dose.from_house,
            ),
        )


def _observed_until(
    tx: Tx, subject: About, when: datetime, given: Sequence[Dose]
) -> datetime | None:
    until = max([when, *(dose.given_at for dose in given)]) + OBSERVED_FOR
    if until <= tx.now or not _inside(tx, subject):
        return None
    return until


def _inside(tx: Tx, subject: About) -> bool:
    mine = (
        Presence.guest_id == subject.guest_id
        if subject.guest_id is not None
        else Presence.id == subject.presence_id
    )
    query = select(Presence.id).where(
        mine, Presence.ends_at.is_(None), Presence.voided_at.is_(None)
    )
    return tx.session.scalar(query.limit(1)) is not None


def _again(tx: Tx, subject: About, when: datetime) -> bool:
    """Say whether she had one within the last 24 hours already."""
    if subject.guest_id is None and subject.presence_id is None:
        return False
    mine = (
        Incident.guest_id == subject.guest_id
        if subject.guest_id is not None
        else Incident.presence_id == subject.presence_id
    )
    query = select(func.count()).where(
        Incident.kind == IncidentKind.OVERDOSE,
        mine,
        Incident.voided_at.is_(None),
        Incident.happened_at > when - SAME_DAY,
        Incident.happened_at <= when + SAME_DAY,
    )
    return bool(tx.session.scalar(query))
