"""The commands for a shared server: enrol a desk, keep its password, upgrade as the owner."""

import getpass
import sys
from pathlib import Path

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.server import enrol_desk, keep_server_password, upgrade_server
from shelter_desk.cli.asking import WrongUsage
from shelter_desk.cli.commands import show
from shelter_desk.store.opening import read_secret
from shelter_desk.texts import Texts


def enrol(choice: Choice, texts: Texts, *, server: str, server_password_file: Path | None) -> None:
    """Let this machine open the house on a server, with the code of the recovery sheet."""
    _refuse_demo(choice, texts)
    if choice.keys.recovery_code_file is not None:
        code = read_secret(choice.keys.recovery_code_file)
    else:
        code = _asked(texts.say("Recovery code: "), "--recovery-code-file", texts)
    password = read_secret(server_password_file) if server_password_file is not None else None
    done = enrol_desk(choice, server=server, code=code, password=password)
    show(texts.say("This desk belongs to the house now. Its folder is {folder}.",
                   folder=str(done.places.folder)))  # fmt: skip
    if done.keyring_problem is not None:
        show(texts.explain(done.keyring_problem))
        show(texts.say("Until then the recovery code is asked for each time the house is opened."))


def server_password(choice: Choice, texts: Texts, *, server_password_file: Path | None) -> None:
    """Keep the password of the server in this account's keyring."""
    _refuse_demo(choice, texts)
    if server_password_file is not None:
        password = read_secret(server_password_file)
    else:
        password = _asked(texts.say("Server password: "), "--server-password-file", texts)
    keep_server_password(choice, password)
    show(texts.say("The password is in this account's keyring."))


def upgrade(
    choice: Choice, texts: Texts, *, server: str, server_password_file: Path | None
) -> None:
    """Upgrade the house on a server, as the role that owns it."""
    _refuse_demo(choice, texts)
    password = read_secret(server_password_file) if server_password_file is not None else None
    if upgrade_server(choice, server=server, password=password):
        show(texts.say("The house on the server is upgraded. A copy was made first."))
    else:
        show(texts.say("The house on the server is up to date already."))


def _refuse_demo(choice: Choice, texts: Texts) -> None:
    if choice.demo or choice.at is not None:
        raise WrongUsage(texts.say("This is about a real house: without --demo and --at."))


def _asked(prompt: str, option: str, texts: Texts) -> str:
    if not sys.stdin.isatty():
        raise WrongUsage(texts.say("{name} is missing.", name=option))
    return getpass.getpass(prompt)
