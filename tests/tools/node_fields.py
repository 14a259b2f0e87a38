"""The fields of the nodes of a document, whichever way their class is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from msgspec import NODEFAULT, Struct, structs


def is_node(value: object) -> bool:
    """Whether a value has fields."""
    return isinstance(value, Struct) or (is_dataclass(value) and not isinstance(value, type))


def fields_of(node: Any) -> Iterator[tuple[str, Any, object]]:
    """Name, value and default (what equals nothing for none) of each field."""
    if isinstance(node, Struct):
        names, given = node.__struct_fields__, node.__struct_defaults__
        defaults = (*[NODEFAULT] * (len(names) - len(given)), *map(_made, given))
        yield from ((name, getattr(node, name), default) for name, default in zip(names, defaults, strict=True))
    else:
        yield from ((one.name, getattr(node, one.name), one.default) for one in fields(node))


def _made(default: Any) -> object:
    return default.factory() if hasattr(default, "factory") else default


def with_fields(node: Any, values: dict[str, Any]) -> Any:
    """The node with other values."""
    return structs.replace(node, **values) if isinstance(node, Struct) else replace(node, **values)
