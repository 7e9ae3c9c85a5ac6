"""The real window, the real machine."""
