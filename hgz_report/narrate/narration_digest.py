"""What a narration says, as a hash: two that have the same become the same document."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from hgz_report.document.ledger import CLOSE, MARK, OPEN, LedgerEntry, Said, Typed
from hgz_report.document.tree_file import origin_json
from hgz_report.narrate.narration import Narration


def narration_digest(narration: Narration) -> bytes:
    """32 bytes of the text, the lines of templates, and what the marks stand for: not of their numbers, which are others where
    a section was not told again.
    """
    cited = (f"{source} {number}" for source, number in narration.ledger.cited.items())
    entries: dict[str, int] = {}
    text = MARK.sub(lambda found: f"{OPEN}{entries.setdefault(found[1], len(entries))}{CLOSE}", narration.text)
    marked = (_entry(narration.ledger.entries[int(name)]) for name in entries)
    told = (text, "\n".join(_lines(narration)), "\n".join(cited))
    digest = sha256()
    for part in (*(text.encode("utf-8", "surrogatepass") for text in told), *marked):
        digest.update(b"%d " % len(part) + part)
    return digest.digest()


def _lines(narration: Narration) -> Iterator[str]:
    return (f"{place.file}:{place.line}:{place.column}" if place else "" for place in narration.places)


def _entry(entry: LedgerEntry) -> bytes:
    match entry:
        case Said(text, origin):
            return f"{text}\n{origin_json(origin)}".encode("utf-8", "surrogatepass")
        case Typed(at):
            return origin_json(at).encode("utf-8", "surrogatepass")
    out = BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # nothing as “the same as before”: what is alike is written alike
    pickler.dump(entry)
    return out.getvalue()
