"""Staff log-in, roles, lock state, audit chain."""
