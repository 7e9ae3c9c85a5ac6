"""The ways into a house, and changing them: recovery sheet, passphrase, this machine's accounts.

For Oppsett and nothing else. It holds the key and hands none of it out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from shelter_desk.models import House as HouseRow
from shelter_desk.services.calling import Caller, Changed, Done, Tx, reads, writes
from shelter_desk.services.recovery import NewSheet, new_sheet
from shelter_desk.store import house_key
from shelter_desk.store.key_errors import KeyringProblemError
from shelter_desk.store.keyrings import AccountKeyring, open_keyring
from shelter_desk.store.making import wrap_for_next_desk
from shelter_desk.store.places import Places
from shelter_desk.store.secret import HouseKey
from shelter_desk.store.sidecar import WayIn, read_sidecar
from shelter_desk.terms import Right


@dataclass(frozen=True)
class WaysIn:
    """How the house opens on this machine. ``accounts`` are ``name@machine``."""

    sheet_number: int
    has_passphrase: bool
    accounts: tuple[str, ...]
    this_account: str
    keyring_problem: KeyringProblemError | None = None
    """Why this account cannot open the house by itself, if it cannot."""

    @property
    def this_account_opens(self) -> bool:
        """Say whether the account this program runs as is enrolled."""
        return self.this_account in self.accounts


@dataclass(frozen=True)
class HouseKeys:
    """Every method takes the caller first, needs ``Right.BACKUP`` and is audited.

    None of them belongs on the GUI thread: a keyring may ask its person something, and a
    passphrase takes half a second.
    """

    places: Places
    key: HouseKey = field(repr=False)
    keyring: Callable[[], AccountKeyring] = open_keyring

    def look(self, caller: Caller) -> WaysIn:
        """Return the ways in as they are now; raises what a key file that is not whole raises."""
        _unit(caller)
        sidecar = read_sidecar(self.places.key)
        return WaysIn(
            sheet_number=sidecar.recovery_number,
            has_passphrase=sidecar.has_passphrase,
            accounts=tuple(sorted(wrap.label for wrap in sidecar.wraps_for(WayIn.KEYRING))),
            this_account=house_key.account_name(),
            keyring_problem=self._keyring_problem(),
        )

    def new_sheet(self, caller: Caller) -> NewSheet:
        """Return a recovery sheet to print; the old one stays valid until :meth:`put_in_force`."""
        unit = _unit(caller)
        number = read_sidecar(self.places.key).recovery_number + 1
        return new_sheet(unit, number, caller.house.clock.now())

    def put_in_force(self, caller: Caller, *, sheet: NewSheet, typed: dict[int, str]) -> Done:
        """Let the new sheet open the house and the old one no more.

        ``typed`` are the groups asked for, by their number. Raises
        :class:`~shelter_desk.services.recovery.SheetNotReadError`; then the old sheet stands.
        """
        _unit(caller)
        sheet.check(typed)
        new = house_key.renew_recovery_code(self.places.key, self.key, code=sheet.code)
        wrap = None if caller.house.store.on_file else wrap_for_next_desk(self.places)
        return _renewed(caller, number=new.recovery_number, wrap=wrap)

    def set_passphrase(self, caller: Caller, *, passphrase: str) -> Done:
        """Give the house a passphrase, or another one; raises the passphrase rules' errors."""
        _unit(caller)
        house_key.set_passphrase(self.places.key, self.key, passphrase)
        return _noted(caller, what="set_passphrase")

    def enrol_this_account(self, caller: Caller) -> Done:
        """Let this account open the house by itself; raises :class:`KeyringProblemError`."""
        _unit(caller)
        house_key.enrol_account(self.places.key, self.key, self.keyring())
        return _noted(caller, what="enrol_account")

    def remove_account(self, caller: Caller, *, account: str) -> Done:
        """Let an account of this machine open the house by itself no more."""
        _unit(caller)
        house_key.remove_account(self.places.key, account)
        return _noted(caller, what="remove_account")

    def _keyring_problem(self) -> KeyringProblemError | None:
        try:
            self.keyring()
        except KeyringProblemError as error:
            return error
        return None


@reads(Right.BACKUP)
def _unit(tx: Tx) -> str:
    """Return the name of the unit; asked first, so that the right is looked at before a file."""
    return tx.session.scalars(select(HouseRow.unit_code)).one()


@writes(Right.BACKUP)
def _renewed(tx: Tx, *, number: int, wrap: str | None) -> Done:
    """Audit the new sheet, and keep its wrap for the next desk on a server."""
    if wrap is not None:
        tx.session.scalars(select(HouseRow)).one().key_wrap = wrap
    tx.audit("renew_recovery_code", sheet=number)
    return Done(Changed(), tx.caller.operation)


@writes(Right.BACKUP)
def note_desk_enrolled(tx: Tx) -> Done:
    """Audit that a further desk can open the house on the server."""
    tx.audit("enrol_desk")
    return Done(Changed(), tx.caller.operation)


@writes(Right.BACKUP)
def _noted(tx: Tx, *, what: str) -> Done:
    tx.audit(what)
    return Done(Changed(), tx.caller.operation)
