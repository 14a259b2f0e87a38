"""Mistakes in the native charts of a .docx, in what they draw and in their workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

Change = Callable[[str], str]
"""The XML of a chart → the XML with a mistake; as it was where there is no place for one."""
_CHART = re.compile(r"word/charts/chart\d+\.xml")


def _first(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    return lambda xml: re.sub(pattern, new, xml, count=1, flags=re.DOTALL)


def _swapped(pattern: str) -> Change:
    def change(xml: str) -> str:
        found = re.search(pattern, xml, re.DOTALL)
        if not found or found[2] == found[4]:
            return xml
        return xml[: found.start()] + found[1] + found[4] + found[3] + found[2] + found[5] + xml[found.end() :]

    return change


def _other_kind(xml: str) -> str:
    if 'c:grouping val="clustered"' in xml:
        return xml.replace('c:grouping val="clustered"', 'c:grouping val="percentStacked"')
    if "doughnutChart" in xml:
        return xml.replace("doughnutChart", "pieChart")
    return xml.replace('c:barDir val="col"', 'c:barDir val="bar"')


_TWO = r'(<c:{0}>(?:(?!</c:{0}>).)*?<c:pt idx="0"><c:v>)([^<]*)(</c:v></c:pt><c:pt idx="1"><c:v>)([^<]*)(</c:v>)'
CHARTS: Mapping[str, Change] = {
    "图：改数": _first(r'(<c:val>.*?<c:pt idx="0"[^>]*><c:v>)(\d)', lambda m: f"{m[1]}{(int(m[2]) + 1) % 10 or 1}"),
    "图：对调两个数": _swapped(_TWO.format("val")),
    "图：对调类别": _swapped(_TWO.format("cat")),
    "图：改系列名": _first(r"(<c:tx>.*?<c:v>)", r"\1其他"),
    "图：换种类": _other_kind,
    "图：改标注的格式": _first(r'(<c:dLbls>.*?formatCode=")[^"]*"', r'\1General&quot;亿&quot;"'),
    "图：关掉标注": _first(r'c:showVal val="1"', 'c:showVal val="0"'),
    "图：自己写标注": _first(
        r"<c:dLbls>",
        '<c:dLbls><c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>99</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:showVal val="1"/></c:dLbl>',
    ),
    "图：改坐标轴的起点": _first(r'<c:min val="[^"]*"/>', '<c:min val="3"/>'),
    "图：改坐标轴的单位": _first(
        r'(<c:valAx>(?:(?!</c:valAx>).)*?<c:delete val="0"/>.*?<c:numFmt formatCode=")[^"]*"',
        r'\1General&quot;万&quot;"',
    ),
    "图：倒转坐标轴": _first(r'c:orientation val="minMax"', 'c:orientation val="maxMin"'),
    "图：不画一个数": _first(
        r"(<c:invertIfNegative[^>]*/>)",
        r'\1<c:dPt><c:idx val="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:dPt>',
    ),
    "图：加趋势线": _first(r"<c:cat>", '<c:trendline><c:trendlineType val="linear"/></c:trendline><c:cat>'),
}


def charts_of(data: bytes) -> list[str]:
    """The names of the charts of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [name for name in archive.namelist() if _CHART.fullmatch(name)]


def changed(data: bytes, name: str, change: Change) -> bytes | None:
    """The file with one chart spoilt; None where this mistake has no place in it."""
    before = _read(data, name).decode("utf-8")
    after = change(before)
    return None if after == before else _with(data, {name: after.encode()})


def other_cell(data: bytes, name: str) -> bytes | None:
    """The file with a number of the chart's workbook changed."""
    book = name.replace("charts", "embeddings").replace(".xml", ".xlsx")
    sheet = "xl/worksheets/sheet1.xml"
    inner = _read(data, book)
    xml = _read(inner, sheet).decode()
    after = re.sub(r'(<c r="B2"[^>]*><v>)(\d)', lambda m: f"{m[1]}{(int(m[2]) + 1) % 10 or 1}", xml, count=1)
    return None if after == xml else _with(data, {book: _with(inner, {sheet: after.encode()})})


def exchanged(data: bytes, name: str) -> bytes | None:
    """The file with two charts below each other's captions."""
    others = [one for one in charts_of(data) if one != name]
    return _with(data, {name: _read(data, others[0]), others[0]: _read(data, name)}) if others else None


def _read(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def _with(data: bytes, members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            out.writestr(name, members.get(name, archive.read(name)))
    return buffer.getvalue()


def all_of(data: bytes) -> Iterator[tuple[str, str, Callable[[], bytes | None]]]:
    """Every mistake that could be made in the charts of a file: its kind, the chart, and the file with it."""
    for name in charts_of(data):
        for kind, change in CHARTS.items():
            yield kind, name, lambda name=name, change=change: changed(data, name, change)  # type: ignore[misc]
        yield "图：改工作簿的数", name, lambda name=name: other_cell(data, name)  # type: ignore[misc]
        yield "图：对调两张图", name, lambda name=name: exchanged(data, name)  # type: ignore[misc]
