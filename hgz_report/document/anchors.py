"""The places of a report in a Word file: hidden bookmarks, named after where their text stands, and the table of their origins.

A bookmark on a paragraph is `_hgz_b12_p3` (block 12, part 3), `_hgz_note_p0`, `_hgz_b4_p0_unit`; on the second number in it
`_hgz_b12_p3_n1`.  The table is a custom XML part, which programs that save the file anew carry along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from msgspec import Struct

from hgz_report.document.address import Address
from hgz_report.document.tree_file import origin_json, unpacked_origin
from hgz_report.origin import Origin
from hgz_report.problems import parsed_json

NAMESPACE = "urn:hgz-report:origins"
FORMAT = "1"
OURS = re.compile(r"_hgz_(?:b\d+|[a-z]+)_p\d+(?:_[a-z]+)?(?P<number>_n\d+)?")
"""The name of a bookmark of ours."""


class Extent(NamedTuple):
    """So many characters of one origin."""

    length: int
    origin: Origin


class NumberAnchor(NamedTuple):
    """What a number stands for, and how many characters of the text beside it its bookmark holds before and after it."""

    origin: Origin
    before: int = 0
    after: int = 0


class Anchor(Struct, frozen=True):
    """The bookmark of a passage: its name, the passage's kind, where its text comes from, and its numbers in order."""

    name: str
    kind: str
    extents: tuple[Extent, ...]
    numbers: tuple[NumberAnchor, ...] = ()
    digest: str = ""
    """Of its text, by which a change is seen where nobody has the text any more; "" in files of older programs."""


class AnchorTable(Struct, frozen=True):
    """What a Word file says of its bookmarks: the report, its date (2026-11-23), and the bookmarks in order."""

    report: str
    date: str
    anchors: tuple[Anchor, ...]


def text_digest(text: str) -> str:
    """Eight hexadecimal digits of the hash of a text, blanks left out."""
    return sha256("".join(text.split()).encode()).hexdigest()[:8]


def anchor_name(at: Address) -> str:
    """The bookmark of what stands at an address."""
    block = f"b{at.block}" if isinstance(at.block, int) else at.block
    return f"_hgz_{block}_p{at.part}" + (f"_{at.kind}" if at.kind != "text" else "")


def number_name(passage: str, number: int) -> str:
    """The bookmark of a number, counted from 0, in the passage of a bookmark."""
    return f"{passage}_n{number}"


def anchors_xml(table: AnchorTable) -> bytes:
    """The table as a custom XML part.

    Origins stand once, in order.  Of a bookmark `s` has the length of each stretch with the place of its origin, `@7`, or `+`
    for the next that no bookmark had yet; `n` has for each number the place of its stretch, and what stands beside it;
    `h` is the digest of its text, marks of notes left out.
    """
    places: dict[Origin, int] = {}
    rows = "".join(_row(anchor, places) for anchor in table.anchors)
    origins = "".join(f"<o>{escape(origin_json(origin), quote=False)}</o>" for origin in places)
    head = f'xmlns="{NAMESPACE}" format="{FORMAT}" report="{escape(table.report)}" date="{escape(table.date)}"'
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<origins {head}>{origins}{rows}</origins>').encode()


def read_anchors_xml(part: ElementTree.Element) -> AnchorTable:
    """The table that a part holds.  Raises ValueError for what is none of ours."""
    try:
        if part.tag != f"{{{NAMESPACE}}}origins" or part.get("format") != FORMAT:
            raise ValueError(part.tag)
        origins = [unpacked_origin(parsed_json(row.text or "")) for row in part.iter(f"{{{NAMESPACE}}}o")]
        anchors = tuple(_anchors(part.iter(f"{{{NAMESPACE}}}p"), origins))
        return AnchorTable(part.get("report", ""), part.get("date", ""), anchors)
    except (LookupError, TypeError, AttributeError, RuntimeError) as error:
        raise ValueError("no table of origins") from error


def _row(anchor: Anchor, places: dict[Origin, int]) -> str:
    extents = " ".join(f"{extent.length}{_place(extent.origin, places)}" for extent in anchor.extents)
    numbers = " ".join(_number(one, anchor.extents) for one in anchor.numbers)
    held = f' n="{numbers}"' if numbers else ""
    return f'<p at="{anchor.name}" is="{anchor.kind}" s="{extents}"{held} h="{anchor.digest}"/>'


def _place(origin: Origin, places: dict[Origin, int]) -> str:
    """The place of an origin; a plus for the next one that has not been named yet: short, and the same wherever it stands."""
    new = len(places)
    place = places.setdefault(origin, new)
    return "+" if place == new else f"@{place}"


def _number(bound: NumberAnchor, extents: Sequence[Extent]) -> str:
    """The first extent of a number's origin, and what its bookmark holds beside it."""
    at = next(at for at, extent in enumerate(extents) if extent.origin == bound.origin)
    return f"{at}:{bound.before}:{bound.after}" if bound.before or bound.after else str(at)


def _anchors(rows: Iterable[ElementTree.Element], origins: Sequence[Origin]) -> Iterator[Anchor]:
    new = iter(origins)
    for row in rows:
        extents = []
        for one in row.attrib["s"].split():
            length, known, place = one.removesuffix("+").partition("@")
            extents.append(Extent(int(length), origins[int(place)] if known else next(new)))
        numbers = tuple(_bounds(row.get("n", ""), extents))
        yield Anchor(row.attrib["at"], row.attrib["is"], tuple(extents), numbers, row.get("h", ""))


def _bounds(said: str, extents: Sequence[Extent]) -> Iterator[NumberAnchor]:
    for one in said.split():
        at, before, after = (*map(int, one.split(":")), 0, 0)[:3]
        yield NumberAnchor(extents[at].origin, before, after)
