"""The commands and their options, in the person's language."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.models import OptionInfo, ParameterInfo

from shelter_desk.cli.asking import WrongUsage, moment
from shelter_desk.cli.speaking import speaking_classes, usage_mistake
from shelter_desk.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from shelter_desk.bootstrap import Choice

PROGRAM = "shelter-desk"

Field = tuple[Any, ParameterInfo]
"""The type of an option or argument, and how it is written."""

_COMMANDS = "commands"
"""Where the commands are. Help and usage do not load them: the database's library takes 0.3 s."""


def run(arguments: Sequence[str], texts: Texts) -> int:
    """Do what ``arguments`` ask; return the exit code.

    Raises :class:`WrongUsage`, or what the command raises.
    """
    command = typer.main.get_command(build(texts))
    try:
        result = command.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        mistake = usage_mistake(error, texts)
        if mistake is None:
            raise
        raise mistake from None
    return result if isinstance(result, int) else 0


def build(texts: Texts) -> typer.Typer:
    """Return the application with its help in one language."""
    say = texts.say
    group, command = speaking_classes(texts)
    common = _common(texts)

    def new(help_text: str) -> typer.Typer:
        return typer.Typer(
            cls=group,
            help=help_text,
            add_completion=False,
            pretty_exceptions_enable=False,
            rich_markup_mode=None,
        )

    def offer(place: typer.Typer, name: str, does: str, help_text: str, **own: Field) -> None:
        """Offer ``does(choice, texts, **its own options)``, which returns a code or nothing."""

        def call(ctx: typer.Context, **values: object) -> int | None:
            asked = _asked(ctx, {key: values.pop(key) for key in common})
            choice = _choice(asked, texts)
            module, _, name = does.rpartition(".")
            command = getattr(import_module(f"shelter_desk.cli.{module or _COMMANDS}"), name)
            done: int | None = command(choice, texts, **values)
            return done

        place.command(name, cls=command, help=help_text)(_signed(call, {**own, **common}))

    def desk(ctx: typer.Context, **values: object) -> int | None:
        asked = _asked(ctx, values)
        if ctx.invoked_subcommand is not None:
            return None
        from shelter_desk.bootstrap import open_desk  # noqa: PLC0415 - see _COMMANDS

        return open_desk(_choice(asked, texts))

    def carry_on(ctx: typer.Context, **values: object) -> None:
        _asked(ctx, values)

    app = new(say("The front desk of a shelter. Without a command, the desk opens."))
    app.callback(invoke_without_command=True)(_signed(desk, common))
    importing = new(say("Take over data from another program."))
    printing = new(say("Print without a screen."))
    for name, part in (("import", importing), ("print", printing)):
        part.callback()(_signed(carry_on, common))
        app.add_typer(part, name=name)

    offer(
        app,
        "init",
        "init",
        say("Make a new house and print its recovery code, once."),
        house=_path("--house", "FILE.toml", say("The house plan: floors, rooms, beds, shifts.")),
        first_login=_text("--first-login", "NAME", say("Log-in name of the first manager.")),
        first_name=_text("--first-name", "NAME", say("Name of the first manager.")),
        server=_text("--server", "URL", say("Make the house on this PostgreSQL, as its owner.")),
        server_role=_text("--server-role", "ROLE", say("The role on the server that desks use.")),
    )
    password_file = _path(
        "--server-password-file", "FILE", say("A file that holds the password of the server.")
    )
    offer(
        app,
        "enrol",
        "server_commands.enrol",
        say("Let this machine open a house on a server, with the recovery code."),
        server=_needed("--server", "URL", say("The server's address, with the desks' role.")),
        server_password_file=password_file,
    )
    offer(
        app,
        "server-password",
        "server_commands.server_password",
        say("Keep the password of the server in this account's keyring."),
        server_password_file=password_file,
    )
    offer(
        app,
        "upgrade",
        "server_commands.upgrade",
        say("Upgrade the house on a server, as the role that owns it."),
        server=_needed("--server", "URL", say("The server's address, with the owner's role.")),
        server_password_file=password_file,
    )
    offer(
        app,
        "demo",
        "demo",
        say("Open the demo house, and keep it where --data says."),
    )
    offer(
        importing,
        "hmis",
        "import_hmis_files",
        say("Import a folder of HMIS CSV files: everything or nothing."),
        folder=(Path, typer.Argument(..., metavar="DIR", help=say("The folder of CSV files."))),
        project=_needed("--project", "ID", say("The ProjectID to import.")),
        dry_run=_switch("--dry-run", say("Only say what an import would do.")),
    )
    offer(
        importing,
        "roster",
        "import_roster_file",
        say("Import a list of women from a CSV file: everything or nothing."),
        file=(
            Path,
            typer.Argument(..., metavar="FILE.csv", help=say("The list, one woman a row.")),
        ),
        dry_run=_switch("--dry-run", say("Only say what an import would do.")),
    )
    offer(
        printing,
        "handover",
        "print_handover",
        say("Write the coming handover sheet as a PDF."),
        out=_needed("--out", "FILE|-", say("The file to write; - for standard output.")),
    )
    offer(
        printing,
        "fire-list",
        "print_fire_list",
        say("Write the fire list as a PDF: who is in the house, by floor and room."),
        out=_needed("--out", "FILE|-", say("The file to write; - for standard output.")),
    )
    offer(
        app,
        "nights",
        "count_nights",
        say("Count the person-nights of a period: each night and in total."),
        first=_needed("--from", "2026-11-01", say("The first night, by its evening's date.")),
        last=_needed("--to", "2026-11-30", say("The last night, by its evening's date.")),
        form=_text("--format", "csv", say("csv for a table that other programs read.")),
    )
    offer(
        app,
        "verify",
        "verify",
        say("Look whether audit, log and database are as they were written."),
    )
    offer(
        app,
        "backup",
        "backup",
        say("Make a copy of the house and read it back."),
        to=(Path, typer.Option(..., "--to", metavar="DIR", help=say("The folder for the copy."))),
    )
    offer(
        app,
        "restore",
        "restore",
        say("Put a copy back into a new folder (--data)."),
        copy=(Path, typer.Argument(..., metavar="FILE", help=say("The copy to put back."))),
    )
    offer(
        app,
        "screenshots",
        "screenshots",
        say("Make pictures of every screen, on the demo house."),
        out=(Path, typer.Option(..., "--out", metavar="DIR", help=say("The folder for them."))),
        scheme=_text(
            "--scheme", "light|dark|high_contrast", say("Only this look; otherwise light and dark.")
        ),
        size=_text("--size", "1440x900", say("The size of the window.")),
        scale=_text("--scale", "1|2", say("How many pixels a pixel becomes.")),
        everything=_switch(
            "--all", say("Every view and form too, in all sizes, twice the pixels and all schemes.")
        ),
    )
    return app


def _common(texts: Texts) -> dict[str, Field]:
    """Return what every command takes."""
    say = texts.say
    return {
        "data": _path("--data", "DIR", say("The data folder of the house.")),
        "demo": _switch("--demo", say("A made-up house to try things on.")),
        "lang": _text("--lang", "nb|en", say("The language: nb (bokmål) or en (English).")),
        "at": _text(
            "--at",
            "2026-11-20T21:45",
            say("Ask what was known at a moment; sets the clock of a demo."),
        ),
        "passphrase_file": _path(
            "--passphrase-file", "FILE", say("A file that holds the house passphrase.")
        ),
        "recovery_code_file": _path(
            "--recovery-code-file", "FILE", say("A file that holds the recovery code.")
        ),
    }


def _path(name: str, metavar: str, help_text: str) -> Field:
    return Path | None, _option(None, name, metavar, help_text)


def _text(name: str, metavar: str, help_text: str) -> Field:
    return str | None, _option(None, name, metavar, help_text)


def _needed(name: str, metavar: str, help_text: str) -> Field:
    return str, _option(..., name, metavar, help_text)


def _switch(name: str, help_text: str) -> Field:
    return bool, _option(False, name, None, help_text)


def _option(default: object, name: str, metavar: str | None, help_text: str) -> OptionInfo:
    option = typer.Option(default, name, metavar=metavar, help=help_text, show_default=False)
    assert isinstance(option, OptionInfo)  # noqa: S101 - typer declares Any
    return option


def _signed(call: Callable[..., Any], fields: Mapping[str, Field]) -> Callable[..., Any]:
    """Give ``call`` the signature typer reads: the context and keyword-only ``fields``."""
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter("ctx", kind, annotation=typer.Context)]
    parameters += [
        inspect.Parameter(name, kind, default=how, annotation=of)
        for name, (of, how) in fields.items()
    ]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # inspect's own hook
    return call


def _asked(ctx: typer.Context, values: Mapping[str, object]) -> dict[str, Any]:
    """Collect what was said before and after the command; what is nearer to it counts."""
    root = ctx.find_root()
    if root.obj is None:
        root.obj = {}
    root.obj.update({name: value for name, value in values.items() if value not in (None, False)})
    return dict(root.obj)


def _choice(asked: Mapping[str, Any], texts: Texts) -> "Choice":
    language = asked.get("lang")
    if language is not None and language not in LANGUAGES:
        raise WrongUsage(texts.say("--lang takes nb or en, not «{typed}».", typed=language[:20]))
    if "passphrase_file" in asked and "recovery_code_file" in asked:
        raise WrongUsage(
            texts.say("Give one of --passphrase-file and --recovery-code-file, not both.")
        )
    at = asked.get("at")
    from shelter_desk.bootstrap import Choice  # noqa: PLC0415 - see _COMMANDS
    from shelter_desk.store.opening import KeySource  # noqa: PLC0415 - the same

    return Choice(
        data=asked.get("data"),
        demo=bool(asked.get("demo")),
        at=moment(at, texts) if at is not None else None,
        language=texts.language,
        language_asked=language is not None,
        keys=KeySource(asked.get("passphrase_file"), asked.get("recovery_code_file")),
    )
