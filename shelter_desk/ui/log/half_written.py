"""Holds what is half written in the log while the curtain is down, and hands it to drafts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from shelter_desk.ui.log.composer import Composer
from shelter_desk.ui.log.half import Half, from_plain, people_from_plain, people_to_plain, to_plain
from shelter_desk.ui.log.side_forms import SideForm
from shelter_desk.ui.widgets.who_field import Whom

_Side = tuple[object, ...]


class HalfWritten(QObject):
    """What is half written is hers who wrote it: another who logs in does not meet it.

    ``typed`` is announced at each change. ``is_down`` says whether the curtain is down.
    """

    typed = Signal()

    def __init__(
        self,
        composer: Composer,
        forms: tuple[SideForm, ...],
        is_down: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._composer = composer
        self._forms = forms
        self._is_down = is_down
        self._kept: dict[int | None, tuple[Half, tuple[_Side, ...]]] = {}
        self._me: int | None = None
        composer.typed.connect(self.typed)
        for form in forms:
            form.typed.connect(self.typed)

    @property
    def me(self) -> int | None:
        """Who is at the desk, as far as is known."""
        return self._me

    def know_me(self, me: int | None) -> None:
        """Know who is at the desk, and show her what she had half written."""
        if self._is_down():
            self._me = me
        else:
            self.give_back(me)

    def take(self) -> None:
        """Put away what is half written: the curtain falls."""
        half = self._composer.half()
        sides = tuple(form.take() for form in self._forms)
        self._composer.clear()
        if self._me in self._kept and _nothing(half, sides):
            return  # she has not been given back yet what is kept
        self._kept[self._me] = (half, sides)

    def give_back(self, me: int | None) -> None:
        """Show what ``me`` had half written."""
        self._me = me
        kept = self._kept.pop(me, None)
        if kept is not None:
            self._show(*kept)

    def _show(self, half: Half, sides: tuple[_Side, ...]) -> None:
        self._composer.give(half)
        for form, side in zip(self._forms, sides, strict=True):
            form.put(side)

    # -- drafts: see shelter_desk.ui.drafts.Source ---------------------------------------------

    def now(self, staff_id: int) -> dict[str, Any] | None:
        """Return what she has half written as plain values; None while that cannot be told."""
        if staff_id in self._kept:  # behind the curtain, or not given back yet
            half, sides = self._kept[staff_id]
        elif staff_id == self._me and not self._is_down():
            half, sides = self._composer.half(), tuple(form.half() for form in self._forms)
        else:
            return None
        if _nothing(half, sides):
            return {}
        return {"line": to_plain(half), "beside": [_side_to_plain(side) for side in sides]}

    def put(self, staff_id: int, plain: dict[str, Any]) -> None:
        """Show again what :meth:`now` returned, under what is being written now."""
        try:
            half = from_plain(plain["line"])
            sides = tuple(
                _side_from_plain(side) if side else form.half()
                for side, form in zip(plain["beside"], self._forms, strict=True)
            )
        except (TypeError, KeyError, ValueError):
            return  # written by another version of the program
        if self._is_down() or staff_id != self._me:
            # The curtain may have put away an empty composer: that is no newer draft.
            newer, beside = self._kept.get(staff_id, (Half(), sides))
            beside = sides if _nothing(Half(), beside) else beside
            self._kept[staff_id] = (_both(newer, half), beside)
            return
        self._show(_both(self._composer.half(), half), sides)

    def drop(self) -> None:
        """Empty everything."""
        self._composer.clear()
        for form in self._forms:
            form.take()


def _nothing(half: Half, sides: tuple[_Side, ...]) -> bool:
    return half.empty and not any(_side_to_plain(side) for side in sides)


def _both(newer: Half, older: Half) -> Half:
    """Return a draft with the words of both; nothing of it was sent yet."""
    if newer.empty:
        return older
    if not older.text.strip() or older.text in newer.text:
        return newer
    return replace(newer, text=f"{newer.text.rstrip()}\n{older.text}")


def _side_to_plain(side: _Side) -> dict[str, Any]:
    people, *texts = side
    assert isinstance(people, tuple)  # noqa: S101 - as a side form hands it
    if not people and not any(str(text).strip() for text in texts):
        return {}
    return {"people": people_to_plain(people), "texts": [str(text) for text in texts]}


def _side_from_plain(plain: dict[str, Any]) -> tuple[tuple[Whom, ...] | str, ...]:
    return (people_from_plain(plain["people"]), *map(str, plain["texts"]))
