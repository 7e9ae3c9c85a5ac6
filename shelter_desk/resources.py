"""Where the files beside the code lie: in the wheel, in the frozen build or in the checkout."""

from pathlib import Path


def resource_path(*parts: str) -> Path:
    """Return the path of a shipped file, for example ``resource_path("icons", "desk.png")``."""
    package = Path(__file__).resolve().parent
    packaged = package / "resources"
    root = packaged if packaged.is_dir() else package.parent / "resources"
    return root.joinpath(*parts)
