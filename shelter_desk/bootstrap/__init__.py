"""The only place that builds objects and hands them to each other."""

from shelter_desk.bootstrap.choice import Choice
from shelter_desk.bootstrap.making import (
    MadeHouse,
    NewHouseWishes,
    audit_code,
    initials,
    make_house,
    restored_house,
)
from shelter_desk.bootstrap.open_house import OpenHouse, fire_shelf
from shelter_desk.bootstrap.opening import kept_fire_list, opened_house
from shelter_desk.bootstrap.windows import PictureWishes, open_desk, take_pictures

__all__ = [
    "Choice",
    "MadeHouse",
    "NewHouseWishes",
    "OpenHouse",
    "PictureWishes",
    "audit_code",
    "fire_shelf",
    "initials",
    "kept_fire_list",
    "make_house",
    "open_desk",
    "opened_house",
    "restored_house",
    "take_pictures",
]
