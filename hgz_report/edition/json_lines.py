"""JSON for people with a version control system: a line for each value, Chinese as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

COMMA = ",\n"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """JSON without blanks, Chinese as it is."""
    return _JSON.encode(value)


def value_lines(values: Sequence[object]) -> str:
    """A list, a line for each of its values."""
    return f"[\n{COMMA.join(map(compact, values))}\n]" if values else "[]"


def mapping_lines(values: Mapping[str, object]) -> str:
    """A mapping, a line for each of its entries."""
    return f"{{\n{COMMA.join(_entries(values))}\n}}" if values else "{}"


def _entries(values: Mapping[str, object]) -> Iterator[str]:
    return (f"{compact(name)}:{compact(value)}" for name, value in values.items())
