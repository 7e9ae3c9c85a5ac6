"""Oppsett: the house itself, its limits, how long things are kept, words to think about."""

from shelter_desk import settings
from shelter_desk.marking import mark
from shelter_desk.services.calling import Caller, Done
from shelter_desk.services.house_settings import set_unit_code, unit_code
from shelter_desk.settings import Values
from shelter_desk.terms import Right
from shelter_desk.texts import speak_of, spoken_of
from shelter_desk.ui.forms.picked import OneOf, Option
from shelter_desk.ui.forms.written import ShortText
from shelter_desk.ui.setup.fields import PastDay
from shelter_desk.ui.setup.kept import Kept
from shelter_desk.ui.setup.setting_fields import SettingsSection
from shelter_desk.ui.words import Words

_UNIT_LIMIT = 40


def _words_for_her(_words: Words) -> list[Option]:
    # Never translated, nor turned into each other.
    return [Option(word, word) for word in settings.WORD_FOR_HER.choices]


def save_unit_code(caller: Caller, *, value: str) -> Done:
    """Save the unit's name; the value in the form a field calls it."""
    return set_unit_code(caller, code=value)


class HousePage(SettingsSection):
    """Neutral name, address for 113, meeting point, house rules, the word for her."""

    title = mark("The house")
    intro = mark(
        "What 113 and the sheets need to know. Everything is saved as you leave a field;"
        " Ctrl+Z takes it back."
    )
    icon = "home-outline"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the fields."""
        self._unit = self.keep(
            Kept(
                self.desk,
                ShortText(
                    self.desk,
                    mark("Neutral name of the unit"),
                    limit=_UNIT_LIMIT,
                    required=True,
                    help_line=mark(
                        "Stands on every sheet. Never the name or address of the house."
                    ),
                ),
                save_unit_code,
            )
        )
        self.heading(mark("For «Call 113»"))
        self.short(
            settings.HOUSE_ADDRESS,
            mark("Address of the house"),
            help_line=mark("Shown on the screen only, never printed on the handover sheet."),
        )
        self.short(
            settings.HOUSE_DOOR,
            mark("Which door"),
            help_line=mark("Where the ambulance is met, for example «the back yard, green door»."),
        )
        self.heading(mark("Fire"))
        self.short(settings.MEETING_POINT, mark("Meeting point at fire"))
        self.heading(mark("House rules"))
        self.long(settings.HOUSE_RULES, mark("The rules as they hang on the wall"))
        self.setting(PastDay(self.desk, mark("From which day")), settings.HOUSE_RULES_ON)
        self.short(
            settings.HOUSE_RULES_WITH,
            mark("Made together with"),
            help_line=mark("For example «the house meeting, six women and four of the staff»."),
        )
        self.heading(mark("The word for her"))
        self.setting(
            OneOf(
                self.desk,
                mark("What the program calls a woman who comes here"),
                _words_for_her,
                help_line=mark("Here it holds at once, at other desks from their next start."),
            ),
            settings.WORD_FOR_HER,
        )

    def refresh(self) -> None:
        """Ask what is saved."""
        super().refresh()
        self.desk.tasks.run(unit_code, then=self._unit.load, latest="setup unit")

    def show_settings(self, values: Values) -> None:
        """Show what is saved, and say the word for her from now on."""
        super().show_settings(values)
        word = values.get(settings.WORD_FOR_HER)
        if word != spoken_of():
            speak_of(word)
            self.desk.words.changed.emit()


class LimitsPage(SettingsSection):
    """Rounds, who has not been seen, counting, watch lines, shredding."""

    title = mark("Limits and rounds")
    intro = mark("Local settings of the house: there is no Norwegian rule for these numbers.")
    icon = "timer-outline"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the fields."""
        self.heading(mark("Rounds of the night"))
        self.time(settings.ROUNDS_FROM, mark("First round"))
        self.time(settings.ROUNDS_UNTIL, mark("Last round"))
        self.number(settings.ROUNDS_EVERY_MINUTES, mark("Minutes between the rounds"))
        self.heading(mark("Not seen: a woman with a place"))
        self.number(settings.NOT_SEEN_FIRST_HOURS, mark("Hours until it is shown"))
        self.number(settings.NOT_SEEN_CALL_HOURS, mark("Hours until somebody calls her"))
        self.number(settings.NOT_SEEN_DECIDE_HOURS, mark("Hours until the shift lead decides"))
        self.heading(mark("Not seen: a day visitor with a key worker"))
        self.number(settings.NOT_SEEN_VISITOR_DAYS, mark("Days until it is shown"))
        self.number(settings.NOT_SEEN_VISITOR_LATE_DAYS, mark("Days until it is urgent"))
        self.heading(mark("Counting and paper"))
        self.time(
            settings.COUNTING_TIME,
            mark("When a night is counted"),
            help_line=mark("Between 03:00 and 06:00. 04:00 exists on every date of the year."),
        )
        self.number(
            settings.WATCH_HOURS,
            mark("Hours a watch line stands unless it is renewed"),
        )
        self.number(
            settings.SHRED_AFTER_MINUTES,
            mark("Minutes after the receiving shift until its sheet is to be shredded"),
        )


class KeepingPage(SettingsSection):
    """How long what is kept."""

    title = mark("How long it is kept")
    intro = mark(
        "What must be preserved belongs in the journal or the case archive, not here. The"
        " program removes nothing by itself yet: the run that shows a list, asks for approval"
        " and makes anonymous comes later. The numbers can be set now."
    )
    icon = "archive-clock-outline"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the fields."""
        self.number(settings.KEEP_STAYS_MONTHS, mark("Months: visits, stays and log"))
        self.number(
            settings.KEEP_INCIDENTS_MONTHS,
            mark("Months: incidents"),
            help_line=mark("Or until they are transferred to the archive."),
        )
        self.number(
            settings.KEEP_RESTRICTIONS_MONTHS, mark("Months after its end: sent away, barred")
        )
        self.number(settings.KEEP_AUDIT_MONTHS, mark("Months: who has read and written what"))
        self.line(mark("Monthly figures without persons are kept for ever."))


class HintWordsPage(SettingsSection):
    """Words of the house to think about while writing."""

    title = mark("Words to think about")
    intro = mark(
        "While somebody writes in the log, the program points out words that judge, diagnose or"
        " name somebody. Here are the house's own: one a line, and a better word after «=» where"
        " there is one. Nothing is ever refused because of a word."
    )
    icon = "format-quote-close"
    rights = (Right.HOUSE_PLAN,)

    def build(self) -> None:
        """Make the field."""
        self.long(
            settings.HINT_WORDS,
            mark("Words of this house"),
            help_line=mark("For example «masete = ba om hjelp flere ganger»."),
        )
