"""The words of lines about visitors and about a room to herself: precautions, never an illness."""

from datetime import datetime

from shelter_desk.clock import local_date
from shelter_desk.incident_terms import InfectionRoute, VisitorKind
from shelter_desk.marking import mark
from shelter_desk.phrases.labels import label
from shelter_desk.phrases.stored import Params, instant, member
from shelter_desk.terms import LogKind
from shelter_desk.texts import Texts

_PRECAUTIONS = {
    InfectionRoute.DROPLET: mark("face mask and distance"),
    InfectionRoute.CONTACT: mark("gloves and gown"),
    InfectionRoute.GUT: mark("gloves, wash hands with soap"),
}


def visit_words(texts: Texts, params: Params, bed: str) -> str:
    """Return that somebody came to the house or left it, as what and not who."""
    del bed
    kind = member(VisitorKind, params, "visitor")
    if kind is None:
        return label(texts, LogKind.VISIT)
    who = label(texts, kind)
    return (
        texts.say("{who} has left", who=who)
        if params.get("left")
        else texts.say("{who} in the house", who=who)
    )


def isolation_words(texts: Texts, params: Params, bed: str) -> str:
    """Return what is to be kept to, and when it is looked at again."""
    del bed
    if params.get("ended"):
        return texts.say("No longer a room to herself; to be cleaned")
    route, review = member(InfectionRoute, params, "route"), instant(params, "review")
    if route is None or review is None:
        return label(texts, LogKind.INFECTION)
    if params.get("stands"):
        return texts.say("Room to herself stands, review {at}", at=_day(texts, review))
    return texts.say(
        "Room to herself: {precautions}, review {at}",
        precautions=precaution_words(texts, route),
        at=_day(texts, review),
    )


def _day(texts: Texts, at: datetime) -> str:
    """Return the day alone: the line must fit on paper, and section 1 has the hour."""
    return texts.short_date(local_date(at))


def own_room_words(texts: Texts, route: InfectionRoute, *, tray: bool) -> str:
    """Return «Eget rom: munnbind og avstand, mat på brett» for the handover sheet."""
    words = precaution_words(texts, route, tray=tray)
    return texts.say("Room to herself: {precautions}", precautions=words)


def precaution_words(texts: Texts, route: InfectionRoute, *, tray: bool = False) -> str:
    """Return what to wear and do: «munnbind og avstand, mat på brett»."""
    words = texts.say(_PRECAUTIONS[route])
    return texts.say("{precautions}, meals on a tray", precautions=words) if tray else words
