"""Make a new house, or put a copy of one back: all of it or nothing."""

from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from shelter_desk import settings
from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.open_house import workstation_name
from shelter_desk.clock import SystemClock
from shelter_desk.security.audit_chain import short_code
from shelter_desk.security.passwords import hash_password, one_time_password
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.house_plan import HousePlan, default_plan
from shelter_desk.services.set_up import FirstAccount, set_up_house
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.backup import Progress
from shelter_desk.store.engine import Store
from shelter_desk.store.key_errors import KeyringProblemError
from shelter_desk.store.making import (
    being_made,
    make_file,
    make_on_server,
    wrap_for_next_desk,
)
from shelter_desk.store.manifest import Manifest
from shelter_desk.store.opening import checked_url, write_desk_settings
from shelter_desk.store.places import Places, find_places, prepare_folder
from shelter_desk.store.restoring import restore
from shelter_desk.store.secret import HouseKey, derive
from shelter_desk.terms import ActorKind


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
    password: str = field(default="", repr=False)
    """The manager's own password; empty: one to be changed at the first log-in is made."""
    recovery_code: str = field(default="", repr=False)
    """A code that is on paper already; empty: one is made."""
    desk: Mapping[str, object] = field(default_factory=dict)
    """Settings of this machine that were chosen on the way."""


@dataclass(frozen=True)
class MadeHouse:
    """What is shown once after a house was made."""

    places: Places
    key: HouseKey
    recovery_code: str = field(repr=False)
    recovery_number: int
    login: str
    one_time_password: str = field(repr=False)
    keyring_problem: KeyringProblemError | None
    """Why this account cannot open the house by itself, if it cannot."""


def make_house(choice: Choice, wishes: NewHouseWishes) -> MadeHouse:
    """Make a new house: key, database, plan and first manager; all of it or nothing.

    Killed in between, it leaves what the next start takes away. Raises a
    :class:`shelter_desk.errors.DeskError` that says why not.
    """
    places = find_places(choice.data)
    plan = wishes.plan or default_plan()
    prepare_folder(places.folder)
    keyring, problem = None, None
    try:
        keyring = choice.keys.keyring()
    except KeyringProblemError as error:
        problem = error
    with being_made(places):
        new = house_key.create_house_key(
            places.key,
            keyring=keyring,
            passphrase=wishes.passphrase,
            code=wishes.recovery_code or None,
        )
        password = wishes.password or one_time_password()
        try:
            store, desk = _make_database(places, new.key, wishes)
            with closing(store):
                set_up_house(
                    _program(store, new.key, desk),
                    house_id=new.key.house_id,
                    plan=plan,
                    first=_first_account(wishes, password, choice.language),
                    key_wrap=wrap_for_next_desk(places) if wishes.server else None,
                )
            if desk.chosen:
                write_desk_settings(places, desk)
        except BaseException:
            if keyring is not None:
                with suppress(KeyringProblemError):
                    keyring.forget(new.key.house_id)
            raise
    return MadeHouse(
        places,
        new.key,
        new.recovery_code,
        new.recovery_number,
        wishes.first_login,
        password,
        problem,
    )


def _first_account(wishes: NewHouseWishes, password: str, language: str) -> FirstAccount:
    return FirstAccount(
        login=wishes.first_login,
        name=wishes.first_name,
        initials=initials(wishes.first_name),
        password_hash=hash_password(password),
        language=language,
        must_change_password=not wishes.password,
    )


def _make_database(places: Places, key: HouseKey, wishes: NewHouseWishes) -> tuple[Store, Values]:
    if not wishes.server:
        return make_file(places, key), Values(dict(wishes.desk))
    owner = checked_url(wishes.server)
    url = owner.set(username=wishes.server_role) if wishes.server_role else owner
    store = make_on_server(owner, wishes.server_role)
    return store, Values({**wishes.desk, settings.SERVER_URL.name: url.render_as_string()})


def _program(store: Store, key: HouseKey, desk: Values) -> Caller:
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=SystemClock(),
        workstation=workstation_name(desk),
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
