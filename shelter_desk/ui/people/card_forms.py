"""Forms of the card: what she is called, key worker, her own words, agreements, her place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTime

from shelter_desk.marking import mark
from shelter_desk.phrases import label as label_of
from shelter_desk.services import colleagues, woman_changes
from shelter_desk.services.collisions import AliasTakenError
from shelter_desk.services.names import AliasEmptyError, AliasTooLongError, BirthYearError
from shelter_desk.services.woman_changes import (
    Agreements,
    ChildrenError,
    DeputyAloneError,
    HerWords,
    Names,
    NotForHerError,
    SameColleagueError,
    UnknownColleagueError,
    WakeTimeError,
    Workers,
)
from shelter_desk.services.woman_pictures import WomanCard
from shelter_desk.terms import ALIAS_LIMIT, BedAttribute, Role
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.picked import Asked, Option, Ticks, each
from shelter_desk.ui.forms.written import LongText, Number, ShortText
from shelter_desk.ui.people.clock_field import ClockTime

_NOBODY = 0
_OLDEST = 110


class CardForm(Form):
    """A form about the woman whose card it was opened from."""

    card: WomanCard

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with what stands on the card."""
        super().begin(about, **given)
        self.card = given["card"]
        self.retranslate()
        self.fill()

    def retranslate(self) -> None:
        """Say everything anew; her name stands under the title."""
        super().retranslate()
        if hasattr(self, "card"):
            words = self._desk.words
            name = naming.name_of(words, self.card.person)
            self.say_line(f"{name} · {words.say(self.rule)}" if self.rule else name)

    def fill(self) -> None:
        """Write what stands on the card into the fields."""

    def saved_words(self) -> str:
        """Return what the status line says when it is done."""
        name = naming.embedded(naming.name_of(self._desk.words, self.card.person))
        return self._desk.words.say("The card of {name} is changed", name=name)


def _names_fields(form: Form, desk: Desk) -> tuple[ShortText, ShortText, Number]:
    alias = form.add(
        "alias",
        ShortText(desk, mark("Alias"), limit=ALIAS_LIMIT, required=True),
        AliasEmptyError,
        AliasTooLongError,
    )
    second = form.add(
        "second_word",
        ShortText(
            desk,
            mark("Second word"),
            limit=woman_changes.SECOND_WORD_LIMIT,
            help_line=mark("Only where two have the same alias: a colour, for example"),
        ),
        AliasTakenError,
    )
    this_year = desk.clock.now().year
    year = form.add(
        "birth_year",
        Number(
            desk,
            mark("Born in"),
            least=this_year - _OLDEST,
            most=this_year,
            help_line=mark("Only the year, and only if she wants it known"),
        ),
        BirthYearError,
    )
    return alias, second, year


class NewCardForm(Form):
    """A card for a woman who is not here now; nobody is checked in."""

    rule = mark("As little as can be: never a surname, a birth date or an address.")

    def build(self) -> None:
        """Declare the fields."""
        self.alias, self.second, self.year = _names_fields(self, self._desk)
        self.worker = self.add(
            "worker", colleague_field(self._desk, mark("Key worker")), UnknownColleagueError
        )

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start with what was searched for."""
        super().begin(about, **given)
        typed = naming.plain(str(given.get("alias", "")))
        self.alias.put(typed[:1].upper() + typed[1:])

    def save(self) -> None:
        """Make the card."""
        said = self._desk.words.say("The card of {name} is made", name=self.alias.value)
        self.run(
            woman_changes.make_card,
            said,
            alias=self.alias.value,
            second_word=self.second.value,
            birth_year=self.year.value,
            key_worker_id=self.worker.value or None,
        )


class NamesForm(CardForm):
    """What she is called."""

    def build(self) -> None:
        """Declare the fields."""
        self.alias, self.second, self.year = _names_fields(self, self._desk)

    def fill(self) -> None:
        """Write her names."""
        self.alias.put(self.card.person.alias)
        self.second.put(self.card.person.second_word)
        if self.card.birth_year is not None:
            self.year.put(str(self.card.birth_year))
        # Who may not see the year may not take it away either.
        self.year.setVisible(self.card.grade is not None or not self.card.shielded)

    def save(self) -> None:
        """Change her names."""
        seen = Names(self.card.person.alias, self.card.person.second_word, self.card.birth_year)
        wanted = Names(self.alias.value, self.second.value, self.year.value)
        self.run(
            woman_changes.set_names,
            self.saved_words(),
            guest_id=self.card.guest_id,
            seen=seen,
            wanted=wanted,
        )


class WorkersForm(CardForm):
    """Her one key worker, and who stands in."""

    def build(self) -> None:
        """Declare the fields."""
        self.worker = self.add(
            "worker",
            colleague_field(self._desk, mark("Key worker")),
            UnknownColleagueError,
            NotForHerError,
            DeputyAloneError,
        )
        self.deputy = self.add(
            "deputy", colleague_field(self._desk, mark("Deputy")), SameColleagueError
        )

    def fill(self) -> None:
        """Choose who it is now."""
        seen = self._seen()
        self.worker.choose(seen.key_worker_id or _NOBODY)
        self.deputy.choose(seen.deputy_id or _NOBODY)

    def _seen(self) -> Workers:
        worker, deputy = self.card.key_worker, self.card.deputy
        return Workers(worker.staff_id if worker else None, deputy.staff_id if deputy else None)

    def save(self) -> None:
        """Change who it is; one who has left and was not touched stays as she stands."""
        seen = self._seen()
        self.run(
            woman_changes.set_workers,
            self.saved_words(),
            guest_id=self.card.guest_id,
            seen=seen,
            wanted=Workers(
                _chosen(self.worker, seen.key_worker_id), _chosen(self.deputy, seen.deputy_id)
            ),
        )


def _chosen(field: Asked, before: int | None) -> int | None:
    return before if field.value is None else (field.value or None)


class WordsForm(CardForm):
    """Her own wishes, and who must not learn that she is here."""

    rule = mark("Write it as she says it.")

    def build(self) -> None:
        """Declare the fields."""
        desk, limit = self._desk, woman_changes.WISH_LIMIT
        self.wishes = self.add("wishes", LongText(desk, mark("Her own wishes"), limit=limit))
        self.hidden_from = self.add(
            "must_not_know",
            LongText(
                desk,
                mark("Must not learn that she is here"),
                limit=limit,
                help_line=mark("Whom to think of at door and phone; the answer is the same to all"),
            ),
        )

    def fill(self) -> None:
        """Write what stands there."""
        self.wishes.put(self.card.wishes)
        self.hidden_from.put(self.card.must_not_know)

    def save(self) -> None:
        """Change her words."""
        self.run(
            woman_changes.set_words,
            self.saved_words(),
            guest_id=self.card.guest_id,
            seen=HerWords(self.card.wishes, self.card.must_not_know),
            wanted=HerWords(self.wishes.value, self.hidden_from.value),
        )


class AgreementsForm(CardForm):
    """What she has asked for, and what the house needs to know of her day and night."""

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.asked = self.add(
            "asked_for",
            LongText(desk, mark("Has asked for"), limit=woman_changes.WISH_LIMIT),
        )
        self.wake = self.add(
            "wake",
            ClockTime(
                desk,
                mark("Wake her at"),
                help_line=mark("Her usual wish. For tonight it is set with «For this visit»"),
            ),
            WakeTimeError,
        )
        self.diet = self.add(
            "diet",
            ShortText(
                desk,
                mark("Allergy and diet"),
                limit=woman_changes.DIET_LIMIT,
                help_line=mark("What the kitchen must know, no diagnosis"),
            ),
        )
        self.remark = self.add(
            "sheet_remark",
            ShortText(
                desk,
                mark("Remark on the sheet"),
                limit=woman_changes.REMARK_LIMIT,
                help_line=mark("Stands beside her place on the handover sheet"),
            ),
        )
        self.help_out = self.add(
            "help_out",
            ShortText(
                desk,
                mark("Help out at a fire"),
                limit=woman_changes.HELP_OUT_LIMIT,
                help_line=mark("What she needs to get out; empty if nothing"),
            ),
        )
        self.pet = self.add("pet", ShortText(desk, mark("Pet"), limit=woman_changes.PET_LIMIT))
        self.count = self.add(
            "children",
            Number(
                desk,
                mark("Children with her"),
                least=0,
                most=woman_changes.MOST_CHILDREN,
                help_line=mark("Only how many"),
            ),
            ChildrenError,
        )
        self.beside(self.pet, self.count)

    def fill(self) -> None:
        """Write what is agreed."""
        agreed = self.card.agreements
        for field, text in self._texts(agreed):
            field.put(text)
        if agreed.children:
            self.count.put(str(agreed.children))
        if agreed.wake_minute is not None:
            hour, minute = divmod(agreed.wake_minute, 60)
            self.wake.put(QTime(hour, minute).toString("HH:mm"))

    def _texts(self, agreed: Agreements) -> Sequence[tuple[Field, str]]:
        return (
            (self.asked, agreed.asked_for),
            (self.diet, agreed.diet),
            (self.remark, agreed.sheet_remark),
            (self.help_out, agreed.help_out),
            (self.pet, agreed.pet),
        )

    def save(self) -> None:
        """Change what is agreed."""
        wanted = Agreements(
            asked_for=self.asked.value,
            diet=self.diet.value,
            sheet_remark=self.remark.value,
            help_out=self.help_out.value,
            pet=self.pet.value,
            children=self.count.value or 0,
            wake_minute=self.wake.value,
        )
        self.run(
            woman_changes.set_agreements,
            self.saved_words(),
            guest_id=self.card.guest_id,
            seen=self.card.agreements,
            wanted=wanted,
        )


class BedNeedsForm(CardForm):
    """What a place should have for her."""

    rule = mark("Places are offered by this: those that fit come first.")

    def build(self) -> None:
        """Declare the fields."""
        self.needs = self.add("needs", Ticks(self._desk, mark("A place with"), each(BedAttribute)))

    def fill(self) -> None:
        """Tick what stands there."""
        self.needs.tick(*self.card.bed_needs)

    def save(self) -> None:
        """Change it."""
        self.run(
            woman_changes.set_bed_needs,
            self.saved_words(),
            guest_id=self.card.guest_id,
            needs=tuple(sorted(self.needs.value)),
        )


def colleague_field(desk: Desk, text: str) -> Asked:
    """Return a choice of who works here, and nobody; ``value`` 0 is nobody."""

    def options(found: Sequence[colleagues.Colleague]) -> Sequence[Option]:
        nobody = Option(_NOBODY, desk.words.say("nobody"))
        return [
            nobody,
            *(
                Option(one.staff_id, f"{one.name} · {label_of(desk.words.texts, one.role)}")
                for one in found
                if one.role is not Role.SYSTEM
            ),
        ]

    return Asked(desk, text, colleagues.colleagues, options)
