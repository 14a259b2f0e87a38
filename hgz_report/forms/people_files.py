"""Which entries of a folder a person put there: what systems and open programs leave behind is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_LEFT_BEHIND = re.compile(r"\..*|~\$.*|~WR[A-Z]\d+\.tmp|thumbs\.db|desktop\.ini|__pycache__", re.IGNORECASE)
"""Hidden files, an office program's lock (`~$…`, `.~lock.…#`) and scratch files, the marks of file managers."""


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is nobody's."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def entries(folder: Path) -> Iterator[Path]:
    """What people put into a folder, by name.  Raises OSError."""
    return (path for path in sorted(folder.iterdir()) if not is_left_behind(path.name))
