"""The sprays that were given: when, which, where and by whom, a row for each."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shelter_desk.incident_terms import DoseGiver, NaloxoneProduct, Nostril
from shelter_desk.marking import mark
from shelter_desk.services.incident_fields import MOST_DOSES, Dose
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.picked import Choice, Tick, each
from shelter_desk.ui.forms.written import When
from shelter_desk.ui.widgets.buttons import Button, Kind


@dataclass
class _Row:
    holder: QWidget
    at: When
    product: Choice
    nostril: Choice
    giver: Choice
    ours: Tick

    @property
    def fields(self) -> dict[str, Field]:
        return {
            "at": self.at, "product": self.product, "nostril": self.nostril,
            "giver": self.giver, "ours": self.ours,
        }  # fmt: skip


class Doses(Field):
    """Any number of sprays; ``value`` is a tuple of :class:`Dose`."""

    def __init__(self, desk: Desk, label: str, *, help_line: str = "") -> None:
        super().__init__(desk, label, help_line=help_line)
        self._rows: list[_Row] = []
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(desk.theme.px(10))
        self.more = Button(desk.theme, icon="plus", kind=Kind.PLAIN, height=34)
        self.more.clicked.connect(self._on_more)
        line = QHBoxLayout()
        line.addWidget(self.more)
        line.addStretch(1)
        self._list.addLayout(line)
        self.hold(holder)
        self.label.setBuddy(self.more)

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows that stand there."""
        return tuple(self._rows)

    def add_row(self) -> _Row:
        """Add an empty row."""
        desk = self._desk
        row = _Row(
            QWidget(),
            When(desk, mark("Spray at")),
            Choice(desk, mark("Which"), each(NaloxoneProduct), start=NaloxoneProduct.VENTIZOLVE),
            Choice(desk, mark("Nostril"), each(Nostril)),
            Choice(desk, mark("Given by"), each(DoseGiver), start=DoseGiver.STAFF),
            Tick(desk, mark("From the house's stock")),
        )
        row.ours.box.setChecked(True)
        grid = QGridLayout(row.holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(desk.theme.px(12))
        top = Qt.AlignmentFlag.AlignTop
        for column, field in enumerate((row.at, row.product)):
            grid.addWidget(field, 0, column, top)
        for column, field in enumerate((row.nostril, row.giver)):
            grid.addWidget(field, 1, column, top)
        grid.addWidget(row.ours, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for one in row.fields.values():
            one.retranslate()
            one.changed.connect(self.changed)
        self._list.insertWidget(len(self._rows), row.holder)
        self._rows.append(row)
        self.more.setEnabled(len(self._rows) < MOST_DOSES)
        self.changed.emit()
        return row

    def _on_more(self) -> None:
        # Most often it was just given: now stands there to be changed.
        row = self.add_row()
        row.at.line.setText(self._desk.words.texts.time(self._desk.clock.now()))
        row.at.take_focus()
        row.at.line.selectAll()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.more.setText(say("Add a spray") if not self._rows else say("Add one more spray"))
        self.more.updateGeometry()
        for row in self._rows:
            for one in row.fields.values():
                one.retranslate()

    def name(self, text: str) -> None:
        """Name the group."""
        self.control.setAccessibleName(text)

    @property
    def value(self) -> tuple[Dose, ...]:
        """The sprays whose time is filled in."""
        return tuple(
            Dose(
                given_at=row.at.value,
                product=row.product.value,
                nostril=row.nostril.value,
                given_by=row.giver.value,
                from_house=row.ours.value,
            )
            for row in self._rows
            if row.at.value is not None
        )

    def is_empty(self) -> bool:
        """Say whether no spray is filled in."""
        return not self._rows

    def unreadable(self) -> str:
        """Say that a row has no time that can be read."""
        for row in self._rows:
            if row.at.unreadable():
                return row.at.unreadable()
            if row.at.is_empty():
                return self._desk.words.say("Write when each spray was given")
        return ""

    def lines(self) -> tuple[QWidget, ...]:
        """Return where the keyboard goes: the first time that lacks, else the button."""
        for row in self._rows:
            if row.at.value is None:
                return (row.at.line,)
        return (self.more,)

    def half(self) -> Any:  # noqa: ANN401 - plain values
        """Return the rows as plain values."""
        return [
            {name: one.half() for name, one in row.fields.items()} for row in self._rows
        ] or None

    def put(self, half: Any) -> None:  # noqa: ANN401 - what half() returned
        """Show the rows again."""
        for plain in half if isinstance(half, list) else ():
            row = self.add_row()
            for name, one in row.fields.items():
                if plain.get(name) is not None:
                    one.put(plain[name])
        self.retranslate()
