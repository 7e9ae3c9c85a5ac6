"""Tests of where data is kept."""
