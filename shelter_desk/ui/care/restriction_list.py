"""Who is sent away or barred now, what is to be written out and what is to be reviewed."""

from collections.abc import Sequence
from functools import partial

from shelter_desk.phrases import label, lowered
from shelter_desk.services import restriction_lists, restrictions
from shelter_desk.services.restriction_lists import RestrictionPicture
from shelter_desk.terms import RestrictionKind, Right
from shelter_desk.ui.care.restriction_forms import ALWAYS_ALLOWED, shown_name
from shelter_desk.ui.forms.cards import Deed, Row, Section
from shelter_desk.ui.forms.chosen import Chosen
from shelter_desk.ui.forms.listing import Listing
from shelter_desk.ui.theme import Status


class RestrictionsSheet(Listing):
    """Every restriction in force, with what stands there and what can be done."""

    rule = ALWAYS_ALLOWED

    def ask(self) -> None:
        """Ask for what is in force."""
        self._desk.tasks.run(
            restriction_lists.restrictions_now,
            then=self.answered,
            failed=self.failed,
            latest="care.restrictions",
        )

    def sections(self, answer: Sequence[RestrictionPicture]) -> Sequence[Section]:
        """Put what is owed first, then what is in force."""
        say = self._desk.words.say
        owed = [one for one in answer if one.review_due or not one.written_out]
        rest = [one for one in answer if one not in owed]
        if not owed:
            empty = say("Nobody is sent away or barred now.")
            return (Section("", tuple(self._row(one) for one in rest), empty),)
        found = [Section(say("To be done"), tuple(self._row(one) for one in owed))]
        if rest:
            found.append(Section(say("In force now"), tuple(self._row(one) for one in rest)))
        return found

    def _row(self, one: RestrictionPicture) -> Row:
        words = self._desk.words
        chip = (Status.INFO, label(words.texts, one.kind))
        if one.review_due:
            chip = (Status.WATCH, words.say("to be reviewed"))
        elif not one.written_out:
            chip = (Status.WATCH, words.say("to be written out"))
        return Row(
            one.restriction_id,
            shown_name(self._desk, one.person),
            chip=chip,
            lines=tuple(line for line in self._lines(one) if line),
            deeds=self._deeds(one),
        )

    def _lines(self, one: RestrictionPicture) -> Sequence[str]:
        words, texts = self._desk.words, self._desk.words.texts
        kind, scope = label(texts, one.kind), lowered(label(texts, one.scope))
        since = texts.moment(one.starts_at)
        if one.ends_at is None:
            span = words.say(
                "{kind}, {scope}: since {since}, no end set", kind=kind, scope=scope, since=since
            )
        else:
            span = words.say(
                "{kind}, {scope}: from {since} to {until}",
                kind=kind,
                scope=scope,
                since=since,
                until=texts.moment(one.ends_at),
            )
        review = ""
        if one.review_on is not None:
            review = words.say("Reviewed on {on}", on=texts.long_date(one.review_on))
        her = one.statement or one.statement_missing
        return (
            span,
            review,
            words.say("What happened: {text}", text=one.facts),
            words.say("Her own statement: {text}", text=her) if her else "",
            words.say("Offered: {text}", text=one.offered) if one.offered else "",
            words.say(
                "Decided by {name}, {role}",
                name=one.decided_by,
                role=lowered(label(texts, one.decided_role)),
            ),
        )

    def _deeds(self, one: RestrictionPicture) -> tuple[Deed, ...]:
        say, may = self._desk.words.say, self._desk.actions.may
        deeds = []
        barred = one.kind is RestrictionKind.BARRED
        if not one.written_out and may(Right.BAR):
            deeds.append(Deed(say("Write out the rest"), partial(self._open, "complete", one)))
        if barred and may(Right.BAR):
            deeds.append(Deed(say("Review"), partial(self._open, "review", one)))
        if not one.over and may(Right.BAR if barred else Right.SEND_AWAY):
            deeds.append(Deed(say("Lift"), partial(self._lift, one)))
        return tuple(deeds)

    def _open(self, form: str, one: RestrictionPicture) -> None:
        about = Chosen(one.person.guest_id, person=one.person)
        self._desk.forms.open(f"restriction_{form}", about, restriction_id=one.restriction_id)

    def _lift(self, one: RestrictionPicture) -> None:
        name = shown_name(self._desk, one.person)
        self.act(
            restrictions.lift,
            self._desk.words.say("Lifted: {name}", name=name),
            restriction_id=one.restriction_id,
        )
