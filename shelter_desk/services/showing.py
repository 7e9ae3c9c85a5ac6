"""How a woman is shown to this reader: by right, by merge, never by accident.

Rules: domain.md b8a and b11. On board, map, paper and in the stream of the log a shielded woman
is never named; where a reader with the right asks for her (her lines, her card), she is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from shelter_desk.models import Bed, BedStay, Guest, GuestExclusion, Presence, ShiftDuty
from shelter_desk.services.calling import Tx
from shelter_desk.services.looking_back import stood
from shelter_desk.services.snapshots import Person
from shelter_desk.terms import PresenceKind, Protection, Right


@dataclass(frozen=True)
class _Card:
    guest_id: int
    alias: str
    second_word: str
    guarded: bool
    """Shielded by her card: a grade, or a card the shift lead has not looked at yet."""


class Shower:
    """Shows guests and presences of one transaction; asks the database once for each kind."""

    def __init__(
        self,
        tx: Tx,
        guest_ids: Iterable[int | None],
        presence_ids: Iterable[int | None] = (),
        *,
        by_right: bool = False,
    ) -> None:
        self._tx = tx
        self._presences = self._load_presences({p for p in presence_ids if p is not None})
        wanted = {g for g in guest_ids if g is not None}
        wanted |= {p.guest_id for p in self._presences.values() if p.guest_id is not None}
        self._resolved: dict[int, int] = {}
        self._cards = self._load_cards(wanted)
        self._hidden = self._load_hidden()
        self._places = self._load_places()
        self._arrived_shielded = arrived_shielded(tx, self._cards)
        self._named = by_right and sees_shielded(tx)

    def person(self, guest_id: int | None = None, presence_id: int | None = None) -> Person | None:
        """Return how she is shown, or ``None`` when she does not exist for this reader."""
        presence = self._presences.get(presence_id) if presence_id is not None else None
        if guest_id is None and presence is not None:
            guest_id = presence.guest_id
        if guest_id is None:
            return self._without_card(presence)
        card = self._cards.get(self._resolved.get(guest_id, guest_id))
        if card is None or card.guest_id in self._hidden:
            return None
        place, _ = self._places.get(card.guest_id, (None, False))
        if self._guarded(card) and not self._named:
            return Person(
                PresenceKind.SHIELDED,
                number=self._arrived_shielded.get(card.guest_id),
                place=place,
                presence_id=presence_id,
            )
        return Person(
            PresenceKind.NAMED,
            alias=card.alias,
            second_word=card.second_word,
            place=place,
            guest_id=card.guest_id,
            presence_id=presence_id,
        )

    def shielded(self, guest_id: int | None, presence_id: int | None = None) -> bool:
        """Say whether she counts as shielded now, whoever asks."""
        if guest_id is None:
            presence = self._presences.get(presence_id) if presence_id is not None else None
            return presence is not None and presence.kind is PresenceKind.SHIELDED
        card = self._cards.get(self._resolved.get(guest_id, guest_id))
        return card is not None and self._guarded(card)

    def _guarded(self, card: _Card) -> bool:
        on_shielded_place = self._places.get(card.guest_id, (None, False))[1]
        return card.guarded or on_shielded_place or card.guest_id in self._arrived_shielded

    def _without_card(self, presence: Presence | None) -> Person | None:
        if presence is None:
            return None
        return Person(presence.kind, number=presence.number, presence_id=presence.id)

    def _load_presences(self, wanted: set[int]) -> dict[int, Presence]:
        if not wanted:
            return {}
        query = select(Presence).where(Presence.id.in_(wanted))
        return {row.id: row for row in self._tx.session.scalars(query)}

    def _load_cards(self, wanted: set[int]) -> dict[int, _Card]:
        cards: dict[int, _Card] = {}
        ask = wanted
        while ask:
            query = select(
                Guest.id,
                Guest.alias,
                Guest.second_word,
                Guest.protection,
                Guest.awaiting_review,
                Guest.merged_into,
            ).where(Guest.id.in_(ask))
            onward: set[int] = set()
            for row in self._tx.session.execute(query):
                if row.merged_into is not None:
                    self._follow(row.id, row.merged_into)
                    onward.add(row.merged_into)
                    continue
                guarded = row.protection is not Protection.OPEN or row.awaiting_review
                cards[row.id] = _Card(row.id, row.alias, row.second_word, guarded)
            ask = onward - set(cards)
        return cards

    def _follow(self, old: int, new: int) -> None:
        self._resolved[old] = new
        for start, end in self._resolved.items():
            if end == old:
                self._resolved[start] = new

    def _load_hidden(self) -> set[int]:
        staff_id = self._tx.actor.staff_id
        if staff_id is None or not self._cards:
            return set()
        query = select(GuestExclusion.guest_id).where(GuestExclusion.staff_id == staff_id)
        return set(self._tx.session.scalars(query))

    def _load_places(self) -> dict[int, tuple[str, bool]]:
        if not self._cards:
            return {}
        query = (
            select(BedStay.guest_id, Bed.code, Bed.shielded)
            .join(Bed, Bed.id == BedStay.bed_id)
            .where(
                BedStay.ends_at.is_(None),
                BedStay.voided_at.is_(None),
                BedStay.guest_id.in_(self._cards),
            )
        )
        return {
            row.guest_id: (row.code, row.shielded)
            for row in self._tx.session.execute(query)
            if row.guest_id is not None
        }


def arrived_shielded(tx: Tx, guest_ids: Collection[int]) -> dict[int, int | None]:
    """Return whose presence now began as a shielded arrival, with the number it has.

    She stays shielded for as long as she is here, whatever her card says.
    """
    if not guest_ids:
        return {}
    query = select(Presence.guest_id, Presence.number).where(
        Presence.kind == PresenceKind.SHIELDED,
        Presence.guest_id.in_(guest_ids),
        # Looking back, whoever is shielded now stays so, too.
        or_(
            and_(Presence.ends_at.is_(None), Presence.voided_at.is_(None)),
            stood(tx, Presence.starts_at, Presence.ends_at, Presence.voided_at),
        ),
    )
    return {row.guest_id: row.number for row in tx.session.execute(query) if row.guest_id}


def sees_shielded(tx: Tx) -> bool:
    """Say whether this reader may see shielded women named where she asks (domain.md b8a)."""
    if tx.may(Right.SHIELDED):
        return True
    if not tx.may(Right.SHIELDED_ON_SHIFT) or tx.actor.staff_id is None:
        return False
    on_shift = select(ShiftDuty.id).where(
        ShiftDuty.staff_id == tx.actor.staff_id,
        ShiftDuty.voided_at.is_(None),
        ShiftDuty.starts_at <= tx.now,
        ShiftDuty.ends_at > tx.now,
    )
    return tx.session.scalar(on_shift.limit(1)) is not None
