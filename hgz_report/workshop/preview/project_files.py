"""The files that papers are made of, and how to tell that one of them was saved since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hgz_report.data.file_kinds import DATA
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES

FileStamp = tuple[int, int] | None
"""When a file was saved, in nanoseconds, and its bytes; None where there is none."""


def project_files(root: Path) -> dict[str, Path]:
    """All of them by their names from the root."""
    own = {CONFIG: root / CONFIG}
    for room in (DATA, TEMPLATES, PICTURES):
        own |= {path.relative_to(root).as_posix(): path for path in (root / room).rglob("*") if path.is_file()}
    return own


def file_stamp(path: Path) -> FileStamp:
    """What is another when the file was saved again."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_mtime_ns, there.st_size


def file_stamps(root: Path) -> Mapping[str, FileStamp]:
    """The stamps of all."""
    return {name: file_stamp(path) for name, path in project_files(root).items()}
