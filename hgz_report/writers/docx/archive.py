"""A zip archive that depends on nothing but its members: fixed order, fixed times, no trace of the machine.

The archives of an edition have most of their members in common.  To pack a small one costs as much as to make ready for it, so
what was packed is remembered; the zip writer of the standard library can only pack anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

_LOCAL = Struct("<4s2B4HL2L2H")
_CENTRAL = Struct("<4s4B4HL2L5H2L")
_END = Struct("<4s4H2LH")
_VERSION = 20
"""Of the zip format: members packed by deflate."""
_STORED, _DEFLATED = 0, 8
_DAY = 1 << 5 | 1
"""1980-01-01, the earliest the format knows; it says nothing about the report."""
_MODE = 0o600 << 16
_REMEMBERED = 32_768
"""Bytes of a member: the text of a report is longer, and no other report has it."""


class Member(NamedTuple):
    """A file in an archive; `packed` False for what is compressed already."""

    name: str
    content: bytes
    packed: bool = True


def archive(members: Iterable[Member]) -> bytes:
    """The archive.  Names are ASCII, and no member is larger than 4 GB."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, content, packed in members:
        data = _deflated(content) if packed else content
        method = _DEFLATED if packed else _STORED
        sizes = zlib.crc32(content), len(data), len(content), len(name), 0
        said = name.encode("ascii")
        local = _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, method, 0, _DAY, *sizes)
        central = _CENTRAL.pack(b"PK\1\2", _VERSION, 0, _VERSION, 0, 0, method, 0, _DAY, *sizes, 0, 0, 0, _MODE, at)
        parts += local, said, data
        directory += central, said
        at += len(local) + len(said) + len(data)
    count, index = len(directory) // 2, b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(index), at, 0)
    return b"".join((*parts, index, end))


def _deflated(content: bytes) -> bytes:
    return _remembered(content) if len(content) <= _REMEMBERED else _deflate(content)


def _deflate(content: bytes) -> bytes:
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return squeezer.compress(content) + squeezer.flush()


_remembered = lru_cache(maxsize=128)(_deflate)
