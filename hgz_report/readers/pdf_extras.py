"""What a PDF shows beside the content of its pages, or only sometimes: annotations, optional content, encryption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hgz_report.readers.content import Oddity
from hgz_report.readers.pdf_actions import LINKED, action_said, actions_of

_SILENT = frozenset({"/Link", "/Popup"})
_MARKS = {"/Highlight": "标了颜色", "/Underline": "划了下划线", "/Squiggly": "划了波浪线", "/Text": "贴了便笺"}
_DRAWN = {
    "/StrikeOut": "划了删除线",
    "/FreeText": "打了字",
    "/Stamp": "加盖了图章",
    "/Ink": "画了笔迹",
    "/Square": "画了方框",
    "/Circle": "画了圈",
    "/Line": "画了线",
    "/Redact": "涂掉了字",
    "/Widget": "添了表单的格子",
}
_HIDDEN = 0b10 | 0b100000
"""Flags of an annotation that is not shown (ISO 32000-2, 12.5.3: Hidden, NoView)."""


def annotations_of(page: Any) -> list[Any]:
    """The annotations of a page."""
    found = page.get("/Annots")
    return [one.get_object() for one in found.get_object()] if found is not None else []


def remark(annotation: Any) -> str:
    """What an annotation says: its words, or what was filled in."""
    if annotation.get("/Subtype") in _SILENT or _signed(annotation):
        return ""
    said = (annotation.get(key) for key in ("/Contents", "/V"))
    return "\n".join(str(one) for one in said if isinstance(one, str))


def annotation_oddities(page: Any, number: int) -> Iterator[Oddity]:
    """What the annotations of a page show; a signature is a notice, to be looked at where it covers something."""
    for one in annotations_of(page):
        kind = str(one.get("/Subtype", ""))
        box = _box(one)
        if int(one.get("/F", 0)) & _HIDDEN or (kind in _SILENT and "/AP" not in one):
            continue
        if _signed(one):
            yield Oddity(
                "notice", "有电子签名", "", number, box if box and box[2] > box[0] and box[3] > box[1] else None
            )
        elif kind in _MARKS:
            yield Oddity("notice", f"页面上{_MARKS[kind]}", remark(one), number, box)
        elif kind != "/FreeText" or not any(
            char.isdigit() for char in remark(one)
        ):  # a number in it is a finding itself
            yield Oddity("finding", f"页面上{_DRAWN.get(kind, f'添了批注（{kind[1:]}）')}", remark(one), number, box)


def _signed(annotation: Any) -> bool:
    field = annotation if "/FT" in annotation else annotation.get("/Parent", {})
    return bool(annotation.get("/Subtype") == "/Widget" and field.get("/FT") == "/Sig")


def _box(annotation: Any) -> tuple[float, float, float, float] | None:
    edges = [float(edge) for edge in annotation.get("/Rect", ())]
    if len(edges) != 4:
        return None
    return min(edges[0::2]), min(edges[1::2]), max(edges[0::2]), max(edges[1::2])


def file_oddities(root: Any) -> Iterator[Oddity]:
    """What the file as a whole may show or hide."""
    if "/OCProperties" in root:
        yield Oddity("finding", "有图层（可选内容）：屏幕上和打印出来的可以不一样")
    yield from actions_of(root)
    names = root.get("/Names", {})
    if "/JavaScript" in names.get_object() if hasattr(names, "get_object") else "/JavaScript" in names:
        yield Oddity("doubt", "有会运行的脚本，打开时能换掉显示的字")
    if "/AcroForm" in root and "/XFA" in root["/AcroForm"].get_object():
        yield Oddity("doubt", "有 XFA 表单，显示什么由它另定")


def page_oddities(page: Any, number: int) -> Iterator[Oddity]:
    """What a page does by itself when it is opened, and whether its units are its own."""
    unit = page.get("/UserUnit", 1)
    if float(unit) != 1:
        yield Oddity("finding", f"页面放大了{float(unit):g}倍（UserUnit）：大小同发布时不一样", "", number)
    yield from (one._replace(page=number) for one in actions_of(page))
    for annotation in annotations_of(page):
        if str(annotation.get("/Subtype", "")) != "/Link":
            yield from (one._replace(page=number) for one in actions_of(annotation))
        elif said := action_said(annotation.get("/A"), LINKED):
            yield Oddity("doubt", f"链接点开时会{said}", "", number, _box(annotation))
