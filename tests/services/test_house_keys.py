"""The ways into a house, as Oppsett changes them: on file and on a server."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from shelter_desk.models import AuditEntry
from shelter_desk.models import House as HouseRow
from shelter_desk.services.calling import House
from shelter_desk.services.house_keys import HouseKeys
from shelter_desk.services.recovery import SheetNotReadError
from shelter_desk.services.rights import NotAllowedError
from shelter_desk.store.house_key import unlock_with_passphrase, unlock_with_recovery_code
from shelter_desk.store.key_errors import KeyringMissingError, WrongRecoveryCodeError
from shelter_desk.store.keyrings import AccountKeyring
from shelter_desk.terms import Role
from tests.engines import KEY, as_role, desk_of


def _no_keyring() -> AccountKeyring:
    raise KeyringMissingError


def test_a_new_sheet_counts_when_two_of_its_groups_are_read_back(
    house: House, tmp_path: Path
) -> None:
    desk = desk_of(tmp_path / "desk")
    places = desk.shelf.places
    keys = HouseKeys(places, KEY, _no_keyring)
    me = as_role(house, Role.MANAGER)
    assert keys.look(me).sheet_number == 1
    sheet = keys.new_sheet(me)
    assert sheet.number == 2
    assert sheet.code not in repr(sheet)
    groups = sheet.code.split("-")
    (tmp_path / "sheet.pdf").write_bytes(sheet.pdf("nb"))
    printed = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert all(group in "".join(printed.split()) for group in groups)
    (tmp_path / "shown.pdf").write_bytes(sheet.pdf("nb", hidden=True))
    shown = PdfReader(tmp_path / "shown.pdf").pages[0].extract_text()
    assert not any(group in "".join(shown.split()) for group in groups)

    typed = {number: groups[number - 1].lower() for number in sheet.asked}
    with pytest.raises(SheetNotReadError):
        keys.put_in_force(me, sheet=sheet, typed={**typed, sheet.asked[1]: groups[0][::-1]})
    assert unlock_with_recovery_code(places.key, desk.recovery_code) == KEY
    keys.put_in_force(me.again(), sheet=sheet, typed=typed)
    assert unlock_with_recovery_code(places.key, sheet.code) == KEY
    with pytest.raises(WrongRecoveryCodeError):
        unlock_with_recovery_code(places.key, desk.recovery_code)
    with house.store.read() as session:
        wrap = session.scalar(select(HouseRow.key_wrap))
        assert "renew_recovery_code" in set(session.scalars(select(AuditEntry.action)))
    if not house.store.on_file:
        (kept,) = json.loads(wrap or "{}")["wraps"]
        assert (kept["kind"], kept["label"]) == ("recovery", "2")


def test_only_who_keeps_the_house_changes_its_ways_in(house: House, tmp_path: Path) -> None:
    places = desk_of(tmp_path / "desk").shelf.places
    keys = HouseKeys(places, KEY, _no_keyring)
    before = places.key.read_bytes()
    night = as_role(house, Role.NIGHT)
    for refused in (
        lambda: keys.look(night),
        lambda: keys.new_sheet(night),
        lambda: keys.set_passphrase(night, passphrase="fire ord som står her"),
        lambda: keys.remove_account(night, account="noen@her"),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert places.key.read_bytes() == before
    me = as_role(house, Role.MANAGER)
    with pytest.raises(KeyringMissingError):
        keys.enrol_this_account(me)
    found = keys.look(me)
    assert not found.this_account_opens
    assert isinstance(found.keyring_problem, KeyringMissingError)
    keys.set_passphrase(me, passphrase="fire ord som står her")
    assert unlock_with_passphrase(places.key, "fire ord som står her") == KEY
