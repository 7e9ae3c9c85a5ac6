"""Page 1 of the handover sheet for a given plan, and what that plan leaves for page 2.

Source: domain.md c3 (sections, order, fields) and c4 (what goes on where, and says so).
"""

from collections.abc import Sequence

from shelter_desk.reports.base import PAD, WIDTH, Block, Group, Pen, space
from shelter_desk.reports.handover_content import PlaceStatus
from shelter_desk.reports.handover_head import strip, title_block
from shelter_desk.reports.handover_plan import INCIDENT_BUDGET, Plan
from shelter_desk.reports.handover_rows import Rows, place_heads, watch_heads
from shelter_desk.reports.handover_words import Words
from shelter_desk.reports.tables import LINE, Row, band, fitting, paragraph
from shelter_desk.reports.typeface import LEADING, Line, Run, shortened, wrap

LOOSE, TIGHT = 4.0, 2.4  # air around the text of a row, in points
GAP, TIGHT_GAP = 7.0, 5.0  # before a section
WATCH_MORE, TASKS_MORE, MORNING_MORE = 10, 12, 8  # ordinary rows that page 2 takes
NAME_IN_LIST = 100.0  # points
LIST_LINES, NOT_SEEN_LINES, LONG_LIST_LINES = 2, 3, 12
CONTINUED = 12.0  # type size of the word «Fortsettelse»


class Parts:
    """The measured parts of one sheet; asking for a page of them costs next to nothing."""

    def __init__(self, words: Words, rows: Rows) -> None:
        self._words = words
        self._rows = rows
        self._strip = strip(words)
        self._incident_counts = paragraph(self._counted_incidents(), TIGHT)
        self._without_place = self._named_without_place()
        self._notes = [paragraph([Run(note, bold=True)], TIGHT, most=2) for note in words.notes()]
        self._away = self._not_seen_barred_apart()

    # -- page 1 ------------------------------------------------------------------------------

    def page_one(self, plan: Plan) -> list[Block]:
        """Return everything above the signing lines."""
        return [
            title_block(self._words, self._notice(plan)),
            *self._notes,
            self._strip,
            *self._watch(plan),
            *self._places(plan),
            *self._tasks(plan),
            *self._incidents(plan),
            *self._section(plan, f"5 {self._away_title()}", "", [self._away]),
            *self._morning(plan),
        ]

    def _notice(self, plan: Plan) -> str:
        waiting = self._rows.urgent - plan.watch
        return self._words.urgent_on_page_2(waiting) if waiting > 0 else ""

    def _watch(self, plan: Plan) -> list[Block]:
        rows = self._rows
        urgent_left = max(0, rows.urgent - plan.watch)
        left = len(rows.watch) - max(plan.watch, rows.urgent)
        note = self._note(urgent_left + min(left, WATCH_MORE), max(0, left - WATCH_MORE))
        shown = [row.block(_air(plan)) for row in rows.watch[: plan.watch]]
        heads = [watch_heads(self._words)] if shown else []
        return self._section(plan, f"1 {self._words.say('Watch')}", note, [*heads, *shown])

    def _places(self, plan: Plan) -> list[Block]:
        words = self._words
        own = self._own_rows(plan)
        shown = [row.block(_air(plan)) for row in own[: plan.places]]
        heads = [place_heads(words)] if shown else []
        blocks = [*heads, *shown, *self._together(plan)]
        blocks.extend(self._without_place)
        note = self._note(len(own) - len(shown), 0)
        return self._section(plan, f"2 {words.say('Places')}", note, blocks)

    def _named_without_place(self) -> list[Block]:
        without = self._words.sheet.without_place
        names = [(Run(self._short(self._words.who(who)), bold=True),) for who in without]
        label = (Run(self._words.say("Without a place:") + " "),)
        return [self._list(label, names, LIST_LINES)] if names else []

    def _own_rows(self, plan: Plan) -> list[Row]:
        return [place.row for place in self._rows.places if not plan.together(place)]

    def _together(self, plan: Plan) -> list[Block]:
        """Return the lines that stand for many rows: «Ledig: A4, A6», «Inne uten merknad: …»."""
        words = self._words
        blocks: list[Block] = []
        together = [place.content for place in self._rows.places if plan.together(place)]
        labels = {
            PlaceStatus.FREE: words.say("Free:"),
            PlaceStatus.CLEANING: words.say("To be cleaned:"),
            PlaceStatus.NOT_OPENED: words.say("Not opened:"),
            PlaceStatus.IN: words.say("In, no remark:"),
        }
        for status, label in labels.items():
            entries: list[Line] = []
            for place in together:
                if place.status is status:
                    who = self._short(words.who(place.who))
                    name = (Run(f"\N{NO-BREAK SPACE}{who}"),) if who else ()
                    entries.append((Run(words.clean(place.code), bold=True), *name))
            if entries:
                blocks.append(self._list((Run(label + " "),), entries, LONG_LIST_LINES))
        return blocks

    def _tasks(self, plan: Plan) -> list[Block]:
        rows, words = self._rows, self._words
        overdue_left = max(0, rows.overdue - plan.tasks)
        left = len(rows.tasks) - max(plan.tasks, rows.overdue)
        notes = [words.overdue_on_page_2(overdue_left)] if overdue_left else []
        rest = self._note(min(left, TASKS_MORE), max(0, left - TASKS_MORE))
        shown = [row.block(_air(plan)) for row in rows.tasks[: plan.tasks]]
        note = " · ".join(part for part in (*notes, rest) if part)
        return self._section(plan, f"3 {words.to_do()}", note, shown)

    def _incidents(self, plan: Plan) -> list[Block]:
        title = f"4 {self._words.say('Incidents since the last shift')}"
        rows = self._rows.incidents
        if rows and plan.count_incidents:
            return self._section(plan, title, "", [self._incident_counts])
        latest = rows[-INCIDENT_BUDGET:]
        note = self._note(0, len(rows) - len(latest))
        return self._section(plan, title, note, [row.block(_air(plan)) for _content, row in latest])

    def _counted_incidents(self) -> list[Run]:
        words = self._words
        counts = words.incident_counts(content for content, _row in self._rows.incidents)
        return [Run(", ".join(counts), bold=True), Run(f" · {words.say('see app')}")]

    def _morning(self, plan: Plan) -> list[Block]:
        rows = self._rows.morning
        left = len(rows) - plan.morning
        note = self._note(min(left, MORNING_MORE), max(0, left - MORNING_MORE))
        shown = [row.block(_air(plan)) for row in rows[: plan.morning]]
        return self._section(plan, f"6 {self._words.say('Early tomorrow')}", note, shown)

    # -- section 5 ---------------------------------------------------------------------------

    def _away_title(self) -> str:
        return self._words.say("Not seen · barred · keep apart")

    def _not_seen_barred_apart(self) -> Block:
        """Return names of those not seen, barred as a number, keep-apart as codes only."""
        words, sheet = self._words, self._words.sheet
        if not (sheet.not_seen or sheet.barred_count or sheet.keep_apart):
            return self._nothing()
        none = Run(words.say("none"))
        seen = [words.not_seen(row) for row in sheet.not_seen]
        barred = none.text
        if sheet.barred_count:
            barred = words.say("{count}, see app", count=sheet.barred_count)
            if sheet.barred_review_today:
                barred += f", {words.say('review today')}"
                if sheet.barred_count > 1:
                    barred += f": {sheet.barred_review_today}"
        pairs = [
            (Run("–".join(words.clean(code) for code in pair), bold=True),)
            for pair in sheet.keep_apart
        ]
        first = (Run(words.say("Not seen:") + " "),)
        second = (Run(f"{words.say('Barred:')} {barred}. {words.say('Keep apart:')} "),)
        away = self._listed(first, seen or [(none,)], NOT_SEEN_LINES, "; ")
        apart = self._listed(second, pairs or [(none,)], LIST_LINES)
        if len(away) == len(apart) == 1:
            together = wrap((*away[0], Run(". "), *apart[0], Run(".")), WIDTH - 2 * PAD)
            if len(together) == 1:
                return _lines(together)
        return _lines((*away, *apart))

    # -- page 2 and on -----------------------------------------------------------------------

    def continuation(self, plan: Plan) -> list[Group]:
        """Return what page 1 had no room for, HASTER first; empty on most evenings."""
        words, rows = self._words, self._rows
        watch = rows.watch[plan.watch : max(plan.watch, rows.urgent) + WATCH_MORE]
        tasks = rows.tasks[plan.tasks : max(plan.tasks, rows.overdue) + TASKS_MORE]
        morning = rows.morning[plan.morning : plan.morning + MORNING_MORE]
        parts: list[tuple[str, list[Block], Sequence[Row]]] = [
            (f"1 {words.say('Watch')}", [watch_heads(words)], watch),
            (f"2 {words.say('Places')}", [place_heads(words)], self._own_rows(plan)[plan.places :]),
            (f"3 {words.to_do()}", [], tasks),
            (f"6 {words.say('Early tomorrow')}", [], morning),
        ]
        groups: list[Group] = []
        for title, heads, left in parts:
            if left:
                again = (space(GAP), band(title), *heads)
                first = again if groups else (self._continued(), *again[1:])
                rows_left = tuple(row.block(LOOSE) for row in left)
                groups.append(Group(heading=first, rows=rows_left, again=again[1:]))
        return groups

    def _continued(self) -> Block:
        def draw(pen: Pen, y: float) -> None:
            pen.text(0, y, self._words.say("Continued from page 1"), CONTINUED, bold=True)

        return Block(CONTINUED * LEADING + 4, draw)

    # -- small parts -------------------------------------------------------------------------

    def _section(self, plan: Plan, title: str, note: str, blocks: Sequence[Block]) -> list[Block]:
        """Return a section; with nothing to say it is there all the same, with one quiet line."""
        quiet = () if blocks or note else (self._nothing(),)
        return [space(TIGHT_GAP if plan.tight else GAP), band(title, note), *blocks, *quiet]

    def _nothing(self) -> Block:
        return paragraph([Run(self._words.say("None"))], TIGHT)

    def _note(self, on_page_2: int, in_app: int) -> str:
        parts = []
        if on_page_2 > 0:
            parts.append(self._words.more_on_page_2(on_page_2))
        if in_app > 0:
            parts.append(self._words.more_in_app(in_app))
        return " · ".join(parts)

    def _short(self, name: str) -> str:
        return shortened(name, NAME_IN_LIST)

    def _list(self, label: Line, entries: Sequence[Line], most: int) -> Block:
        return _lines(self._listed(label, entries, most))

    def _listed(
        self, label: Line, entries: Sequence[Line], most: int, between: str = ", "
    ) -> tuple[Line, ...]:
        return fitting(
            label,
            entries,
            self._words.more_in_app,
            width=WIDTH - 2 * PAD,
            most=most,
            between=between,
        )


def _air(plan: Plan) -> float:
    return TIGHT if plan.tight else LOOSE


def _lines(lines: Sequence[Line]) -> Block:
    return Block(
        len(lines) * LINE + TIGHT, lambda pen, y: pen.lines(PAD, y + TIGHT / 2 + 0.5, lines)
    )
