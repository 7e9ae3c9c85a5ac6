"""The forms of the desk: registered once by id, opened from anywhere, one at a time.

Nothing here knows widgets: :class:`shelter_desk.ui.forms.host.FormHost` shows what was asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.ui.actions import ActionRegistry
from shelter_desk.ui.forms.chosen import NOTHING, Chosen, ChosenNow
from shelter_desk.ui.forms.keeper import Keeper
from shelter_desk.ui.forms.spec import FormSpec
from shelter_desk.ui.notices import Notices
from shelter_desk.ui.tasks import Tasks
from shelter_desk.ui.theme import Status
from shelter_desk.ui.words import Words


@dataclass(frozen=True)
class Opening:
    """A form that is to be shown: which, about whom, and what else was given.

    ``given["draft"]`` tells drafts apart where a form is about no woman: a room, an account.
    """

    spec: FormSpec
    about: Chosen = NOTHING
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What its half-typed content is kept under."""
        return f"{self.spec.id}|{self.about.key}{self.given.get('draft', '')}"


class Forms(QObject):
    """Every form by id. ``saved`` carries a form's id and what its service answered.

    ``asked`` carries an :class:`Opening`; ``closing`` asks to take away the sheet that is shown;
    ``finished`` carries the opening whose save succeeded, ``refused`` that and the error.
    """

    asked = Signal(object)
    closing = Signal()
    finished = Signal(object)
    refused = Signal(object, object)
    saved = Signal(str, object)

    def __init__(  # noqa: PLR0917 - the shared things of a desk
        self,
        actions: ActionRegistry,
        notices: Notices,
        tasks: Tasks,
        words: Words,
        chosen: ChosenNow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._notices = notices
        self._tasks = tasks
        self._words = words
        self._chosen = chosen
        self._specs: dict[str, FormSpec] = {}
        self.keeper = Keeper(self)
        self.shown: str | None = None
        """The id of the form that is shown; None without one."""

    def register(self, spec: FormSpec) -> None:
        """Add a form and its action. Raises ``ValueError`` for an id that is taken."""
        if spec.id in self._specs:
            raise ValueError(spec.id)
        if spec.action is not None and spec.action.id != spec.id:
            message = f"{spec.id}: its action is {spec.action.id}"
            raise ValueError(message)
        self._specs[spec.id] = spec
        if spec.action is not None:
            self._actions.register(spec.action, partial(self._open_about_chosen, spec.id))

    def specs(self) -> tuple[FormSpec, ...]:
        """Return every form in the order of registration."""
        return tuple(self._specs.values())

    def open(self, form_id: str, about: Chosen | None = None, **given: Any) -> None:  # noqa: ANN401 - a form's own
        """Show a form as a sheet over the middle; what was half typed for her stands in it.

        ``given`` goes to the form's ``begin``. Raises ``KeyError`` for an unknown id.
        """
        spec = self._specs[form_id]
        if spec.action is None or self._actions.may(spec.action.right):
            self.asked.emit(Opening(spec, about or NOTHING, given))

    def close(self) -> None:
        """Take the sheet that is shown away; what is half typed in it is kept."""
        self.closing.emit()

    def _open_about_chosen(self, form_id: str) -> None:
        self.open(form_id, self._chosen.now)

    # -- saving ------------------------------------------------------------------------------

    def save(
        self,
        opening: Opening,
        service: Callable[..., Any],
        sentence: str,
        values: dict[str, Any],
    ) -> None:
        """Run a form's service; the answer is heard also when the sheet is gone by then."""
        saving = _Saving(self, opening, sentence)
        self._tasks.run(service, then=saving.on_done, failed=saving.on_refused, **values)

    def on_done(self, opening: Opening, sentence: str, done: object) -> None:
        """Say what was done, forget what was typed, close the form."""
        if sentence:
            can_undo = getattr(done, "can_undo", False)
            operation = getattr(done, "operation", None) if can_undo else None
            self._notices.act(sentence, operation=operation)
        self.finished.emit(opening)
        self.keeper.forget(opening.key)
        self.saved.emit(opening.spec.id, done)

    def on_refused(self, opening: Opening, error: DeskError) -> None:
        """Say in the form what was refused, or in the message bar when it is gone."""
        if self.shown == opening.spec.id:
            self.refused.emit(opening, error)
        else:
            self._notices.tell(Status.WATCH, self._words.explain(error))


class _Saving(QObject):
    """One save under way. Belongs to the forms: it outlives the sheet."""

    def __init__(self, forms: Forms, opening: Opening, sentence: str) -> None:
        super().__init__(forms)
        self._forms = forms
        self._opening = opening
        self._sentence = sentence

    def on_done(self, done: object) -> None:
        self._forms.on_done(self._opening, self._sentence, done)
        self.deleteLater()

    def on_refused(self, error: DeskError) -> None:
        self._forms.on_refused(self._opening, error)
        self.deleteLater()
