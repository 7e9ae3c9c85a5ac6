"""«Lagre som fil»: in which folder the report is put."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from shelter_desk.marking import mark
from shelter_desk.ui import folders
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.forms.picked import OneOf, Option
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.words import Words

_LONGEST = 1000


class SaveSheet(Form):
    """Opened with ``then(folder)``, ``file`` (what is saved) and ``start`` (used before)."""

    saves = mark("Save")

    def __init__(self, desk: Desk) -> None:
        self._then: Callable[[Path], object] | None = None
        self._file = ""
        self._places = folders.places(desk.words)
        super().__init__(desk)

    def build(self) -> None:
        """Offer the folders of this machine, and a line for any other."""
        desk = self._desk
        self.where = self.add(
            "where",
            OneOf(desk, mark("Folder"), self._options, start=str(self._places[0].path)),
        )
        self.path = self.add(
            "path",
            ShortText(
                desk,
                mark("Or another folder"),
                limit=_LONGEST,
                help_line=mark("Write the whole path. What stands here comes first."),
            ),
        )

    def _options(self, words: Words) -> Sequence[Option]:
        del words
        return [Option(str(one.path), f"{one.name} · {one.path}") for one in self._places]

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with the folder that was used before in this run."""
        super().begin(about, **given)
        self._then, self._file = given.get("then"), given.get("file", "")
        start: Path | None = given.get("start")
        if start is not None:
            self.where.choose(str(start))
            if self.where.value != str(start):
                self.path.put(str(start))
        self.say_line(self._file)

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.say_line(self._file)

    def focus_first(self) -> None:
        """Begin where the folder stands that is taken if nothing is changed."""
        self.go_to(self.where if self.path.is_empty() else self.path)

    def enter(self) -> None:
        """Save: one line is enough."""
        self.confirm()

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the sheet."""
        say = self._desk.words.say
        return [
            ("Tab", say("to the next field")),
            ("Enter", self.save_button.text()),
            ("Esc", self.close_button.text()),
        ]

    def half(self) -> Half | None:
        """Keep nothing: where somebody saves is not written to the disk."""
        return None

    @property
    def folder(self) -> Path:
        """The folder that is meant."""
        return folders.folder_of(self.path.value or str(self.where.value))

    def check(self) -> tuple[Field, str] | None:
        """Say why nothing can be put there."""
        problem = folders.trouble_with(self._desk.words, self.folder)
        return (self.where if self.path.is_empty() else self.path, problem) if problem else None

    def save(self) -> None:
        """Close, and let the report go there."""
        then, folder = self._then, self.folder
        self._desk.forms.close()
        if then is not None:
            then(folder)
