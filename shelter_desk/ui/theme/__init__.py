"""The look: colours, type, icons and shapes, all from one table of tokens."""

from shelter_desk.ui.theme.theme import Theme
from shelter_desk.ui.theme.tokens import Look, Scheme, Shape, Status, Tokens

__all__ = ["Look", "Scheme", "Shape", "Status", "Theme", "Tokens"]
