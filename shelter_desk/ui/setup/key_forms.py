"""Forms of the key: a new recovery sheet, printed and read back; the house passphrase."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from shelter_desk.errors import BadInputError, DeskError
from shelter_desk.marking import mark
from shelter_desk.services.calling import Caller, Done
from shelter_desk.services.machine import Machine
from shelter_desk.services.recovery import NewSheet, SheetNotReadError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.forms.picked import Choice, Option
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.paper.press import Press
from shelter_desk.ui.widgets.buttons import Button
from shelter_desk.ui.widgets.labels import Words as Label
from shelter_desk.ui.words import Words

_PHRASE_LIMIT = 200
JOB = "Shelter Desk"
"""What the printer's queue shows: nothing of what is in it."""


class Secret(ShortText):
    """A line that shows dots."""

    def __init__(self, desk: Desk, label: str, *, help_line: str = "") -> None:
        super().__init__(desk, label, limit=_PHRASE_LIMIT, required=True, help_line=help_line)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._field.count.hide()

    @property
    def value(self) -> str:
        """What was written, spaces too."""
        return self.line.text()


class _SecretForm(Form):
    """A form of which nothing is kept half typed."""

    machine: Machine | None = None

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with this machine."""
        super().begin(about)
        self.machine = given.get("machine")

    def half(self) -> Half | None:
        """Keep nothing."""
        return None


def put_in_force(
    caller: Caller, *, machine: Machine, sheet: NewSheet, typed: dict[int, str]
) -> Done:
    """Let the new sheet open the house."""
    return machine.keys.put_in_force(caller, sheet=sheet, typed=typed)


def set_passphrase(caller: Caller, *, machine: Machine, passphrase: str) -> Done:
    """Give the house a passphrase."""
    return machine.keys.set_passphrase(caller, passphrase=passphrase)


class NewSheetForm(_SecretForm):
    """Print a new sheet, write two of its groups back, put it in force."""

    rule = mark(
        "The code is printed and never shown on the screen. The old sheet stands until two"
        " groups of the new one are written here."
    )
    saves = mark("Put the new sheet in force")

    def build(self) -> None:
        """Make printer, button and the two groups."""
        self._sheet: NewSheet | None = None
        self._names: tuple[str, ...] = ()
        self._press = Press(type(self._desk.tasks))
        self.destroyed.connect(self._press.close)
        theme = self._desk.theme
        self.printer = self.add("printer", Choice(self._desk, mark("Printer"), self._printers))
        self.print_it = Button(theme, icon="printer-outline")
        self.print_it.clicked.connect(self._on_print)
        row = QHBoxLayout()
        row.addWidget(self.print_it)
        row.addStretch(1)
        self.body.addLayout(row)
        self.printed = Label(theme, wrap=True)
        self.printed.hide()
        self.body.addWidget(self.printed)
        self.first = self.add(
            "first", ShortText(self._desk, mark("Group"), limit=20, required=True),
            SheetNotReadError,
        )  # fmt: skip
        self.second = self.add(
            "second", ShortText(self._desk, mark("Group"), limit=20, required=True)
        )
        for field in (self.first, self.second):
            field.line.setMaxLength(20)
            field.hide()

    def _printers(self, _words: Words) -> list[Option]:
        return [Option(name, name) for name in self._names]

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Ask for a fresh sheet."""
        super().begin(about, **given)
        if self.machine is not None:
            self._desk.tasks.run(self.machine.keys.new_sheet, then=self._on_sheet)
        self.print_it.setEnabled(False)
        self._press.printers(self._on_printers, self._on_no_printer)

    def _on_printers(self, names: tuple[str, ...]) -> None:
        self._names = names
        if not names:
            self._say(
                self._desk.words.say("This machine has no printer. Connect one and try again.")
            )
            return
        self.printer.choose(names[0])
        self.print_it.setEnabled(True)

    def _on_no_printer(self, error: DeskError) -> None:
        self._say(self._desk.words.explain(error))

    def _on_sheet(self, sheet: NewSheet) -> None:
        self._sheet = sheet
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.print_it.setText(say("Print the sheet"))
        self.print_it.updateGeometry()
        if self._sheet is not None:
            for field, number in zip((self.first, self.second), self._sheet.asked, strict=True):
                text = say("Group {number} from the paper", number=number)
                field.label.setText(text)
                field.name(text)

    def _on_print(self) -> None:
        if self._sheet is None or self.printer.value is None:
            return
        pdf = self._sheet.pdf(self._desk.words.language)
        name = str(self.printer.value)
        self._press.send(name, JOB, pdf, self._on_sent, self._on_no_printer)

    def _on_sent(self, _sent: object) -> None:
        say = self._desk.words.say
        self._say(say("Sent to the printer. Look that every group can be read."))
        for field in (self.first, self.second):
            field.show()
        self.first.take_focus()
        self.grown.emit()

    def _say(self, text: str) -> None:
        self.printed.setText(text)
        self.printed.show()
        self.grown.emit()

    def save(self) -> None:
        """Put it in force."""
        sheet = self._sheet
        if sheet is None or self.machine is None or self.first.isHidden():
            self.refused(NotPrintedError())
            return
        typed = dict(zip(sheet.asked, (self.first.value, self.second.value), strict=True))
        sentence = self._desk.words.say("Recovery sheet {number} is in force", number=sheet.number)
        self.run(put_in_force, sentence, machine=self.machine, sheet=sheet, typed=typed)


class NotPrintedError(BadInputError):
    """A sheet nobody has on paper cannot be in force."""

    sentence = mark("Print the sheet first. The old sheet stands.")


class PassphraseForm(_SecretForm):
    """A passphrase of the house, typed twice."""

    rule = mark(
        "At least 12 characters; several words are good. It is written nowhere: the shift leads"
        " must know it by heart. The old one stops working."
    )

    def build(self) -> None:
        """Make the two lines."""
        self.phrase = self.add("phrase", Secret(self._desk, mark("House passphrase")))
        self.again = self.add("again", Secret(self._desk, mark("The same once more")))

    def check(self) -> tuple[Any, str] | None:
        """Say that the two differ."""
        if self.phrase.value != self.again.value:
            return self.again, self._desk.words.say("The two are not the same")
        return None

    def save(self) -> None:
        """Set it."""
        if self.machine is not None:
            sentence = self._desk.words.say("The house has a new passphrase")
            self.run(set_passphrase, sentence, machine=self.machine, passphrase=self.phrase.value)
