"""The boxes of a card: made anew from the card each time it is shown."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTime

from shelter_desk.phrases import label, label_inside
from shelter_desk.services.woman_pictures import (
    Colleague,
    ContactPicture,
    VedtakPicture,
    VedtakState,
    WomanCard,
)
from shelter_desk.terms import RestrictionKind
from shelter_desk.ui import naming
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.people.boxes import Box
from shelter_desk.ui.theme import Status

Open = Callable[..., None]
"""``open(form_id, **given)``: opens a form about the woman whose card it is."""

_HOUR = 60


class Sections:
    """Makes the boxes of one card, in the order they are read: left column, right column."""

    def __init__(self, desk: Desk, card: WomanCard, open_form: Open) -> None:
        self._desk = desk
        self._card = card
        self._open = open_form

    def left(self) -> Iterator[Box]:
        """Give the boxes of the left column."""
        yield self._names()
        yield self._workers()
        yield self._words()
        yield self._agreements()
        if self._card.grade is not None:
            yield self._shield()

    def right(self) -> Iterator[Box]:
        """Give the boxes of the right column; of reception's card nothing is left for it."""
        if not self._card.whole:
            return
        yield self._vedtak()
        yield self._safety()
        yield self._checks()
        yield self._contacts()

    # -- who she is ----------------------------------------------------------------------------

    def _box(self, heading: str, form_id: str = "", **given: object) -> Box:
        box = Box(self._desk, heading)
        if form_id and self._card.may_edit:
            box.act(self._desk.words.say("Change"), partial(self._open, form_id, **given))
        return box

    def _names(self) -> Box:
        words, texts, card = self._desk.words, self._desk.words.texts, self._card
        box = self._box(words.say("Called"), "card_names", card=card)
        box.fact(words.say("Alias"), naming.name_of(words, card.person))
        box.fact(words.say("Also called"), ", ".join(map(naming.plain, card.other_names)))
        if card.birth_year is not None:
            box.fact(words.say("Born in"), str(card.birth_year))
        now = self._desk.clock.now()
        if card.last_seen is not None:
            seen = texts.moment_then(card.last_seen, now)
            here = card.inside_since is not None and card.out_since is None
            box.fact(words.say("Last seen"), words.say("here now") if here else seen)
        if card.last_contact is not None:
            box.fact(words.say("Last contact"), texts.moment_then(card.last_contact, now))
        if card.whole:
            box.fact(words.say("Known since"), texts.moment_then(card.known_since, now))
        return box

    def _workers(self) -> Box:
        words, card = self._desk.words, self._card
        box = self._box(words.say("Key worker"), "card_workers", card=card)
        box.fact(words.say("Key worker"), self._colleague(card.key_worker) or words.say("nobody"))
        if card.key_worker_since is not None:
            box.fact(words.say("Since"), words.texts.date(card.key_worker_since))
        box.fact(words.say("Deputy"), self._colleague(card.deputy) or words.say("nobody"))
        return box

    def _colleague(self, colleague: Colleague | None) -> str:
        if colleague is None:
            return ""
        name = naming.plain(colleague.name)
        return self._desk.words.say("{name} (has left)", name=name) if colleague.gone else name

    def _words(self) -> Box:
        say, card = self._desk.words.say, self._card
        box = self._box(say("In her own words"), "card_words", card=card)
        if card.whole:
            box.fact(say("Her own wishes"), card.wishes or say("not asked yet"))
        box.fact(say("Must not learn that she is here"), card.must_not_know or say("nobody said"))
        return box

    def _agreements(self) -> Box:
        say, card = self._desk.words.say, self._card
        agreed = card.agreements
        box = self._box(say("Agreements"), "card_agreements", card=card)
        box.fact(say("Has asked for"), agreed.asked_for)
        if agreed.wake_minute is not None:
            hour, minute = divmod(agreed.wake_minute, _HOUR)
            box.fact(say("Wake her"), QTime(hour, minute).toString("HH:mm"))
        box.fact(say("Allergy and diet"), agreed.diet)
        box.fact(say("Remark on the sheet"), agreed.sheet_remark)
        box.fact(say("Help out at a fire"), agreed.help_out)
        box.fact(say("Pet"), agreed.pet)
        if agreed.children:
            box.fact(say("Children with her"), self._desk.words.texts.number(agreed.children))
        texts = self._desk.words.texts
        needs = ", ".join(label_inside(texts, need) for need in card.bed_needs)
        box.fact(say("A place with"), needs)
        if not any((agreed != type(agreed)(), needs)):
            box.say(say("Nothing is agreed yet."))
        if card.may_edit:
            box.act(say("Place"), partial(self._open, "card_bed_needs", card=card))
        return box

    def _shield(self) -> Box:
        words, card = self._desk.words, self._card
        box = self._box(words.say("Shielding"))
        if card.may_edit:
            change = partial(self._open, "card_shield", card=card)
            box.act(words.say("Change"), change)
            exclude = partial(self._open, "card_shut_out", card=card)
            box.act(words.say("Colleague"), exclude)
        # The code of her grade stands in the form alone (domain.md b11).
        state = words.say("shielded") if card.shielded else words.say("not shielded")
        box.fact(words.say("On screen and paper"), state)
        names = ", ".join(naming.plain(one.name) for one in card.shut_out)
        box.fact(words.say("Not for"), names)
        return box

    # -- what is decided -------------------------------------------------------------------------

    def _vedtak(self) -> Box:
        say, card = self._desk.words.say, self._card
        box = self._box(say("Decisions of a place"))
        if card.may_edit:
            box.act(say("New"), partial(self._open, "card_vedtak", card=card))
        for one in card.vedtak:
            self._one_vedtak(box, one)
        if not card.vedtak:
            box.say(say("No decision is registered."))
        return box

    def _one_vedtak(self, box: Box, one: VedtakPicture) -> None:
        words = self._desk.words
        chips = {
            VedtakState.COMING: (Status.INFO, words.say("to come")),
            VedtakState.RUNNING: (Status.OK, words.say("applies")),
            VedtakState.ENDS_SOON: (Status.WATCH, words.say("ends soon")),
            VedtakState.OVER: (Status.OUT_OF_SERVICE, words.say("over")),
        }
        days = words.say("{first} to {last}", first=one.first_day, last=one.last_day)
        change = partial(self._open, "card_vedtak", card=self._card, vedtak=one)
        acts = ((words.say("Change"), change),) if self._card.may_edit else ()
        box.line(days, naming.plain(one.office), chip=chips[one.state], acts=acts)

    def _safety(self) -> Box:
        words, texts, card = self._desk.words, self._desk.words.texts, self._card
        box = self._box(words.say("Agreements that limit"))
        for one in card.restrictions:
            kind = label(texts, one.kind)
            scope = label_inside(texts, one.scope)
            heading = words.say("{kind}: {scope}", kind=kind, scope=scope)
            until = texts.moment(one.ends_at) if one.ends_at else words.say("until reviewed")
            parts = [words.say("until {until}", until=until) if one.ends_at else until]
            if one.review_on is not None:
                parts.append(words.say("review {day}", day=one.review_on))
            status = Status.WATCH if one.review_due else Status.INFO
            word = words.say("review due") if one.review_due else words.say("applies")
            if one.kind is RestrictionKind.SENT_AWAY:
                word = words.say("applies")
            detail = " · ".join(parts)
            box.line(heading, f"{detail}\n{naming.plain(one.facts)}", chip=(status, word))
        for apart in card.apart:
            mine = apart.person.guest_id == card.guest_id
            other = apart.other if mine else apart.person
            whom = apart.room or (naming.name_of(words, other) if other else "")
            detail = words.say(
                "{why} · review {day}", why=label(texts, apart.level), day=apart.review_on
            )
            due = (Status.WATCH, words.say("review due")) if apart.review_due else None
            name = naming.embedded(naming.plain(whom))
            box.line(words.say("Keep apart from {whom}", whom=name), detail, chip=due)
        if not card.restrictions and not card.apart:
            box.say(words.say("Nothing limits her stay."))
        return box

    def _checks(self) -> Box:
        words, texts, checks = self._desk.words, self._desk.words.texts, self._card.checks
        box = self._box(words.say("Agreed checks"))
        if checks is None:
            box.say(words.say("No checks are agreed with her."))
            return box
        minutes = checks.interval_minutes
        if minutes < _HOUR:
            often = words.say("every {count} minutes", count=minutes)
        elif minutes == _HOUR:
            often = words.say("every hour")
        else:
            often = words.say("every {count} hours", count=minutes // _HOUR)
        box.fact(words.say("How often"), often)
        box.fact(words.say("Until"), texts.moment(checks.ends_at) if checks.ends_at else "")
        box.fact(words.say("Next"), texts.time(checks.next_at) if checks.next_at else "")
        box.fact(words.say("What is agreed"), naming.plain(checks.agreed))
        consent = words.say("she wants it")
        if not checks.consent:
            consent = words.say("decided by {name}", name=checks.decided_by)
        box.fact(words.say("Agreed by"), consent)
        return box

    def _contacts(self) -> Box:
        say, card = self._desk.words.say, self._card
        box = self._box(say("People who work with her"))
        if card.may_edit:
            box.act(say("New"), partial(self._open, "card_contact", card=card))
        for one in card.contacts:
            self._contact(box, one)
        if not card.contacts:
            box.say(say("Nobody at an agency is noted yet."))
        return box

    def _contact(self, box: Box, one: ContactPicture) -> None:
        change = partial(self._open, "card_contact", card=self._card, contact=one)
        acts = ((self._desk.words.say("Change"), change),) if self._card.may_edit else ()
        name = f"{one.institution}, {one.person}" if one.person else one.institution
        detail = " · ".join(naming.plain(part) for part in (one.direct_line, one.note) if part)
        box.line(naming.plain(name), detail, acts=acts)
