"""The words in the code against the catalogue."""

from pathlib import Path

import pytest
import translations

HEADER = translations.HEADER.format(language="nb")


@pytest.fixture
def house(tmp_path: Path) -> tuple[Path, Path]:
    """Return a folder for code and an empty catalogue."""
    code = tmp_path / "desk"
    code.mkdir()
    catalogue = tmp_path / "nb.po"
    catalogue.write_text(HEADER, "utf-8")
    return code, catalogue


def write(code: Path, source: str) -> None:
    (code / "part.py").write_text(source, "utf-8")


def append(catalogue: Path, entry: str) -> None:
    with catalogue.open("a", encoding="utf-8") as file:
        file.write(entry)


def found_in(house: tuple[Path, Path]) -> str:
    return "\n".join(translations.problems(*house))


def test_every_kind_of_call_is_collected(house: tuple[Path, Path]) -> None:
    write(
        house[0],
        'say("Plain")\n'
        'texts.say_many("{count} bed", "{count} beds", 3)\n'
        'texts.say_in("menu", "Open")\n'
        'sentence = mark("In two "\n    "parts")\n'
        'mark_in("bed", "Open")\n'
        'say("Here" if here else "Gone")\n'
        "say(error.sentence)\nsay(NAMES[kind])\n"
        'say_in("bed", NAMES[kind])\n'
        "many = texts.say_many\n"
        'many("One more", "{count} more", n)\n',
    )
    messages, unknown = translations.collect(house[0])
    assert not unknown
    assert {(one.context, one.words) for one in messages.values()} == {
        ("", ("Plain",)),
        ("", ("{count} bed", "{count} beds")),
        ("menu", ("Open",)),
        ("", ("In two parts",)),
        ("bed", ("Open",)),
        ("", ("Here",)),
        ("", ("Gone",)),
        ("", ("One more", "{count} more")),
    }


@pytest.mark.parametrize(
    "call",
    [
        'say(f"Bed {name}")',
        'say("Bed " + name)',
        'say("Bed {}".format(name))',
        'say("Bed %s" % name)',
        "mark(words)",
        'mark_in(context, "Open")',
        'say_in(context, "Open")',
        'say_many("one bed", many, 2)',
        'say("Here" if here else f"Gone since {when}")',
        'say("")',
    ],
)
def test_words_put_together_are_refused(house: tuple[Path, Path], call: str) -> None:
    write(house[0], call)
    assert "needs words that stand there" in found_in(house)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("", "not translated: «Bed {name}»"),
        ('msgid "Bed {name}"\nmsgstr ""\n', "empty"),
        ('#, fuzzy\nmsgid "Bed {name}"\nmsgstr "Seng {name}"\n', "fuzzy"),
        ('msgid "Bed {name}"\nmsgstr "Seng {navn}"\n', "other {names}"),
        ('msgid "Bed {name}"\nmsgstr "Seng"\n', "other {names}"),
        ('msgid "Bed {name}"\nmsgstr "Seng {name"\n', "braces"),
        ('msgid "Bed {name}"\nmsgstr "Seng {name} "\n', "space"),
        ('msgid "Bed {name}"\nmsgstr "Seng {name}"\n' * 2, "twice"),
        ('msgid "Bed {name}"\nmsgstr "Seng {name}"\n\nmsgid "Old"\nmsgstr "Gammel"\n', "no longer"),
        (
            'msgid "Bed {name}"\nmsgstr "Seng {name}"\n\n#~ msgid "Old"\n#~ msgstr "G"\n',
            "struck out",
        ),
        ('msgid "Bed {name}"\n<<<<<<< ours\nmsgstr "Seng {name}"\n', "cannot be read"),
        (
            (
                'msgid "Bed {name}"\nmsgid_plural "Beds {name}"\n'
                'msgstr[0] "Seng {name}"\nmsgstr[1] "Senger {name}"\n'
            ),
            "singular and plural",
        ),
    ],
)
def test_what_a_person_would_stumble_over_is_listed(
    house: tuple[Path, Path], entry: str, complaint: str
) -> None:
    write(house[0], 'say("Bed {name}", name=bed)')
    append(house[1], entry)
    assert complaint in found_in(house)


def test_a_complete_catalogue_passes(house: tuple[Path, Path]) -> None:
    write(
        house[0],
        'say("Bed {name}", name=bed)\n'
        'say_many("One bed", "{count} beds", n)\n'
        'say_in("bed", "Open")\nsay("Open")\n',
    )
    append(
        house[1],
        'msgid "Bed {name}"\nmsgstr "Seng {name}"\n'
        'msgid "One bed"\nmsgid_plural "{count} beds"\n'
        'msgstr[0] "Én seng"\nmsgstr[1] "{count} senger"\n'
        'msgctxt "bed"\nmsgid "Open"\nmsgstr "Ledig"\n'
        'msgid "Open"\nmsgstr "Åpne"\n',
    )
    assert found_in(house) == ""


def test_update_brings_the_catalogue_into_its_one_form(house: tuple[Path, Path]) -> None:
    code, catalogue = house
    write(code, 'say("Two")\nsay("One")\nsay_in("bed", "Open")\n')
    append(
        catalogue,
        'msgid "Two"\nmsgstr "To"\n\nmsgid "Gone"\nmsgstr "Borte"\n\nmsgid "Two"\nmsgstr "To"\n',
    )
    translations.update(code, catalogue)
    assert catalogue.read_text("utf-8") == (
        HEADER + 'msgid "One"\nmsgstr ""\n\nmsgctxt "bed"\nmsgid "Open"\nmsgstr ""\n\n'
        'msgid "Two"\nmsgstr "To"\n\n'
    )
    before = catalogue.read_bytes()
    translations.update(code, catalogue)
    assert catalogue.read_bytes() == before


def test_compiled_words_are_those_of_the_catalogue(house: tuple[Path, Path]) -> None:
    import gettext  # noqa: PLC0415 - only here

    append(house[1], 'msgid "Bed {name}"\nmsgstr "Seng {name}"\n')
    with translations.compile_file(house[1]).open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Bed {name}") == "Seng {name}"
