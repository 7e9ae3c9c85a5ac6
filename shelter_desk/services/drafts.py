"""What is half written, sealed beside the database: it outlives the lock, a crash and a kill.

One file for each member of staff, opened with the key of the house and meant for her alone. A
draft lies on the machine it was typed on, also where the house is on a server.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from shelter_desk.store.disk import calm_disk, make_folder
from shelter_desk.store.sealed import SealedDamagedError, read_sealed, write_sealed


@dataclass(frozen=True)
class Draft:
    """What somebody had half written, by where it was typed; ``at`` is aware UTC."""

    at: datetime
    halves: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class DraftShelf:
    """Keeps drafts in ``folder``, sealed with ``key``. Raises the calm disk errors."""

    folder: Path
    key: bytes = field(repr=False)

    def keep(self, staff_id: int, halves: Mapping[str, Any], at: datetime) -> None:
        """Keep what she has half written, in place of what was kept before.

        ``halves`` are plain values, fit for JSON; none of them forgets the draft.
        """
        if not halves:
            self.forget(staff_id)
            return
        with calm_disk(self.folder):
            make_folder(self.folder)
        content = {"at": at.isoformat(), "halves": halves}
        data = json.dumps(content, ensure_ascii=False).encode()
        write_sealed(self._file(staff_id), self.key, data, _purpose(staff_id))

    def look(self, staff_id: int) -> Draft | None:
        """Return what she had half written; None also for a file that cannot be read."""
        try:
            data = read_sealed(self._file(staff_id), self.key, _purpose(staff_id))
            if data is None:
                return None
            content = json.loads(data)
            return Draft(datetime.fromisoformat(content["at"]), dict(content["halves"]))
        except (SealedDamagedError, ValueError, KeyError, TypeError):
            return None  # a draft that is no more must not keep anybody from the desk

    def forget(self, staff_id: int) -> None:
        """Keep nothing of hers: it was sent, or thrown away."""
        with calm_disk(self.folder):
            self._file(staff_id).unlink(missing_ok=True)

    def _file(self, staff_id: int) -> Path:
        # The name says nothing of whose it is to somebody who only sees the folder.
        name = hmac.digest(self.key, f"draft of {staff_id}".encode(), "sha256").hex()[:32]
        return self.folder / f"{name}.draft"


def _purpose(staff_id: int) -> str:
    return f"draft of {staff_id}"
