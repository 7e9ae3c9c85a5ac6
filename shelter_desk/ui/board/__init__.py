"""The check-in board: who is in the house, and the acts of the door."""
