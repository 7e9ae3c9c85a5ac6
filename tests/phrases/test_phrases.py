"""Every value a person sees has words in both languages, and lines of the program read well."""

from datetime import UTC, datetime
from enum import Enum

import pytest

from shelter_desk import incident_terms, terms
from shelter_desk.phrases import (
    has_labels,
    label,
    label_inside,
    log_words,
    person_words,
    status_words,
    task_words,
)
from shelter_desk.terms import (
    AUTOMATIC_GROUPS,
    LOG_GROUPS,
    BedState,
    LogKind,
    OutageReason,
    PresenceKind,
    TaskKind,
)
from shelter_desk.texts import LANGUAGES, Texts

# Steps of «ikke sett» have sentences of their own (phrases.people).
NEVER_SHOWN = {terms.Right, terms.ActorKind, terms.StayEnd, terms.NotSeenStep}
VOCABULARIES = [
    kind
    for words in (terms, incident_terms)
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, Enum) and len(kind) > 0
]
NB, EN = Texts("nb"), Texts("en")


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_every_value_has_its_own_words(kind: type[Enum]) -> None:
    assert has_labels(kind) is (kind not in NEVER_SHOWN)
    if kind in NEVER_SHOWN:
        return
    for language in LANGUAGES:
        words = [label(Texts(language), value) for value in kind]
        assert len(set(words)) == len(kind)
        assert all(word[0].isupper() or word[0].isdigit() for word in words)


def test_equal_stored_values_keep_their_own_words() -> None:
    assert BedState.CLEANING.value == OutageReason.CLEANING.value == TaskKind.CLEANING.value
    assert label(NB, BedState.CLEANING) == "Rengjøres"
    assert label(NB, OutageReason.CLEANING) == "Storrengjøring"
    assert label(NB, TaskKind.CLEANING) == "Rengjøring"


def test_inside_a_sentence_only_words_lose_their_capital() -> None:
    assert label_inside(NB, OutageReason.BEDBUGS) == "veggedyr"
    assert label_inside(NB, LogKind.OAT_APPOINTMENT) == "LAR-avtale"


@pytest.mark.parametrize(
    ("kind", "params", "bed", "bokmal", "english"),
    [
        (LogKind.ARRIVAL, {}, "A2", "Kom, fikk plass A2", "Arrived, got place A2"),
        (
            LogKind.OUT_FOR_A_WHILE,
            {"back": "2026-11-21T19:30:00+00:00"},
            "",
            "Gikk ut en tur, tilbake 20:30",
            "Went out for a while, back 20:30",
        ),
        (LogKind.LEFT_WITHOUT_NOTICE, {}, "", "Gikk uten å si fra", "Left without notice"),
        (
            LogKind.CHECKED_OUT,
            {"destination": "treatment"},
            "",
            "Sjekket ut, til: behandling",
            "Checked out, to: treatment",
        ),
        (
            LogKind.BED_MOVED,
            {"from_bed": "A1"},
            "A5",
            "Flyttet fra A1 til A5",
            "Moved from A1 to A5",
        ),
        (
            LogKind.PRINTED,
            {"report_id": "2026-11-20-N1", "copies": 2},
            "",
            "Vaktrapport 2026-11-20-N1 ble skrevet ut i 2 eksemplarer",
            "Printed handover sheet 2026-11-20-N1 in 2 copies",
        ),
        (LogKind.UNDONE, {"operation": "give_bed"}, "", "Angret: tildelt plass", None),
        (LogKind.UNDONE, {"operation": "unheard_of"}, "", "Angret", "Undone"),
    ],
)
def test_automatic_lines(
    kind: LogKind, params: dict[str, object], bed: str, bokmal: str, english: str | None
) -> None:
    assert log_words(NB, kind, params, bed=bed) == bokmal
    if english is not None:
        assert log_words(EN, kind, params, bed=bed) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_automatic_line_is_empty_or_holds_a_brace(language: str) -> None:
    for group in AUTOMATIC_GROUPS:
        for kind in LOG_GROUPS[group]:
            words = log_words(Texts(language), kind, {}, bed="A1")
            assert words.strip()
            assert "{" not in words


def test_a_status_line_names_her_first() -> None:
    at = datetime(2026, 11, 21, 20, 3, tzinfo=UTC)
    words = status_words(NB, LogKind.BED_GIVEN, {}, who="Lise", bed="A4", at=at)
    assert words == "Lise: fikk plass A4, kl. 21:03"
    assert status_words(NB, LogKind.CLEANED, {}, bed="A4", at=at) == (
        "Plass A4 er rengjort, kl. 21:03"
    )


def test_people() -> None:
    named = PresenceKind.NAMED
    assert person_words(NB, named, alias="Lise", second_word="blå") == "Lise blå"
    assert person_words(NB, PresenceKind.ANONYMOUS, number=3) == "Anonym 3"
    assert person_words(NB, PresenceKind.SHIELDED, number=2) == "Skjermet 2"
    assert person_words(NB, PresenceKind.SHIELDED, place="K1") == "Skjermet K1"
    assert person_words(EN, PresenceKind.SHIELDED) == "Shielded"


def test_tasks_of_the_program_get_words() -> None:
    shred = task_words(NB, TaskKind.SHRED, "", {"report_id": "2026-11-20-N1"})
    assert shred == "Makuler rapport 2026-11-20-N1"
    assert task_words(NB, TaskKind.MANUAL, "Vekk Ingrid", {}) == "Vekk Ingrid"
