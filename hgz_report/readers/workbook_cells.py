"""The cells of a workbook (.xlsx) within a chart: what an editor who opens the chart's data sees."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from hgz_report.readers.word_charts import number_text

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def workbook_cells(data: bytes) -> list[list[str]]:
    """Sheet by sheet the cells as `A1`, value; a formula as the value `=…`.  Raises one of word_text.BROKEN."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        shared = _shared(archive)
        sheets = sorted(name for name in archive.namelist() if _SHEET.fullmatch(name))
        return [one for name in sheets for one in _cells(ElementTree.fromstring(archive.read(name)), shared)]


def _shared(archive: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read(name))
    return ["".join(text.text or "" for text in item.iter(f"{_S}t")) for item in root.iterfind(f"{_S}si")]


def _cells(sheet: ElementTree.Element, shared: list[str]) -> Iterator[list[str]]:
    for cell in sheet.iter(f"{_S}c"):
        formula = cell.find(f"{_S}f")
        value = cell.findtext(f"{_S}v") or ""
        match cell.get("t", "n"):
            case "s":
                text = shared[int(value)]
            case "inlineStr":
                text = "".join(one.text or "" for one in cell.iter(f"{_S}t"))
            case "n":
                text = number_text(value)
            case _:
                text = value
        if formula is not None:
            text = f"={formula.text or ''}"
        if text:
            yield [cell.get("r", ""), text]
