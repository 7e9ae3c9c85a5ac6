"""The fire list at the desk."""
