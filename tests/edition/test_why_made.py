"""Why a report was made again, as an editor reads it: every kind of part in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.data.reads import DataPart
from hgz_report.edition.config import load_config
from hgz_report.edition.doing import composed
from hgz_report.edition.prepare import Prepared, Wanted, prepare
from hgz_report.edition.why_made import reason
from tests.tools.project import ROOT

FACT: DataPart = ("fact", "chengdu.pilot_platforms@2024")
SAID: dict[DataPart, str] = {
    FACT: "读了 chengdu.pilot_platforms@2024",
    ("facts",): "读了全部事实",
    ("facts", "chengdu"): "读了 chengdu 的事实",
    ("facts", "chengdu", "gdp"): "读了 chengdu.gdp 的事实",
    ("facts everywhere", "gdp"): "读了各高新区的 gdp",
    ("zone", "zibo", "practices"): "读了 data/zones/zibo.yaml 的 practices",
    ("zone", "zibo", "*"): "读了 data/zones/zibo.yaml",
    ("zones",): "读了有哪些高新区",
    ("national", "short"): "读了 data/national.yaml 的 short",
    ("pathway", "tasks"): "读了 data/pathway.yaml 的 tasks",
    ("policies",): "读了 data/policies.yaml",
    ("register", "zones"): "读了 data/register.yaml",
    ("allowed", "entries"): "读了 data/allowed_numbers.yaml",
    ("allow-list",): "准许的数、名称或文件标题变了",
    ("indicator", "gdp"): "读了指标 gdp",
    ("indicator",): "读了全部指标",
    ("source", "article-2024"): "读了出处 article-2024",
    ("source",): "读了全部出处",
    ("number", "article-2024"): "读了 article-2024 的来源号",
    ("number",): "读了全部来源号",
    ("template", "zone/10_facts.md.j2"): "用了 templates/zone/10_facts.md.j2",
    ("sections", "zone"): "读了 templates/zone/ 的各节",
    ("picture", "园区.png"): "用了 pictures/园区.png",
    ("report", "zibo"): "报告的定义、期号或标题变了",
    ("report.toml",): "report.toml 变了",
    ("fonts",): "字体变了",
    ("settled", "chengdu.gdp@2024"): "读了 data/settled.yaml",
    ("place", "chengdu/pilot"): "读了 chengdu/pilot 在哪一行",
    ("place",): "读了各条在哪一行",
    ("owner", "成都高新区"): "读了“成都高新区”指哪个高新区",
    ("owner of facts",): "读了高新区的全部名称",
    ("indicator name", "产值"): "读了“产值”指哪个指标",
    ("indicator of facts",): "读了指标的全部名称",
    ("previous edition",): "同哪一期比变了",
    ("previous", "chengdu"): "读了上一期的 chengdu",
    ("previous",): "读了上一期的全部数",
    ("previous source", "article-2024"): "读了上一期的出处",
}


@pytest.fixture(scope="module")
def prepared(shared: Path) -> Prepared:
    return prepare(ROOT, load_config(ROOT), Wanted(depth="words", prose=False), Cache.of(shared))


@pytest.mark.parametrize(
    ("part", "words"), SAID.items(), ids=lambda each: " ".join(each) if type(each) is tuple else ""
)
def test_every_kind_of_part_is_said_in_words(part: DataPart, words: str) -> None:
    assert reason((part,)) == words


def test_every_kind_of_part_that_the_kinds_of_report_read_is_among_them(prepared: Prepared) -> None:
    kinds = {job.report.folder: job for job in prepared.jobs}
    with prepared.materials.dataset.reads.gathered() as read:
        for job in kinds.values():
            composed(job, prepared.materials)
    assert {part[0] for part in read} <= {part[0] for part in SAID}


def test_a_report_that_was_taken_again_needs_no_reason() -> None:
    assert reason(None) == ""


def test_a_report_that_was_never_made_says_so() -> None:
    assert reason(()) == "以前没有做过，或者程序换了、留下的结果不在了"


def test_where_a_fact_has_changed_that_says_it_all() -> None:
    assert reason((("facts", "chengdu"), ("facts",), FACT)) == "读了 chengdu.pilot_platforms@2024"


def test_what_says_most_comes_first_and_the_same_is_said_once() -> None:
    parts = (("zone", "zibo", "practices"), ("policies",), ("zone", "zibo", "practices"), ("template", "a.md.j2"))
    assert reason(parts) == "用了 templates/a.md.j2，读了 data/zones/zibo.yaml 的 practices，读了 data/policies.yaml"


def test_of_many_three_are_named_and_all_are_counted() -> None:
    facts = tuple(("fact", f"chengdu.gdp@{year}") for year in range(2020, 2025))
    assert reason(facts) == "读了 chengdu.gdp@2020，读了 chengdu.gdp@2021，读了 chengdu.gdp@2022，等 5 处"
