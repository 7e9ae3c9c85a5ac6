"""Oppsett: this machine: language, look, size of the words, printer, curtain and lock."""

from typing import Any

from shelter_desk import settings
from shelter_desk.errors import DeskError
from shelter_desk.marking import mark
from shelter_desk.settings import AnySetting
from shelter_desk.terms import Right
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.picked import Choice, OneOf, Option, said
from shelter_desk.ui.forms.written import Number, ShortText
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.setup.desk_settings import desk_saver
from shelter_desk.ui.setup.kept import Kept
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.setup.setting_fields import plain_of
from shelter_desk.ui.theme import Scheme
from shelter_desk.ui.words import Words

_NAME_LIMIT = 80


class DeskPage(Section):
    """What belongs to this machine and not to the house."""

    title = mark("This desk")
    intro = mark("These hold on this machine only.")
    icon = "monitor"
    rights = (Right.HOUSE_PLAN, Right.BACKUP)
    needs_machine = True

    def build(self) -> None:
        """Make the fields."""
        self._kept: list[tuple[Kept, AnySetting]] = []
        self._names: tuple[str, ...] = ()
        self._press: Press | None = None
        desk = self.desk
        self.heading(mark("Language and look"))
        self.language = self._add(
            OneOf(
                desk,
                mark("Language at the next start"),
                said(("nb", mark("Norwegian (bokmål)")), ("en", mark("English"))),
            ),
            settings.LANGUAGE,
        )
        self.scheme = self._add(
            OneOf(
                desk,
                mark("Look"),
                said(
                    ("system", mark("as the machine")),
                    ("light", mark("light")),
                    ("dark", mark("dark")),
                    ("high_contrast", mark("high contrast")),
                ),
            ),
            settings.SCHEME,
        )
        self._add(
            OneOf(
                desk,
                mark("Size of everything on the screen"),
                said(
                    (100, mark("usual")),
                    (115, mark("a little larger")),
                    (130, mark("larger")),
                    (150, mark("much larger")),
                ),
                help_line=mark("Holds from the next start."),
            ),
            settings.TEXT_PERCENT,
        )
        self.heading(mark("Printer"))
        self.printer = self._add(
            Choice(
                desk,
                mark("Printer of this desk"),
                self._printers,
                help_line=mark(
                    "F12 prints the fire list here, without asking. It holds from the next start."
                ),
            ),
            settings.PRINTER,
        )
        self.heading(mark("When nobody touches the desk"))
        self._number(settings.CURTAIN_MINUTES, mark("Minutes until the names are hidden"))
        self._number(
            settings.LOCK_MINUTES,
            mark("Minutes until the desk locks"),
            help_line=mark("Both hold from the next start."),
        )
        self.heading(mark("Name of the desk"))
        self._add(
            ShortText(
                desk,
                mark("What the audit calls this desk"),
                limit=_NAME_LIMIT,
                help_line=mark("Empty means the name of the machine. From the next start."),
            ),
            settings.WORKSTATION,
        )
        self.scheme.saved.connect(self._on_scheme)

    def _number(self, setting: Any, label: str, *, help_line: str = "") -> Kept:  # noqa: ANN401 - a number's setting
        field = Number(
            self.desk, label, least=setting.least, most=setting.most, required=True,
            help_line=help_line,
        )  # fmt: skip
        return self._add(field, setting)

    def _add(self, field: Field, setting: AnySetting) -> Kept:
        kept = self.keep(Kept(self.desk, field, desk_saver(self.machine, setting)))
        self._kept.append((kept, setting))
        return kept

    def _printers(self, words: Words) -> list[Option]:
        usual = Option("", words.say("the machine's usual printer"))
        return [usual, *(Option(name, name) for name in self._names)]

    def refresh(self) -> None:
        """Read what is set."""
        if self.machine is None:
            return
        values = self.machine.desk()
        # The one that is set stands there, also while it is switched off.
        chosen = values.get(settings.PRINTER)
        self._names = tuple(dict.fromkeys([*self._names, *([chosen] if chosen else [])]))
        self._ask_printers()
        for kept, setting in self._kept:
            kept.load(plain_of(setting, values))
        if self.machine.demo:
            # A demo starts as the program was asked to: what is chosen shows at once, no more.
            self.scheme.load(self.desk.theme.scheme.value)

    def _ask_printers(self) -> None:
        """Ask for the machine's printers beside the window: a print service may hang."""
        if self._press is None:
            self._press = Press(type(self.desk.tasks))
            self.destroyed.connect(self._press.close)
        self._press.printers(self._on_printers, self._on_no_printers)

    def _on_printers(self, names: tuple[str, ...]) -> None:
        self._names = tuple(dict.fromkeys([*names, *self._names]))

    def _on_no_printers(self, error: DeskError) -> None:
        """Leave the printers that are known: the machine's usual one can always be chosen."""

    def _on_scheme(self, chosen: str) -> None:
        self.desk.theme.choose(Scheme(chosen))
