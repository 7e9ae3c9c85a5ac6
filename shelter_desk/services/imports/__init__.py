"""Other programs' data, read with care: refused whole rather than taken in half."""
