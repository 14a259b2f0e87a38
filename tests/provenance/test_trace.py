"""What stands behind each printed number: the build knows, says so beside the files, and stops where it does not."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from hgz_report.document.figures import fact_refs
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.plan import Plan, plan
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import spelled
from hgz_report.problems import Problems
from hgz_report.provenance.accounts import accounts_of
from hgz_report.provenance.trace_file import traced
from hgz_report.style import Style
from tests.tools.fact_positions import fact_positions
from tests.tools.project import ROOT, change, section

STEPS = "增长最快的是近年"


def said(project: Path) -> str:
    with pytest.raises(Problems) as caught:
        plan(project, load_config(project), ["national"])
    return str(caught.value)


def test_nothing_we_ship_prints_a_number_without_account(planned: Plan) -> None:
    origins = [account.origin for one in planned.accounts for item in one for account in item.accounts]
    assert len(origins) > 2000
    assert None not in origins
    assert not planned.dataset.warnings


@pytest.fixture
def own(project: Path) -> Path:
    """A section of our own of the national report."""
    return project / section(project, "national", f"# 台阶\n\n{STEPS}。\n")


def test_a_number_typed_into_a_template_stops_the_build_at_its_line(project: Path, own: Path) -> None:
    line = change(own, "增长最快的是", "有三个台阶，增长最快的是")
    file = own.relative_to(project).as_posix()
    assert re.search(rf"^{re.escape(file)}:{line}:\d+  印出的“三个”没有出处", said(project), re.MULTILINE)


def test_nine_claims_in_words_typed_into_a_template_are_nine_numbers_without_an_origin(
    project: Path, own: Path
) -> None:
    claims = (
        "园区从业人员两万多人，产值翻两番，占全省半壁江山，居榜首，企业逾万，上市企业一百二十，利润约三百亿，新增企业近半落户区内，"
        "建成千亿级集群。"
    )
    change(own, "增长最快的是", f"{claims}增长最快的是")
    assert set(re.findall("印出的“(.*?)”没有出处", said(project))) == {
        *("两万多人", "翻两番", "半壁江山", "榜首", "逾万", "一百二十", "约三百亿", "近半", "千亿级"),
    }


def test_a_place_that_the_project_calls_a_word_is_no_number_in_templates_nor_in_data(project: Path, own: Path) -> None:
    change(own, "增长最快的是", "七贤岭不在其中，增长最快的是")
    change(project / "data/zones/zibo.yaml", "about: ", "about: 七贤岭的做法可以参考，")
    with pytest.raises(Problems, match="“七贤岭的做法可”里的数字没有出处"):
        plan(project, load_config(project), ["annex-zibo"])
    path = project / "data/allowed_numbers.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "  - {id: ridge, pattern: 七贤岭, place: word, reason: 地名}\n",
        encoding="utf-8",
    )
    plan(project, load_config(project), ["national", "annex-zibo"])


def test_a_name_of_the_registers_is_no_number_wherever_a_template_has_it(project: Path, own: Path) -> None:
    change(own, "增长最快的是", "七贤岭不在其中，增长最快的是")
    assert "印出的“七”没有出处" in said(project)
    change(project / "data/sources.yaml", "    publisher: ", "    via: 七贤岭\n    publisher: ")
    plan(project, load_config(project), ["national"])


def test_an_entry_of_the_allow_list_lets_a_number_pass_and_says_why(project: Path, own: Path) -> None:
    change(own, "增长最快的是", "有三个台阶，增长最快的是")
    path = project / "data/allowed_numbers.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "  - id: steps\n    pattern: 有三个台阶\n    reason: 一种说法\n",
        encoding="utf-8",
    )
    plan(project, load_config(project), ["national"])


def test_an_entry_that_nobody_uses_is_pointed_out(project: Path) -> None:
    path = project / "data/allowed_numbers.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "  - id: idle\n    pattern: 八个阶段\n    reason: 旧的说法\n",
        encoding="utf-8",
    )
    warnings = plan(project, load_config(project)).warnings
    assert [warning.severity for warning in warnings if warning.what == "“八个阶段”没有用到"] == ["warning"]


def trace_of(folder: Path) -> Any:
    return json.loads((folder / "trace.json").read_text(encoding="utf-8"))


def test_the_manifest_names_the_trace_which_says_of_each_file_what_it_holds(project: Path) -> None:
    folder = build(project, load_config(project), slugs=["zibo", "qingdao"]).folder
    trace = trace_of(folder)
    assert [sorted(report["files"]) for report in trace["reports"]] == [
        ["qingdao.docx", "qingdao.pdf"],
        ["zibo.docx", "zibo.pdf"],
    ]
    for report in trace["reports"]:
        for name, digest in report["files"].items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["companions"]["trace.json"]["sha256"]
        == hashlib.sha256((folder / "trace.json").read_bytes()).hexdigest()
    )
    printed = {span[2] for report in trace["reports"] for unit in report["units"] for span in unit[4]}
    assert printed == set(trace["meanings"])
    assert all(trace["meanings"].values())


def test_boxes_of_the_trace_are_where_layout_put_the_figures() -> None:
    config = load_config(ROOT)
    planned = plan(ROOT, config, ["chengdu"])
    layout = lay_out(planned.documents[0], Style(), edition_fonts(ROOT, config))
    units = traced(layout, accounts_of(planned.documents[0], planned.dataset.allowed.in_templates))
    boxes = {
        (account.origin and spelled(account.origin), box.page, round(box.x0, 1))
        for item in units
        for account in item.accounted.accounts
        for start in [account.number.core[0]]
        if (box := item.box(start, start + 1))
    }
    # A date may go over two lines; its box is that of the first.
    facts = {
        ref.fact for ref, _ in fact_refs(planned.documents[0]) if ref.text[0].isdigit() and "@date" not in ref.fact
    }
    wanted = {
        (p.fact, p.page, round(p.x, 1)) for p in fact_positions(layout) if p.fact in facts and p.text[0].isdigit()
    }
    assert len(wanted) >= 40
    assert wanted <= boxes
