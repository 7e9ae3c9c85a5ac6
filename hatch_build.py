"""Compile the words when the wheel is built, so that an installed desk starts fast."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "scripts"))


class CompileTranslations(BuildHookInterface[Any]):
    """Put a ``.mo`` beside every ``.po``; the wheel takes the whole folder."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered; an editable build reads them in place."""
        del version, build_data
        from translations import CATALOGUES, compile_file  # noqa: PLC0415 - needs the path above

        for source in sorted(CATALOGUES.glob("*.po")):
            compile_file(source)
