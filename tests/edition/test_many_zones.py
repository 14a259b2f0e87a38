"""The papers about all zones keep their length, however many zones there are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.many_zones import make, zones
from hgz_report.document.blocks import Document, Table
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import LOOKS
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.telling import as_text

MOST_PAGES = {"summary": 2, "national": 10, "pathway": 12}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    """The three papers on sixty zones."""
    folder = tmp_path_factory.mktemp("many")
    make(60, folder)
    found = plan(folder, load_config(folder), tuple(MOST_PAGES))
    return {document.slug: document for document in found.documents}


@pytest.mark.parametrize("paper", MOST_PAGES)
def test_a_paper_on_sixty_zones_keeps_to_its_pages(papers: dict[str, Document], paper: str, fonts: FontSet) -> None:
    document = papers[paper]
    assert len(lay_out(document, LOOKS[document.look], fonts).pages) <= MOST_PAGES[paper]


@pytest.mark.parametrize("paper", ["national", "pathway"])
def test_no_cell_grows_with_the_zones(papers: dict[str, Document], paper: str) -> None:
    tables = [block for block in papers[paper].blocks if isinstance(block, Table)]
    cells = [as_text(cell) for table in tables for row in table.rows for cell in row.cells]
    assert max(map(len, cells)) <= 80


def test_above_the_threshold_the_one_page_has_a_line_a_province(papers: dict[str, Document]) -> None:
    (table,) = (block for block in papers["summary"].blocks if isinstance(block, Table))
    assert as_text(table.caption) == "各省一条"
    assert len(table.rows) < 32


def test_beyond_the_register_there_are_parts_of_its_zones_and_no_two_alike() -> None:
    words = tomllib.loads((ROOT / "benchmarks/many_zones.toml").read_text(encoding="utf-8"))
    made = dict(zones(shipped(), 400, words))
    names = {text.splitlines()[0] for text in made.values()}
    facts = {text[text.index("facts:") :] for text in made.values()}
    assert len(made) == len(names) == len(facts) == 400


def test_a_folder_is_the_same_each_time_it_is_made(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make(20, tmp_path / name)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "data/zones").iterdir()}
        for name in ("one", "other")
    )
    assert one == other
    assert len(one) == 20
