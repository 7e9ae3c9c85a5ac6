"""Violence and threats in the house, threats from outside, fear for her life, injury, death.

Violence and threats are always reported as what they are: the kind of such a line and of its row
cannot be changed, and there is no undoing it; what was wrong is corrected beside (domain.md a3).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shelter_desk.incident_terms import (
    AssaultAgainst,
    AssaultBy,
    HerWish,
    IncidentKind,
    Measure,
    ThreatChannel,
)
from shelter_desk.marking import mark
from shelter_desk.models import (
    Assault,
    OutsideThreat,
    OutsideViolence,
    SeriousCheck,
    SuicideConcern,
)
from shelter_desk.services.calling import Done, Tx, writes
from shelter_desk.services.check_plans import INTERVALS, IntervalError, PlanEndsError
from shelter_desk.services.incident_fields import (
    NONE_KNOWN,
    Circumstances,
    HitColleague,
    KindOfForceError,
    ToldMissingError,
    WhomNeededError,
    body_from,
)
from shelter_desk.services.incident_steps import (
    about_of,
    add_detail,
    follow_up,
    manager_line,
    refuse_second_report,
    start_checks,
    watch_for,
    whom,
    write_incident,
    write_staff_harm,
)
from shelter_desk.services.overdoses import HER_WORDS, TOLD
from shelter_desk.services.restriction_fields import next_noon
from shelter_desk.services.standing import known_guest
from shelter_desk.terms import Level, Right, Visibility
from shelter_desk.texts import Texts

SEEN_BY = mark("Seen and heard by")
SAID = mark("What was said")
DESCRIBED = mark("Description")
WHY = mark("Reasons")
HER_WISH_WORDS = mark("What she wants")

AT_ONCE = timedelta(minutes=30)


@dataclass(frozen=True)
class Force:
    """Who used force, against whom, and of what sort."""

    by_whom: AssaultBy
    against: AssaultAgainst
    by_guest_id: int | None = None
    against_guest_id: int | None = None
    physical: bool = False
    verbal: bool = False
    sexual: bool = False
    weapon: bool = False


@writes(Right.BOARD)
def report_violence(
    tx: Tx,
    *,
    force: Force,
    told: str,
    known: Circumstances = NONE_KNOWN,
    seen_by: str = "",
    said: str = "",
    her_words: str = "",
    alarm_used: bool | None = None,
    moved_bed: bool = False,
    kept_apart: bool = False,
    measure: Measure | None = None,
    hit: Sequence[HitColleague] = (),
    short: str = "",
    language: str = "nb",
) -> Done:
    """Report violence in the house. It stands: no undo, no other kind.

    Raises :class:`~shelter_desk.services.incident_fields.ToldMissingError`,
    :class:`~shelter_desk.services.incident_fields.KindOfForceError`, and the other errors of that
    module.
    """
    words = [(TOLD, told), (SAID, said), (SEEN_BY, seen_by), (HER_WORDS, her_words)]
    return _assault(
        tx, IncidentKind.VIOLENCE, force, known, words, hit, short, language,
        Assault(
            alarm_used=alarm_used, moved_bed=moved_bed, kept_apart=kept_apart, measure=measure
        ),
    )  # fmt: skip


@writes(Right.BOARD)
def report_threat(
    tx: Tx,
    *,
    force: Force,
    told: str,
    known: Circumstances = NONE_KNOWN,
    seen_by: str = "",
    said: str = "",
    her_words: str = "",
    alarm_used: bool | None = None,
    moved_bed: bool = False,
    kept_apart: bool = False,
    measure: Measure | None = None,
    hit: Sequence[HitColleague] = (),
    short: str = "",
    language: str = "nb",
) -> Done:
    """Report a threat in the house; as :func:`report_violence`."""
    words = [(TOLD, told), (SAID, said), (SEEN_BY, seen_by), (HER_WORDS, her_words)]
    return _assault(
        tx, IncidentKind.THREAT, force, known, words, hit, short, language,
        Assault(
            alarm_used=alarm_used, moved_bed=moved_bed, kept_apart=kept_apart, measure=measure
        ),
    )  # fmt: skip


def _assault(  # noqa: PLR0917 - the parts of one report, given by two services
    tx: Tx,
    kind: IncidentKind,
    force: Force,
    known: Circumstances,
    words: Sequence[tuple[str, str]],
    hit: Sequence[HitColleague],
    short: str,
    language: str,
    detail: Assault,
) -> Done:
    if not (force.physical or force.verbal or force.sexual or force.weapon):
        raise KindOfForceError
    body = _told(language, words)
    one = known_guest(tx, force.by_guest_id).id if force.by_guest_id is not None else None
    other = known_guest(tx, force.against_guest_id).id if force.against_guest_id else None
    incident = write_incident(
        tx,
        kind,
        known,
        subjects=[("guest", number) for number in (other, one) if number is not None],
        body=body,
        short=short,
        against=force.against.value,
        police=known.police_called_at is not None or None,
        measure=detail.measure.value if detail.measure else None,
    )
    detail.incident_id = incident.id
    detail.by_whom, detail.against = force.by_whom, force.against
    detail.by_guest_id, detail.against_guest_id = one, other
    detail.physical, detail.verbal = force.physical, force.verbal
    detail.sexual, detail.weapon = force.sexual, force.weapon
    add_detail(tx, detail)
    write_staff_harm(tx, incident, hit, language)
    follow_up(tx, incident, "manager", next_noon(tx.now))
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True)


@writes(Right.BOARD)
def report_threat_from_outside(
    tx: Tx,
    *,
    channel: ThreatChannel,
    nothing_disclosed: bool,
    told: str,
    guest_id: int | None = None,
    presence_id: int | None = None,
    known: Circumstances = NONE_KNOWN,
    described: str = "",
    tonight: bool = True,
    step: str = "",
    short: str = "",
    language: str = "nb",
) -> Done:
    """Report that somebody outside threatens, at the door or otherwise.

    ``described`` (the person) is for the manager and the writer alone. With ``tonight`` the sheet
    shows her place and what to do to whoever is on duty. When something was disclosed, the shift
    lead is to know at once. Raises the errors of :mod:`shelter_desk.services.incident_fields`.
    """
    body, subjects = _told(language, [(TOLD, told)]), whom(tx, guest_id, presence_id)
    incident = write_incident(
        tx,
        IncidentKind.THREAT_FROM_OUTSIDE,
        known,
        subjects=subjects,
        body=body,
        short=short,
        level=Level.URGENT if tonight or not nothing_disclosed else Level.WATCH,
        channel=channel.value,
        police=known.police_called_at is not None or None,
        disclosed=not nothing_disclosed or None,
    )
    subject = about_of(subjects)
    line = manager_line(
        tx,
        incident.kind,
        incident.happened_at,
        body_from(language, [(DESCRIBED, described)]),
        part="description",
    )
    texts = Texts(language)
    watch = None
    if tonight:
        what = texts.say("Threat from outside")
        watch = watch_for(tx, subject, what, step or texts.say("Let nobody in; call 112"))
    add_detail(
        tx,
        OutsideThreat(
            incident_id=incident.id,
            channel=channel,
            nothing_disclosed=nothing_disclosed,
            description_entry_id=line.id if line else None,
            watch_id=watch.id if watch else None,
        ),
    )
    if not nothing_disclosed:
        follow_up(tx, incident, "disclosed", tx.now + AT_ONCE, subject=subject)
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True, watch=True)


@writes(Right.BOARD)
def report_suicide_concern(
    tx: Tx,
    *,
    step: str,
    guest_id: int | None = None,
    presence_id: int | None = None,
    known: Circumstances = NONE_KNOWN,
    asked_directly: bool | None = None,
    not_alone: bool | None = None,
    told: str = "",
    her_words: str = "",
    check_every: int | None = 15,
    check_until: datetime | None = None,
    short: str = "",
    visibility: Visibility = Visibility.ALL,
    language: str = "nb",
) -> Done:
    """Report that staff fear for her life; ``step`` is what the shift does, if and then.

    It stands urgent under «Følg med på». With ``check_until`` (aware UTC) checks start every
    ``check_every`` minutes. Raises
    :class:`~shelter_desk.services.incident_fields.WhomNeededError`,
    :class:`~shelter_desk.services.incident_fields.ToldMissingError` (no step),
    :class:`~shelter_desk.services.check_plans.IntervalError`,
    :class:`~shelter_desk.services.check_plans.PlanEndsError`.
    """
    subjects = whom(tx, guest_id, presence_id)
    if not subjects:
        raise WhomNeededError
    if not step.strip():
        raise ToldMissingError
    if check_until is not None and check_every not in INTERVALS:
        raise IntervalError
    if check_until is not None and check_until <= tx.now:
        raise PlanEndsError(until=check_until)
    refuse_second_report(tx, IncidentKind.SUICIDE_RISK, about_of(subjects), known.at or tx.now)
    incident = write_incident(
        tx,
        IncidentKind.SUICIDE_RISK,
        known,
        subjects=subjects,
        body=body_from(language, [(TOLD, told), (HER_WORDS, her_words)]),
        short=short,
        level=Level.URGENT,
        visibility=visibility,
        every=check_every if check_until else None,
        until=check_until.isoformat() if check_until else None,
    )
    subject, every = about_of(subjects), timedelta(minutes=check_every or 0)
    plan = None
    if check_until is not None and check_every is not None:
        plan = start_checks(tx, subject, check_every, tx.now, check_until, language)
    what = Texts(language).say("Follow her closely")
    watch = watch_for(tx, subject, what, step, tx.now + every if plan else None)
    add_detail(
        tx,
        SuicideConcern(
            incident_id=incident.id,
            asked_directly=asked_directly,
            not_alone=not_alone,
            plan_id=plan.id if plan else None,
            watch_id=watch.id,
        ),
    )
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True, watch=True)


@writes(Right.BOARD)
def was_exposed(
    tx: Tx,
    *,
    police: HerWish,
    assault_centre: HerWish,
    told: str,
    guest_id: int | None = None,
    presence_id: int | None = None,
    known: Circumstances = NONE_KNOWN,
    wishes: str = "",
    short: str = "",
    visibility: Visibility = Visibility.ALL,
    language: str = "nb",
) -> Done:
    """Note that she was exposed to violence or abuse elsewhere, and what she wants done.

    On paper stands only «se app» (domain.md c5). A wish for police or for the assault centre, or
    one to be asked again, makes a task. Raises the errors of
    :mod:`shelter_desk.services.incident_fields`.
    """
    subjects = whom(tx, guest_id, presence_id)
    if not subjects:
        raise WhomNeededError
    incident = write_incident(
        tx,
        IncidentKind.VIOLENCE_OUTSIDE,
        known,
        subjects=subjects,
        body=_told(language, [(TOLD, told), (HER_WISH_WORDS, wishes)]),
        short=short,
        visibility=visibility,
    )
    add_detail(
        tx,
        OutsideViolence(incident_id=incident.id, police=police, assault_centre=assault_centre),
    )
    if {police, assault_centre} & {HerWish.YES, HerWish.LATER, HerWish.NOT_ASKED}:
        follow_up(tx, incident, "wishes", next_noon(tx.now), subject=about_of(subjects))
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True)


@writes(Right.BOARD)
def report_serious(
    tx: Tx,
    *,
    kind: IncidentKind,
    told: str,
    guest_id: int | None = None,
    presence_id: int | None = None,
    known: Circumstances = NONE_KNOWN,
    inspectorate_told: bool | None = None,
    why: str = "",
    hit: Sequence[HitColleague] = (),
    short: str = "",
    language: str = "nb",
) -> Done:
    """Report a serious injury or a death (``kind``), with its checklist (domain.md b20).

    A leader who is not told yet is a task at once; an inspectorate that was not considered
    (``inspectorate_told`` None) is one for the next noon. It stands: no undo. Raises the errors
    of :mod:`shelter_desk.services.incident_fields`.
    """
    if kind not in SERIOUS:
        raise ValueError(kind)
    subjects = whom(tx, guest_id, presence_id)
    refuse_second_report(tx, kind, about_of(subjects), known.at or tx.now)
    incident = write_incident(
        tx,
        kind,
        known,
        subjects=subjects,
        body=_told(language, [(TOLD, told)]),
        short=short,
        level=Level.URGENT,
        ambulance=known.ambulance_called_at is not None or None,
        police=known.police_called_at is not None or None,
    )
    line = manager_line(
        tx, kind, incident.happened_at, body_from(language, [(WHY, why)]), part="inspectorate"
    )
    considered = inspectorate_told is not None
    add_detail(
        tx,
        SeriousCheck(
            incident_id=incident.id,
            considered_at=tx.now if considered else None,
            inspectorate_told=inspectorate_told,
            why_entry_id=line.id if line else None,
        ),
    )
    write_staff_harm(tx, incident, hit, language)
    if known.manager_told_at is None:
        follow_up(tx, incident, "tell_manager", tx.now + AT_ONCE)
    if not considered:
        follow_up(tx, incident, "inspectorate", next_noon(tx.now))
    return tx.done(entry_id=incident.entry_id, row_id=incident.id, tasks=True)


SERIOUS: Collection[IncidentKind] = frozenset({IncidentKind.SERIOUS_INJURY, IncidentKind.DEATH})
"""What the checklist of :func:`report_serious` is for."""


def _told(language: str, words: Sequence[tuple[str, str]]) -> str:
    """Return the body; its first part must say something."""
    if not body_from(language, words[:1]):
        raise ToldMissingError
    return body_from(language, words)
