"""How many words page 1 of a sheet has, without laying it out.

The budget is about 420 words as extracted from the PDF (domain.md c2). This counts what the
sheet is filled with and adds what every sheet says; the test holds it against the real page.
"""

from collections.abc import Iterable

from shelter_desk.reports.handover_content import HandoverSheet, Named, PlaceRow, Who

ALWAYS = 155
"""Title, header, headings, column names, signing lines and footer, in words."""


def words_on_page_one(sheet: HandoverSheet) -> int:
    """Return about how many words page 1 has when everything of the sheet is on it."""
    status = sheet.status
    texts: list[str] = [row.text for row in sheet.watch]
    texts += [row.text for row in sheet.tasks]
    texts += [row.text for row in sheet.tomorrow]
    texts += [f"{row.kind} {row.text}" for row in sheet.incidents]
    texts += [row.step for row in sheet.not_seen]
    texts += [*status.on_duty, status.on_call, *status.free, *status.cleaning]
    texts += [f"{row.code} {row.reason}" for row in status.out_of_service]
    people: list[Who] = [who for row in sheet.watch for who in row.who]
    people += [row.who for row in status.expected]
    people += [row.who for row in sheet.not_seen]
    people += [*sheet.without_place]
    count = ALWAYS + _count(texts) + sum(_who(who) for who in people)
    count += sum(2 + len(row.places) + (row.next_check is not None) for row in sheet.watch)
    count += sum(_place(row) for row in sheet.places)
    count += sum((row.due is not None) + row.overdue for row in sheet.tasks)
    count += sum(row.at is not None for row in sheet.tomorrow)
    count += sum(row.at is not None for row in status.expected)
    count += sum(1 + (row.number is not None) for row in sheet.incidents)
    return count + 2 * len(sheet.not_seen) + 2 * len(sheet.keep_apart)


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _who(who: Who) -> int:
    return len(who.alias.split()) if isinstance(who, Named) else 3


def _place(row: PlaceRow) -> int:
    count = 2 + (row.at is not None) + (_who(row.who) if row.who else 0)
    count += 2 * (row.check_interval is not None)
    said = (row.wake_at, row.back_at, row.decision_ends, row.expected_back)
    count += sum(3 for part in said if part is not None)
    return count + 4 * (row.held_until is not None) + _count([row.reason, row.remark])
