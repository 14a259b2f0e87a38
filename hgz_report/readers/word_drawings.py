"""Drawings of a .docx: native charts in their normal form with their workbooks, pictures by their hashes, text boxes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from hgz_report.readers.content import Oddity, without_blanks
from hgz_report.readers.word_charts import C, chart_form
from hgz_report.readers.word_text import Element, WordFile
from hgz_report.readers.workbook_cells import workbook_cells

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_FILLS = tuple(f"{_A}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill"))
_PLAIN_BLIP = (f"{_A}extLst",)
_CROPPED = ("l", "t", "r", "b")


def drawn(drawing: Element, word: WordFile, part: str) -> tuple[list[dict[str, Any]], list[Oddity]]:
    """The forms of what a `w:drawing` of a part shows, a picture's with its file as `image`, and what is odd about it."""
    forms: list[dict[str, Any]] = []
    odd: list[Oddity] = []
    for data in drawing.iter(f"{_A}graphicData"):
        match data.get("uri", "").rpartition("/")[2]:
            case "chart":
                charts, said = _chart(data, word, part)
                forms += charts
                odd += said
            case "picture":
                odd += _picture(data, word, part, forms)
            case "wordprocessingShape":
                odd += _text_box(data)
            case other:
                odd.append(Oddity("doubt", f"有读不懂的图形（{other or '没有说明'}），里面的数字读不出来"))
    described = drawing.find(f".//{_WP}docPr")
    for form in forms:
        form["size"] = _size(drawing)
        form["alt"] = "" if described is None else without_blanks(described.get("descr", ""))
    if described is not None and described.get("hidden") in ("1", "true"):
        odd.append(Oddity("finding", "图藏起来了，不显示", described.get("name", "")))
    return forms, odd


def _size(drawing: Element) -> list[int]:
    extent = drawing.find(f".//{_WP}extent")
    return [0, 0] if extent is None else [int(float(extent.get(name, "0"))) for name in ("cx", "cy")]


def _chart(data: Element, word: WordFile, part: str) -> tuple[list[dict[str, Any]], list[Oddity]]:
    reference = data.find(f"{C}chart")
    relation = word.relation(part, "" if reference is None else reference.get(f"{_R}id", ""))
    if relation is None or relation.external:
        return [], [Oddity("doubt", "图的数据不在文件里，读不出来")]
    root = word.part(relation.target)
    odd = []
    book: list[list[str]] | None = None
    for other in word.relations(relation.target):
        kind = other.kind.rpartition("/")[2]
        if kind == "package" and not other.external:
            if other.target in word.archive.namelist():  # LibreOffice may name one that it didn't write
                book = workbook_cells(word.archive.read(other.target))
        elif kind == "chartUserShapes":
            odd.append(Oddity("finding", "图上另画了图形或文字框"))
        elif kind not in ("chartStyle", "chartColorStyle", "themeOverride"):
            odd.append(Oddity("doubt", f"图连着读不懂的东西（{kind}）"))
    return [{"chart": chart_form(root), "book": book}], odd


def _picture(data: Element, word: WordFile, part: str, forms: list[dict[str, Any]]) -> Iterator[Oddity]:
    for picture in data.iter(f"{_PIC}pic"):
        blip = picture.find(f"{_PIC}blipFill/{_A}blip")
        if blip is None or f"{_R}link" in blip.attrib:
            yield Oddity("finding", "图片不在文件里，是连到外面的，打开时会换成别的")
            continue
        vector = blip.find(f".//{_SVG}")
        image = _file(word, part, blip)
        drawing = _file(word, part, vector) if vector is not None else b""
        forms.append({"picture": _digest(image), "vector": _digest(drawing) if drawing else "", "image": image})
        yield from _altered(picture, blip)


def _altered(picture: Element, blip: Element) -> Iterator[Oddity]:
    crop = picture.find(f"{_PIC}blipFill/{_A}srcRect")
    if crop is not None and any(int(float(crop.get(side, "0"))) for side in _CROPPED):
        yield Oddity("finding", "图片裁掉了一部分")
    if any(child.tag not in _PLAIN_BLIP for child in blip):
        yield Oddity("finding", "图片改过样子（透明、亮度、颜色）")
    turned = picture.find(f"{_PIC}spPr/{_A}xfrm")
    if turned is not None and any(turned.get(name, "0") not in ("0", "false") for name in ("rot", "flipH", "flipV")):
        yield Oddity("finding", "图片转了方向")


def _file(word: WordFile, part: str, blip: Element) -> bytes:
    relation = word.relation(part, blip.get(f"{_R}embed", ""))
    return b"" if relation is None or relation.external else word.archive.read(relation.target)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text_box(data: Element) -> Iterator[Oddity]:
    """A box that covers what is under it, or is painted into; its text is read as a paragraph."""
    for shape in data.iter(f"{_WPS}wsp"):
        look = shape.find(f"{_WPS}spPr")
        text = "".join(one.text or "" for one in shape.iter() if one.tag.endswith("}t"))
        if shape.find(f"{_WPS}style") is not None or (
            look is not None and any(look.find(f) is not None for f in _FILLS)
        ):
            yield Oddity("finding", "添了图形或文字框，盖得住下面的字", text)
        elif any("一" <= char <= "鿿" or char.isdigit() for char in text):
            yield Oddity("finding", "添了文字框", text)
        else:
            yield Oddity("notice", "添了文字框，里面没有数", text)
