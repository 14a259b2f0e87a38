"""The name under which a fact is known in a Word file."""

from __future__ import annotations

import hashlib

_LONGEST = 64
"""Characters of a tag (ECMA-376 part 1, 17.5.2.42)."""


def fact_tag(fact: str) -> str:
    """The id of a fact, cut short with a digest where it is longer than Word takes."""
    if len(fact) <= _LONGEST:
        return fact
    digest = hashlib.sha256(fact.encode()).hexdigest()[:12]
    return f"{fact[: _LONGEST - len(digest) - 1]}~{digest}"
