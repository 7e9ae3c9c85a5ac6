"""Runs the real command line inside the test process, and makes houses through it."""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from shelter_desk.cli import main

PASSPHRASE = "fire ord som ikke hører sammen"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The one line on standard error; fails when there are more, or a traceback."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


def run(*arguments: str | Path) -> Answer:
    """Run the command line as a person would."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Answer(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class NewHouse:
    """A house made by ``init``, and the ways into it."""

    folder: Path
    passphrase_file: Path
    recovery_code: str
    one_time_password: str

    @property
    def ask(self) -> tuple[str, str, str, str]:
        """The options that open it with its passphrase."""
        return "--data", str(self.folder), "--passphrase-file", str(self.passphrase_file)


def make_house(parent: Path) -> NewHouse:
    """Make a house with ``init`` in ``parent/house``."""
    passphrase_file = parent / "passphrase.txt"
    passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    folder = parent / "house"
    made = run("init", "--data", folder, "--passphrase-file", passphrase_file, "--lang", "en")
    assert made.code == 0, made.err
    code = re.search(r"^ {4}(\S+)$", made.out, re.MULTILINE)
    password = re.search(r"one-time password (\S+)\.", made.out)
    assert code is not None
    assert password is not None
    return NewHouse(folder, passphrase_file, code[1], password[1])


@contextlib.contextmanager
def cheap_passphrase() -> Iterator[None]:
    """Make a guess at a passphrase cheap, for tests that open a house often."""
    from shelter_desk.store import house_key  # noqa: PLC0415 - patched where it is used

    defaults = dict(house_key.create_house_key.__kwdefaults__ or {})
    with mock.patch.dict(
        house_key.create_house_key.__kwdefaults__, defaults | {"cost": house_key.DEMO_COST}
    ):
        yield
