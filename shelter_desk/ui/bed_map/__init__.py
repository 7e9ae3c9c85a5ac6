"""The bed map: who has which place, on the house's own plan."""

from shelter_desk.ui.bed_map.screen import BedMapScreen

__all__ = ["BedMapScreen"]
