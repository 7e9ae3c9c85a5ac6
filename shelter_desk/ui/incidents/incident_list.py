"""The latest incidents, what is added to them later, and the manager's list of a month."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from shelter_desk.clock import local_date
from shelter_desk.incident_terms import AssaultAgainst, AssaultBy, IncidentKind, Measure
from shelter_desk.marking import mark
from shelter_desk.phrases import label, label_inside
from shelter_desk.services import incident_additions, naloxone
from shelter_desk.services.incident_additions import (
    IncidentPicture,
    KnownAlreadyError,
    MonthlyRow,
)
from shelter_desk.services.incident_fields import Circumstances
from shelter_desk.services.naloxone import NaloxoneStock, SpraysError
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import NothingWrittenError
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.written import Number
from shelter_desk.ui.incidents.doses_field import Doses
from shelter_desk.ui.incidents.parts import IncidentForm, known_at, yes_no

_MONTHS = 6


class IncidentsSheet(Listing):
    """The incidents of the last fourteen days, newest first; a number can be added to each."""

    def ask(self) -> None:
        """Ask for them."""
        self._desk.tasks.run(
            incident_additions.recent_incidents,
            then=self.answered,
            failed=self.failed,
            latest="incidents.recent",
        )

    def sections(self, answer: Sequence[IncidentPicture]) -> Sequence[Section]:
        """One list."""
        empty = self._desk.words.say("No incident in the last fourteen days.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: IncidentPicture) -> Row:
        words = self._desk.words
        at = words.texts.moment_then(one.happened_at, self._desk.clock.now())
        who = naming.embedded(naming.name_of(words, one.person)) if one.person is not None else ""
        parts = [words.say("no. {number}", number=str(one.entry_id)), at, naming.plain(one.place)]
        title = label(words.texts, one.kind)
        return Row(
            one.incident_id,
            f"{title}: {who}" if who else title,
            code=(one.person.place or "") if one.person is not None else "",
            lines=(" · ".join(part for part in parts if part),),
            deeds=(Deed(words.say("Add what is known now"), partial(self._add, one)),),
        )

    def _add(self, one: IncidentPicture) -> None:
        self._desk.forms.open(
            "incident_more",
            Chosen(guest_id=one.person.guest_id if one.person else None, person=one.person),
            row_id=one.incident_id,
            draft=f"|{one.incident_id}",
            kind=one.kind.value,
            missing=list(one.missing),
        )


class MoreForm(IncidentForm):
    """What has become known; opened from the list with ``row_id``, ``kind`` and ``missing``."""

    rule = mark("What stands there stays. Write beside what was wrong.")
    saves = mark("Add it")
    names_her = True

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self._row_id = 0
        self.add_told(mark("What is to be added"), NothingWrittenError, required=False)
        self.doses = self.add("doses", Doses(desk, mark("Naloxone, more")))
        self._ambulance = self.add_ambulance()
        self._police = self.add_police()
        self.manager_at = self.add(
            "manager_told_at", known_at(desk, mark("Manager told at")), FutureTimeError
        )
        self.inspectorate = self.add(
            "inspectorate", yes_no(desk, mark("Helsetilsynet is told")), KnownAlreadyError
        )
        self._staffing = self.add_staffing()
        self.add_short()

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Show only what is not filled in yet."""
        super().begin(about, **given)
        self._row_id = int(given["row_id"])
        kind, missing = IncidentKind(given["kind"]), set(given["missing"])
        for name, field in self.fields.items():
            if name in _LATER:
                field.setVisible(name in missing)
        serious = kind in {IncidentKind.SERIOUS_INJURY, IncidentKind.DEATH}
        self.inspectorate.setVisible(serious)
        self.doses.setVisible(kind is IncidentKind.OVERDOSE)
        self.police_line.setVisible("police_called_at" in missing)
        self.called_by.setVisible("ambulance_called_at" in missing)

    def save(self) -> None:
        """Add it."""
        shown = {name: field for name, field in self.fields.items() if field.isVisibleTo(self)}
        known = {
            name: field.value
            for name, field in shown.items()
            if name in _COLUMNS and not field.is_empty()
        }
        self.run(
            incident_additions.add_to_incident,
            self._desk.words.say("Added to the incident"),
            incident_id=self._row_id,
            known=Circumstances(**known),
            doses=self.doses.value if "doses" in shown else (),
            inspectorate_told=self.inspectorate.value if "inspectorate" in shown else None,
            told=self.told.value,
            short=self.short.value,
            language=self.language,
        )


_COLUMNS = frozenset({
    "ambulance_called_at", "ambulance_called_by", "ambulance_came_at", "ambulance_left_at",
    "outcome", "police_called_at", "police_line", "police_reference", "reported_to_police",
    "manager_told_at", "staff_on_duty", "lone_work", "deviation", "debrief_by", "debrief_on",
})  # fmt: skip
_LATER = _COLUMNS - {"ambulance_called_by", "police_line"}


class MonthlySheet(Listing):
    """Violence and threats month by month, for the manager."""

    def ask(self) -> None:
        """Ask for this month and those before."""
        today = local_date(self._desk.clock.now())
        self._months: list[tuple[int, int]] = []
        self._found: dict[tuple[int, int], Sequence[MonthlyRow]] = {}
        year, month = today.year, today.month
        for _ in range(_MONTHS):
            self._months.append((year, month))
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        for when in self._months:
            self._desk.tasks.run(
                incident_additions.violence_and_threats,
                then=partial(self._on_month, when),
                failed=self.failed,
                year=when[0],
                month=when[1],
            )

    def _on_month(self, when: tuple[int, int], rows: Sequence[MonthlyRow]) -> None:
        self._found[when] = rows
        if len(self._found) == len(self._months):
            self.answered(self._found)

    def sections(self, answer: dict[tuple[int, int], Sequence[MonthlyRow]]) -> Sequence[Section]:
        """Return a section for each month."""
        words = self._desk.words
        today = local_date(self._desk.clock.now())
        found = []
        for when in self._months:
            rows = answer.get(when, ())
            month = words.texts.month(today.replace(year=when[0], month=when[1], day=1))
            violence = sum(row.kind is IncidentKind.VIOLENCE for row in rows)
            title = words.say(
                "{month}: violence {violence}, threats {threats}",
                month=month, violence=violence, threats=len(rows) - violence,
            )  # fmt: skip
            found.append(Section(title, tuple(self._row(row) for row in rows)))
        return found

    def _row(self, row: MonthlyRow) -> Row:
        words = self._desk.words
        texts = words.texts
        at = texts.moment_then(row.happened_at, self._desk.clock.now())
        if not row.by_whom:
            parts = [words.say("Written in the log only: report it with the form too")]
        else:
            parts = [
                words.say("by: {whom}", whom=label_inside(texts, AssaultBy(row.by_whom))),
                words.say("against: {whom}", whom=label_inside(texts, AssaultAgainst(row.against))),
            ]
        if row.police:
            parts.append(words.say("police called"))
        if row.measure:
            parts.append(label_inside(texts, Measure(row.measure)))
        if row.staff_hit:
            parts.append(
                words.say_many("{count} colleague hit", "{count} colleagues hit", row.staff_hit)
            )
        if row.staffing is not None:
            parts.append(words.say("{count} on duty", count=row.staffing))
        if row.lone_work:
            parts.append(words.say("worked alone"))
        if row.deviation:
            parts.append(words.say("deviation {number}", number=naming.plain(row.deviation)))
        where = f" · {naming.plain(row.place)}" if row.place else ""
        number = words.say("no. {number}", number=str(row.entry_id))
        return Row(
            row.entry_id,
            f"{label(texts, row.kind)} · {at}{where} · {number}",
            lines=(" · ".join(parts),),
        )


class NaloxoneForm(Form):
    """How many sprays lie in the house now."""

    saves = mark("Counted")

    def build(self) -> None:
        """Declare the field."""
        self.sprays = self.add(
            "sprays",
            Number(
                self._desk, mark("How many sprays are there now"), least=0, most=naloxone.MOST,
                required=True,
            ),
            SpraysError,
        )  # fmt: skip

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Ask what should be there."""
        super().begin(about, **given)
        self._desk.tasks.run(naloxone.naloxone_stock, then=self._on_stock)

    def _on_stock(self, stock: NaloxoneStock | None) -> None:
        words = self._desk.words
        if stock is None:
            self.say_line(words.say("Nobody has counted yet."))
            return
        at = words.texts.moment_then(stock.counted_at, self._desk.clock.now())
        self.say_line(
            words.say(
                "There should be {left}: {counted} counted {at}, {used} used here, {out} handed"
                " out since.",
                left=stock.left, counted=stock.counted, at=at, used=stock.used,
                out=stock.handed_out,
            )
        )  # fmt: skip

    def save(self) -> None:
        """Keep the count."""
        self.run(
            naloxone.count_naloxone,
            self._desk.words.say("Naloxone is counted"),
            sprays=self.sprays.value,
        )
