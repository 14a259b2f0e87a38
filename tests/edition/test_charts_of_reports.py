"""The charts of the edition: what the facts deserve, nothing that the text does not say, nothing twice."""

from __future__ import annotations

from itertools import permutations

from hgz_report.document.blocks import ChartBlock, Document, Heading, KeyFigures
from hgz_report.document.chart import chart_figures
from hgz_report.document.figures import fact_refs
from hgz_report.edition.plan import Plan


def charts(document: Document) -> list[ChartBlock]:
    return [block for block in document.blocks if isinstance(block, ChartBlock)]


def facts_of(block: ChartBlock) -> frozenset[str]:
    return frozenset(fact for _, fact in chart_figures(block.chart))


def test_a_full_briefing_has_key_figures_and_a_chart_on_its_front(planned: Plan) -> None:
    documents = {document.slug: document for document in planned.documents}
    zones = planned.dataset.zones.items()
    full = [slug for slug, zone in zones if zone.briefing and zone.briefing.form == "full"]
    assert full
    for slug in full:
        front = documents[slug].blocks[: documents[slug].blocks.index(first_heading(documents[slug]))]
        assert any(isinstance(block, KeyFigures) for block in front), slug
        assert any(isinstance(block, ChartBlock) for block in front), slug


def first_heading(document: Document) -> Heading:
    return next(block for block in document.blocks if isinstance(block, Heading))


def test_a_chart_shows_nothing_that_no_sentence_or_table_of_the_paper_or_its_annex_says(planned: Plan) -> None:
    documents = {document.slug: document for document in planned.documents}
    for document in planned.documents:
        annex = documents.get(f"annex-{document.slug}", documents["annex"])
        said = {ref.fact for paper in (document, annex) for ref, _ in fact_refs(paper)}
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
