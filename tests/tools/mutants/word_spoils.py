"""Mistakes in a finished DOCX: its tables, dates, headings, bookmarks, notes, charts, and what it takes from outside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

Parts = dict[str, str | bytes]
"""The members of a package by name; XML as text."""
Spoil = Callable[[Parts], None]
_BODY, _STYLES, _SETTINGS, _CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
_RELATIONS, _NOTES, _MAP = "word/_rels/document.xml.rels", "word/footnotes.xml", "customXml/item1.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def spoilt(data: bytes, spoil: Spoil) -> bytes:
    """The file with one mistake."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    parts: Parts = {
        name: data.decode("utf-8") if name.endswith((".xml", ".rels")) else data for name, data in members.items()
    }
    spoil(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _in(name: str, pattern: str, new: str, count: int = 1) -> Spoil:
    """A part with the first places of a pattern (all: 0) changed."""

    def spoil(parts: Parts) -> None:
        said = str(parts[name])
        changed = re.sub(pattern, new, said, count=count, flags=re.DOTALL)
        assert changed != said, f"{name} has no {pattern}"
        parts[name] = changed

    return spoil


def _all(*spoils: Spoil) -> Spoil:
    def spoil(parts: Parts) -> None:
        for one in spoils:
            one(parts)

    return spoil


def _gone(*names: str) -> Spoil:
    def spoil(parts: Parts) -> None:
        for name in names:
            del parts[name]

    return spoil


def _more(name: str, text: str) -> Spoil:
    def spoil(parts: Parts) -> None:
        parts[name] = text

    return spoil


def _relation(kind: str, target: str, name: str = _RELATIONS) -> Spoil:
    """A relation to something outside the file."""
    link = f'<Relationship Id="rId77" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'

    def spoil(parts: Parts) -> None:
        empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        parts[name] = str(parts.get(name, empty)).replace("</Relationships>", f"{link}</Relationships>")

    return spoil


def attached_template(target: str) -> Spoil:
    """A template that Word fetches when the file is opened."""
    named = _in(_SETTINGS, r"<w:zoom [^>]*/>", r'\g<0><w:attachedTemplate r:id="rId77"/>')
    return _all(named, _relation("attachedTemplate", target, "word/_rels/settings.xml.rels"))


def _book(parts: Parts) -> None:
    """A value of a chart's workbook other than the one that is drawn."""
    name = next(name for name in parts if name.endswith(".xlsx"))
    data = parts[name]
    assert isinstance(data, bytes)
    sheet = _in("xl/worksheets/sheet1.xml", r'(<c r="B2"[^>]*><v>)([^<]*)', r"\g<1>7\2")
    parts[name] = spoilt(data, sheet)


_INNER = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl></w:tc>"
_SECOND_ROW = r"(<w:tblHeader/></w:trPr>(?:(?!</w:tr>).)*</w:tr><w:tr>(?:(?!</w:tcPr>).)*<w:tcW [^>]*/>)"
_PASSAGE = r'<w:bookmarkStart w:id="(\d+)" w:name="_hgz[^"]*"/>(.*?)<w:bookmarkEnd w:id="\1"/>'
_TABLE = r'(<w:tbl><w:tblPr><w:tblStyle w:val="ThreeRuleTable"/>(?:(?!</w:tbl>).)*)'

WORD: Mapping[str, tuple[str, Spoil]] = {
    "格：以表格结尾": ("chengdu", _in(_BODY, "</w:tc>", _INNER)),
    "格：没有段落": ("chengdu", _in(_BODY, r"(<w:tc><w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>)<w:p>.*?</w:p></w:tc>", r"\1</w:tc>")),
    "格：vMerge 没有起头": ("chengdu", _in(_BODY, _TABLE + r"<w:tcW [^>]*/>", r"\g<0><w:vMerge/>")),
    "格：空着的一格并进上面的": ("chengdu", _in(_BODY, _SECOND_ROW, r"\1<w:vMerge/>")),
    "格：跨列多一列": ("chengdu", _in(_BODY, r'(<w:tcW [^>]*/>)', r'\1<w:gridSpan w:val="2"/>')),
    "格：一行少一格": ("chengdu", _in(_BODY, r"(<w:tblHeader/></w:trPr>)<w:tc>.*?</w:tc>", r"\1")),
    "格：少一列的宽": ("chengdu", _in(_BODY, r"<w:gridCol [^>]*/></w:tblGrid>", "</w:tblGrid>")),
    "格：宽同列不合": ("chengdu", _in(_BODY, _TABLE + r'<w:tcW w:w="\d+"', r'\1<w:tcW w:w="99"')),
    "表头：第一行不是表头": ("chengdu", _in(_BODY, _TABLE + "<w:tblHeader/>", r"\1")),
    "表头：表没有说明": ("chengdu", _in(_BODY, r"<w:tblCaption [^>]*/>", "")),
    "日期：写法不对": ("chengdu", _in(_CORE, r"(dcterms:created [^>]*>)[^<]*", r"\g<1>2026-13-45")),
    "日期：不是 W3CDTF": ("chengdu", _in(_CORE, r"(dcterms:created) [^>]*>", r"\1>")),
    "日期：写成中文": ("chengdu", _in(_CORE, r"(dcterms:modified [^>]*>)[^<]*", r"\g<1>2026年11月23日")),
    "日期：差一天": ("chengdu", _in(_CORE, r"(dcterms:created [^>]*>)2026-11-23", r"\g<1>2026-11-24")),
    "日期：修改日差一年": ("chengdu", _in(_CORE, r"(dcterms:modified [^>]*>)2026", r"\g<1>2027")),
    "日期：没有修改日": ("chengdu", _in(_CORE, r"<dcterms:modified.*?</dcterms:modified>", "")),
    "日期：印的差一天": ("chengdu", _in(_BODY, "2026年11月23日", "2026年11月24日")),
    "模板：连到外面的": ("chengdu", attached_template("https://example.org/a.dotm")),
    "外面：一张图片": ("chengdu", _relation("image", "https://example.org/a.png")),
    "外面：一个对象": ("chengdu", _relation("oleObject", "file:///a.xlsx")),
    "外面：图的数据": ("chengdu", _relation("package", "https://example.org/a.xlsx", "word/charts/_rels/chart1.xml.rels")),
    "外面：打开时更新域": ("chengdu", _in(_SETTINGS, "<w:footnotePr>", "<w:updateFields/><w:footnotePr>")),
    "外面：宏": ("chengdu", _more("word/vbaProject.bin", "x")),
    "标题：二级写成四级": ("chengdu", _in(_BODY, 'w:val="Heading2"', 'w:val="Heading4"')),
    "标题：一级写成正文": ("chengdu", _in(_BODY, 'w:val="Heading1"', 'w:val="Body"')),
    "标题：样式没有级别": ("chengdu", _in(_STYLES, r'<w:outlineLvl w:val="0"/>', "")),
    "目录：页码错": ("chengdu", _in(_BODY, r"(PAGEREF _Toc.*?<w:t [^>]*>)\d+", r"\g<1>88")),
    "目录：通到没有的地方": ("chengdu", _in(_BODY, r'w:anchor="_Toc\d+"', 'w:anchor="_Toc999999999"')),
    "目录：页码引没有的书签": ("chengdu", _in(_BODY, r"PAGEREF _Toc\d+", "PAGEREF _Toc999999999")),
    "引用：通到另一处": ("chengdu", _in(_BODY, r"REF _Ref\d+", "REF _Ref999999999")),
    "书签：两个同号": ("chengdu", _in(_BODY, r'(bookmarkStart w:id=")\d+(".*?bookmarkEnd w:id=")\d+', r"\g<1>5\g<2>5")),
    "书签：两个同名": ("chengdu", _in(_BODY, r'(w:name=")(_Toc\d+)("/>.*?w:name=")_Toc\d+', r"\1\2\3\2")),
    "书签：没有结尾": ("chengdu", _in(_BODY, r"<w:bookmarkEnd [^>]*/>", "")),
    "书签：少一个": ("chengdu", _in(_BODY, _PASSAGE, r"\2")),
    "出处：整个没有": ("chengdu", _all(_gone(_MAP, "customXml/itemProps1.xml", "customXml/_rels/item1.xml.rels"),
        _in(_RELATIONS, r'<Relationship [^>]*customXml"[^>]*/>', ""),
        _in("[Content_Types].xml", r'<Override PartName="/customXml[^>]*/>', "", 0))),
    "出处：说的书签没有": ("chengdu", _in(_MAP, r'at="_hgz_b[^"]*"', 'at="_hgz_none"')),
    "替代文字：没有": ("chengdu", _in(_BODY, r'(<wp:docPr [^>]*)descr="[^"]*"', r"\1")),
    "替代文字：换了": ("chengdu", _in(_BODY, r'(<wp:docPr [^>]*descr=")[^"]*', r"\1图")),
    "图：两个同号": ("national", _in(_BODY, r'(<wp:docPr id=")(\d+)(.*?<wp:docPr id=")\d+', r"\1\2\3\2")),
    "图：工作簿同画的不同": ("chengdu", _book),
    "图：画的同工作簿不同": ("chengdu", _in("word/charts/chart1.xml", r"(<c:val>.*?<c:v>)", r"\g<1>7")),
    "图：没有工作簿": ("chengdu", _in("word/charts/chart1.xml", r"<c:externalData.*?</c:externalData>", "")),
    "语言：默认的是英文": ("chengdu", _in(_STYLES, 'w:eastAsia="zh-CN"', 'w:eastAsia="en-US"')),
    "语言：属性里没有": ("chengdu", _in(_CORE, r"<dc:language>[^<]*</dc:language>", "")),
    "题目：属性里空着": ("chengdu", _in(_CORE, r"<dc:title>[^<]*", "<dc:title>")),
    "页码：写死": ("chengdu", _in("word/footer1.xml", r"<w:fldChar.*?> PAGE .*?<w:t [^>]*>", '<w:t xml:space="preserve">')),
    "页码：单双页不分": ("chengdu", _in(_SETTINGS, "<w:evenAndOddHeaders/>", "")),
    "编号：序号错": ("national", _in(_BODY, r'(w:val="Heading1"/>.*?<w:t [^>]*>)一、', r"\1九、")),
    "编号：表的序号错": ("chengdu", _in(_BODY, r"(SEQ 表.*?<w:t [^>]*>)1<", r"\g<1>9<")),
    "样式：用了没有的": ("chengdu", _in(_BODY, 'w:pStyle w:val="Body"', 'w:pStyle w:val="Nobody"')),
    "纸：大小": ("chengdu", _in(_BODY, r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="12240"')),
    "包：少一种类型": ("chengdu", _in("[Content_Types].xml", r'<Override PartName="/word/styles.xml"[^>]*/>', "")),
}  # fmt: skip
"""What is wrong → the report whose file it is made in, and how."""
