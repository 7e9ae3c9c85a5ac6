"""Small encrypted files: drafts, and lists kept for a bad day."""

import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shelter_desk.store.sealed import (
    SealedDamagedError,
    open_sealed,
    read_sealed,
    seal,
    write_sealed,
)

KEY = secrets.token_bytes(32)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_sealed_comes_back(data: bytes, purpose: str) -> None:
    purpose = purpose.encode(errors="ignore").decode()
    assert open_sealed(KEY, seal(KEY, data, purpose), purpose) == data


def test_nothing_shows_and_nothing_repeats() -> None:
    one, other = (seal(KEY, b"Lise er ute en tur", "draft") for _ in range(2))
    assert b"Lise" not in one
    assert one != other


@pytest.mark.fault
def test_anything_changed_is_noticed() -> None:
    sealed = seal(KEY, b"Lise er ute en tur", "draft")
    for place in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[place] ^= 1
        with pytest.raises(SealedDamagedError):
            open_sealed(KEY, bytes(spoilt), "draft")


@pytest.mark.fault
@pytest.mark.parametrize("length", [0, 1, 8, 9, 20, 21, 30])
def test_a_cut_file_is_noticed(length: int) -> None:
    with pytest.raises(SealedDamagedError):
        open_sealed(KEY, seal(KEY, b"text", "draft")[:length], "draft")


@pytest.mark.fault
def test_another_key_or_purpose_opens_nothing() -> None:
    sealed = seal(KEY, b"text", "draft")
    with pytest.raises(SealedDamagedError):
        open_sealed(secrets.token_bytes(32), sealed, "draft")
    with pytest.raises(SealedDamagedError):
        open_sealed(KEY, sealed, "fire list")


def test_a_sealed_file_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "1.draft"
    assert read_sealed(path, KEY, "draft") is None
    write_sealed(path, KEY, "halvskrevet på øya".encode(), "draft")
    assert read_sealed(path, KEY, "draft") == "halvskrevet på øya".encode()
    assert b"halvskrevet" not in path.read_bytes()
