"""Tests of the way in and of the upkeep."""
