"""Fields to choose in: a drop list, one of a few, ticks, a colleague, a place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from shelter_desk.phrases import label as label_of
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.widgets.choice_field import ChoiceField
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.words import Words


@dataclass(frozen=True)
class Option:
    """Something that can be chosen. ``value`` is a word, a number or a value of the vocabulary."""

    value: Any
    text: str
    icon: str = ""


Options = Callable[[Words], Sequence[Option]]


def each(values: type[StrEnum] | Sequence[StrEnum]) -> Options:
    """Return the options of a vocabulary, each with its label."""

    def options(words: Words) -> Sequence[Option]:
        return [Option(value, label_of(words.texts, value)) for value in values]

    return options


def said(*pairs: tuple[Any, str]) -> Options:
    """Return options from values and their English words, marked for translation."""

    def options(words: Words) -> Sequence[Option]:
        return [Option(value, words.say(text)) for value, text in pairs]

    return options


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


class Choice(Field):
    """One of many from a drop list. ``value`` is None before anything is chosen."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        options: Options,
        *,
        start: object = None,
        required: bool = False,
        help_line: str = "",
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self._options = options
        self._wanted: object = None
        self.line = ChoiceField(desk.theme, self._rows)
        self.line.chosen.connect(self._on_chosen)
        self.hold(self.line)
        if start is not None:
            self.choose(start)

    def _rows(self) -> tuple[DropRow, ...]:
        return tuple(
            DropRow(one.value, one.text, one.icon) for one in self._options(self._desk.words)
        )

    def _on_chosen(self, key: object) -> None:
        del key
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.line.choose(self.line.key)

    def choose(self, value: object) -> None:
        """Choose a value; one that is not there yet is chosen when it comes."""
        self._wanted = value
        for one in self._options(self._desk.words):
            if _plain(one.value) == _plain(value):
                self.line.choose(one.value)
                self._wanted = None
                self.changed.emit()

    def options_came(self) -> None:
        """Choose what was waited for."""
        if self._wanted is not None:
            self.choose(self._wanted)

    @property
    def value(self) -> Any:  # noqa: ANN401 - what the options hold
        """What is chosen."""
        return self.line.key

    def is_empty(self) -> bool:
        """Say whether nothing is chosen."""
        return self.line.key is None

    def half(self) -> object:
        """Return what is chosen."""
        return _plain(self._wanted if self.line.key is None else self.line.key)

    def put(self, half: object) -> None:
        """Choose it again."""
        self.choose(half)


class Asked(Choice):
    """A choice whose options a service answers with: ``options(result)`` makes them."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        service: Callable[..., Any],
        options: Callable[[Any], Sequence[Option]],
        *,
        required: bool = False,
        help_line: str = "",
    ) -> None:
        self._answer: list[Option] = []
        super().__init__(
            desk, label, lambda _words: self._answer, required=required, help_line=help_line
        )
        self._make = options
        desk.tasks.run(service, then=self._on_answer)

    def _on_answer(self, result: object) -> None:
        self._answer = list(self._make(result))
        self.options_came()


class _Group(Field):
    """Radio buttons or check boxes under each other."""

    def __init__(
        self, desk: Desk, label: str, options: Options, *, required: bool, help_line: str
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self._options = options
        self.buttons: dict[Any, QRadioButton | QCheckBox] = {}
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.theme.px(2))
        for one in options(desk.words):
            button = self.make_button()
            button.setMinimumHeight(desk.theme.px(28))
            button.toggled.connect(self.changed)
            self.buttons[one.value] = button
            column.addWidget(button)
        self.hold(box)
        self.label.setBuddy(next(iter(self.buttons.values())))

    def make_button(self) -> QRadioButton | QCheckBox:
        """Return an empty button of the group's kind."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        for one in self._options(self._desk.words):
            self.buttons[one.value].setText(one.text)

    def name(self, text: str) -> None:
        """Name the group."""
        self.control.setAccessibleName(text)

    def lines(self) -> tuple[QWidget, ...]:
        """Return the buttons."""
        return tuple(self.buttons.values())


class OneOf(_Group):
    """One of a few, all to be seen. ``value`` is None before anything is chosen."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        options: Options,
        *,
        start: object = None,
        required: bool = False,
        help_line: str = "",
    ) -> None:
        super().__init__(desk, label, options, required=required, help_line=help_line)
        if start is not None:
            self.choose(start)

    def make_button(self) -> QRadioButton:
        """Return a radio button."""
        return QRadioButton()

    def choose(self, value: object) -> None:
        """Choose a value."""
        for own, button in self.buttons.items():
            if _plain(own) == _plain(value):
                button.setChecked(True)

    @property
    def value(self) -> Any:  # noqa: ANN401 - what the options hold
        """What is chosen."""
        return next((own for own, button in self.buttons.items() if button.isChecked()), None)

    def is_empty(self) -> bool:
        """Say whether nothing is chosen."""
        return self.value is None

    def half(self) -> object:
        """Return what is chosen."""
        return _plain(self.value)

    def put(self, half: object) -> None:
        """Choose it again."""
        self.choose(half)

    def take_focus(self) -> None:
        """Put the keyboard on what is chosen, or on the first."""
        chosen = self.value
        button = self.buttons[chosen] if chosen is not None else self.lines()[0]
        button.setFocus()


class Ticks(_Group):
    """Any of several. ``value`` is the frozen set of what is ticked."""

    def __init__(
        self,
        desk: Desk,
        label: str,
        options: Options,
        *,
        required: bool = False,
        help_line: str = "",
    ) -> None:
        super().__init__(desk, label, options, required=required, help_line=help_line)

    def make_button(self) -> QCheckBox:
        """Return a check box."""
        return QCheckBox()

    def tick(self, *values: object) -> None:
        """Tick these."""
        wanted = {_plain(value) for value in values}
        for own, button in self.buttons.items():
            if _plain(own) in wanted:
                button.setChecked(True)

    @property
    def value(self) -> frozenset[Any]:
        """What is ticked."""
        return frozenset(own for own, button in self.buttons.items() if button.isChecked())

    def half(self) -> list[object] | None:
        """Return what is ticked, in the order it stands."""
        return [_plain(own) for own, one in self.buttons.items() if one.isChecked()] or None

    def put(self, half: object) -> None:
        """Tick them again."""
        self.tick(*(half if isinstance(half, list) else ()))


class Tick(Field):
    """One thing that is so, or not yet. Required means that it must be ticked."""

    def __init__(
        self, desk: Desk, label: str, *, required: bool = False, help_line: str = ""
    ) -> None:
        super().__init__(desk, label, required=required, help_line=help_line)
        self.box = QCheckBox()
        self.box.setMinimumHeight(desk.theme.px(28))
        self.box.toggled.connect(self.changed)
        self.hold(self.box)
        self.label.hide()

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        self.box.setText(self.label.text())

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def half(self) -> bool | None:
        """Return True when ticked."""
        return self.value or None

    def put(self, half: object) -> None:
        """Tick it again."""
        self.box.setChecked(bool(half))


def staff_field(desk: Desk, label: str, *, required: bool = False, help_line: str = "") -> Asked:
    """Return a choice of colleagues with an open account; ``value`` is the account's number."""
    from shelter_desk.services import colleagues  # noqa: PLC0415 - SQLAlchemy, when it is opened

    def options(found: Sequence[colleagues.Colleague]) -> Sequence[Option]:
        texts = desk.words.texts
        return [Option(one.staff_id, f"{one.name} · {label_of(texts, one.role)}") for one in found]

    return Asked(
        desk, label, colleagues.colleagues, options, required=required, help_line=help_line
    )


def bed_field(desk: Desk, label: str, *, required: bool = False, help_line: str = "") -> Asked:
    """Return a choice of all places in the house's order; ``value`` is the place's number."""
    from shelter_desk.services import bed_map  # noqa: PLC0415 - SQLAlchemy, when it is opened
    from shelter_desk.services.snapshots import MapSnapshot  # noqa: PLC0415 - the same

    def options(found: MapSnapshot) -> Sequence[Option]:
        return [
            Option(
                bed.bed_id,
                f"{bed.code} · {room.name} · {label_of(desk.words.texts, bed.state)}",
            )
            for floor in found.floors
            for room in floor.rooms
            for bed in room.beds
        ]

    return Asked(desk, label, bed_map.map_snapshot, options, required=required, help_line=help_line)


def room_field(desk: Desk, label: str, *, required: bool = False, help_line: str = "") -> Asked:
    """Return a choice of all rooms, floor by floor; ``value`` is the room's number."""
    from shelter_desk.services import bed_map  # noqa: PLC0415 - SQLAlchemy, when it is opened
    from shelter_desk.services.snapshots import MapSnapshot  # noqa: PLC0415 - the same

    def options(found: MapSnapshot) -> Sequence[Option]:
        return [
            Option(room.room_id, f"{room.name} · {floor.name}")
            for floor in found.floors
            for room in floor.rooms
        ]

    return Asked(desk, label, bed_map.map_snapshot, options, required=required, help_line=help_line)
