"""Rapporter: what is printed, as it will lie on paper, and onto it (screens.md)."""
