"""trace.json: every number of every finished file, what stands behind it, and where it is printed.

One version of a report holds the files that were made from one document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, field

from hgz_report.document.blocks import ChartBlock, Document, Toc
from hgz_report.document.chart_table import data_passages
from hgz_report.document.passage import Passage
from hgz_report.document.tree_file import packed_origin
from hgz_report.document.web_parts import WebParts
from hgz_report.language.numbers import find
from hgz_report.origin import Origin, Wording, spelled
from hgz_report.problems import parsed_json
from hgz_report.provenance.accounts import Account, Accounted
from hgz_report.provenance.laid_passages import contents, lettering
from hgz_report.provenance.places import PageBox, Places, chart_pages, furniture
from hgz_report.readers.page_print import page_print

if TYPE_CHECKING:
    from hgz_report.layout.laid_out import Layout
    from hgz_report.readers.content import ShownDrawing

TRACE = "trace.json"
FORMAT = 4
LETTERS = "label:chart"
"""Behind letters of a native chart that are no fact: years, names, what is printed elsewhere too."""


class Traced(Struct, frozen=True):
    """A unit of a finished report, its page, and the places of the layout where its text stands; None if it is only said, or
    outside the structure.
    """

    accounted: Accounted
    page: int
    places: Places | None

    def box(self, start: int, end: int) -> PageBox | None:
        """Where some of its characters stand."""
        return self.places.box(self.accounted.unit, start, end) if self.places else None


Letterings: TypeAlias = "Sequence[Sequence[Sequence[tuple[str, str]]]]"
"""Of each native chart of a DOCX its letters, each in pieces of text with their facts or ""."""


class Painted(Struct, frozen=True):
    """What a PDF paints: the content stream of each page of `size` pt, and the SHA-256 of its fonts by name."""

    size: tuple[float, float] = (0.0, 0.0)
    pages: Sequence[bytes] = ()
    faces: Mapping[str, str] = field(default_factory=dict)


def traced(layout: Layout, accounts: Sequence[Accounted], *, data: bool = False) -> tuple[Traced, ...]:
    """What the files made from a layout hold; `data`: the tables behind the charts of a page for reading, too."""
    units = [unit for accounted in _in_order(accounts, layout) for unit in _filled(accounted, layout, data=data)]
    places, drawn_on = Places(layout), chart_pages(layout)
    out: list[Traced] = []
    page = 1
    for accounted in units:
        chart = accounted.unit.source
        if isinstance(chart, ChartBlock):
            page = drawn_on.get(chart.label, page)
            out.append(Traced(accounted, page, places if accounted.unit.kind == "chart" else None))
            continue
        page = places.page(accounted.unit) or page
        out.append(Traced(accounted, page, places))
    for number, text in enumerate(furniture(layout), 1):
        out.append(Traced(_labelled(Passage("furniture", text=text)), number, None))
    return tuple(out)


def _in_order(accounts: Sequence[Accounted], layout: Layout) -> list[Accounted]:
    """Accounts in the order in which layout left the blocks; what stands outside the blocks keeps its place."""
    order = {laid.place: at for at, laid in enumerate(layout.blocks)}
    inside = [at for at, one in enumerate(accounts) if one.unit.block >= 0]
    out = list(accounts)
    for at, moved in zip(inside, sorted(inside, key=lambda at: order.get(accounts[at].unit.block, -1)), strict=True):
        out[at] = accounts[moved]
    return out


def version(
    document: Document,
    files: Mapping[str, bytes],
    units: Sequence[Traced],
    letters: Letterings,
    painted: Painted,
    web: WebParts | None = None,
) -> dict[str, Any]:
    """A version of a report as plain fields.  What a DOCX draws is read back from the finished file."""
    headings: dict[str, int] = {}
    origins: dict[Origin, int] = {}
    rows = [_row(item, headings, origins) for item in units]
    return {
        "slug": document.slug,
        "title": document.title,
        **({"draft": document.draft} if document.draft else {}),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
        "drawings": [
            [one.caption, one.form] for name in files if name.endswith(".docx") for one in _drawings(files[name])
        ],
        "pages": [page_print(content, *painted.size) for content in painted.pages],
        "faces": dict(sorted(painted.faces.items())),
        "charts": [[[[text, fact or LETTERS] for text, fact in letter] for letter in chart] for chart in letters],
        **({"web": _web(web)} if web else {}),
        "headings": list(headings),
        "origins": [packed_origin(origin) for origin in origins],
        "units": rows,
    }


def _web(web: WebParts) -> dict[str, Any]:
    """Each address with its title once, and the links in order by their places among them."""
    places: dict[tuple[str, str], int] = {}
    order = [places.setdefault(link, len(places)) for link in web.links]
    return {"head": web.head, "addresses": [*places], "links": order, "drawings": web.drawings}


def _drawings(data: bytes) -> Sequence[ShownDrawing]:
    from hgz_report.readers.docx import read_drawings

    return read_drawings(data)


def trace_json(
    edition: str,
    date: str,
    versions: Sequence[bytes],
    meanings: Mapping[str, Sequence[str]],
    names: Iterable[str],
    booklet: Mapping[str, Any] | None = None,
) -> bytes:
    """The file; `versions`: each `as_line`; `meanings`: binding → what it is, in words, and its line of data; `names`: of zones,
    places, indicators.
    """
    content = {
        "format": FORMAT,
        "edition": edition,
        "date": date,
        "meanings": {binding: said for binding, (said, _) in sorted(meanings.items())},
        "wheres": {binding: where for binding, (_, where) in sorted(meanings.items()) if where},
        "names": sorted(names),
        **({"booklet": booklet} if booklet else {}),
    }
    # Joined once, from the pieces: a copy more is 8 MB for 178 zones, at the moment when a run holds most.
    pieces = chain.from_iterable((b",", one) for one in versions)
    return b"".join((as_line(content)[:-1], b',"reports":[', *islice(pieces, 1, None), b"]}\n"))


def as_line(content: Mapping[str, Any]) -> bytes:
    """A part of the file, without blanks."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def read_trace(folder: Path) -> dict[str, Any]:
    """The trace of an edition's folder; one without reports where there is none, or none of ours."""
    try:
        content = parsed_json((folder / TRACE).read_text(encoding="utf-8"))
        if content["format"] == FORMAT and isinstance(content["reports"], list):
            return dict(content)
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return {"reports": [], "meanings": {}, "wheres": {}}


def bindings(versions: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every binding that the numbers of some versions have."""
    return {span[2] for one in versions for row in one["units"] for span in row[4]}


def _filled(accounted: Accounted, layout: Layout, *, data: bool) -> Iterator[Accounted]:
    """An empty unit as the entries or lines it stands for; any other as it is."""
    unit = accounted.unit
    if unit.kind not in ("chart", "contents"):
        yield accounted
        return
    found: Iterator[Passage]
    match unit.source:
        case ChartBlock() as chart:
            drawn = [one for one in layout.charts() if one[0] is chart]
            found = chain.from_iterable(lettering(*one) for one in drawn)
            if data and drawn:
                found = chain(found, data_passages(chart))
        case Toc() as toc if toc in layout.document.blocks:
            found = contents(toc, layout)
        case _:  # a report too short for its contents
            return
    for one in found:
        one.heading, one.block = unit.heading, unit.block
        yield _labelled(one)


def _labelled(unit: Passage) -> Accounted:
    """A unit all of whose numbers are printed a second time or count pages, but for what is bound."""
    accounts = []
    for number in find(unit.text):
        held = (s.origin for s in unit.stretches if s.start < number.end and number.start < s.end)
        accounts.append(Account(number, next(held, Wording(unit.kind))))
    return Accounted(unit, tuple(accounts))


def _row(item: Traced, headings: dict[str, int], origins: dict[Origin, int]) -> list[Any]:
    """Kind, heading, page, text, its numbers with their boxes, the end of each stretch with the place of its origin, and its
    block, row and column.
    """
    unit = item.accounted.unit
    heading = headings.setdefault(unit.heading, len(headings))
    numbers = [_span(account, item) for account in item.accounted.accounts]
    stretches = [at for s in unit.stretches for at in (s.end, origins.setdefault(s.origin, len(origins)))]
    return [unit.kind, heading, item.page, unit.text, numbers, stretches, [unit.block, unit.row, unit.column]]


def _span(account: Account, item: Traced) -> list[Any]:
    number = account.number
    span: list[Any] = [number.start, number.end, spelled(account.origin) if account.origin else ""]
    box = item.box(number.start, number.end)
    if box is None:
        return span
    return [*span, box.page, *(round(edge, 1) for edge in (box.x0, box.y0, box.x1, box.y1))]
