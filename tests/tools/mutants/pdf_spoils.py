"""Mistakes in a finished PDF: what it says to a screen reader, of itself, of its fonts, and where its links lead."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Spoil = Callable[[Any], None]
"""Changes an open PDF."""


def spoilt(data: bytes, spoil: Spoil) -> bytes:
    """The file with one mistake."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _elements(pdf: Any, role: str) -> list[Any]:
    """Structure elements of a role, in the order of the tree."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Array):
            waiting += reversed(list(one))
        elif isinstance(one, Dictionary) and "/S" in one:
            found += [one] if role == one.S else []
            waiting.append(one.get("/K", Array()))
    return found


def _role(old: str, new: str, at: int = 0) -> Spoil:
    def spoil(pdf: Any) -> None:
        _elements(pdf, old)[at].S = Name(new)

    return spoil


def _every_role(old: str, new: str) -> Spoil:
    def spoil(pdf: Any) -> None:
        for one in _elements(pdf, old):
            one.S = Name(new)

    return spoil


def _attribute(role: str, key: str, value: Any) -> Spoil:
    """The first attribute of a name among the elements of a role: another value, or (None) none."""

    def spoil(pdf: Any) -> None:
        attributes = next(one for element in _elements(pdf, role) for one in element.get("/A", ()) if key in one)
        if value is None:
            del attributes[key]
        else:
            attributes[key] = value

    return spoil


def _entry(role: str, key: str, value: Any) -> Spoil:
    """An entry of the first element of a role that has it: another value, or (None) none."""

    def spoil(pdf: Any) -> None:
        element = next(one for one in _elements(pdf, role) if key in one)
        if value is None:
            del element[key]
        else:
            element[key] = value

    return spoil


def _swapped_rows(pdf: Any) -> None:
    rows = _elements(pdf, "/TR")
    rows[1].K, rows[2].K = rows[2].K, rows[1].K
    for row in rows[1:3]:
        for cell in row.K:
            cell.P = row


def _swapped_paragraphs(pdf: Any) -> None:
    top = pdf.Root.StructTreeRoot.K
    kids = list(top.K)
    at = next(at for at, kid in enumerate(kids) if kid.S == "/P" and kids[at + 1].S == "/P")
    kids[at], kids[at + 1] = kids[at + 1], kids[at]
    top.K = Array(kids)


def _cell_less(pdf: Any) -> None:
    row = _elements(pdf, "/TR")[1]
    row.K = Array(list(row.K)[:-1])


def _top(key: str, value: Any) -> Spoil:
    """An entry of the catalogue: another value, or (None) none."""

    def spoil(pdf: Any) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return spoil


def _info(key: str, value: str) -> Spoil:
    def spoil(pdf: Any) -> None:
        pdf.trailer.Info[key] = String(value)

    return spoil


def _xmp(old: str, new: str) -> Spoil:
    def spoil(pdf: Any) -> None:
        said = pdf.Root.Metadata.read_bytes().decode("utf-8")
        changed = re.sub(old, new, said, count=1, flags=re.DOTALL)
        assert changed != said
        pdf.Root.Metadata.write(changed.encode("utf-8"))

    return spoil


def _inner_fonts(pdf: Any) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and "/CIDSystemInfo" in one and "/W" in one]


def _width(pdf: Any) -> None:
    font = next(one for one in _inner_fonts(pdf) if len(one.W))
    font.W[1][0] = 999


def _widths_gone(pdf: Any) -> None:
    next(one for one in _inner_fonts(pdf) if len(one.W)).W = Array()


def _default_width(pdf: Any) -> None:
    for one in _inner_fonts(pdf):
        one.DW = 500


def _meaning(pdf: Any) -> None:
    """Two glyphs say that they are the other."""
    font = next(one for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one)
    said = font.ToUnicode.read_bytes().decode("ascii")
    one, two = islice(re.findall(r"^<[0-9A-F]{4}> <([0-9A-F]{4})>$", said, re.MULTILINE), 2)
    shown = re.sub(rf"> <({one}|{two})>", lambda found: f"> <{two if found[1] == one else one}>", said)
    font.ToUnicode.write(shown.encode("ascii"))


def _meaning_gone(pdf: Any) -> None:
    del next(one for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one)["/ToUnicode"]


def _fontless(pdf: Any) -> None:
    descriptor = _inner_fonts(pdf)[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def _link(pdf: Any, kind: str) -> Any:
    links = (one for page in pdf.pages for one in page.get("/Annots", ()))
    return next(one for one in links if kind == one.A.S)


def _rect(pdf: Any) -> None:
    link = _link(pdf, "/GoTo")
    link.Rect = Array([float(edge) + 100 * (at % 2) for at, edge in enumerate(link.Rect)])


def _to_another_page(pdf: Any) -> None:
    link = _link(pdf, "/GoTo")
    old = link.A.D[0]
    link.A.D[0] = next(page.obj for page in pdf.pages if page.obj.objgen != old.objgen)


def _to_the_foot(pdf: Any) -> None:
    _link(pdf, "/GoTo").A.D[3] = 60


def _unsaid(pdf: Any) -> None:
    del _link(pdf, "/GoTo")["/Contents"]


def _missaid(pdf: Any) -> None:
    _link(pdf, "/GoTo").Contents = String("转到：别处")


def _unbound(pdf: Any) -> None:
    del _link(pdf, "/GoTo")["/StructParent"]


def _out_of_the_tree(pdf: Any) -> None:
    """The Link element no longer refers to its annotation."""
    link = _elements(pdf, "/Link")[0]
    link.K = Array([kid for kid in link.K if not (isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")])


def _link_gone(pdf: Any) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page["/Annots"]


def _parents(pdf: Any) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1], numbers[3] = numbers[3], numbers[1]


def _bookmark_elsewhere(pdf: Any) -> None:
    pdf.Root.Outlines.First.First.Dest[0] = pdf.pages[0].obj


def _bookmark_renamed(pdf: Any) -> None:
    pdf.Root.Outlines.First.First.Title = String("别的标题")


def _bookmark_gone(pdf: Any) -> None:
    entry = pdf.Root.Outlines.First
    first = entry.First
    entry.First = first.Next
    del entry.First["/Prev"]
    entry.Count = int(entry.Count) + 1


def _untagged(pdf: Any) -> None:
    """Text of the first page outside any mark."""
    page = pdf.pages[0]
    kept, left_out = [], False
    for one in pikepdf.parse_content_stream(page):
        if str(one.operator) == "BDC" and not left_out and "/MCID" in one.operands[1]:
            left_out, skipping = True, True
            continue
        if str(one.operator) == "EMC" and left_out and skipping:
            skipping = False
            continue
        kept.append(one)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _artifact_marked(kind: str) -> Spoil:
    """The page number: no artifact any more (`bare`), or, the other way about, a paragraph that has become one."""

    def spoil(pdf: Any) -> None:
        page, done = pdf.pages[0], False
        kept: list[Any] = []
        dropping = False
        for one in pikepdf.parse_content_stream(page):
            name = str(one.operator)
            artifact = name == "BDC" and str(one.operands[0]) == "/Artifact"
            if kind == "bare" and artifact:
                dropping = True
                continue
            if kind == "bare" and name == "EMC" and dropping:
                dropping = False
                continue
            if kind == "hidden" and name == "BDC" and not artifact and not done:
                done = True
                one = pikepdf.ContentStreamInstruction(
                    [Name.Artifact, Dictionary(Type=Name.Pagination)], pikepdf.Operator("BDC")
                )
            kept.append(one)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    return spoil


def _page(key: str, value: Any) -> Spoil:
    def spoil(pdf: Any) -> None:
        if value is None:
            del pdf.pages[1][key]
        else:
            pdf.pages[1][key] = value

    return spoil


def _labelled(pdf: Any) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))


def _pages_swapped(pdf: Any) -> None:
    pages = list(pdf.pages)
    pdf.pages[0], pdf.pages[1] = pages[1], pages[0]


PDF: Mapping[str, tuple[str, Spoil]] = {
    "表头：一格 TH 写成 TD": ("annex-chengdu", _role("/TH", "/TD")),
    "表头：全部 TH 写成 TD": ("annex-chengdu", _every_role("/TH", "/TD")),
    "表头：一格 TD 写成 TH": ("annex-chengdu", _role("/TD", "/TH", 5)),
    "表头：Scope 由列变行": ("annex-chengdu", _attribute("/TH", "/Scope", Name.Row)),
    "表头：没有 Scope": ("annex-chengdu", _attribute("/TH", "/Scope", None)),
    "表头：跨列的少跨": ("annex-chengdu", _attribute("/TH", "/ColSpan", 2)),
    "表头：跨列的不说": ("annex-chengdu", _attribute("/TH", "/ColSpan", None)),
    "表：TR 写成 P": ("annex-chengdu", _role("/TR", "/P", 1)),
    "表：Table 写成 Div": ("annex-chengdu", _role("/Table", "/Div")),
    "表：表题写成 P": ("annex-chengdu", _role("/Caption", "/P")),
    "表：两行对调": ("annex-chengdu", _swapped_rows),
    "表：一行少一格": ("annex-chengdu", _cell_less),
    "标题：H2 写成 H3": ("chengdu", _role("/H2", "/H3")),
    "标题：H2 写成 P": ("chengdu", _role("/H2", "/P", 1)),
    "标题：H1 写成 P": ("chengdu", _role("/H1", "/P")),
    "标题：正文写成 H2": ("chengdu", _role("/P", "/H2", 20)),
    "朗读次序：两段对调": ("chengdu", _swapped_paragraphs),
    "朗读次序：父树错位": ("chengdu", _parents),
    "替代文字：没有": ("chengdu", _entry("/Figure", "/Alt", None)),
    "替代文字：换了": ("chengdu", _entry("/Figure", "/Alt", String("一张图。"))),
    "替代文字：图写成 P": ("chengdu", _role("/Figure", "/P")),
    "替代文字：图没有边框": ("chengdu", _attribute("/Figure", "/BBox", None)),
    "编号：L 的编号方式": ("chengdu", _attribute("/L", "/ListNumbering", Name.Decimal)),
    "编号：LI 写成 P": ("chengdu", _role("/LI", "/P")),
    "编号：序号同正文对调": ("annex-chengdu", _role("/Lbl", "/LBody")),
    "语言：没有": ("chengdu", _top("/Lang", None)),
    "语言：英文": ("chengdu", _top("/Lang", String("en-US"))),
    "标记：说没有标记": ("chengdu", _top("/MarkInfo", Dictionary(Marked=False))),
    "标记：标题栏不显示题目": ("chengdu", _top("/ViewerPreferences", None)),
    "标记：没有输出意图": ("chengdu", _top("/OutputIntents", None)),
    "标记：一段在标记之外": ("chengdu", _untagged),
    "标记：页码不是边饰": ("chengdu", _artifact_marked("bare")),
    "标记：一段成了边饰": ("chengdu", _artifact_marked("hidden")),
    "日期：信息里的": ("chengdu", _info("/CreationDate", "D:20261124000000Z")),
    "日期：信息里的修改日": ("chengdu", _info("/ModDate", "D:20261124000000Z")),
    "日期：XMP 的": ("chengdu", _xmp("<xmp:CreateDate>2026", "<xmp:CreateDate>2027")),
    "日期：XMP 的修改日": ("chengdu", _xmp("<xmp:ModifyDate>2026", "<xmp:ModifyDate>2027")),
    "日期：XMP 写法不对": ("chengdu", _xmp("<xmp:CreateDate>[^<]*", "<xmp:CreateDate>2026年11月")),
    "题目：信息里的": ("chengdu", _info("/Title", "别的题目")),
    "题目：XMP 的": ("chengdu", _xmp(r'(x-default">)[^<]*', r"\1别的题目")),
    "题目：作者": ("chengdu", _info("/Author", "别人")),
    "合乎标准：XMP 不说 PDF/UA": ("chengdu", _xmp("<pdfuaid:part>1</pdfuaid:part>", "")),
    "字宽：一个字的": ("chengdu", _width),
    "字宽：全不说": ("chengdu", _widths_gone),
    "字宽：默认的": ("chengdu", _default_width),
    "字义：两个字对调": ("chengdu", _meaning),
    "字义：没有": ("chengdu", _meaning_gone),
    "字体：没有嵌入": ("chengdu", _fontless),
    "链接：框错位": ("annex-chengdu", _rect),
    "链接：到别的页": ("annex-chengdu", _to_another_page),
    "链接：到页脚": ("annex-chengdu", _to_the_foot),
    "链接：没有说明": ("annex-chengdu", _unsaid),
    "链接：说明不对": ("annex-chengdu", _missaid),
    "链接：不连到结构": ("annex-chengdu", _unbound),
    "链接：结构不连到它": ("annex-chengdu", _out_of_the_tree),
    "链接：一页的没有了": ("annex-chengdu", _link_gone),
    "书签：到别的页": ("chengdu", _bookmark_elsewhere),
    "书签：换名": ("chengdu", _bookmark_renamed),
    "书签：少一个": ("chengdu", _bookmark_gone),
    "页：次序不按结构": ("chengdu", _page("/Tabs", None)),
    "页：结构号错": ("chengdu", _page("/StructParents", 0)),
    "页：大小": ("chengdu", _page("/MediaBox", Array([0, 0, 612, 792]))),
    "页：转了": ("chengdu", _page("/Rotate", 90)),
    "页：另编页码": ("chengdu", _labelled),
    "页：两页对调": ("chengdu", _pages_swapped),
}
"""What is wrong → the report whose file it is made in, and how."""
