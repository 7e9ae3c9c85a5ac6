"""Tests of the bed map."""
