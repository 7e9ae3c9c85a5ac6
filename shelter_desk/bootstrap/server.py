"""Desks on a shared server: enrolling a further one, its password, upgrades by the owner."""

from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import URL, select

from shelter_desk import settings
from shelter_desk.bootstrap.choice import Choice, command_line_name
from shelter_desk.bootstrap.open_house import workstation_name
from shelter_desk.clock import SystemClock
from shelter_desk.errors import BadInputError, FaultError
from shelter_desk.marking import mark
from shelter_desk.models import House as HouseRow
from shelter_desk.services.calling import Actor, Caller, House
from shelter_desk.services.house_keys import note_desk_enrolled
from shelter_desk.settings import Values
from shelter_desk.store import house_key
from shelter_desk.store.backup import make_copy
from shelter_desk.store.engine import Store, open_server
from shelter_desk.store.grants import grant_desk_role
from shelter_desk.store.key_errors import KeyringProblemError
from shelter_desk.store.keyrings import SERVER_PASSWORD
from shelter_desk.store.making import being_made
from shelter_desk.store.opening import (
    UnfinishedHouseError,
    checked_url,
    desk_settings,
    refuse_other_house,
    server_url,
    write_desk_settings,
)
from shelter_desk.store.places import Places, find_places, prepare_folder
from shelter_desk.store.secret import HouseKey, derive
from shelter_desk.store.sidecar import from_bytes, read_sidecar, write_sidecar
from shelter_desk.store.upgrade import current_revision, needs_upgrade, upgrade
from shelter_desk.terms import ActorKind


class NoWrapError(FaultError):
    """The house on the server keeps nothing a further desk could be enrolled with."""

    sentence = mark(
        "The house on the server keeps no key for further desks. Nothing was changed. Make a new"
        " recovery sheet in Set-up on a desk that opens, and try again."
    )


class NotOnServerError(BadInputError):
    """The house of this machine is a file."""

    sentence = mark(
        "The house of this machine lies in a file, not on a server. A file is upgraded by itself"
        " when it is opened. Nothing was changed."
    )


@dataclass(frozen=True)
class EnrolledDesk:
    """A desk that belongs to the house on a server now."""

    places: Places
    keyring_problem: KeyringProblemError | None
    """Why this account keeps neither key nor password by itself, if it cannot."""


def enrol_desk(choice: Choice, *, server: str, code: str, password: str | None) -> EnrolledDesk:
    """Let this machine open the house on ``server``; ``code`` is that of the recovery sheet.

    The password goes into the account's keyring, never into a file. Raises a
    :class:`shelter_desk.errors.DeskError` that says why not; then nothing is left here.
    """
    places = find_places(choice.data)
    url = checked_url(server)
    prepare_folder(places.folder)
    problem = None
    with being_made(places), closing(open_server(url, password=password)) as store:
        wrap = _wrap_on(store, places)
        write_sidecar(places.key, from_bytes(wrap.encode(), places.key))
        key = house_key.unlock_with_recovery_code(places.key, code)
        refuse_other_house(store, places, key)
        try:
            keyring = choice.keys.keyring()
            house_key.enrol_account(places.key, key, keyring)
            if password:
                keyring.write(key.house_id, password, SERVER_PASSWORD)
        except KeyringProblemError as error:
            problem = error
        desk = Values({settings.SERVER_URL.name: url.render_as_string()})
        note_desk_enrolled(_command_line(store, key, desk))
        write_desk_settings(places, desk)
    return EnrolledDesk(places, problem)


def _wrap_on(store: Store, places: Places) -> str:
    """Return the wrap for further desks that the house on the server keeps."""
    if current_revision(store) is None:
        raise UnfinishedHouseError(folder=str(places.folder))
    needs_upgrade(store)  # refuses one of a newer program
    with store.read() as session:
        found = session.execute(select(HouseRow.house_uuid, HouseRow.key_wrap)).first()
    if found is None:
        raise UnfinishedHouseError(folder=str(places.folder))
    if not found.key_wrap:
        raise NoWrapError
    return str(found.key_wrap)


def _command_line(store: Store, key: HouseKey, desk: Values) -> Caller:
    house = House(
        store=store,
        audit_key=derive(key.secret).audit,
        clock=SystemClock(),
        workstation=workstation_name(desk),
    )
    return Caller(house, Actor(ActorKind.COMMAND_LINE, command_line_name(), "kmd"))


def keep_server_password(choice: Choice, password: str) -> None:
    """Keep the server's password in this account's keyring; raises :class:`KeyringProblemError`."""
    places = find_places(choice.data)
    _url_of_desk(places)
    house_id = read_sidecar(places.key).house_id
    choice.keys.keyring().write(house_id, password, SERVER_PASSWORD)


def upgrade_server(choice: Choice, *, server: str, password: str | None) -> bool:
    """Bring the house on the server to this program's schema, as the owner in ``server``.

    A copy is made first, and the role of this desk gets its rights on what is new. Returns
    False where there was nothing to do. Raises a DeskError; then nothing was changed.
    """
    places = find_places(choice.data)
    desk_url = _url_of_desk(places)
    key = choice.keys.unlock(places)
    owner = checked_url(server)
    with closing(open_server(owner, password=password)) as store:
        if current_revision(store) is None:
            raise UnfinishedHouseError(folder=str(places.folder))
        refuse_other_house(store, places, key)
        if not needs_upgrade(store):
            return False
        make_copy(store, places, key, folder=places.copies, now=SystemClock().now())
        upgrade(store)
        if desk_url.username and desk_url.username != owner.username:
            grant_desk_role(store, desk_url.username)
    return True


def _url_of_desk(places: Places) -> URL:
    url = server_url(desk_settings(places))
    if url is None:
        raise NotOnServerError
    return url
