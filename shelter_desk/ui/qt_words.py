"""Qt's own words in our language: Qt ships no bokmål.

Only what a person can meet is here: buttons, the edit menu of text fields, spin boxes, scroll
bars and the file dialogue.
"""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from shelter_desk.marking import mark, mark_in
from shelter_desk.ui.words import Words

_MESSAGES = (
    # Buttons
    mark("OK"), mark("Cancel"), mark("Close"), mark("Save"), mark("Yes"), mark("No"),
    mark("Apply"), mark("Reset"), mark("Help"), mark("Discard"), mark("Retry"), mark("Ignore"),
    mark("Don't Save"), mark("Abort"), mark("Save All"), mark("Restore Defaults"),
    # The menu of a text field
    mark("Undo"), mark("Redo"), mark("Cut"), mark("Copy"), mark("Paste"), mark("Delete"),
    mark("Select All"), mark("Copy Link Location"), mark("Insert Unicode control character"),
    # Spin boxes, scroll bars
    mark("Step up"), mark("Step down"), mark("Scroll here"), mark("Top"), mark("Bottom"),
    mark("Left edge"), mark("Right edge"), mark("Page up"), mark("Page down"), mark("Page left"),
    mark("Page right"), mark("Scroll up"), mark("Scroll down"), mark("Scroll left"),
    mark("Scroll right"),
    # Choosing a file
    mark("Save As"), mark("Look in:"), mark("File name:"), mark("Files of type:"), mark("Back"),
    mark("Forward"), mark("Parent Directory"), mark("Create New Folder"), mark("Directory:"),
    mark("Choose"), mark("New Folder"), mark("Rename"), mark("Show hidden files"),
    mark("All Files (*)"), mark("Name"), mark("Size"), mark("Date Modified"),
)  # fmt: skip
_OPEN = mark_in("button", "Open")  # elsewhere the word says that something is open
_KNOWN = {message.casefold(): message for message in _MESSAGES}


class QtWords(QTranslator):
    """Answers Qt's strings from our catalogue; make one, and it follows the language."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        words.changed.connect(self._install)
        self._install()

    def _install(self) -> None:
        QCoreApplication.removeTranslator(self)
        QCoreApplication.installTranslator(self)

    def isEmpty(self) -> bool:
        """Say that there is something here; Qt leaves empty translators out."""
        return False

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return Qt's ``sourceText`` in our language, itself where we do not know it.

        An empty answer would stand on the screen as an empty word.
        """
        del context, disambiguation, n
        source = sourceText.decode() if isinstance(sourceText, bytes) else sourceText
        if self._words.language == "en":
            return source
        plain = source.replace("&", "").removesuffix("...").casefold()
        if plain == _OPEN.casefold():
            return self._words.say_in("button", _OPEN)
        message = _KNOWN.get(plain)
        return source if message is None else self._words.say(message)
