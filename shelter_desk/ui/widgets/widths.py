"""Widths that more than one part of the window goes by (logical pixels of the drawings)."""

PANEL_WIDTH = 340
OVERLAY_UNDER = 1280
"""In a window narrower than this the side panel lies over the screen."""
