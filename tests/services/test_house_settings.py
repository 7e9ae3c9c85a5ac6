"""Settings of the house, shifts and copies: what fits together and what does not."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shelter_desk import settings
from shelter_desk.services.calling import House
from shelter_desk.services.copies import back_up
from shelter_desk.services.copy_care import NoCopyError, StoppedError, look_at_copies, try_copy
from shelter_desk.services.handover_turn import coming_turn
from shelter_desk.services.house_settings import (
    CountingTimeError,
    LimitsOrderError,
    RoundsTimeError,
    UnitCodeError,
    change_setting,
    house_settings,
    house_words,
    set_unit_code,
    unit_code,
)
from shelter_desk.services.shift_hours import (
    ShiftLengthError,
    ShiftOrderError,
    ShiftOverlapError,
    set_shift_hours,
    shift_hours,
)
from shelter_desk.services.shifts import DEFAULT_HOURS
from shelter_desk.settings import SettingError
from shelter_desk.store.restoring import NotACopyError
from shelter_desk.terms import Role, ShiftName
from shelter_desk.texts import Texts
from shelter_desk.ui.log.hints import hint_for, hint_words
from tests.engines import as_role, clock_of, desk_of


def test_limits_come_one_after_the_other(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    with pytest.raises(LimitsOrderError):
        change_setting(liv.again(), name="not_seen_first_hours", value=60)
    change_setting(liv.again(), name="not_seen_first_hours", value=36)
    assert house_settings(liv.again()).get(settings.NOT_SEEN_FIRST_HOURS) == 36


def test_times_and_texts_that_cannot_be(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    with pytest.raises(CountingTimeError):
        change_setting(liv.again(), name="counting_time", value="12:00")
    with pytest.raises(RoundsTimeError):
        change_setting(liv.again(), name="rounds_until", value="22:00")
    with pytest.raises(SettingError):
        change_setting(liv.again(), name="meeting_point", value="x" * 121)
    with pytest.raises(UnitCodeError):
        set_unit_code(liv.again(), code="  ")
    set_unit_code(liv.again(), code=" Enhet  S ")
    assert unit_code(liv.again()) == "Enhet S"


def test_shifts_fit_each_other(house: House) -> None:
    liv = as_role(house, Role.MANAGER)

    def hours(**other: tuple[int, int]) -> dict[ShiftName, tuple[int, int]]:
        return {**DEFAULT_HOURS, **{ShiftName(name): span for name, span in other.items()}}

    with pytest.raises(ShiftLengthError):
        set_shift_hours(liv.again(), hours=hours(day=(15 * 60, 7 * 60)))
    with pytest.raises(ShiftOverlapError):
        set_shift_hours(liv.again(), hours=hours(day=(7 * 60, 18 * 60)))
    with pytest.raises(ShiftOrderError):
        set_shift_hours(
            liv.again(),
            hours={
                ShiftName.DAY: (14 * 60, 22 * 60),
                ShiftName.EVENING: (7 * 60, 15 * 60),
                ShiftName.NIGHT: (22 * 60, 8 * 60),
            },
        )
    wanted = hours(night=(22 * 60, 8 * 60))
    set_shift_hours(liv.again(), hours=wanted)
    assert shift_hours(liv.again()) == wanted


def test_a_copy_is_tried_as_it_would_be_put_back(house: House, tmp_path: Path) -> None:
    liv, desk = as_role(house, Role.MANAGER), desk_of(tmp_path / "data")
    with pytest.raises(NoCopyError):
        try_copy(liv.again(), shelf=desk.shelf)
    made = back_up(liv.again(), shelf=desk.shelf)
    assert look_at_copies(liv.again(), shelf=desk.shelf).newest == clock_of(house).now()
    before = sorted(path.name for path in desk.shelf.places.folder.iterdir())
    tried = try_copy(liv.again(), shelf=desk.shelf)
    assert tried.audit_sequence == made.manifest.audit_sequence
    assert sorted(path.name for path in desk.shelf.places.folder.iterdir()) == before
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotACopyError):
        try_copy(liv.again(), shelf=desk.shelf)
    assert sorted(path.name for path in desk.shelf.places.folder.iterdir()) == before


def test_trying_a_copy_can_be_stopped(house_on_file: House, tmp_path: Path) -> None:
    liv, desk = as_role(house_on_file, Role.MANAGER), desk_of(tmp_path / "data")
    back_up(liv.again(), shelf=desk.shelf)

    def stop(_step: object) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        try_copy(liv.again(), shelf=desk.shelf, progress=stop)
    assert not list(desk.shelf.places.folder.glob("trying-*"))


def test_paper_is_shredded_when_the_house_says(house: House) -> None:
    liv = as_role(house, Role.MANAGER)

    def shred_by() -> datetime:
        with house.store.read() as session:
            return coming_turn(session, clock_of(house).now()).shred_by

    usual = shred_by()
    change_setting(liv, name="shred_after_minutes", value=90)
    assert shred_by() - usual == timedelta(minutes=60)


def test_the_house_has_words_of_its_own_to_think_about(house: House) -> None:
    liv = as_role(house, Role.MANAGER)
    change_setting(liv, name="hint_words", value="Masete = ba om hjelp\n\nvanskelig\n = tomt")
    words = house_words(liv.again())
    assert words == {"masete": "ba om hjelp", "vanskelig": ""}
    found = hint_for("Hun var masete i dag", [], words)
    assert found is not None
    assert found.instead == "ba om hjelp"
    alone = hint_for("Litt vanskelig kveld", [], words)
    assert "husets" in hint_words(Texts("nb").say, alone)
