"""Forms of care: agreed checks, rounds, restrictions, who is kept apart."""
