"""Tests of Rapporter."""
