"""A store by content: the key of an entry is the hash of all that it was made of, the program included.

An entry is 32 bytes of SHA-256 and a pickle.  One that is cut, damaged, another's or of another program is as if it were not
there, and a store that can't be written keeps nothing: neither stops a run.  A folder that came from elsewhere is not read, for
a pickle can do harm: keys hold the number of the folder on its disk.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from hgz_report.cache.stamp import program_stamp
from hgz_report.cache.whole import put_whole, remove

FOLDER = ".cache"
MOST = 1_000_000_000
"""Bytes that a store may hold."""
_DIGEST = 32
_SAFE = frozenset({"builtins", "collections", "datetime", "decimal", "fractions", "pathlib", "pathlib._local", "re"})
_HARMLESS = frozenset({"set", "frozenset", "bytearray", "complex", "slice", "range", "OrderedDict", "defaultdict", "Counter",
                       "date", "Decimal", "Fraction", "PosixPath", "WindowsPath", "PurePosixPath", "_compile"})  # fmt: skip
_OURS = __name__.partition(".")[0]
_UNREADABLE = (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, MemoryError, RecursionError, TypeError,
               ValueError, pickle.UnpicklingError)  # fmt: skip
"""What reading a pickle may raise."""
T = TypeVar("T")


@dataclass
class Cache:
    """The store in `folder`; None keeps nothing."""

    folder: Path | None
    kept: int = field(default=0, init=False)
    """How many entries were put there by this run."""
    used: set[Path] = field(default_factory=set, init=False, repr=False)
    """The entries that this run read or put there."""
    spoilt: set[str] = field(default_factory=set, init=False, repr=False)
    """The entries that this run found damaged, from the folder on."""

    @classmethod
    def of(cls, root: Path) -> Cache:
        """The store of a project."""
        return cls(root / FOLDER)

    def remember(self, kind: str, made_of: bytes, make: Callable[[], T]) -> T:
        """What `make` gives, from the store if it was made of the same before."""
        found = self.recall(kind, made_of)
        if found is None:
            made = make()
            self.keep(kind, made_of, made)
            return made
        value: T = found[0]
        return value

    def recall(self, kind: str, made_of: bytes) -> tuple[Any] | None:
        """What was kept under a key, in a tuple of one; None where nothing was."""
        if self._home is None:
            return None
        path = self._path(kind, made_of)
        try:
            entry = path.read_bytes()
            if _seal(path, entry[_DIGEST:]) == entry[:_DIGEST]:
                found = (_Unpickler(BytesIO(entry[_DIGEST:])).load(),)
                self.used.add(path)
                return found
        except FileNotFoundError:
            return None
        except (OSError, *_UNREADABLE):
            pass
        self.spoilt.add(f"{kind}/{path.name}")
        return None

    def keep(self, kind: str, made_of: bytes, value: object) -> None:
        """Keep a value under a key, whole or not at all."""
        if self._home is None:
            return
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        path = self._path(kind, made_of)
        with suppress(OSError):
            put_whole(path, _seal(path, data), data, clearing=True)
            self.kept += 1
            self.used.add(path)

    def prune(self, most: int = MOST) -> None:
        """Let go of the entries that were not used for longest, until no more than `most` bytes are left.

        None that this run used is let go: they count as used now.
        """
        if self.folder is None:
            return
        for path in self.used:
            with suppress(OSError):
                os.utime(path)
        with suppress(OSError):
            held = 0
            for is_used, _, size, entry in sorted(self._entries(self.folder), reverse=True):
                held += size
                if held > most and not is_used:
                    remove(Path(entry))

    @property
    def writable(self) -> bool:
        """Whether there is a store, as far as can be told before something is put there."""
        return self._home is not None and os.access(self.folder or "", os.W_OK)

    @cached_property
    def _home(self) -> bytes | None:
        """Where the store is, by path and by its number on the disk; None where nothing can be kept."""
        if self.folder is None:
            return None
        try:
            self.folder.mkdir(exist_ok=True)
            there = self.folder.stat()
        except OSError:
            return None
        return f"{self.folder.absolute()} {there.st_dev} {there.st_ino}\n".encode()

    def _path(self, kind: str, made_of: bytes) -> Path:
        assert self.folder is not None
        key = sha256((self._home or b"") + program_stamp() + kind.encode() + b"\n" + made_of).hexdigest()
        return self.folder / kind / key

    def _entries(self, folder: Path) -> Iterator[tuple[bool, int, int, str]]:
        """Whether this run used it, when it was last used, its size in bytes, its file: of each of some thousand entries."""
        used = {os.fspath(path) for path in self.used}
        for kind in _inside(folder):
            for entry in _inside(kind):
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    yield entry.path in used, max(found.st_atime_ns, found.st_mtime_ns), found.st_size, entry.path


def _inside(folder: Path | os.DirEntry[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # a file, or gone
        return []


def digest_of(*parts: bytes) -> bytes:
    """One hash of several parts, whatever they hold."""
    return sha256(b"".join(sha256(part).digest() for part in parts)).digest()


def _seal(path: Path, data: bytes) -> bytes:
    """The hash by which an entry is known for whole, and for the one of this name."""
    return sha256(path.name.encode() + data).digest()


class _Unpickler(pickle.Unpickler):
    """Values of ours and plain ones; nothing that acts."""

    def find_class(self, module: str, name: str) -> Any:
        if module.partition(".")[0] == _OURS or (module in _SAFE and name in _HARMLESS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)
