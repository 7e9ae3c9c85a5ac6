"""Who is called what on paper, whoever prints it (domain.md b11, c5).

Paper has no reader of its own: it lies in the staff room and everybody on duty reads it. So a
shielded woman is never named on it, nor one from whom any colleague is shut out.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from shelter_desk.models import Bed, BedStay, Guest, GuestExclusion, Presence
from shelter_desk.phrases import person_words
from shelter_desk.reports.handover_content import Anonymous, Named, Shielded, Who
from shelter_desk.services.calling import Tx
from shelter_desk.services.lines import Subject
from shelter_desk.services.looking_back import stood
from shelter_desk.services.showing import arrived_shielded
from shelter_desk.terms import PresenceKind, Protection
from shelter_desk.texts import Texts


class PaperNames:
    """What everybody on one sheet is called; asks the database once for each kind."""

    def __init__(self, tx: Tx, texts: Texts, subjects: Iterable[Subject]) -> None:
        wanted = set(subjects)
        self._tx, self._texts = tx, texts
        self._presences = self._load_presences({n for what, n in wanted if what == "presence"})
        guests = {n for what, n in wanted if what == "guest"}
        guests |= {p.guest_id for p in self._presences.values() if p.guest_id is not None}
        self._resolved: dict[int, int] = {}
        self._cards = self._load_cards(guests)
        self._codes: dict[Subject, str] = {}
        self._on_shielded_place: set[Subject] = set()
        self._load_places()
        self._arrived_shielded = arrived_shielded(tx, self._cards)
        self._excluded = set(tx.session.scalars(select(GuestExclusion.guest_id)))
        self._same_name = self._load_same_names()

    def who(self, subject: Subject) -> Who:
        """Return what stands for her on paper."""
        owner = self.owner(subject)
        what, number = owner
        if what == "presence":
            presence = self._presences.get(number)
            known = presence.number if presence is not None else None
            if presence is not None and presence.kind is PresenceKind.SHIELDED:
                return Shielded(known)
            return Shielded() if owner in self._on_shielded_place else Anonymous(known or 0)
        card = self._cards.get(number)
        if card is None or self._shielded(card):
            return Shielded(self._arrived_shielded.get(number))
        if card.alias_key not in self._same_name:
            return Named(card.alias)
        # The same first name twice: the place tells them apart, never a surname (domain.md c5).
        return Named(f"{card.alias} {self._codes.get(owner) or card.second_word}".strip())

    def owner(self, subject: Subject) -> Subject:
        """Return her card where there is one, merges resolved, else her presence."""
        what, number = subject
        if what == "presence":
            presence = self._presences.get(number)
            if presence is None or presence.guest_id is None:
                return subject
            number = presence.guest_id
        return ("guest", self._resolved.get(number, number))

    def code(self, subject: Subject) -> str | None:
        """Return the code of the place she has now."""
        return self._codes.get(self.owner(subject))

    def mention(self, subject: Subject) -> str:
        """Return «A2 Lise», «K1 skjermet» or «Anonym 3» for a line of text."""
        who, code = self.who(subject), self.code(subject)
        words = self._words(who)
        return words if code is None or code in words.split() else f"{code} {words}"

    def remark(self, subject: Subject) -> str:
        """Return the remark her card has for the sheet; of a shielded woman none."""
        card = self._cards.get(self.owner(subject)[1])
        return (
            card.sheet_remark if card is not None and isinstance(self.who(subject), Named) else ""
        )

    def _words(self, who: Who) -> str:
        texts = self._texts
        match who:
            case Named():
                return who.alias
            case Anonymous():
                return person_words(texts, PresenceKind.ANONYMOUS, number=who.number)
            case Shielded():
                return person_words(texts, PresenceKind.SHIELDED, number=who.number).lower()

    def _shielded(self, card: Guest) -> bool:
        return (
            card.protection is not Protection.OPEN
            or card.awaiting_review
            or card.anonymised_at is not None
            or card.id in self._excluded
            or ("guest", card.id) in self._on_shielded_place
            or card.id in self._arrived_shielded
        )

    def _load_presences(self, wanted: set[int]) -> dict[int, Presence]:
        query = select(Presence).where(Presence.id.in_(wanted))
        return {row.id: row for row in self._tx.session.scalars(query)}

    def _load_cards(self, wanted: set[int]) -> dict[int, Guest]:
        cards: dict[int, Guest] = {}
        ask = wanted
        while ask:
            onward: set[int] = set()
            for card in self._tx.session.scalars(select(Guest).where(Guest.id.in_(ask))):
                if card.merged_into is None:
                    cards[card.id] = card
                    continue
                onward.add(card.merged_into)
                for start, end in [*self._resolved.items(), (card.id, card.id)]:
                    if end == card.id:
                        self._resolved[start] = card.merged_into
            ask = onward - set(cards)
        return cards

    def _load_places(self) -> None:
        query = (
            select(BedStay.guest_id, BedStay.presence_id, Bed.code, Bed.shielded)
            .join(Bed, Bed.id == BedStay.bed_id)
            .where(stood(self._tx, BedStay.starts_at, BedStay.ends_at, BedStay.voided_at))
        )
        for guest_id, presence_id, code, shielded in self._tx.session.execute(query):
            owner = self.owner(
                ("guest", guest_id) if guest_id is not None else ("presence", presence_id or 0)
            )
            self._codes[owner] = code
            if shielded:
                self._on_shielded_place.add(owner)
        if self._tx.past:
            # Who is on a shielded place today is not named on a sheet of yesterday either.
            self._on_shielded_place |= self._shielded_places_now()

    def _shielded_places_now(self) -> set[Subject]:
        query = (
            select(BedStay.guest_id)
            .join(Bed, Bed.id == BedStay.bed_id)
            .where(Bed.shielded, BedStay.ends_at.is_(None), BedStay.voided_at.is_(None))
        )
        return {self.owner(("guest", guest)) for guest in self._tx.session.scalars(query) if guest}

    def _load_same_names(self) -> frozenset[str]:
        named = (card for card in self._cards.values() if not self._shielded(card))
        count = Counter(card.alias_key for card in named)
        return frozenset(key for key, times in count.items() if times > 1)
