"""All doors."""

from __future__ import annotations

from collections.abc import Iterator

from tests.tools.hostile import (
    config,
    data,
    documents,
    growth,
    inbox,
    mail,
    much,
    previews,
    returns,
    surroundings,
    tables,
    templates,
)
from tests.tools.hostile.trial import Case

_DOORS = (templates, data, much, growth, config, documents, returns, tables, mail, inbox, previews, surroundings)


def cases() -> Iterator[Case]:
    """Every case of every door."""
    for door in _DOORS:
        yield from door.cases()
