"""A chart form may name the time of its own facts, is checked and mended only where it prints, and builds as documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.checks.prose.templates import read_template
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.problems import Problems
from tests.tools.project import ROOT, copy_project

SECTION = "templates/zone/36_try.md.j2"
DOCUMENTED = "".join(
    (ROOT / name).read_text(encoding="utf-8") for name in ("docs/charts/README.md", "templates/README.md")
)
FORM = """```chart
kind: bar
title: 淄博高新区2023年重点项目完成投资
id: bar
facts: [zibo.city_upgrade_done@2023, zibo.provincial_key_investment@2023, zibo.city_major_investment@2023]
alt: 淄博高新区2023年三类项目,完成投资
```"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("forms"))
    for path in (folder / "templates/zone").glob("[2-8]*.md.j2"):
        path.unlink()
    return folder


def complaint(project: Path, text: str) -> str:
    (project / SECTION).write_text(f"{text}\n", encoding="utf-8")
    try:
        plan(project, load_config(project), ["chengdu"], cache=Cache.of(project))
    except Problems as found:
        return str(found)
    return ""


def test_the_documented_forms_of_zones_build_as_they_stand(project: Path) -> None:
    every = re.findall(r"```chart\n.*?\n```", DOCUMENTED, re.DOTALL)
    forms = [one for one in every if "[gdp]" in one or re.search(r"[a-z]\.[a-z]", one)]
    assert len(forms) > 2
    assert complaint(project, "\n\n".join(forms)) == ""


@pytest.mark.parametrize("other", ["2024年", "2023年1—9月", "2022—2023年"])
def test_a_time_that_is_not_the_facts_own_is_refused_at_its_line(project: Path, other: str) -> None:
    said = complaint(project, FORM.replace("区2023年重", f"区{other}重").replace(",", ", ").replace("项目, ", "项目"))
    assert f"{SECTION}:3" in said


def test_only_printed_fields_of_a_form_are_prose() -> None:
    pieces = {piece.text for piece in read_template(f"前文。\n\n{FORM}\n\n后文。\n").pieces if piece.kind != "markup"}
    year = "\ufffc" * 4
    title, alt = f"淄博高新区{year}年重点项目完成投资", f"淄博高新区{year}年三类项目,完成投资"
    assert pieces == {"前文。", "后文。", title, alt}
