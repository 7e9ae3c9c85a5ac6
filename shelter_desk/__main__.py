"""The door: ``shelter-desk`` and ``python -m shelter_desk``."""

import sys

from shelter_desk.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
