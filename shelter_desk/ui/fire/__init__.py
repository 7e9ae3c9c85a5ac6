"""The fire list at the desk: one key, paper, and numbers where there is no printer."""
