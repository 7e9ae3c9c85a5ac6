"""The screen of the women the house knows: the list, and one woman's card."""
