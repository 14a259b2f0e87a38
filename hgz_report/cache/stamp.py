"""The stamp of the program: whatever else the inputs are, another program may make something else of them."""

from __future__ import annotations

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
    for path in sorted(_PACKAGE.rglob("*")):
        if _LEFT_OUT not in path.parts and path.is_file():
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode() + sha256(path.read_bytes()).digest())
    folders = dict.fromkeys(Path(entry) for entry in sys.path)
    installed = {path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info")}
    digest.update("\n".join(sorted(installed)).encode())
    return digest.digest()
