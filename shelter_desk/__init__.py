"""Shelter Desk: the front desk of a shelter."""
