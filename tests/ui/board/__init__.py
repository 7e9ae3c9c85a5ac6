"""Tests of the check-in board."""
