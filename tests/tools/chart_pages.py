"""The charts of a .docx alone, a page each; what their workbooks hold, and caches that follow them, as Word's do."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from openpyxl import load_workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Cells = Mapping[str, object]
_BREAK = f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:br w:type="page"/></w:r></w:p>'


@dataclass(frozen=True, slots=True)
class ChartPage:
    """A page of charts: the names of their parts, and of the workbooks behind them."""

    parts: tuple[str, ...]
    books: tuple[str, ...]


def charts_only(data: bytes) -> tuple[bytes, list[ChartPage]]:
    """The file with nothing but its native charts, those of a paragraph on a page of their own."""
    files = unpacked(data)
    body = etree.fromstring(files["word/document.xml"])
    relations = etree.fromstring(files["word/_rels/document.xml.rels"])
    targets = {each.get("Id"): str(each.get("Target")).lstrip("/") for each in relations}
    (content,) = body.findall(f"{W}body")
    kept = [one for one in content.iter(f"{W}p") if next(one.iter(f"{C}chart"), None) is not None]
    pages = []
    for paragraph in kept:
        names = [_part(targets[each.get(f"{R}id")]) for each in paragraph.iter(f"{C}chart")]
        pages.append(ChartPage(tuple(names), tuple(map(_book, names))))
    section = content.find(f"{W}sectPr")
    for child in list(content):
        content.remove(child)
    for at, paragraph in enumerate(kept):
        content.extend(([etree.fromstring(_BREAK)] if at else []) + [paragraph])
    if section is not None:
        for each in [*section.iter(f"{W}headerReference"), *section.iter(f"{W}footerReference")]:
            section.remove(each)
        content.append(section)
    return packed({**files, "word/document.xml": etree.tostring(body)}), pages


def _part(target: str) -> str:
    return target if target.startswith("word/") else f"word/{target}"


def _book(part: str) -> str:
    return part.replace("charts", "embeddings").replace(".xml", ".xlsx")


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Parts as a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def cells_of(book: bytes) -> Cells:
    """What the cells of a calculated workbook hold."""
    with warnings.catch_warnings():
        # The program adds an empty drawing, which openpyxl warns of.
        warnings.simplefilter("ignore", UserWarning)
        sheet = load_workbook(io.BytesIO(book), data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line}


def with_cache(part: bytes, cells: Cells) -> bytes:
    """A chart part that shows what the cells hold, numbers written with all digits of a float, as Word writes them."""
    space = etree.fromstring(part)
    for reference in [*space.iter(f"{C}strRef"), *space.iter(f"{C}numRef")]:
        start = re.search(r"\$([A-Z]+)\$(\d+)", reference.findtext(f"{C}f") or "")
        assert start is not None, "a reference to cells"
        for point in reference.iter(f"{C}pt"):
            value = cells[f"{start[1]}{int(start[2]) + int(point.get('idx', '0'))}"]
            (held,) = point.findall(f"{C}v")
            held.text = repr(float(value)) if isinstance(value, int | float) else str(value or "")
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def unlabelled(part: bytes) -> set[tuple[int, int]]:
    """The points of a chart whose label is left out: (column of the workbook, row from 0); row -1 for a whole series."""
    found = set()
    for series in etree.fromstring(part).iter(f"{C}ser"):
        (reference,) = series.findall(f"{C}val/{C}numRef/{C}f")
        column = ord(re.sub(r".*!\$([A-Z])\$.*", r"\1", reference.text or "")) - ord("A")
        labels = series.find(f"{C}dLbls")
        if labels is None:
            found.add((column, -1))
            continue
        for label in labels.findall(f"{C}dLbl"):
            (place,) = label.findall(f"{C}idx")
            if label.find(f"{C}delete") is not None:
                found.add((column, int(place.get("val", ""))))
    return found


def dot_names(part: bytes) -> list[str]:
    """The names of the series of a scatter plot that are shown as labels."""
    named = [one for one in etree.fromstring(part).iter(f"{C}ser") if one.find(f"{C}dLbls") is not None]
    return [
        "".join(each.text or "" for each in one.findall(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v")) for one in named
    ]
