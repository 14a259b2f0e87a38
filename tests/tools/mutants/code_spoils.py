"""Mistakes in the code that writes the files: a line of a module is another while one run of the tests lasts.

`python -m tests.tools.mutants.code_spoils NAME PLAN TEST…` runs tests with one of them; the module on the disk stays as it is.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[3]


class Mutant(NamedTuple):
    """What stands in a module and what would stand there; the tests that look at what it writes."""

    module: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def path(self) -> Path:
        return ROOT / f"{self.module.replace('.', '/')}.py"


_PDF = ("tests/writers/pdf/test_pdf.py", "tests/golden")
_BOOKLET = ("tests/edition/test_booklet.py",)
_WORD = ("tests/writers/docx/test_docx.py", "tests/golden")
_WEB = ("tests/writers/html/test_html.py", "tests/golden")
_CHARTS = ("tests/writers/docx/test_native_charts.py", "tests/golden")
_P, _D, _H = "hgz_report.writers.pdf.", "hgz_report.writers.docx.", "hgz_report.writers.html."
_TABLES = "hgz_report.layout.blocks.tables"

CODE: Mapping[str, Mutant] = {
    "表头：列头写成 TD": Mutant(_TABLES, 'node.add("TH", Scope="Column")', 'node.add("TD")', _PDF),
    "表头：列头说是行头": Mutant(_TABLES, 'node.add("TH", Scope="Column")', 'node.add("TH", Scope="Row")', _PDF),
    "表头：分组行不跨列": Mutant(_TABLES, 'Scope="Row", ColSpan=len(self.widths)', 'Scope="Row"', _PDF),
    "表头：格全写成 TH": Mutant(_TABLES, 'node.add("TD")', 'node.add("TH")', _PDF),
    "结构：没有替代文字": Mutant(_P + "structure", "if element.alt else []", "if False else []", _PDF),
    "结构：脚注同号": Mutant(_P + "structure", '{at:05d}" for at', '{0:05d}" for at', _PDF),
    "结构：父树错一位": Mutant(
        _P + "structure", "{len(pages) + at} {refs[link]}", "{len(pages) + at + 1} {refs[link]}", _PDF
    ),
    "结构：没有图框": Mutant(_P + "structure", "if element.box is not None:", "if False:", _PDF),
    "结构：次序倒着": Mutant(_P + "tags", "key=lambda pair: pair[0])]", "key=lambda pair: -pair[0])]", _PDF),
    "标记：边饰写成正文": Mutant(_P + "painter", "/Artifact << /Type /{owner} >> BDC", "/P << /MCID 0 >> BDC", _PDF),
    "标记：不说有标记": Mutant(_P + "pdf_file", "/Marked true", "/Marked false", _PDF),
    "标记：没有页的次序": Mutant(_P + "pdf_file", '"/S"', '"/R"', _PDF),
    "日期：PDF 信息里的": Mutant(_P + "metadata", "000000Z", "120000Z", _PDF),
    "日期：PDF 信息里的年": Mutant(
        _P + "metadata", "about.date.replace('-', '')", "about.date.replace('-', '').replace('6', '5')", _PDF
    ),
    "日期：XMP 的修改日": Mutant(_P + "metadata", "<xmp:ModifyDate>{date}T", "<xmp:ModifyDate>2020-01-01T", _PDF),
    "语言：PDF 的": Mutant(_P + "metadata", 'LANGUAGE = "zh-CN"', 'LANGUAGE = "en-US"', _PDF),
    "字宽：默认的": Mutant(_P + "embed", "/DW 1000", "/DW 500", _PDF),
    "字宽：一律一样": Mutant(_P + "embed", "number(self.face.glyph_advance(glyph) * 1000)", "number(600)", _PDF),
    "字宽：只说一半": Mutant(_P + "embed", 'if one.width != "1000"]', 'if one.width != "1000" and one.code % 2]', _PDF),
    "字义：都说是同一个字": Mutant(_P + "embed", "<{char.encode('utf-16-be').hex().upper()}>", "<4E00>", _PDF),
    "链接：到下一页": Mutant(_P + "links", "page_refs[mark.page - 1]", "page_refs[mark.page % len(page_refs)]", _PDF),
    "链接：框高了": Mutant(_P + "painter", "self.baseline - DESCENT * self.size,", "self.baseline + 40,", _PDF),
    "链接：没有说明": Mutant(_P + "links", "/Contents {string(_description(link, marks))}", "/Contents ()", _PDF),
    "链接：说明不对": Mutant(_P + "links", "转到：{marks[link.target[1:]].text}", "转到：别处", _PDF),
    "链接：停在页脚": Mutant(_P + "links", "number(mark.y + HEADROOM)", "number(60.0)", _PDF),
    "书签：少最后一个": Mutant(_P + "outline", "if mark.level > 0]", "if mark.level > 0][:-1]", _PDF),
    "书签：都在一级": Mutant(_P + "outline", "open_entries[-1][0] >= mark.level", "len(open_entries) > 1", _PDF),
    "合订本：链接到原页码": Mutant(_P + "booklet_file", "page=link.page + before)", "page=link.page)", _BOOKLET),
    "合订本：书签到原页码": Mutant(_P + "paper_part", "text, page + before, y)", "text, page, y)", _BOOKLET),
    "格：以表格结尾": Mutant(
        _D + "tiles", 'parts.append(paragraph(styles.TILE_GAP, "", keep=number < len(rows)))', "pass", _WORD
    ),
    "格：并排的不说宽": Mutant(
        _D + "beside", '<w:tcW w:w="{width}" w:type="dxa"/>', '<w:tcW w:w="9" w:type="dxa"/>', _WORD
    ),
    "格：分组行不跨列": Mutant(_D + "tables", "if span > 1 else", "if span > 99 else", _WORD),
    "格：空格并进上面的": Mutant(
        _D + "tables",
        "{merged}{self._frame(edges)}",
        '{merged}{"" if cell else "<w:vMerge/>"}{self._frame(edges)}',
        _WORD,
    ),
    "表头：Word 的不是表头": Mutant(_D + "tables", '"<w:tblHeader/>" if head', '"" if head', _WORD),
    "表头：Word 的没有说明": Mutant(_D + "tables", '<w:tblCaption w:val="{attribute(summary)}"/>', "", _WORD),
    "日期：Word 的修改日": Mutant(
        _D + "word_file",
        "core.created = core.modified = day",
        "core.created, core.modified = day, day.replace(year=2020)",
        _WORD,
    ),
    "日期：Word 的没有": Mutant(_D + "word_file", "core.created = core.modified = day", "core.created = day", _WORD),
    "语言：Word 的": Mutant(_D + "word_file", 'core.language, core.revision = "zh-CN", 1', "core.revision = 1", _WORD),
    "模板：挂一个": Mutant(
        _D + "blank", '<w:zoom w:percent="100"/>', '<w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>', _WORD
    ),
    "页码：单双页不分": Mutant(_D + "blank", "<w:evenAndOddHeaders/>", "", _WORD),
    "页码：两边对调": Mutant(
        _D + "blank", '"footer1": _footer(style, "right")', '"footer1": _footer(style, "left")', _WORD
    ),
    "书签：Word 的同号": Mutant(_D + "bookmarks", "self._last += 1", "self._last = 1", _WORD),
    "目录：页码都是一": Mutant(_D + "body", "str(pages[heading.anchor])", '"1"', _WORD),
    "标题：级别高一级": Mutant(
        _D + "body", 'f"{styles.HEADING}{heading.level}"', 'f"{styles.HEADING}{heading.level + 1}"', _WORD
    ),
    "出处：不写": Mutant(_D + "word_file", "add_origins(word, layout, anchors)", "None", _WORD),
    "出处：少最后一处": Mutant(_D + "passage_marks", "tuple(anchors.made))", "tuple(anchors.made[:-1]))", _WORD),
    "图：工作簿同画的不同": Mutant(
        _D + "native_charts.add",
        "workbook(drawn.columns, place.day)",
        "workbook(drawn.columns[::-1], place.day)",
        _CHARTS,
    ),
    "图：不连工作簿": Mutant(
        _D + "native_charts.chart_space",
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>',
        "",
        _CHARTS,
    ),
    "网页：没有语言": Mutant(_H + "page_file", '<html lang="zh-CN">', "<html>", _WEB),
    "网页：列头没有 scope": Mutant(_H + "block_markup", "' scope=\"col\"' if column.head", '"" if column.head', _WEB),
    "网页：标题差一级": Mutant(_H + "block_markup", 'f"h{block.level + 1}"', 'f"h{block.level + 2}"', _WEB),
    "网页：标题没有号": Mutant(_H + "block_markup", '<{name} id="{escape(block.anchor)}">', "<{name}>", _WEB),
    "网页：注通不回去": Mutant(_H + "page_file", 'href="#r{number}"', 'href="#r{number + 1}"', _WEB),
    "网页：图没有说明": Mutant(_H + "lettered_svg", ' aria-label="{escape(alt)}"', "", _WEB),
    "网页：表没有名": Mutant(_H + "block_markup", '<caption id="c-{anchor}">', '<caption id="{anchor}">', _WEB),
}
"""What is wrong → where and how."""


class _Loader(SourceFileLoader):
    mutant: Mutant

    def get_data(self, path: str) -> bytes:
        """The source with its mistake; no compiled copy is read or kept."""
        if not path.endswith(".py"):
            raise OSError(path)
        source = Path(path).read_text(encoding="utf-8")
        assert self.mutant.old in source
        return source.replace(self.mutant.old, self.mutant.new).encode("utf-8")

    def set_data(self, path: str, data: object, *, _mode: int = 0o666) -> None:
        """Nothing is kept."""


class _Finder:
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """That of the one module."""
        if name != self._mutant.module:
            return None
        spec = PathFinder.find_spec(name, path)  # type: ignore[arg-type]
        assert spec is not None and spec.origin is not None
        loader = _Loader(name, spec.origin)
        loader.mutant = self._mutant
        spec.loader = loader
        return spec


class _Composed:
    """A plugin: what the reports say was composed before, by code that has no mistake, and is not composed again.

    The mistakes are all in what is done with it.
    """

    def __init__(self, kept: Path) -> None:
        self._kept = kept

    def pytest_collection_finish(self) -> None:
        """Once conftest is there."""
        conftest = sys.modules["tests.conftest"]
        conftest.plan = lambda *_: pickle.loads(self._kept.read_bytes())  # type: ignore[attr-defined]


def main(name: str, composed: str, *tests: str) -> int:
    """Run tests with a mistake, up to the first that fails; `composed`: the file of a pickled plan."""
    sys.meta_path.insert(0, _Finder(CODE[name]))
    told = ["-x", "-q", "-n", "0", "--tb=line", "-p", "no:cacheprovider"]
    return int(pytest.main([*told, *tests], plugins=[_Composed(Path(composed))]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
