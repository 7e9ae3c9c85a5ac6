"""Who is on duty: oneself, a colleague, a temp by name."""

from collections.abc import Sequence
from functools import partial

from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services import on_duty
from shelter_desk.services.on_duty import (
    NAME_LIMIT,
    DutyTimesError,
    DutyWhoError,
    OnDutyAlreadyError,
    OnDutyRow,
)
from shelter_desk.terms import ShiftName
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import OneOf, Tick, each, staff_field
from shelter_desk.ui.forms.written import ShortText, When
from shelter_desk.ui.widgets.moments import Toward


class DutyForm(Form):
    """Put somebody on duty; oneself when nobody is named."""

    rule = mark("Without a colleague or a name you put yourself on duty.")
    saves = mark("On duty")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.staff = self.add(
            "staff", staff_field(desk, mark("Colleague")), DutyWhoError, OnDutyAlreadyError
        )
        self.name = self.add(
            "name", ShortText(desk, mark("Or a temp without an account"), limit=NAME_LIMIT)
        )
        self.shift = self.add(
            "shift",
            OneOf(
                desk, mark("Shift"), each(ShiftName),
                help_line=mark("Left open: the shift that runs or begins within half an hour"),
            ),
        )  # fmt: skip
        self.until = self.add(
            "until",
            When(
                desk, mark("Until"), toward=Toward.FUTURE,
                help_line=mark("Left open: the end of the shift"),
            ),
            DutyTimesError,
        )  # fmt: skip
        self.on_call = self.add("on_call", Tick(desk, mark("On call, not in the house")))

    def save(self) -> None:
        """Put on duty."""
        self.run(
            on_duty.on_duty,
            self._desk.words.say("Put on duty"),
            staff_id=None if self.name.value else self.staff.value,
            name=self.name.value,
            shift=self.shift.value,
            ends_at=self.until.value,
            on_call=self.on_call.value,
        )


class DutySheet(Listing):
    """Who is on duty now."""

    def ask(self) -> None:
        """Ask who is on duty."""
        self._desk.tasks.run(
            on_duty.duty_now, then=self.answered, failed=self.failed, latest="around.duty"
        )

    def sections(self, answer: Sequence[OnDutyRow]) -> Sequence[Section]:
        """Those in the house, then those on call."""
        say = self._desk.words.say
        here = tuple(self._row(one) for one in answer if not one.on_call)
        calls = tuple(self._row(one) for one in answer if one.on_call)
        found = [Section("", here, say("Nobody is put on duty. The fire list counts nobody."))]
        if calls:
            found.append(Section(say("On call"), calls))
        return found

    def _row(self, one: OnDutyRow) -> Row:
        words = self._desk.words
        times = words.say("{first}–{last}", first=one.starts_at, last=one.ends_at)
        return Row(
            one.duty_id,
            naming.plain(one.name),
            lines=(f"{label(words.texts, one.shift)} · {times}",),
            deeds=(Deed(words.say("Off duty"), partial(self._off, one)),),
        )

    def _off(self, one: OnDutyRow) -> None:
        self.act(
            on_duty.off_duty,
            self._desk.words.say("{name} is off duty", name=naming.plain(one.name)),
            duty_id=one.duty_id,
        )
