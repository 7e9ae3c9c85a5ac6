"""Builds the handover sheet from the house's data: every section it can fill (domain.md c3)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select, true

from shelter_desk.clock import from_local, local, local_date
from shelter_desk.models import Correction, House, LogEntry, Presence, ShiftDuty, Task
from shelter_desk.phrases import label_inside, log_words, not_seen_words, sheet_label, task_words
from shelter_desk.reports.handover_content import (
    ExpectedRow,
    HandoverSheet,
    IncidentRow,
    MorningRow,
    Named,
    NotSeenRow,
    OutOfServiceRow,
    RoundForm,
    RoundRow,
    StatusStrip,
    TaskRow,
    WatchRow,
)
from shelter_desk.reports.rounds import clock_change, round_columns
from shelter_desk.services.calling import Tx
from shelter_desk.services.duty import first_names
from shelter_desk.services.handover_around import (
    missing_rows,
    reported_missing_now,
    watch_rows_around,
)
from shelter_desk.services.handover_facts import Facts, facts_for, subject_in
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.handover_places import place_rows
from shelter_desk.services.handover_turn import Turn, cut_off
from shelter_desk.services.house_settings import settings_of
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import not_yet
from shelter_desk.services.not_seen import missing
from shelter_desk.services.standing import owner_of, subject_of
from shelter_desk.services.visitors import visitors_now
from shelter_desk.services.written import cut
from shelter_desk.settings import (
    ROUNDS_EVERY_MINUTES,
    ROUNDS_FROM,
    ROUNDS_UNTIL,
    Values,
)
from shelter_desk.terms import (
    INCIDENT_KINDS,
    INCIDENT_SHORT_LIMIT,
    BedState,
    Level,
    ShiftName,
    Visibility,
)
from shelter_desk.texts import Texts

MORNING_ENDS = time(10)
"""Until when the morning after a night counts as «i morgen tidlig» (domain.md c3, section 6)."""


@dataclass(frozen=True)
class _Making:
    """What every section is made from."""

    tx: Tx
    texts: Texts
    turn: Turn
    facts: Facts
    names: PaperNames
    settings: Values


def build_sheet(tx: Tx, turn: Turn, language: str, audit: tuple[int, str]) -> HandoverSheet:
    """Return the sheet of ``turn`` as it stands now, without the number of a copy.

    ``audit`` is the sequence and short code of the audit row it is printed under.
    """
    facts = facts_for(tx, turn)
    texts = Texts(language)
    names = PaperNames(tx, texts, facts.subjects())
    making = _Making(tx, texts, turn, facts, names, settings_of(tx.session))
    house = tx.session.get(House, 1)
    receiving = turn.receiving
    night = receiving.name is ShiftName.NIGHT
    return HandoverSheet(
        language=language,
        from_shift=turn.giving.name,
        to_shift=receiving.name,
        day=receiving.day,
        data_as_of=tx.now,
        printed_by=tx.actor.initials or tx.actor.name,
        unit_code=house.unit_code if house else "",
        report_id=turn.report_id,
        shred_by=turn.shred_by_at(tx.caller.house.looked_at()),
        status=_status(making),
        audit_sequence=audit[0],
        audit_code=audit[1],
        replaces=turn.replaces,
        demo=bool(house and house.demo) or tx.caller.house.demo,
        watch=_watch(making),
        places=place_rows(facts, names, texts, tx.now),
        without_place=tuple(
            names.who(subject_of(presence))
            for presence in _inside(facts)
            if names.code(subject_of(presence)) is None
        ),
        tasks=_tasks(making),
        incidents=_incidents(making),
        not_seen=_not_seen(making),
        barred_count=len(facts.restrictions),
        barred_review_today=sum(
            row.review_on is not None and row.review_on <= local_date(tx.now)
            for row in facts.restrictions
        ),
        keep_apart=_keep_apart(making),
        tomorrow=_tomorrow(making) if night else (),
        looked_back=tx.past,
        not_handed_over=None if turn.handed_over else cut_off(turn.giving),
        missed=tuple((run.name, run.day) for run in turn.missed),
        clock_change=clock_change(receiving.starts_at, receiving.ends_at),
        rounds=_rounds(making) if night else RoundForm(),
    )


def _inside(facts: Facts) -> list[Presence]:
    return [presence for presence in facts.presences if presence.id not in facts.spells]


# -- section 0 -------------------------------------------------------------------------------


def _status(making: _Making) -> StatusStrip:
    tx, facts, names = making.tx, making.facts, making.names
    approved = [fact for fact in facts.beds if fact.approved]
    here = {presence.guest_id for presence in facts.presences}
    holds = [
        fact.hold
        for fact in facts.beds
        if fact.hold and fact.state is BedState.HELD and fact.hold.guest_id not in here
    ]
    return StatusStrip(
        women=len(_inside(facts)),
        staff=_staff_now(tx),
        others=sum(presence.children for presence in _inside(facts)) + len(visitors_now(tx)),
        sleeping=sum(fact.state is BedState.TAKEN_INSIDE for fact in approved),
        capacity=sum(fact.state is not BedState.OUT_OF_SERVICE for fact in approved),
        free=tuple(fact.code for fact in approved if fact.state is BedState.FREE),
        cleaning=tuple(fact.code for fact in facts.beds if fact.state is BedState.CLEANING),
        out_of_service=tuple(
            OutOfServiceRow(fact.code, label_inside(making.texts, fact.outage.reason))
            for fact in facts.beds
            if fact.outage and fact.state is BedState.OUT_OF_SERVICE
        ),
        expected=tuple(
            ExpectedRow(names.who(("guest", hold.guest_id)), hold.until_at)
            for hold in sorted(holds, key=lambda hold: hold.until_at)
        ),
        on_duty=first_names(tx, making.turn.receiving),
        on_call=", ".join(first_names(tx, making.turn.receiving, on_call=True)),
    )


def _staff_now(tx: Tx) -> int:
    query = (
        select(func.count())
        .select_from(ShiftDuty)
        .where(
            not_yet(tx, ShiftDuty.voided_at),
            ShiftDuty.on_call.is_(False),
            ShiftDuty.starts_at <= tx.now,
            ShiftDuty.ends_at > tx.now,
        )
    )
    return tx.session.scalar(query) or 0


# -- section 1 -------------------------------------------------------------------------------


def _watch(making: _Making) -> tuple[WatchRow, ...]:
    codes = {fact.bed_id: fact.code for fact in making.facts.beds}
    rows = []
    for line in making.facts.watch:
        subjects = subject_in(line)
        places = [codes.get(line.bed_id or 0), *(making.names.code(s) for s in subjects)]
        rows.append(
            WatchRow(
                level=line.level,
                text=joined(line.what, line.if_then),
                places=tuple(dict.fromkeys(code for code in places if code)),
                who=tuple(making.names.who(subject) for subject in subjects),
                next_check=line.next_check_at,
                since=line.since,
            )
        )
    rows += watch_rows_around(making.tx, making.texts, making.names, making.facts.checks)
    return tuple(sorted(rows, key=lambda row: row.level is not Level.URGENT))


def joined(what: str, step: str) -> str:
    """Return a watch line as one text: what, and what to do."""
    if not step:
        return what
    return f"{what} {step}" if what[-1] in ".!?:;…" else f"{what}. {step}"


# -- section 3 and 6 -------------------------------------------------------------------------


def _tasks(making: _Making) -> tuple[TaskRow, ...]:
    now, ends = making.tx.now, making.turn.receiving.ends_at
    rows = [
        TaskRow(text, task.due_at, overdue=task.due_at < now)
        for task, text in _worded_tasks(making)
        if task.due_at < ends
    ]
    say, facts, names = making.texts.say, making.facts, making.names
    # Who has said what to do when she is not back has said that she is not.
    said = {(about, task.due_at) for task in facts.tasks for about in subject_in(task)}
    for presence in facts.presences:
        spell = facts.spells.get(presence.id)
        if spell is None or (subject_of(presence), spell.expected_back) in said:
            continue
        if spell.expected_back is not None and spell.expected_back < now:
            who = names.mention(subject_of(presence))
            rows.append(TaskRow(say("{who} is not back", who=who), spell.expected_back, True))
    inside = {subject_of(presence) for presence in _inside(facts)}
    for subject, check in facts.checks.items():
        if check.due_at < now and subject in inside:
            rows.append(TaskRow(say("Check {who}", who=names.mention(subject)), check.due_at, True))
    return tuple(sorted(rows, key=lambda row: (not row.overdue, row.due or now)))


def _worded_tasks(making: _Making) -> list[tuple[Task, str]]:
    codes = {fact.bed_id: fact.code for fact in making.facts.beds}
    worded = []
    for task in making.facts.tasks:
        bed = codes.get(task.bed_id or 0, "")
        text = task_words(making.texts, task.kind, task.text, task.params, bed=bed)
        worded.append((task, _with_subject(making.names, subject_in(task), text)))
    return worded


def _with_subject(names: PaperNames, subjects: tuple[Subject, ...], text: str) -> str:
    """Return the text with whom it is about before it, unless it says so itself."""
    for subject in subjects:
        words = names.mention(subject)
        if not set(words.split()) & set(text.replace(".", " ").replace(",", " ").split()):
            return f"{words}: {text}"
    return text


def _tomorrow(making: _Making) -> tuple[MorningRow, ...]:
    """Return what is due in the morning after the night, until 10:00, and who is woken."""
    ends = making.turn.receiving.ends_at
    morning = from_local(making.turn.receiving.day + timedelta(days=1), MORNING_ENDS)
    rows = [
        MorningRow(text, task.due_at)
        for task, text in _worded_tasks(making)
        if ends <= task.due_at < morning
    ]
    for presence in making.facts.presences:
        if presence.wake_at is not None and making.tx.now < presence.wake_at < morning:
            who = making.names.mention(subject_of(presence))
            rows.append(MorningRow(making.texts.say("Wake {who}", who=who), presence.wake_at))
    return tuple(sorted(rows, key=lambda row: row.at or ends))


# -- section 4 -------------------------------------------------------------------------------


def _incidents(making: _Making) -> tuple[IncidentRow, ...]:
    corrected = _corrected(making)
    return tuple(
        IncidentRow(
            at=entry.happened_at,
            kind=sheet_label(making.texts, entry.kind),
            text=_incident_text(making, entry, corrected),
            number=entry.id if entry.kind in INCIDENT_KINDS else None,
        )
        for entry in making.facts.entries
        if entry.visibility is Visibility.ALL or entry.kind in INCIDENT_KINDS
    )


def _incident_text(making: _Making, entry: LogEntry, corrected: dict[int, str]) -> str:
    """Return «A2. Nalokson, ambulanse»; what few may read stays in the app, as does the body."""
    words = corrected.get(entry.id, entry.short) if entry.visibility is Visibility.ALL else ""
    if not words and (entry.automatic or "incident" in entry.params):
        words = cut(log_words(making.texts, entry.kind, entry.params), INCIDENT_SHORT_LIMIT)
    words = words or making.texts.say("see app")
    about = (
        making.names.code(subject) or making.names.mention(subject)
        for subject in making.facts.mentions.get(entry.id, ())
    )
    said = set(words.replace(".", " ").replace(",", " ").split())
    front = " ".join(dict.fromkeys(word for word in about if word not in said))
    return f"{front}. {words}" if front else words


def _corrected(making: _Making) -> dict[int, str]:
    """Return the newest words of corrected lines; none when the correction has none."""
    query = (
        select(Correction.entry_id, Correction.short)
        .where(
            Correction.entry_id.in_([entry.id for entry in making.facts.entries]),
            Correction.written_at <= making.tx.now if making.tx.past else true(),
        )
        .order_by(Correction.id)
    )
    return {row.entry_id: row.short for row in making.tx.session.execute(query)}


# -- section 5 -------------------------------------------------------------------------------


def _not_seen(making: _Making) -> tuple[NotSeenRow, ...]:
    """Return those reported missing and those not seen, a place or not (domain.md c3, section 5).

    Who is shielded and has no place is left to those who know her: nothing would be said.
    """
    reported = reported_missing_now(making.tx)
    rows = missing_rows(making.tx, making.texts, making.names)
    return tuple(rows) + tuple(
        NotSeenRow(
            making.names.who(one.subject),
            one.gone // timedelta(days=1),
            # Of a visitor the days say enough: page 1 has words for what the night must do.
            "" if one.bed_code is None else not_seen_words(making.texts, one.step),
        )
        for one in missing(making.tx)
        if one.subject not in reported
        and (one.bed_code is not None or isinstance(making.names.who(one.subject), Named))
    )


def _keep_apart(making: _Making) -> tuple[tuple[str, str], ...]:
    pairs = []
    for pair, room in making.facts.keep_apart:
        one = making.names.code(("guest", pair.guest_id))
        other = (
            room
            if pair.other_guest_id is None
            else making.names.code(("guest", pair.other_guest_id))
        )
        if one is not None and other is not None:
            pairs.append((one, other) if pair.other_guest_id is None else _ordered(one, other))
    return tuple(sorted(pairs))


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


# -- page 2 ----------------------------------------------------------------------------------


def _rounds(making: _Making) -> RoundForm:
    run, settings, facts, names = making.turn.receiving, making.settings, making.facts, making.names
    first = settings.get(ROUNDS_FROM)
    every = timedelta(minutes=settings.get(ROUNDS_EVERY_MINUTES))
    taken = [fact for fact in facts.beds if fact.stay]
    rows = [
        RoundRow(fact.code, names.who(owner_of(fact.stay)), _interval(facts, owner_of(fact.stay)))
        for fact in taken
        if fact.stay
    ]
    rows += [
        RoundRow("", names.who(subject_of(p)), _interval(facts, subject_of(p)))
        for p in _inside(facts)
        if names.code(subject_of(p)) is None
    ]
    until = _last_round(settings.get(ROUNDS_UNTIL), every, run.ends_at)
    columns = round_columns(run.day, first=first, every=every, until=until)
    return RoundForm(columns=columns, rows=tuple(rows))


def _last_round(until: time, every: timedelta, shift_ends: datetime) -> time:
    """Return before when the last round is: the shift's end when no other round fits before it.

    So the default of 06:00 still gives 07:00 in the nights the clocks change (domain.md c3).
    """
    end = local(shift_ends).time().replace(tzinfo=None)
    wall = timedelta(hours=until.hour, minutes=until.minute)
    if wall + every >= timedelta(hours=end.hour, minutes=end.minute):
        return end
    following = wall + timedelta(minutes=1)
    return time(following.seconds // 3600, following.seconds % 3600 // 60)


def _interval(facts: Facts, subject: Subject) -> int | None:
    check = facts.checks.get(subject)
    return check.interval_minutes if check else None
