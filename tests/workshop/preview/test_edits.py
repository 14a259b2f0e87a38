"""A click leads to the line, a form changes it and nothing else, and what would not compose is not written."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problems
from hgz_report.workshop.preview.list_items import item_card
from hgz_report.workshop.preview.source_lines import written_file
from hgz_report.workshop.preview.typed_words import sentence_in, whole_at
from tests.tools.previewed import Previewed

OWN = "templates/zone/chengdu/15_own.md.j2"
ZONE, SOURCES = "data/zones/chengdu.yaml", "data/sources.yaml"
LISTED = {
    "id": "s900",
    "title": "成都高新区中试平台名单",
    "publisher": "成都高新区管委会",
    "date": "2024-05",
    "trust": "A",
}


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
    column = line.index(words) + 1
    whole = whole_at([line], 1, column)
    assert whole
    assert sentence_in(whole, [line], 1, column).text == sentence


NOTE = "各类中试平台；文章写作“目前”，按发表年份记。"
PARAGRAPH = [
    "# 标题",
    "",
    "甲说，",
    "接着说。乙说{数}，",
    "说完。",
    "",
    "1. 第一条",
    "2. 第二条",
    "{% if 有 %}",
    "另一段。",
]


@pytest.mark.parametrize(
    ("line", "words", "sentence", "kind", "whole"),
    [
        (3, "甲", "甲说，\n接着说。", "一段", "甲说，\n接着说。乙说{数}，\n说完。"),
        (4, "接着", "甲说，\n接着说。", "一段", "甲说，\n接着说。乙说{数}，\n说完。"),
        (5, "说完", "乙说{数}，\n说完。", "一段", "甲说，\n接着说。乙说{数}，\n说完。"),
        (1, "标", "标题", "标题", "标题"),
        (8, "第", "第二条", "列表的一条", "第二条"),
        (9, "有", "{% if 有 %}", "一行标记", "{% if 有 %}"),
        (10, "另", "另一段。", "一段", "另一段。"),
    ],
)
def test_a_sentence_runs_over_the_lines_of_its_paragraph_and_no_further(
    line: int, words: str, sentence: str, kind: str, whole: str
) -> None:
    column = PARAGRAPH[line - 1].index(words) + 1
    found = whole_at(PARAGRAPH, line, column)
    assert found
    assert (found.kind, found.words.text) == (kind, whole)
    assert sentence_in(found, PARAGRAPH, line, column).text == sentence
    assert whole_at(PARAGRAPH, 2, 1) is None


def test_a_whole_paragraph_is_changed_and_may_be_parted(previewed: Previewed, own: Path) -> None:
    before = own.read_text("utf-8")
    card = previewed.card("末了")
    old = card["whole"]["old"]
    assert old.endswith("末了再说一句。")
    new = old.replace("末了再说一句。", "末了再说一句。\n\n再起一段。")
    previewed.desk.edit({**card["whole"], "new": new, "paper": "chengdu"})
    assert own.read_text("utf-8") == before.replace("末了再说一句。", "末了再说一句。\n\n再起一段。")


def test_a_blank_is_lost_only_when_that_is_said(previewed: Previewed, own: Path) -> None:
    before = own.read_text("utf-8")
    card = previewed.card("建成中试平台")
    asked = {**card["edit"], "new": "目标是{中试平台@2025:target}。", "paper": "chengdu"}
    assert previewed.desk.edit(asked) == {"lost": ["{中试平台@2024}"]}
    assert own.read_text("utf-8") == before
    assert previewed.desk.edit({**asked, "lose": True})["file"] == OWN
    assert own.read_text("utf-8") == before.replace(card["edit"]["old"], asked["new"])


def test_a_paragraph_is_followed_by_another_and_taken_away(previewed: Previewed, own: Path) -> None:
    before = own.read_text("utf-8")
    block = previewed.card("末了")["block"]
    previewed.desk.edit({**block, "do": "after", "new": "另起一段。", "paper": "chengdu"})
    assert own.read_text("utf-8") == before.replace("末了再说一句。\n", "末了再说一句。\n\n另起一段。\n")
    previewed.turn([OWN])
    fresh = previewed.card("另起一段")["block"]
    previewed.desk.edit({**fresh, "do": "drop", "paper": "chengdu"})
    assert own.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"unit": "个"}, ["+     unit: 个"]),
        ({"confidence": "A"}, ["-     confidence: B", "+     confidence: A"]),
        ({"note": "只算建成的"}, [f"-     note: {NOTE}", "+     note: 只算建成的"]),
        ({"note": ""}, [f"-     note: {NOTE}"]),
    ],
)
def test_unit_confidence_and_note_of_a_fact_are_changed_added_and_left_out(
    previewed: Previewed, new: dict[str, str], expected: list[str]
) -> None:
    card = previewed.card("49个")
    assert {"unit", "confidence", "note"} <= card["edit"]["old"].keys()
    before = (previewed.root / ZONE).read_text("utf-8").split("\n")
    previewed.desk.edit({**card["edit"], "new": new, "paper": "chengdu"})
    after = (previewed.root / ZONE).read_text("utf-8").split("\n")
    lines = [one for one in ndiff(before, after) if one[0] in "+-"]
    assert lines == expected


def test_a_fact_is_given_a_source_that_is_registered_with_it_and_both_are_taken_back_by_one_click(
    previewed: Previewed,
) -> None:
    card, before = previewed.card("49个"), [(previewed.root / one).read_bytes() for one in (SOURCES, ZONE)]
    number = previewed.session.prepared.dataset.highest_source_number + 1  # type: ignore[union-attr]
    fresh = LISTED | {"id": card["new_source"]}
    asked = {**card["edit"], "new": {"source": fresh["id"]}, "registered": fresh, "paper": "chengdu"}
    assert previewed.desk.edit(asked)["file"] == f"{SOURCES}、{ZONE}"
    register = read_tree((previewed.root / SOURCES).read_bytes(), SOURCES).value
    assert register["numbered"] == register["sources"][fresh["id"]]["number"] == number  # type: ignore[index,call-overload]
    previewed.turn([SOURCES, ZONE])
    assert "《成都高新区中试平台名单》，成都高新区管委会" in previewed.card("49个")["source_title"]
    with pytest.raises(Problems, match="已经有了"):
        previewed.desk.edit({**previewed.card("49个")["edit"], "new": {"source": fresh["id"]}, "registered": fresh})
    previewed.desk.undo({})
    previewed.turn([SOURCES, ZONE])
    assert [(previewed.root / one).read_bytes() for one in (SOURCES, ZONE)] == before


def test_a_source_that_lacks_something_is_refused_and_nothing_is_written(previewed: Previewed) -> None:
    card, before = previewed.card("49个"), [(previewed.root / one).read_bytes() for one in (SOURCES, ZONE)]
    fresh = LISTED | {"publisher": "", "date": "去年"}
    with pytest.raises(Problems, match=SOURCES):
        previewed.desk.edit({**card["edit"], "new": {"source": "s900"}, "registered": fresh, "paper": "chengdu"})
    assert [(previewed.root / one).read_bytes() for one in (SOURCES, ZONE)] == before


@pytest.mark.parametrize("said", ["只算已经验收的", ""])
def test_what_an_indicator_counts_is_changed_for_all_who_use_it(previewed: Previewed, said: str) -> None:
    wanted = previewed.card("49个")["indicator"]
    told = previewed.desk.edit({**wanted, "new": {"definition": said}, "paper": "chengdu"})
    assert told["file"] == "data/indicators.yaml"
    previewed.turn([told["file"]])
    assert previewed.card("49个")["definition"] == said


def test_the_form_of_a_new_item_has_an_id_that_is_free(previewed: Previewed) -> None:
    tree = read_tree((previewed.root / ZONE).read_bytes(), ZONE)
    taken = [one.id for one in previewed.session.prepared.dataset.zones["chengdu"].practices]  # type: ignore[union-attr]
    card = item_card(tree, ("practices", 0, "text"))
    assert card is not None
    fresh = next(said for name, said, _ in card["fields"] if name == "id")
    assert fresh == f"{taken[0]}-2"
    assert fresh not in taken


def test_no_form_is_offered_that_can_not_hold_what_a_new_item_needs(previewed: Previewed) -> None:
    file = "data/pathway.yaml"
    tree = read_tree((previewed.root / file).read_bytes(), file)
    whole, inside = item_card(tree, ("dimensions", 0, "name")), item_card(tree, ("dimensions", 0, "signs", 0))
    assert whole is not None
    assert inside is not None
    assert (whole["alone"], inside["alone"]) == (True, False)


def test_an_item_of_a_list_is_followed_by_another_and_taken_away(previewed: Previewed) -> None:
    zone = previewed.root / ZONE

    def item(number: int) -> dict[str, Any]:
        found = item_card(read_tree(zone.read_bytes(), ZONE), ("briefing", "requests", number, "what"))
        assert found
        return {**found, "paper": "chengdu"}

    def lines(before: str) -> list[str]:
        return [one for one in ndiff(before.split("\n"), zone.read_text("utf-8").split("\n")) if one[0] in "+-"]

    whole = zone.read_text("utf-8")
    fourth = item(3)
    previewed.desk.edit({**fourth, "do": "drop"})
    assert [line[:9] for line in lines(whole)] == ["-     - w", "-       w"]
    previewed.turn([ZONE])
    with pytest.raises(Problems, match="不是点的时候的样子"):
        previewed.desk.edit({**fourth, "do": "drop"})
    without, third = zone.read_text("utf-8"), item(2)
    assert [name for name, *_ in third["fields"]] == ["what", "period", "why"]
    assert all(title and title != name for name, _, title in third["fields"])
    previewed.desk.edit({**third, "do": "after", "new": {"what": "试写的另一项", "period": "", "why": "还没有数"}})
    assert lines(without) == ["+     - what: 试写的另一项", "+       why: 还没有数"]
    previewed.desk.undo({})
    previewed.desk.undo({})
    assert zone.read_text("utf-8") == whole


def test_what_is_wrong_with_an_edit_is_said_of_its_file_and_not_of_all_that_lean_on_it(previewed: Previewed) -> None:
    with pytest.raises(Problems) as found:
        previewed.desk.edit({**previewed.card("中试接起了科研和产业")["item"], "do": "drop", "paper": "chengdu"})
    assert {one.where.file for one in found.value.problems if one.where} == {ZONE}
