"""The stamp of the program: whatever else the inputs are, another program may make something else of them."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LEFT_OUT = "__pycache__"


@cache
def program_stamp() -> bytes:
    """SHA-256 of every file of this package, the installed packages by name and version, and the Python that runs them."""
    digest = sha256(f"{sys.implementation.cache_tag} {sys.version} {sys.byteorder}\n".encode())
    for folder, inside, files in os.walk(_PACKAGE):
        inside[:] = sorted(name for name in inside if name != _LEFT_OUT)
        for name in sorted(files):
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123  # 300 of them, in each run
                digest.update(f"{folder[len(str(_PACKAGE)) :]}/{name}\n".encode() + sha256(file.read()).digest())
    folders = dict.fromkeys(Path(entry) for entry in sys.path)
    installed = {path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}
    digest.update("\n".join(sorted(installed)).encode())
    return digest.digest()
