"""Pieces that know nothing of shelters."""
