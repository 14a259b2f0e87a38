"""What a page for reading holds beside its texts, as the writer made it and as a reader finds it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct


class WebParts(Struct, frozen=True):
    """`head`: SHA-256 of all before the body; `links`: each in order as its address and the print of its title; `drawings`: each
    as its caption and its SHA-256.
    """

    head: str
    links: Sequence[tuple[str, str]]
    drawings: Sequence[tuple[str, str]]


def title_print(title: str) -> str:
    """A short hash of what a link says of itself; "" for nothing."""
    return hashlib.sha256(title.encode()).hexdigest()[:8] if title else ""
