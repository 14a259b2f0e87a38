"""Where the tables of a font file lie (OpenType, “Organization of an OpenType font”), and a file of some of them alone."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from struct import Struct, unpack_from
from typing import BinaryIO

_HEAD, _ENTRY = Struct(">4s4H"), Struct(">4s3I")
"""The beginning of a file, and an entry for each table: tag, checksum, place, length."""


def tables(file: BinaryIO, index: int) -> dict[str, tuple[int, int]]:
    """Place and length of every table of a font file, or of a face of a collection.

    Raises struct.error where it is cut short.
    """
    head = file.read(_HEAD.size)
    start = 0
    if head[:4] == b"ttcf":
        file.seek(12 + 4 * index)
        start = int(unpack_from(">I", file.read(4))[0])
        file.seek(start)
        head = file.read(_HEAD.size)
    count = _HEAD.unpack(head)[1]
    file.seek(start + _HEAD.size)
    entries = _ENTRY.iter_unpack(file.read(_ENTRY.size * count))
    return {tag.decode("latin-1"): (place, length) for tag, _, place, length in entries}


def extract(path: Path, index: int, tags: Collection[str]) -> bytes:
    """A font file of those tables of a face that have these tags.  Read, not mapped: what a map has shown stays in memory."""
    with path.open("rb") as file:
        found = {tag: at for tag, at in sorted(tables(file, index).items()) if tag in tags}
        kind = b"OTTO" if "CFF " in found else b"\0\1\0\0"
        place = _HEAD.size + _ENTRY.size * len(found)
        entries, contents = [_HEAD.pack(kind, len(found), 0, 0, 0)], list[bytes]()
        for tag, (start, length) in found.items():
            entries.append(_ENTRY.pack(tag.encode("latin-1"), 0, place, length))
            file.seek(start)
            contents += file.read(length), bytes(-length % 4)
            place += length + -length % 4
    return b"".join((*entries, *contents))
