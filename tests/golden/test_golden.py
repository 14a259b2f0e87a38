"""Reports in three depths, line by line: the tree with all its bindings, the parts of the .docx, the pages of the PDF.

What differs is kept in tests/actual/, by the same path; `pytest --accept-golden` accepts it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from itertools import zip_longest
from pathlib import Path

import pytest

from hgz_report.document.blocks import Document
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import Plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.formats import write
from tests.tools import pdf_promises, pdf_text, web_promises, word_promises, word_xml
from tests.tools.project import ROOT
from tests.tools.telling import lines
from tests.tools.tree_text import tree

GOLDEN = Path(__file__).parent
ACTUAL = Path(__file__).parents[1] / "actual"
TREES = ("national", "pathway", "chengdu")
FILES = ("chengdu", "national")
"""Reports whose files are approved too."""
TABLES = "annex-chengdu"
"""One that is mostly tables and lists: of it what its PDF says to a screen reader is approved."""
Check = Callable[[str, Mapping[str, str]], None]


@pytest.fixture(scope="session")
def documents(planned: Plan) -> Mapping[str, Document]:
    return {document.slug: document for document in planned.documents}


@pytest.fixture(scope="session")
def layouts(documents: Mapping[str, Document], fonts: FontSet) -> Mapping[str, Layout]:
    return {slug: lay_out(documents[slug], Style(), fonts) for slug in (*FILES, TABLES)}


@pytest.fixture(scope="session")
def files(layouts: Mapping[str, Layout]) -> Mapping[str, bytes]:
    """Each file that is looked at, by its name."""
    faces = load_config(ROOT).docx_fonts
    names = [f"{slug}.{ending}" for slug in FILES for ending in ("pdf", "docx", "html")] + [f"{TABLES}.pdf"]
    return {
        name: write(ending, layouts[slug], faces).data for name in names for slug, _, ending in [name.partition(".")]
    }


@pytest.fixture
def check(request: pytest.FixtureRequest) -> Check:
    """Asserts that a folder of approved files holds these texts by name and nothing else."""

    def checked(folder: str, texts: Mapping[str, str]) -> None:
        if request.config.getoption("--accept-golden", default=False):
            _write(GOLDEN / folder, texts)
        approved = _read(GOLDEN / folder)
        shutil.rmtree(ACTUAL / folder, ignore_errors=True)
        wrong = [name for name in sorted({*texts, *approved}) if texts.get(name) != approved.get(name)]
        if wrong:
            _write(ACTUAL / folder, {name: texts[name] for name in wrong if name in texts})
        assert not wrong, "\n".join(_difference(folder, name, texts.get(name), approved.get(name)) for name in wrong)

    return checked


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _read(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def _difference(folder: str, name: str, actual: str | None, approved: str | None) -> str:
    """Which file differs, and where first."""
    if actual is None:
        return f"tests/golden/{folder}/{name} 不再产生"
    if approved is None:
        return f"tests/actual/{folder}/{name} 是新的，tests/golden/ 里没有"
    both = enumerate(zip_longest(actual.split("\n"), approved.split("\n"), fillvalue=""), 1)
    line, (now, then) = next((line, pair) for line, pair in both if pair[0] != pair[1])
    return f"tests/actual/{folder}/{name}:{line} 与 tests/golden/{folder}/{name} 不同\n  现在：{now}\n  认可：{then}"


def test_the_trees_are_as_approved(documents: Mapping[str, Document], check: Check) -> None:
    check("tree", {f"{slug}.txt": tree(documents[slug]) for slug in TREES})


@pytest.mark.parametrize("slug", FILES)
def test_every_part_of_a_word_file_is_as_approved(files: Mapping[str, bytes], slug: str, check: Check) -> None:
    check(f"docx/{slug}", word_xml.parts(files[f"{slug}.docx"]))


@pytest.mark.parametrize("slug", FILES)
def test_every_page_of_a_pdf_is_as_approved(files: Mapping[str, bytes], slug: str, check: Check) -> None:
    data = files[f"{slug}.pdf"]
    pages = {f"page-{number:02}.txt": text for number, text in enumerate(pdf_text.pages(data), 1)}
    check(f"pdf/{slug}", {**pages, "structure.txt": pdf_text.structure(data), "about.txt": pdf_text.about(data)})


def test_what_a_screen_reader_is_told_of_an_annex_is_as_approved(files: Mapping[str, bytes], check: Check) -> None:
    check(f"pdf/{TABLES}", {"structure.txt": pdf_text.structure(files[f"{TABLES}.pdf"])})


def test_every_file_keeps_what_it_promises_its_reader(files: Mapping[str, bytes]) -> None:
    """Heads of tables, headings, bookmarks, links, dates, ids: what a validator can't know."""
    kept = {"pdf": pdf_promises, "docx": word_promises, "html": web_promises}
    broken = {name: kept[name.rpartition(".")[2]].broken_promises(data) for name, data in files.items()}
    assert {name: found for name, found in broken.items() if found} == {}


def test_no_report_prints_a_trace_of_the_machinery(documents: Mapping[str, Document]) -> None:
    """Marks, braces, names of classes, None: what a slip in a template leaves behind."""
    for slug, document in documents.items():
        text = "\n".join(lines(document))
        assert not re.search(r"[\ue000-\uf8ff]|\{\{|\}\}|\{%|\b(?:None|nan|Decimal|Markup)\b|View\(|<br", text), slug


def test_no_report_has_a_hole_where_a_word_should_be(documents: Mapping[str, Document]) -> None:
    """Two marks of punctuation in a row, empty quotation marks, a sentence that begins with a comma."""
    hole = re.compile(r"[，、；：][，、；：。]|。。|“”|《》|（）|为。|达。|^[，、；。：）]", re.MULTILINE)
    found = {
        f"{slug}：{match.group()}…{line[max(0, match.start() - 12) : match.end() + 12]}"
        for slug, document in documents.items()
        for line in lines(document)
        if (match := hole.search(line.strip("| ")))
    }
    assert found == set()


def test_every_zone_has_its_briefing_and_every_briefing_ends_with_its_sources(
    documents: Mapping[str, Document],
) -> None:
    assert len(documents) >= 15
    for slug, document in documents.items():
        if slug == "summary":  # one page, whose numbers stand in the papers it sums up
            continue
        said = lines(document)
        headings = [line for line in said if line.startswith("# ")] or said[:1]
        assert headings[-1].endswith("资料来源") or "资料来源" in said[-1], slug
