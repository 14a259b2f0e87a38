"""Trees of many reports in little room: origins and names of files stand once for all of them, leaves are short.

`shrunk` takes the content of a tree.json, `grown` gives it back as it was.  A leaf `{"is":"Text","text":t,"origin":{"origin":3}}`
is `{"T":[t,7]}`, a bound one `{"F":[t,7]}`, a text with one origin `{"S":[t,7]}`, a place `{"w":[0,12,3]}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

_LEAVES = {"Text": "T", "FactRef": "F"}
_NAMES = {short: name for name, short in _LEAVES.items()}


class Packing(Struct):
    """Gathers what the reports have in common: `origins` as JSON, `files` by name, each with its place."""

    origins: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def shrunk(self, value: Any, places: Sequence[int]) -> Any:
        """A part of a tree; `places`: where each origin of its own table stands in the common one."""
        match value:
            case {"is": "Text" | "FactRef" as kind, "text": str(text), "origin": {"origin": int(at)}}:
                return {_LEAVES[kind]: [text, places[at]]}
            case {"said": [[str(text), int(at)]], **rest} if not rest:
                return {"S": [text, places[at]]}
            case {"said": list(pieces), **rest} if not rest:
                return {"said": [[text, places[at]] for text, at in pieces]}
            case {"origin": int(at)}:
                return {"origin": places[at]}
            case {"where": [str(file), line, column]}:
                return {"w": [self.files.setdefault(file, len(self.files)), line, column]}
            case dict():
                return {key: self.shrunk(one, places) for key, one in value.items()}
            case list():
                return [self.shrunk(one, places) for one in value]
        return value

    def place(self, origin: str) -> int:
        """Where an origin stands in the common table."""
        return self.origins.setdefault(origin, len(self.origins))


def grown(value: Any, files: Sequence[str]) -> Any:
    """A part of a tree as it was, but for its origins, which are those of the common table.  Raises LookupError, TypeError."""
    match value:
        case {"T": [text, at]} | {"F": [text, at]}:
            return {"is": _NAMES[next(iter(value))], "text": text, "origin": {"origin": at}}
        case {"S": [text, at]}:
            return {"said": [[text, at]]}
        case {"w": [file, line, column]}:
            return {"where": [files[file], line, column]}
        case dict():
            return {key: grown(one, files) for key, one in value.items()}
        case list():
            return [grown(one, files) for one in value]
    return value
