"""What each command does: opens the house, calls one service, prints its answer."""

import sys
import time
from pathlib import Path

from shelter_desk.bootstrap import Choice, MadeHouse, NewHouseWishes, make_house, opened_house
from shelter_desk.cli.asking import WrongUsage
from shelter_desk.services.house_plan import read_plan
from shelter_desk.services.imports.hmis import STEP_WORDS, Step, import_hmis
from shelter_desk.store.opening import read_secret
from shelter_desk.texts import Texts


def show(line: str = "") -> None:
    """Print a line of the answer."""
    print(line)  # noqa: T201 - the command line speaks


def init(
    choice: Choice,
    texts: Texts,
    *,
    house: Path | None,
    first_login: str | None,
    first_name: str | None,
    server: str | None,
    server_role: str | None,
) -> None:
    """Make a new house; the recovery code and the first password are shown here and never again."""
    if choice.demo:
        raise WrongUsage(texts.say("A demo needs no init: «shelter-desk --demo» opens one."))
    if choice.at is not None:
        raise WrongUsage(texts.say("A house is made now; --at has no meaning here."))
    passphrase_file = choice.keys.passphrase_file
    wishes = NewHouseWishes(
        plan=read_plan(house) if house is not None else None,
        passphrase=read_secret(passphrase_file) if passphrase_file is not None else None,
        first_login=(first_login or "leder").strip().lower(),
        first_name=(first_name or "Leder").strip(),
        server=server or "",
        server_role=server_role or "",
    )
    _tell_made(make_house(choice, wishes), texts, has_passphrase=wishes.passphrase is not None)


def _tell_made(made: MadeHouse, texts: Texts, *, has_passphrase: bool) -> None:
    show(texts.say("The house is made in {folder}.", folder=str(made.places.folder)))
    show()
    show(texts.say("Recovery code, sheet {number}:", number=made.recovery_number))
    show(f"    {made.recovery_code}")
    show(
        texts.say(
            "Write it on paper and keep it away from this machine. It is shown only now. Without"
            " it and without this account, nobody can open the house."
        )
    )
    show()
    show(
        texts.say(
            "First log-in: {login}, one-time password {password}. It must be changed at once.",
            login=made.login,
            password=made.one_time_password,
        )
    )
    if made.keyring_problem is not None:
        show()
        show(texts.explain(made.keyring_problem))
        if not has_passphrase:
            show(texts.say("This house has no passphrase: keep the recovery code at hand."))


class ProgressLine:
    """One line on standard error that says how far it is; nothing where nobody looks."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._shown = 0.0
        self._wide = 0
        self._on = sys.stderr.isatty()

    def tell(self, words: str, *, always: bool = False) -> None:
        """Show ``words`` unless something was shown a moment ago."""
        if not self._on or (not always and time.monotonic() - self._shown < 0.1):  # noqa: PLR2004
            return
        self._shown = time.monotonic()
        print(f"\r{words:<{self._wide}}", end="", file=sys.stderr, flush=True)  # noqa: T201
        self._wide = len(words)

    def end(self) -> None:
        """Clear the line."""
        if self._on and self._wide:
            print(f"\r{'':<{self._wide}}\r", end="", file=sys.stderr, flush=True)  # noqa: T201


def import_hmis_files(
    choice: Choice, texts: Texts, *, folder: Path, project: str, dry_run: bool
) -> None:
    """Import a folder of HMIS files, or say what an import would do."""
    progress = ProgressLine(texts)

    def tell(step: Step, done: int, total: int) -> bool:
        progress.tell(texts.say(STEP_WORDS[step], done=done, total=total))
        return True

    with opened_house(choice) as house:
        try:
            imported = import_hmis(
                house.command_line(), folder=folder, project=project, dry_run=dry_run, progress=tell
            )
        finally:
            progress.end()
    for note in imported.notes:
        show(texts.say(note.sentence, **note.values))
