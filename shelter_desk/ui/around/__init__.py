"""Forms about who else is in the house, who is on duty, and who has a room to herself."""
