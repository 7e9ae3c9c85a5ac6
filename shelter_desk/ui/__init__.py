"""What is shown: the only layer that knows Qt."""
