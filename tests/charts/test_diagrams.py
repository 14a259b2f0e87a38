"""Diagrams of relations and key figures: legible whatever they say, the same in both formats."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from hgz_report.charts import palette
from hgz_report.document.blocks import ChartBlock, FactRef, KeyFigure, KeyFigures, Text, plain
from hgz_report.document.chart import Chart, Event, Grid, GridRow, PathDiagram, PathPart, Timeline, chart_texts
from hgz_report.draw.frame import hexadecimal
from hgz_report.layout.blocks.tiles import value_parts
from hgz_report.layout.laid_out import TilesFit
from hgz_report.origin import Fact
from hgz_report.problems import Problems
from hgz_report.style import Style
from hgz_report.writers.formats import write
from hgz_report.writers.pictures.svg import svg
from tests.tools.bare_report import laid_out
from tests.tools.chart_looks import WIDTH, Box, drawn, lines, marks
from tests.tools.docx_checks import accessibility, audit, integrity, text_of_docx
from tests.tools.fact_positions import fact_positions
from tests.tools.free_fonts import free_fonts
from tests.tools.pdf_checks import page_texts, problems_of_pdf, structure_outline, structure_text

FACES = dict.fromkeys(("仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"), "宋体")
NOTES = ("成都高新区已建成中试平台49个", "下线用时由27分钟缩短到6分钟", "规上服务业营收增长12.3%", "配套企业超过1800家")


def path(grips: int, directions: int, *, notes: bool = True) -> PathDiagram:
    """A diagram with names of 3 to 18 characters."""
    said = iter((NOTES if notes else ("",) * 4) * 3)
    names = ("数字经济和实体经济融合", "先进制造业和现代服务业融合", "国家高新区要素市场化配置和制度型开放融合")
    return PathDiagram(
        PathPart("主线", "科技创新和产业创新融合", next(said), "a"),
        tuple(PathPart("抓手", name, next(said)) for name in names[:grips]),
        PathPart("支撑", "大企业和中小企业融通发展", next(said)),
        tuple(PathPart("方向", n, next(said)) for n in ("高端化（含金量）", "智能化", "绿色化", "融合化")[:directions]),
    )


def events(count: int, years: str = "0.5", title: str = "推进新型工业化行动方案") -> Timeline:
    step = Decimal(years)
    return Timeline(
        tuple(
            Event(
                f"{2000 + int(at * step)}年", 2000 + at * step, f"第{at}项{title}", "工业和信息化部", "", at > count - 3
            )
            for at in range(count)
        )
    )


def grid(rows: int, columns: int, name: str = "高新区") -> Grid:
    states = ("未提出", "先核实", "补充佐证后", "优先推进")
    cells = tuple(GridRow(f"{name}{at}", tuple((at + n) % 5 % 4 or None for n in range(columns))) for at in range(rows))
    return Grid(tuple(f"世界级先进制造业集群{at}" for at in range(columns)), cells, states)


CASES: dict[str, tuple[Chart, float]] = {
    **{f"{g} grips, {d} directions": (path(g, d), 270.0) for g in (1, 2, 3) for d in (2, 3, 4)},
    "without notes": (path(2, 3, notes=False), 200.0),
    "no grip": (path(0, 1), 200.0),
    "one event": (events(1), 60.0),
    "five events": (events(5), 150.0),
    "twenty events": (events(20), 300.0),
    "forty events": (events(40), 548.0),
    "a century between": (events(3, "90"), 200.0),
    "all in one day": (events(8, "0"), 200.0),
    "long titles": (events(6, "1", "关于推动国家高新区制造业中试创新发展并向全国复制推广的实施方案" * 2), 280.0),
    "zones by tasks": (grid(13, 6), 290.0),
    "tasks by zones": (grid(6, 13), 230.0),
    "forty rows": (grid(40, 7), 540.0),
    "long row names": (grid(5, 3, "长沙高新技术产业开发区信息产业园先进制造业集聚区"), 160.0),
}


def block(chart: Chart) -> ChartBlock:
    return ChartBlock(chart, (Text("推进路径"),), "图：推进路径")


def text_boxes(chart: Chart, height: float) -> list[tuple[str, Box]]:
    return [(line.text, line.box) for line in lines(drawn(chart, free_fonts(), height))]


@pytest.mark.parametrize("name", CASES)
def test_no_text_is_cut_none_lies_on_another_and_none_is_left_out(name: str) -> None:
    chart, height = CASES[name]
    boxes = text_boxes(chart, height)
    for text, (left, bottom, right, top) in boxes:
        assert left >= -0.5 and right <= WIDTH + 0.5, f"{text} leaves the sheet sideways"
        assert bottom >= -0.5 and top <= height + 0.5, f"{text} leaves the sheet"
    for (text, a), (other, b) in combinations(boxes, 2):
        across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 0.5 or along <= 0.5, f"{text} lies on {other}"
    printed = "".join(text for text, _ in boxes).replace("\n", "")
    assert all(text in printed for text, _ in chart_texts(chart))


NAMES = st.text("科技创新和产业融合发展（）、0123456789.%ABCab", min_size=1, max_size=40)
PARTS = st.builds(PathPart, st.just("抓手"), NAMES, st.one_of(st.just(""), NAMES))


@settings(max_examples=40, deadline=None)
@given(PARTS, st.lists(PARTS, min_size=1, max_size=3), PARTS, st.lists(PARTS, min_size=2, max_size=4))
def test_any_words_keep_to_their_boxes_or_are_refused(
    main: PathPart, grips: list[PathPart], support: PathPart, directions: list[PathPart]
) -> None:
    from hgz_report.charts.labels import Unreadable
    from hgz_report.charts.path import arrange
    from hgz_report.draw.lettering import Lettering

    try:
        lettering = Lettering(free_fonts())
        found = arrange(PathDiagram(main, tuple(grips), support, tuple(directions)), WIDTH, 270.0, lettering)
    except Unreadable:
        return
    frames = [found.main, found.support, *found.above, *found.below, *found.directions]
    assert len(frames) == 2 + len(grips) + len(directions)
    for frame in frames:
        assert sum(line.height for line in frame.lines) <= frame.height
        assert all(lettering.width(line.text, line.size) <= frame.width for line in frame.lines)
        assert frame.x >= 0 and frame.x + frame.width <= WIDTH + 0.01 and frame.y >= 0 and frame.top <= 270.01
    for one, other in combinations(frames, 2):
        assert (
            one.x + one.width <= other.x + 0.01
            or other.x + other.width <= one.x + 0.01
            or one.top <= other.y + 0.01
            or other.top <= one.y + 0.01
        )


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (events(200), "有200件事"),
        (Grid(("甲",), (GridRow("乙", (0,)),), tuple("一二三四五")), "有5种状态，图形只能分清4种"),
        (grid(200, 3), "用最小字号也会压到别的文字"),
        (
            PathDiagram(PathPart("主线", "长" * 2000), (), PathPart("支撑", "短"), (PathPart("方向", "短"),)),
            "框里的文字太多",
        ),
    ],
)
def test_more_than_can_be_read_is_refused(chart: Chart, said: str) -> None:
    with pytest.raises(Problems, match=said):
        drawn(chart, free_fonts(), 500.0)


def test_more_time_is_more_room_and_order_is_that_of_time() -> None:
    late, early = Event("2024年", Decimal(2024), "后"), Event("2010年", Decimal(2010), "前")
    boxes = dict(text_boxes(Timeline((late, Event("2012年", Decimal(2012), "中"), early)), 160.0))
    assert boxes["前"][1] > boxes["中"][1] > boxes["后"][1]
    assert boxes["中"][1] - boxes["后"][1] > 1.5 * (boxes["前"][1] - boxes["中"][1])


def test_the_four_states_of_a_grid_have_four_shapes() -> None:
    looks = set()
    for state in range(4):
        one = Grid(("甲",), (GridRow("乙", (state,)),), tuple("一二三四"))
        filled = [part for part in marks(one, free_fonts(), 100.0) if part.fill][:2]
        cell = [part for part in filled if part.box[1] > 25]
        looks.add(str([(part.fill, part.edge, round(part.across, 1)) for part in cell]))
    assert len(looks) == 4


def test_the_vector_picture_is_sound_holds_only_paths_and_is_the_same_every_time() -> None:
    data = svg(drawn(path(2, 3), free_fonts(), 260.0))
    assert data == svg(drawn(path(2, 3), free_fonts(), 260.0))
    root = etree.fromstring(data)
    assert root.get("viewBox") == f"0 0 {round(WIDTH * 100)} 26000"
    assert {etree.QName(child).localname for child in root} == {"path"}
    assert {child.get("fill") for child in root} >= {palette.NAVY.lower(), palette.OCHRE.lower()}
    assert len(data) < 150_000


def test_word_gets_a_vector_with_a_picture_for_those_who_cannot_show_it(tmp_path: Path) -> None:
    made = write("docx", laid_out(block(path(2, 3)), block(events(5)), block(grid(3, 3))), FACES)
    data = made.data
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = archive.namelist()
    assert len([name for name in names if name.endswith(".svg")]) == 3
    assert b'Extension="svg" ContentType="image/svg+xml"' in archive.read("[Content_Types].xml")
    body = archive.read("word/document.xml").decode()
    related = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
    relations = {relation.get("Id"): str(relation.get("Target")) for relation in related}
    pairs = re.findall(r'<a:blip r:embed="(\w+)">.*?<asvg:svgBlip[^>]*r:embed="(\w+)"', body)
    assert [(relations[a][-4:], relations[b][-4:]) for a, b in pairs] == [(".png", ".svg")] * 3
    file = tmp_path / "d.docx"
    file.write_bytes(data)
    assert (audit(file), integrity(file), accessibility(data)) == ([], [], [])


FIGURES = KeyFigures(
    (
        KeyFigure("园区生产总值", (FactRef("18万亿元", Fact("gdp")),), "2023年"),
        KeyFigure("总收入", (FactRef("超过1.4万亿元", Fact("revenue")),), "2023年1—9月"),
        KeyFigure("国家级专精特新“小巨人”企业占全国比重", (FactRef("近一半", Fact("share")),), "2024年"),
        KeyFigure("综合排名", (Text("全国"), FactRef("第6位", Fact("rank")))),
        KeyFigure("高新技术企业占比", (FactRef("1/3", Fact("third")),), "2023年"),
    )
)


def test_key_figures_are_read_as_they_are_seen_and_their_facts_are_found() -> None:
    layout = laid_out(FIGURES)
    data = write("pdf", layout, FACES).data
    assert problems_of_pdf(data) == []
    read = "".join(text for _, text in structure_text(data))
    assert read.index("18万亿元") < read.index("园区生产总值") < read.index("超过1.4万亿元") < read.index("总收入")
    assert re.search(r"\bL\b.*LI.*LBody", structure_outline(data), re.DOTALL)
    assert all(plain(one.value) in re.sub(r"\s", "", "".join(page_texts(data))) for one in FIGURES.figures)
    places = {place.fact: place for place in fact_positions(layout)}
    assert {fact: place.text for fact, place in places.items()} == {
        "gdp": "18万亿元", "revenue": "超过1.4万亿元", "share": "近一半", "rank": "第6位", "third": "1/3",
    }  # fmt: skip


def test_numbers_are_larger_than_their_units() -> None:
    (reference,) = FIGURES.figures[1].value
    parts = [(plain((part.inline,)), part.large) for part in value_parts((reference,))]
    assert parts == [("超过", False), ("1.4", True), ("万亿元", False)]
    assert [part.large for part in value_parts(FIGURES.figures[2].value)] == [True], "words alone are the value"


def test_key_figures_are_word_tables_that_can_be_edited_and_heard(tmp_path: Path) -> None:
    data = write("docx", laid_out(FIGURES), FACES).data
    file = tmp_path / "d.docx"
    file.write_bytes(data)
    assert (audit(file), integrity(file), accessibility(data)) == ([], [], [])
    tables = docx.Document(io.BytesIO(data)).tables
    assert [len(table.columns) for table in tables] == [3, 2]
    cell = tables[0].cell(0, 1)._tc
    assert ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))] == [
        "超过1.4万亿元", "总收入", "2023年1—9月",
    ]  # fmt: skip
    assert "全国第6位" in text_of_docx(data)
    assert data == write("docx", laid_out(FIGURES), FACES).data


def test_a_long_value_gets_a_wider_tile_and_one_that_fits_none_is_a_problem() -> None:
    long = KeyFigures(
        tuple(KeyFigure("总收入", (FactRef("超过12345678.9万亿元", Fact("a")),), "2023年") for _ in range(4))
    )
    assert [laid.fit.columns for laid in laid_out(long).blocks if isinstance(laid.fit, TilesFit)] == [2]
    endless = KeyFigures((KeyFigure("总收入", (FactRef("新材料、智能装备" * 5, Fact("a")),)),))
    with pytest.raises(Problems, match=r"一览里“总收入”的数“.*”太长，排不进一格"):
        laid_out(endless)


def test_nine_key_figures_are_a_table_and_none_print_nothing() -> None:
    with pytest.raises(Problems, match="一览有9个数，最多8个"):
        laid_out(KeyFigures(FIGURES.figures[:1] * 9))
    write("docx", laid_out(KeyFigures(())), FACES)


def test_tiles_wear_the_colours_of_the_charts() -> None:
    assert "#" + hexadecimal(Style().figure_value.color) == palette.NAVY
