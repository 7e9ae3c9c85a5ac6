"""Visitors: who comes, who is here, who leaves."""

from collections.abc import Sequence
from functools import partial

from shelter_desk.incident_terms import VisitorKind
from shelter_desk.marking import mark
from shelter_desk.phrases import label
from shelter_desk.services import visitors
from shelter_desk.services.snapshots import VisitorRow
from shelter_desk.services.times import FutureTimeError
from shelter_desk.services.visitors import (
    NAME_LIMIT,
    VisitorHereError,
    VisitorNameError,
    VisitorTimesError,
)
from shelter_desk.services.written import DueInPastError
from shelter_desk.ui import naming
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.form import Form
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.forms.picked import OneOf, each
from shelter_desk.ui.forms.written import ShortText, When
from shelter_desk.ui.widgets.moments import Toward


class VisitorForm(Form):
    """Somebody who neither stays nor works here."""

    rule = mark("The fire list counts whoever is in the house. A first name or a role is enough.")
    saves = mark("In the house")

    def build(self) -> None:
        """Declare the fields."""
        desk = self._desk
        self.name = self.add(
            "name",
            ShortText(
                desk, mark("First name or role"), limit=NAME_LIMIT, required=True,
                hint=mark("for example: plumber"),
            ),
            VisitorNameError, VisitorHereError,
        )  # fmt: skip
        self.kind = self.add(
            "kind",
            OneOf(desk, mark("As what"), each(VisitorKind), start=VisitorKind.VISITOR),
        )
        self.whom = self.add("whom", ShortText(desk, mark("To whom or for what"), limit=NAME_LIMIT))
        self.at = self.add("at", When(desk, mark("From")), FutureTimeError, VisitorTimesError)
        self.until = self.add(
            "until", When(desk, mark("Expected until"), toward=Toward.FUTURE), DueInPastError
        )
        self.beside(self.at, self.until)

    def save(self) -> None:
        """Register the visitor."""
        self.run(
            visitors.visitor_came,
            self._desk.words.say(
                "{name} is registered in the house", name=naming.plain(self.name.value)
            ),
            name=self.name.value,
            kind=self.kind.value,
            whom=self.whom.value,
            at=self.at.value,
            expected_until=self.until.value,
        )


class VisitorsSheet(Listing):
    """Who visits the house now."""

    def ask(self) -> None:
        """Ask who is here."""
        self._desk.tasks.run(
            visitors.visitors_here, then=self.answered, failed=self.failed, latest="around.visitors"
        )

    def sections(self, answer: Sequence[VisitorRow]) -> Sequence[Section]:
        """One list, the longest here first."""
        empty = self._desk.words.say("No visitor is in the house.")
        return (Section("", tuple(self._row(one) for one in answer), empty),)

    def _row(self, one: VisitorRow) -> Row:
        words, now = self._desk.words, self._desk.clock.now()
        since = words.say("Since {at}", at=words.texts.moment_then(one.since, now))
        kind = label(words.texts, one.kind)
        lines = [f"{kind} · {since}"]
        if one.whom:
            lines.append(naming.plain(one.whom))
        if one.expected_until is not None:
            until = words.texts.moment_then(one.expected_until, now)
            lines.append(words.say("Expected until {at}", at=until))
        return Row(
            one.visitor_id,
            naming.plain(one.name),
            lines=tuple(lines),
            deeds=(Deed(words.say("Has left"), partial(self._left, one)),),
        )

    def _left(self, one: VisitorRow) -> None:
        self.act(
            visitors.visitor_left,
            self._desk.words.say("{name} has left the house", name=naming.plain(one.name)),
            visitor_id=one.visitor_id,
        )
