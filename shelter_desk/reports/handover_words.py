"""The words of the handover sheet, in the sheet's language.

Plain values become words here and nowhere else; what staff wrote comes through :meth:`clean`, so
that it can be printed whatever it holds. Source: domain.md c3, c5 and f.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from shelter_desk.clock import local_date
from shelter_desk.marking import mark, mark_in
from shelter_desk.reports import place_words
from shelter_desk.reports.handover_content import (
    Anonymous,
    ClockChange,
    ExpectedRow,
    HandoverSheet,
    IncidentRow,
    Named,
    NotSeenRow,
    PlaceRow,
    PlaceStatus,
    Shielded,
    WatchRow,
    Who,
)
from shelter_desk.reports.typeface import Run, printable, shortened
from shelter_desk.terms import Level, ShiftName
from shelter_desk.texts import Texts

_SHIFT = {
    ShiftName.DAY: mark_in("shift", "day"),
    ShiftName.EVENING: mark_in("shift", "evening"),
    ShiftName.NIGHT: mark_in("shift", "night"),
}
_TO_DO = {
    ShiftName.DAY: mark("To do today"),
    ShiftName.EVENING: mark("To do this evening"),
    ShiftName.NIGHT: mark("To do tonight"),
}
_ON_DUTY = {
    ShiftName.DAY: mark("Today"),
    ShiftName.EVENING: mark("This evening"),
    ShiftName.NIGHT: mark("Tonight"),
}
_READ_BY = {
    ShiftName.DAY: mark("Read by (day shift), at"),
    ShiftName.EVENING: mark("Read by (evening shift), at"),
    ShiftName.NIGHT: mark("Read by (night shift), at"),
}
_LEVEL = {
    Level.URGENT: mark_in("watch level", "URGENT"),
    Level.WATCH: mark_in("watch level", "watch"),
}
_CLOCK_CHANGE = {
    ClockChange.SPRING: mark("the clocks go forward at 02:00"),
    ClockChange.AUTUMN: mark("the clocks go back at 03:00"),
}


class Words:
    """What one sheet says, piece by piece."""

    def __init__(self, sheet: HandoverSheet) -> None:
        self.sheet = sheet
        self.texts = Texts(sheet.language)
        self.say = self.texts.say
        self._see_app = self.say("see app")

    def clean(self, text: str) -> str:
        """Return what somebody wrote, ready to print."""
        return printable(text, self._see_app)

    def line(self, text: str) -> str:
        """Return what somebody wrote as a line of its own: it is never just empty."""
        return self.clean(text) or self._kept(self.say("no text · see app"))

    def who(self, who: Who | None) -> str:
        """Return the alias, the number, or «skjermet · se app»."""
        match who:
            case Named():
                return self.clean(who.alias) or self._kept(self.say("no alias · see app"))
            case Anonymous():
                return self._kept(self.say("anonymous {number}", number=who.number))
            case Shielded(number=None):
                return self._kept(self.say("shielded · see app"))
            case Shielded():
                return self._kept(self.say("shielded {number} · see app", number=who.number))
            case None:
                return ""

    def _kept(self, words: str) -> str:
        """Keep «anonym 4» on one line, and let «skjermet · se app» break only after the dot."""
        return words.replace(" ", "\N{NO-BREAK SPACE}").replace("·\N{NO-BREAK SPACE}", "· ")

    def when(self, instant: datetime) -> str:
        """Return the time, with a day where the time alone would mislead."""
        return place_words.when(self.texts, instant, self.sheet.data_as_of)

    # -- head and foot ---------------------------------------------------------------------

    def title(self) -> str:
        """Return «Vaktrapport kveld til natt»."""
        return self.say(
            "Handover sheet {from_shift} to {to_shift}",
            from_shift=self.texts.say_in("shift", _SHIFT[self.sheet.from_shift]),
            to_shift=self.texts.say_in("shift", _SHIFT[self.sheet.to_shift]),
        )

    def day(self) -> str:
        """Return «natt til lørdag 21.11.2026»."""
        day = self.sheet.day
        match self.sheet.to_shift:
            case ShiftName.NIGHT:
                morning = day + timedelta(days=1)
                return self.say("night to {day}", day=self.texts.long_date(morning))
            case ShiftName.EVENING:
                return self.say("evening of {day}", day=self.texts.long_date(day))
            case ShiftName.DAY:
                return self.say("day of {day}", day=self.texts.long_date(day))

    def clock_change(self) -> str:
        """Return «klokka stilles …», or nothing on other nights."""
        change = self.sheet.clock_change
        return "" if change is None else self.say(_CLOCK_CHANGE[change])

    def notes(self) -> list[str]:
        """Return what the reader must know of the sheet itself: not handed over, looked back."""
        sheet, found = self.sheet, []
        if sheet.not_handed_over is not None:
            found.append(self.say("Not handed over: the shift ended by itself at {at}, nothing was"
                                  " printed.", at=sheet.not_handed_over))  # fmt: skip
        if sheet.missed:
            shifts = ", ".join(
                f"{self.texts.say_in('shift', _SHIFT[name])} {self.texts.short_date(day)}"
                for name, day in sheet.missed
            )
            found.append(self.say("Not handed over: {shifts} – their lines are here.",
                                  shifts=shifts))  # fmt: skip
        if sheet.looked_back:
            found.append(
                self.say(
                    "Made afterwards from what is kept. Names, shielding, remarks, agreed times"
                    " and the house's set-up are as they are now."
                )
            )
        return found

    def copy(self) -> str:
        """Return «eksemplar 1 av 2», «eksemplar 0 – lagret fil» or «forhåndsvisning»."""
        sheet = self.sheet
        if sheet.saved_file:
            return self.say("copy 0 – saved file")
        if sheet.copy_number is None:
            return self.say("preview, not for use")
        if sheet.copy_total is None:
            return self.say("copy {number}", number=sheet.copy_number)
        return self.say(
            "copy {number} of {total}", number=sheet.copy_number, total=sheet.copy_total
        )

    def report(self) -> str:
        """Return «rapport 2026-11-20-N1»."""
        return self.say("report {report_id}", report_id=self._id(self.sheet.report_id))

    def replaces(self) -> str:
        """Return which report this one stands instead of, if any."""
        replaced = self.sheet.replaces
        if replaced is None:
            return ""
        return self.say("replaces {report_id}", report_id=self._id(replaced))

    def _id(self, report_id: str) -> str:
        return shortened(self.clean(report_id), 90)

    def meta(self) -> tuple[tuple[Run, ...], ...]:
        """Return the lines at the top right of page 1."""
        sheet = self.sheet
        as_of = self.texts.time(sheet.data_as_of)
        if local_date(sheet.data_as_of) != sheet.day:
            as_of = f"{self.texts.date(local_date(sheet.data_as_of))} {as_of}"
        unit = shortened(self.clean(sheet.unit_code), 90)
        initials = shortened(self.clean(sheet.printed_by), 40)
        shred = self.say("shred by {moment}", moment=self.texts.moment(sheet.shred_by))
        return (
            (
                Run(f"{unit} · " if unit else ""),
                Run(self.say("data as of") + " "),
                Run(as_of, bold=True),
                Run(" · " + self.say("printed by {initials}", initials=initials)),
            ),
            (Run(" · ".join(p for p in (self.copy(), self.report(), self.replaces()) if p)),),
            (Run(shred),),
        )

    def revision(self) -> str:
        """Return the head of the audit: its sequence and short code."""
        return self.say(
            "check {sequence}-{code}",
            sequence=str(self.sheet.audit_sequence),
            code=self.clean(self.sheet.audit_code),
        )

    def read_by(self) -> str:
        """Return the first line to sign."""
        return self.say(_READ_BY[self.sheet.to_shift])

    # -- what stands elsewhere ---------------------------------------------------------------

    def more_below(self, count: int) -> str:
        """Return «+3, se 2»."""
        return self.say("+{count}, see 2", count=count)

    def more_in_app(self, count: int) -> str:
        """Return «+2 i appen»."""
        return self.say("+{count} in the app", count=count)

    def more_on_page_2(self, count: int) -> str:
        """Return «+2 på side 2»."""
        return self.say("+{count} on page 2", count=count)

    def urgent_on_page_2(self, count: int) -> str:
        """Return «3 HASTER til på side 2»."""
        return self.say("{count} more URGENT on page 2", count=count)

    def overdue_on_page_2(self, count: int) -> str:
        """Return «+4 forfalt på side 2»."""
        return self.say("+{count} overdue on page 2", count=count)

    # -- section 0 ---------------------------------------------------------------------------

    def in_house(self) -> str:
        """Return «14 kvinner, 3 ansatte, 2 andre»."""
        status = self.sheet.status
        many = self.texts.say_many
        return ", ".join(
            (
                many("{count} woman", "{count} women", status.women),
                many("{count} staff member", "{count} staff", status.staff),
                many("{count} other", "{count} others", status.others),
            )
        )

    def on_duty(self) -> str:
        """Return «I natt»."""
        return self.say(_ON_DUTY[self.sheet.to_shift])

    def expected(self, row: ExpectedRow) -> str:
        """Return «Rita 23:30»."""
        who = self.who(row.who)
        return who if row.at is None else f"{who}\N{NO-BREAK SPACE}{self.when(row.at)}"

    # -- sections 1 to 6 ---------------------------------------------------------------------

    def level(self, level: Level) -> str:
        """Return «HASTER» or «følg med»."""
        urgent = level is Level.URGENT
        return self.texts.say_in("watch level", _LEVEL[Level.URGENT if urgent else Level.WATCH])

    def watch_text(self, row: WatchRow) -> str:
        """Return the line's text, and since when it stands if that was not today."""
        text = self.line(row.text)
        if row.since is None or local_date(row.since) >= local_date(self.sheet.data_as_of):
            return text
        since = self.say("since {date}", date=self.texts.short_date(local_date(row.since)))
        since = since.replace(" ", "\N{NO-BREAK SPACE}")
        return f"{text} ({since})"

    def status(self, row: PlaceRow) -> str:
        """Return «inne 20:15», «ute siden 14:10» or «ledig»."""
        return place_words.status(self.texts, row, self.sheet.data_as_of)

    def state(self, status: PlaceStatus) -> str:
        """Return the state of a place alone: «ledig», «rengjøres»."""
        return place_words.state(self.texts, status)

    def interval(self, minutes: int | None) -> str:
        """Return «2 t» or «15 min»."""
        return place_words.interval(self.texts, minutes)

    def remark(self, row: PlaceRow, *, watched: bool) -> str:
        """Return what stands under «Merk», with «se 1» first where section 1 names the place."""
        parts = [self.say("see 1")] if watched else []
        if row.wake_at is not None:
            parts.append(self.say("wake {at}", at=self.when(row.wake_at)))
        if row.back_at is not None:
            parts.append(self.say("back {at}", at=self.when(row.back_at)))
        if row.held_until is not None:
            parts.append(self.say("place held until {at}", at=self.when(row.held_until)))
        if row.decision_ends is not None:
            parts.append(self.say("decision ends {date}", date=self._day(row.decision_ends)))
        until = "" if row.expected_back is None else self._day(row.expected_back)
        parts.append(", ".join(part for part in (self.clean(row.reason), until) if part))
        parts.append(self.clean(row.remark))
        return " · ".join(part for part in parts if part)

    def _day(self, day: date) -> str:
        return f"{self.texts.weekday(day)} {self.texts.short_date(day)}"

    def to_do(self) -> str:
        """Return «Gjør i natt»."""
        return self.say(_TO_DO[self.sheet.to_shift])

    def incident_counts(self, rows: Iterable[IncidentRow]) -> list[str]:
        """Return «Overdose 1», one a kind, the most frequent first."""
        counts = Counter(self.clean(row.kind) for row in rows)
        return [f"{kind}\N{NO-BREAK SPACE}{count}" for kind, count in counts.most_common()]

    def not_seen(self, row: NotSeenRow) -> tuple[Run, ...]:
        """Return «**Grete** 3 døgn, vaktansvarlig avgjør»."""
        days = self.texts.say_many("{count} day", "{count} days", row.days)
        step = self.clean(row.step)
        return (Run(self.who(row.who), bold=True), Run(f" {days}, {step}" if step else f" {days}"))
