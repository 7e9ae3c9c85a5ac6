"""Hold the words in the code against the catalogues: ``translations.py check|update|compile``.

``check`` lists everything that would let a person meet a missing, stale or broken sentence and
fails if there is anything. ``update`` rewrites the catalogue in its one normal form: sorted,
without duplicates and without messages the code no longer has; new ones get an empty
translation. ``compile`` makes the ``.mo`` files the program reads fastest.
"""

import ast
import itertools
import re
import string
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "shelter_desk"
CATALOGUES = ROOT / "resources" / "translations"

# How many leading arguments of our calls are words, and whether the first is a context.
WORDS = {"say": 1, "say_many": 2, "say_in": 2, "mark": 1, "mark_in": 2}
WITH_CONTEXT = {"say_in", "mark_in"}
# These take finished words only; the others may be handed a constant that was marked elsewhere.
FINISHED_ONLY = {"mark", "mark_in"}
PUT_TOGETHER = {"format", "join", "replace", "strip", "removesuffix", "removeprefix"}

Key = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """A message in the code and where it stands."""

    context: str
    words: tuple[str, ...]
    place: str

    @property
    def key(self) -> Key:
        """What a catalogue knows it by."""
        return self.context, self.words[0]


def collect(code: Path = CODE) -> tuple[dict[Key, Found], list[str]]:
    """Return every message in the code, and the calls whose words cannot be known.

    The syntax tree is read rather than Babel's tokens, which would join the two halves of
    ``say("one" if alone else "two")`` into a message that nobody ever says.
    """
    found: dict[Key, Found] = {}
    unknown: list[str] = []
    for path in sorted(code.rglob("*.py")):
        name = path.relative_to(code.parent).as_posix()
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"), str(path))))
        short = _short_names(nodes)
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            called = short.get(_called(node), _called(node))
            if called not in WORDS:
                continue
            place = f"{name}:{node.lineno}"
            try:
                for one in _messages(called, node.args[: WORDS[called]], place):
                    before = found.setdefault(one.key, one)
                    if len(one.words) > len(before.words):  # with a plural it says more
                        found[one.key] = one
            except ValueError as problem:
                unknown.append(f"{place}: {called}() needs words that stand there, not «{problem}»")
    return found, unknown


def _called(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _short_names(nodes: list[ast.AST]) -> dict[str, str]:
    """Return what ``many = texts.say_many`` and its like make of our names in one file."""
    found = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=short)], value=ast.Attribute(attr=name)):
                if name in WORDS:
                    found[short] = name
    return found


def _messages(called: str, arguments: list[ast.expr], place: str) -> Iterator[Found]:
    """Yield what one call says; raise ValueError with the part that nobody can translate."""
    known = [_constants(argument) for argument in arguments]
    if len(known) < WORDS[called] or (called in FINISHED_ONLY and not all(known)):
        raise ValueError(", ".join(ast.unparse(argument) for argument in arguments))
    elsewhere = not known[-1] and (called in WITH_CONTEXT or not known[0])
    if elsewhere:  # marked there, with its context where it has one
        return
    if not all(known):
        raise ValueError(", ".join(ast.unparse(argument) for argument in arguments))
    if called in WITH_CONTEXT:
        for context, message in itertools.product(*known):
            yield Found(context, (message,), place)
    else:
        for words in itertools.product(*known):
            yield Found("", words, place)


def _constants(expression: ast.expr) -> list[str]:
    """Return the words an expression may stand for; none if it holds what was marked elsewhere."""
    match expression:
        case ast.Constant(value=str(words)) if words:
            return [words]
        case ast.IfExp(body=body, orelse=otherwise):
            return [*_constants(body), *_constants(otherwise)]
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return []
        case ast.Call() if _called(expression) not in PUT_TOGETHER:
            return []
        case _:
            raise ValueError(ast.unparse(expression))


def names_in(message: str) -> Counter[str]:
    """Return the ``{names}`` that a message fills in, whatever their order."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


def problems(code: Path, catalogue_file: Path) -> list[str]:
    """Return everything that is wrong between the code's words and one catalogue."""
    wanted, listed = collect(code)
    text = catalogue_file.read_text("utf-8")
    try:
        there = {(m.context or "", _first(m)): m for m in read(catalogue_file) if m.id}
    except PoFileError as problem:
        return [*listed, f"{catalogue_file.name}: cannot be read: {problem}"]
    raw = raw_entries(text)
    listed += [f"{catalogue_file.name}: twice: «{_shown(k)}»" for k, n in raw.items() if n > 1]
    if "\n#~" in text:
        listed.append(f"{catalogue_file.name}: keeps entries that were struck out (#~)")
    for key, found in wanted.items():
        message = there.get(key)
        if message is None:
            listed.append(f"{found.place}: not translated: «{_shown(key)}»")
            continue
        listed += [
            f"{catalogue_file.name}: {wrong}: «{_shown(key)}»"
            for wrong in wrong_with(found, message)
        ]
    listed += [
        f"{catalogue_file.name}: no longer in the code: «{_shown(key)}»"
        for key in there
        if key not in wanted
    ]
    return listed


def wrong_with(found: Found, message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if message.fuzzy:
        yield "marked fuzzy"
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if isinstance(message.id, str) != (len(found.words) == 1):
        yield "singular and plural do not match the code"
        return
    if not forms or not all(forms):
        yield "empty"
        return
    for form in forms:
        try:
            names_in(form)
        except ValueError as problem:
            yield f"braces: {problem}"
            continue
        # A singular may say «one» in words; everything else must fill in what the code gives.
        names = [names_in(words) for words in found.words]
        if names_in(form) not in names:
            yield f"fills in other {{names}} than the code ({', '.join(names_in(form)) or 'none'})"
        if form != form.strip() and found.words[0] == found.words[0].strip():
            yield "begins or ends with space"


def raw_entries(text: str) -> Counter[Key]:
    """Count the entries as written, because the reader quietly merges duplicates."""
    counted: Counter[Key] = Counter()
    pattern = r'(?:^msgctxt ((?:".*"\s*)+))?^msgid ((?:".*"\s*)+)'
    for match in re.finditer(pattern, text, re.MULTILINE):
        context, words = (
            "".join(ast.literal_eval(part) for part in re.findall(r'".*"', group or ""))
            for group in match.groups()
        )
        counted[(context, words)] += 1
    return counted


def read(path: Path) -> Catalog:
    """Return a catalogue file as Babel reads it."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def update(code: Path, path: Path) -> None:
    """Rewrite one catalogue in its normal form."""
    before = {(m.context or "", _first(m)): m for m in read(path) if m.id}
    after = Catalog(
        locale=path.stem, project="shelter-desk", header_comment="", fuzzy=False, charset="utf-8"
    )
    for key, found in sorted(collect(code)[0].items(), key=lambda item: item[0][::-1]):
        words = found.words if len(found.words) > 1 else found.words[0]
        known = before.get(key)
        same_kind = known is not None and isinstance(known.id, str) == isinstance(words, str)
        empty = ("", "") if isinstance(words, tuple) else ""
        after.add(words, known.string if known and same_kind else empty, context=key[0] or None)
    with path.open("wb") as file:
        file.write(HEADER.format(language=path.stem).encode())
        write_po(file, after, width=0, no_location=True, omit_header=True, sort_output=False)


HEADER = """msgid ""
msgstr ""
"Project-Id-Version: shelter-desk\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def compile_file(path: Path) -> Path:
    """Write the ``.mo`` beside a ``.po`` and return its path."""
    compiled = path.with_suffix(".mo")
    fresh = compiled.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, read(path))
    fresh.replace(compiled)
    return compiled


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _shown(key: Key) -> str:
    context, words = key
    return f"{context}: {words}" if context else str(words)


def main(arguments: list[str]) -> int:
    """Do what was asked; return 1 when ``check`` found something."""
    files = sorted(CATALOGUES.glob("*.po"))
    if arguments == ["check"]:
        listed = [problem for file in files for problem in problems(CODE, file)]
        print("\n".join([*listed, f"{len(collect()[0])} messages, {len(listed)} problems"]))
        return 1 if listed else 0
    work: dict[str, Callable[[Path], object]] = {
        "update": lambda file: update(CODE, file),
        "compile": compile_file,
    }
    if len(arguments) != 1 or arguments[0] not in work:
        print(__doc__)
        return 2
    for file in files:
        work[arguments[0]](file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
