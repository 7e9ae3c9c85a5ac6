"""Help and mistakes, in both languages; where options may stand; the exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.door import run

COMMANDS = [
    ("init",),
    ("demo",),
    ("import",),
    ("import", "hmis"),
    ("print",),
    ("print", "handover"),
    ("print", "fire-list"),
    ("nights",),
    ("verify",),
    ("backup",),
    ("restore",),
    ("enrol",),
    ("upgrade",),
    ("server-password",),
]


@pytest.mark.parametrize("command", [(), *COMMANDS])
def test_help_speaks_both_languages(command: tuple[str, ...]) -> None:
    nb, en = run(*command, "--help", "--lang", "nb"), run(*command, "--help", "--lang", "en")
    assert (nb.code, en.code) == (0, 0)
    assert nb.out.startswith("Bruk: ")
    assert en.out.startswith("Usage: ")
    assert "Datamappen til huset." in nb.out
    assert "The data folder of the house." in en.out
    for english in ("Usage", "Options", "Commands", "Show this", "The house", "[OPTIONS]"):
        assert english not in nb.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--colour"], "Valget --colour finnes ikke."),
        (["evict"], "Det finnes ingen kommando «evict»."),
        (["import", "hmis"], "DIR mangler."),
        (["import", "hmis", "."], "--project mangler."),
        (["import", "hmis", ".", "x", "--project", "1"], "Det er et ord for mye i kommandoen."),
        (["init", "--data"], "--data må ha en verdi."),
        (["init", "--lang", "de"], "--lang tar nb eller en, ikke «de»."),
        (["init", "--at", "now"], "--at tar dato og klokkeslett"),
        (["init", "--at", "2026-02-30T10:00"], "--at tar dato og klokkeslett"),
        (["init", "--demo"], "En demo trenger ikke init"),
        (
            ["init", "--passphrase-file", "a", "--recovery-code-file", "b"],
            "Oppgi enten --passphrase-file eller --recovery-code-file",
        ),
    ],
)
def test_wrong_usage_is_said_and_ends_with_two(arguments: list[str], said: str) -> None:
    answer = run(*arguments)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""


def test_the_language_is_asked_for_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "desk.toml").write_text('language = "en"\n', encoding="utf-8")
    assert (
        "There is no house" in run("import", "hmis", ".", "--project", "1", "--data", tmp_path).line
    )
    monkeypatch.setenv("SHELTER_DESK_LANG", "nb")
    answer = run("import", "hmis", ".", "--project", "1", "--data", tmp_path)
    assert answer.code == 1
    assert "Det finnes ikke noe hus" in answer.line
    english = run("--lang", "en", "import", "hmis", ".", "--project", "1", "--data", tmp_path)
    assert "There is no house" in english.line


@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_options_of_the_house_stand_anywhere(tmp_path: Path, place: int) -> None:
    words = ["import", "hmis", ".", "--project", "1"]
    words[place:place] = ["--data", str(tmp_path)]
    if place == 4:
        words = ["import", "hmis", ".", "--project", "1", "--data", str(tmp_path)]
    assert str(tmp_path) in run(*words).line


def test_a_moment_in_the_hour_that_is_jumped_over_is_refused(tmp_path: Path) -> None:
    answer = run(
        "import", "hmis", ".", "--project", "1", "--data", tmp_path, "--at", "2026-03-29T02:30"
    )
    assert answer.code == 1
    assert "02:30 finnes ikke 29.03.2026" in answer.line


def test_a_moment_in_the_hour_that_comes_twice_asks_which(tmp_path: Path) -> None:
    words = ["import", "hmis", ".", "--project", "1", "--data", str(tmp_path), "--at"]
    answer = run(*words, "2026-10-25T02:30")
    assert answer.code == 1
    assert "2026-10-25T02:30+02:00" in answer.line
    assert "2026-10-25T02:30+01:00" in answer.line
    # Said with its offset, it is a moment like any other.
    assert "Det finnes ikke noe hus" in run(*words, "2026-10-25T02:30+02:00").line


def test_help_comes_without_the_database_and_a_crash_leaves_no_memory() -> None:
    code = (
        "import sys\n"
        "from shelter_desk.cli import main\n"
        "main(['--help'])\n"
        "print([name for name in ('sqlalchemy', 'alembic', 'PySide6') if name in sys.modules])\n"
        "if sys.platform != 'win32':\n"
        "    import resource\n"
        "    print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected = ["[]"] if sys.platform == "win32" else ["[]", "0"]
    assert done.stdout.splitlines()[-len(expected) :] == expected
