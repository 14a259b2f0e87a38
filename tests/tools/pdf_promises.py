"""What a reader with eyes and one without count on in a PDF, beyond what PDF/UA and PDF/A can say: that what it claims is so.

Heads of tables, the order of reading, bookmarks, links, dates and figures are held against what the pages print.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from tests.tools.pdf_positions import Char, Font, PageReader

_ABOVE = 56.0
"""pt: how far below the upper edge of what a link or bookmark shows its text may begin; a link shows a little above it."""
_OFF = 1.0
"""pt that a box may be beside its text."""
_HOLDERS = frozenset(("Document", "Part", "Table", "TR", "L", "TOC"))
_HEADING = re.compile(r"/H([1-6])")
Pages = Mapping[Any, PageReader]
"""Page object -> what it paints."""


@dataclass(slots=True)
class Element:
    """A structure element: its kids, its text, and the characters in it."""

    own: Any
    parent: Element | None = None
    kids: list[Element] = field(default_factory=list)
    chars: list[Char] = field(default_factory=list)
    marked: list[tuple[int, int]] = field(default_factory=list)
    """Page (from 1) and MCID of each content of its own."""
    annotations: list[Any] = field(default_factory=list)

    @property
    def role(self) -> str:
        return str(self.own.S)[1:]

    @property
    def text(self) -> str:
        """Without blanks, with that of the elements in it."""
        return _plain("".join(char.text for char in self.all_chars()))

    def all_chars(self) -> list[Char]:
        return [*self.chars, *(char for kid in self.kids for char in kid.all_chars())]

    def attribute(self, key: str) -> str:
        attributes = self.own.get("/A", ())
        held = (one for one in (attributes if isinstance(attributes, pikepdf.Array) else [attributes]) if key in one)
        return next((str(one[key]).removeprefix("/") for one in held), "")

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


Content = tuple[Element, int, int]
"""Marked content in the order in which it is read: its element, page and MCID."""


def broken_promises(data: bytes) -> list[str]:
    """All that a file says and does not keep, in words."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["no structure tree"]
        fonts: dict[Any, Font] = {}
        pages = {page.obj.objgen: PageReader(page, number, fonts) for number, page in enumerate(pdf.pages, 1)}
        flow: list[Content] = []
        roots = [_grown(kid, None, pages, flow) for kid in _array(pdf.Root.StructTreeRoot.K)]
        elements = [one for root in roots for one in root.walk()]
        return [
            *_tables(elements),
            *_lists(elements),
            *_figures(elements),
            *_notes(elements),
            *_order(flow),
            *_parents(pdf, elements),
            *_bookmarks(pdf, elements, pages),
            *_links(pdf, elements, pages),
            *_twice_said(pdf),
            *_page_numbers(pdf, pages),
        ]


def _grown(own: Any, parent: Element | None, pages: Pages, flow: list[Content]) -> Element:
    """An element with all below it; what they hold goes into `flow` as it is read."""
    element = Element(own, parent)
    for kid in _array(own.get("/K", pikepdf.Array())):
        reference = isinstance(kid, pikepdf.Dictionary)
        if reference and "/S" in kid:
            element.kids.append(_grown(kid, element, pages, flow))
        elif reference and "/MCID" not in kid:
            element.annotations.append(kid.Obj)
        else:
            page = pages[(kid.get("/Pg", own.get("/Pg")) if reference else own.Pg).objgen]
            mcid = int(kid.MCID if reference else kid)
            element.chars += page.marked.get(mcid, [])
            element.marked.append((page.number, mcid))
            flow.append((element, page.number, mcid))
    return element


def _tables(elements: Sequence[Element]) -> Iterator[str]:
    """The first row has the heads of columns, no other row any; a row's head is its first cell."""
    for table in (one for one in elements if one.role == "Table"):
        rows = [kid for kid in table.kids if kid.role == "TR"]
        said = f"table “{table.text[:20]}”"
        if not rows or any((cell.role, cell.attribute("/Scope")) != ("TH", "Column") for cell in rows[0].kids):
            yield f"{said}: its first row is not all heads of columns"
        for row in rows[1:]:
            heads = [at for at, cell in enumerate(row.kids) if cell.role == "TH"]
            if heads not in ([], [0]) or any(row.kids[at].attribute("/Scope") != "Row" for at in heads):
                yield f"{said}: heads of a row in other places than the first: {row.text[:20]}"


def _lists(elements: Sequence[Element]) -> Iterator[str]:
    """An entry is a label and what it labels, and the list says how it is labelled."""
    for one in (one for one in elements if one.role == "L"):
        entries = [kid for kid in one.kids if kid.role == "LI"]
        kinds = {tuple(kid.role for kid in entry.kids) for entry in entries}
        if not kinds <= {("LBody",), ("Lbl", "LBody")}:
            yield f"a list “{one.text[:20]}” has entries that are not a label and a body: {sorted(kinds)}"
        labels = [kid.text for entry in entries for kid in entry.kids if kid.role == "Lbl"]
        numbered = any(re.search(r"\d|[一二三四五六七八九十]", label) for label in labels)
        kind = "None" if not labels else "Decimal" if numbered else "Disc"
        if one.attribute("/ListNumbering") != kind:
            yield f"a list “{one.text[:20]}” says {one.attribute('/ListNumbering')} of its labels and has {labels[:2]}"


def _figures(elements: Sequence[Element]) -> Iterator[str]:
    for one in (one for one in elements if one.role == "Figure"):
        if not one.attribute("/BBox"):
            yield f"a figure has no box: {str(one.own.get('/Alt', ''))[:20]}"
    for one in elements:
        if "/Alt" in one.own and one.role != "Figure":
            yield f"a {one.role} has the words of a figure: {str(one.own.Alt)[:20]}"


def _notes(elements: Sequence[Element]) -> Iterator[str]:
    """Each has an id of its own (PDF/UA-1 7.9)."""
    ids = [str(one.own.get("/ID", "")) for one in elements if one.role == "Note"]
    if "" in ids or len(set(ids)) < len(ids):
        yield f"notes without an id of their own: {ids}"


def _order(flow: Sequence[Content]) -> Iterator[str]:
    """What is read begins down the pages as it was painted; a note is read where it is mentioned and stands at the foot."""
    last = (0, -1)
    for element, page, mcid in flow:
        begins = element.marked[0] == (page, mcid)
        if begins and not any(above.role == "Note" for above in _upwards(element)):
            if (page, mcid) < last:
                yield f"page {page}: read after what stands below it: {element.text[:20]}"
            last = (page, mcid)


def _upwards(element: Element) -> Iterator[Element]:
    at: Element | None = element
    while at is not None:
        yield at
        at = at.parent


def _parents(pdf: Any, elements: Sequence[Element]) -> Iterator[str]:
    """From what is marked back to its element (ISO 32000-1 14.7.4.4)."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    keys = [int(page.get("/StructParents", -1)) for page in pdf.pages]
    if len(set(keys)) < len(keys):
        yield f"pages with the same key in the parent tree: {keys}"
        return
    for one in elements:
        for page, mcid in one.marked:
            behind = tree.get(keys[page - 1], [])
            if mcid >= len(behind) or behind[mcid].objgen != one.own.objgen:
                yield f"page {page}: the parent tree has another element behind {mcid}: {one.text[:20]}"
        for annotation in one.annotations:
            found = tree.get(int(annotation.get("/StructParent", -1)))
            if found is None or found.objgen != one.own.objgen:
                yield f"a link does not lead back to its element: {one.text[:20]}"


def _bookmarks(pdf: Any, elements: Sequence[Element], pages: Pages) -> Iterator[str]:
    """Every heading has its bookmark, which leads to it, and there are no others."""
    headings = [one for one in elements if _HEADING.fullmatch(str(one.own.S))]
    entries = list(_entries(pdf.Root.Outlines, 1)) if "/Outlines" in pdf.Root else []
    texts, titles = [one.text for one in headings], [_plain(str(entry.Title)) for entry, _ in entries]
    if len(texts) != len(titles) or any(not title.endswith(text) for text, title in zip(texts, titles, strict=True)):
        yield f"bookmarks and headings differ: {_first_difference(texts, titles)}"
        return
    if "/Outlines" in pdf.Root and int(pdf.Root.Outlines.Count) != sum(level == 1 for _, level in entries):
        yield "the bookmarks are counted wrongly"
    for heading, (entry, _) in zip(headings, entries, strict=True):
        first = min(heading.all_chars(), key=lambda char: (char.page, -char.y))
        if not _leads_to(entry.Dest, first, pages):
            yield f"the bookmark “{entry.Title}” leads elsewhere"


def _entries(parent: Any, level: int) -> Iterator[tuple[Any, int]]:
    entry = parent.get("/First")
    count = 0
    while entry is not None:
        count += 1
        yield entry, level
        below = list(_entries(entry, level + 1))
        yield from below
        if level > 1 or below:
            assert abs(int(entry.get("/Count", 0))) == sum(one == level + 1 for _, one in below), "wrong count"
        entry = entry.get("/Next")


def _first_difference(texts: Sequence[str], titles: Sequence[str]) -> str:
    for text, title in zip([*texts, ""], [*titles, ""], strict=False):
        if not title.endswith(text) or not text:
            return f"“{text[:20]}” and “{title[:20]}”"
    return f"{len(texts)} and {len(titles)}"


def _leads_to(place: Any, char: Char, pages: Pages) -> bool:
    return pages[place[0].objgen].number == char.page and 0 <= float(place[3]) - char.y <= _ABOVE


def _links(pdf: Any, elements: Sequence[Element], pages: Pages) -> Iterator[str]:
    """Each link lies on the words that it is, is on a page and in the tree once, and leads to what it says."""
    shown = [one.objgen for page in pdf.pages for one in page.get("/Annots", ())]
    told = [one.objgen for element in elements for one in element.annotations]
    if sorted(shown) != sorted(told):
        yield f"{len(shown)} links on the pages, {len(told)} in the structure"
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    begins = _begins(elements)
    for element in (one for one in elements if one.role == "Link"):
        if not element.annotations:
            yield f"a link of words alone: {element.text[:20]}"
        for annotation in element.annotations:
            page = numbers.get(annotation.get("/P", pikepdf.Dictionary()).objgen, 0)
            left, bottom, right, top = (float(edge) for edge in annotation.Rect)
            inside = [
                char
                for char in element.all_chars()
                if char.page == page and left - _OFF < char.x < right + _OFF and bottom - _OFF < char.y < top + _OFF
            ]
            if not inside:
                yield f"a link lies beside its words: {element.text[:20]}"
            action = annotation.A
            if action.S == "/GoTo" and not _said_rightly(action.D, str(annotation.get("/Contents", "")), begins, pages):
                yield f"a link leads elsewhere than it says: {annotation.get('/Contents', '')}"


def _begins(elements: Sequence[Element]) -> list[tuple[int, float, str]]:
    """Page, upper edge and text of everything that begins; of a figure those of its caption."""
    found = []
    for one in elements:
        chars = one.all_chars()
        if not chars or one.role in _HOLDERS:
            continue
        box = next((each.BBox for each in one.own.get("/A", ()) if "/BBox" in each), None)
        captions = [kid.text for kid in one.kids if kid.role == "Caption"]
        top = chars[0].y if box is None else float(box[3])
        found.append((chars[0].page, top, captions[0] if captions else one.text))
    return found


def _said_rightly(place: Any, said: str, begins: Sequence[tuple[int, float, str]], pages: Pages) -> bool:
    words = _plain(said.removeprefix("转到："))
    number, top = pages[place[0].objgen].number, float(place[3])
    near = [text for page, y, text in begins if page == number and 0 <= top - y <= _ABOVE]
    return any(text and (words.endswith(text) or text.startswith(words)) for text in near)


def _twice_said(pdf: Any) -> Iterator[str]:
    """Title, author and dates stand in two places, and the day of writing is the day of change."""
    info = pdf.docinfo
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        pairs = {
            "title": (str(info.get("/Title", "")), meta.get("dc:title")),
            "author": (str(info.get("/Author", "")), "".join(meta.get("dc:creator", ()))),
            "day of writing": (_day(str(info.get("/CreationDate", ""))), str(meta.get("xmp:CreateDate"))[:10]),
            "day of change": (_day(str(info.get("/ModDate", ""))), str(meta.get("xmp:ModifyDate"))[:10]),
            "days": (_day(str(info.get("/CreationDate", ""))), _day(str(info.get("/ModDate", "")))),
        }
    for name, (one, other) in pairs.items():
        if one != other:
            yield f"{name}: “{one}” and “{other}”"


def _day(said: str) -> str:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", said)
    return "-".join(found.groups()) if found else said


def _page_numbers(pdf: Any, pages: Pages) -> Iterator[str]:
    """What a reader's program calls a page is what is printed at its foot."""
    if "/PageLabels" in pdf.Root:
        yield "pages have names of their own"
    for page in pages.values():
        printed = re.findall(r"—(\d+)—", _plain("".join(char.text for char in page.marked.get(None, []))))
        if printed and printed[-1] != str(page.number):
            yield f"page {page.number} says that it is {printed[-1]}"


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _array(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
