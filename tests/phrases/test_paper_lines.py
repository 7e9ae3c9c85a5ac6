"""What the program itself writes under «Hendelser» fits on paper, whatever was reported."""

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import product

import pytest

from shelter_desk.incident_terms import (
    AssaultAgainst,
    IncidentOutcome,
    InfectionRoute,
    Measure,
    ThreatChannel,
)
from shelter_desk.phrases import log_words
from shelter_desk.terms import (
    INCIDENT_KINDS,
    INCIDENT_SHORT_LIMIT,
    LogKind,
    RestrictionKind,
    RestrictionScope,
)
from shelter_desk.texts import LANGUAGES, Texts

NIGHT, DAY = "2026-11-25T22:45:00+00:00", "2026-11-25"
MAYBE = (None, True)
VIOLENT: Mapping[str, Iterable[object]] = {
    "against": AssaultAgainst, "police": MAYBE, "measure": (None, *Measure),
}  # fmt: skip
CALLED: Mapping[str, Iterable[object]] = {"ambulance": MAYBE, "police": MAYBE}
REPORTED: Mapping[LogKind, list[Mapping[str, Iterable[object]]]] = {
    LogKind.OVERDOSE: [
        {"doses": (None, 1, 12), "ambulance": MAYBE, "outcome": (None, IncidentOutcome.STAYED),
         "until": (NIGHT,)},
        # Who does not stay is not looked after.
        {"doses": (None, 1, 12), "ambulance": MAYBE, "outcome": IncidentOutcome},
    ],
    LogKind.SUICIDE_RISK: [{"every": (15, 30, 60, 120, 240), "until": (None, NIGHT)}],
    LogKind.VIOLENCE: [VIOLENT],
    LogKind.THREAT: [VIOLENT],
    LogKind.THREAT_FROM_OUTSIDE: [{"channel": ThreatChannel, "police": MAYBE}],
    LogKind.REPORTED_MISSING: [{"found": MAYBE, "police": MAYBE}],
    LogKind.SERIOUS_INJURY: [CALLED],
    LogKind.DEATH: [CALLED],
    LogKind.INFECTION: [
        {"route": InfectionRoute, "review": (NIGHT,), "stands": MAYBE}, {"ended": (True,)},
    ],
    LogKind.BARRED: [{"scope": RestrictionScope, "review": (DAY,), "until": (None, NIGHT)}],
    LogKind.SENT_AWAY: [{"until": (NIGHT,)}],
    LogKind.REVIEWED: [{"of": RestrictionKind, "lifted": MAYBE, "review": (DAY,)}],
}  # fmt: skip


def _all(values: Mapping[str, Iterable[object]]) -> Iterable[dict[str, object]]:
    for chosen in product(*values.values()):
        plain = [one.value if isinstance(one, Enum) else one for one in chosen]
        yield {n: value for n, value in zip(values, plain, strict=True) if value is not None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted({*INCIDENT_KINDS, *REPORTED}))
def test_no_line_of_the_program_is_cut_on_paper(kind: LogKind, language: str) -> None:
    texts = Texts(language)
    for values in REPORTED.get(kind, [{}]):
        for params in _all(values):
            words = log_words(texts, kind, params)
            assert len(words) <= INCIDENT_SHORT_LIMIT, words


def test_a_bar_says_its_last_day_and_not_an_hour() -> None:
    params = {"scope": "both", "until": NIGHT, "review": "2026-11-24"}
    words = log_words(Texts("nb"), LogKind.BARRED, params)
    assert words == "Utestengt dag og natt til 25.11.2026, vurderes 24.11.2026"
