"""Where it is kept: engine, key, upgrade, backup, change feed."""
