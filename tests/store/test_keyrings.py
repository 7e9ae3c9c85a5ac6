"""Which keyrings are trusted, and what is said about the others."""

import threading
from uuid import uuid4

import pytest
from keyring.backends.chainer import ChainerBackend
from keyring.core import load_keyring

from shelter_desk.store.key_errors import (
    KeyringFaultError,
    KeyringForgetfulError,
    KeyringLockedError,
    KeyringMissingError,
    KeyringPlaintextError,
    KeyringProblemError,
    KeyringSilentError,
)
from shelter_desk.store.keyrings import ACCEPTED, AccountKeyring, name_of, open_keyring
from tests.store.keyring_backends import (
    BrokenKeyring,
    ForgetfulKeyring,
    GoodKeyring,
    HangingKeyring,
    KeepingKeyring,
    LockedKeyring,
    PlaintextKeyring,
    opened,
)

FAIL = "keyring.backends.fail.Keyring"


def test_a_good_keyring_keeps_replaces_and_forgets() -> None:
    backend, house = GoodKeyring(), uuid4()
    account = opened(backend)
    assert backend.kept == {}  # the trial left nothing behind
    assert account.read(house) is None
    account.write(house, "one")
    account.write(house, "two")
    assert account.read(house) == "two"
    assert account.read(uuid4()) is None
    account.forget(house)
    account.forget(house)
    assert account.read(house) is None


@pytest.mark.fault
@pytest.mark.parametrize(
    ("backend", "error"),
    [
        (ForgetfulKeyring(), KeyringForgetfulError),
        (LockedKeyring(), KeyringLockedError),
        (BrokenKeyring(), KeyringFaultError),
        (KeepingKeyring(), KeyringFaultError),
    ],
)
def test_a_keyring_that_fails_its_trial_is_not_used(
    backend: GoodKeyring, error: type[KeyringProblemError]
) -> None:
    with pytest.raises(KeyringProblemError) as caught:
        opened(backend)
    assert type(caught.value) is error


@pytest.mark.fault
def test_a_keyring_that_does_not_answer_is_left_waiting() -> None:
    backend = HangingKeyring()
    try:
        with pytest.raises(KeyringSilentError):
            opened(backend, probe_seconds=0.05)
    finally:
        backend.answered.set()
        for thread in threading.enumerate():
            if thread.name == "keyring":
                thread.join(10)


@pytest.mark.fault
def test_a_keyring_that_hangs_later_is_left_waiting_too() -> None:
    backend = HangingKeyring()
    try:
        with pytest.raises(KeyringSilentError):
            AccountKeyring(backend, seconds=0.05).write(uuid4(), "value")
    finally:
        backend.answered.set()
        for thread in threading.enumerate():
            if thread.name == "keyring":
                thread.join(10)


@pytest.mark.fault
def test_an_unknown_keyring_is_refused_by_name_and_never_written_to() -> None:
    backend = PlaintextKeyring()
    with pytest.raises(KeyringPlaintextError) as caught:
        open_keyring(accepted=["not.here.Keyring"], current=lambda: backend)
    assert "PlaintextKeyring" in str(caught.value.values["name"])
    assert backend.kept == {}


@pytest.mark.fault
@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", FAIL])
def test_no_keyring_is_said_as_such(backend: str) -> None:
    with pytest.raises(KeyringMissingError):
        open_keyring(accepted=["not.here.Keyring"], current=lambda: load_keyring(backend))


def test_a_frozen_program_finds_a_backend_by_its_name() -> None:
    wanted = name_of(GoodKeyring())
    found = open_keyring(accepted=["not.here.K", wanted], current=lambda: load_keyring(FAIL))
    assert name_of(found.backend) == wanted


def test_of_several_chained_keyrings_only_an_accepted_one_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, good = PlaintextKeyring(), GoodKeyring()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, good])
    account = open_keyring(accepted=[name_of(good)], current=ChainerBackend)
    account.write(uuid4(), "value")
    assert account.backend is good
    assert plain.kept == {}


@pytest.mark.fault
def test_chained_keyrings_without_an_accepted_one_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ChainerBackend, "backends", [PlaintextKeyring()])
    with pytest.raises(KeyringPlaintextError):
        open_keyring(accepted=["not.here.Keyring"], current=ChainerBackend)


def test_accepted_names_are_whole_class_names() -> None:
    assert all(name.startswith("keyring.backends.") for name in ACCEPTED)
    assert not [name for name in ACCEPTED if "null" in name or "fail" in name or "chainer" in name]
