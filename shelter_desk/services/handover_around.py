"""What else the handover sheet says in sections 1 and 5: who has a room to herself."""

from shelter_desk.phrases.around_lines import own_room_words
from shelter_desk.reports.handover_content import WatchRow
from shelter_desk.services.calling import Tx
from shelter_desk.services.handover_names import PaperNames
from shelter_desk.services.isolated import isolations_now, owner_in
from shelter_desk.terms import Level
from shelter_desk.texts import Texts


def watch_rows_around(tx: Tx, texts: Texts, names: PaperNames) -> list[WatchRow]:
    """Return the lines of section 1 that the program fills itself (domain.md c3)."""
    return [
        WatchRow(
            level=Level.WATCH,
            text=own_room_words(texts, row.route, tray=row.meals_on_tray),
            places=tuple(code for code in (names.code(owner_in(row)),) if code),
            who=(names.who(owner_in(row)),),
            next_check=row.review_at,
            since=row.starts_at,
        )
        for row in isolations_now(tx)
    ]
