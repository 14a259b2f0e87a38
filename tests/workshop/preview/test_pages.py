"""The pages: every letter where the PDF has it, every text with where it comes from, marks where something is wrong."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hgz_report.document.tree_file import read_tree_json, tree_json
from hgz_report.problems import Problem, Where
from hgz_report.workshop.preview.against import compared_with
from hgz_report.workshop.preview.telling import marks_of
from tests.tools.previewed import Previewed

OWN = "templates/zone/chengdu/15_own.md.j2"


def test_each_letter_stands_where_the_layout_put_it(previewed: Previewed) -> None:
    sheets = previewed.session.sheets("chengdu")
    assert sheets is not None
    for frame, page in zip(sheets.layout.pages, sheets.pages, strict=True):
        runs = [(x, y, run) for group in frame.groups for x, y, run in group.runs() if run.text.strip()]
        texts = [one for one in ElementTree.fromstring(page.svg).iter() if one.tag.endswith("text")]
        assert [one.text for one in texts] == [run.text for _, _, run in runs]
        for text, (left, low, run) in zip(texts, runs, strict=True):
            places = [float(place) for place in text.attrib["x"].split()]
            natural = run.face.advances(run.text)
            while len(places) < len(run.text):  # a reader goes on by the widths of the face
                places.append(places[-1] + natural[len(places) - 1] * run.size)
            at, wanted = left + run.x, []
            for advance in run.advances:
                wanted.append(at)
                at += advance
            assert all(abs(one - other) < 0.012 for one, other in zip(places, wanted, strict=True))
            assert abs(float(text.attrib["y"]) - (frame.height - low - run.y)) < 0.006


def test_every_text_on_the_pages_leads_to_where_it_comes_from(previewed: Previewed) -> None:
    sheets = previewed.session.sheets("chengdu")
    assert sheets is not None
    addresses = {found for page in previewed.pages for found in re.findall(r'data-a="([^"]+)"', page)}
    unknown = {one for one in addresses if sheets.whose.at(one, 0) is None}
    assert all(one.startswith("furniture") or one.endswith("continued") for one in unknown)


def test_a_chart_can_be_clicked_and_shows_its_values(previewed: Previewed) -> None:
    chart = next(re.findall(r'data-c="(\d+)"', page) for page in previewed.pages if "data-c" in page)[0]
    told = previewed.desk.at({"paper": "chengdu", "chart": chart})
    assert told["pieces"]
    assert told["cards"][0]["file"].startswith("templates/")


def test_what_a_rule_says_of_a_line_is_marked_on_the_page(previewed: Previewed) -> None:
    sheets = previewed.session.sheets("chengdu")
    assert sheets is not None
    spot = previewed.spot("末了")
    marks = marks_of(sheets, [Problem(Where(OWN, 3), "“末了再说”不好", "换一个说法", "warning")])
    assert [(one["address"], one["start"], one["end"]) for one in marks] == [
        (spot["a"], int(spot["s"]), int(spot["s"]) + 4)
    ]


def test_what_is_other_than_in_the_published_edition_is_marked(previewed: Previewed) -> None:
    sheets = previewed.session.sheets("chengdu")
    assert sheets is not None
    published = read_tree_json(tree_json(sheets.document))
    assert compared_with(published, sheets)["changes"] == []
    path = previewed.root / OWN
    path.write_text(path.read_text("utf-8").replace("这里先说", "新写的话放在前头。这里先说"), "utf-8")
    previewed.saves(OWN, "末了再说一句", "末了再说两句")
    now = previewed.session.sheets("chengdu")
    assert now is not None
    told = compared_with(published, now)
    assert {one["change"]: (one["was"], one["now"]) for one in told["changes"]} == {
        "added": ("", "新写的话放在前头。"),
        "changed": ("末了再说一句。", "末了再说两句。"),
    }
    assert [(strip["end"] - strip["start"]) for one in told["changes"] for strip in one["strips"]] == [9, 1]
