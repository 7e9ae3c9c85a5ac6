"""The words of lines and tasks about incidents, as they may stand on paper (domain.md c5).

Never what was done to her, by whom, nor where she is hurt: what was done about it, and what is
to be done next.
"""

from shelter_desk.incident_terms import (
    AssaultAgainst,
    ContactWay,
    IncidentKind,
    IncidentOutcome,
    Measure,
    ThreatChannel,
)
from shelter_desk.marking import mark
from shelter_desk.phrases.labels import label, label_inside
from shelter_desk.phrases.stored import Params, instant, member, plain
from shelter_desk.terms import LogKind
from shelter_desk.texts import Texts


def incident_words(kind: LogKind, texts: Texts, params: Params) -> str:
    """Return what is known of an incident, in short; its label when nothing is."""
    if "added" in params:
        return texts.say("More was added to the report")
    if kind is LogKind.REPORTED_MISSING and params.get("found"):
        return texts.say("Found again")
    if kind is LogKind.VIOLENCE_OUTSIDE:
        return texts.say("see app")
    parts = [
        *_naloxone(texts, params),
        *_against(texts, params),
        *_said(texts, params),
        *_checks(texts, params, often=kind is not LogKind.OVERDOSE),
    ]
    words = ", ".join(part for part in parts if part)
    return words[:1].upper() + words[1:] if words else label(texts, kind)


def overdose_words(texts: Texts, params: Params, bed: str) -> str:
    """Return «2 doser nalokson, 113 ringt, ble her, tilsyn til 21:43»; section 1 says how often."""
    del bed
    return incident_words(LogKind.OVERDOSE, texts, params)


def suicide_words(texts: Texts, params: Params, bed: str) -> str:
    """Return which checks were started."""
    del bed
    return incident_words(LogKind.SUICIDE_RISK, texts, params)


def outside_words(texts: Texts, params: Params, bed: str) -> str:
    """Return «se app»: nothing about it goes on paper."""
    del bed
    return incident_words(LogKind.VIOLENCE_OUTSIDE, texts, params)


def violence_words(texts: Texts, params: Params, bed: str) -> str:
    """Return against whom, whether the police were called, and what was decided."""
    del bed
    return incident_words(LogKind.VIOLENCE, texts, params)


def threat_words(texts: Texts, params: Params, bed: str) -> str:
    """Return against whom, whether the police were called, and what was decided."""
    del bed
    return incident_words(LogKind.THREAT, texts, params)


def threat_outside_words(texts: Texts, params: Params, bed: str) -> str:
    """Return how it came, and whether the police were called."""
    del bed
    return incident_words(LogKind.THREAT_FROM_OUTSIDE, texts, params)


def missing_words(texts: Texts, params: Params, bed: str) -> str:
    """Return that she was reported missing, or found again."""
    del bed
    return incident_words(LogKind.REPORTED_MISSING, texts, params)


def injury_words(texts: Texts, params: Params, bed: str) -> str:
    """Return who was called."""
    del bed
    return incident_words(LogKind.SERIOUS_INJURY, texts, params)


def death_words(texts: Texts, params: Params, bed: str) -> str:
    """Return who was called."""
    del bed
    return incident_words(LogKind.DEATH, texts, params)


def tried_words(texts: Texts, params: Params, bed: str) -> str:
    """Return how staff tried to reach her, and whether they did."""
    del bed
    way = member(ContactWay, params, "way")
    if way is None:
        return label(texts, LogKind.NOT_SEEN)
    words = label(texts, way)
    if params.get("reached"):
        return texts.say("{how}: got hold of her", how=words)
    return texts.say("{how}: no contact", how=words)


_STEPS = {
    "next_day": mark("Overdose: tell key worker and overdose team"),
    "doctor": mark("More than one overdose in a day: ask a doctor"),
    "disclosed": mark("Something was told about her: shift lead decides"),
    "wishes": mark("Ask her again what she wants"),
    "tell_manager": mark("Tell the manager now"),
    "inspectorate": mark("Consider telling Helsetilsynet"),
}


def step_words(texts: Texts, params: Params) -> str:
    """Return what is still to be done about an incident; nothing for another task."""
    step = plain(params, "step")
    if step == "manager":
        kind = member(IncidentKind, params, "kind")
        what = label(texts, kind) if kind is not None else ""
        return texts.say("{what}: manager follows up", what=what)
    return texts.say(_STEPS[step]) if step in _STEPS else ""


def observed_words(texts: Texts, params: Params) -> str:
    """Return the line of section 1 while she is looked after."""
    until = instant(params, "until")
    return texts.say(
        "Checks every 15 minutes until {until}, not alone. No answer: open the door, then 113",
        until=until,
    )


def _naloxone(texts: Texts, params: Params) -> list[str]:
    doses, parts = params.get("doses"), []
    if isinstance(doses, int):
        parts.append(texts.say_many("{count} × naloxone", "{count} × naloxone", doses))
    if params.get("ambulance"):
        parts.append(texts.say("113 called"))
    outcome = member(IncidentOutcome, params, "outcome")
    if outcome is not None:
        parts.append(label_inside(texts, outcome))
    return parts


def _against(texts: Texts, params: Params) -> list[str]:
    against, measure = member(AssaultAgainst, params, "against"), member(Measure, params, "measure")
    parts = []
    if against is not None:
        parts.append(texts.say("against {whom}", whom=label_inside(texts, against)))
    if params.get("police"):
        parts.append(texts.say("police called"))
    if measure is not None and measure is not Measure.NONE:
        parts.append(label_inside(texts, measure))
    return parts


def _said(texts: Texts, params: Params) -> list[str]:
    channel = member(ThreatChannel, params, "channel")
    return [] if channel is None else [label_inside(texts, channel)]


def _checks(texts: Texts, params: Params, *, often: bool) -> list[str]:
    until, every = instant(params, "until"), params.get("every", 15)
    if until is None:
        return []
    if not often:
        return [texts.say("checks until {until}", until=until)]
    return [texts.say("checks every {minutes} min until {until}", minutes=every, until=until)]
