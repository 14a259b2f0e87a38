"""Word file and PDF have the same pages: how that is measured, and that it is so where LibreOffice is at hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.pages import Line, Paragraph, compare, found_lines
from benchmarks.rendering import OFFICE, render
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.edition.faces import edition_fonts
from tests.tools.project import copy_project

MISSING = [tool for tool in (OFFICE, "pdftotext") if shutil.which(tool) is None]


def words(found: list[list[Line]]) -> list[list[str]]:
    return [[line.text for line in lines] for lines in found]


def test_a_paragraph_is_found_over_a_page_with_notes_in_between() -> None:
    lines = [Line(1, "甲乙丙丁戊己庚辛壬"), Line(1, "１注"), Line(1, "—1—"), Line(2, "癸。"), Line(2, "一、后")]
    paragraphs = [Paragraph("Body", "甲乙丙丁戊己庚辛壬癸。"), Paragraph("Heading1", "一、后")]
    assert words(found_lines(paragraphs, lines)) == [["甲乙丙丁戊己庚辛壬", "癸。"], ["一、后"]]


def test_a_mark_that_libreoffice_loses_over_the_edge_is_counted_to_its_line() -> None:
    lines = [Line(1, "子丑寅卯辰巳午未申酉"), Line(1, "戌亥。")]
    paragraph = Paragraph("Body", "子丑寅卯辰巳午未申酉，戌亥。")
    assert words(found_lines([paragraph], lines)) == [["子丑寅卯辰巳午未申酉，", "戌亥。"]]


def test_a_paragraph_that_is_not_there_is_not_guessed() -> None:
    assert found_lines([Paragraph("Body", "没有这一段。")], [Line(1, "另有一段。")]) == [[]]


@pytest.mark.skipif(bool(MISSING), reason=f"没有 {'、'.join(MISSING)}")
def test_headings_stand_on_the_same_pages_and_lines_break_alike(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    config = load_config(root)
    folder = build(root, config, slugs=["hefei", "pathway"]).folder
    sources = [folder / f"{slug}.docx" for slug in ("hefei", "pathway")]
    prints = render(sources, tmp_path / "scratch", edition_fonts(root, config), config.docx_fonts)
    every = [compare(source, source.with_suffix(".pdf"), prints[source.stem]) for source in sources]
    assert [(compared.moved, compared.lost) for compared in every] == [([], [])] * len(every)
    assert sum(len(compared.headings) for compared in every) > 8
    assert all(compared.alike >= 0.95 * compared.lines for compared in every)
