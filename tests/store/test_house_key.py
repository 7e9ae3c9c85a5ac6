"""A house's key: made, opened in three ways, changed, and never in the clear."""

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shelter_desk.store import house_key, recovery_code
from shelter_desk.store.house_key import NewHouse, create_house_key
from shelter_desk.store.key_errors import (
    AccountNotEnrolledError,
    DamagedSidecarError,
    HouseExistsError,
    KeyringLockedError,
    MissingSidecarError,
    NewerSidecarError,
    PassphraseNotSetError,
    PassphraseTooShortError,
    RecoveryCodeTypoError,
    WrongKeyError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.store.secret import HouseKey, derive, new_house_key
from shelter_desk.store.sidecar import KeyCost, from_bytes, read_sidecar, to_bytes
from tests.store.keyring_backends import GoodKeyring, LockedKeyring, opened

CHEAP = KeyCost(rounds=1, memory_kib=64, lanes=1)
PASSPHRASE = "tolv blå elger på tur"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "house.key"


@pytest.fixture
def account() -> AccountKeyring:
    return opened(GoodKeyring())


@pytest.fixture
def house(path: Path, account: AccountKeyring) -> NewHouse:
    return create_house_key(path, keyring=account, passphrase=PASSPHRASE, cost=CHEAP)


def test_every_way_in_gives_the_same_key(
    path: Path, house: NewHouse, account: AccountKeyring
) -> None:
    assert house_key.unlock_with_keyring(path, account) == house.key
    assert house_key.unlock_with_recovery_code(path, house.recovery_code.lower()) == house.key
    assert house_key.unlock_with_passphrase(path, PASSPHRASE) == house.key
    assert len(house.key.secret) == 32


def test_nothing_that_opens_the_house_stands_in_the_file(
    path: Path, house: NewHouse, account: AccountKeyring
) -> None:
    text = path.read_bytes()
    kept = account.read(house.key.house_id)
    assert kept
    for secret in (
        house.key.secret,
        house.key.secret.hex().encode(),
        house.recovery_code.encode(),
        recovery_code.tidy(house.recovery_code).encode(),
        PASSPHRASE.encode(),
        kept.partition(":")[2].encode(),
    ):
        assert secret not in text
    assert house.recovery_code not in repr(house)
    assert repr(house.key.secret) not in repr(house)


@pytest.mark.skipif(sys.platform == "win32", reason="access lists decide there")
def test_only_its_account_may_read_it_unless_a_group_shares_the_folder(
    tmp_path: Path, path: Path, house: NewHouse
) -> None:
    assert house
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.with_suffix(".lock").stat().st_mode) == 0o600
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    create_house_key(shared / "house.key")
    assert stat.S_IMODE((shared / "house.key").stat().st_mode) == 0o660
    assert sorted(file.name for file in shared.iterdir()) == [
        "house.key",
        "house.lock",
        "house.lock-gate",
    ]


def test_each_use_has_its_own_key() -> None:
    key = new_house_key()
    keys = derive(key.secret)
    assert len({keys.database, keys.audit, keys.sealed, keys.pseudonym}) == 4
    assert keys == derive(key.secret)
    assert keys.database_literal == f"\"x'{key.secret.hex()}'\""
    assert key.secret.hex() not in repr(keys)


def test_derived_keys_never_change_between_versions() -> None:
    keys = derive(bytes(range(32)))
    assert keys.audit.hex() == "fd5661293d0f8fdf1c3b83d0eb1f1a6fffed77ec35704eb4e531aab990be1531"
    assert keys.sealed.hex() == "aa57474a2e5723a7813200c02a6fa1c9124ce05cb07b2671086e856b4bc04ffb"
    assert (
        keys.pseudonym.hex() == "1e25c4b668665d7aa5ceb3b8aa516ebffa8b030d901594e6cafbe7e4913185d4"
    )


# -- wrong and missing -------------------------------------------------------------------


@pytest.mark.fault
def test_a_wrong_passphrase_and_a_wrong_code_are_told_from_a_typo(
    path: Path, house: NewHouse
) -> None:
    with pytest.raises(WrongPassphraseError):
        house_key.unlock_with_passphrase(path, PASSPHRASE + "!")
    with pytest.raises(WrongPassphraseError):
        house_key.unlock_with_passphrase(path, "x" * 10_000_000)
    with pytest.raises(WrongRecoveryCodeError) as caught:
        house_key.unlock_with_recovery_code(path, recovery_code.new_code())
    assert caught.value.values["number"] == 1
    first = house.recovery_code[0]
    typo = ("0" if first != "0" else "2") + house.recovery_code[1:]
    with pytest.raises(RecoveryCodeTypoError):
        house_key.unlock_with_recovery_code(path, typo)


def test_a_passphrase_is_the_same_however_its_letters_are_composed(
    path: Path, house: NewHouse
) -> None:
    decomposed = PASSPHRASE.replace("å", "a\u030a")
    assert house_key.unlock_with_passphrase(path, f" {decomposed}\n") == house.key


@pytest.mark.fault
def test_an_account_that_was_never_here_is_told_what_to_do(path: Path, house: NewHouse) -> None:
    evening, night = opened(GoodKeyring()), opened(GoodKeyring())
    with pytest.raises(AccountNotEnrolledError):
        house_key.unlock_with_keyring(path, night)
    house_key.enrol_account(path, house.key, evening, "kveld@desk")
    house_key.enrol_account(path, house.key, night, "natt@desk")
    assert house_key.unlock_with_keyring(path, evening) == house.key
    assert house_key.unlock_with_keyring(path, night) == house.key
    house_key.remove_account(path, "kveld@desk")
    with pytest.raises(AccountNotEnrolledError):
        house_key.unlock_with_keyring(path, evening)
    assert house_key.unlock_with_keyring(path, night) == house.key


def test_an_account_enrolled_again_has_one_wrap(path: Path, house: NewHouse) -> None:
    account = opened(GoodKeyring())
    for _ in range(3):
        house_key.enrol_account(path, house.key, account, "natt@desk")
    labels = [wrap.label for wrap in read_sidecar(path).wraps if wrap.label == "natt@desk"]
    assert len(labels) == 1
    assert house_key.unlock_with_keyring(path, account) == house.key


@pytest.mark.fault
@pytest.mark.parametrize("kept", ["", "nonsense", "nonsense:====", "{id}:%%%", "{id}:AAAA"])
def test_a_spoilt_keyring_entry_is_no_key(
    path: Path, house: NewHouse, account: AccountKeyring, kept: str
) -> None:
    wrap_id = read_sidecar(path).wraps[-1].id
    account.write(house.key.house_id, kept.replace("{id}", str(wrap_id)))
    with pytest.raises((AccountNotEnrolledError, WrongKeyError)):
        house_key.unlock_with_keyring(path, account)


@pytest.mark.fault
def test_a_keyring_that_locks_later_is_said_and_the_code_still_opens(
    path: Path, house: NewHouse
) -> None:
    with pytest.raises(KeyringLockedError):
        house_key.unlock_with_keyring(path, AccountKeyring(LockedKeyring()))
    assert house_key.unlock_with_recovery_code(path, house.recovery_code) == house.key


@pytest.mark.fault
def test_a_keyring_that_fails_while_a_house_is_made_leaves_no_house(path: Path) -> None:
    with pytest.raises(KeyringLockedError):
        create_house_key(path, keyring=AccountKeyring(LockedKeyring()))
    assert not path.exists()


def test_a_house_without_keyring_or_passphrase_opens_with_its_code_alone(path: Path) -> None:
    house = create_house_key(path)
    assert house_key.unlock_with_recovery_code(path, house.recovery_code) == house.key
    with pytest.raises(PassphraseNotSetError):
        house_key.unlock_with_passphrase(path, PASSPHRASE)


@pytest.mark.fault
@pytest.mark.parametrize("name", ["house.key", "house.db"])
def test_no_house_is_made_over_another(tmp_path: Path, path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"something")
    with pytest.raises(HouseExistsError):
        create_house_key(path)
    assert (tmp_path / name).read_bytes() == b"something"


@pytest.mark.fault
def test_a_missing_sidecar_is_not_a_new_house(path: Path, house: NewHouse) -> None:
    path.unlink()
    with pytest.raises(MissingSidecarError):
        house_key.unlock_with_recovery_code(path, house.recovery_code)
    assert not path.exists()


# -- damaged -----------------------------------------------------------------------------

DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:0],
    lambda data: data[: len(data) // 2],
    lambda data: bytes(len(data)),
    lambda data: data + b"}",
    lambda data: data.replace(b'"real"', b'"demo"'),
    lambda data: data.replace(b'"label": "1"', b'"label": "2"'),
    lambda data: b"[" * 100_000 + data,
    lambda data: b"[" + data + b"]",
    lambda data: data.replace(b"shelter-desk", b"another-desk"),
    lambda data: b"\xff\xfe" + data,
    lambda data: b" " * (2 << 20) + data,
]


@pytest.mark.fault
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_sidecar_is_told_from_a_wrong_key(
    path: Path, house: NewHouse, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(DamagedSidecarError):
        house_key.unlock_with_recovery_code(path, house.recovery_code)


@pytest.mark.fault
def test_any_flipped_bit_is_damage(path: Path, house: NewHouse) -> None:
    whole = path.read_bytes()
    assert house
    for place in range(0, len(whole), 7):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0x01
        try:
            read = from_bytes(bytes(spoilt), path)
        except (DamagedSidecarError, NewerSidecarError):
            continue
        assert read == from_bytes(whole, path)  # only white space was hit


@pytest.mark.fault
def test_a_newer_sidecar_is_refused_plainly(path: Path, house: NewHouse) -> None:
    content = json.loads(path.read_bytes())
    path.write_text(json.dumps(content | {"version": 2}))
    with pytest.raises(NewerSidecarError):
        house_key.unlock_with_recovery_code(path, house.recovery_code)


@pytest.mark.fault
def test_a_sidecar_that_asks_for_all_the_memory_is_damaged(path: Path, house: NewHouse) -> None:
    assert house
    read = read_sidecar(path)
    greedy = KeyCost(rounds=1, memory_kib=1 << 30, lanes=1)
    wraps = tuple(
        type(wrap)(**{**vars(wrap), "cost": greedy}) if wrap.cost else wrap for wrap in read.wraps
    )
    path.write_bytes(to_bytes(type(read)(read.house_id, read.demo, read.key_check, wraps)))
    with pytest.raises(DamagedSidecarError):
        house_key.unlock_with_passphrase(path, PASSPHRASE)


@pytest.mark.fault
def test_a_wrap_of_another_house_opens_nothing(tmp_path: Path, house: NewHouse) -> None:
    other = create_house_key(tmp_path / "other.key", passphrase=PASSPHRASE, cost=CHEAP)
    mine, theirs = read_sidecar(tmp_path / "house.key"), read_sidecar(tmp_path / "other.key")
    mixed = type(mine)(mine.house_id, mine.demo, mine.key_check, theirs.wraps)
    given = recovery_code.parse(other.recovery_code)
    with pytest.raises(WrongKeyError):
        mixed.unwrap(mixed.wraps[0], given)
    with pytest.raises(WrongKeyError):
        mine.check(other.key)
    with pytest.raises(WrongKeyError):
        mine.check(HouseKey(house.key.house_id, demo=False, secret=other.key.secret))


# -- changing ----------------------------------------------------------------------------


def test_a_new_code_makes_the_old_one_worthless(path: Path, house: NewHouse) -> None:
    renewed = house_key.renew_recovery_code(path, house.key)
    assert renewed.recovery_number == 2
    assert house_key.unlock_with_recovery_code(path, renewed.recovery_code) == house.key
    with pytest.raises(WrongRecoveryCodeError) as caught:
        house_key.unlock_with_recovery_code(path, house.recovery_code)
    assert caught.value.values["number"] == 2


def test_a_changed_passphrase_makes_the_old_one_worthless(path: Path, house: NewHouse) -> None:
    house_key.set_passphrase(path, house.key, "fjorten grønne båter", cost=CHEAP)
    assert house_key.unlock_with_passphrase(path, "fjorten grønne båter") == house.key
    with pytest.raises(WrongPassphraseError):
        house_key.unlock_with_passphrase(path, PASSPHRASE)


@pytest.mark.parametrize("short", ["", "elleve bokst"[:11], "  kort         "])
def test_a_short_passphrase_is_refused_and_the_old_one_stands(
    path: Path, house: NewHouse, short: str
) -> None:
    with pytest.raises(PassphraseTooShortError):
        house_key.set_passphrase(path, house.key, short, cost=CHEAP)
    assert house_key.unlock_with_passphrase(path, PASSPHRASE) == house.key


@pytest.mark.fault
def test_only_the_houses_own_key_changes_its_ways_in(path: Path, house: NewHouse) -> None:
    before = path.read_bytes()
    assert house
    with pytest.raises(WrongKeyError):
        house_key.renew_recovery_code(path, new_house_key())
    with pytest.raises(WrongKeyError):
        house_key.enrol_account(path, new_house_key(), opened(GoodKeyring()))
    assert path.read_bytes() == before


def test_a_demo_opens_by_itself_and_a_real_house_never_does(
    tmp_path: Path, path: Path, house: NewHouse
) -> None:
    assert not house.key.demo
    demo = create_house_key(tmp_path / "demo.key", demo=True)
    assert demo.key.demo
    assert house_key.unlock_demo(tmp_path / "demo.key") == demo.key
    with pytest.raises(WrongKeyError):
        house_key.unlock_demo(path)


def test_the_real_cost_opens_too(path: Path) -> None:
    house = create_house_key(path, passphrase=PASSPHRASE)
    assert house_key.unlock_with_passphrase(path, PASSPHRASE) == house.key
