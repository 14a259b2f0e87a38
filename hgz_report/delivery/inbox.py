"""What came back: forms and corrected papers that people put into inbox/.  They are listed, never applied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hgz_report.forms.people_files import entries

INBOX = "inbox"
HANDLED = "已处理"
"""A folder in it for what was dealt with."""
_KINDS = {
    ".xlsx": "报送表",
    ".xls": "报送表",
    ".csv": "报送表",
    ".docx": "改过的稿子",
    ".doc": "改过的稿子",
    ".pdf": "批过的稿子",
}


class Returned(NamedTuple):
    """A file that lies in the inbox, by its path below it; `kind` by its ending, in Chinese; size in bytes."""

    name: str
    kind: str
    size: int


def returned(root: Path) -> list[Returned]:
    """Everything that was not dealt with yet, by name.  What can't be read is passed over."""
    folder = root / INBOX
    return [
        Returned(
            path.relative_to(folder).as_posix(), _KINDS.get(path.suffix.casefold(), "别的文件"), path.stat().st_size
        )
        for path in _files(folder)
    ]


def _files(folder: Path) -> Iterator[Path]:
    try:
        there = list(entries(folder))
    except OSError:
        return
    for path in there:
        if path.is_dir() and not path.is_symlink():
            yield from _files(path) if path.name != HANDLED else ()
        elif path.is_file():
            yield path
