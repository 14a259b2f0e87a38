"""A report's tree as a file: every block and leaf with its origin, read back as the tree it was.

Compact JSON.  A node is an object with its name under `is` and the fields that are not at their default; origins stand
once, in a table, and leaves name their place in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from msgspec import NODEFAULT, Struct, field

from hgz_report import origin as origins
from hgz_report.document import blocks, chart, letterhead
from hgz_report.origin import Attributed, Origin, Piece
from hgz_report.problems import Where, parsed_json

FORMAT = 1
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _is_node(kind: type[Any]) -> bool:
    return is_dataclass(kind) or issubclass(kind, Struct)


def _defaults(kind: type[Any]) -> Iterator[tuple[str, object]]:
    if is_dataclass(kind):  # bytes of pictures are no text
        yield from ((one.name, one.default) for one in fields(kind) if one.compare)
    else:
        names, given = kind.__struct_fields__, kind.__struct_defaults__
        yield from zip(names, (*[NODEFAULT] * (len(names) - len(given)), *given), strict=True)


_CLASSES: Mapping[str, type[Any]] = {
    name: thing
    for module in (blocks, chart, letterhead)
    for name, thing in vars(module).items()
    if isinstance(thing, type) and _is_node(thing) and thing.__module__ == module.__name__
}
_ORIGINS: Mapping[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        origins.Fact, origins.Derived, origins.PeriodOf, origins.Count, origins.Cited, origins.DataText, origins.Template,
        origins.Wording, origins.Config, origins.Allowed, origins.Recorded,
    )
}  # fmt: skip
_FIELDS: Mapping[type[Any], tuple[tuple[str, object], ...]] = {
    kind: tuple(_defaults(kind)) for kind in (*_CLASSES.values(), *_ORIGINS.values())
}
"""The names of a class's fields, each with its default (what equals nothing for none)."""
_KINDS_OF_ORIGIN = frozenset(_ORIGINS.values())


def tree_json(document: blocks.Document) -> bytes:
    """The tree of a numbered report."""
    writer = _Writer()
    tree = writer.packed(document)
    table = ",".join(map(origin_json, writer.table))
    text = f'{{"format":{FORMAT},"origins":[{table}],"report":{_JSON.encode(tree)}}}\n'
    return text.encode("utf-8", "surrogatepass")  # who looks at what can be shown says where half a character stands


def read_tree_json(data: bytes) -> blocks.Document:
    """The tree that a file holds.  Raises ValueError for what is none of ours."""
    try:
        content = parsed_json(data)
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        table = [unpacked_origin(one) for one in content["origins"]]
        return unpacked_tree(content["report"], table)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no tree of a report") from error


def unpacked_tree(packed: Any, table: Sequence[Origin]) -> blocks.Document:
    """The tree that plain values spell; `table`: its origins.  Raises ValueError for what is none of ours."""
    try:
        document = _unpacked(packed, table)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no tree of a report") from error
    if not isinstance(document, blocks.Document):
        raise ValueError("no tree of a report")
    return document


@lru_cache(maxsize=8192)
def origin_json(origin: Origin) -> str:
    """An origin as plain lists in compact JSON; kept, because the tree, the Word file and the next report say the same."""
    return _JSON.encode(packed_origin(origin))


def packed_origin(origin: Origin) -> list[Any]:
    """An origin as plain lists: its kind, then its fields, those of origins inside it included."""
    return [type(origin).__name__, *(_packed_field(getattr(origin, name)) for name, _ in _FIELDS[type(origin)])]


def unpacked_origin(packed: list[Any]) -> Origin:
    """The origin that plain lists spell.  Raises KeyError or TypeError for what is none."""
    name, *values = packed
    made: Origin = _ORIGINS[name](*map(_unpacked_field, values))
    return made


def _packed_field(value: object) -> object:
    match value:
        case Where(file, line, column):
            return {"file": file, "line": line, "column": column}
        case tuple():
            return [_packed_field(one) for one in value]
        case str() | int() | None:
            return value
    return {"origin": packed_origin(value)}  # type: ignore[arg-type]  # nothing else is a field of an origin


def _unpacked_field(value: object) -> object:
    match value:
        case {"origin": list(packed)}:
            return unpacked_origin(packed)
        case {"file": str(file), "line": int(line), "column": int(column)}:
            return Where(file, line, column)
        case list():
            return tuple(map(_unpacked_field, value))
    return value


class _Writer(Struct):
    """Packs values; `table` gathers their origins."""

    table: dict[Origin, int] = field(default_factory=dict)
    _placed: dict[int, tuple[int, Origin]] = field(default_factory=dict)
    """The places of origins by their ids: most stand in a document many times, and to compare them takes long."""

    def packed(self, value: object) -> object:
        kind: type[Any] = type(value)
        if kind in _FIELDS and kind not in _KINDS_OF_ORIGIN:
            return self._fields(value, kind)
        match value:
            case Attributed():
                return {"said": [[piece.text, self._place(piece.origin)] for piece in value.pieces]}
            case str() | int() | float() | None:
                return value
            case tuple():
                return [self.packed(one) for one in value]
            case Decimal():
                return {"number": str(value)}
            case Mapping():
                return {"map": {key: self.packed(one) for key, one in value.items()}}
            case Where():
                return {"where": [value.file, value.line, value.column]}
        return {"origin": self._place(value)}  # type: ignore[arg-type]  # nothing else is left

    def _fields(self, value: object, kind: type[Any]) -> object:
        packed: dict[str, object] = {"is": kind.__name__}
        for name, default in _FIELDS[kind]:
            one = getattr(value, name)
            if one is not default and one != default:
                packed[name] = self.packed(one)
        return packed

    def _place(self, origin: Origin) -> int:
        found = self._placed.get(id(origin))
        if found is None:
            found = self._placed[id(origin)] = self.table.setdefault(origin, len(self.table)), origin
        return found[0]


def _unpacked(value: Any, table: Sequence[Origin]) -> Any:
    match value:
        case {"is": str(name), **rest}:
            return _CLASSES[name](**{str(key): _unpacked(one, table) for key, one in rest.items()})
        case {"said": list(pieces)}:
            return Attributed(Piece(text, table[place]) for text, place in pieces)
        case {"number": str(digits)}:
            return Decimal(digits)
        case {"map": dict(pairs)}:
            return {key: _unpacked(one, table) for key, one in pairs.items()}
        case {"origin": int(place)}:
            return table[place]
        case {"where": [file, line, column]}:
            return Where(file, line, column)
        case list():
            return tuple(_unpacked(one, table) for one in value)
    return value
