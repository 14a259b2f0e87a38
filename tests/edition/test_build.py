"""The whole line on the real data: what is made, that it is the same each time, and that a mistake leaves all as it was."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from hgz_report.cache.store import Cache
from hgz_report.document.blocks import Document
from hgz_report.document.figures import fact_refs
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.edition.do_jobs import HowFar
from hgz_report.edition.doing import composed
from hgz_report.edition.plan import plan
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.edition.publish import exclusive
from hgz_report.problems import Locked, Problems
from tests.tools.docx_checks import accessibility, audit, integrity, text_of_docx
from tests.tools.pdf_checks import problems_of_pdf, structure_text
from tests.tools.project import PAPERS, ROOT, change, contents, copy_project
from tests.tools.shipped import shipped
from tests.tools.telling import lines

EDITION = "reports/2026-Q4"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All reports, built once, of nothing."""
    root = copy_project(tmp_path_factory.mktemp("project"))
    build(root, load_config(root), cache=Cache(None))
    return root / EDITION


FACT = "  - {{indicator: {}, period: {}, value: {}, source: article-2024, locator: 表, confidence: B}}\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (("key_tech_revenue_share", 2023, "1/2"), ("key_tech_revenue_share", 2027, "60, status: target")),
            "2023年重点企业技术收入占总收入比重一半，完成2027年目标60%的83.3%，尚差10个百分点。",
        ),
        (
            (("listed_firms", 2023, "1800, qualifier: over"), ("listed_firms", 2027, "2000, status: target")),
            "2023年上市及过会企业1800余家，完成2027年目标2000家的至少90%。",
        ),
        (
            (("listed_firms", 2022, "49"), ("listed_firms", 2025, "60, status: target, qualifier: at_least")),
            "2022年上市及过会企业49家，2025年目标不少于60家，完成下限的81.7%，当时尚差至少11家；目标已到期，到期时的数未见。",
        ),
        (
            (("excavator_cycle", 2023, "10"), ("excavator_cycle", 2027, "8, status: target")),
            "2023年挖掘机平均下线用时10分钟，距2027年目标8分钟尚差2分钟。",
        ),
    ],
)
def test_a_report_can_say_how_far_a_result_is_from_its_target(
    tmp_path: Path, rows: Sequence[tuple[str, int, str]], expected: str
) -> None:
    root = copy_project(tmp_path, PAPERS)
    change(root / "data/zones/zigong.yaml", "facts:\n", "facts:\n" + "".join(FACT.format(*row) for row in rows))
    (document,) = plan(root, load_config(root), ["zigong"]).documents
    assert any(expected in line for line in lines(document))


def documents(root: Path) -> dict[str, Document]:
    return {document.slug: document for document in plan(root, load_config(root)).documents}


def zones() -> list[str]:
    return sorted(path.stem for path in (ROOT / "data/zones").glob("*.yaml"))


def papers() -> list[str]:
    """Reports in both formats, which take an issue number."""
    return [*zones(), "national", "pathway", "summary"]


def annexes() -> list[str]:
    """Reports that are a PDF only, and take none."""
    return ["annex", *(f"annex-{zone}" for zone in zones())]


def squeezed(text: str) -> str:
    """Text without white space: the two formats divide lines and cells differently."""
    return "".join(text.split())


def test_an_edition_has_every_report_in_its_formats_and_its_companions(built: Path) -> None:
    names = {path.name for path in built.iterdir()}
    both = {f"{slug}.{suffix}" for slug in papers() for suffix in ("pdf", "docx", "tree.json")}
    assert names == both | {f"{slug}.{suffix}" for slug in annexes() for suffix in ("pdf", "tree.json")} | {
        "manifest.json",
        "facts.csv",
        "index.html",
        "state.json",
        "trace.json",
    }


@pytest.mark.parametrize("slug", [*papers(), *annexes()])
def test_every_pdf_is_tagged_embeds_its_fonts_and_breaks_no_rule(built: Path, slug: str) -> None:
    assert problems_of_pdf((built / f"{slug}.pdf").read_bytes()) == []


@pytest.mark.parametrize("slug", papers())
def test_every_docx_is_valid_and_accessible(built: Path, slug: str) -> None:
    path = built / f"{slug}.docx"
    assert audit(path) == []
    assert integrity(path) == []
    assert accessibility(path.read_bytes()) == []


@pytest.mark.parametrize("slug", papers())
def test_the_docx_says_what_the_pdf_says(built: Path, slug: str) -> None:
    """Every line of the DOCX stands in the PDF's structure, and nothing stands in the PDF that the DOCX does not say.

    The letters inside a chart are text in the PDF and part of a picture in the DOCX.
    """
    tagged = structure_text((built / f"{slug}.pdf").read_bytes())
    pdf = squeezed("".join(text for role, text in tagged if role != "Figure"))
    lines = [squeezed(line) for line in text_of_docx((built / f"{slug}.docx").read_bytes())]
    assert [line for line in lines if line not in pdf] == []
    assert Counter(pdf) - Counter("".join(lines)) == Counter()


def test_the_manifest_names_inputs_fonts_pages_and_hashes(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    pages = {entry["slug"]: entry["pages"] for entry in manifest["reports"]}
    assert pages == {slug: len(PdfReader(built / f"{slug}.pdf").pages) for slug in [*papers(), *annexes()]}
    assert set(manifest["fonts"]) == {"仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"}
    assert "data/zones/chengdu.yaml" in manifest["inputs"]
    assert "report.toml" in manifest["inputs"]


def test_every_figure_in_facts_csv_has_a_source_or_is_counted_or_computed(built: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((built / "facts.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) > 500
    unsourced = [row["编号"] for row in rows if not row["出处"]]
    assert all(identifier.startswith("count:") or "(" in identifier for identifier in unsourced)


def test_what_another_source_says_stands_in_facts_csv_with_that_source(built: Path) -> None:
    rows = csv.DictReader(io.StringIO((built / "facts.csv").read_text(encoding="utf-8-sig")))
    told = {row["编号"]: (row["时期"], row["数值"], row["出处"]) for row in rows if row["报告"] == "annex-zhongguancun"}
    assert told["zhongguancun.total_revenue@2023"][:2] == ("2023", "8.7")
    other = told["zhongguancun.total_revenue@2023!z_zgc_gxb"]
    assert other == ("2023", "8.6", shipped().sources["z_zgc_gxb"].title)


def test_two_builds_are_the_same_to_the_byte(built: Path, project: Path) -> None:
    chosen = ["national", "yuelu"]
    build(project, load_config(project), slugs=chosen, cache=Cache(None))
    again = contents(project / f"{EDITION}-试做")
    for name in (f"{slug}.{suffix}" for slug in chosen for suffix in ("pdf", "docx")):
        assert again[name] == (built / name).read_bytes(), name


def test_briefings_take_issue_numbers_in_turn_and_annexes_none(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    order = [entry["slug"] for entry in manifest["reports"]]
    assert set(order[: len(papers())]) == set(papers())
    assert set(order[len(papers()) :]) == set(annexes())
    first = {slug: squeezed(PdfReader(built / f"{slug}.pdf").pages[0].extract_text()) for slug in order}
    issues = [int(found[1]) for slug in order if (found := re.search(r"第(\d+)期", first[slug]))]
    assert issues == list(range(1, len(papers()) + 1))


def test_a_source_has_the_same_number_in_a_briefing_and_its_annex(built: Path) -> None:
    paper, annex = (
        squeezed("".join(page.extract_text() for page in PdfReader(built / f"{slug}.pdf").pages))
        for slug in ("qingdao", "annex-qingdao")
    )
    (number,) = re.findall(r"\[(\d+)\]李争粉", paper)
    assert f"{number}．李争粉：迈向高智绿" in annex


def test_a_zone_whose_briefing_is_not_written_gets_a_short_one(project: Path) -> None:
    path = project / "data/zones/qingdao.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("briefing:")] + text[text.index("\nfacts:") + 1 :], encoding="utf-8")
    (document,) = plan(project, load_config(project), ["qingdao"]).documents
    said = lines(document)
    assert document.title == "青岛高新区推进新型工业化情况"
    assert "# 一、做法和成效" in said
    assert any(line.startswith("请青岛高新区于2026年12月31日前报") for line in said)


def test_a_fourteenth_zone_is_one_file(project: Path) -> None:
    text = (project / "data/zones/yuelu.yaml").read_text(encoding="utf-8")
    start = text.index("\nfacts:\n") + 1
    head = "name: 绵阳高新技术产业开发区\nshort: 绵阳高新区\ncity: 绵阳市\nprovince: 四川省\norder: 140\n"
    (project / "data/zones/mianyang.yaml").write_text(head + text[start:], encoding="utf-8")
    edition = build(project, load_config(project), slugs=["mianyang"])
    assert [made.title for made in edition.made] == ["绵阳高新区推进新型工业化情况"]
    assert {"mianyang.pdf", "mianyang.docx"} <= {path.name for path in edition.folder.iterdir()}


@pytest.mark.parametrize("slug", ["chengdu", "zhongguancun", "zibo", "suzhou"])
def test_without_its_facts_a_briefing_still_reads_and_prints_nothing_empty(project: Path, slug: str) -> None:
    path = project / f"data/zones/{slug}.yaml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("\nfacts:"), text.index("\npractices:")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    planned = plan(project, load_config(project), [slug])
    (document,) = planned.documents
    said = "".join(text_lines(document))
    assert not any(wrong in said for wrong in ("None", "nan", "，，", "，。", "：。", "（）", "为。", "（，"))
    assert all("不印" in warning.what for warning in planned.dataset.warnings)


def text_lines(document: Document) -> list[str]:
    from hgz_report.document.blocks import inlines_of, plain

    return [plain(inlines) for block in document.blocks for inlines in inlines_of(block)]


def test_deleting_any_one_fact_never_breaks_a_report_nor_leaves_its_figure(project: Path, shared: Path) -> None:
    path = project / "data/zones/chengdu.yaml"
    original = path.read_text(encoding="utf-8")
    head, _, rest = original.partition("\nfacts:\n")
    facts, _, tail = rest.partition("\npractices:\n")
    pieces = facts.split("\n  - indicator: ")
    config, store = load_config(project), Cache.of(shared)
    for index in range(1, len(pieces)):
        kept = "\n  - indicator: ".join(piece for n, piece in enumerate(pieces) if n != index)
        path.write_text(f"{head}\nfacts:\n{kept}\npractices:\n{tail}", encoding="utf-8")
        if index % 20 == 0:  # the rules about data and prose read all of the project, the same each time
            plan(project, config, ["chengdu"])
        ready = prepare(project, config, Wanted(("chengdu",), "words", prose=False), store)
        one = composed(ready.jobs[0], ready.materials)
        assert not (one.words.unaccounted or one.words.untrue)
        said = "".join(text_lines(one.document))
        assert "None" not in said
        assert "，。" not in said
    path.write_text(original, encoding="utf-8")


def test_most_numbers_of_a_report_are_bound_to_a_fact(project: Path) -> None:
    for slug, document in documents(project).items():
        assert len({ref.fact for ref, _ in fact_refs(document)}) >= 5, slug


def test_a_mistake_in_the_data_leaves_the_published_edition_as_it_was(project: Path) -> None:
    build(project, load_config(project), slugs=["yuelu"])
    before = contents(project / "reports")
    change(project / "data/zones/yuelu.yaml", "value: 115", "value: 一百一十五")
    with pytest.raises(Problems):
        build(project, load_config(project))
    assert contents(project / "reports") == before


def test_an_interrupted_build_leaves_the_published_edition_as_it_was(project: Path) -> None:
    config = load_config(project)
    build(project, config, slugs=["yuelu"])
    before = contents(project / "reports")

    def interrupt(standing: HowFar) -> None:
        if standing.made == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(project, config, slugs=["yuelu", "zigong"], progress=interrupt, cache=Cache(None))
    assert contents(project / "reports") == before


def test_a_second_run_does_not_touch_the_folder_the_first_one_holds(project: Path) -> None:
    with exclusive(project / "reports"), pytest.raises(Locked):
        build(project, load_config(project), slugs=["yuelu"])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_in_chinese(project: Path) -> None:
    (project / "reports").mkdir()
    (project / "reports").chmod(0o500)
    with pytest.raises(Problems, match="写不进输出文件夹"):
        build(project, load_config(project), slugs=["yuelu"])


def test_an_output_folder_that_is_a_file_is_said_in_chinese(project: Path) -> None:
    (project / "reports").write_text("", encoding="utf-8")
    with pytest.raises(Problems, match="写不进输出文件夹"):
        build(project, load_config(project), slugs=["yuelu"])


def test_a_configured_font_that_is_not_there_stops_before_anything_is_written(project: Path) -> None:
    config = load_config(project)
    wrong = replace(config, fonts=replace(config.fonts, faces={"仿宋": ("没有这个字体.ttf",)}))
    with pytest.raises(Problems, match="仿宋"):
        build(project, wrong, slugs=["yuelu"])
    assert not (project / EDITION).exists()


def test_some_papers_are_made_beside_the_edition_which_stays_as_it_was(project: Path) -> None:
    config = load_config(project)
    published = contents(build(project, config).folder)
    change(project / "data/zones/zigong.yaml", "value: 16.55", "value: 16.56")
    trial = build(project, config, slugs=["zigong"])
    assert (trial.folder.name, trial.outcome.trial) == ("2026-Q4-试做", True)
    assert contents(project / EDITION) == published
    made = contents(trial.folder)
    assert {*made} == {
        "zigong.pdf",
        "zigong.docx",
        "zigong.tree.json",
        "manifest.json",
        "facts.csv",
        "state.json",
        "index.html",
        "trace.json",
    }
    assert made["zigong.pdf"] != published["zigong.pdf"]
    manifest = json.loads(made["manifest.json"])
    assert manifest["trial"] is True
    assert [entry["slug"] for entry in manifest["reports"]] == ["zigong"]
    build(project, config, formats=["docx"])
    assert contents(project / EDITION) == published
    assert not [name for name in contents(trial.folder) if name.endswith(".pdf")]


def test_what_the_rules_of_pages_find_is_noticed_and_stops_a_strict_build(project: Path) -> None:
    row = "# 附表\n\n| 甲 | 乙 |\n|---|---|\n| 子 | 丑 |\n\n: 一览\n"
    (project / "templates/zone/98_row.md.j2").write_text(row, encoding="utf-8")
    config = load_config(project)
    made = build(project, config, slugs=["zibo"], formats=["pdf"])
    assert any("只有一行" in one.what and one.severity == "warning" for one in made.warnings)
    before = contents(made.folder)
    with pytest.raises(Problems, match="只有一行"):
        build(project, config, slugs=["zibo"], formats=["pdf"], strict=True)
    assert contents(made.folder) == before


def test_a_paper_has_the_number_the_readers_and_the_secrecy_of_its_own_report_yaml(project: Path) -> None:
    head = "issue: 7\nclassification: 秘密★1年\nrecipients: {to: [省政府]}\nzones: [chengdu, zibo]\n"
    folder = project / "templates/pair"
    folder.mkdir()
    (folder / "report.yaml").write_text(f"title: 对照情况\nslug: pair\nsubject: 对照\n{head}", encoding="utf-8")
    (folder / "10_pair.md.j2").write_text(
        "{% for z in zones %}{{ z.short }}、{% endfor %}{成都高新区.中试平台@2024}建成。\n", encoding="utf-8"
    )
    (document,) = plan(project, load_config(project), ["pair"]).documents
    assert document.masthead and document.imprint
    assert (document.masthead.issue, document.masthead.classification) == ("第7期", "秘密★1年")
    assert document.imprint.recipients == (("报", "省政府。"),)
