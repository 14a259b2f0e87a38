"""A click leads to the line, a form changes it and nothing else, and what would not compose is not written."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from hgz_report.problems import Problems
from hgz_report.workshop.preview.source_lines import sentence_at, written_file
from tests.tools.previewed import Previewed

OWN = "templates/zone/chengdu/15_own.md.j2"
ZONE = "data/zones/chengdu.yaml"


def changed(previewed: Previewed, asked: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Do an edit: its file, and the lines that are other, before and after."""
    file = asked.get("file") or previewed.session.prepared.dataset.facts[asked["id"]].where.file  # type: ignore[union-attr]
    before = (previewed.root / file).read_text("utf-8").split("\n")
    told = previewed.desk.edit({**asked, "paper": "chengdu"})
    assert told["file"] == file
    after = (previewed.root / file).read_text("utf-8").split("\n")
    lines = [one for one in ndiff(before, after) if one[0] in "+-"]
    gone, new = [one[2:] for one in lines if one[0] == "-"], [one[2:] for one in lines if one[0] == "+"]
    return file, list(zip(gone or [""], new, strict=True))


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("这里先说", "这里先说一句。", "这里先写一句。"),
        (
            "建成中试平台",
            "建成中试平台{中试平台@2024}，目标是{中试平台@2025:target}。",
            "中试平台建成{中试平台@2024}，目标是{中试平台@2025:target}。",
        ),
        ("末了", "末了再说一句。", "最后再说一句。"),
        ("个数", "个数", "数目"),
        ("试写的表", "试写的表", "试写的一张表"),
    ],
)
def test_a_sentence_of_a_template_is_changed_where_it_is_typed(
    previewed: Previewed, words: str, old: str, new: str
) -> None:
    card = previewed.card(words)
    assert (card["kind"], card["edit"]["old"]) == ("template", old)
    file, lines = changed(previewed, {**card["edit"], "new": new})
    assert file == OWN
    assert [(before.replace(old, new), after) for before, after in lines] == [(lines[0][1], lines[0][1])]


def test_a_text_of_the_data_is_changed_in_its_field(previewed: Previewed) -> None:
    card = previewed.card("中试接起了科研")
    _, lines = changed(previewed, {**card["edit"], "new": "中试连起了科研和产业"})
    assert lines == [("    - claim: 中试接起了科研和产业", "    - claim: 中试连起了科研和产业")]


@pytest.mark.parametrize(
    ("new", "line"),
    [({"value": "48"}, ("    value: 49", "    value: 48")), ({"qualifier": "over"}, ("", "    qualifier: over"))],
)
def test_a_number_is_changed_at_its_fact(previewed: Previewed, new: dict[str, str], line: tuple[str, str]) -> None:
    card = previewed.card("49个")
    assert card["id"] == "chengdu.pilot_platforms@2024"
    assert changed(previewed, {**card["edit"], "new": new})[1] == [line]


def test_the_masthead_is_changed_in_the_configuration(previewed: Previewed) -> None:
    card = previewed.card("高新区发展研究室")
    file, lines = changed(previewed, {**card["edit"], "new": "高新区发展研究所"})
    assert file == "report.toml"
    assert len(lines) == 1


def test_a_derived_number_shows_its_inputs_and_each_leads_on(previewed: Previewed) -> None:
    card = previewed.card("81.7%")
    assert card["kind"] == "derived"
    assert [one["id"] for one in card["inputs"]] == [
        "chengdu.pilot_platforms@2024",
        "chengdu.pilot_platforms@2025:target",
    ]
    told = previewed.desk.fact({"id": card["inputs"][1]["id"], "card": "1"})
    assert told["cards"][0]["edit"]["old"]["value"] == "60"
    assert any("%" in place["around"][1] for place in told["places"])  # what is worked out from it counts too


@pytest.mark.parametrize(
    ("words", "new"),
    [
        ("建成中试平台", "建成中试平台49个。"),  # a number that nothing stands behind
        ("建成中试平台", "建成中试平台{中试平台@1999}。"),
        ("建成中试平台", "建成中试平台{{ 1 / 0 }}。"),
        ("建成中试平台", "{% for a in range(10**9) %}甲{% endfor %}"),
        ("建成中试平台", "建成中试平台𛃐。"),  # no face has it
        ("建成中试平台", ""),
        ("建成中试平台", "一行\n又一行"),
    ],
)
def test_an_edit_that_would_not_compose_is_refused_and_nothing_is_written(
    previewed: Previewed, own: Path, words: str, new: str
) -> None:
    before = own.read_bytes()
    card = previewed.card(words)
    with pytest.raises(Problems) as found:
        previewed.desk.edit({**card["edit"], "new": new, "paper": "chengdu"})
    assert all(problem.what for problem in found.value.problems)
    assert own.read_bytes() == before


def test_a_fact_that_breaks_a_rule_of_the_data_is_refused(previewed: Previewed) -> None:
    card = previewed.card("49个")
    for new in ({"value": "四十九"}, {"source": "nobody"}, {"period": "某年"}, {"value": ""}):
        with pytest.raises(Problems):
            previewed.desk.edit({**card["edit"], "new": new, "paper": "chengdu"})


def test_an_edit_of_what_was_changed_meanwhile_is_refused(previewed: Previewed, own: Path) -> None:
    card = previewed.card("末了")
    own.write_text(own.read_text("utf-8").replace("末了", "最后"), encoding="utf-8")
    with pytest.raises(Problems, match="不是点的时候的样子"):
        previewed.desk.edit({**card["edit"], "new": "末了说完。", "paper": "chengdu"})


def test_an_edit_is_taken_back_by_one_click_unless_the_file_was_changed_since(previewed: Previewed, own: Path) -> None:
    before = own.read_bytes()
    card = previewed.card("末了")
    previewed.desk.edit({**card["edit"], "new": "最后再说一句。", "paper": "chengdu"})
    own.write_bytes(own.read_bytes() + b"\n")
    with pytest.raises(Problems, match="刚才被别人改过"):
        previewed.desk.undo({})
    own.write_bytes(own.read_bytes().removesuffix(b"\n"))
    previewed.desk.undo({})
    assert own.read_bytes() == before


def test_line_ends_and_the_mark_of_a_windows_editor_stay(previewed: Previewed, own: Path) -> None:
    text = b"\xef\xbb\xbf" + own.read_bytes().replace(b"\n", b"\r\n")
    own.write_bytes(text)
    previewed.turn([OWN])
    card = previewed.card("末了")
    previewed.desk.edit({**card["edit"], "new": "最后再说一句。", "paper": "chengdu"})
    assert own.read_bytes() == text.replace("末了".encode(), "最后".encode())


@pytest.mark.parametrize(
    "name",
    [
        "../outside.yaml",
        "data/../../outside.yaml",
        "/etc/passwd",
        "data/zones",
        "reports/x.yaml",
        "data/linked.yaml",
        "data",
    ],
)
def test_only_files_that_editors_write_are_read_and_no_links(previewed: Previewed, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("a: b\n", encoding="utf-8")
    link = previewed.root / "data/linked.yaml"
    link.symlink_to(outside)
    try:
        with pytest.raises(Problems):
            written_file(previewed.root, name)
    finally:
        link.unlink()


@pytest.mark.parametrize(
    ("line", "words", "sentence"),
    [
        ("甲说。乙说；丙{问。答}说！", "乙", "乙说；"),
        ("甲说。乙说；丙{问。答}说！", "丙", "丙{问。答}说！"),
        ("# 一个标题", "标题", "一个标题"),
        ("- 一条。又一条。", "又", "又一条。"),
        ("| 甲 | 乙。丙 |", "丙", "乙。丙"),
        (": 表题 {#own widths=1,2}", "表题", "表题"),
        ("{% if 有 %}甲说。{% endif %}", "甲", "甲说。"),
        ("甲“说。”乙说。[^1]丙说", "乙", "乙说。[^1]"),
    ],
)
def test_a_sentence_is_what_stands_between_two_stops(line: str, words: str, sentence: str) -> None:
    assert sentence_at(line, line.index(words) + 1).text == sentence
