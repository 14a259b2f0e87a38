"""The charts of the edition: what the facts deserve, nothing that the text does not say, nothing twice."""

from __future__ import annotations

from itertools import permutations

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, Document, KeyFigures, Table
from hgz_report.document.chart import chart_figures
from hgz_report.document.figures import fact_refs
from hgz_report.edition.plan import Plan


def charts(document: Document) -> list[ChartBlock]:
    return [block for block in document.blocks if isinstance(block, ChartBlock)]


def facts_of(block: ChartBlock) -> frozenset[str]:
    return frozenset(fact for _, fact in chart_figures(block.chart))


def numeric(dataset: Dataset, zone: str) -> int:
    """Numeric facts of confidence A or B."""
    return sum(entry.number is not None and entry.fact.confidence < "C" for entry in dataset.of(zone))


def test_a_zone_with_five_numeric_facts_has_key_figures_and_a_chart_or_a_table_of_roles_instead(planned: Plan) -> None:
    documents = {document.slug: document for document in planned.documents}
    rich = [slug for slug in planned.dataset.zones if numeric(planned.dataset, slug) >= 5]
    assert len(rich) >= 8
    for slug in rich:
        briefing = planned.dataset.zones[slug].briefing
        shown = {type(block) for block in documents[slug].blocks}
        if briefing and briefing.form == "thin":  # sizes that can't be compared are not shown large
            assert Table in shown and not shown & {KeyFigures, ChartBlock}, slug
        else:  # the short report of a zone whose briefing nobody has written has no chart
            assert shown >= ({KeyFigures, ChartBlock} if briefing else {KeyFigures}), slug


def test_a_chart_shows_nothing_that_no_sentence_or_table_of_the_report_or_of_its_annex_says(planned: Plan) -> None:
    documents = {document.slug: document for document in planned.documents}
    for document in planned.documents:
        annex = documents.get(f"annex-{document.slug}" if document.slug in planned.dataset.zones else "annex")
        said = {ref.fact for one in (document, annex) if one for ref, _ in fact_refs(one)}
        for block in charts(document):
            counted = {fact for fact in facts_of(block) if not fact.startswith("policy.")}
            assert counted <= said, f"{document.slug} {block.label}"


def test_no_chart_repeats_another(planned: Plan) -> None:
    for document in planned.documents:
        shown = [(block.label, facts_of(block)) for block in charts(document)]
        for (label, one), (other, more) in permutations(shown, 2):
            assert not one or not one <= more, f"{document.slug}: {label} 和 {other}"


def test_every_chart_has_words_for_those_who_cannot_see_it(planned: Plan) -> None:
    assert all(len(block.alt) > 20 for document in planned.documents for block in charts(document))
