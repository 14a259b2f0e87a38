"""All doors."""

from __future__ import annotations

from collections.abc import Iterator

from tests.tools.hostile import config, data, documents, surroundings, tables, templates
from tests.tools.hostile.trial import Case


def cases() -> Iterator[Case]:
    """Every case of every door."""
    for door in (templates, data, config, documents, tables, surroundings):
        yield from door.cases()
