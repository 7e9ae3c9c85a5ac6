"""Typer's own words in the person's language: usage, headings, mistakes."""

import sys
from collections.abc import Callable
from gettext import gettext
from typing import Any

from typer.core import TyperCommand, TyperGroup

from shelter_desk.cli.asking import WrongUsage
from shelter_desk.marking import mark
from shelter_desk.texts import Texts

_OWN = {
    "Arguments": mark("Arguments"),
    "Options": mark("Options"),
    "Commands": mark("Commands"),
    "required": mark("required"),
    "default: {default}": mark("default: {default}"),
    "Missing command.": mark("A command is missing."),
    "No such command {name!r}.": mark("There is no command «{name}»."),
}
"""What typer asks gettext for, as we say it; it marks its words but brings no catalogue."""

_USAGE = mark("Usage: ")
_HELP = mark("Show this and leave.")
_SEE_HELP = mark("«{command} --help» shows what there is.")


def speaking_classes(texts: Texts) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """Return typer's classes of groups and commands, speaking one language."""
    _answer_gettext(texts)

    class SpeakingCommand(TyperCommand):
        """A command whose usage and help speak the person's language."""

        def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
            """Write the usage line."""
            _write_usage(self, ctx, formatter, texts)

        def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own
            """Return ``--help`` with our words."""
            return _with_our_words(super().get_help_option(ctx), texts)

    class SpeakingGroup(TyperGroup):
        """A group whose usage and help speak the person's language."""

        def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - typer's own
            """Write the usage line."""
            _write_usage(self, ctx, formatter, texts)

        def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own
            """Return ``--help`` with our words."""
            return _with_our_words(super().get_help_option(ctx), texts)

    return SpeakingGroup, SpeakingCommand


def _write_usage(command: Any, ctx: Any, formatter: Any, texts: Texts) -> None:  # noqa: ANN401
    pieces = " ".join(command.collect_usage_pieces(ctx))
    for theirs, ours in (("OPTIONS", mark("OPTIONS")), ("COMMAND", mark("COMMAND"))):
        pieces = pieces.replace(theirs, texts.say(ours))
    formatter.write_usage(ctx.command_path, pieces, prefix=texts.say(_USAGE))


def _with_our_words(option: Any, texts: Texts) -> Any:  # noqa: ANN401 - typer's own
    if option is not None:
        option.help = texts.say(_HELP)
    return option


def _answer_gettext(texts: Texts) -> None:
    """Let the modules of typer ask our catalogue where they would ask an empty one."""

    def say(message: str) -> str:
        ours = _OWN.get(message)
        return texts.say(ours) if ours is not None else gettext(message)

    for name, module in list(sys.modules.items()):
        ours = name.startswith("typer") and hasattr(module, "_")
        if ours and (module._ is gettext or module._.__module__ == __name__):
            setattr(module, "_", say)  # noqa: B010 - modules are not typed to have it


_MISTAKES: dict[str, Callable[[Texts, Any], str]] = {
    "NoSuchOption": lambda texts, error: texts.say(
        "There is no option {option}.", option=error.option_name
    ),
    "MissingParameter": lambda texts, error: texts.say("{name} is missing.", name=_name_of(error)),
    "BadOptionUsage": lambda texts, error: texts.say(
        "{option} needs a value.", option=error.option_name
    ),
}


def usage_mistake(error: BaseException, texts: Texts) -> WrongUsage | None:
    """Return what to say of a command typed wrong; None for any other error."""
    format_message = getattr(error, "format_message", None)
    if format_message is None or getattr(error, "exit_code", None) != 2:  # noqa: PLR2004 - usage
        return None
    known = _MISTAKES.get(type(error).__name__)
    if known is not None:
        said = known(texts, error)
    elif type(error).__name__ == "BadParameter":
        said = texts.say("{name} cannot have this value.", name=_name_of(error))
    elif "extra argument" in str(format_message()):
        said = texts.say("There is a word too many in the command.")
    else:
        said = str(format_message())
    ctx: Any = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "shelter-desk"
    return WrongUsage(f"{said}\n{texts.say(_SEE_HELP, command=command)}")


def _name_of(error: Any) -> str:  # noqa: ANN401 - typer's own
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "?")
    names = [name for name in getattr(parameter, "opts", []) if name.startswith("-")]
    return str(names[0] if names else parameter.metavar or parameter.name)
