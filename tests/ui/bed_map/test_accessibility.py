"""What a screen reader finds on the map, and what it finds behind the curtain."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication

from shelter_desk.services import arrivals
from shelter_desk.services.bed_map import map_snapshot
from shelter_desk.ui.widgets import announce
from tests.engines import clock_of
from tests.ui.bed_map.conftest import MapBench

NAMES = ("Tone", "Lise", "Berit", "Wenche")


def tree(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Walk everything a screen reader can reach."""
    yield top
    for number in range(top.childCount()):
        child = top.child(number)
        if child is not None:
            yield from tree(child)


def all_words(bench: MapBench) -> str:
    """Return every word a screen reader finds in the window."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    top = QAccessible.queryAccessibleInterface(bench.window)
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    )
    return "\n".join(one.text(kind) for one in tree(top) for kind in kinds)


def fill(bench: MapBench) -> None:
    bench.arrive("Tone", "A1")
    bench.arrive("Lise", "A2")
    out = bench.arrive("Berit", "H1")
    bench.arrive("Wenche")
    arrivals.go_out(bench.me.again(), presence_id=out)
    clock_of(bench.house).advance(minutes=5)
    bench.open()


def test_every_bed_is_a_cell_with_a_whole_sentence(bench: MapBench) -> None:
    fill(bench)
    view = QAccessible.queryAccessibleInterface(bench.screen.view)
    assert view.text(QAccessible.Text.Name) == "Plassene i huset"
    cells = [view.child(n) for n in range(view.childCount())]
    said = [cell.text(QAccessible.Text.Name) for cell in cells]
    beds = [b for f in bench.snapshot().floors for r in f.rooms for b in r.beds]
    assert len(said) == len(beds) == 13
    assert "plass A1, opptatt, inne, Tone, siden 20:00, Rom 201, 2. etasje" in said
    assert any(s.startswith("plass A5, ledig") and s.endswith("Rom 205, 2. etasje") for s in said)
    assert any(s.startswith("plass EX, ekstraplass, ledig") for s in said)
    assert any(s.startswith("plass H1, opptatt, ute, Berit") for s in said)


def test_a_cell_lies_where_its_bed_is_drawn(bench: MapBench) -> None:
    fill(bench)
    view = bench.screen.view
    cell = QAccessible.queryAccessibleInterface(view).child(
        bench.screen.model.index_of(bench.bed("A1").bed_id).row()
    )
    card = view.card_rect(bench.bed("A1").bed_id).toRect()
    assert cell.rect().size() == card.size()
    assert cell.rect().topLeft() == view.viewport().mapToGlobal(card.topLeft())


def test_walking_says_each_bed_and_moving_says_the_answer_first(bench: MapBench) -> None:
    fill(bench)
    bench.stand_on("A1")
    bench.key(Qt.Key.Key_Right)
    assert announce.said[-1].startswith("plass A2, opptatt, inne, Lise")
    bench.key(Qt.Key.Key_M)
    assert "Flytter Lise fra A2." in announce.said
    assert announce.said[-1].startswith("plass A5, Ja, passer best")
    bench.key(Qt.Key.Key_Up)
    assert announce.said[-1].startswith("plass A1, Bytte mulig, opptatt")


def test_the_legend_and_the_head_are_read_as_words(bench: MapBench) -> None:
    fill(bench)
    words = all_words(bench)
    legend = bench.screen.legend.accessibleName()
    assert "Ledig 9" in legend
    assert "Opptatt, inne 2" in legend
    assert "Opptatt, ute 1" in legend
    assert "Ekstraplasser 0 av 1" in legend
    assert legend in words
    assert "1 i huset uten plass" in words


def test_behind_the_curtain_there_is_no_name_anywhere(bench: MapBench) -> None:
    fill(bench)
    assert all(name in all_words(bench) for name in ("Tone", "Lise", "Berit"))
    keys: tuple[tuple[Qt.Key, ...], ...] = ((), (Qt.Key.Key_M,), (Qt.Key.Key_G,))
    for begin in keys:
        bench.stand_on("A1")
        bench.key(*begin)
        place = bench.screen.model.card(bench.bed("A2"))
        assert (place.name, place.token) == ("Lise", "")
        rects = dict(bench.screen.view.plan.cards)
        bench.desk.curtain.lower()
        words = all_words(bench)
        assert not [name for name in NAMES if name in words]
        model = bench.screen.model
        roles = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.UserRole,
        )
        shown = "\n".join(
            str(model.index(row).data(role)) for row in range(model.rowCount()) for role in roles
        )
        assert not [name for name in NAMES if name in shown]
        assert model.card(bench.bed("A2")).token == "•••"
        assert bench.screen.placer.placement is None
        # Nothing else moves.
        assert rects == bench.screen.view.plan.cards
        bench.desk.curtain.lift()
    assert "Tone" in all_words(bench)


def test_nothing_is_done_behind_the_curtain(bench: MapBench) -> None:
    fill(bench)
    bench.stand_on("A1")
    bench.desk.curtain.lower()
    bench.desk.actions.set_curtained(True)
    bench.screen.view.setFocus()
    bench.key(Qt.Key.Key_R, Qt.Key.Key_M, Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert bench.who("A1") == "Tone"
    assert bench.screen.placer.placement is None


def test_english_is_complete_on_the_map(bench: MapBench) -> None:
    fill(bench)
    bench.desk.words.use("en")
    words = all_words(bench)
    assert "place A1, taken, in the house, Tone" in words
    assert "Free 9" in bench.screen.legend.accessibleName()
    assert "opptatt" not in words
    assert map_snapshot(bench.me.again()).at == clock_of(bench.house).now()
