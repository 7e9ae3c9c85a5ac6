"""Where an arrow leads on the map: the nearest bed in that direction."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF

_ASIDE = 2.5
"""How much worse a step to the side is than one straight on."""


def nearest(cards: Mapping[int, QRectF], start: int, step: tuple[int, int]) -> int | None:
    """Return the bed nearest to ``start`` in the direction ``step``; None where there is none.

    ``step`` is (-1, 0) for left, (0, 1) for down. Beds that lie straight on come before beds
    that are only roughly there.
    """
    here = cards.get(start)
    if here is None:
        return None
    scored = [
        (_distance(here, there, step), bed_id)
        for bed_id, there in cards.items()
        if bed_id != start and _lies(here, there, step)
    ]
    return min(scored)[1] if scored else None


def _lies(here: QRectF, there: QRectF, step: tuple[int, int]) -> bool:
    across, down = step
    if across:
        return (there.center().x() - here.center().x()) * across > here.width() / 4
    return (there.center().y() - here.center().y()) * down > here.height() / 4


def _distance(here: QRectF, there: QRectF, step: tuple[int, int]) -> float:
    if step[0]:
        ahead = abs(there.center().x() - here.center().x())
        aside = _gap(here.top(), here.bottom(), there.top(), there.bottom())
        middle = abs(there.center().y() - here.center().y())
    else:
        ahead = abs(there.center().y() - here.center().y())
        aside = _gap(here.left(), here.right(), there.left(), there.right())
        middle = abs(there.center().x() - here.center().x())
    return ahead + _ASIDE * aside + middle / 4


def _gap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Return how far apart two stretches are; 0 where they overlap."""
    return max(0.0, other_start - end, start - other_end)
