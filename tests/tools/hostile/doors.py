"""All doors."""

from __future__ import annotations

from collections.abc import Iterator

from tests.tools.hostile import config, data, documents, inbox, mail, previews, returns, surroundings, tables, templates
from tests.tools.hostile.trial import Case


def cases() -> Iterator[Case]:
    """Every case of every door."""
    for door in (templates, data, config, documents, returns, tables, mail, inbox, previews, surroundings):
        yield from door.cases()
