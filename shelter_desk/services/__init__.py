"""What a person at the desk does: one function, one transaction."""
