"""The only place that builds objects and hands them to each other."""

import importlib
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from shelter_desk import settings
from shelter_desk.clock import Clock, FixedClock, ShiftedClock, SystemClock
from shelter_desk.errors import BadInputError, DeskError
from shelter_desk.marking import mark
from shelter_desk.security.audit_chain import short_code
from shelter_desk.security.passwords import HashCost, hash_password, one_time_password
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.copies import CopyKeeper, CopyShelf, CopyState
from shelter_desk.services.fire_keeper import FireKeeper, FireShelf
from shelter_desk.services.fire_list import FirePrint
from shelter_desk.services.house_plan import HousePlan, default_plan
from shelter_desk.services.set_up import FirstAccount, set_up_house
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.backup import Progress, copies_in, make_copy, read_manifest
from shelter_desk.store.changes import ChangeFeed
from shelter_desk.store.disk import calm_disk
from shelter_desk.store.engine import Store
from shelter_desk.store.key_errors import (
    KeyringProblemError,
    RecoveryCodeLengthError,
    RecoveryCodeTypoError,
    WrongKeyError,
)
from shelter_desk.store.manifest import Manifest
from shelter_desk.store.opening import (
    KeySource,
    checked_url,
    desk_settings,
    make_file,
    make_on_server,
    open_store,
    remove_unfinished,
    server_url,
    wrap_for_next_desk,
    write_desk_settings,
)
from shelter_desk.store.places import NotAFolderError, Places, find_places, prepare_folder
from shelter_desk.store.restoring import restore
from shelter_desk.store.secret import HouseKey, derive
from shelter_desk.terms import ActorKind

PICTURED_AT = datetime(2026, 11, 21, 20, 12, tzinfo=UTC)
"""The moment of the pictures: a Saturday, 21:12 in the house."""

DEMO_COST = HashCost(rounds=1, memory_kib=1024, lanes=1)


class DemoNeedsOwnFolderError(BadInputError):
    """A demo is asked for in the folder of a real house."""

    sentence = mark(
        "There is a real house in {folder}. A demo is never opened there."
        " Leave out --demo, or choose another folder for it."
    )


@dataclass(frozen=True)
class Choice:
    """What was asked for on the command line."""

    data: Path | None = None
    demo: bool = False
    at: datetime | None = None
    """A moment, aware: the clock of a demo, or what is asked about on a real house."""
    language: str = "nb"
    language_asked: bool = False
    """Whether ``language`` was asked for on the command line, not merely what is usual."""
    keys: KeySource = field(default_factory=KeySource)


@dataclass(frozen=True)
class OpenHouse:
    """An open house with what belongs to this machine."""

    house: House
    places: Places
    key: HouseKey
    desk: Values

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.places.folder

    def prefer(self, name: str, value: str) -> None:
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


def kept_fire_list(choice: Choice) -> FirePrint:
    """Return the kept list on its way to paper, when the house does not open.

    The key alone is needed, and the print is noted for the audit. Raises
    :class:`~shelter_desk.services.fire_keeper.NoKeptListError`, or what the key raises.
    """
    places = find_places(choice.data)
    shelf = fire_shelf(places, choice.keys.unlock(places))
    by = Actor(ActorKind.COMMAND_LINE, command_line_name(), "kmd")
    return shelf.print_kept(language=choice.language, now=SystemClock().now(), by=by, at_lock=False)


def command_line_name() -> str:
    """Return what the audit calls the command line of this account."""
    account = house_key.account_name().rpartition("@")[0] or "?"
    return f"kommandolinje ({account})"


@contextmanager
def opened_house(choice: Choice) -> Iterator[OpenHouse]:
    """Open the house that was asked for, and close it afterwards.

    Raises a :class:`shelter_desk.errors.DeskError` that says why it does not open.
    """
    with ExitStack() as stack:
        house = _open_demo(choice, stack) if choice.demo else _open_real(choice)
        stack.callback(house.house.store.close)
        yield house


def _open_real(choice: Choice) -> OpenHouse:
    places = find_places(choice.data)
    desk = desk_settings(places)
    key = choice.keys.unlock(places)
    if choice.keys.typed is not None:
        _enrol_account(choice, places, key)
    clock: Clock = SystemClock()

    def copy_first(old: Store) -> None:
        make_copy(old, places, key, folder=places.copies, now=clock.now())

    store = open_store(places, key, server_url(desk), before_upgrade=copy_first)
    if choice.at is not None:
        clock = FixedClock(choice.at)
    if key.demo:
        clock = ShiftedClock.starting_at(choice.at) if choice.at else SystemClock()
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=clock,
        workstation=_workstation(desk),
        demo=key.demo,
        writable=choice.at is None or key.demo,
    )
    return OpenHouse(house, places, key, desk)


def _enrol_account(choice: Choice, places: Places, key: HouseKey) -> None:
    """Let this account open the house by itself from now on, where it has a safe keyring."""
    with suppress(KeyringProblemError):
        house_key.enrol_account(places.key, key, choice.keys.keyring())


def _workstation(desk: Values) -> str:
    return (desk.get(settings.WORKSTATION) or platform.node() or "?")[:80]


# -- a demo ----------------------------------------------------------------------------------


def _open_demo(choice: Choice, stack: ExitStack) -> OpenHouse:
    """Open the demo house in the folder given, or make one that goes away again."""
    if choice.data is not None:
        places = find_places(choice.data)
        if places.has_house():
            found = _open_real(choice)
            if not found.key.demo:
                found.house.store.close()
                raise DemoNeedsOwnFolderError(folder=str(places.folder))
            return found
    else:
        folder = Path(tempfile.mkdtemp(prefix="shelter-desk-demo-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        places = Places(folder)
    return _make_demo(places, choice.at)


def _make_demo(places: Places, at: datetime | None) -> OpenHouse:
    clock = ShiftedClock.starting_at(at) if at is not None else SystemClock()
    prepare_folder(places.folder)
    key = house_key.create_house_key(places.key, demo=True).key
    try:
        store = make_file(places, key)
    except BaseException:
        remove_unfinished(places)
        raise
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=clock,
        workstation=_workstation(Values({})),
        demo=True,
    )
    try:
        _fill_demo(house, key)
    except BaseException:
        store.close()
        remove_unfinished(places)
        raise
    return OpenHouse(house, places, key, Values({}))


def _fill_demo(house: House, key: HouseKey) -> None:
    demo = importlib.import_module("shelter_desk.services.demo")  # no real house needs it
    demo.build_demo(
        house, house_id=key.house_id, hash_password=lambda word: hash_password(word, DEMO_COST)
    )


# -- a new house -----------------------------------------------------------------------------


@dataclass(frozen=True)
class NewHouseWishes:
    """What a new house is to be."""

    plan: HousePlan | None = None
    passphrase: str | None = None
    first_login: str = "leder"
    first_name: str = "Leder"
    server: str = ""
    """Address of the server as the owner's role; empty: the encrypted file."""
    server_role: str = ""
    """Role on the server that desks use; empty: the owner's own."""


@dataclass(frozen=True)
class MadeHouse:
    """What is shown once after a house was made."""

    places: Places
    recovery_code: str = field(repr=False)
    recovery_number: int
    login: str
    one_time_password: str = field(repr=False)
    keyring_problem: KeyringProblemError | None
    """Why this account cannot open the house by itself, if it cannot."""


def make_house(choice: Choice, wishes: NewHouseWishes) -> MadeHouse:
    """Make a new house: key, database, plan and first manager; all of it or nothing.

    Raises a :class:`shelter_desk.errors.DeskError` that says why not.
    """
    places = find_places(choice.data)
    plan = wishes.plan or default_plan()
    prepare_folder(places.folder)
    keyring, problem = None, None
    try:
        keyring = choice.keys.keyring()
    except KeyringProblemError as error:
        problem = error
    new = house_key.create_house_key(places.key, keyring=keyring, passphrase=wishes.passphrase)
    password = one_time_password()
    try:
        store, desk = _make_database(places, new.key, wishes)
        try:
            set_up_house(
                _program(store, new.key, desk),
                house_id=new.key.house_id,
                plan=plan,
                first=FirstAccount(
                    login=wishes.first_login,
                    name=wishes.first_name,
                    initials=initials(wishes.first_name),
                    password_hash=hash_password(password),
                    language=choice.language,
                ),
                key_wrap=wrap_for_next_desk(places) if wishes.server else None,
            )
        finally:
            store.close()
        if desk.chosen:
            write_desk_settings(places, desk)
    except BaseException:
        remove_unfinished(places)
        if keyring is not None:
            with suppress(KeyringProblemError):
                keyring.forget(new.key.house_id)
        raise
    return MadeHouse(
        places, new.recovery_code, new.recovery_number, wishes.first_login, password, problem
    )


def _make_database(places: Places, key: HouseKey, wishes: NewHouseWishes) -> tuple[Store, Values]:
    if not wishes.server:
        return make_file(places, key), Values({})
    owner = checked_url(wishes.server)
    url = owner.set(username=wishes.server_role) if wishes.server_role else owner
    store = make_on_server(owner, wishes.server_role)
    return store, Values({settings.SERVER_URL.name: url.render_as_string()})


def _program(store: Store, key: HouseKey, desk: Values) -> Caller:
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=SystemClock(),
        workstation=_workstation(desk),
    )
    return Caller(house, Actor(ActorKind.PROGRAM, "program"))


def initials(name: str) -> str:
    """Return up to three initials of a name: ``Kari Anne Mo`` → ``KAM``; ``Leder`` → ``LE``."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if len(words) == 1:
        return words[0][:2].upper()
    return "".join(word[0] for word in words[:3]).upper() or "?"


def restored_house(choice: Choice, copy: Path, progress: Progress) -> Manifest:
    """Put a copy back into the new folder of ``choice``; return what the copy says of itself.

    Raises what :func:`shelter_desk.store.restoring.restore` raises.
    """
    return restore(copy, find_places(choice.data), choice.keys.unlock, progress=progress)


def audit_code(manifest: Manifest) -> str:
    """Return the short code of the audit's end in a copy, as it stands on a printed sheet."""
    return short_code(bytes.fromhex(manifest.audit_code)) if manifest.audit_code else "–"


# -- the desk window -------------------------------------------------------------------------


def open_desk(choice: Choice) -> int:
    """Open the desk window; return the exit code.

    The screens open the house behind the first paint, and again with what somebody typed when
    this account's keyring cannot open it.
    """
    start = importlib.import_module("shelter_desk.ui.start")  # Qt only where a window is wanted

    def open_house(typed: str | None) -> AbstractContextManager[OpenHouse]:
        keys = replace(choice.keys, typed=typed)
        return opened_house(replace(choice, keys=keys))

    code: int = start.run(
        open_house, asks_secret=_asks_secret, language=choice.language, demo=choice.demo
    )
    return code


@dataclass(frozen=True)
class PictureWishes:
    """Which pictures are wanted; a language, a scheme or a size left open means the usual ones."""

    folder: Path
    language: str | None = None
    scheme: str | None = None
    size: tuple[int, int] | None = None
    scale: int = 1
    everything: bool = False
    """Also the smallest window, the schemes left out by default, and twice the pixels."""


def take_pictures(choice: Choice, wishes: PictureWishes, tell: Callable[[Path], object]) -> None:
    """Picture every screen of the demo house into a folder; ``tell`` is given each file.

    A real house is never pictured. Raises a :class:`shelter_desk.errors.DeskError` where the
    folder cannot be written or the demo does not open.
    """
    pictures = importlib.import_module("shelter_desk.ui.pictures")  # Qt only where it is wanted
    if wishes.folder.is_file():
        raise NotAFolderError(folder=str(wishes.folder))
    with calm_disk(wishes.folder):
        wishes.folder.mkdir(parents=True, exist_ok=True)

    def save(name: str, png: bytes) -> None:
        file = wishes.folder / name
        with calm_disk(wishes.folder):
            file.write_bytes(png)
        tell(file)

    at = choice.at or PICTURED_AT
    with opened_house(replace(choice, demo=True, at=at)) as opened:
        house = replace(opened.house, clock=FixedClock(at))
        looks = pictures.looks_for(
            wishes.language,
            wishes.scheme,
            wishes.size,
            scale=wishes.scale,
            everything=wishes.everything,
        )
        pictures.take(house, looks, save)


def _asks_secret(error: DeskError) -> bool:
    """Say whether a passphrase or recovery code would help where opening failed."""
    return isinstance(
        error,
        KeyringProblemError | WrongKeyError | RecoveryCodeTypoError | RecoveryCodeLengthError,
    )
