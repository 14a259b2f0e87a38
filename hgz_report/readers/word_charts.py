"""A native chart of a .docx in its normal form: what it shows, however the program that saved it last writes that.

A form is plain JSON: two charts of one form show the same.  Colours and places on the page are not in it, but for what hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from hgz_report.readers.word_text import Element

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHOWN = ("showVal", "showCatName", "showSerName", "showPercent")
_DIGITS = Decimal(10) ** -9
_SIGNIFICANT = 15
"""Digits that a double has for certain: Word writes 17, and 30.6 becomes 30.600000000000001."""
_EXTRAS = ("trendline", "errBars", "dTable", "upDownBars", "dropLines", "userShapes")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)')
_COLOUR = re.compile(r"\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\d+|\$-[^\]]*)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]+-?[\d.]+\]")


def chart_form(root: Element) -> dict[str, Any]:
    """The normal form of a part `chart.xml`."""
    plots = [one for one in root.iterfind(f"{C}chart/{C}plotArea/*") if one.tag.endswith("Chart")]
    axes = {
        _value(one, "axId"): _axis(one) for one in root.iterfind(f"{C}chart/{C}plotArea/*") if one.tag.endswith("Ax")
    }
    return {
        "kinds": [_kind(plot) for plot in plots],
        "series": [_series(one, plot, axes) for plot in plots for one in plot.iterfind(f"{C}ser")],
        "axes": sorted(axes.values()),
        "legend": _legend(root),
        "title": _words(root.find(f"{C}chart/{C}title")),
        "extras": sorted(name for name in _EXTRAS if root.find(f".//{C}{name}") is not None),
    }


def number_text(text: str) -> str:
    """A value as the shortest number that is the same; other text as it is."""
    with suppress(InvalidOperation):
        value = Decimal(text)
        if value.is_finite():
            rounded = value if not value else round(value, _SIGNIFICANT - 1 - value.adjusted())
            return f"{rounded.normalize():f}" if rounded else "0"
    return text


def format_text(code: str) -> str:
    r"""A number format with its literal characters marked one way: `General"%"` and `General\\%` are one."""
    plain = _COLOUR.sub("", code)
    return _LITERAL.sub(_marked, plain).strip(";")


def _marked(found: re.Match[str]) -> str:
    quoted, escaped, *_ = found.groups()
    return "".join(f"\\{char}" for char in quoted or escaped or "")


def _value(element: Element | None, name: str, default: str = "") -> str:
    found = None if element is None else element.find(f"{C}{name}")
    return default if found is None else found.get("val", default)


def _on(element: Element, name: str) -> bool:
    return _value(element, name, "0") in ("1", "true")


def _kind(plot: Element) -> str:
    name = plot.tag.removeprefix(C)
    stacked = _value(plot, "grouping", "standard").replace("standard", "clustered")
    return "/".join(part for part in (name, _value(plot, "barDir"), stacked if name in _GROUPED else "") if part)


_GROUPED = ("barChart", "lineChart", "areaChart")


def _series(ser: Element, plot: Element, axes: Mapping[str, list[str]]) -> dict[str, Any]:
    values = dict(_points(ser, "val", "yVal"))
    own, general = ser.find(f"{C}dLbls"), plot.find(f"{C}dLbls")
    return {
        "name": "".join(text for _, text in _points(ser, "tx")) or "".join(_letters(ser.find(f"{C}tx"))),
        "names": dict(_points(ser, "cat", "xVal")),
        "values": {key: number_text(text) for key, text in values.items()},
        "labels": {key: _label(own if own is not None else general, key, ser) for key in values},
        "sizes": {key: number_text(text) for key, text in _points(ser, "bubbleSize")},
        "bare": [key for key in values if _unpainted(ser, key)],
        "axes": sorted(axes.get(one.get("val", ""), []) for one in plot.iterfind(f"{C}axId")),
    }


def _points(ser: Element, *names: str) -> Iterator[tuple[str, str]]:
    """Index and text of the cached points; of a category of several levels all its words."""
    for name in names:
        for point in ser.iterfind(f"{C}{name}//{C}pt"):
            if text := "".join(value.text or "" for value in point.iterfind(f"{C}v")):
                yield point.get("idx", ""), text
    single = ser.find(f"{C}tx/{C}v") if "tx" in names else None
    if single is not None:
        yield "0", single.text or ""


def _label(labels: Element | None, index: str, ser: Element) -> str:
    """What stands at a point: the parts that are shown, the number format, words typed instead; "" for nothing."""
    if labels is None:
        return ""
    own = next((one for one in labels.iterfind(f"{C}dLbl") if _value(one, "idx") == index), None)
    chosen = labels if own is None else own
    if _on(chosen, "delete"):
        return ""
    shown = [name for name in _SHOWN if _on(chosen, name)]
    typed = _words(chosen.find(f"{C}tx"))
    if not shown and not typed:
        return ""
    numbers = chosen.find(f"{C}numFmt")
    if numbers is None:
        numbers = labels.find(f"{C}numFmt")
    code = "" if numbers is None or numbers.get("sourceLinked") in ("1", "true") else numbers.get("formatCode", "")
    code = code or (ser.findtext(f"{C}val//{C}formatCode") or "General")
    hidden = "|藏" if _pale(chosen) or (own is not None and own.find(f"{C}txPr") is None and _pale(labels)) else ""
    return typed + hidden if typed else f"{'+'.join(shown)}|{format_text(code)}{hidden}"


def _pale(labels: Element) -> bool:
    """Whether letters are written so that nobody sees them on white: without fill, transparent, tiny, or as light as paper."""
    look = labels.find(f"{C}txPr/{_A}p/{_A}pPr/{_A}defRPr")
    if look is None:
        return False
    alpha = next((int(one.get("val", "100000")) for one in look.iterfind(f"{_A}solidFill//{_A}alpha")), 100000)
    colours = [one.get("val", "") for one in look.iterfind(f"{_A}solidFill/*")]
    light = any(one in _LIGHT or (_HEX.fullmatch(one) and min(bytes.fromhex(one)) > _PAPER) for one in colours)
    return light or look.find(f"{_A}noFill") is not None or alpha < _CLEAR or int(look.get("sz", "900")) < _TINY


_LIGHT = frozenset({"bg1", "lt1", "white", "window"})
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_PAPER = 210
"""Of 255, of each part of a colour: hardly seen on white (a contrast under 1.5)."""
_CLEAR, _TINY = 30000, 400
"""Parts of 100000 that cover; hundredths of a pt."""


def _unpainted(ser: Element, index: str) -> bool:
    """Whether the bar, slice or point of a value is painted with nothing."""
    point = next((one for one in ser.iterfind(f"{C}dPt") if _value(one, "idx") == index), None)
    look = ser.find(f"{C}spPr")
    if point is not None and point.find(f"{C}spPr") is not None:
        look = point.find(f"{C}spPr")
    if look is None:
        return False
    filled = look.find(f"{_A}noFill") is not None
    line = look.find(f"{_A}ln")
    marker = _value(ser.find(f"{C}marker"), "symbol")
    return filled and (line is None or line.find(f"{_A}noFill") is not None) and marker in ("", "none")


def _axis(axis: Element) -> list[str]:
    """Kind, title, number format if it is shown, direction, ends, logarithm and unit.

    LibreOffice drops the condition from a format; which ticks are lettered says nothing that the others don't.
    """
    scaling = axis.find(f"{C}scaling")
    if _on(axis, "delete") or _value(axis, "tickLblPos") == "none":
        lettering = "不显示"
    else:
        numbers = axis.find(f"{C}numFmt")
        code = "General" if numbers is None else numbers.get("formatCode", "General")
        lettering = format_text(_CONDITION.sub("", code)) + ("|藏" if _pale(axis) else "")
    unit = axis.find(f"{C}dispUnits")
    return [
        axis.tag.removeprefix(C).replace("dateAx", "catAx"),
        _words(axis.find(f"{C}title")),
        lettering,
        _value(scaling, "orientation", "minMax"),
        *(number_text(_value(scaling, name)) for name in ("min", "max", "logBase")),
        "" if unit is None else _value(unit, "builtInUnit") + number_text(_value(unit, "custUnit")),
    ]


def _legend(root: Element) -> list[str]:
    """Whether there is one, and which entries were taken out of it."""
    legend = root.find(f"{C}chart/{C}legend")
    if legend is None:
        return []
    gone = [_value(one, "idx") for one in legend.iterfind(f"{C}legendEntry") if _on(one, "delete")]
    return ["shown", *sorted(gone)]


def _words(element: Element | None) -> str:
    return "".join("".join(_letters(element)).split())


def _letters(element: Element | None) -> Iterator[str]:
    if element is not None:
        yield from (one.text or "" for one in element.iter() if one.tag in (f"{_A}t", f"{C}v"))
