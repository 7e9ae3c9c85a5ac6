"""Pictures of every screen, for the README and for somebody to look at: of a demo house only."""

import os
import sys
from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from shelter_desk.services.calling import House
from shelter_desk.services.machine import Machine
from shelter_desk.texts import LANGUAGES
from shelter_desk.ui.application import make_application
from shelter_desk.ui.picture_files import Look
from shelter_desk.ui.picture_tour import Save, Tour
from shelter_desk.ui.start import compose
from shelter_desk.ui.tasks import InlineTasks
from shelter_desk.ui.theme import Scheme, Theme
from shelter_desk.ui.words import Words

USUAL, SMALL, WIDE = (1440, 900), (1024, 700), (1920, 1080)


def looks_for(
    language: str | None,
    scheme: str | None,
    size: tuple[int, int] | None,
    *,
    scale: int = 1,
    everything: bool = False,
) -> list[Look]:
    """Return the looks asked for; what is left open takes the usual ones, or all."""
    schemes = (Scheme.LIGHT, Scheme.DARK, *((Scheme.HIGH_CONTRAST,) if everything else ()))
    frames = [(*(size or USUAL), scale)]
    if everything and size is None:
        frames += [(*frame, scale) for frame in (SMALL, WIDE) for scale in (1, 2)]
    return [
        Look(spoken, look, *frame)
        for spoken in ((language,) if language else LANGUAGES)
        for look in ((Scheme(scheme),) if scheme else schemes)
        for frame in dict.fromkeys(frames)
    ]


def take(
    house: House,
    looks: Iterable[Look],
    save: Save,
    *,
    machine: Machine | None = None,
    everything: bool = False,
) -> None:
    """Picture the demo ``house`` in each of ``looks``, and what it prints in each language.

    ``machine`` is what Oppsett shows of this desk; ``everything`` also opens every view and
    every form. The clock of the house should stand still. Raises ``ValueError`` for a house
    that is not a demo.
    """
    if not house.demo:
        raise ValueError("only a demo house is pictured")
    words = Words()
    app = _application(words)
    theme = Theme(app)
    paper: set[str] = set()
    ordered = sorted(looks, key=lambda look: (look.language, look.scheme, look.width, look.scale))
    for language, group in groupby(ordered, key=lambda look: look.language):
        words.use(language)
        for look in group:
            theme.choose(look.scheme)
            window, _ = compose(house, theme, words, parent=app, tasks=InlineTasks, machine=machine)
            tour = Tour(app, window, look, save)
            try:
                tour.picture_evening()
                if language not in paper:
                    paper.add(language)
                    tour.picture_paper()
                if everything:
                    tour.picture_everything()
            finally:
                tour.end()


def _application(words: Words) -> QApplication:
    if sys.platform.startswith("linux"):
        # The same pictures with a screen and without one, and no window flickers past.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_on_qt_message)
    app = make_application(sys.argv[:1], words)
    app.setCursorFlashTime(0)
    return app


def _on_qt_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what the screenless platform says of every window."""
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)  # noqa: T201 - Qt's own way
