"""The hash of a file, read once in a run."""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path

_MOST = 10_000
"""Files remembered; a run that looks at more begins anew."""
_known: dict[tuple[int, int, int, int], str] = {}


def file_hash(path: Path) -> str:
    """SHA-256 in hexadecimal.  A file that stands under two names, on the shelf and in an edition, is read once, as long as
    nobody writes to it meanwhile.  Raises OSError.
    """
    with path.open("rb") as file:
        there = os.fstat(file.fileno())
        key = there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns
        found = _known.get(key) if there.st_ino else None
        if found is None:
            if len(_known) >= _MOST:
                _known.clear()
            found = _known[key] = file_digest(file, "sha256").hexdigest()
        return found
