"""Mistakes in the XML of a .docx: what moves, hides, repeats or puts in text by other means than typing it."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence

from lxml import etree

from hgz_report.language.numbers import find

_NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_W = f"{{{_NS['w']}}}"
_BODY = "word/document.xml"
Node = etree._Element
Spoil = Callable[["WordParts", Node], "bool | None"]
"""Changes one place; False where nothing can be changed there."""


class WordParts:
    """The parts of a .docx, its body as a tree."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.members[_BODY])

    def data(self) -> bytes:
        """The file."""
        self.members[_BODY] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, member in self.members.items():
                archive.writestr(name, member)
        return buffer.getvalue()

    def found(self, path: str) -> list[Node]:
        """Elements of the body."""
        return list(self.body.iterfind(path, _NS))


def text_of(node: Node) -> str:
    """The text of an element."""
    return "".join(one.text or "" for one in node.iter(f"{_W}t"))


def _stated(node: Node) -> bool:
    return next(find(text_of(node)), None) is not None


def _paragraphs(parts: WordParts) -> list[Node]:
    """Paragraphs of running text with a number."""
    style = f"{_W}pPr/{_W}pStyle"
    kinds = ("Body", "Item", "Lead")
    return [
        p
        for p in parts.found(".//w:p")
        if (s := p.find(style)) is not None and s.get(f"{_W}val") in kinds and _stated(p)
    ]


def _numbers(parts: WordParts) -> list[Node]:
    """Runs within content controls of running text and cells: bound numbers."""
    runs = parts.found(".//w:sdtContent/w:r")
    return [run for run in runs if run.find(f"{_W}t") is not None and re.search(r"\d", text_of(run))]


def _rows(parts: WordParts) -> list[Node]:
    return [row for row in parts.found(".//w:tbl/w:tr") if len(row.findall(f"{_W}tc")) > 1 and _stated(row)
            and row.find(f"{_W}trPr/{_W}tblHeader") is None]  # fmt: skip


def _heads(parts: WordParts) -> list[Node]:
    """Head rows of tables, those of key figures left out, with different heads."""
    heads = [row for row in parts.found(".//w:tbl/w:tr") if row.find(f"{_W}trPr/{_W}tblHeader") is not None]
    plain = [row for row in heads if "FigureValue" not in etree.tostring(row).decode()]
    return [row for row in plain if len({text_of(cell) for cell in row.findall(f"{_W}tc")}) > 2]


def _styled(*names: str) -> Callable[[WordParts], list[Node]]:
    def found(parts: WordParts) -> list[Node]:
        style = f"{_W}pPr/{_W}pStyle"
        return [p for p in parts.found(".//w:p") if (s := p.find(style)) is not None and s.get(f"{_W}val") in names]

    return found


def _pictures(parts: WordParts) -> list[Node]:
    return parts.found(".//a:blip")


def _swap(one: Node, two: Node) -> None:
    """Exchange the paragraphs of two cells, or two elements."""
    first, second = copy.deepcopy(one), copy.deepcopy(two)
    one.getparent().replace(one, second)  # type: ignore[union-attr]
    two.getparent().replace(two, first)  # type: ignore[union-attr]


def _labels(parts: WordParts, row: Node) -> bool:
    other = row.getnext()
    if other is None or len(other.findall(f"{_W}tc")) < 2 or not _stated(other):
        return False
    one, two = row.find(f"{_W}tc"), other.find(f"{_W}tc")
    if one is None or two is None or text_of(one) == text_of(two):
        return False
    _swap(one, two)
    return True


def _cells(at: int) -> Spoil:
    def spoil(parts: WordParts, row: Node) -> bool:
        cells = row.findall(f"{_W}tc")
        one, two = cells[at], cells[at + 1] if at + 1 < len(cells) else cells[0]
        if text_of(one) == text_of(two):
            return False
        _swap(one, two)
        return True

    return spoil


def _remove(parts: WordParts, node: Node) -> None:
    node.getparent().remove(node)  # type: ignore[union-attr]


def _twice(parts: WordParts, node: Node) -> None:
    node.addnext(copy.deepcopy(node))


def _under_another(parts: WordParts, paragraph: Node) -> bool:
    headings = [p for p in _styled("Heading1")(parts) if p.getparent() is paragraph.getparent()]
    parent = paragraph.getparent()
    if parent is None or parent.tag != f"{_W}body" or len(headings) < 2:
        return False
    last = headings[0] if parent.index(paragraph) > parent.index(headings[-1]) else headings[-1]
    last.addnext(paragraph)
    return True


def _reworded(parts: WordParts, paragraph: Node) -> bool:
    texts = [t for t in paragraph.iter(f"{_W}t") if len(t.text or "") > 3]
    if not texts:
        return False
    texts[-1].text = f"其他{(texts[-1].text or '')[2:]}"
    return True


def _property(xml: str) -> Spoil:
    """A property more in a run, paragraph, row or cell."""

    def spoil(parts: WordParts, node: Node) -> None:
        name = {f"{_W}r": "rPr", f"{_W}p": "pPr", f"{_W}tr": "trPr", f"{_W}tc": "tcPr"}[str(node.tag)]
        properties = node.find(f"{_W}{name}")
        if properties is None:
            properties = etree.Element(f"{_W}{name}")
            node.insert(0, properties)
        properties.append(_xml(xml))

    return spoil


def _after(xml: str) -> Spoil:
    """XML behind a run."""

    def spoil(parts: WordParts, node: Node) -> None:
        wrapped = _xml(f"<w:x>{xml}</w:x>")
        for child in reversed(list(wrapped)):
            node.addnext(child)

    return spoil


def _xml(text: str) -> Node:
    names = " ".join(f'xmlns:{key}="{value}"' for key, value in _NS.items())
    return etree.fromstring(re.sub(r"^<([\w:]+)", rf"<\1 {names}", text))


_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BOX = (
    '<w:r><w:drawing><wp:anchor behindDoc="0"><wp:extent cx="900000" cy="300000"/><wp:docPr id="99" name="x"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr><a:solidFill>'
    '<a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p>'
    "</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)

_WATERMARK = (
    '<w:r><w:pict><v:shape style="z-index:-1" fillcolor="silver"><v:textpath string="{}"/></v:shape></w:pict></w:r>'
)


def _bound(parts: WordParts, run: Node) -> None:
    control = run.getparent().getparent().find(f"{_W}sdtPr")  # type: ignore[union-attr]
    assert control is not None
    control.append(_xml('<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>'))


def _other_picture(parts: WordParts, blip: Node) -> bool:
    blips = [one for one in _pictures(parts) if one is not blip]
    if not blips:
        return False
    blip.set(f"{{{_NS['r']}}}embed", blips[0].get(f"{{{_NS['r']}}}embed", ""))
    return True


def _cropped(parts: WordParts, blip: Node) -> None:
    blip.addnext(_xml('<a:srcRect l="30000"/>'))


def _linked(parts: WordParts, blip: Node) -> None:
    blip.set(f"{{{_NS['r']}}}link", "rId1")


def _pale_style(parts: WordParts, node: Node) -> bool:
    styles = parts.members["word/styles.xml"].decode()
    name = node.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val")  # type: ignore[union-attr]
    changed = re.sub(
        rf'(<w:style [^>]*w:styleId="{name}".*?<w:rPr>)', r"\1<w:vanish/>", styles, count=1, flags=re.DOTALL
    )
    parts.members["word/styles.xml"] = changed.encode()
    return changed != styles


def _header(parts: WordParts, node: Node) -> bool:
    name = "word/footer1.xml"
    changed = parts.members[name].decode().replace("</w:p>", "<w:r><w:t>新增企业37家</w:t></w:r></w:p>", 1)
    parts.members[name] = changed.encode()
    return True


XML: Mapping[str, tuple[Callable[[WordParts], list[Node]], Spoil]] = {
    "对调行名": (_rows, _labels),
    "对调一行里的两格": (_rows, _cells(1)),
    "对调表头": (_heads, _cells(1)),
    "去掉一行": (_rows, _remove),
    "一行印两遍": (_rows, _twice),
    "去掉一段": (_paragraphs, _remove),
    "一段印两遍": (_paragraphs, _twice),
    "段落挪到别的标题下": (_paragraphs, _under_another),
    "改标题": (_styled("Heading1", "Heading2"), _reworded),
    "改表题": (_styled("TableCaption"), _reworded),
    "改图题": (_styled("ChartCaption"), _reworded),
    "隐藏文字": (_numbers, _property("<w:vanish/>")),
    "删除线": (_numbers, _property("<w:strike/>")),
    "白字": (_numbers, _property('<w:color w:val="FFFFFF"/>')),
    "极小的字": (_numbers, _property('<w:sz w:val="2"/>')),
    "上标": (_numbers, _property('<w:vertAlign w:val="superscript"/>')),
    "样式里藏字": (_paragraphs, _pale_style),
    "隐藏的行": (_rows, _property("<w:hidden/>")),
    "合并遮住的格": (lambda parts: [c for row in _rows(parts) for c in row.findall(f"{_W}tc")[1:] if _stated(c)],
                 _property("<w:vMerge/>")),
    "符号字体": (_numbers, _after('<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>')),
    "不断行连字符": (_numbers, _after("<w:r><w:noBreakHyphen/><w:t>7%</w:t></w:r>")),
    "公式域": (_numbers, _after(_FIELD.format("= 3 * 7", "21"))),
    "页码域当数字": (_numbers, _after(_FIELD.format("PAGE", "3"))),
    "自动编号": (_paragraphs, _property('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')),
    "盖住字的文字框": (_numbers, _after(_BOX.format("73家"))),
    "水印里写数": (_numbers, _after(_WATERMARK.format("增长37%"))),
    "批注": (_numbers, _after('<w:r><w:commentReference w:id="1"/></w:r>')),
    "数据绑定": (_numbers, _bound),
    "移到纸外": (_paragraphs, _property('<w:ind w:left="20000"/>')),
    "页脚添数": (_styled("Title"), _header),
    "换图片": (_pictures, _other_picture),
    "裁图片": (_pictures, _cropped),
    "连到外面的图片": (_pictures, _linked),
}  # fmt: skip
"""Name → where it can be made, and how."""


def spoilt(
    data: bytes, places: Callable[[WordParts], list[Node]], spoil: Spoil, order: Sequence[int]
) -> Iterator[tuple[bytes, str]]:
    """The file with one place spoilt, for the places in some order; and what stood there."""
    for at in order:
        parts = WordParts(data)
        node = places(parts)[at]
        said = text_of(node)[:40]
        if spoil(parts, node) is not False:
            yield parts.data(), said
