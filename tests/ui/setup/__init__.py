"""Tests of Oppsett."""
