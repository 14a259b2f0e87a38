"""Finished files by what they hold: written once, found by their hash, put into an edition without being written again."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.file_hash import file_hash
from hgz_report.cache.whole import put_whole


class FileContent(Struct, frozen=True):
    """What a file holds: its SHA-256 in hexadecimal and its size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> FileContent:
        """The content of some bytes."""
        return cls(sha256(data).hexdigest(), len(data))

    def stands(self, path: Path) -> bool:
        """Whether a file holds it."""
        try:
            if path.is_symlink() or path.stat().st_size != self.size:
                return False
            return file_hash(path) == self.sha256
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class FileShelf:
    """A folder of files named by their hash.  A file that was cut or changed there is as if it were not.

    `spare`: where files go when that folder can't be written; `spoilt`: the files found damaged, as `Cache.spoilt` names them.
    """

    folder: Path
    spare: Path | None = None
    spoilt: set[str] = field(default_factory=set, repr=False, compare=False)

    def put(self, data: bytes) -> FileContent:
        """Keep some bytes, whole or not at all, on the disk when this returns.  Raises OSError."""
        content = FileContent.of(data)
        if self.has(content):
            with suppress(OSError):
                os.utime(self.place(content))  # what is used stays longest
            return content
        try:
            put_whole(self.folder / content.sha256, data, lasting=True, clearing=True)
        except OSError:
            if self.spare is None:
                raise
            put_whole(self.spare / content.sha256, data, lasting=True, clearing=True)
        return content

    def place(self, content: FileContent) -> Path:
        """Where a content is, if it is there."""
        if self.spare and (spare := self.spare / content.sha256).exists():
            return spare
        return self.folder / content.sha256

    def has(self, content: FileContent) -> bool:
        """Whether it is there, whole."""
        path = self.place(content)
        if content.stands(path):
            return True
        if os.path.lexists(path):
            self.spoilt.add(f"{path.parent.name}/{path.name}")
        return False
