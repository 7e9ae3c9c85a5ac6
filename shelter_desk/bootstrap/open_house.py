"""A house that is open, with what belongs to this machine."""

import platform
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shelter_desk import settings
from shelter_desk.bootstrap.choice import Choice, command_line_name
from shelter_desk.clock import Clock, FixedClock, ShiftedClock, SystemClock
from shelter_desk.errors import DeskError
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.copies import CopyKeeper, CopyShelf, CopyState
from shelter_desk.services.drafts import DraftShelf
from shelter_desk.services.fire_keeper import FireKeeper, FireShelf
from shelter_desk.services.house_keys import HouseKeys
from shelter_desk.services.machine import Machine
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.backup import copies_in, make_copy, read_manifest
from shelter_desk.store.changes import ChangeFeed
from shelter_desk.store.engine import Store
from shelter_desk.store.key_errors import KeyringProblemError
from shelter_desk.store.keyrings import SERVER_PASSWORD, AccountKeyring, open_keyring
from shelter_desk.store.manifest import Manifest
from shelter_desk.store.opening import desk_settings, open_store, server_url, write_desk_settings
from shelter_desk.store.places import Places, find_places
from shelter_desk.store.secret import HouseKey, derive
from shelter_desk.terms import ActorKind


@dataclass(frozen=True)
class OpenHouse:
    """An open house with what belongs to this machine."""

    house: House
    places: Places
    key: HouseKey
    desk: Values

    keyring: Callable[[], AccountKeyring] = open_keyring

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.places.folder

    @property
    def keys(self) -> HouseKeys:
        """The ways into the house, for Oppsett."""
        return HouseKeys(self.places, self.key, self.keyring)

    def machine(self) -> Machine:
        """Return this machine as Oppsett sees it; what is set in a demo goes away with it."""
        chosen = dict(self.desk.chosen)
        return Machine(
            desk=(lambda: Values(dict(chosen))) if self.house.demo else self._desk_now,
            keep=chosen.__setitem__ if self.house.demo else self.prefer,
            shelf=self.shelf,
            newest_manifest=self.newest_manifest,
            keys=self.keys,
            demo=self.house.demo,
        )

    def _desk_now(self) -> Values:
        return desk_settings(self.places)

    def prefer(self, name: str, value: str | int) -> None:
        """Keep a choice of this machine in ``desk.toml``; a demo forgets it."""
        if not self.house.demo:
            chosen = desk_settings(self.places).chosen
            write_desk_settings(self.places, Values({**chosen, name: value}))

    def command_line(self) -> Caller:
        """Return the command line as the caller, with this account's name."""
        actor = Actor(ActorKind.COMMAND_LINE, command_line_name(), "kmd")
        return Caller(self.house, actor)

    def shelf(self, folder: Path | None = None) -> CopyShelf:
        """Return where copies lie: in ``folder``, where ``desk.toml`` says, or beside the house."""
        named = self.desk.get(settings.BACKUP_FOLDER)
        chosen = folder or (Path(named) if named else self.places.copies)
        return CopyShelf(self.places, self.key, chosen.expanduser().absolute())

    def copies(self, told: Callable[[CopyState], object] | None = None) -> CopyKeeper:
        """Return what makes copies while the house is open; the caller starts and closes it."""
        return CopyKeeper(self.house, self.shelf(), told=told)

    def fire_keeper(self, told: Callable[[DeskError | None], object] | None = None) -> FireKeeper:
        """Return what keeps the fire list while the house is open; the caller starts it."""
        return FireKeeper(self.house, fire_shelf(self.places, self.key), told=told)

    def drafts(self) -> DraftShelf:
        """Return where half-written text is kept on this machine."""
        return DraftShelf(self.places.drafts, derive(self.key.secret).sealed)

    def changes(self, heard: Callable[[], object]) -> ChangeFeed:
        """Return what hears of other desks' writes; the caller starts and closes it."""
        return ChangeFeed(self.house.store, heard)

    def newest_manifest(self) -> Manifest | None:
        """Return what the newest readable copy on the shelf says of itself."""
        for copy in copies_in(self.shelf().folder, self.key):
            manifest = read_manifest(copy.path, self.key)
            if manifest is not None:
                return manifest
        return None

    def program(self) -> Caller:
        """Return the program itself as the caller."""
        return Caller(self.house, Actor(ActorKind.PROGRAM, "program"))


def fire_shelf(places: Places, key: HouseKey) -> FireShelf:
    """Return where a machine keeps the fire list, and with which key."""
    return FireShelf(places.fire, derive(key.secret).sealed)


def open_real(choice: Choice) -> OpenHouse:
    """Open the house that is in the folder; raises a DeskError that says why it does not open."""
    places = find_places(choice.data)
    desk = desk_settings(places)
    key = choice.keys.unlock(places)
    if choice.keys.typed is not None:
        _enrol_account(choice, places, key)
    clock: Clock = SystemClock()

    def copy_first(old: Store) -> None:
        make_copy(old, places, key, folder=places.copies, now=clock.now())

    url = server_url(desk)
    password = _server_password(choice, key) if url is not None else None
    store = open_store(places, key, url, password=password, before_upgrade=copy_first)
    if choice.at is not None:
        clock = FixedClock(choice.at)
    if key.demo:
        clock = ShiftedClock.starting_at(choice.at) if choice.at else SystemClock()
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=clock,
        workstation=workstation_name(desk),
        demo=key.demo,
        writable=choice.at is None or key.demo,
    )
    return OpenHouse(house, places, key, desk, choice.keys.keyring)


def _server_password(choice: Choice, key: HouseKey) -> str | None:
    """Return what this account's keyring keeps; without it libpq looks in PGPASSFILE."""
    try:
        return choice.keys.keyring().read(key.house_id, SERVER_PASSWORD)
    except KeyringProblemError:
        return None


def _enrol_account(choice: Choice, places: Places, key: HouseKey) -> None:
    """Let this account open the house by itself from now on, where it has a safe keyring."""
    with suppress(KeyringProblemError):
        house_key.enrol_account(places.key, key, choice.keys.keyring())


def workstation_name(desk: Values) -> str:
    """Return what the audit calls this machine."""
    return (desk.get(settings.WORKSTATION) or platform.node() or "?")[:80]
