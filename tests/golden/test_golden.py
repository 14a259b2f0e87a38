"""Three reports as plain text, line by line: what a change of data or templates does to what a reader reads.

The actual text is kept in tests/actual/ when it differs; `pytest --accept-golden` accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from hgz_report.data.load.load import load_dataset
from hgz_report.document.blocks import Document
from hgz_report.edition.compose import compose
from hgz_report.edition.config import load_config
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import load_reports
from tests.tools.telling import lines

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent
ACTUAL = Path(__file__).parents[1] / "actual"
REPORTS = ("national", "pathway", "chengdu")


@pytest.fixture(scope="module")
def documents() -> Mapping[str, Document]:
    data, config, templates = load_dataset(ROOT), load_config(ROOT), Templates(ROOT / "templates")
    reports = load_reports(ROOT / "templates", data)
    return {
        report.slug: compose(report, issue, data, config, templates)
        for issue, report in enumerate(reports, config.masthead.issue)
    }


@pytest.mark.parametrize("slug", REPORTS)
def test_a_report_reads_as_approved(
    documents: Mapping[str, Document], slug: str, request: pytest.FixtureRequest
) -> None:
    text = "\n".join([f"《{documents[slug].title}》", *lines(documents[slug])]) + "\n"
    approved = GOLDEN / f"{slug}.txt"
    if request.config.getoption("--accept-golden", default=False):
        approved.parent.mkdir(exist_ok=True)
        approved.write_text(text, encoding="utf-8", newline="\n")
    expected = approved.read_text(encoding="utf-8") if approved.exists() else ""
    actual = ACTUAL / approved.name
    if text != expected:
        ACTUAL.mkdir(exist_ok=True)
        actual.write_text(text, encoding="utf-8", newline="\n")
    else:
        actual.unlink(missing_ok=True)
    assert text.split("\n") == expected.split("\n"), f"tests/actual/{actual.name} 与 tests/golden/{actual.name} 不同"


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
        headings = [line for line in lines(document) if line.startswith("# ")]
        assert headings[-1].endswith("资料来源"), slug
