"""What the forms of incidents share: groups that open, yes and no, and what any incident has."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from shelter_desk.incident_terms import IncidentOutcome, PoliceLine
from shelter_desk.marking import mark
from shelter_desk.services.incident_fields import (
    DEVIATION_LIMIT,
    MOST_STAFF,
    NAME_LIMIT,
    PLACE_LIMIT,
    REFERENCE_LIMIT,
    Circumstances,
    TimesCrossError,
)
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.written import BODY_LIMIT
from shelter_desk.terms import INCIDENT_SHORT_LIMIT
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.forms.picked import Choice, OneOf, each, said
from shelter_desk.ui.forms.written import Day, LongText, Number, ShortText, When
from shelter_desk.ui.widgets.buttons import Button, Kind

YES_OR_NO = said((True, mark("Yes")), (False, mark("No")))
LATER = mark("Fill in what you know now. The rest can be added later.")
SHORT_HELP = mark("Printed. No names, no illness, no blame.")


def yes_no(desk: Desk, label: str, *, help_line: str = "") -> Choice:
    """Return a question that may stay open: ``value`` is True, False or None."""
    return Choice(desk, label, YES_OR_NO, help_line=help_line)


def known_at(desk: Desk, label: str) -> When:
    """Return a time that may be unknown: empty does not mean now."""
    return When(desk, label, hint=mark("for example 20:15"))


class Group:
    """Fields behind a heading that opens and shuts; what holds something stays open."""

    def __init__(self, desk: Desk, title: str, fields: Sequence[Field]) -> None:
        self._desk = desk
        self._title = title
        self.fields = tuple(fields)
        self.button = Button(desk.theme, kind=Kind.QUIET, icon="chevron-right")
        self.button.clicked.connect(self.turn)
        self.is_open = True
        self.show(opened=False)

    def turn(self) -> None:
        """Open what is shut, shut what is open."""
        self.show(opened=not self.is_open)
        if self.is_open and self.fields:
            self.fields[0].take_focus()

    def show(self, *, opened: bool) -> None:
        """Open or shut."""
        self.is_open = opened
        self.button.set_icon_name("chevron-down" if opened else "chevron-right")
        self.button.setAccessibleDescription(
            self._desk.words.say("open") if opened else self._desk.words.say("shut")
        )
        for field in self.fields:
            field.setVisible(opened)

    def retranslate(self) -> None:
        """Say the heading anew."""
        self.button.setText(self._desk.words.say(self._title))
        self.button.updateGeometry()


class IncidentForm(Form):
    """A long form that is calm: a few fields, and groups that open when they are needed."""

    rule = LATER
    saves = mark("Save the incident")

    def __init__(self, desk: Desk) -> None:
        self.groups: list[Group] = []
        super().__init__(desk)

    def group(self, title: str, *fields: Field) -> Group:
        """Put fields that were added behind a heading."""
        made = Group(self._desk, title, fields)
        first = min(self._place_of(field) for field in fields)
        self.body.insertWidget(first, made.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.groups.append(made)
        made.button.clicked.connect(self.grown)
        return made

    def _place_of(self, field: Field) -> int:
        """Return where a field stands in the body, by itself or in a row."""
        for place in range(self.body.count()):
            item = self.body.itemAt(place)
            row = item.layout() if item is not None else None
            if item is not None and item.widget() is field:
                return place
            if row is not None and row.indexOf(field) >= 0:
                return place
        return self.body.count()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        for one in self.groups:
            one.retranslate()

    def put(self, half: Half) -> None:
        """Show again what was half typed; groups that hold something are open."""
        super().put(half)
        for one in self.groups:
            if any(not field.is_empty() for field in one.fields):
                one.show(opened=True)

    @property
    def language(self) -> str:
        """In which language the headings of what is written stand."""
        return self._desk.words.texts.language

    # -- what any incident has -------------------------------------------------------------------

    def add_when_and_where(self) -> None:
        """Add when it happened and where."""
        desk = self._desk
        self.at = self.add("at", When(desk, mark("When")), FutureTimeError)
        self.place = self.add("place", ShortText(desk, mark("Where"), limit=PLACE_LIMIT))
        self.beside(self.at, self.place)

    def add_told(self, label: str, *refused: Any, required: bool) -> None:  # noqa: ANN401 - error classes
        """Add the running text."""
        self.told = self.add(
            "told", LongText(self._desk, label, limit=BODY_LIMIT, required=required), *refused
        )

    def add_short(self) -> None:
        """Add the words for the handover sheet."""
        self.short = self.add(
            "short",
            ShortText(
                self._desk, mark("Short for the handover sheet"), limit=INCIDENT_SHORT_LIMIT,
                help_line=SHORT_HELP,
            ),
        )  # fmt: skip

    def add_ambulance(self, *, called: bool = True, outcome: bool = True) -> list[Field]:
        """Add 113, when it came and left, and how it ended."""
        desk, made = self._desk, list[Field]()
        if called:
            self.called_at = self.add(
                "ambulance_called_at", known_at(desk, mark("113 called at")), FutureTimeError
            )
            made.append(self.called_at)
        self.called_by = self.add(
            "ambulance_called_by", ShortText(desk, mark("Called by"), limit=NAME_LIMIT)
        )
        self.came_at = self.add(
            "ambulance_came_at", known_at(desk, mark("Ambulance came at")), TimesCrossError
        )
        self.left_at = self.add("ambulance_left_at", known_at(desk, mark("Ambulance left at")))
        self.beside(self.came_at, self.left_at)
        made += [self.called_by, self.came_at, self.left_at]
        if outcome:
            self.add_outcome()
            made.append(self.outcome)
        return made

    def add_outcome(self) -> None:
        """Add where she was when it was over."""
        self.outcome = self.add(
            "outcome", OneOf(self._desk, mark("How it ended"), each(IncidentOutcome))
        )

    def add_police(self) -> list[Field]:
        """Add what concerns the police."""
        desk = self._desk
        self.police_at = self.add(
            "police_called_at", known_at(desk, mark("Police called at")), FutureTimeError
        )
        self.police_line = self.add(
            "police_line", Choice(desk, mark("On which number"), each(PoliceLine))
        )
        self.beside(self.police_at, self.police_line)
        self.police_reference = self.add(
            "police_reference", ShortText(desk, mark("Reference"), limit=REFERENCE_LIMIT)
        )
        self.reported = self.add("reported_to_police", yes_no(desk, mark("Reported to the police")))
        self.beside(self.police_reference, self.reported)
        return [self.police_at, self.police_line, self.police_reference, self.reported]

    def add_staffing(self) -> list[Field]:
        """Add staffing, deviation number and the talk afterwards."""
        desk = self._desk
        self.staffing = self.add(
            "staff_on_duty", Number(desk, mark("How many were on duty"), least=0, most=MOST_STAFF)
        )
        self.lone = self.add("lone_work", yes_no(desk, mark("Somebody worked alone")))
        self.beside(self.staffing, self.lone)
        self.deviation = self.add(
            "deviation", ShortText(desk, mark("Deviation number"), limit=DEVIATION_LIMIT)
        )
        self.debrief_by = self.add(
            "debrief_by", ShortText(desk, mark("Talk afterwards, with whom"), limit=NAME_LIMIT)
        )
        self.debrief_on = self.add("debrief_on", Day(desk, mark("Talk afterwards, which day")))
        self.beside(self.debrief_by, self.debrief_on)
        return [self.staffing, self.lone, self.deviation, self.debrief_by, self.debrief_on]

    def known(self, **more: object) -> Circumstances:
        """Return what was filled in of what any incident has."""
        names = {
            "at": "at", "place": "place", "ambulance_called_at": "called_at",
            "ambulance_called_by": "called_by", "ambulance_came_at": "came_at",
            "ambulance_left_at": "left_at", "outcome": "outcome", "police_called_at": "police_at",
            "police_line": "police_line", "police_reference": "police_reference",
            "reported_to_police": "reported", "staff_on_duty": "staffing", "lone_work": "lone",
            "deviation": "deviation", "debrief_by": "debrief_by", "debrief_on": "debrief_on",
        }  # fmt: skip
        values = {
            column: getattr(self, own).value for column, own in names.items() if hasattr(self, own)
        }
        return Circumstances(**{**values, **more})
