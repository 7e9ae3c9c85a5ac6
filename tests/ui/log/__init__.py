"""Tests of the daily log."""
