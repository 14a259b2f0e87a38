"""The hash of a file, read once in a run."""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path

_known: dict[tuple[int, int, int, int], str] = {}
"""By device, number, size and time."""


def forget_hashes() -> None:
    """A new run begins: what was hashed before may have been written to without leaving a trace."""
    _known.clear()


def file_hash(path: Path) -> str:
    """SHA-256 in hexadecimal.  A file that stands under two names, on the shelf and in an edition, is read once, as long as
    nobody writes to it meanwhile.  Raises OSError.
    """
    with path.open("rb") as file:
        there = os.fstat(file.fileno())
        key = there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns
        found = _known.get(key) if there.st_ino else None
        if found is None:
            found = _known[key] = file_digest(file, "sha256").hexdigest()
        return found
