"""The steps without paper: house or demo, language and plan, the first leader, the copies."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout

from shelter_desk.security.passwords import SHORTEST_PASSWORD, PasswordTooShortError
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Theme
from shelter_desk.ui.wizard.calls import FirstRun, Machine, PlanChoice, PlanFacts
from shelter_desk.ui.wizard.pieces import Choice, FileField, LineField, Step, set_wrapped
from shelter_desk.ui.words import Words


class BeginStep(Step):
    """A house, or only the demo."""

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__(theme, words, run, tasks)
        self.machine: Machine | None = None
        self.house = Choice(theme)
        self.demo = Choice(theme)
        self._group = QButtonGroup(self)
        for choice in (self.house, self.demo):
            self._group.addButton(choice.button)
            choice.chosen.connect(self.changed)
            self.column.addWidget(choice)
        self.house.button.setChecked(True)
        self.setFocusProxy(self.house)
        self.finish_layout()

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.words.say
        self.heading.setText(say("House or demo"))
        folder = self.machine.folder if self.machine else ""
        set_wrapped(self.lead, say("There is no house on this machine yet. What would you like?"))
        self.house.name(
            say("Make a house"),
            say("For real work. Everything is encrypted and lies in {folder}.", folder=folder)
            if folder
            else "",
        )
        self.demo.name(
            say("Open the demo house"),
            say(
                "Made-up women and a whole evening to try things on. It is gone when you close it."
            ),
        )

    def enter(self) -> None:
        """Look at the machine once."""
        if self.machine is None:
            self.tasks.run(self.first_run.prepare, then=self._on_machine, failed=self.refused)

    def _on_machine(self, machine: Machine) -> None:
        self.machine = machine
        self.retranslate()
        self.changed.emit()

    def ready(self) -> bool:
        """Say whether the machine may hold a house, or the demo is wanted."""
        return self.demo.on or self.machine is not None


class HouseStep(Step):
    """Language, name of the unit, and the plan to begin with."""

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__(theme, words, run, tasks)
        self.facts: PlanFacts | None = None
        self.bokmaal = Choice(theme)
        self.english = Choice(theme)
        self.unit = LineField(theme)
        self.usual = Choice(theme)
        self.empty = Choice(theme)
        self.from_file = Choice(theme)
        self.file = FileField(theme, words, pattern="*.toml")
        self._languages = QButtonGroup(self)
        self._plans = QButtonGroup(self)
        languages = QHBoxLayout()
        languages.setSpacing(theme.px(24))
        for choice in (self.bokmaal, self.english):
            self._languages.addButton(choice.button)
            languages.addWidget(choice)
        languages.addStretch(1)
        self.column.addLayout(languages)
        self.column.addWidget(self.unit)
        for choice in (self.usual, self.empty, self.from_file):
            self._plans.addButton(choice.button)
            choice.chosen.connect(self._on_plan)
            self.column.addWidget(choice)
        self.column.addWidget(self.file)
        (self.english if words.language == "en" else self.bokmaal).button.setChecked(True)
        self.usual.button.setChecked(True)
        self.bokmaal.chosen.connect(self._on_language)
        self.english.chosen.connect(self._on_language)
        self.unit.changed.connect(self.changed)
        self.file.changed.connect(self.changed)
        self.setFocusProxy(self.unit)
        self.finish_layout()

    @property
    def plan(self) -> PlanChoice:
        """Which plan was chosen."""
        if self.from_file.on:
            return PlanChoice.FILE
        return PlanChoice.EMPTY if self.empty.on else PlanChoice.USUAL

    @property
    def language(self) -> str:
        """``nb`` or ``en``."""
        return "en" if self.english.on else "nb"

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.words.say
        self.heading.setText(say("Language and house"))
        set_wrapped(self.lead, say("Everything here can be changed later in Set-up."))
        self.bokmaal.name("Norsk bokmål")
        self.english.name("English")
        self.unit.name(
            say("What the house is called"),
            say("A neutral name or code: it stands on every sheet."),
        )
        self.usual.name(
            say("Begin with a plan like Enhet R"),
            say("Twelve places on three floors, to be changed until it is your house."),
        )
        self.empty.name(say("Begin empty"), say("You make floors, rooms and places yourself."))
        self.from_file.name(say("Begin with a house file"), say("A TOML file with the plan."))
        self.file.name(say("The house file"))

    def enter(self) -> None:
        """Show the file only where it is asked for."""
        self.file.setVisible(self.from_file.on)

    def ready(self) -> bool:
        """Say whether name and plan are given."""
        return bool(self.unit.text) and (not self.from_file.on or bool(self.file.text))

    def missing(self) -> str:
        """Say what is not given yet."""
        if not self.unit.text:
            return self.words.say("Still missing: what the house is called.")
        return "" if self.ready() else self.words.say("Still missing: the house file.")

    def check(self, then: Callable[[], object]) -> None:
        """Look at the plan."""
        self.ask(self.first_run.look_at_plan, then, plan=self.plan, file=self.file.text)

    def take(self, answer: object) -> None:
        """Keep what the plan holds."""
        self.facts = answer if isinstance(answer, PlanFacts) else None

    def _on_plan(self) -> None:
        self.file.setVisible(self.from_file.on)
        self.say_trouble("")
        self.changed.emit()

    def _on_language(self) -> None:
        self.words.use(self.language)


class LeaderStep(Step):
    """The first account, and the house passphrase where several accounts use the machine."""

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__(theme, words, run, tasks)
        self._machine: Machine | None = None
        self.name = LineField(theme)
        self.login = LineField(theme)
        self.password = LineField(theme, secret=True)
        self.again = LineField(theme, secret=True)
        self.several = QCheckBox()
        self.several.setFont(theme.font(15))
        self.passphrase = LineField(theme, secret=True)
        self.passphrase_again = LineField(theme, secret=True)
        for field in (self.name, self.login, self.password, self.again):
            self.column.addWidget(field)
        self.column.addWidget(self.several)
        self.column.addWidget(self.passphrase)
        self.column.addWidget(self.passphrase_again)
        for field in self._fields:
            field.changed.connect(self.changed)
        self.several.toggled.connect(self._on_several)
        self.setFocusProxy(self.name)
        self.finish_layout()
        self._on_several(wanted=False)

    @property
    def _fields(self) -> tuple[LineField, ...]:
        return (
            self.name, self.login, self.password, self.again, self.passphrase,
            self.passphrase_again,
        )  # fmt: skip

    def know(self, machine: Machine | None) -> None:
        """Know the machine: without a safe keyring a passphrase is wanted."""
        if machine is not self._machine:
            self._machine = machine
            self.several.setChecked(machine is not None and machine.keyring_problem is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.words.say
        self.heading.setText(say("First leader"))
        set_wrapped(self.lead, say("This account makes the others. The password is yours alone."))
        self.name.name(say("Your name"))
        self.login.name(say("User name"), say("2 to 40 letters or digits, without spaces."))
        self.password.name(say("Password"), say("Only you are to know it. Several words are good."))
        self.again.name(say("The same again"))
        self.several.setText(say("Several accounts use this machine: set a house passphrase"))
        problem = self._machine.keyring_problem if self._machine else None
        why = self.words.explain(problem) if problem is not None else ""
        self.passphrase.name(
            say("House passphrase"),
            " ".join(
                part
                for part in (
                    why,
                    say("At least 12 characters. It opens the house on an account for the first"
                        " time; it is not anybody's password."),
                )
                if part
            ),
        )  # fmt: skip
        self.passphrase_again.name(say("The same again"))

    def ready(self) -> bool:
        """Say whether everything is filled in."""
        return not self._empty()

    def missing(self) -> str:
        """Say which fields are empty, or that the password is too short."""
        empty = self._empty()
        if empty:
            names = ", ".join(field.label.text() for field in empty)
            return self.words.say("Still missing: {fields}.", fields=names)
        length = len(self.password.line.text())
        if length < SHORTEST_PASSWORD:
            return self.words.explain(PasswordTooShortError(minimum=SHORTEST_PASSWORD))
        return ""

    def _empty(self) -> list[LineField]:
        wanted = [self.name, self.login, self.password, self.again]
        if self.several.isChecked():
            wanted += [self.passphrase, self.passphrase_again]
        return [field for field in wanted if not field.line.text().strip()]

    def check(self, then: Callable[[], object]) -> None:
        """Look at the account and the passphrase."""
        pairs = [(self.password, self.again)]
        if self.several.isChecked():
            pairs.append((self.passphrase, self.passphrase_again))
        for one, other in pairs:
            if one.line.text() != other.line.text():
                self.say_trouble(self.words.say("The two are not alike. Write it once more."))
                other.line.clear()
                other.line.setFocus()
                return
        self.ask(
            self.first_run.look_at_leader,
            then,
            name=self.name.text,
            login=self.login.text,
            password=self.password.line.text(),
            passphrase=self.chosen_passphrase,
        )

    @property
    def chosen_passphrase(self) -> str:
        """The house passphrase, empty where none is wanted."""
        return self.passphrase.line.text() if self.several.isChecked() else ""

    def _on_several(self, wanted: bool) -> None:
        self.passphrase.setVisible(wanted)
        self.passphrase_again.setVisible(wanted)
        self.changed.emit()


class CopiesStep(Step):
    """Where the automatic copies go."""

    def __init__(self, theme: Theme, words: Words, run: FirstRun, tasks: Tasks) -> None:
        super().__init__(theme, words, run, tasks)
        self._beside = ""
        self.beside = Choice(theme)
        self.elsewhere = Choice(theme)
        self.folder = FileField(theme, words)
        self._group = QButtonGroup(self)
        for choice in (self.beside, self.elsewhere):
            self._group.addButton(choice.button)
            choice.chosen.connect(self._on_choice)
            self.column.addWidget(choice)
        self.column.addWidget(self.folder)
        self.beside.button.setChecked(True)
        self.folder.changed.connect(self.changed)
        self.setFocusProxy(self.beside)
        self.finish_layout()

    def know(self, machine: Machine | None) -> None:
        """Know where copies lie by default."""
        self._beside = machine.copies if machine else ""
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word anew."""
        say = self.words.say
        self.heading.setText(say("Backup"))
        set_wrapped(self.lead,
            say("The program makes encrypted copies by itself while it is open. A copy on another"
                " disk also helps when the machine is lost.")
        )  # fmt: skip
        self.beside.name(say("Beside the house"), self._beside)
        self.elsewhere.name(
            say("In another folder"), say("A second disk or a drive of the municipality.")
        )
        self.folder.name(say("Folder for copies"))

    def enter(self) -> None:
        """Show the folder only where it is asked for."""
        self.folder.setVisible(self.elsewhere.on)

    @property
    def chosen(self) -> str:
        """The folder, empty for beside the house."""
        return self.folder.text if self.elsewhere.on else ""

    def ready(self) -> bool:
        """Say whether a folder is given."""
        return self.beside.on or bool(self.folder.text)

    def missing(self) -> str:
        """Say that a folder is wanted."""
        return "" if self.ready() else self.words.say("Still missing: the folder for copies.")

    def check(self, then: Callable[[], object]) -> None:
        """Look whether the folder can be written."""
        self.ask(self.first_run.look_at_copies, then, folder=self.chosen)

    def _on_choice(self) -> None:
        self.folder.setVisible(self.elsewhere.on)
        self.changed.emit()
