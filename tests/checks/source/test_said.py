"""What a source says of a number belongs to it: direction, time, planned or done; official ways of writing it are read."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from reportlab.pdfgen.canvas import Canvas

from hgz_report.checks.source.confirm import check_source, recognised
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.readers.text import read_source
from tests.tools.sample import FILES, write_sample

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
INDICATORS = """\
  firms: {name: 企业数, unit: 家, group: 企业}
  profit: {name: 利润总额, unit: 亿元, group: 规模}
  sales: {name: 营业收入, unit: 亿元, group: 规模}
  local_share: {name: 本地配套率, kind: share, unit: '%', group: 产业}
  sales_growth: {name: 营业收入增速, kind: growth, unit: '%', group: 增长}
"""
FACT = (
    "  - {{indicator: {}, period: {}, value: {}, qualifier: {}, status: {}, source: article-2024,"
    " locator: 表, confidence: B}}\n"
)


def loaded(
    root: Path, indicator: str, value: str, period: str = "2023", qualifier: str = "exact", status: str = "actual"
) -> Dataset:
    files = dict(FILES)
    files["indicators.yaml"] = files["indicators.yaml"].replace("indicators:\n", f"indicators:\n{INDICATORS}", 1)
    fact = FACT.format(indicator, period, value, qualifier, status)
    files["zones/zibo.yaml"] = files["zones/zibo.yaml"].replace("facts:\n", f"facts:\n{fact}", 1)
    return load_dataset(write_sample(root, files))


def confirms(dataset: Dataset, text: str) -> bool:
    """Whether the first fact of Zibo is said by a text about Zibo."""
    (entry,) = (entry for entry in dataset.facts.values() if entry.owner == "zibo" and entry.fact.locator == "表")
    result = check_source(dataset, "article-2024", text if "淄博" in text else f"淄博高新区{text}")
    return entry.id in {item.fact for item in result.confirmed}


@pytest.mark.parametrize(
    ("value", "right", "wrong"),
    [
        ("10.7", "营业收入增长10.7%", "营业收入下降10.7%"),
        ("10.7", "营业收入增速为10.7%", "营业收入增速为-10.7%"),
        ("10.7", "增速回落到10.7%", "降幅收窄至10.7%"),
        ("-3.5", "营业收入增速为-3.5%", "营业收入增速为3.5%"),
        ("-3.5", "营业收入降幅为3.5%", "营业收入增幅为3.5%"),
        ("-3.5", "营业收入下降了3.5%", "营业收入提高了3.5%"),
        ("-3.5", "营业收入增长－3.5%", "营业收入增长3.5%"),
        ("-3.5", "营业收入出现3.5%的降幅", "营业收入出现3.5%的增幅"),
        ("-3.5", "营业收入负增长3.5%", "营业收入正增长3.5%"),
        ("10.7", "营业收入增长10.7%", "营业收入增长10.7个百分点"),
        ("100", "营业收入翻一番", "营业收入翻两番"),
        ("150", "营业收入增长1.5倍", "营业收入增长15倍"),
    ],
)
def test_up_and_down_belong_to_a_growth_rate(tmp_path: Path, value: str, right: str, wrong: str) -> None:
    dataset = loaded(tmp_path, "sales_growth", value)
    assert confirms(dataset, f"2023年，{right}。")
    assert not confirms(dataset, f"2023年，{wrong}。")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("2023年，企业达到300家", "2030年，企业达到300家"),
        ("截至2023年年底，企业300家", "截至2022年年底，企业300家"),
        ("企业300家（2023年）", "企业300家（2021年）"),
        ("企业由2012年的105家增至2023年的300家", "企业由2023年的105家增至2024年的300家"),
        ("2023年比2022年增加，企业达到300家", "2022年比2023年多，企业达到300家"),
        ("企业已达300家", "企业将达300家"),
        ("企业300家", "规划企业300家"),
        ("已建成企业300家", "力争建成企业300家"),
        ("企业达到300家", "企业未达到300家"),
        ("企业300家", "企业并非300家"),
        ("企业300家", "新增300家"),
        ("企业300家", "企业300万家"),
    ],
)
def test_time_and_status_belong_to_a_number(tmp_path: Path, right: str, wrong: str) -> None:
    dataset = loaded(tmp_path, "firms", "300")
    assert confirms(dataset, f"{right}。")
    assert not confirms(dataset, f"{wrong}。")


@pytest.mark.parametrize(
    "said",
    [
        "1992年获批，企业300家", "2020年以来引进企业300家", "2023年，该区将新一代信息技术作为主导产业，有企业300家",
        "2023年，未来产业企业300家",
        "2023年，列入科技计划项目的企业300家", "2023年，虚拟现实企业300家", "2023年，区内企业超预期，达300家",
        "2023年（比2022年多20家），企业300家",
        "2023年，将实体经济作为根基，有企业300家", "依据《2021年方案》，企业300家", "2023年，将成都等地的企业一并计算，共300家",
    ],
)  # fmt: skip
def test_what_only_sounds_like_another_time_or_a_plan_confirms(tmp_path: Path, said: str) -> None:
    assert confirms(loaded(tmp_path, "firms", "300"), f"淄博高新区{said}。")


def test_a_target_is_not_what_is_done(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, "firms", "300", "2027", status="target")
    assert confirms(dataset, "到2027年，企业将达到300家。")
    assert confirms(dataset, "力争2027年企业达到300家。")
    assert not confirms(dataset, "2027年，企业已达到300家。")
    assert not confirms(dataset, "到2030年，企业将达到300家。")


@pytest.mark.parametrize("words", ["不超过300家", "不高于300家", "至多300家", "最多300家", "300家以内"])
def test_an_upper_bound_is_no_lower_one(tmp_path: Path, words: str) -> None:
    for qualifier in ("exact", "over", "at_least"):
        assert not confirms(loaded(tmp_path / qualifier, "firms", "300", qualifier=qualifier), f"2023年，企业{words}。")


def test_loss_is_profit_below_nothing(tmp_path: Path) -> None:
    dataset = loaded(tmp_path, "profit", "-12.3")
    assert confirms(dataset, "亏损12.3亿元。")
    assert confirms(dataset, "利润总额为-12.3亿元。")
    assert not confirms(dataset, "盈利12.3亿元。")


@pytest.mark.parametrize(
    ("indicator", "value", "qualifier", "written"),
    [
        ("sales", "25", "exact", "营业收入25亿"),
        ("sales", "1.05", "exact", "营业收入1亿500万元"),
        ("sales", "3.2", "over", "营业收入3.2亿多元"),
        ("sales", "120", "exact", "营业收入一百二十亿元"),
        ("firms", "17000", "over", "企业1.7万余家"),
        ("firms", "12000", "exact", "企业1万2千家"),
        ("firms", "35000", "exact", "企业三万五千家"),
        ("firms", "1000", "over", "企业1000家以上"),
        ("firms", "1000", "at_least", "企业1000家以上"),
        ("firms", "5000", "exact", "企业5千家"),
        ("firms", "1698", "exact", "企业16\n98家"),
        ("firms", "1698", "exact", "企业1,\n698家"),
        ("firms", "1698", "exact", "企业16\u00ad98家"),
        ("firms", "1698", "exact", "企业\u200b１６９８\u2060家"),
        ("local_share", "90", "exact", "本地配套率九成"),
        ("local_share", "90", "nearly", "本地配套率近九成"),
        ("local_share", "75", "exact", "本地配套率七成五"),
        ("local_share", "12.5", "exact", "本地配套率百分之十二点五"),
        ("local_share", "0.3, unit: '%'", "exact", "本地配套率3‰"),
        ("local_share", "0.3, unit: '%'", "exact", "本地配套率千分之三"),
    ],
)
def test_official_wordings_are_read(tmp_path: Path, indicator: str, value: str, qualifier: str, written: str) -> None:
    dataset = loaded(tmp_path, indicator, value, qualifier=qualifier)
    assert confirms(dataset, f"2023年，{written}。")
    assert not confirms(loaded(tmp_path / "other", indicator, "7.77", qualifier=qualifier), f"2023年，{written}。")


@pytest.mark.parametrize(
    "table",
    [
        "高新区\t2022年\t2023年\n淄博高新区营业收入（亿元）\t1500\t1698.88",
        "单位：亿元\n高新区 | 营业收入 | 利润\n---|---|---\n淄博高新区2023年 | 1698.88 | 30",
        "高新区   营业收入（亿元）   企业（家）\n淄博高新区   1698.88   300",
        "高新区\t指标\t单位\t2023年\n淄博高新区\t营业收入\t亿元\t1698.88",
    ],
)
def test_the_unit_and_year_of_a_bare_number_stand_in_the_head_of_its_table(tmp_path: Path, table: str) -> None:
    dataset = loaded(tmp_path, "sales", "1698.88")
    assert confirms(dataset, table)
    assert not confirms(dataset, table.replace("亿元", "万元"))
    assert not confirms(dataset, table.replace("2023年", "2020年")) or "2023年" not in table


def written(folder: Path, *runs: str, styles: str = "") -> str:
    document = Document()
    if styles:
        document.styles.element.append(parse_xml(styles))
    paragraph = document.add_paragraph()._p
    for run in runs:
        paragraph.append(parse_xml(f'<w:r xmlns:w="{W}">{run}</w:r>'))
    buffer = io.BytesIO()
    document.save(buffer)
    (folder / "a.docx").write_bytes(buffer.getvalue())
    return read_source(folder / "a.docx")


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        "<w:strike/>",
        "<w:dstrike/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="Secret"/>',
    ],
)
def test_hidden_text_is_no_evidence(tmp_path: Path, properties: str) -> None:
    style = (
        f'<w:style xmlns:w="{W}" w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    text = written(
        tmp_path, "<w:t>企业</w:t>", f"<w:rPr>{properties}</w:rPr><w:t>300家</w:t>", "<w:t>若干</w:t>", styles=style
    )
    assert text.strip() == "企业若干"


def test_what_only_switches_hiding_off_is_shown(tmp_path: Path) -> None:
    text = written(tmp_path, '<w:rPr><w:vanish w:val="0"/><w:strike w:val="false"/></w:rPr><w:t>企业300家</w:t>')
    assert text.strip() == "企业300家"


def test_white_letters_on_a_colour_are_shown(tmp_path: Path) -> None:
    text = written(
        tmp_path, '<w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/></w:rPr><w:t>企业300家</w:t>'
    )
    assert text.strip() == "企业300家"


@pytest.mark.parametrize(("first", "seen"), [(0, ["shown"]), (3, ["shown", "unseen"])])
def test_invisible_letters_of_a_pdf_count_only_where_there_are_no_others(
    tmp_path: Path, first: int, seen: list[str]
) -> None:
    """A page recognised from a picture has nothing but invisible letters."""
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for mode, words, y in ((first, "shown", 700), (3, "unseen", 680)):
        text = canvas.beginText(72, y)
        text.setTextRenderMode(mode)
        text.textOut(words)
        canvas.drawText(text)
    canvas.save()
    assert read_source(tmp_path / "a.pdf").split() == seen


def test_a_table_of_a_docx_is_read_by_its_head_and_a_text_box_is_read(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells],
        ["高新区", "营业收入（亿元）", "淄博高新区", "1698.88"],
        strict=True,
    ):
        cell.text = text
    inside = "<w:p><w:r><w:t>淄博高新区企业300家</w:t></w:r></w:p>"
    box = f'<w:r xmlns:w="{W}"><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>'
    document.add_paragraph()._p.append(parse_xml(box))
    document.save(str(tmp_path / "a.docx"))
    text = read_source(tmp_path / "a.docx")
    assert confirms(loaded(tmp_path / "a", "sales", "1698.88"), text)
    assert confirms(loaded(tmp_path / "b", "firms", "300"), text)


def test_a_source_is_known_by_its_headline_and_not_by_what_it_cites(tmp_path: Path) -> None:
    dataset = load_dataset(write_sample(tmp_path))
    titles = {name: source.title for name, source in dataset.sources.items()}
    mine = titles["plan-2024"] if "plan-2024" in titles else list(titles.values())[-1]
    own = next(name for name, title in titles.items() if title == mine)
    assert recognised(dataset, f"# {mine}\n\n依据《{titles['article-2024']}》，制定本方案。") == [own]
    assert recognised(dataset, f"{mine[:9]}\n{mine[9:]}\n\n正文。") == [own]
    assert recognised(dataset, f"通知\n\n依据《{titles['article-2024']}》，制定本方案。") == []


@pytest.mark.parametrize(
    "piece", ["高新区", "a", "1", "中1 ", "《", " ", "企业300家，", "2023年，", "http://x/", "1.", "一百", "\t1"]
)
def test_a_long_line_takes_time_in_proportion(tmp_path: Path, piece: str) -> None:
    dataset = load_dataset(write_sample(tmp_path))

    def seconds(length: int) -> float:
        text = "淄博高新区" + piece * (length // len(piece))
        start = time.process_time()
        check_source(dataset, "article-2024", text)
        return time.process_time() - start

    seconds(1000)
    short, long = min(seconds(4000), seconds(4000)), min(seconds(16000), seconds(16000))
    assert long < 10 * short + 0.2, f"{short:.3f} s for 4000, {long:.3f} s for 16000 characters"
