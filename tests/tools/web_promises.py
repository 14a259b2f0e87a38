"""What a browser and a screen reader count on in a page for reading: language, ids, links, headings, tables, drawings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

_EMPTY = frozenset(("meta", "br"))


@dataclass(slots=True)
class Tag:
    """An element with what is in it."""

    name: str
    attributes: dict[str, str]
    kids: list[Tag | str] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def found(self, name: str) -> list[Tag]:
        return [one for one in self.walk() if one.name == name]

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Tag("", {})
        self._open = [self.top]
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Tag(tag, {key: value or "" for key, value in attrs})
        self._open[-1].kids.append(made)
        if tag not in _EMPTY:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].kids.append(Tag(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1].name}")
        while len(self._open) > 1 and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].kids.append(data)


def broken_promises(data: bytes) -> list[str]:
    """All that a page says and does not keep, in words."""
    tree = _Tree()
    tree.feed(data.decode("utf-8"))
    tree.close()
    top = tree.top
    return [*tree.wrong, *_head(top), *_ids(top), *_headings(top), *_tables(top), *_drawings(top)]


def _head(top: Tag) -> Iterator[str]:
    if [one.attributes.get("lang") for one in top.found("html")] != ["zh-CN"]:
        yield "the language is not Chinese"
    metas = [one.attributes for one in top.found("meta")]
    if not any(one.get("charset") == "utf-8" for one in metas):
        yield "no charset"
    if not any(one.get("name") == "viewport" for one in metas):
        yield "a phone is not told how wide the page is"
    if not any("default-src 'none'" in one.get("content", "") for one in metas):
        yield "nothing forbids what comes from outside"
    if top.found("script"):
        yield "a script"
    days = [one.get("content", "") for one in metas if one.get("name") == "date"]
    if len(days) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\d", days[0]):
        yield f"no date: {days}"


def _ids(top: Tag) -> Iterator[str]:
    """Ids are unique; links within the page, and names by id, find theirs."""
    ids = Counter(one.attributes["id"] for one in top.walk() if "id" in one.attributes)
    yield from (f"{count} times the id {name}" for name, count in ids.items() if count > 1)
    asked = [one.attributes.get("href", "") for one in top.found("a")]
    within = [unquote(one[1:]) for one in asked if one.startswith("#")]
    named = [name for one in top.walk() for name in one.attributes.get("aria-labelledby", "").split()]
    known = {unquote(name) for name in ids}
    yield from (f"nothing has the id {name}" for name in dict.fromkeys([*within, *named]) if name not in known)


def _headings(top: Tag) -> Iterator[str]:
    """One title; levels that go down one at a time; each can be led to; the contents have them all."""
    headings = [one for one in top.walk() if re.fullmatch(r"h\d", one.name)]
    last = 0
    for one in headings:
        level = int(one.name[1])
        if level > last + 1:
            yield f"h{level} after h{last}: {one.text[:20]}"
        if level > 1 and not one.attributes.get("id"):
            yield f"a heading that nothing can lead to: {one.text[:20]}"
        last = level
    if [one.name for one in headings].count("h1") != 1:
        yield "not one title"
    for one in top.found("p"):
        if one.attributes.get("id", "toc") != "toc":
            yield f"a paragraph where a heading was: {one.text[:20]}"
    for contents in (one for one in top.found("nav") if one.attributes.get("class") == "toc"):
        listed = [one.attributes.get("href", "")[1:] for one in contents.found("a")]
        own = {one.attributes.get("id", "") for one in headings}
        if not set(map(unquote, listed)) <= own or len(set(listed)) < len(listed):
            yield "the contents lead to what is no heading, or to one twice"
    if [one.attributes.get("id") for one in top.found("main")] != ["text"]:
        yield "the text can't be skipped to"


def _tables(top: Tag) -> Iterator[str]:
    """A name; heads of columns and of rows; as many cells in each row."""
    for table in top.found("table"):
        said = f"table “{table.text[:16]}”"
        if not table.found("caption") and "aria-labelledby" not in table.attributes:
            yield f"{said} has no name"
        rows = table.found("tr")
        wide = [sum(int(cell.attributes.get("colspan", "1")) for cell in _cells(row)) for row in rows]
        if len(set(wide)) > 1:
            yield f"{said}: rows of {sorted(set(wide))} columns"
        for cell in _cells(rows[0]):
            if cell.text and (cell.name, cell.attributes.get("scope")) != ("th", "col"):
                yield f"{said}: no head of a column: {cell.text[:16]}"
        for row in rows[1:]:
            first = _cells(row)[0]
            group = row.attributes.get("class") == "group"
            if first.text and (first.name, first.attributes.get("scope")) != ("th", "rowgroup" if group else "row"):
                yield f"{said}: no head of a row: {first.text[:16]}"
            if any(cell.name == "th" for cell in _cells(row)[1:]):
                yield f"{said}: a head amid the cells: {row.text[:16]}"


def _cells(row: Tag) -> Sequence[Tag]:
    return [one for one in row.walk() if one.name in ("th", "td")]


def _drawings(top: Tag) -> Iterator[str]:
    for one in top.found("svg"):
        if one.attributes.get("role") != "img" or not one.attributes.get("aria-label"):
            yield "a drawing without words"
