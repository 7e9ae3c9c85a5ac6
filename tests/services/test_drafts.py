"""Drafts on disk: hers alone, readable with the house's key alone, gone when they were sent."""

from datetime import UTC, datetime
from pathlib import Path

from shelter_desk.services.drafts import DraftShelf

AT = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
WORDS = {"log": {"line": {"text": "Grete spurte etter posten sin, æøå ŋ"}}}


def test_a_draft_is_hers_alone_and_says_nothing_on_disk(tmp_path: Path) -> None:
    shelf = DraftShelf(tmp_path / "drafts", bytes(range(32)))
    shelf.keep(7, WORDS, AT)
    kept = shelf.look(7)
    assert kept is not None
    assert (kept.at, kept.halves) == (AT, WORDS)
    assert shelf.look(8) is None
    (file,) = (tmp_path / "drafts").iterdir()
    assert b"Grete" not in file.read_bytes()
    # Another house's key, a file moved to a colleague, a damaged one: nothing, and no breakdown.
    assert DraftShelf(shelf.folder, bytes(32)).look(7) is None
    file.rename(shelf._file(8))
    assert shelf.look(8) is None
    shelf.keep(7, WORDS, AT)
    file.write_bytes(file.read_bytes()[:-3])
    assert shelf.look(7) is None


def test_what_was_sent_is_forgotten(tmp_path: Path) -> None:
    shelf = DraftShelf(tmp_path / "drafts", bytes(range(32)))
    shelf.forget(7)
    shelf.keep(7, WORDS, AT)
    shelf.keep(7, {}, AT)
    assert shelf.look(7) is None
    assert list((tmp_path / "drafts").iterdir()) == []
