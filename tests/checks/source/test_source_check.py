"""A source set against the facts said to come from it: what stands there is found however it is broken and written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from hgz_report.checks.source.confirm import SourceCheck, check_source, recognised
from hgz_report.checks.source.plain import plain_text
from hgz_report.cli.main import main
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.problems import Unusable
from hgz_report.readers.text import read_source
from tests.tools.project import ROOT
from tests.tools.sample import FILES, write_sample

TITLE = "迈向高智绿 探索新型工业化“高新”范式"
NATIONAL = "国家高新区生产总值达到18万亿元，占全国比重约为14%，集聚了1/3的高新技术企业。"
CHENGDU = "成都高新区已建成中试平台49个，到2025年将建成60个中试平台。"
ZIBO = "淄博高新区技术改造项目25个，生产总值1234.50万元，工业增加值下降1.5%，综合排名第60位，每7.5分钟下线一台。"
TEXT = "\n\n".join((TITLE, NATIONAL, CHENGDU, ZIBO))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load_dataset(write_sample(tmp_path_factory.mktemp("sample")))


def sample_with(root: Path, old: str, new: str, file: str = "zones/zibo.yaml") -> Dataset:
    files = dict(FILES)
    assert old in files[file]
    files[file] = files[file].replace(old, new, 1)
    return load_dataset(write_sample(root, files))


def checked(dataset: Dataset, text: str = TEXT) -> SourceCheck:
    return check_source(dataset, "article-2024", text)


def missing(result: SourceCheck) -> list[str]:
    return [problem.what for problem in result.problems]


def test_a_text_that_says_it_all_confirms_every_fact_and_leaves_no_figure_over(data: Dataset) -> None:
    result = checked(data)
    assert missing(result) == []
    assert len(result.confirmed) == 10
    assert result.unused == ()
    assert result.coverage == "100%"


def test_a_confirmed_fact_says_the_line_and_the_words_around(data: Dataset) -> None:
    (fact,) = (item for item in checked(data).confirmed if item.fact == "chengdu.pilot_platforms@2024")
    assert fact.line == TEXT[: TEXT.index("49")].count("\n") + 1
    assert "中试平台49个" in fact.words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("18万亿元", "18 万 亿\n元"),
        ("18万亿元", "１８万亿元"),
        ("18万亿元", "180000亿元"),
        ("1234.50万元", "1 234. 50万元"),
        ("1234.50万元", "12345000元"),
        ("约为14%", "14％左右"),
        ("1/3", "三分之一"),
        ("1/3", "1 /3"),
        ("25个", "二十五个"),
        ("第60位", "第六十位"),
        ("成都高新区", "成都\n高 新区"),
        ("淄博高新区", "淄博高新技术产业开发区"),
    ],
)
def test_one_amount_is_found_in_every_way_of_writing_it(data: Dataset, old: str, new: str) -> None:
    assert missing(checked(data, TEXT.replace(old, new))) == []


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [("超25个", "over"), ("25余个", "over"), ("25多个", "over"), ("近25个", "nearly"), ("约25个", "about"),
     ("不足25个", "under"), ("不少于25个", "at_least")],
)  # fmt: skip
def test_the_bound_must_be_the_one_the_source_gives(tmp_path: Path, written: str, qualifier: str) -> None:
    text = TEXT.replace("25个", written)
    right = sample_with(tmp_path / "right", "    value: 25\n", f"    value: 25\n    qualifier: {qualifier}\n")
    assert missing(checked(right, text)) == []
    (said,) = missing(checked(load_dataset(write_sample(tmp_path / "bare")), text))
    assert f"“{written}”" in said
    assert "与 qualifier 不符" in said


def test_a_figure_that_is_not_there_is_said_with_the_fact_s_line(tmp_path: Path) -> None:
    (problem,) = checked(sample_with(tmp_path, "    value: 25\n", "    value: 250\n")).problems
    assert problem.what == "“重点技术改造项目”250个：出处里找不到这个数"
    assert problem.where
    assert problem.where.line == FILES["zones/zibo.yaml"].split("\n").index("  - indicator: upgrade_projects") + 1


def test_a_figure_of_another_zone_does_not_confirm(data: Dataset) -> None:
    swapped = TEXT.replace("49个", "25个").replace("技术改造项目25个", "技术改造项目49个")
    assert [text.partition("：")[2][:4] for text in missing(checked(data, swapped))] == ["出处里这", "出处里这"]


def test_a_zone_may_be_called_by_an_alias(tmp_path: Path) -> None:
    text = TEXT.replace("淄博高新区", "新材料名都")
    assert len(missing(checked(load_dataset(write_sample(tmp_path / "a")), text))) == 5
    named = sample_with(tmp_path / "b", "city: 淄博市\n", "city: 淄博市\naliases: [新材料名都]\n")
    assert missing(checked(named, text)) == []


def test_a_figure_without_a_fact_is_listed_with_its_line(data: Dataset) -> None:
    result = checked(data, TEXT + "\n\n淄博高新区还有企业1800多家。")
    (left,) = result.unused
    assert (left.text, left.line) == ("1800多家", 9)
    assert result.coverage == "90%"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024年5月印发。", "日期"),
        ("实施方案（2024-2027年）印发。", "起止年份"),
        ("前瞻布局6G。", "名称、型号里的数字，如 6G、PM2.5"),
        ("\n— 3 —\n", "页码"),
        ("依据国函〔1992〕169号。", "文号"),
        ("党的二十届三中全会提出。", "会议的届次"),
        ("作为两大抓手。", "列举时的归类，不是统计数"),
        ("依托211高校。", "高校的类别"),
        ("\n1.成果转化\n", "列表的序号"),
        ("见表3。", "图表和附件的编号"),
        ("电话：010-12345678", "网址、电话等联系方式"),
    ],
)
def test_what_is_no_statistic_is_excused_with_a_reason(data: Dataset, text: str, reason: str) -> None:
    result = checked(data, f"{TEXT}\n\n{text}")
    assert result.unused == ()
    assert reason in {item.reason for item in result.excused}


def test_a_name_of_the_registers_holds_no_statistic(tmp_path: Path) -> None:
    text = f"{TEXT}\n\n七贤岭出台政策。"
    assert [item.text for item in checked(load_dataset(write_sample(tmp_path / "a")), text).unused] == ["七"]
    named = sample_with(
        tmp_path / "b", "    publisher: 国务院\n", "    publisher: 国务院\n    via: 七贤岭\n", "sources.yaml"
    )
    result = checked(named, text)
    assert result.unused == ()
    assert [item.reason for item in result.excused if item.text == "七"] == ["登记过的名称里的数字"]


def test_a_number_in_a_quoted_speech_or_alone_on_its_line_needs_its_fact(data: Dataset) -> None:
    result = checked(data, f"{TEXT}\n\n“收入达到500亿元，推进两项改革。”\n\n4320\n")
    assert [item.text for item in result.unused] == ["500亿元", "两项", "4320"]


def test_numbers_of_a_table_are_not_run_together() -> None:
    assert plain_text("成都 2019 12.2\n2020 13.5").text == "成都2019 12.2\n2020 13.5"


@given(st.text(alphabet="成都高新区12345.%/ \n\u3000"))
def test_a_plain_text_keeps_every_character_but_blanks_and_knows_its_line(text: str) -> None:
    plain = plain_text(text)
    solid = "".join(text.split())
    assert "".join(plain.text.split()) == solid
    for position, origin in enumerate(plain.origins):
        assert plain.line(position) == text[:origin].count("\n") + 1


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(9999), places=2), st.integers(1, 6))
def test_a_number_broken_anywhere_in_running_text_is_whole_again(number: Decimal, cut: int) -> None:
    digits = str(number)
    cut = min(cut, len(digits) - 1)
    assert f"产值{digits}亿元" in plain_text(f"产值{digits[:cut]}\n{digits[cut:]}亿元").text


def test_a_source_is_recognised_by_its_title(data: Dataset) -> None:
    assert recognised(data, TEXT) == ["article-2024"]
    assert recognised(data, TEXT.replace("“高新”", '"高新"').replace("迈向高智绿 ", "迈向高智绿\n")) == ["article-2024"]
    assert recognised(data, CHENGDU) == []


# The document on the editor's disk.


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf(*lines: str, password: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 12)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * number, line)
    canvas.save()
    if not password:
        return buffer.getvalue()
    writer = PdfWriter(clone_from=io.BytesIO(buffer.getvalue()))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("a.txt", TEXT.encode("gb18030")),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.txt", TEXT.replace("\n", "\r\n").encode()),
        ("a.docx", docx(*TEXT.split("\n\n"))),
        ("named wrongly.txt", docx(*TEXT.split("\n\n"))),
    ],
)
def test_text_and_docx_say_the_same(tmp_path: Path, data: Dataset, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    result = checked(data, read_source(tmp_path / name))
    assert missing(result) == []
    assert result.unused == ()


def test_a_pdf_with_text_is_read(tmp_path: Path, data: Dataset) -> None:
    pages = [TITLE, NATIONAL, CHENGDU, ZIBO[:20], ZIBO[20:]]
    (tmp_path / "a.pdf").write_bytes(pdf(*pages))
    assert missing(checked(data, read_source(tmp_path / "a.pdf"))) == []


def test_in_a_docx_content_controls_and_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = Document()
    run = "<w:r><w:t>{}</w:t></w:r>"
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:p xmlns:w="{W}"><w:sdt><w:sdtContent>{run.format("建成49")}</w:sdtContent></w:sdt>'
            f'<w:ins w:id="1" w:author="a">{run.format("个")}</w:ins>'
            f'<w:del w:id="2" w:author="a"><w:r><w:delText>约</w:delText></w:r></w:del></w:p>'
        ),
    )
    document.save(str(tmp_path / "a.docx"))
    assert read_source(tmp_path / "a.docx").strip() == "建成49个"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b" \n ", "是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "不是认得的文本"),
        ("数据".encode("utf-16-le") + b"\x00\x01", "不是认得的文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "是旧版 Office 格式"),
        (b"PK\x03\x04 broken", "不是 Word 文档"),
        (docx("一")[:800], "不是 Word 文档"),
        (docx(), "里没有文字"),
        (b"%PDF-1.7 broken", "不是完整的 PDF"),
        (pdf("一")[:400], "不是完整的 PDF"),
        (pdf(), "是扫描件"),
        (pdf("成都", password="secret"), "是加密的 PDF"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "source"
    path.write_bytes(content)
    with pytest.raises(Unusable) as refused:
        read_source(path)
    (problem,) = refused.value.problems
    assert said in problem.what
    assert problem.hint


# The command.


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    titles = f"{TITLE}\n关于增建国家高新技术产业开发区的批复\n"
    (tmp_path / "two.txt").write_text(titles, encoding="utf-8")
    return write_sample(tmp_path)


def run(project: Path, *arguments: str) -> int:
    return main(["check", "--root", str(project), *arguments])


def test_the_command_finds_the_source_by_its_title(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--source", str(project / "a.txt")) == 0
    said = capsys.readouterr().out
    assert "数字类事实 10 条，证实 10 条，没有证实 0 条；文中的数 10 个，没有用到 0 个，覆盖 100%。" in said


def test_the_command_says_what_is_missing_and_what_is_left_over(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "a.txt").write_text(TEXT.replace("25个", "27个"), encoding="utf-8")
    assert run(project, "--source", str(project / "a.txt")) == 1
    said = capsys.readouterr()
    assert "data/zones/zibo.yaml:20:5  “重点技术改造项目”25个：出处里找不到这个数" in said.err
    assert "27个" in said.out


def test_left_over_figures_alone_fail_only_when_strict(project: Path) -> None:
    (project / "a.txt").write_text(TEXT + "\n\n淄博高新区有企业27家。", encoding="utf-8")
    assert run(project, "--source", str(project / "a.txt")) == 0
    assert run(project, "--source", str(project / "a.txt"), "--strict") == 1


def test_the_result_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--source", str(project / "a.txt"), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["source"], said["coverage"], said["figures"]) == ("article-2024", "100%", 10)
    assert {"fact", "where", "line", "words"} == set(said["confirmed"][0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "missing.txt"), "没有这个文件"),
        (("--as", "article-2024"), "--as 要和 --source 一起用"),
        (("--source", "."), "是文件夹"),
        (("--source", "{root}/a.txt", "--as", "articel-2024"), "是不是 article-2024？"),
        (("--source", "{root}/data/zones/zibo.yaml"), "文首没有找到哪个出处的标题"),
        (("--source", "{root}/data/sources.yaml"), "文首没有哪个出处的标题，文中提到了"),
        (("--source", "{root}/two.txt"), "文首有几个出处的标题"),
    ],
)
def test_what_cannot_be_checked_is_exit_code_2(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(project, *(text.format(root=project) for text in arguments)) == 2
    message = capsys.readouterr().err
    assert said in message
    assert "提示：" in message


def test_checking_a_text_loads_no_heavy_library(project: Path) -> None:
    program = (
        "import sys; from hgz_report.cli.main import main; "
        f"assert main(['check', '--root', {str(project)!r}, '--source', {str(project / 'a.txt')!r}]) == 0; "
        "print(*sys.modules, sep=chr(10), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"reportlab", "docx", "pypdf", "matplotlib", "jinja2"}.isdisjoint(done.stderr.split())
