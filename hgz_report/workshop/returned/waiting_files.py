"""Word files that people changed and that wait to be read: in the inbox, beside an edition, in its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from hgz_report.edition.edition_folders import ASIDE
from hgz_report.edition.own_files import own_files
from hgz_report.forms.people_files import is_left_behind

INBOX, HANDLED = "inbox", "已处理"
_MOST = 500


class Waiting(Struct, frozen=True):
    """A file, from the project root, and why it is offered, in Chinese."""

    file: str
    why: str


def waiting_files(root: Path, output: str) -> list[Waiting]:
    """All there are, at most 500."""
    found = [*_in_inbox(root), *_beside_editions(root, root / output)]
    return found[:_MOST]


def _word_files(folder: Path) -> Iterator[Path]:
    try:
        paths = sorted(folder.rglob("*"))
    except OSError:
        return
    for path in paths:
        own = path.relative_to(folder).parts
        if path.suffix.lower() == ".docx" and path.is_file() and not any(map(is_left_behind, own)):
            yield path


def _in_inbox(root: Path) -> Iterator[Waiting]:
    for path in _word_files(root / INBOX):
        if HANDLED not in path.parts:
            yield Waiting(path.relative_to(root).as_posix(), "收到的")


def _beside_editions(root: Path, output: Path) -> Iterator[Waiting]:
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        if folder.name.endswith(ASIDE):
            for path in _word_files(folder):
                yield Waiting(path.relative_to(root).as_posix(), "发布以前留存的，有人改过")
            continue
        hashes = own_files(folder) or {}
        for path in _word_files(folder):
            known = hashes.get(path.name) if path.parent == folder else None
            if known is None:
                yield Waiting(path.relative_to(root).as_posix(), "不是发布的，另放的")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != known:
                yield Waiting(path.relative_to(root).as_posix(), "发布以后改过")
