"""The first run: a few steps that make a house, all by keyboard, nothing on disk before the end."""
