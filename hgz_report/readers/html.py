"""The texts of a page for reading in their order, its links and drawings, and whatever was put into it afterwards."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser

from msgspec import Struct

from hgz_report.document.web_parts import WebParts, title_print
from hgz_report.readers.content import Content, GridPlace, Oddity, Segment, Unjudged, without_blanks
from hgz_report.readers.html_closed import EMPTY, strange

_MOST, _MOST_TAGS, _DEEPEST = 32_000_000, 300_000, 40
"""The national annex of 13 zones has 280,000 bytes and 5,400 tags."""
"""Bytes of a file, and elements within each other."""
_HOLDERS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "li", "caption", "th", "td", "figcaption", "summary", "text", "title", "style",
))  # fmt: skip
"""Elements whose text is one unit; what stands in none is a unit too."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_FIXED = {("a", "skip"): "跳到正文", ("a", "site"): "本期各篇", ("a", "back"): "↩", ("summary", ""): "图里的数"}
"""What the page says of itself and no other format does, word for word."""
_NO_PLACE = GridPlace(-1, -1, -1)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def read_html(data: bytes) -> Content:
    """Raises Unjudged for what is no whole page of text."""
    if len(data) > _MOST:
        raise Unjudged("网页太大，不是发布的那一份", "重新取一份")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unjudged("网页不是 UTF-8 的，读不出来", "重新取一份，不要用别的软件另存") from None
    if text.count("<") + text.count("&") > _MOST_TAGS:
        raise Unjudged("网页太大，不是发布的那一份", "重新取一份")
    if "</html>" not in text[-64:]:
        raise Unjudged("不是完整的网页，读不出来", "文件可能没有传完，重新取一份")
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    reader.end()
    head = hashlib.sha256(data[: max(data.find(b"<body"), 0)]).hexdigest()
    drawn = [hashlib.sha256(found[0].encode()).hexdigest() for found in _SVG.finditer(text)]
    captions = [*reader.captions, *[""] * (len(drawn) - len(reader.captions))]
    web = WebParts(head, reader.links, list(zip(captions, drawn, strict=False)))
    return Content(
        reader.title, reader.date, reader.segments, oddities=reader.oddities, watermarks=reader.drafts, web=web
    )


class _OpenElement(Struct):
    """An element that is open: its name and class, and of a holder its text."""

    name: str
    kind: str
    parts: list[str] | None = None
    fixed: bool = False


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.segments: list[Segment] = []
        self.links: list[tuple[str, str]] = []
        self.captions: list[str] = []
        self.oddities: list[Oddity] = []
        self.drafts: list[str] = []
        self.title = self.date = ""
        self._open: list[_OpenElement] = []
        self._loose: list[str] = []
        self._cell = _NO_PLACE

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.oddities += (Oddity("finding", said) for said in strange(tag, attrs, [one.name for one in self._open]))
        held = {name: value or "" for name, value in attrs}
        self._said(tag, held)
        if tag in EMPTY:
            return
        if len(self._open) >= _DEEPEST:
            raise Unjudged("网页套得太深，读不出来", "重新取一份")
        kind = held.get("class", "")
        holder = tag in _HOLDERS
        if holder:
            self._settle()
        self._open.append(_OpenElement(tag, kind, [] if holder else None, (tag, kind) in _FIXED))
        if (tag, kind) in _FIXED and not holder:
            self._open[-1].parts = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content (`<path/>`)."""
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if not self._open or self._open[-1].name != tag:
            self.oddities.append(Oddity("finding", f"网页的标签没有配对（{tag}）"))
            if tag not in [one.name for one in self._open]:
                return
            while self._open[-1].name != tag:
                self._close(self._open.pop())
        self._close(self._open.pop())

    def handle_data(self, data: str) -> None:
        """Text."""
        for one in reversed(self._open):
            if one.parts is not None:
                one.parts.append(data)
                return
        self._loose.append(data)

    def handle_comment(self, data: str) -> None:
        """A remark that no reader sees."""
        self.oddities.append(Oddity("finding", "网页里有看不见的注释", without_blanks(data)[:60]))

    def unknown_decl(self, data: str) -> None:
        """Nothing of ours."""
        self.oddities.append(Oddity("finding", "网页里有读不懂的声明", data[:60]))

    def handle_pi(self, data: str) -> None:
        """Nothing of ours."""
        self.unknown_decl(data)

    def end(self) -> None:
        """What is still open is closed."""
        while self._open:
            self._close(self._open.pop())
        self._settle()

    def _said(self, tag: str, held: dict[str, str]) -> None:
        """What an element says by itself."""
        match tag:
            case "a":
                self.links.append((held.get("href", ""), title_print(held.get("title", ""))))
            case "data":
                self.links.append((f"#{held['id']}" if "id" in held else "", title_print(held.get("title", ""))))
            case "meta" if held.get("name") == "date":
                self.date = held.get("content", "")
            case "table":
                self._cell = GridPlace(self._cell.table + 1, -1, -1)
            case "tr":
                self._cell = GridPlace(self._cell.table, self._cell.row + 1, -1)
            case "svg":
                self.segments.append(Segment(without_blanks(held.get("aria-label", "")), kind="alt"))

    def _close(self, one: _OpenElement) -> None:
        if one.parts is None:
            return
        text = without_blanks("".join(one.parts))
        if one.fixed and text == _FIXED[(one.name, one.kind)]:
            return
        match one.name, one.kind:
            case "title", _:
                self.title = "".join(one.parts)
            case "style", _:
                pass
            case "p", "draft":
                self.drafts.append(text)
            case "th" | "td", _:
                self._cell = self._cell._replace(column=self._cell.column + 1)
                self.segments.append(Segment(text, cell=self._cell))
            case _:
                self.segments.append(Segment(text, heading=one.name in _HEADINGS))
                if one.name == "figcaption":
                    self.captions.append(text)

    def _settle(self) -> None:
        """Text that stood in no holder."""
        if text := without_blanks("".join(self._loose)):
            self.segments.append(Segment(text))
        self._loose.clear()
