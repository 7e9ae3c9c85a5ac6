"""The forms of the desk: registered once by id, opened from anywhere, one at a time.

Nothing here knows widgets: :class:`shelter_desk.ui.forms.host.FormHost` shows what was asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import shiboken6
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
        self.shown_key: str | None = None
        """The key of its opening: which form, about whom."""

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

    def act(
        self,
        service: Callable[..., Any],
        sentence: str,
        values: dict[str, Any],
        *,
        over: Callable[[DeskError | None], object],
    ) -> None:
        """Do something from a list at once; ``over`` hears None, or the refusal.

        What was done is said, and can be undone, also when the list is gone by then.
        """
        acting = _Acting(self, sentence, over)
        self._tasks.run(service, then=acting.on_done, failed=acting.on_refused, **values)

    def say_done(self, sentence: str, done: object) -> None:
        """Say in the status line what was done, and how it is taken back."""
        if sentence:
            can_undo = getattr(done, "can_undo", False)
            operation = getattr(done, "operation", None) if can_undo else None
            self._notices.act(sentence, operation=operation)

    def say_refused(self, error: DeskError) -> None:
        """Say in the message bar what was refused: its form is gone."""
        self._notices.tell(Status.WATCH, self._words.explain(error))

    def on_done(self, opening: Opening, sentence: str, done: object) -> None:
        """Say what was done, forget what was typed, close the form."""
        self.say_done(sentence, done)
        self.finished.emit(opening)
        self.keeper.forget(opening.key)
        self.saved.emit(opening.spec.id, done)

    def on_refused(self, opening: Opening, error: DeskError) -> None:
        """Say in the form what was refused, or in the message bar when it is gone."""
        if self.shown_key == opening.key:
            self.refused.emit(opening, error)
        else:
            self.say_refused(error)


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


class _Acting(QObject):
    """One act of a list under way; it outlives the list."""

    def __init__(
        self, forms: Forms, sentence: str, over: Callable[[DeskError | None], object]
    ) -> None:
        super().__init__(forms)
        self._forms = forms
        self._sentence = sentence
        self._over = over

    def on_done(self, done: object) -> None:
        self._forms.say_done(self._sentence, done)
        self._end(None)

    def on_refused(self, error: DeskError) -> None:
        if not self._end(error):
            self._forms.say_refused(error)

    def _end(self, error: DeskError | None) -> bool:
        """Tell the list, if it is still there; say whether it was."""
        owner = getattr(self._over, "__self__", None)
        there = not isinstance(owner, QObject) or shiboken6.isValid(owner)
        if there:
            self._over(error)
        self.deleteLater()
        return there
