"""The gallery: a template for each kind of chart, and what is said of one that is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hgz_report.edition.config import load_config
from hgz_report.problems import Problems
from hgz_report.workshop.gallery.make import gallery_layout, make_gallery
from hgz_report.workshop.gallery.page import page
from tests.tools.project import ROOT

CHART = '{{ chart.timeline(policies(), title="文件", id="t") }}\n'


@pytest.fixture
def gallery(project: Path) -> Path:
    shutil.copytree(ROOT / "docs/gallery", project / "docs/gallery")
    shutil.copy(ROOT / "docs/word.md", project / "docs/word.md")  # what stands beside is none of its business
    return project / "docs/gallery"


def test_every_template_makes_a_page(project: Path, gallery: Path) -> None:
    assert len(gallery_layout(project, load_config(project)).pages) == len(list(gallery.glob("*.md.j2")))


def test_the_page_that_is_shipped_is_what_the_templates_make() -> None:
    paths = sorted((ROOT / "docs/gallery").glob("*.md.j2"))
    texts = {path.name.removesuffix(".md.j2").partition("_")[2]: path.read_text("utf-8") for path in paths}
    drawn = [path.name for path in (ROOT / "docs/charts").iterdir()]
    assert page(texts, drawn) == (ROOT / "docs/charts/README.md").read_text("utf-8"), "run make gallery"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("50_pie.md.j2", CHART, "docs/gallery/50_pie.md.j2  没有叫“pie”的图"),
        ("50_line.md.j2", CHART, "docs/gallery/50_line.md.j2  “line”有两份模板"),
        ("42_timeline.md.j2", CHART + "\n正文。\n", "docs/gallery/42_timeline.md.j2  这份模板做出了2块内容"),
        ("42_timeline.md.j2", "{## 空 ##}\n", "docs/gallery/42_timeline.md.j2  这份模板做出了0块内容"),
    ],
)
def test_a_template_that_is_no_page_of_one_chart_is_named(
    project: Path, gallery: Path, name: str, text: str, said: str
) -> None:
    (gallery / name).write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as found:
        make_gallery(project, load_config(project))
    assert said in str(found.value)
    assert "  提示：" in str(found.value)
