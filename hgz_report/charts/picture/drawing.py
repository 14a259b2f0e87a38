"""An SVG as shapes of ours.  Only shapes in plain colours are read: nothing it says can reach outside the file, run, or hide.

Letters have to be outlines, so that every machine shows them alike.  An element that is not read is refused by name, never
left out; ends and corners of lines are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import hypot, isfinite
from xml.etree import ElementTree

from msgspec import Struct

from hgz_report.charts.labels import Unreadable
from hgz_report.charts.picture.path_data import path_of
from hgz_report.charts.picture.svg_values import (
    Matrix,
    color_of,
    combined,
    length,
    matrix_of,
    moved,
    numbers_in,
)
from hgz_report.draw import paths
from hgz_report.draw.frame import Color, Frame, Shape
from hgz_report.draw.paths import Path

_SVG = "{http://www.w3.org/2000/svg}"
_SILENT = frozenset({"title", "desc", "metadata"})
_MOST_ELEMENTS, _DEEPEST, _MOST_BYTES = 20_000, 40, 1_000_000
_REFUSED = {
    "text": "文字", "tspan": "文字", "image": "嵌入的图片", "use": "引用", "defs": "引用", "symbol": "引用", "script": "脚本",
    "foreignObject": "网页内容", "style": "样式表", "a": "链接", "filter": "滤镜", "mask": "蒙版", "clipPath": "剪裁",
    "pattern": "图案", "linearGradient": "渐变色", "radialGradient": "渐变色", "animate": "动画", "marker": "箭头标记",
}  # fmt: skip
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_PLAIN_OPACITY = ("opacity", "fill-opacity", "stroke-opacity")
_LOOKS = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-dasharray", "fill-rule", "display", "visibility", *_PLAIN_OPACITY}
)
_AGAIN = "在画图程序里把文字转成曲线、去掉链接和效果，存成“普通 SVG”；或另存为 PNG"


class SvgDrawing(Struct, frozen=True):
    """Shapes in a box of `size` from its upper left corner, y downwards."""

    size: tuple[float, float]
    shapes: tuple[Shape, ...]

    def frame(self, width: float) -> Frame:
        """The drawing `width` pt wide."""
        wide, high = self.size
        scale = width / wide
        turned: Matrix = (scale, 0.0, 0.0, -scale, 0.0, high * scale)
        made = Frame(width, high * scale)
        for one in self.shapes:
            dash = tuple(scale * part for part in one.dash)
            made.put(Shape(moved(one.path, turned), one.fill, one.edge, one.width * scale, dash, one.even_odd))
        return made


@lru_cache(maxsize=8)
def read_svg(data: bytes) -> SvgDrawing:
    """Raises Unreadable for what is no SVG, or has more than shapes in plain colours."""
    try:
        if len(data) > _MOST_BYTES:
            raise Unreadable(f"SVG 大于 {_MOST_BYTES // 1_000} KB，线条太多", "在画图程序里简化路径，或另存为 PNG")
        text = data.decode("utf-8-sig")
        if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
            raise Unreadable("SVG 里有 DOCTYPE 声明", "用文本编辑器删去以 <!DOCTYPE 开头的那一段，或另存为“普通 SVG”")
        root = ElementTree.fromstring(text)
        if root.tag != f"{_SVG}svg":
            raise Unreadable("不是 SVG 文件", _AGAIN)
        if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
            raise Unreadable(f"SVG 里的图形多于{_MOST_ELEMENTS}个", "另存为 PNG")
        left, top, wide, high = _box(root)
        shapes = tuple(_shapes(root, (1.0, 0.0, 0.0, 1.0, -left, -top), {}, 0))
        if not all(isfinite(value) for shape in shapes for _, points in shape.path for value in points):
            raise ValueError(wide)
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise Unreadable("SVG 文件读不出来", _AGAIN) from error
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise Unreadable("SVG 里有写错的数或颜色", _AGAIN) from error
    if not shapes:
        raise Unreadable("SVG 里没有看得见的图形", _AGAIN)
    return SvgDrawing((wide, high), shapes)


def _box(root: ElementTree.Element) -> tuple[float, float, float, float]:
    found = numbers_in(root.get("viewBox", ""))
    box = found if len(found) == 4 else [0.0, 0.0, length(root.get("width", "")), length(root.get("height", ""))]
    if box[2] <= 0 or box[3] <= 0:
        raise Unreadable("SVG 没有写大小", "<svg> 里写 viewBox，或宽和高")
    return box[0], box[1], box[2], box[3]


def _shapes(parent: ElementTree.Element, matrix: Matrix, look: Mapping[str, str], depth: int) -> Iterator[Shape]:
    if depth > _DEEPEST:
        raise Unreadable("SVG 里的组套得太深", _AGAIN)
    for element in parent:
        if not element.tag.startswith(_SVG):
            continue  # what a drawing program keeps for itself
        name = element.tag.removeprefix(_SVG)
        if name in _SILENT or (name == "defs" and not len(element)):
            continue
        _refuse_references(element, name)
        own = {**look, **_said(element)}
        if own.pop("display", "") == "none" or own.get("visibility") == "hidden":
            continue
        inner = combined(matrix, matrix_of(element.get("transform", "")))
        if name == "g":
            yield from _shapes(element, inner, own, depth + 1)
        elif name in _SHAPES:
            yield from _shape(_path(element, name), inner, own)
        else:
            raise Unreadable(f"SVG 里有{_REFUSED.get(name, f'读不懂的“{name}”')}", _AGAIN)


def _refuse_references(element: ElementTree.Element, name: str) -> None:
    if name in _REFUSED:
        raise Unreadable(f"SVG 里有{_REFUSED[name]}", _AGAIN)
    for key, value in element.attrib.items():
        bare = key.rpartition("}")[2].lower()
        if bare in ("href", "src", "class") or bare.startswith("on") or "url(" in value.lower():
            raise Unreadable(f"SVG 里有引用、样式或脚本（{bare}）", _AGAIN)


def _said(element: ElementTree.Element) -> dict[str, str]:
    """How an element looks by its own attributes; those in `style` go before."""
    said = {key: value.strip() for key, value in element.attrib.items() if key in _LOOKS}
    for part in element.get("style", "").split(";"):
        key, _, value = part.partition(":")
        if key.strip() in _LOOKS:
            said[key.strip()] = value.strip()
    for key in _PLAIN_OPACITY:
        if said.pop(key, "1") not in ("1", "1.0", "100%"):
            raise Unreadable("SVG 里有半透明的颜色", "改成不透明的颜色，或另存为 PNG")
    return said


def _shape(path: Path, matrix: Matrix, look: Mapping[str, str]) -> Iterator[Shape]:
    fill = color_of(look.get("fill", "black"))
    width = length(look.get("stroke-width", "1")) * hypot(matrix[0], matrix[1])
    edge: Color | None = color_of(look.get("stroke", "none")) if width else None
    if path and (fill or edge):
        scale = hypot(matrix[0], matrix[1])
        dash = look.get("stroke-dasharray", "none")
        dashes = () if dash == "none" else tuple(part * scale for part in numbers_in(dash))
        holes = look.get("fill-rule") == "evenodd"
        yield Shape(moved(path, matrix), fill, edge, width if edge else 0.0, dashes if edge else (), holes)


def _path(element: ElementTree.Element, name: str) -> Path:
    def at(key: str) -> float:
        return length(element.get(key, "0"))

    match name:
        case "path":
            return path_of(element.get("d", ""))
        case "rect":
            if element.get("rx") or element.get("ry"):
                return _rounded(at("x"), at("y"), at("width"), at("height"), at("rx") or at("ry"))
            return paths.box(at("x"), at("y"), at("width"), at("height"))
        case "circle" | "ellipse":
            wide, high = (at("r"), at("r")) if name == "circle" else (at("rx"), at("ry"))
            return moved(paths.dots([(0.0, 0.0)], 1.0), (wide, 0.0, 0.0, high, at("cx"), at("cy")))
        case "line":
            return paths.strokes([[(at("x1"), at("y1")), (at("x2"), at("y2"))]])
    found = numbers_in(element.get("points", ""))
    spots = list(zip(found[::2], found[1::2], strict=True))
    if not spots:
        return ()
    return paths.polygon(spots) if name == "polygon" else paths.strokes([spots])


def _rounded(x: float, y: float, wide: float, high: float, radius: float) -> Path:
    r = min(radius, wide / 2, high / 2)
    turn = f"a{r} {r} 0 0 1"
    return path_of(
        f"M{x + r} {y}h{wide - 2 * r}{turn} {r} {r}v{high - 2 * r}{turn} {-r} {r}h{2 * r - wide}{turn} {-r} {-r}"
        f"v{2 * r - high}{turn} {r} {-r}z"
    )
