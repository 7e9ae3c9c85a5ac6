"""The look: every pair readable, every icon there, the scheme followed."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from shelter_desk.ui.theme import Scheme, Shape, Status, Theme, Tokens, icons, sheet
from shelter_desk.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT
from shelter_desk.ui.widgets.painting import paint_shape

ALL = (LIGHT, DARK, HIGH_CONTRAST)


def _luminance(colour: str) -> float:
    named = QColor(colour)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (named.redF(), named.greenF(), named.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _grounds(tokens: Tokens) -> list[str]:
    grounds = [tokens.window, tokens.base, tokens.raised, tokens.hover]
    return grounds if tokens.high_contrast else [*grounds, tokens.selection]


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name.value)
def test_every_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    for text in (tokens.text, tokens.muted, tokens.accent):
        for ground in _grounds(tokens):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for ground in {*_grounds(tokens)} - {tokens.selection}:
        assert contrast(tokens.faint, ground) >= 4.5, ground
    assert contrast(tokens.selection_text, tokens.selection) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.demo_text, tokens.demo) >= 4.5


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name.value)
def test_every_mark_can_be_seen_on_every_ground(tokens: Tokens) -> None:
    for mark in (tokens.focus, tokens.edge):
        for ground in _grounds(tokens):
            assert contrast(mark, ground) >= 3, (mark, ground)


@pytest.mark.parametrize("tokens", ALL, ids=lambda tokens: tokens.name.value)
@pytest.mark.parametrize("status", list(Status))
def test_every_status_can_be_read_on_its_tint_and_on_the_ground(
    tokens: Tokens, status: Status
) -> None:
    look = tokens.roles[status]
    assert contrast(look.foreground, look.tint) >= 4.5
    assert contrast(look.foreground, tokens.base) >= 4.5
    assert contrast(tokens.on_solid, look.foreground) >= 4.5 or status is not Status.URGENT
    assert contrast(tokens.text, look.tint) >= 10.9  # 11.0 as it is written


@pytest.mark.usefixtures("qapp")
def test_every_scheme_knows_every_status_and_every_icon_exists() -> None:
    for tokens in ALL:
        assert set(tokens.roles) == set(Status)
        for look in tokens.roles.values():
            assert len(icons.glyph(look.icon)) == 1


def test_bed_states_differ_by_shape_or_icon_without_colour() -> None:
    beds = list(Status)[:8]
    told_by = {(LIGHT.roles[bed].icon, LIGHT.roles[bed].shape) for bed in beds}
    assert len(told_by) == len(beds)


def test_no_colour_is_written_in_the_style_sheet_itself() -> None:
    source = Path(sheet.__file__).read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", source)


def test_the_style_sheet_is_filled_in_every_scheme() -> None:
    for tokens in ALL:
        filled = sheet.style_sheet(tokens)
        assert "$" not in filled
        assert tokens.edge in filled


def test_an_unknown_icon_fails_at_once(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")


def test_choosing_a_scheme_changes_palette_and_announces_once(theme: Theme) -> None:
    theme.choose(Scheme.LIGHT)
    seen: list[bool] = []
    theme.changed.connect(lambda: seen.append(True))
    theme.choose(Scheme.DARK)
    theme.choose(Scheme.DARK)
    try:
        assert len(seen) == 1
        colour = QApplication.palette().color(QPalette.ColorRole.Window)
        assert colour == QColor(DARK.window)
        assert QApplication.palette().color(QPalette.ColorRole.HighlightedText) == QColor(
            DARK.selection_text
        )
    finally:
        theme.choose(Scheme.LIGHT)
    assert theme.tokens is LIGHT


def test_the_system_scheme_is_followed(qapp: QApplication, theme: Theme) -> None:
    theme.choose(Scheme.SYSTEM)
    wanted = DARK if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    assert theme.tokens is wanted
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    try:
        if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark:  # not every platform can
            assert theme.tokens is DARK
    finally:
        qapp.styleHints().unsetColorScheme()
        theme.choose(Scheme.LIGHT)


def test_type_is_never_smaller_than_twelve_and_figures_are_tabular(theme: Theme) -> None:
    assert theme.font(8).pixelSize() == theme.px(12)
    wide, narrow = theme.font(15, tabular=True), theme.font(15)
    assert wide.pixelSize() == narrow.pixelSize() == theme.px(15)


def _painted(theme: Theme, status: Status) -> QImage:
    picture = QImage(60, 40, QImage.Format.Format_ARGB32)
    picture.fill(QColor(theme.tokens.base))
    painter = QPainter(picture)
    paint_shape(painter, QRectF(0, 0, 60, 40), theme, status)
    painter.end()
    return picture


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_the_shapes_of_beds_are_all_different_pictures(theme: Theme, scheme: Scheme) -> None:
    theme.choose(scheme)
    try:
        pictures = [
            _painted(theme, status).convertToFormat(QImage.Format.Format_Grayscale8)
            for status in list(Status)[:8]
        ]
    finally:
        theme.choose(Scheme.LIGHT)
    for number, picture in enumerate(pictures):
        assert not any(picture == other for other in pictures[:number])


def test_shapes_are_all_used() -> None:
    used = {LIGHT.roles[status].shape for status in Status}
    assert used == set(Shape)
    assert {field.name for field in fields(Tokens)} >= {"window", "roles", "focus_width"}
