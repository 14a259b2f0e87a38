"""The texts of a tagged PDF in the order of its structure tree, and everything painted outside the tree page by page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from hgz_report.readers.content import HOLDERS, Content, GridPlace, Segment, Unjudged
from hgz_report.readers.pdf_fonts import Codes
from hgz_report.readers.pdf_opening import BROKEN, opened

_BLANK = re.compile(r"\s")
_TAIL = 2048
_FIGURE = "/Figure"
_DEEPEST = 12
"""Form XObjects within each other."""


def read_pdf(data: bytes) -> Content:
    """Raises Unjudged for what is no whole, open, tagged PDF."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_TAIL:]:
        raise Unjudged("不是完整的 PDF 文件，读不出来", "文件可能没有传完，重新取一份")
    try:
        with opened(data) as reader:
            return _read(reader)
    except BROKEN:
        raise Unjudged("PDF 文件损坏了，读不出来", "重新取一份") from None


def _read(reader: PdfReader) -> Content:
    if reader.is_encrypted:
        raise Unjudged("PDF 文件加了密", "去掉密码另存一份再核查")
    root = reader.root_object
    if "/StructTreeRoot" not in root:
        raise Unjudged("不是本程序做的 PDF，或者标记结构被去掉了，没法核对", "核查发布的原件；改稿请在 DOCX 上改")
    pages = [_Page(reader, page) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    walker = _Walker(pages, numbers)
    walker.walk(root["/StructTreeRoot"], None)
    segments = walker.segments
    for number, page in enumerate(pages, 1):
        outside = [text for mcid, texts in page.marked.items() for text in texts if (number, mcid) not in walker.taken]
        segments.append(Segment(_plain("".join(outside)), number, kind="margin"))
        segments += (Segment(_plain(text), number, kind="margin") for text in page.remarks)
    info: Mapping[str, object] = reader.metadata or {}
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(info.get("/CreationDate", "")))
    return Content(str(info.get("/Title", "")), "-".join(date.groups()) if date else "", segments,
                   maker=str(info.get("/Producer", "")), paged=True)  # fmt: skip


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


_NO_CELL = GridPlace(-1, -1, -1)


@dataclass(slots=True)
class _Walker:
    """Gathers the text of every element that holds lines; a figure's letters string by string."""

    pages: list[_Page]
    numbers: dict[int, int]
    segments: list[Segment] = field(default_factory=list)
    taken: set[tuple[int, int | None]] = field(default_factory=set)
    _cell: GridPlace = _NO_CELL
    """The last cell."""

    def walk(self, element: Any, page: int | None) -> None:
        role = str(element.get("/S", ""))
        page = self._page(element, page)
        if role.removeprefix("/") in HOLDERS:
            self._holder(element, role, page)
            return
        if role == "/Table":
            self._cell = GridPlace(self._cell.table + 1, -1, -1)
        elif role == "/TR":
            self._cell = GridPlace(self._cell.table, self._cell.row + 1, -1)
        elif role == _FIGURE:
            self.segments.append(Segment(_plain(str(element.get("/Alt", ""))), (page or 0) + 1, kind="alt"))
        for kid in _kids(element):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                self.walk(kid, page)
            elif marked := self._marked(kid, page):
                at, texts = marked
                self.segments += (Segment(_plain(text), at) for text in texts)

    def _holder(self, element: Any, role: str, page: int | None) -> None:
        found = list(self._below(element, page))
        text = _plain("".join(text for _, texts in found for text in texts))
        cell = None
        if role in ("/TD", "/TH"):
            self._cell = cell = self._cell._replace(column=self._cell.column + 1)
        heading = bool(re.fullmatch(r"/H[2-6]", role))
        self.segments.append(Segment(text, found[0][0] if found else 0, heading=heading, cell=cell))

    def _below(self, element: Any, page: int | None) -> Iterator[tuple[int, list[str]]]:
        page = self._page(element, page)
        for kid in _kids(element):
            if isinstance(kid, DictionaryObject) and "/S" in kid:
                yield from self._below(kid, page)
            elif marked := self._marked(kid, page):
                yield marked

    def _page(self, element: Any, page: int | None) -> int | None:
        reference = element.raw_get("/Pg") if "/Pg" in element else None
        return self.numbers.get(reference.idnum, page) if isinstance(reference, IndirectObject) else page

    def _marked(self, kid: Any, page: int | None) -> tuple[int, list[str]] | None:
        if isinstance(kid, DictionaryObject):
            if "/MCID" not in kid:
                return None
            kid, page = kid["/MCID"], self._page(kid, page)
        if page is None or not isinstance(kid, int):
            return None
        key = (page + 1, int(kid))
        if key in self.taken:
            return None
        self.taken.add(key)
        return page + 1, self.pages[page].marked.get(int(kid), [])


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get("/K", ())
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    for kid in kids if isinstance(kids, ArrayObject) else (kids,):
        yield kid.get_object() if isinstance(kid, IndirectObject) else kid


class _Page:
    """What a page paints, by MCID (None: outside marked content), and what its annotations say."""

    def __init__(self, reader: PdfReader, page: Any) -> None:
        self.marked: dict[int | None, list[str]] = defaultdict(list)
        self.remarks = list(_remarks(page))
        self._reader = reader
        self._open: list[int | None] = []
        contents = page.get_contents()
        if contents is not None:
            self._run(contents, page.get("/Resources", DictionaryObject()), 0)

    def _run(self, stream: StreamObject, resources: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unjudged("PDF 里的图形套得太深，读不出来")
        resources = resources.get_object()
        fonts: dict[str, Codes] = {}
        codes: Codes | None = None
        content = stream if isinstance(stream, ContentStream) else ContentStream(stream, self._reader)
        for operands, operator in content.operations:
            match operator:
                case b"BDC" | b"BMC":
                    self._open.append(self._mcid(operands, resources))
                case b"EMC" if self._open:
                    self._open.pop()
                case b"Tf":
                    name = str(operands[0])
                    if name not in fonts:
                        fonts[name] = Codes(resources["/Font"][name].get_object())
                    codes = fonts[name]
                case b"Tj" | b"'" | b'"' | b"TJ":
                    self._show(operands[-1], codes)
                case b"Do":
                    self._paint(resources["/XObject"][str(operands[0])].get_object(), resources, depth)
                case b"INLINE IMAGE" | b"BI":
                    raise Unjudged("PDF 里贴了图片，图里的数字读不出来", "去掉图片再核查")

    def _show(self, shown: Any, codes: Codes | None) -> None:
        if codes is None:
            raise Unjudged("PDF 里有的文字没有字体，读不出来")
        parts = shown if isinstance(shown, ArrayObject) else (shown,)
        text = "".join(codes.text(part.original_bytes) for part in parts if hasattr(part, "original_bytes"))
        self.marked[self._open[-1] if self._open else None].append(text)

    def _paint(self, painted: Any, resources: Any, depth: int) -> None:
        if painted.get("/Subtype") != "/Form":
            raise Unjudged("PDF 里贴了图片，图里的数字读不出来", "去掉图片再核查")
        self._run(painted, painted.get("/Resources", resources), depth + 1)

    def _mcid(self, operands: Any, resources: Any) -> int | None:
        outer = self._open[-1] if self._open else None
        if len(operands) < 2:
            return outer
        properties = operands[1]
        if not isinstance(properties, DictionaryObject):
            properties = resources["/Properties"][str(properties)].get_object()
        mcid = properties.get("/MCID")
        # An artifact within nothing is outside the tree; so is its text.
        return outer if mcid is None else int(mcid)


def _remarks(page: Any) -> Iterator[str]:
    """Text of annotations other than links: a remark typed onto the page is read too.

    Raises Unjudged for one that shows something and does not say what (a stamp).
    """
    annotations = page.get("/Annots")
    for annotation in annotations.get_object() if annotations is not None else ():
        entry = annotation.get_object()
        if entry.get("/Subtype") in ("/Link", "/Popup"):
            continue
        said = [str(entry[key]) for key in ("/Contents", "/V") if key in entry]
        if "/AP" in entry and not any(said):
            raise Unjudged("PDF 上加盖了图章之类的批注，里面的数字读不出来", "去掉批注再核查")
        yield "\n".join(said)
