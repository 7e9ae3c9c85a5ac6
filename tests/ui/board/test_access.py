"""The board for somebody who does not see it, and for somebody who must not."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from shelter_desk.ui.theme import Scheme
from shelter_desk.ui.widgets import announce
from shelter_desk.ui.widgets.buttons import Button
from tests.ui.board.conftest import ALT, Key, Seat
from tests.ui.board.house import FakeHouse

NAMES = (
    "Lise", "Mona", "Tone", "Blåmeis", "Eva", "Ingrid", "Jorunn", "Lerke", "Marit", "Ragnhild",
    "Vigdis", "Rita", "Berit", "Siv", "Sissel", "Kari,", "Amina",
)  # fmt: skip


def spoken(widget: QWidget) -> Iterator[str]:
    """Return all that a screen reader may say of what is visible in a widget."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    waiting: list[QAccessibleInterface] = [root]
    while waiting:
        one = waiting.pop()
        state = one.state()
        if getattr(state, "invisible", 0) and one is not root:
            continue
        for kind in (
            QAccessible.Text.Name,
            QAccessible.Text.Description,
            QAccessible.Text.Value,
        ):
            yield one.text(kind)
        waiting += [child for n in range(one.childCount()) if (child := one.child(n)) is not None]


def test_rows_and_buttons_have_names(seat: Seat) -> None:
    said = set(spoken(seat.window))
    assert (
        "Lise, inne siden 18:50, plass A2, Tett tilsyn, tilsyn kl. 21:15, i dag: matpakke, samtale"
    ) in said
    assert "Berit, plass H1, ut 18:20 · tilbake 20:30, 42 min over" in said
    assert {"I huset", "Ventes og ute en tur", "Sjekk ut", "Anonymt besøk"} <= said
    for button in seat.window.findChildren(Button):
        if button.isVisible():
            interface = QAccessible.queryAccessibleInterface(button)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), button


def test_behind_the_curtain_no_name_is_seen_or_heard(seat: Seat) -> None:
    seat.desk.curtain.lower()
    heard = [one for one in spoken(seat.window) if any(name in one for name in NAMES)]
    assert heard == []
    assert not announce.said
    tips = [widget.toolTip() for widget in seat.window.findChildren(QWidget)]
    assert not [tip for tip in tips if any(name in tip for name in NAMES)]
    assert not seat.desk.actions.action("board_out").isEnabled()


def test_when_the_curtain_rises_she_is_shown_again(seat: Seat) -> None:
    seat.press(Key.Key_Down)
    seat.desk.curtain.lower()
    seat.desk.curtain.lift()
    assert seat.screen.panel.woman.head.name.text() == "Mona"
    assert seat.names()[0] == "Lise"


def test_a_card_that_comes_after_the_curtain_fell_is_not_shown(seat: Seat, fake: FakeHouse) -> None:
    card = fake.arrival_card("caller", guest_id=51)
    seat.desk.curtain.lower()
    seat.screen.panel._on_arrival_card(card)
    seat.screen.panel.show_here(seat.screen.panel.woman.who or seat.screen._here_of(fake.known[1]))
    assert seat.screen.panel.arrival.head.name.text() == ""
    assert seat.screen.panel.woman.head.name.text() == ""


def test_an_empty_house_says_what_to_do_first(seat: Seat, fake: FakeHouse) -> None:
    fake.inside, fake.out, fake.expected = [], [], []
    seat.screen.refresh()
    table = seat.screen.table
    assert table.accessibleDescription() == (
        "Ingen er i huset ennå. Skriv de to første bokstavene i et navn for å sjekke inn en"
        " kvinne. Plusstasten er et anonymt besøk."
    )


def test_the_panel_is_reached_and_left_with_the_keyboard(seat: Seat) -> None:
    seat.press(Key.Key_V, ALT)
    assert seat.in_focus(seat.screen.panel.woman.buttons["board_out"])
    seat.press(Key.Key_Tab)
    assert seat.in_focus(seat.screen.panel.woman.buttons["board_check_out"])
    seat.press(Key.Key_Escape)
    assert seat.in_focus(seat.screen.table)


def test_letters_typed_in_the_panel_search_too(seat: Seat) -> None:
    seat.press(Key.Key_V, ALT)
    seat.write("ev")
    assert seat.offered()[0] == "Eva blå"


def test_all_is_said_in_the_other_language_and_painted_in_every_scheme(seat: Seat) -> None:
    seat.desk.words.use("en")
    said = " ".join(spoken(seat.window))
    assert "inside since 18:50" in said
    assert "inne siden" not in said
    for scheme in (Scheme.DARK, Scheme.HIGH_CONTRAST, Scheme.LIGHT):
        seat.desk.theme.choose(scheme)
        assert not seat.window.grab().isNull()


def test_narrow_and_low_windows_keep_everything_reachable(seat: Seat) -> None:
    screen = seat.screen
    seat.window.resize(1024, 700)
    seat.qtbot.waitUntil(lambda: screen.beside.x() + screen.beside.width() == screen.width())
    assert screen.beside.x() > screen.table.x()
    top = seat.window.top
    assert top.search.geometry().right() < top.check.x() or top.check.isHidden()
    seat.window.resize(900, 640)
    seat.qtbot.waitUntil(lambda: screen.beside.y() > screen.table.y())
    assert not seat.window.middle.panel.isVisible()
    seat.press(Key.Key_P, ALT)
    assert seat.window.middle.panel.isVisible()
    seat.press(Key.Key_Escape)
    assert not seat.window.middle.panel.isVisible()
