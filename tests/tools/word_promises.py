"""What Word, and whoever reads with it, counts on in a .docx beyond its schema: tables, headings, places, dates, charts.

Read with lxml and nothing of the writer's.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from lxml import etree

_Element = etree._Element
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\dZ")
_HEADINGS = re.compile(r"Heading\d|AnnexTitle")
_BESIDE = "SideBySide"
"""The style of tables that only part a line."""
_BODY = "word/document.xml"
Parts = Mapping[str, _Element]


def broken_promises(data: bytes) -> list[str]:
    """All that is not as Word would have it, in words."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
        names = set(archive.namelist())
    body = parts[_BODY]
    return [
        *(said for table in body.iter(f"{_W}tbl") for said in _table(table)),
        *_headings(body, parts["word/styles.xml"]),
        *_places(body),
        *_contents(body),
        *_map(parts, body),
        *_properties(parts["docProps/core.xml"]),
        *_from_outside(parts, names),
        *_charts(parts, names),
        *_pages(parts, body),
    ]


def _value(element: _Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{_W}{name}", "")


def _text(element: _Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


def _style(paragraph: _Element) -> str:
    return _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))


# -- tables ------------------------------------------------------------------------------------------------------------


def _table(table: _Element) -> Iterator[str]:
    """Cells end in a paragraph; spans and widths add up to the grid; merged cells have one that they begin in."""
    said = f"table “{_text(table)[:16]}”"
    grid = [int(_value(column, "w") or 0) for column in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    above: dict[int, bool] = {}
    for row in table.iterfind(f"{_W}tr"):
        at, merged = 0, dict[int, bool]()
        for cell in row.iterfind(f"{_W}tc"):
            if not len(cell) or cell[-1].tag != f"{_W}p":
                yield f"{said}: a cell does not end in a paragraph"
            properties = cell.find(f"{_W}tcPr")
            span = int(_value(None if properties is None else properties.find(f"{_W}gridSpan")) or 1)
            wide = _value(None if properties is None else properties.find(f"{_W}tcW"), "w")
            if at + span <= len(grid) and wide and int(wide) != sum(grid[at : at + span]):
                yield f"{said}: a cell is {wide} wide, its columns are {sum(grid[at : at + span])}"
            merge = None if properties is None else properties.find(f"{_W}vMerge")
            if merge is not None:
                merged[at] = True
                if _value(merge) != "restart" and not above.get(at):
                    yield f"{said}: a cell goes on with one above that does not begin"
            at += span
        if at != len(grid):
            yield f"{said}: a row of {at} columns in a grid of {len(grid)}"
        above = merged
    headed = table.find(f"{_W}tr/{_W}trPr/{_W}tblHeader") is not None
    holds_data = headed and _value(table.find(f"{_W}tblPr/{_W}tblStyle")) != _BESIDE
    if holds_data and not _value(table.find(f"{_W}tblPr/{_W}tblCaption")):
        yield f"{said}: a screen reader is told nothing of it"


# -- headings, bookmarks, contents -------------------------------------------------------------------------------------


def _headings(body: _Element, styles: _Element) -> Iterator[str]:
    """What the contents and links lead to is a heading, and the style of a heading has its level."""
    for style in styles.iterfind(f"{_W}style"):
        level = re.fullmatch(r"Heading(\d)", style.get(f"{_W}styleId", ""))
        if level and _value(style.find(f"{_W}pPr/{_W}outlineLvl")) != str(int(level[1]) - 1):
            yield f"{level.group()} has not the level of its name"
    for paragraph in body.iter(f"{_W}p"):
        names = [_value(one, "name") for one in paragraph.iter(f"{_W}bookmarkStart")]
        leads = any(name.startswith("_Toc") for name in names)
        heading = _HEADINGS.fullmatch(_style(paragraph)) is not None
        if leads != heading:
            yield f"“{_text(paragraph)[:20]}” is {'no' if leads else 'a'} heading"


def _places(body: _Element) -> Iterator[str]:
    """Bookmarks have names and numbers of their own and an end; what refers to one finds it."""
    starts = list(body.iter(f"{_W}bookmarkStart"))
    names = Counter(_value(one, "name") for one in starts)
    opened = Counter(_value(one, "id") for one in starts)
    closed = Counter(_value(one, "id") for one in body.iter(f"{_W}bookmarkEnd"))
    yield from (f"{count} bookmarks of the name {name}" for name, count in names.items() if count > 1)
    yield from (f"{count} bookmarks of the number {number}" for number, count in opened.items() if count > 1)
    if opened != closed:
        yield f"bookmarks without beginning or end: {sorted((opened - closed) + (closed - opened))[:4]}"
    asked = [_value(one, "anchor") for one in body.iter(f"{_W}hyperlink") if one.get(f"{_W}anchor")]
    fields = " ".join(one.text or "" for one in body.iter(f"{_W}instrText"))
    asked += re.findall(r"\b(?:PAGE|NOTE)?REF (\S+)", fields)
    yield from (f"nothing is called {name}" for name in dict.fromkeys(asked) if name not in names)


def _contents(body: _Element) -> Iterator[str]:
    """The contents name headings in their order, and pages that do not go back."""
    headings = [p for p in body.iter(f"{_W}p") if _HEADINGS.fullmatch(_style(p))]
    known = [re.sub(r"\s", "", _text(one)) for one in headings]
    last = 0
    for entry in (p for p in body.iter(f"{_W}p") if re.fullmatch(r"TOC\d", _style(p))):
        text = re.sub(r"\s", "", _text(entry))
        page = re.search(r"\d+$", text)
        if page is None or int(page.group()) < last:
            yield f"the pages of the contents go back: {text}"
            continue
        last = int(page.group())
        name = text[: page.start()].partition("　")[2] or text[: page.start()]
        while known and not name.endswith(known[0]) and not known[0].endswith(name):
            known.pop(0)
        if not known:
            yield f"the contents name what is no heading: {text}"
            return


def _map(parts: Parts, body: _Element) -> Iterator[str]:
    """The table of origins is there, and names the hidden bookmarks that are there."""
    item = next((part for name, part in parts.items() if re.fullmatch(r"customXml/item\d+\.xml", name)), None)
    if item is None:
        yield "no table of origins"
        return
    told = {one.get("at", "") for one in item.iter() if one.get("at")}
    notes = parts.get("word/footnotes.xml")
    starts = [one for part in (body, notes) if part is not None for one in part.iter(f"{_W}bookmarkStart")]
    names = {_value(one, "name") for one in starts if _value(one, "name").startswith("_hgz_")}
    passages = {name for name in names if not re.search(r"_n\d+$", name)}
    if told != passages:
        yield f"origins and bookmarks differ: {sorted(told ^ passages)[:3]}"


# -- what the file says of itself --------------------------------------------------------------------------------------


def _properties(core: _Element) -> Iterator[str]:
    """A day of writing and one of change, the same, as W3CDTF; the language."""
    days = []
    for name in ("created", "modified"):
        found = core.find(f"{{http://purl.org/dc/terms/}}{name}")
        kind = "" if found is None else found.get("{http://www.w3.org/2001/XMLSchema-instance}type", "")
        day = _DATE.fullmatch("" if found is None else found.text or "")
        if day is None or kind != "dcterms:W3CDTF" or not _is_day(day[1]):
            yield f"{name} is no date: {'' if found is None else found.text}"
        else:
            days.append(day[1])
    if len(set(days)) > 1:
        yield f"written and changed on different days: {days}"
    if core.findtext("{http://purl.org/dc/elements/1.1/}language") != "zh-CN":
        yield "the properties do not say that it is Chinese"


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _from_outside(parts: Parts, names: set[str]) -> Iterator[str]:
    """Nothing is fetched, run or asked when the file is opened."""
    for name, part in parts.items():
        for relation in part if name.endswith(".rels") else ():
            kind = relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") == "External" and (
                kind != "hyperlink" or not relation.get("Target", "").startswith(("http://", "https://"))
            ):
                yield f"{name} leads outside: {kind} {relation.get('Target')}"
    settings = parts["word/settings.xml"]
    for asked in ("attachedTemplate", "updateFields", "mailMerge", "documentProtection"):
        if settings.find(f"{_W}{asked}") is not None:
            yield f"the settings have {asked}"
    yield from (f"a part that runs: {name}" for name in sorted(names) if name.endswith((".bin", ".vbs", ".js")))


def _charts(parts: Parts, names: set[str]) -> Iterator[str]:
    """Every chart has the workbook that it is drawn from."""
    for name, part in parts.items():
        if not re.fullmatch(r"word/charts/chart\d+\.xml", name):
            continue
        link = next((one.get(f"{_R}id") for one in part.iter() if one.tag.endswith("}externalData")), None)
        relations = parts.get(f"word/charts/_rels/{name.rpartition('/')[2]}.rels", ())
        targets = [one.get("Target", "") for one in relations if one.get("Id") == link]
        if not targets or not any(f"word/{targets[0].removeprefix('../')}" == one for one in names):
            yield f"{name} has no workbook"


def _pages(parts: Parts, body: _Element) -> Iterator[str]:
    """A4; page numbers that count, on odd and on even pages where there is a foot for each."""
    for size in body.iter(f"{_W}pgSz"):
        if (_value(size, "w"), _value(size, "h")) != ("11906", "16838"):
            yield f"the paper is {_value(size, 'w')} × {_value(size, 'h')}"
    feet = [one for name, one in parts.items() if re.fullmatch(r"word/footer\d+\.xml", name)]
    for foot in feet:
        if not any("PAGE" in (one.text or "") for one in foot.iter(f"{_W}instrText")):
            yield "a foot has no page number"
    kinds = [_value(one, "type") for one in body.iter(f"{_W}footerReference")]
    if "even" in kinds and parts["word/settings.xml"].find(f"{_W}evenAndOddHeaders") is None:
        yield "odd and even pages are not told apart"
    if _sides(feet) != {"left", "right"}:
        yield "page numbers do not stand outside"


def _sides(feet: Sequence[_Element]) -> set[str]:
    return {_value(one) for foot in feet for one in foot.iter(f"{_W}jc")}
