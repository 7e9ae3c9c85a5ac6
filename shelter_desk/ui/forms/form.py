"""A form: fields with labels above, one trouble line, save and cancel."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shelter_desk.errors import DeskError
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.field import Field
from shelter_desk.ui.forms.keeper import Half
from shelter_desk.ui.forms.sheet import Sheet
from shelter_desk.ui.forms.whom import Who
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button, Kind

_TOP = Qt.AlignmentFlag.AlignTop
F = TypeVar("F", bound=Field)


class Form(Sheet):
    """A sheet of fields that a service saves.

    A subclass declares its fields in :meth:`build` with :meth:`add`, and calls :meth:`run` in
    :meth:`save`, which is only asked when every field can be read and the required ones are
    filled. A refusal keeps every word and puts the keyboard on the field that :meth:`blame`
    named for it.
    """

    saves: str = ""
    """The word on the button that saves (English, marked); «Save» unless said."""

    def __init__(self, desk: Desk) -> None:
        self.fields: dict[str, Field] = {}
        self._blamed: list[tuple[type[DeskError], Field]] = []
        self._fresh: Half = {}
        self._under_way = False
        theme = desk.theme
        self.save_button = Button(theme, key="Ctrl Enter", kind=Kind.PRIMARY, height=38)
        self.empty_button = Button(theme, icon="eraser", kind=Kind.QUIET)
        super().__init__(desk)
        self.buttons.insertWidget(0, self.empty_button)
        self.buttons.insertWidget(self.buttons.count() - 1, self.save_button)
        self.empty_button.hide()
        self.save_button.clicked.connect(self.confirm)
        self.empty_button.clicked.connect(self._on_empty)
        self.setTabOrder(self.save_button, self.close_button)
        self.setTabOrder(self.close_button, self.empty_button)

    # -- declaring -----------------------------------------------------------------------------

    def add(self, name: str, field: F, *blamed: type[DeskError]) -> F:
        """Add a field under the others; the keyboard goes there when one of ``blamed`` comes.

        ``name`` is what its content is kept under in a draft.
        """
        self.fields[name] = field
        self.body.addWidget(field)
        self.blame(field, *blamed)
        field.changed.connect(self._on_changed)
        field.gone_on.connect(self.enter)
        return field

    def beside(self, *fields: Field) -> None:
        """Put fields that were added in one row: from and to, for example."""
        row = QHBoxLayout()
        row.setSpacing(self._desk.theme.px(16))
        place = self.body.indexOf(fields[0])
        for field in fields:
            self.body.removeWidget(field)
            row.addWidget(field, 1)
            row.setAlignment(field, _TOP)
        self.body.insertLayout(place, row)

    def blame(self, field: Field, *errors: type[DeskError]) -> None:
        """Put the keyboard on ``field`` when the service refuses with one of ``errors``."""
        self._blamed += [(error, field) for error in errors]

    # -- what a subclass does ------------------------------------------------------------------

    def save(self) -> None:
        """Run the service: every field is readable and the required ones are filled."""

    def check(self) -> tuple[Field, str] | None:
        """Return the field and sentence of what does not fit together; None when all does."""
        return None

    def run(self, service: Callable[..., Any], sentence: str, **values: Any) -> None:  # noqa: ANN401 - a service's values
        """Run the service; ``sentence`` stands in the status line when it is done."""
        if self.opening is None:
            return
        self._under_way = True
        self.save_button.setEnabled(False)
        self.say_trouble("")
        self._desk.forms.save(self.opening, service, sentence, values)

    # -- words ---------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Say everything anew."""
        super().retranslate()
        say = self._desk.words.say
        self.save_button.setText(say(self.saves) if self.saves else say("Save"))
        self.close_button.setText(say("Cancel"))
        self.empty_button.setText(say("Empty the form"))
        for button in (self.save_button, self.close_button, self.empty_button):
            button.updateGeometry()
        for field in self.fields.values():
            field.retranslate()

    def help_keys(self) -> list[tuple[str, str]]:
        """Return the keys of every form."""
        say = self._desk.words.say
        return [
            ("Tab", say("to the next field")),
            ("Enter", say("to the next field; saves on the last")),
            ("Ctrl Enter", self.save_button.text()),
            ("Esc", say("close; what is half typed is kept")),
        ]

    # -- opening and keeping -------------------------------------------------------------------

    def begin(self, about: Chosen, **given: Any) -> None:  # noqa: ANN401 - what open() was given
        """Start: the first field for a woman holds whom it is about."""
        super().begin(about, **given)
        for field in self.fields.values():
            if isinstance(field, Who):
                field.set(about)
                break

    def settle(self) -> None:
        """Remember how it looks untouched: only what differs from that is half typed."""
        self._fresh = self._content()

    def half(self) -> Half | None:
        """Return what is half typed; None when nothing was touched."""
        content = self._content()
        return None if content == self._fresh else content

    def put(self, half: Half) -> None:
        """Show again what was half typed."""
        for name, content in half.items():
            if name in self.fields and content is not None:
                self.fields[name].put(content)
        self.empty_button.show()

    def _content(self) -> Half:
        return {
            name: half for name, field in self.fields.items() if (half := field.half()) is not None
        }

    def _on_empty(self) -> None:
        if self.opening is not None:
            self._desk.forms.keeper.forget(self.opening.key)
            self._fresh = self._content()
            opening = self.opening
            self._desk.forms.open(opening.spec.id, opening.about, **opening.given)

    def _on_changed(self) -> None:
        field = self.sender()
        if isinstance(field, Field) and not field.trouble.isHidden():
            field.say_trouble(field.problem())
        self._desk.forms.keeper.typed()

    # -- the keyboard --------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard into the first field that must be filled in yet, else into the first."""
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        empty = [field for field in shown if field.required and field.is_empty()]
        for field in (empty or shown)[:1]:
            self.go_to(field)

    def go_to(self, field: Field) -> None:
        """Put the keyboard into a field and show it."""
        field.take_focus()
        self.area.ensureWidgetVisible(field)

    def enter(self) -> None:
        """Go on to the next field; save on the last."""
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        focus = self.focusWidget()
        here = next((i for i, f in enumerate(shown) if _holds(f, focus)), None)
        if here is None or here + 1 == len(shown):
            self.confirm()
        else:
            self.go_to(shown[here + 1])

    def confirm(self) -> None:
        """Save, or say what is missing and put the keyboard there."""
        if self._under_way:
            return
        first: tuple[Field, str] | None = None
        for field in self.fields.values():
            problem = field.problem() if field.isVisibleTo(self) else ""
            field.say_trouble(problem)
            if problem and first is None:
                first = (field, problem)
        if first is None and (unfit := self.check()) is not None:
            unfit[0].say_trouble(unfit[1])
            first = unfit
        self.say_trouble("")
        if first is None:
            self.save()
            return
        field, problem = first
        self.go_to(field)
        announce.announce(self, f"{field.label.text()}: {problem}", urgent=True)

    def refused(self, error: DeskError) -> None:
        """Say what the service refused; every word is still there."""
        self._under_way = False
        self.save_button.setEnabled(True)
        self.say_trouble(self._desk.words.explain(error))
        for kind, field in self._blamed:
            if isinstance(error, kind) and field.isVisibleTo(self):
                self.go_to(field)
                return


def _holds(field: Field, widget: QWidget | None) -> bool:
    return widget is not None and (field is widget or field.isAncestorOf(widget))
