"""The painter: placed pieces become a PDF that prints the same, reads aloud in order, and keeps."""

from __future__ import annotations

import io
import shutil
import subprocess
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms

from hgz_report.charts.draw import draw
from hgz_report.document.blocks import ChartBlock, Document, NoteRef, Paragraph
from hgz_report.document.chart import Picture, Plot, Point, Series
from hgz_report.document.letterhead import Properties
from hgz_report.document.numbering import number
from hgz_report.draw.frame import Frame, Inset, Node, Rectangle, Run
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.laid_out import Landmark, Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.pdf.pdf_file import write_pdf
from hgz_report.writers.pdf.srgb import srgb_profile
from tests.tools.bare_report import bare, text
from tests.tools.fact_positions import fact_positions
from tests.tools.pdf_checks import (
    conformance_problems,
    page_texts,
    problems_of_pdf,
    structure_outline,
    structure_text,
    untagged_text,
    width_problems,
)

TITLE = "西安高新区：以“四融三化”推进新型工业化"


def new_page() -> Frame:
    return Frame(Style().page_width, Style().page_height)


class Sheet:
    """Sets pieces by hand, a line at a time, down one page after another."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self.root = Node("Document")
        self.pages = [new_page()]
        self.marks: list[Landmark] = []
        self.y = 760.0

    def line(self, node: Node | None, *parts: tuple[str, dict[str, Any]] | str, x: float = 80.0) -> None:
        """One line of runs; a part is text, or text and fields of its Run."""
        for part in parts:
            text, fields = (part, {}) if isinstance(part, str) else part
            fields = dict(fields)
            role: Role = fields.pop("role", Role.SONG)
            size: float = fields.pop("size", 16.0)
            space: float = fields.pop("space", -0.25)
            link: str = fields.pop("link", "")
            for face, chars in groupby(text, key=lambda char: self.fonts.face_for(role, char)):
                run = "".join(chars)
                advances = tuple(face.advance(char) * size + space for char in run)
                self.pages[-1].put(Run(x, self.y, face, size, run, advances, **fields), node or "Pagination", link)
                x += sum(advances)
        self.y -= 28.95

    def heading(self, role: str, text: str, id: str, level: int) -> None:
        """A heading with its mark."""
        self.marks.append(Landmark(id, level, text, len(self.pages), self.y))
        self.line(self.root.add(role), (text, {"role": Role.HEI}))

    def turn(self) -> None:
        """Number the page, as furniture, and begin the next."""
        number = len(self.pages)
        self.y = 60.0
        self.line(None, (f"— {number} —", {"size": 14.0}), x=400.0)
        self.pages.append(new_page())
        self.y = 760.0

    def layout(self, **properties: str) -> Layout:
        """The whole."""
        about = {"author": "高新区研究课题组", "subject": "新型工业化", "date": "2026-11-23", **properties}
        document = Document("xian", TITLE, (), Properties(keywords=("国家高新区", "新型工业化"), **about))
        return Layout(document, Style(), self.fonts, tuple(self.pages), self.root, tuple(self.marks))


CHART = ChartBlock(
    Plot(
        "column",
        ("2022年", "2023年"),
        (Series("营业收入", (Point(Decimal("7.6"), "7.6万亿元", "a"), Point(Decimal("8.7"), "8.7万亿元", "b"))),),
        "万亿元",
    ),
    (),
    "柱状图：营业收入由7.6万亿元增至8.7万亿元。",
)


def report(fonts: FontSet) -> Layout:
    """A small report with one of everything, on two pages."""
    sheet = Sheet(fonts)
    root = sheet.root
    sheet.heading("H1", TITLE, "title", 1)
    toc = root.add("TOC")
    entry = toc.add("TOCI").add("Reference")
    sheet.line(entry, ("一、总体情况", {"link": "#one"}), ("1", {"link": "#one", "role": Role.LATIN}))
    sheet.heading("H2", "一、总体情况", "one", 2)
    body = root.add("P")
    note = Node("Note")
    sheet.line(
        body, "2023年实现营业收入", ("8.7万亿元", {"fact": "national.revenue.2023"}), "，见", ("表1", {"link": "#t1"})
    )
    sheet.line(body, "全文见", ("工业和信息化部网站", {"link": "https://www.miit.gov.cn/园区"}), "。")
    body.kids.append(note)
    table(sheet)
    sheet.line(note, "①统计口径为国家高新区。")
    sheet.turn()
    sheet.line(body, "接上页的一句话，含生僻字𬭚。")
    items = root.add("L", ListNumbering="Decimal")
    for at in (1, 2):
        item = items.add("LI")
        sheet.line(item.add("Lbl"), f"{at}.")
        sheet.line(item.add("LBody"), ("加粗的条目", {"stroke": 0.4}))
    figure = root.add("Figure", alt=CHART.alt)
    sheet.pages[-1].put(Inset(80, 300, draw(CHART, 0, 440, 190, fonts)), figure)
    sheet.y = 280
    sheet.line(root.add("P"), "图1　营业收入")
    sheet.turn()
    sheet.pages.pop()
    return sheet.layout()


def table(sheet: Sheet) -> None:
    """Two columns, a head and two rows, the last of which spans."""
    node = sheet.root.add("Table", Summary="园区与营业收入")
    sheet.marks.append(Landmark("t1", 0, "表1　营业收入", len(sheet.pages), sheet.y))
    sheet.line(node.add("Caption"), "表1　营业收入")
    sheet.pages[-1].put(Rectangle(80, sheet.y + 20, 440, 1.0))
    head = node.add("TR")
    for name in ("园区", "营业收入"):
        sheet.line(head.add("TH", Scope="Column"), name)
    row = node.add("TR")
    sheet.line(row.add("TH", Scope="Row"), "中关村")
    sheet.line(row.add("TD"), "8.7万亿元")
    sheet.line(node.add("TR").add("TD", ColSpan=2), "合计")


@pytest.fixture(scope="module")
def layout(fonts: FontSet) -> Layout:
    return report(fonts)


@pytest.fixture(scope="module")
def data(layout: Layout) -> bytes:
    return write_pdf(layout).data


def test_the_same_layout_gives_the_same_bytes(layout: Layout, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert write_pdf(layout).data == data


def test_a_report_with_one_of_everything_is_accessible_and_fit_to_keep(data: bytes) -> None:
    assert problems_of_pdf(data) == []


def test_text_comes_out_as_it_was_written_rare_characters_too(data: bytes) -> None:
    first, second = page_texts(data)
    assert "2023年实现营业收入8.7万亿元，见表1" in first.replace("\n", "")
    assert "接上页的一句话，含生僻字𬭚。" in second
    assert "7.6万亿元" in second, "text in a chart is text"


def test_what_is_read_aloud_follows_the_tree_and_leaves_page_numbers_out(data: bytes) -> None:
    spoken = "".join(text for _, text in structure_text(data))
    assert "①统计口径为国家高新区。" in spoken
    assert spoken.index("全文见") < spoken.index("①统计口径") < spoken.index("接上页") < spoken.index("加粗的条目")
    assert "—" not in spoken


def test_the_tree_says_what_everything_is(data: bytes) -> None:
    assert structure_outline(data) == (
        "Document(H1 TOC(TOCI(Reference(Link))) H2 P(Link Link Note) "
        "Table(Caption TR(TH TH) TR(TH TD) TR(TD)) L(LI(Lbl LBody) LI(Lbl LBody)) Figure P)"
    )


def test_a_paragraph_over_two_pages_is_one_element(data: bytes) -> None:
    body = [text for role, text in structure_text(data) if role == "P"]
    assert body[:2] == ["2023年实现营业收入8.7万亿元，见", "全文见"]
    assert body[3] == "接上页的一句话，含生僻字𬭚。"


def test_links_lead_to_places_and_addresses_and_say_where(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        places = [link for link in links if link.A.S == "/GoTo"]
        addresses = [link for link in links if link.A.S == "/URI"]
        assert [str(link.Contents) for link in places] == ["转到：一、总体情况", "转到：表1　营业收入"]
        assert all(link.A.D[0].objgen == pdf.pages[0].obj.objgen for link in places)
        assert [str(link.A.URI) for link in addresses] == ["https://www.miit.gov.cn/%E5%9B%AD%E5%8C%BA"]


def test_a_link_over_two_lines_is_one_element_with_two_boxes(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    node = sheet.root.add("P")
    url = "https://www.miit.gov.cn/"
    sheet.line(node, "见", ("工业和信息化部", {"link": url}))
    sheet.line(node, ("网站", {"link": url}), "。")
    data = write_pdf(sheet.layout()).data
    assert structure_outline(data) == "Document(P(Link))"
    assert problems_of_pdf(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Annots) == 2


def test_a_link_that_the_layout_has_marked_is_not_marked_again(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    node = sheet.root.add("P").add("Link")
    sheet.line(node, ("网站", {"link": "https://www.miit.gov.cn/"}))
    data = write_pdf(sheet.layout()).data
    assert structure_outline(data) == "Document(P(Link))"
    assert problems_of_pdf(data) == []


def test_a_link_to_nowhere_is_not_written(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    sheet.line(sheet.root.add("P"), ("表9", {"link": "#gone"}))
    with pytest.raises(KeyError, match="gone"):
        write_pdf(sheet.layout())


def test_bookmarks_follow_the_headings_and_leave_captions_out(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [TITLE]
        assert [entry.title for entry in outline.root[0].children] == ["一、总体情况"]


def test_title_author_and_date_stand_in_the_file_twice_and_agree(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as meta:
        assert meta["dc:title"] == str(pdf.docinfo["/Title"]) == TITLE
        assert meta["dc:creator"] == [str(pdf.docinfo["/Author"])] == ["高新区研究课题组"]
        assert meta["pdf:Keywords"] == str(pdf.docinfo["/Keywords"]) == "国家高新区; 新型工业化"
        assert meta["xmp:CreateDate"] == "2026-11-23T00:00:00Z"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261123000000Z"


def test_signs_that_mean_something_to_a_pdf_are_only_text(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    text = r"A<B 且 C&D (甲\乙) ]]> </w:t> %PDF"
    sheet.line(sheet.root.add("H1"), text)
    data = write_pdf(sheet.layout(author=r"甲 (乙\ & <丙>")).data
    assert text in page_texts(data)[0]
    assert conformance_problems(data) == []


def test_characters_land_where_the_layout_put_them(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    face = fonts.face_for(Role.SONG, "国")
    advances = (15.75, 8.0, 16.123, 17.9, 15.75, 12.0)
    node = sheet.root.add("P")
    sheet.pages[0].put(Run(80.0, 700.0, face, 16.0, "国，家高新区", advances), node)
    assert _origins(write_pdf(sheet.layout()).data) == pytest.approx(
        [80.0, 95.75, 103.75, 119.873, 137.773, 153.523], abs=0.01
    )


def _origins(data: bytes) -> list[float]:
    """Where each character of a one-run page begins, computed from the operators alone; glyphs are an em wide."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x = spacing = 0.0
        found: list[float] = []
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "Tm":
                    x = float(operands[4])
                case "Tc":
                    spacing = float(operands[0])
                case "Tj" | "TJ":
                    parts = operands[0] if str(instruction.operator) == "TJ" else operands
                    for part in parts:
                        if not isinstance(part, pikepdf.String):
                            x -= float(part) * 16 / 1000
                            continue
                        for _ in range(len(bytes(part)) // 2):
                            found.append(x)
                            x += 16 + spacing
        return found


def test_every_printed_figure_is_found_again_with_its_fact(layout: Layout) -> None:
    (position,) = fact_positions(layout)
    assert (position.fact, position.text, position.page) == ("national.revenue.2023", "8.7万亿元", 1)
    assert position.x > 80 and position.width > 50


def test_a_figure_over_two_faces_is_one_place(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    node = sheet.root.add("P")
    sheet.line(node, ("8.7", {"role": Role.LATIN, "fact": "a"}), ("万亿元", {"fact": "a"}), "，", ("9", {"fact": "a"}))
    assert [position.text for position in fact_positions(sheet.layout())] == ["8.7万亿元", "9"]


def test_a_width_that_is_not_the_fonts_own_is_noticed(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inner = next(obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/W" in obj)
        inner.W[1][0] = 999
        out = io.BytesIO()
        pdf.save(out)
    assert len(width_problems(out.getvalue())) == 1


def test_text_left_out_of_the_tree_is_noticed(fonts: FontSet) -> None:
    sheet = Sheet(fonts)
    sheet.line(sheet.root.add("P"), "在")
    data = write_pdf(sheet.layout()).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.StructTreeRoot.K.K = pikepdf.Array()
        out = io.BytesIO()
        pdf.save(out)
    assert untagged_text(out.getvalue()) == ["page 1: 0 times in the tree: 在"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="本机没有 qpdf")
def test_qpdf_finds_the_file_sound(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_colour_profile_is_what_pillow_makes_without_its_date_and_id() -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)
    profile[84:100] = bytes(16)
    assert srgb_profile() == bytes(profile)


def test_every_note_is_known_by_an_id_of_its_own(fonts: FontSet) -> None:
    said = Paragraph((*text("前"), NoteRef("a"), *text("后"), NoteRef("b")))
    noted = replace(bare(), blocks=(said,), notes={"a": text("甲"), "b": text("乙")})
    assert problems_of_pdf(write_pdf(lay_out(number(noted), Style(), fonts)).data) == []


def test_the_word_across_a_draft_is_furniture_of_a_file_fit_to_keep(fonts: FontSet) -> None:
    paper = bare(Paragraph(text("只有一段。")))
    data = write_pdf(lay_out(replace(paper, draft="送审稿"), Style(), fonts)).data
    assert problems_of_pdf(data) == []
    assert "送审稿" not in "".join(page_texts(data))


def test_pictures_of_files_are_figures_of_a_file_fit_to_keep(fonts: FontSet) -> None:
    blocks, square = [], b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="2"/></svg>'
    for kind in ("JPEG", "PNG"):
        file = io.BytesIO()
        Image.new("RGBA" if kind == "PNG" else "RGB", (1600, 400), "navy").save(file, kind)
        blocks.append(ChartBlock(Picture("a.png", "", 100, file.getvalue()), text(kind), "深蓝的一片"))
    blocks.append(ChartBlock(Picture("a.svg", "", 40, square), text("图形"), "一个方块"))
    data = write_pdf(lay_out(bare(*blocks), Style(), fonts)).data
    assert problems_of_pdf(data) == []
    assert structure_outline(data).count("Figure") == 3
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = [image for _, image in pdf.pages[0].Resources.XObject.items()]
        assert {str(image.get("/Filter")) for image in images} == {"/DCTDecode", "/FlateDecode"}
        assert all(image.ColorSpace == "/DeviceRGB" and "/SMask" not in image for image in images)
