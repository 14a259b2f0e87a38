"""Our own empty Word file: page, grid, line-breaking rules, style sheet, footers.  (python-docx's own template is not used:
it is Letter paper, 349 kB of styles, a thumbnail, and some validators call it unreadable.)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from docx.document import Document as WordDocument
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from hgz_report.style import HEI, Style
from hgz_report.writers.docx.oox import DECLARATION, NAMESPACES, attribute, field, run, twips
from hgz_report.writers.docx.styles import FOOTER, LATIN, face, styles_xml
from hgz_report.writers.docx.theme import theme_xml
from hgz_report.writers.docx.watermark import header_xml

NEVER_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—"
"""Word's own list for simplified Chinese and the dash (clreq 3.1.3)."""
NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"

_ALTERNATIVES = {
    "仿宋_GB2312": "仿宋,FangSong,STFangsong",
    "仿宋": "仿宋_GB2312,FangSong,STFangsong",
    "楷体_GB2312": "楷体,KaiTi,STKaiti",
    "楷体": "楷体_GB2312,KaiTi,STKaiti",
    "黑体": "SimHei,STHeiti",
    "宋体": "SimSun,STSong",
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,STZhongsong",
}

_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = {
    "document": f"{_PART}document.main+xml",
    "styles": f"{_PART}styles+xml",
    "settings": f"{_PART}settings+xml",
    "fontTable": f"{_PART}fontTable+xml",
    "footer1": f"{_PART}footer+xml",
    "footer2": f"{_PART}footer+xml",
    **{f"header{number}": f"{_PART}header+xml" for number in (1, 2)},
    "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_RELATED = ("styles", "settings", "fontTable", "footer1", "footer2", "theme/theme1")
"""Parts in the order of their relations: rId1, rId2 …"""
_HEADERS = ("header1", "header2")
"""Those of a draft, on odd and on even pages."""
_SEPARATORS = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'


def blank_document(style: Style, faces: Mapping[str, str], draft: str = "") -> WordDocument:
    """A file of its own that a report is written into: everything but its content, its footnotes and its properties.

    `draft`: the word across its pages.
    """
    package = Package()
    texts = _texts(style, tuple(sorted(faces.items())), draft)
    related = (*_RELATED, *_HEADERS) if draft else _RELATED
    parts: dict[str, Part] = {}
    for name in ("document", *related):
        made = DocumentPart if name == "document" else Part
        parts[name] = made.load(PackURI(f"/word/{name}.xml"), _PARTS[name], texts[name], package)
    package.load_rel(f"{_RELATION}officeDocument", parts["document"], "rId1")
    for number, name in enumerate(related, 1):
        kind = name.rpartition("/")[2].rstrip("12")
        parts["document"].load_rel(f"{_RELATION}{kind}", parts[name], f"rId{number}")
    main = parts["document"]
    assert isinstance(main, DocumentPart)  # by its content type
    document: WordDocument = main.document
    return document


@lru_cache(maxsize=8)
def _texts(style: Style, faces: tuple[tuple[str, str], ...], draft: str) -> Mapping[str, bytes]:
    """The parts, those that python-docx has a class for as it would write them: so that it need not read them each time."""
    named = dict(faces)
    watermarked = face(named, style.watermark.role)
    texts = {
        **{name: header_xml(draft, watermarked, style, number) for number, name in enumerate(_HEADERS, 1)},
        "document": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{_section(style, draft)}</w:body></w:document>",
        "styles": styles_xml(style, named),
        "settings": _settings(),
        "fontTable": _font_table(named),
        "theme/theme1": theme_xml(face(named, HEI), face(named, style.body.role), face(named, LATIN)),
        "footer1": _footer(style, "right"),
        "footer2": _footer(style, "left"),
    }
    read = (name for name in texts if PartFactory.part_type_for.get(_PARTS[name]))
    return {name: text.encode() for name, text in texts.items()} | {
        name: serialize_part_xml(parse_xml(texts[name].encode())) for name in read
    }


def _section(style: Style, draft: str) -> str:
    """Page of GB/T 9704-2012 5.1-5.2.  The grid is of lines only: `linesAndChars` with a negative space between characters
    makes LibreOffice put every second character in a cell; the styles' tracking gives the 28 characters instead.
    """
    right = style.page_width - style.left - style.text_width
    bottom = style.page_height - style.top - style.text_height
    # The dash beside the number is about half an em above the lower edge of the footer's only line.
    footer = bottom - style.page_number_drop - style.page_number.size / 2
    headers = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{number}"/>'
        for number, kind in enumerate(("default", "even"), len(_RELATED) + 1)
    )
    return (
        f"<w:sectPr>{headers if draft else ''}"
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{twips(style.page_width)}" w:h="{twips(style.page_height)}"/>'
        f'<w:pgMar w:top="{twips(style.top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}"'
        f' w:left="{twips(style.left)}" w:header="{twips(style.top / 2)}" w:footer="{twips(footer)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{twips(style.body.leading)}"/></w:sectPr>'
    )


def _settings() -> str:
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{attribute(NEVER_LAST)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{attribute(NEVER_FIRST)}"/>{_SEPARATORS}'
        "<w:compat><w:doNotExpandShiftReturn/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _font_table(faces: Mapping[str, str]) -> str:
    rows = "".join(_font(name) for name in sorted(set(faces.values())))
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{rows}</w:fonts>"


def _font(name: str) -> str:
    alternatives = _ALTERNATIVES.get(name)
    other = f'<w:altName w:val="{alternatives}"/>' if alternatives else ""
    charset = "00" if name.isascii() else "86"
    return (
        f'<w:font w:name="{attribute(name)}">{other}<w:charset w:val="{charset}"/><w:family w:val="auto"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )


def _footer(style: Style, side: str) -> str:
    """“— 1 —” one em from the outer edge (7.5): right on odd pages, left on even ones."""
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{twips(style.page_number.size)}"/><w:jc w:val="{side}"/>'
    number = run("— ") + field("PAGE", "1") + run(" —")
    return f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{FOOTER}"/>{indent}</w:pPr>{number}</w:p></w:ftr>'
