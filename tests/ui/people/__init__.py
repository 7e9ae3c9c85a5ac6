"""The women's screen."""
