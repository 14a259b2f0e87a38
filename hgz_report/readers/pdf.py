"""The texts of a tagged PDF in the order of its structure tree, and everything painted outside the tree page by page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from hgz_report.readers.content import HOLDERS, PASTED, Content, GridPlace, Oddity, Segment, Unjudged
from hgz_report.readers.pdf_extras import annotation_oddities, annotations_of, file_oddities, page_oddities, remark
from hgz_report.readers.pdf_fonts import Codes
from hgz_report.readers.pdf_opening import BROKEN, opened
from hgz_report.readers.pdf_prints import picture_print

_BLANK = re.compile(r"\s")
_TAIL = 2048
_FIGURE = "/Figure"
_DEEPEST = 12
"""Form XObjects within each other."""
OURS = "hgz_report"
"""How the name of the program that made our PDFs begins."""
_PASTED = Oddity("doubt", PASTED)


def read_pdf(data: bytes) -> Content:
    """Raises Unjudged for what is no whole, open, tagged PDF."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-_TAIL:]:
        raise Unjudged("不是完整的 PDF 文件，读不出来", "文件可能没有传完，重新取一份")
    try:
        with opened(data) as reader:
            locked = reader.is_encrypted
            if locked and not reader.decrypt(""):
                raise Unjudged("PDF 文件加了密", "去掉密码另存一份再核查")
            return _read(reader, locked=locked)
    except DependencyError:
        raise Unjudged("PDF 文件加了密", "去掉密码另存一份再核查") from None
    except BROKEN:
        raise Unjudged("PDF 文件损坏了，读不出来", "重新取一份") from None


def _read(reader: PdfReader, *, locked: bool) -> Content:
    root = reader.root_object
    info: Mapping[str, object] = reader.metadata or {}
    maker = str(info.get("/Creator", "") or info.get("/Producer", ""))
    if "/StructTreeRoot" not in root:
        if maker and not maker.startswith(OURS):
            raise foreign(maker)
        raise Unjudged("PDF 的标记结构没有了，没法核对", "核查发布的原件；改稿请在 DOCX 上改")
    pages = [_Page(reader, page) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    walker = _Walker(pages, numbers)
    walker.walk(root["/StructTreeRoot"], None)
    segments = walker.segments
    oddities = [*file_oddities(root), *([Oddity("notice", "文件加了权限密码，不影响核查")] if locked else [])]
    for number, page in enumerate(pages, 1):
        outside = [text for mcid, texts in page.marked.items() for text in texts if (number, mcid) not in walker.taken]
        segments.append(Segment(_plain("".join(outside)), number, kind="margin"))
        segments += (Segment(_plain(text), number, kind="margin") for text in page.remarks)
        oddities += annotation_oddities(reader.pages[number - 1], number)
        oddities += page_oddities(reader.pages[number - 1], number)
        oddities += (one._replace(page=number) for one in dict.fromkeys(page.oddities))
    date = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(info.get("/CreationDate", "")))
    day = "-".join(date.groups()) if date else ""
    pasted = [(number, digest) for number, page in enumerate(pages, 1) for digest in page.pictures]
    title = str(info.get("/Title", ""))
    return Content(title, day, segments, oddities=oddities, maker=maker, paged=True, pictures=pasted)


def foreign(maker: str) -> Unjudged:
    """What is said of a PDF that another program made, from our DOCX or from anything."""
    hint = "核查那份 DOCX，PDF 以发布的为准"
    return Unjudged(f"这是用别的程序（{maker}）另存或打印的 PDF，不是发布的那一份；没法逐处核对", hint)


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


_NO_CELL = GridPlace(-1, -1, -1)


class _Walker(Struct):
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
        self.remarks = [said for one in annotations_of(page) if (said := remark(one))]
        self.oddities: list[Oddity] = []
        self.pictures: list[str] = []
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
                    codes = self._codes(fonts, name, resources)
                case b"Tj" | b"'" | b'"' | b"TJ":
                    self._show(operands[-1], codes)
                case b"Do":
                    self._paint(resources["/XObject"][str(operands[0])].get_object(), resources, depth)
                case b"INLINE IMAGE" | b"BI":
                    self.oddities.append(_PASTED)

    def _codes(self, fonts: dict[str, Codes], name: str, resources: Any) -> Codes | None:
        try:
            if name not in fonts:
                fonts[name] = Codes(resources["/Font"][name].get_object())
            return fonts[name]
        except Unjudged as reason:
            self.oddities.append(Oddity("doubt", reason.what))
            return None

    def _show(self, shown: Any, codes: Codes | None) -> None:
        if codes is None:
            self.oddities.append(Oddity("doubt", "PDF 里有的文字没有字体，读不出来"))
            return
        parts = shown if isinstance(shown, ArrayObject) else (shown,)
        try:
            text = "".join(codes.text(part.original_bytes) for part in parts if hasattr(part, "original_bytes"))
        except Unjudged as reason:
            self.oddities.append(Oddity("doubt", reason.what))
            return
        self.marked[self._open[-1] if self._open else None].append(text)

    def _paint(self, painted: Any, resources: Any, depth: int) -> None:
        if painted.get("/Subtype") != "/Form":
            self.pictures.append(picture_print(painted))
            return
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
