"""Faces in a PDF: what a reader copies out of it is what was written."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import page
import pikepdf
import pypdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from reportlab.pdfbase import pdfdoc

from hgz_report.fonts.face import Face, open_face
from hgz_report.fonts.folders import installed_with_us
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.fonts.roles import Role
from hgz_report.fonts.subset import subset
from hgz_report.writers.pdf.embed import EmbeddedFonts
from tests.tools.pdf_checks import MISREAD, width_problems

DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
SERIF = open_face(installed_with_us("NotoSerifSC-Regular.otf"))
SANS = open_face(installed_with_us("NotoSansSC-Regular.otf"))
DESCRIPTOR = (
    *("/Type", "/FontName", "/Flags", "/FontBBox", "/ItalicAngle"),
    *("/Ascent", "/Descent", "/CapHeight", "/StemV"),
)
LINES = [
    (SANS, "一、总体情况（R&D 占比 5.2%）"),
    (SERIF, "2023年，面积约100㎡、m²；“𬭚”与“𫓧”——两个元素……"),
    (open_face(DEJAVU), "Office 1,234.5 ≥ ½ 𝔸"),
    (SERIF, "".join(map(chr, range(0x4E00, 0x4E00 + 150)))),
]


def made(lines: Iterable[tuple[Face, str]]) -> bytes:
    """A page with one line of text under the other."""
    document: Any = pdfdoc.PDFDocument(compression=0, invariant=1, pdfVersion=(1, 7))
    fonts = EmbeddedFonts(document)
    operators = []
    for number, (face, text) in enumerate(lines):
        name, codes = fonts.use(face, text)
        operators.append(f"BT {name} 12 Tf 1 0 0 1 50 {780 - 20 * number} Tm <{codes}> Tj ET")
    sheet = pdfdoc.PDFPage()
    sheet.MediaBox = "[0 0 2000 842]"
    sheet.Resources = pdfdoc.PDFResourceDictionary()
    sheet.Resources.basicFonts()
    sheet.Contents = pdfdoc.PDFStream(content="\n".join(operators).encode("ascii"))
    document.addPage(sheet)
    data: bytes = document.GetPDFData(None)
    return data


def read(data: bytes) -> list[str]:
    return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().splitlines()


def fonts_of(data: bytes) -> list[dict[str, Any]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [_plain(font) for font in pdf.pages[0].Resources.Font.values()]


def _plain(font: Any) -> dict[str, Any]:
    """What the tests ask of a font, read while the file is open."""
    inner = font.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    program = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
    return {
        "name": str(font.BaseFont),
        "kind": str(inner.Subtype),
        "encoding": str(font.Encoding),
        "unicode": font.ToUnicode.read_bytes().decode("ascii"),
        "widths": [item if isinstance(item, int) else [float(w) for w in item] for item in inner.W.as_list()],
        "names": {str(font.BaseFont), str(inner.BaseFont), str(descriptor.FontName)},
        "descriptor": set(descriptor.keys()),
        "program": program.read_bytes(),
        "length1": int(program.get("/Length1", 0)),
    }


def top_dict_of(data: bytes) -> Any:
    """The CFF font program of the first font, read by another library."""
    program = CFFFontSet()
    program.decompile(io.BytesIO(fonts_of(data)[0]["program"]), None)
    return program.topDictIndex[0]


def test_the_text_comes_back_exactly_beyond_the_bmp_too() -> None:
    assert read(made(LINES)) == [text for _, text in LINES]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_poppler_reads_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made(LINES))
    said = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    lines = said.stdout.decode("utf-8").replace("\f", "").splitlines()
    assert [line for line in lines if line] == [text for _, text in LINES]
    assert said.stderr == b""


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(made(LINES))
    assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0


def test_the_roles_of_an_official_paper_share_one_file(fonts: FontSet) -> None:
    lines = [(role, f"{role.value}𬭚 2024") for role in (Role.FANGSONG, Role.HEI, Role.LATIN)]
    assert read(made((fonts.face_for(role, text[0]), text) for role, text in lines)) == [text for _, text in lines]


def test_every_font_is_embedded_as_a_tagged_subset_with_unicode() -> None:
    fonts = fonts_of(made(LINES))
    assert [(font["name"].split("+")[1], font["kind"]) for font in fonts] == [
        ("NotoSansSC-Regular", "/CIDFontType0"),
        ("NotoSerifSC-Regular", "/CIDFontType0"),
        ("DejaVuSans", "/CIDFontType2"),
    ]
    for font in fonts:
        assert font["encoding"] == "/Identity-H"
        assert len(font["names"]) == 1
        tag = font["name"].lstrip("/").split("+")[0]
        assert len(tag) == 6 and tag.isalpha() and tag.isupper()
        program = "/FontFile2" if font["kind"] == "/CIDFontType2" else "/FontFile3"
        assert font["descriptor"] == {program, *DESCRIPTOR}
    assert fonts[2]["length1"] == len(fonts[2]["program"])


def test_behind_each_code_is_the_glyph_of_the_font_with_its_width() -> None:
    chars = "国A—，𬭚 "  # three of the font's sub-fonts, each with widths of its own
    cut, whole = top_dict_of(made([(SERIF, chars)])), TTFont(SERIF.path)["CFF "].cff.topDictIndex[0]
    assert len(cut.charset) == len(chars) + 1
    for char in chars:
        name = f"cid{SERIF.cid(SERIF.glyph(char)):05d}"
        assert cut.CharStrings[name].calcBounds(None) == whole.CharStrings[name].calcBounds(None)
        assert cut.CharStrings[name].width == SERIF.advance(char) * 1000


def test_widths_are_the_fonts_own_and_an_em_where_not_stated() -> None:
    [font] = fonts_of(made([(SERIF, "国—AB")]))
    cids = {char: SERIF.cid(SERIF.glyph(char)) for char in "—AB"}
    assert cids["B"] == cids["A"] + 1
    stated = font["widths"]
    assert stated == [cids["A"], [SERIF.advance("A") * 1000, SERIF.advance("B") * 1000], cids["—"], [890.0]]


def test_no_block_of_the_unicode_table_is_longer_than_100() -> None:
    table = fonts_of(made(LINES))[1]["unicode"]
    sizes = [int(line.split()[0]) for line in table.splitlines() if line.endswith("beginbfchar")]
    assert max(sizes) == 100 and len(sizes) == 2
    assert "<D872DF5A>" in table  # 𬭚 U+2CB5A as a surrogate pair
    meanings = [line.split()[1] for line in table.splitlines() if line.startswith("<") and line != "<0000> <FFFF>"]
    assert len(meanings) == sum(sizes)
    assert not {"<0000>", "<FEFF>", "<FFFE>"} & set(meanings)


def test_where_two_characters_share_a_glyph_the_plainer_one_is_read() -> None:
    assert SERIF.glyph("一") == SERIF.glyph("⼀")
    assert read(made([(SERIF, "⼀一")])) == ["一一"]


def test_a_character_the_face_lacks_is_never_painted() -> None:
    with pytest.raises(MissingGlyph, match="𠮷"):
        made([(SERIF, "土𠮷")])


def test_the_same_text_gives_the_same_bytes_whatever_was_made_before() -> None:
    first = made(LINES)
    made([(SERIF, "别的字"), (SANS, "别的字")])
    assert made(LINES) == first
    subset.cache_clear()
    assert made(LINES) == first


def test_a_font_that_was_not_used_is_not_in_the_file() -> None:
    assert fonts_of(made([(SANS, ""), (SERIF, "国")]))[0]["name"].endswith("NotoSerifSC-Regular")


def test_the_second_face_of_a_collection_works(tmp_path: Path) -> None:
    pair = TTCollection()
    pair.fonts = [TTFont(DEJAVU), TTFont(DEJAVU.with_name("DejaVuSerif.ttf"))]
    pair.save(tmp_path / "pair.ttc")
    data = made([(open_face(tmp_path / "pair.ttc", 1), "Serif")])
    assert read(data) == ["Serif"]
    assert fonts_of(data)[0]["name"].endswith("+DejaVuSerif")


def test_a_postscript_flavoured_latin_font_works(tmp_path: Path) -> None:
    """Such a font has no CIDs; its glyphs then go by their place."""
    path = tmp_path / "latin.otf"
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({ord("A"): "A", ord("B"): "B"})
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((500, 0))
    pen.closePath()
    outline = pen.getCharString()
    builder.setupCFF("Plain", {}, {".notdef": outline, "A": outline, "B": outline}, {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "A", "B"), (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Plain", "styleName": "Regular", "psName": "Plain"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    data = made([(open_face(path), "B")])
    assert read(data) == ["B"]
    assert top_dict_of(data).charset[2] == "B"


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A])
def test_a_validator_finds_no_fault_with_the_fonts(profile: Any) -> None:
    data = made(LINES)
    failures = page.validate_pdf_bytes(data, profile=profile).failures
    of_fonts = (failure for failure in failures if "font" in failure.message.lower())
    assert [failure.message for failure in of_fonts if not failure.rule_id.endswith(MISREAD)] == []
    assert width_problems(data) == []
