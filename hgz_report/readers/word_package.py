"""What is odd about the parts of a .docx around its text: what the body refers to, its fonts, the size of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hgz_report.readers.content import Oddity
from hgz_report.readers.word_closed import named, unknown
from hgz_report.readers.word_look import symbolic
from hgz_report.readers.word_text import Element, W, WordFile

_SECTION = named(
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders pgNumType cols formProt vAlign "
    "noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings lnNumType"
)
_RELATIONS = (
    "styles settings fontTable theme footer header footnotes endnotes chart image customXml numbering webSettings "
    "stylesWithEffects hyperlink glossaryDocument commentsExtended commentsIds commentsExtensible people comments "
    "printerSettings keyMapCustomizations"
)
"""What the body may refer to."""
_SEVERAL = frozenset({"header", "footer", "chart", "image", "customXml", "hyperlink"})
"""Of which it may have many."""
_LOCAL = re.compile(r"file:///[A-Za-z]:|[A-Za-z]:[\\/]|[^\\/:]+$")
"""A file of the machine where it was saved: what Word notes of a template that somebody uses there."""
_LEAST_PAGE, _LARGEST_PAGE = 4000, 24000
"""Twips of a page left for text; of a sheet (A3 is 23811 long)."""


def package_oddities(word: WordFile) -> Iterator[Oddity]:
    """What is odd about the parts that the body refers to, and about its pages."""
    counted = Counter(relation.kind.rpartition("/")[2] for relation in word.relations(word.main))
    for kind in sorted(kind for kind in counted if counted[kind] > 1 and kind not in _SEVERAL):
        yield Oddity("doubt", f"文件里有两份 {kind}，显示哪一份说不准")
    for relation in word.relations(word.main):
        kind = relation.kind.rpartition("/")[2]
        if kind not in _RELATIONS.split():
            yield Oddity("doubt", f"文件连着读不懂的东西（{kind}）")
        elif kind == "comments" and not relation.external:
            if any(True for _ in word.part(relation.target)):
                yield Oddity("doubt", "文件里有没有处理的批注")
        elif kind == "image" and relation.external:
            yield Oddity("finding", "图片不在文件里，是连到外面的，打开时会换成别的")
        elif kind != "hyperlink" and relation.external:
            yield Oddity("doubt", f"文件的一部分在外面（{kind}）")
    yield from _fetched(word)
    if word.body.find(f"{W}background") is not None:
        yield Oddity("doubt", "换了页面的底色，字看不看得见说不准")
    yield from _font_oddities(word)
    for section in word.body.iter(f"{W}sectPr"):
        yield from unknown(section, _SECTION)
        if not _on_paper(section):
            yield Oddity("finding", "页面的大小或页边距改了，字移到了纸外")
        if section.find(f"{W}lnNumType") is not None:
            yield Oddity("finding", "加了行号")


def _fetched(word: WordFile) -> Iterator[Oddity]:
    """What the settings take from elsewhere when the file is opened."""
    settings = word.related("settings")
    for relation in word.relations(settings) if settings is not None else ():
        if relation.external and not _LOCAL.match(relation.target):
            yield Oddity("doubt", f"打开时会从外面取模板或别的东西（{relation.target}）")


def _on_paper(section: Element) -> bool:
    """Whether the margins of a page leave room for its text on the sheet."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return True
    try:
        wide, high = (float(size.get(f"{W}{name}", "0")) for name in ("w", "h"))
        edges = [float(margins.get(f"{W}{name}", "0")) for name in ("left", "right", "top", "bottom")]
    except ValueError:
        return False
    free = wide - edges[0] - edges[1], high - abs(edges[2]) - abs(edges[3])
    return min(edges[:2]) >= 0 and min(free) > _LEAST_PAGE and max(wide, high) < _LARGEST_PAGE


def _font_oddities(word: WordFile) -> Iterator[Oddity]:
    """Fonts of the theme, or named instead of one that is missing, that show other signs than letters; fonts in the file."""
    table, theme = word.related("fontTable"), word.related("theme")
    fonts = () if table is None else word.part(table).iter()
    faces = () if theme is None else word.part(theme).iter()
    names = [one.get(f"{W}val", "") for one in fonts if one.tag == f"{W}altName"]
    names += [one.get("typeface", "") for one in faces if one.tag.endswith(("}latin", "}ea", "}cs"))]
    if any(symbolic(name) for name in names):
        yield Oddity("finding", "字体换成了符号字体")
    if table is not None and any(one.tag.startswith(f"{W}embed") for one in word.part(table).iter()):
        yield Oddity("doubt", "文件里带着字体，字显示成什么样说不准")
