"""The screen's language, changeable while the program runs."""

from PySide6.QtCore import QObject, Signal

from shelter_desk.errors import DeskError
from shelter_desk.texts import Texts


class Words(QObject):
    """The words of the screen. ``changed`` asks everything on screen to say itself anew."""

    changed = Signal()

    def __init__(self, language: str = "nb", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts = Texts(language)

    @property
    def language(self) -> str:
        """``nb`` or ``en``."""
        return self.texts.language

    def use(self, language: str) -> None:
        """Speak ``language`` from now on."""
        if language == self.texts.language:
            return
        self.texts = Texts(language)
        self.changed.emit()

    def say(self, message: str, /, **values: object) -> str:
        """See :meth:`shelter_desk.texts.Texts.say`."""
        return self.texts.say(message, **values)

    def say_in(self, context: str, message: str, /, **values: object) -> str:
        """See :meth:`shelter_desk.texts.Texts.say_in`."""
        return self.texts.say_in(context, message, **values)

    def say_many(self, one: str, many: str, count: int, /, **values: object) -> str:
        """See :meth:`shelter_desk.texts.Texts.say_many`."""
        return self.texts.say_many(one, many, count, **values)

    def explain(self, error: DeskError) -> str:
        """Return the calm sentence of an error."""
        return self.texts.explain(error)
