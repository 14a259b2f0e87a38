"""What stands in files, as one hash."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path


def files_digest(root: Path, paths: Iterable[Path]) -> bytes:
    """A hash of files and folders under `root`: the name of each, which of the two it is, whether by a link, what stands in it
    if it can be read.
    """
    digest = sha256()
    for path in paths:
        name = os.fsencode(path.relative_to(root))
        digest.update(b"\n%d %d " % (len(name), path.is_dir() + 2 * path.is_symlink()) + name)
        if path.is_file():
            with suppress(OSError), path.open("rb") as file:  # who reads it says what is wrong
                digest.update(file_digest(file, "sha256").digest())
    return digest.digest()
