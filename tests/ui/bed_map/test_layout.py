"""Nothing lies over anything and no word is cut: any plan, width, text size and language."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shelter_desk.services.snapshots import BedAnswer, Verdict, VerdictReason
from shelter_desk.ui.bed_map.model import BedModel, Placing, places_of
from shelter_desk.ui.bed_map.view import MapView
from shelter_desk.ui.desk import Desk
from shelter_desk.ui.theme.theme import MEDIUM, SEMIBOLD
from tests.ui.bed_map.plans import HOSTILE, NOW, PLANS, demo, hostile, long_row

WIDTHS = (560, 911, 999, 1479, 3400)


@pytest.fixture(params=[1.0, 1.5, 2.0])
def scaled(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Desk]:
    before = desk.theme._scale
    desk.theme._scale = request.param
    yield desk
    desk.theme._scale = before


def make_view(desk: Desk, qtbot: QtBot, plan: str, width: int) -> MapView:
    model = BedModel(desk.words)
    view = MapView(desk, model)
    qtbot.addWidget(view)
    view.resize(width, 700)
    shown = PLANS[plan]()
    model.give(shown)
    view.show_floors(shown.floors)
    return view


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_no_card_lies_over_another_or_over_its_room(
    scaled: Desk, qtbot: QtBot, plan: str, width: int, language: str
) -> None:
    scaled.words.use(language)
    view = make_view(scaled, qtbot, plan, width)
    cards = view.plan.cards
    shown = PLANS[plan]()
    assert set(cards) == {place.bed.bed_id for place in places_of(shown)}
    for (one, first), (other, second) in combinations(cards.items(), 2):
        assert not first.intersects(second), (one, other)
    rooms = [box for floor in view.plan.floors for box in floor.rooms]
    for box in rooms:
        inside = QRectF(box.rect).adjusted(-0.5, -0.5, 0.5, 0.5)
        for bed in box.room.beds:
            card = cards[bed.bed_id]
            assert inside.contains(card), (box.room.name, card, box.rect)
            assert card.top() - box.rect.top() >= scaled.theme.px(24)
        if box.aside is not None:
            assert not any(box.aside.intersects(cards[bed.bed_id]) for bed in box.room.beds)
    for one_room, other_room in combinations(rooms, 2):
        overlap = one_room.rect.intersected(other_room.rect)
        assert overlap.width() < 0.5 or overlap.height() < 0.5
    for floor in view.plan.floors:
        assert all(box.rect.top() >= floor.head.bottom() - 0.5 for box in floor.rooms)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("plan", ["demo", "imported", "long_row"])
def test_no_code_state_or_answer_is_cut(
    scaled: Desk, qtbot: QtBot, plan: str, language: str
) -> None:
    theme = scaled.theme
    scaled.words.use(language)
    view = make_view(scaled, qtbot, plan, 911)
    model = view.beds
    codes = QFontMetricsF(theme.font(15, SEMIBOLD))
    states = QFontMetricsF(theme.font(14, MEDIUM))
    feet = QFontMetricsF(theme.font(13, SEMIBOLD))
    answers = [None, *[BedAnswer(0, Verdict.YES, (reason,)) for reason in VerdictReason]]
    for answer in answers:
        if answer is not None:
            model.set_placing(Placing(None, dict.fromkeys(view.plan.cards, answer)))
        for place in places_of(PLANS[plan]()):
            card = model.card(place.bed)
            width = view.plan.cards[place.bed.bed_id].width() - 2 * theme.px(9)
            flag = theme.px(22) if card.flag is not None else 0
            first = codes.horizontalAdvance(card.code) + states.horizontalAdvance(card.state)
            assert first + theme.px(8 + 17 + 5) + (0 if answer else flag) <= width + 22, card
            if flag == 0:
                assert first + theme.px(8 + 17 + 5) <= width, card
            icon = theme.px(21) if card.foot_icon else 0
            assert feet.horizontalAdvance(card.foot) + icon <= width, card
    lines = 3 * theme.px(22)
    assert lines + 2 * theme.px(8) <= next(iter(view.plan.cards.values())).height()
    assert feet.height() <= theme.px(22)


def test_a_long_row_is_wrapped_and_a_hall_goes_on_below(desk: Desk, qtbot: QtBot) -> None:
    view = make_view(desk, qtbot, "long_row", 999)
    assert view.plan.size.width() <= 999
    tops = {round(card.top()) for card in view.plan.cards.values()}
    assert len(tops) >= 40 // 6
    halls = [b for f in view.plan.floors for b in f.rooms if b.room.name == "Gang"]
    assert len(halls) == len(tops)
    assert [box.first_piece for box in halls].count(True) == 1
    order = sorted(view.plan.cards, key=lambda one: _reading(view.plan.cards[one]))
    assert order == [place.bed.bed_id for place in places_of(long_row())]


def _reading(card: QRectF) -> tuple[float, float]:
    return round(card.top()), card.left()


def test_the_demo_house_fits_the_drawings(desk: Desk, qtbot: QtBot) -> None:
    view = make_view(desk, qtbot, "demo", 999)
    assert view.plan.size.width() <= 999
    assert view.plan.size.height() <= 660
    for floor in view.plan.floors:
        right = max(box.rect.right() for box in floor.rooms)
        assert right == pytest.approx(view.plan.size.width() - desk.theme.px(18), abs=1)


@pytest.mark.parametrize("plan", PLANS)
def test_arrows_reach_every_bed(desk: Desk, qtbot: QtBot, plan: str) -> None:
    view = make_view(desk, qtbot, plan, 999)
    ids = [place.bed.bed_id for place in places_of(PLANS[plan]())]
    reached, ways = {ids[0]}, [ids[0]]
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    while ways:
        start = ways.pop()
        for key in keys:
            view.go_to(start)
            QTest.keyClick(view, key)
            if view.bed is not None and view.bed not in reached:
                reached.add(view.bed)
                ways.append(view.bed)
    assert reached == set(ids)


def test_hostile_names_stay_plain_text_on_one_line(desk: Desk, qtbot: QtBot) -> None:
    view = make_view(desk, qtbot, "hostile", 911)
    shown = hostile()
    desk.curtain.lift()
    for place in places_of(shown):
        card = view.beds.card(place.bed)
        assert "\u202e" not in card.name + card.code
        assert "\n" not in card.name
        index = view.beds.index_of(place.bed.bed_id)
        tip = str(index.data(Qt.ItemDataRole.ToolTipRole))
        assert tip.startswith("<qt>")
        assert "<b>Tone" not in tip
        assert "<img" not in tip
        said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
        assert len(said) < 1000
    view.show()
    assert not view.grab().isNull()
    assert HOSTILE[0] in view.beds.card(places_of(shown)[0].bed).name


def test_an_empty_house_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    model = BedModel(desk.words)
    view = MapView(desk, model)
    qtbot.addWidget(view)
    view.empty_words = ("Huset har ingen rom ennå", "Etasjer og rom kommer med husplanen.")
    view.resize(600, 400)
    view.show_floors(())
    view.show()
    picture = view.grab().toImage()
    base = desk.theme.colour("base").rgb()
    written = sum(
        picture.pixel(x, y) != base
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert written > 200
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.bed is None


def test_scrolling_follows_the_keyboard(desk: Desk, qtbot: QtBot) -> None:
    view = make_view(desk, qtbot, "imported", 999)
    view.show()
    QApplication.processEvents()
    last = list(view.plan.cards)[-1]
    view.go_to(last)
    assert view.viewport().rect().contains(view.card_rect(last).toRect())
    assert view.verticalOffset() > 0
    view.go_to(next(iter(view.plan.cards)))
    assert view.verticalOffset() == 0


def test_minutes_go_by_on_the_card(desk: Desk, qtbot: QtBot) -> None:
    view = make_view(desk, qtbot, "demo", 999)
    out = next(p.bed for p in places_of(demo()) if p.bed.state.value == "taken_out")
    assert view.beds.card(out).detail == "42 min over"
    assert view.beds.now == NOW
