"""audit: what a .docx hides or shows otherwise without a word of it being typed anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.audited import Output, audited, respelt, rewritten
from tests.tools.mutants.word_spoils import attached_template, spoilt

WIDE = '<w:tblW w:w="8844" w:type="dxa"/>'


def put(pattern: str, new: str, count: int = 1) -> Callable[[str], str]:
    return lambda body: re.sub(pattern, new, body, count=count)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (put(WIDE, f'<w:tblpPr w:tblpX="-30000" w:tblpY="10"/>{WIDE}'), "移到了纸外"),
        (put(WIDE, f'<w:tblpPr w:tblpX="9000"/>{WIDE}'), "移到了纸外"),
        (put(WIDE, f'<w:tblpPr w:tblpY="-30000"/>{WIDE}'), "移到了纸外"),
        (put(WIDE, f'<w:tblpPr w:tblpY="1000pt"/>{WIDE}'), "移到了纸外"),
        (put(WIDE, f'{WIDE}<w:tblInd w:w="-30000" w:type="dxa"/>'), "移到了纸外"),
        (put(WIDE, f'{WIDE}<w:tblInd w:w="12000" w:type="dxa"/>'), "移到了纸外"),
        (put(WIDE, f'{WIDE}<w:tblCellMar><w:left w:w="9000" w:type="dxa"/></w:tblCellMar>'), "移到了纸外"),
        (put("<w:tcMar>", '<w:tcMar><w:left w:w="9000" w:type="dxa"/>'), "移到了纸外"),
        (put(WIDE, '<w:tblW w:w="0" w:type="dxa"/>'), "窄得看不见字"),
        (put(WIDE, '<w:tblW w:w="1" w:type="pct"/>'), "窄得看不见字"),
        (put(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="0"/>', 9), "窄得看不见字"),
        (put(r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="30000"/>'), "比纸宽"),
        (put(r'<w:tcW w:w="\d+"', '<w:tcW w:w="20"'), "窄得看不见字"),
        (put(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', '<w:trHeight w:val="1" w:hRule="exact"/>'), "矮得看不见字"),
        (put(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', '<w:trHeight w:val="130" w:hRule="exact"/>'), "矮得看不见字"),
        (put(r'<w:pgMar [^>]*/>', '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="30000"/>'), "移到了纸外"),
        (put(r'<w:ind [^>]*/>', '<w:ind w:leftChars="-4000"/>'), "移到了纸外"),
        (put(r'<w:ind [^>]*/>', '<w:ind w:left="-3000"/>'), "移到了纸外"),
    ],
)  # fmt: skip
def test_a_table_or_page_that_shows_its_words_nowhere_is_a_finding(
    folder: Path, capsys: Output, spoil: Callable[[str], str], said: str
) -> None:
    rewritten(folder / "chengdu.docx", spoil)
    code, (file,) = audited(folder / "chengdu.docx", capsys)
    assert code == 1
    assert any(said in finding["now"] for finding in file["findings"]), file["findings"]


def test_a_table_style_that_moves_its_tables_is_looked_at_too(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    style = (
        '<w:style w:type="table" w:styleId="Away"><w:name w:val="Away"/>'
        '<w:tblPr><w:tblInd w:w="-30000" w:type="dxa"/></w:tblPr></w:style></w:styles>'
    )
    rewritten(path, lambda styles: styles.replace("</w:styles>", style), "word/styles.xml")
    rewritten(path, put(rf"<w:tblPr>(<w:tblStyle [^>]*/>)?(?={WIDE})", '<w:tblPr><w:tblStyle w:val="Away"/>'))
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert any("移到了纸外" in finding["now"] for finding in file["findings"])


@pytest.mark.parametrize("slot", ["ascii", "hAnsi", "eastAsia", "cs"])
@pytest.mark.parametrize("font", ["Wingdings", "Wingdings 2", "Webdings", "Symbol"])
def test_a_symbol_font_is_a_finding_wherever_it_is_named(folder: Path, capsys: Output, slot: str, font: str) -> None:
    look = f'<w:rPr><w:rFonts w:{slot}="{font}"/></w:rPr>'
    path = folder / "chengdu.docx"
    if slot in ("ascii", "cs"):
        rewritten(path, put(r"<w:r>(<w:rPr>.*?</w:rPr>)?(?=<w:t[ >])", f"<w:r>{look}"))
    else:  # of a style
        rewritten(
            path,
            put(r"(<w:style [^>]*>(?:(?!</w:style>).)*<w:rFonts) [^>]*/>", rf'\1 w:{slot}="{font}"/>', 30),
            "word/styles.xml",
        )
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert "字换成了符号字体" in {finding["now"] for finding in file["findings"]}


def test_a_theme_or_a_replacement_of_a_missing_font_may_not_be_symbols(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    rewritten(path, put(r'(<w:altName w:val=")[^"]*', r"\1Wingdings"), "word/fontTable.xml")
    code, (file,) = audited(path, capsys)
    assert (code, [finding["now"] for finding in file["findings"]]) == (1, ["字体换成了符号字体"])


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2009", "\u3000", "\u200b", "\u00ad", "\u2060", "\u200e"])
@pytest.mark.parametrize(("old", "parted"), [("49个", "4{}9个"), ("2024年", "20{}24年")])
def test_a_blank_within_a_number_is_a_finding(folder: Path, capsys: Output, blank: str, old: str, parted: str) -> None:
    path = folder / "chengdu.docx"
    respelt(path, old, parted.format(blank))
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert "一个数当中添了空白" in {finding["now"] for finding in file["findings"]}


@pytest.mark.parametrize(
    "piece",
    ["</w:t><w:br/><w:t>", "</w:t><w:tab/><w:t>", '</w:t></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:r><w:t>'],
)
def test_a_line_end_or_a_tab_within_a_number_is_one_too(folder: Path, capsys: Output, piece: str) -> None:
    path = folder / "chengdu.docx"
    rewritten(path, put(r"(<w:t(?: [^>]*)?>[^<]*?\d)(\d)", rf"\1{piece}\2"))
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert "一个数当中添了空白" in {finding["now"] for finding in file["findings"]}


def test_blanks_between_han_and_digits_are_free(folder: Path, capsys: Output) -> None:
    path = folder / "chengdu.docx"
    respelt(path, "投运中试平台49个", "投运中试平台 49 个")
    code, (file,) = audited(path, capsys)
    assert (code, file["findings"]) == (0, [])


@pytest.mark.parametrize("place", ["dLbls", "catAx", "valAx"])
def test_letters_of_a_chart_in_white_are_a_finding(folder: Path, capsys: Output, place: str) -> None:
    path = folder / "chengdu.docx"
    white = put(
        rf'(<c:{place}>(?:(?!</c:{place}>).)*?<c:txPr>(?:(?!</c:txPr>).)*?<a:srgbClr val=")[0-9A-F]{{6}}', r"\1FFFFFF"
    )
    rewritten(path, white, "word/charts/chart1.xml")
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert file["findings"]


def shaped(word: str, style: str = "z-index:-1", more: str = "") -> Callable[[str], str]:
    """Puts a word into the first paragraph as Word's watermarks are written."""
    drawn = (
        f'<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="{style}"><v:textpath string="{word}"/>'
        f"{more}</v:shape></w:pict></w:r></w:p>"
    )
    return put("</w:p>", drawn)


def test_a_watermark_that_says_no_number_is_told_and_no_finding(folder: Path, capsys: Output) -> None:
    rewritten(folder / "chengdu.docx", shaped("送审稿"))
    code, (file,) = audited(folder / "chengdu.docx", capsys)
    assert (code, file["findings"]) == (0, [])
    assert any("水印是“送审稿”" in notice["now"] for notice in file["notices"])


def test_a_number_as_a_watermark_is_a_finding(folder: Path, capsys: Output) -> None:
    rewritten(folder / "chengdu.docx", shaped("增长99%"))
    code, (file,) = audited(folder / "chengdu.docx", capsys)
    assert code == 1 and [finding["now"] for finding in file["findings"]] == ["增长99%"]


@pytest.mark.parametrize(
    ("style", "more"),
    [
        ("z-index:1", ""),
        ("z-index:-1", '<v:imagedata src="a.png"/>'),
        ("z-index:-1", "<w:t>字</w:t>"),
        ('z-index:-1" fillcolor="#333333', ""),
    ],
)
def test_other_shapes_of_old_programs_are_a_doubt(folder: Path, capsys: Output, style: str, more: str) -> None:
    rewritten(folder / "chengdu.docx", shaped("送审稿", style, more))
    _, (file,) = audited(folder / "chengdu.docx", capsys)
    assert not file["judged"]


@pytest.mark.parametrize(
    ("target", "judged"),
    [("https://example.org/a.dotm", False), (r"\\server\a.dotm", False), ("file:///C:/Users/a/Templates/b.dotm", True)],
)
def test_a_file_that_fetches_a_template_from_elsewhere_when_it_is_opened_is_not_judged(
    folder: Path, capsys: Output, target: str, judged: bool
) -> None:
    path = folder / "chengdu.docx"
    path.write_bytes(spoilt(path.read_bytes(), attached_template(target)))
    _, (file,) = audited(path, capsys)
    assert file["judged"] is judged
    assert ("模板" in file["why"]) is not judged
