"""The first run: what the wizard chooses becomes a house, whole and only at the end."""

from dataclasses import replace
from pathlib import Path

from shelter_desk import settings
from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.making import NewHouseWishes, make_house
from shelter_desk.clock import SystemClock
from shelter_desk.security.passwords import check_password_rules
from shelter_desk.services.account_rules import clean_login, clean_name
from shelter_desk.services.house_plan import (
    HousePlan,
    clean_unit,
    default_plan,
    empty_plan,
    read_plan,
)
from shelter_desk.services.recovery import NewSheet, new_sheet
from shelter_desk.store.disk import check_writable
from shelter_desk.store.house_key import check_passphrase
from shelter_desk.store.key_errors import KeyringProblemError
from shelter_desk.store.making import take_away_unfinished
from shelter_desk.store.opening import desk_settings, server_url
from shelter_desk.store.places import find_places, refuse_unsafe
from shelter_desk.ui.wizard.calls import Machine, NewHouse, PlanChoice, PlanFacts


def wants_first_run(choice: Choice) -> bool:
    """Say whether there is nothing on this machine yet: no house, and no server to belong to."""
    if choice.demo or choice.at is not None:
        return False
    keys = choice.keys
    if keys.passphrase_file is not None or keys.recovery_code_file is not None:
        return False
    places = find_places(choice.data)
    return not places.has_house() and server_url(desk_settings(places)) is None


class FirstRunDoor:
    """Answers the wizard; ``choice`` is what is opened afterwards.

    The key of the house it made is kept here, so that the desk opens without asking again.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def prepare(self, _caller: object) -> Machine:
        """Take away what a killed run left, and look at the machine."""
        places = find_places(self.choice.data)
        refuse_unsafe(places.folder)
        take_away_unfinished(places)
        problem = None
        try:
            self.choice.keys.keyring()
        except KeyringProblemError as error:
            problem = error
        return Machine(str(places.folder), str(places.copies), problem)

    def look_at_plan(self, _caller: object, *, plan: PlanChoice, file: str) -> PlanFacts:
        """Return what a plan holds; raises a BadInputError that names file or key."""
        found = _plan(plan, file)
        rooms = sum(len(floor.rooms) for floor in found.floors)
        return PlanFacts(found.unit_code, len(found.floors), rooms, len(found.beds()))

    def look_at_leader(
        self, _caller: object, *, name: str, login: str, password: str, passphrase: str
    ) -> None:
        """Raise what the account or the house passphrase cannot be."""
        clean_name(name)
        check_password_rules(password, clean_login(login))
        if passphrase:
            check_passphrase(passphrase)

    def new_sheet(self, _caller: object, *, unit: str) -> NewSheet:
        """Return the first recovery sheet of the house to be."""
        return new_sheet(clean_unit(unit), 1, SystemClock().now())

    def look_at_copies(self, _caller: object, *, folder: str) -> None:
        """Raise why copies cannot lie there."""
        if folder:
            check_writable(Path(folder).expanduser().absolute())

    def make(self, _caller: object, *, wishes: NewHouse) -> None:
        """Make the house; raises a DeskError that says why not, and then nothing was made."""
        desk: dict[str, object] = {settings.LANGUAGE.name: wishes.language}
        if wishes.copies:
            desk[settings.BACKUP_FOLDER.name] = str(Path(wishes.copies).expanduser().absolute())
        plan = replace(_plan(wishes.plan, wishes.plan_file), unit_code=clean_unit(wishes.unit))
        made = make_house(
            replace(self.choice, language=wishes.language),
            NewHouseWishes(
                plan=plan,
                passphrase=wishes.passphrase or None,
                first_login=clean_login(wishes.login),
                first_name=clean_name(wishes.name),
                password=wishes.password,
                recovery_code=wishes.sheet.code,
                desk=desk,
            ),
        )
        self.choice = replace(self.choice, keys=replace(self.choice.keys, made=made.key))

    def choose_demo(self) -> None:
        """Open the demo house, in a folder that goes away."""
        self.choice = replace(self.choice, demo=True, data=None)


def _plan(plan: PlanChoice, file: str) -> HousePlan:
    if plan is PlanChoice.FILE:
        return read_plan(Path(file).expanduser())
    return empty_plan() if plan is PlanChoice.EMPTY else default_plan()
