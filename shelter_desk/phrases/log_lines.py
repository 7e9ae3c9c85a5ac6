"""The words of lines that the program writes, made for the reader from type and codes.

A line says what happened as a past tense without its subject («Kom, fikk plass A2»), because the
screen puts the woman in front of it; :func:`status_words` makes a whole sentence of both.
``params`` holds what :mod:`shelter_desk.services` stored: codes, numbers and ISO instants.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shelter_desk.clock import local_date
from shelter_desk.marking import mark, mark_in
from shelter_desk.phrases.around_lines import isolation_words, visit_words
from shelter_desk.phrases.incident_lines import (
    death_words,
    injury_words,
    missing_words,
    outside_words,
    overdose_words,
    step_words,
    suicide_words,
    threat_outside_words,
    threat_words,
    tried_words,
    violence_words,
)
from shelter_desk.phrases.labels import label, label_inside, lowered
from shelter_desk.phrases.safety_lines import (
    asked_words,
    barred_words,
    check_words,
    keep_apart_words,
    reviewed_words,
    sent_away_words,
)
from shelter_desk.phrases.stored import Params, instant, member, plain
from shelter_desk.terms import (
    Destination,
    LogKind,
    OutageReason,
    TaskKind,
    TurnAwayReason,
)
from shelter_desk.texts import Texts


def log_words(texts: Texts, kind: LogKind, params: Params, *, bed: str = "") -> str:
    """Return the words of an automatic line; ``bed`` is the code of the place it is about.

    A kind nobody made words for falls back on its label, so that no line is ever empty.
    """
    words = _SPOKEN.get(kind)
    return words(texts, params, bed) if words else label(texts, kind)


def status_words(
    texts: Texts,
    kind: LogKind,
    params: Params,
    *,
    who: str = "",
    bed: str = "",
    at: datetime,
    now: datetime | None = None,
) -> str:
    """Return «Lise: fikk plass A4, kl. 21:03», which a status line says after an act.

    With ``now`` the day is named where it is not today's: «Lise: kom, fredag kl. 20:30».
    """
    words = log_words(texts, kind, params, bed=bed)
    if who and now is not None and local_date(at) != local_date(now):
        return texts.say(
            "{who}: {what}, {day} at {at}",
            who=who, what=lowered(words), day=_named_day(texts, at, now), at=at,
        )  # fmt: skip
    if not who:
        return texts.say("{what}, at {at}", what=words, at=at)
    return texts.say("{who}: {what}, at {at}", who=who, what=lowered(words), at=at)


def _named_day(texts: Texts, at: datetime, now: datetime) -> str:
    day, today = local_date(at), local_date(now)
    if abs(today - day) < _WEEK:
        return texts.weekday(day)
    return f"{texts.weekday(day)} {texts.day_then(day, today)}"


_WEEK = timedelta(days=7)


# -- presence --------------------------------------------------------------------------------


def _arrival(texts: Texts, params: Params, bed: str) -> str:
    del params
    return texts.say("Arrived, got place {bed}", bed=bed) if bed else texts.say("Arrived")


def _out(texts: Texts, params: Params, bed: str) -> str:
    del bed
    back = instant(params, "back")
    if back is None:
        return texts.say("Went out for a while")
    return texts.say("Went out for a while, back {at}", at=back)


def _back(texts: Texts, params: Params, bed: str) -> str:
    del params, bed
    return texts.say("Came back")


def _checked_out(texts: Texts, params: Params, bed: str) -> str:
    del bed
    return _with_destination(texts, texts.say("Checked out"), params)


def _left(texts: Texts, params: Params, bed: str) -> str:
    del bed
    return _with_destination(texts, texts.say("Left without notice"), params)


def _with_destination(texts: Texts, words: str, params: Params) -> str:
    where = member(Destination, params, "destination")
    if where is None or where is Destination.UNKNOWN:
        return words
    return texts.say("{what}, to: {where}", what=words, where=label_inside(texts, where))


def _decision(texts: Texts, params: Params, bed: str) -> str:
    del bed
    until = plain(params, "until")
    if not until:
        return label(texts, LogKind.DECISION)
    return texts.say("Decision of a place until {until}", until=date.fromisoformat(until))


# -- places ----------------------------------------------------------------------------------


def _bed_given(texts: Texts, params: Params, bed: str) -> str:
    del params
    return texts.say("Got place {bed}", bed=bed)


def _bed_moved(texts: Texts, params: Params, bed: str) -> str:
    before = plain(params, "from_bed")
    if not before:
        return texts.say("Moved to {bed}", bed=bed)
    return texts.say("Moved from {before} to {bed}", before=before, bed=bed)


def _bed_held(texts: Texts, params: Params, bed: str) -> str:
    if params.get("released"):
        return texts.say("Place {bed} is not held any more", bed=bed)
    until = instant(params, "until")
    if until is None:
        return texts.say("Place {bed} is held", bed=bed)
    return texts.say("Place {bed} is held until {until}", bed=bed, until=until)


def _bed_released(texts: Texts, params: Params, bed: str) -> str:
    del params
    return texts.say("Gave up place {bed}", bed=bed)


def _expected(texts: Texts, params: Params, bed: str) -> str:
    at = instant(params, "expected") or instant(params, "at")
    if at is None:
        return texts.say("Is expected")
    if bed:
        return texts.say("Is expected at {at}, place {bed} is held", at=at, bed=bed)
    return texts.say("Is expected at {at}", at=at)


def _turned_away(texts: Texts, params: Params, bed: str) -> str:
    del bed
    reason = member(TurnAwayReason, params, "reason")
    if reason is None:
        return texts.say("Got no place")
    return texts.say("Got no place: {reason}", reason=label_inside(texts, reason))


def _out_of_service(texts: Texts, params: Params, bed: str) -> str:
    reason = member(OutageReason, params, "reason")
    if reason is None:
        return texts.say("Place {bed} is out of service", bed=bed)
    return texts.say(
        "Place {bed} is out of service: {reason}", bed=bed, reason=label_inside(texts, reason)
    )


def _back_in_service(texts: Texts, params: Params, bed: str) -> str:
    del params
    return texts.say("Place {bed} is back in service", bed=bed)


def _cleaned(texts: Texts, params: Params, bed: str) -> str:
    del params
    return texts.say("Place {bed} is cleaned", bed=bed)


# -- the rest --------------------------------------------------------------------------------


def _printed(texts: Texts, params: Params, bed: str) -> str:
    del bed
    report, copies = plain(params, "report_id"), params.get("copies")
    if params.get("not_made"):
        return texts.say("Handover sheet {report}: nothing was written", report=report)
    if copies == 0:
        return texts.say("Saved handover sheet {report} as a file", report=report)
    return texts.say_many(
        "Printed handover sheet {report} in {count} copy",
        "Printed handover sheet {report} in {count} copies",
        copies if isinstance(copies, int) else 1,
        report=report,
    )


_UNDONE = {
    "check_in": mark_in("undone", "Undone: check-in"),
    "check_in_new": mark_in("undone", "Undone: check-in"),
    "check_in_anonymous": mark_in("undone", "Undone: check-in"),
    "go_out": mark_in("undone", "Undone: out for a while"),
    "come_back": mark_in("undone", "Undone: back"),
    "check_out": mark_in("undone", "Undone: check-out"),
    "give_bed": mark_in("undone", "Undone: place given"),
    "move_bed": mark_in("undone", "Undone: move"),
    "check_in_expected": mark_in("undone", "Undone: check-in"),
    "swap_beds": mark_in("undone", "Undone: places swapped"),
    "mark_for_cleaning": mark_in("undone", "Undone: marked for cleaning"),
    "change_visit": mark_in("undone", "Undone: what was agreed for the visit"),
    "release_bed": mark_in("undone", "Undone: place released"),
    "bed_cleaned": mark_in("undone", "Undone: place cleaned"),
    "give": mark_in("undone", "Undone: something given"),
    "add_watch": mark_in("undone", "Undone: watch line added"),
    "renew_watch": mark_in("undone", "Undone: watch line renewed"),
    "end_watch": mark_in("undone", "Undone: watch line ended"),
    "add_task": mark_in("undone", "Undone: task added"),
    "tick_task": mark_in("undone", "Undone: task ticked off"),
    "untick_task": mark_in("undone", "Undone: tick taken away"),
    "hold_bed": mark_in("undone", "Undone: place held"),
    "comes_later": mark_in("undone", "Undone: arriving late"),
    "release_hold": mark_in("undone", "Undone: held place released"),
    "take_out_of_service": mark_in("undone", "Undone: out of service"),
    "back_in_service": mark_in("undone", "Undone: back in service"),
    "turn_away": mark_in("undone", "Undone: turned away"),
    "change_turn_away": mark_in("undone", "Undone: turned away, changed"),
    "agree_checks": mark_in("undone", "Undone: checks agreed"),
    "end_checks": mark_in("undone", "Undone: checks ended"),
    "record_check": mark_in("undone", "Undone: check"),
    "tick_round": mark_in("undone", "Undone: check on a round"),
    "end_round": mark_in("undone", "Undone: round ended"),
    "send_away": mark_in("undone", "Undone: sent away"),
    "complete_sent_away": mark_in("undone", "Undone: the rest about sending away"),
    "bar": mark_in("undone", "Undone: barred"),
    "lift": mark_in("undone", "Undone: restriction lifted"),
    "review": mark_in("undone", "Undone: review"),
    "keep_apart": mark_in("undone", "Undone: keep apart"),
    "change_review": mark_in("undone", "Undone: review date"),
    "end_keep_apart": mark_in("undone", "Undone: keep apart ended"),
    "set_protection": mark_in("undone", "Undone: card changed"),
    "shielded_arrival": mark_in("undone", "Undone: shielded arrival"),
    "link_shielded": mark_in("undone", "Undone: card linked"),
    "give_at_door": mark_in("undone", "Undone: something given"),
    "report_overdose": mark_in("undone", "Undone: overdose reported"),
    "report_threat_from_outside": mark_in("undone", "Undone: threat from outside reported"),
    "report_suicide_concern": mark_in("undone", "Undone: danger of suicide reported"),
    "was_exposed": mark_in("undone", "Undone: exposed to violence elsewhere"),
    "reported_missing": mark_in("undone", "Undone: reported missing"),
    "contact_tried": mark_in("undone", "Undone: contact tried"),
    "found_again": mark_in("undone", "Undone: found again"),
    "count_naloxone": mark_in("undone", "Undone: naloxone counted"),
    "change_partner": mark_in("undone", "Undone: partner changed"),
    "close_partner": mark_in("undone", "Undone: partner taken off the list"),
    "visitor_came": mark_in("undone", "Undone: visitor registered"),
    "visitor_left": mark_in("undone", "Undone: visitor left"),
    "on_duty": mark_in("undone", "Undone: put on duty"),
    "off_duty": mark_in("undone", "Undone: taken off duty"),
    "start_isolation": mark_in("undone", "Undone: room to herself"),
    "review_isolation": mark_in("undone", "Undone: room to herself, review"),
    "end_isolation": mark_in("undone", "Undone: room to herself ended"),
    "tick_shredded": mark_in("undone", "Undone: shredding ticked off"),
    "set_names": mark_in("undone", "Undone: a change on her card"),
    "set_words": mark_in("undone", "Undone: a change on her card"),
    "set_agreements": mark_in("undone", "Undone: a change on her card"),
    "set_bed_needs": mark_in("undone", "Undone: a change on her card"),
    "set_workers": mark_in("undone", "Undone: a change on her card"),
    "add_vedtak": mark_in("undone", "Undone: a change on her card"),
    "change_vedtak": mark_in("undone", "Undone: a change on her card"),
    "void_vedtak": mark_in("undone", "Undone: a change on her card"),
    "add_contact": mark_in("undone", "Undone: a change on her card"),
    "change_contact": mark_in("undone", "Undone: a change on her card"),
    "close_contact": mark_in("undone", "Undone: a change on her card"),
    "make_card": mark_in("undone", "Undone: a new card"),
}
"""By the name of the service that was undone."""


_UNDONE_CONTEXT = "undone"


def _undone(texts: Texts, params: Params, bed: str) -> str:
    del bed
    words = _UNDONE.get(plain(params, "operation"))
    return texts.say("Undone") if words is None else texts.say_in(_UNDONE_CONTEXT, words)


_SPOKEN: dict[LogKind, Callable[[Texts, Params, str], str]] = {
    LogKind.ARRIVAL: _arrival,
    LogKind.OUT_FOR_A_WHILE: _out,
    LogKind.BACK: _back,
    LogKind.CHECKED_OUT: _checked_out,
    LogKind.LEFT_WITHOUT_NOTICE: _left,
    LogKind.BED_GIVEN: _bed_given,
    LogKind.BED_MOVED: _bed_moved,
    LogKind.BED_HELD: _bed_held,
    LogKind.BED_RELEASED: _bed_released,
    LogKind.EXPECTED: _expected,
    LogKind.TURNED_AWAY: _turned_away,
    LogKind.OUT_OF_SERVICE: _out_of_service,
    LogKind.BACK_IN_SERVICE: _back_in_service,
    LogKind.CLEANED: _cleaned,
    LogKind.DECISION: _decision,
    LogKind.CHECK: check_words,
    LogKind.SENT_AWAY: sent_away_words,
    LogKind.BARRED: barred_words,
    LogKind.REVIEWED: reviewed_words,
    LogKind.KEEP_APART: keep_apart_words,
    LogKind.ASKED_FOR_HER: asked_words,
    LogKind.OVERDOSE: overdose_words,
    LogKind.SUICIDE_RISK: suicide_words,
    LogKind.VIOLENCE_OUTSIDE: outside_words,
    LogKind.VIOLENCE: violence_words,
    LogKind.THREAT: threat_words,
    LogKind.THREAT_FROM_OUTSIDE: threat_outside_words,
    LogKind.REPORTED_MISSING: missing_words,
    LogKind.SERIOUS_INJURY: injury_words,
    LogKind.DEATH: death_words,
    LogKind.NOT_SEEN: tried_words,
    LogKind.VISIT: visit_words,
    LogKind.INFECTION: isolation_words,
    LogKind.PRINTED: _printed,
    LogKind.UNDONE: _undone,
}


_TASKS = {
    TaskKind.CLEANING: mark("Clean place {bed}"),
    TaskKind.SHRED: mark("Shred report {report}"),
    TaskKind.LINK_SHIELDED: mark("Shielded arrival: link it to her card"),
    TaskKind.RESTRICTION: mark("Sent away: write down the rest"),
}


def task_words(texts: Texts, kind: TaskKind, text: str, params: Params, *, bed: str = "") -> str:
    """Return what is to be done: what staff wrote or, for a task of the program, its words."""
    words = _TASKS.get(kind)
    if text:
        return text
    if kind is TaskKind.FOLLOW_UP:
        return _follow_up(texts, params)
    if "fire_list_at" in params:
        return _fire_list(texts, params)
    if words is None:
        return label(texts, kind)
    return texts.say(words, bed=bed, report=plain(params, "report_id"))


def _fire_list(texts: Texts, params: Params) -> str:
    at = instant(params, "fire_list_at")
    if at is None:
        return texts.say("Fire list printed without logging in: find out why")
    return texts.say(
        "Fire list printed {moment} without logging in: find out why", moment=texts.moment(at)
    )


def _follow_up(texts: Texts, params: Params) -> str:
    if step := step_words(texts, params):
        return step
    about = member(LogKind, params, "kind")
    if about is None:
        return texts.say("Follow up a line in the log")
    return texts.say("Follow up: {what}", what=label_inside(texts, about))
