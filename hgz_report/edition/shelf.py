"""Finished files by what they hold: written once, found by their hash, put into an edition without being written again."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileContent:
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
            with path.open("rb") as file:
                return file_digest(file, "sha256").hexdigest() == self.sha256
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class FileShelf:
    """A folder of files named by their hash.  A file that was cut or changed there is as if it were not."""

    folder: Path

    def put(self, data: bytes) -> FileContent:
        """Keep some bytes, whole or not at all, on the disk when this returns.  Raises OSError."""
        content = FileContent.of(data)
        path = self.place(content)
        with suppress(OSError):
            if path.stat().st_size == content.size and content.stands(path):
                os.utime(path)  # what is used stays longest
                return content
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        return content

    def place(self, content: FileContent) -> Path:
        """Where a content is, if it is there."""
        return self.folder / content.sha256

    def has(self, content: FileContent) -> bool:
        """Whether it is there, whole."""
        return content.stands(self.place(content))
