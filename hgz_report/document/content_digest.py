"""A hash of what a reader of a report reads: its words, figures, tables, charts and head.

Where they come from does not count, nor faces and pages, nor the word across a draft: a line added to a data file changes
nothing for who has read the paper.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from hgz_report.problems import parsed_json

_UNREAD = frozenset({"draft", "slug"})


def content_digest(tree: bytes) -> str:
    """SHA-256 for a tree.json.  Raises ValueError for what is none."""
    try:
        read = _read(parsed_json(tree)["report"])
    except (LookupError, TypeError) as error:
        raise ValueError("no tree of a report") from error
    return hashlib.sha256(json.dumps(read, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(value: Any) -> Any:
    match value:
        case {"is": str(), **fields}:
            read = {key: _read(one) for key, one in fields.items() if key not in _UNREAD}
            return {key: one for key, one in read.items() if one is not None} | {"is": value["is"]}
        case {"said": list(pieces)}:
            return "".join(text for text, _ in pieces)
        case {"origin": int()} | {"where": [*_]}:
            return None
        case dict():
            return {key: _read(one) for key, one in value.items()}
        case list():
            return [_read(one) for one in value]
    return value
