"""What is on the screen after a save, and while there is a mistake."""

from __future__ import annotations

import re
from pathlib import Path

from hgz_report.workshop.preview.session import Session
from tests.tools.payloads import ENDLESS
from tests.tools.previewed import Previewed
from tests.tools.tiny_project import tiny_project

OWN = "templates/zone/chengdu/15_own.md.j2"
ZONE = "data/zones/chengdu.yaml"


def test_a_saved_sentence_is_on_the_page_and_only_its_page_is_new(previewed: Previewed) -> None:
    before = previewed.pages
    previewed.saves(OWN, "末了再说一句", "最后再说一句")
    new = [page for page in previewed.pages if page not in before]
    assert len(new) == 1
    assert "最后再说" in re.sub("<[^>]*>", "", new[0])
    assert previewed.told[0] == ("pages", "chengdu")  # painted before anything is checked
    assert previewed.told[-1] == ("checks", "")


def test_what_is_seen_after_many_saves_is_what_is_made_of_nothing(previewed: Previewed) -> None:
    previewed.saves(ZONE, "value: 49", "value: 48")
    previewed.saves(OWN, "末了", "最后")
    previewed.saves(ZONE, "value: 48", "value: 47")
    previewed.saves("report.toml", 'issuer = "高新区发展研究室"', 'issuer = "高新区发展研究所"')
    fresh = Session(previewed.root, "chengdu")
    fresh.begin(frozenset({"report.toml"}))
    sheets = fresh.sheets("chengdu")
    assert sheets is not None
    assert [page.svg for page in sheets.pages] == previewed.pages


def test_a_save_that_a_paper_does_not_read_leaves_its_sheets_alone(previewed: Previewed) -> None:
    before = previewed.session.sheets("zibo")
    previewed.saves(OWN, "末了", "最后")
    assert previewed.session.sheets("zibo") is before


def test_other_papers_follow_when_what_they_read_has_changed(previewed: Previewed) -> None:
    before = previewed.session.sheets("zibo")
    previewed.saves("data/zones/zibo.yaml", "title: 淄博", "title: 新淄博")
    after = previewed.session.sheets("zibo")
    assert after is not None
    assert after is not before
    assert after.document.title.startswith("新淄博")


def test_the_last_good_pages_stay_beside_a_mistake_until_it_is_mended(previewed: Previewed) -> None:
    before = previewed.pages
    previewed.saves(OWN, "{中试平台@2024}，", "{中试平抬@2024}，")
    assert previewed.pages == before
    assert previewed.told == [("mistake", "chengdu"), ("checks", "")]
    wrong = [one for one in previewed.session.problems if one.severity == "error"]
    assert [(one.where.file, one.where.line) for one in wrong if one.where] == [(OWN, 3)]
    assert wrong[0].hint
    previewed.saves(OWN, "中试平抬", "中试平台")
    assert previewed.pages == before
    assert not [one for one in previewed.session.problems if one.severity == "error"]


def test_a_section_that_comes_goes_and_comes_again_is_on_the_page_each_time_it_is_there(tmp_path: Path) -> None:
    previewed, name = Previewed(tiny_project(tmp_path / "project"), "made-000"), "templates/zone/15_own.md.j2"
    before, section = previewed.pages, previewed.root / name
    for words in ("先说一句", "再说一句"):
        section.write_text(f"# 另外\n\n{words}。\n", encoding="utf-8")
        previewed.turn([name])
        assert any(words in re.sub("<[^>]*>", "", page) for page in previewed.pages)
        section.unlink()
        previewed.turn([name])
        assert previewed.pages == before


def test_a_mistake_in_the_data_keeps_all_pages_and_says_its_line(previewed: Previewed) -> None:
    before = previewed.pages
    previewed.saves(ZONE, "value: 49", "value: 四十九")
    assert previewed.pages == before
    assert previewed.session.mistakes
    assert all(one.where and one.where.file == ZONE for one in previewed.session.mistakes)


def test_a_project_that_was_wrong_from_the_start_is_shown_once_it_is_mended(
    previewed: Previewed, tmp_path: Path
) -> None:
    text = (previewed.root / ZONE).read_text("utf-8")
    (previewed.root / ZONE).write_text(text.replace("value: 49", "value: 四十九", 1), encoding="utf-8")
    late = Session(previewed.root, "chengdu")
    late.begin(frozenset({"report.toml"}))
    assert late.mistakes
    assert late.sheets("chengdu") is None
    (previewed.root / ZONE).write_text(text, encoding="utf-8")
    late.begin(frozenset({ZONE}))
    assert late.sheets("chengdu") is not None
    assert not late.mistakes


def test_a_file_that_is_the_one_read_last_makes_no_turn(previewed: Previewed) -> None:
    previewed.saves(OWN, "末了", "最后")
    turn = previewed.session.turn
    previewed.turn([OWN])
    assert previewed.session.turn == turn


def test_a_template_that_never_ends_is_stopped_and_the_other_papers_do_not_wait_for_it_in_turn(
    previewed: Previewed,
) -> None:
    before = previewed.pages
    previewed.saves(
        "templates/zone/10_front.md.j2",
        "{%",
        f"{ENDLESS['a list sorted'][0]}{{%",
    )
    assert previewed.pages == before
    assert list(previewed.session.failed) == ["chengdu"]
    assert not previewed.session.checked.whole
