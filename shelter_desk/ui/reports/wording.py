"""How Rapporter speaks of handovers that have been, and of what stands on the screen."""

from typing import Any

from shelter_desk.marking import mark_in
from shelter_desk.terms import ShiftName
from shelter_desk.ui.widgets.drop_list import DropRow
from shelter_desk.ui.words import Words

_SHIFT = {
    ShiftName.DAY: mark_in("shift", "day"),
    ShiftName.EVENING: mark_in("shift", "evening"),
    ShiftName.NIGHT: mark_in("shift", "night"),
}


def past_row(words: Words, sheet: Any) -> DropRow:  # noqa: ANN401 - a service's PastSheet
    """Return the row of a past handover: «2026-11-20-N1 · kveld til natt · 2 eksemplarer · KM»."""
    texts, say = words.texts, words.say
    turn = say(
        "{from_shift} to {to_shift}",
        from_shift=texts.say_in("shift", _SHIFT[sheet.earlier.from_shift]),
        to_shift=texts.say_in("shift", _SHIFT[sheet.to_shift]),
    )
    day = f"{texts.weekday(sheet.earlier.night, width='abbreviated')} "
    day += texts.short_date(sheet.earlier.night)
    if sheet.report_id is None:
        title = f"{turn} {day} · {say('not handed over')}"
        return DropRow(sheet.earlier, title, "alert-outline")
    copies = (
        words.say_many("{count} copy", "{count} copies", sheet.copies)
        if sheet.copies
        else say("saved file")
    )
    if not sheet.made:
        copies = say("not printed")
    parts = [sheet.report_id, turn, copies, sheet.printed_by]
    if sheet.copies and sheet.shredded:
        parts.append(say("shredded"))
    icon = "file-check-outline" if sheet.copies else "file-outline"
    return DropRow(sheet.earlier, " · ".join(part for part in parts if part), icon)


def pages_line(words: Words, page: int, pages: int, preview: Any) -> str:  # noqa: ANN401 - a Preview
    """Return «side 1 av 2 · 381 ord av 420»."""
    parts = []
    if pages:
        parts.append(words.say("page {number} of {total}", number=page, total=pages))
    if preview is not None and preview.words is not None:
        many = words.say("{count} words of {limit}", count=preview.words, limit=preview.words_limit)
        parts.append(many)
    return " · ".join(parts)
