"""A job done: a function of the job and of its materials, and of nothing else.

What comes back is small; the files are on the shelf.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.documents import lint_document
from hgz_report.document.blocks import Document
from hgz_report.document.content_digest import content_digest
from hgz_report.document.figures import figures
from hgz_report.document.tree_file import tree_json
from hgz_report.edition.compose import document_of, narrated
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.paper import Paper, Words
from hgz_report.edition.shelf import FileShelf
from hgz_report.narrate.kept_sections import KeptSections
from hgz_report.narrate.narration import Narration
from hgz_report.origin import Allowed, Config, attributed
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.accounts import Accounted, accounts_of, unaccounted, untrue

if TYPE_CHECKING:
    from hgz_report.edition.finish import Drawn
    from hgz_report.fonts.fontset import FontSet
    from hgz_report.layout.laid_out import Layout

_UNCONFIRMED = attributed("送审稿", Config("review.required"))


class Composition(Struct, frozen=True):
    """A report as a document, with what stands behind each of its numbers."""

    document: Document
    accounts: tuple[Accounted, ...]
    words: Words


def composed(job: Job, materials: Materials) -> Composition:
    """The first step of a job.  Raises Problems."""
    return looked_through(written(job, materials), job, materials)


def text_of(job: Job, materials: Materials, sections: KeptSections | None) -> Narration:
    """What the templates of a report say; `sections`: what they said before.  Raises Problems."""
    return narrated(job.report, materials.dataset, materials.config, materials.templates, sections)


def written(job: Job, materials: Materials) -> Document:
    """A report as a document, with 送审稿 across its pages where somebody has yet to confirm it.  Raises Problems."""
    return _document(text_of(job, materials, materials.sections), job, materials)


def _document(text: Narration, job: Job, materials: Materials) -> Document:
    by_sections = materials.sections is not None
    return _marked(document_of(text, job.report, job.issue, materials.config, by_sections=by_sections), materials)


def looked_through(document: Document, job: Job, materials: Materials) -> Composition:
    """What there is to know of a composed report.  Raises Problems for text without origin."""
    data, report = materials.dataset, job.report
    accounts = accounts_of(document, data.allowed.in_templates, data.facts)
    origins = (account.origin for item in accounts for account in item.accounts)
    clear = Cleared(materials.cleared.before)
    words = Words(
        slug=document.slug,
        title=document.title,
        figures=tuple(figures(document)),
        allowed=frozenset(origin.entry for origin in origins if isinstance(origin, Allowed)),
        hits=lint_document(document, report, materials.granted, clear),
        cleared=frozenset(clear.now),
        unaccounted=tuple(unaccounted((accounts,))),
        untrue=tuple(untrue((accounts,), data.facts)),
    )
    return Composition(document, accounts, words)


def _marked(document: Document, materials: Materials) -> Document:
    """With 送审稿 across its pages as long as nobody has confirmed it as it is; another word that is configured stays."""
    if materials.confirmed is None or document.draft:
        return document
    if content_digest(tree_json(document)) == materials.confirmed.get(document.slug):
        return document
    return replace(document, draft=_UNCONFIRMED)


def made_of(text: Narration, job: Job, materials: Materials, shelf: FileShelf) -> Paper:
    """Do a job whose templates said this `text`.

    Raises Problems where the report can't be composed, set or drawn; OSError where the shelf can't be written.
    """
    one = looked_through(_document(text, job, materials), job, materials)
    if one.words.unaccounted or one.words.untrue:
        return Paper(one.words)  # it will not be published: no need to lay it out
    fonts = materials.fonts
    assert fonts is not None
    if job.depth != "files":
        from hgz_report.layout.presentable import unpresentable

        if wrong := tuple(unpresentable((one.document,), fonts)):
            raise Problems(wrong)
    if job.depth == "words":
        return Paper(one.words)
    if job.depth == "pages":
        return Paper(one.words, _looks(_laid_out(one.document, fonts)))
    from hgz_report.edition.finish import behind_numbers, drawn, finished
    from hgz_report.edition.same_document import SameDocument

    tree = tree_json(one.document)
    behind = behind_numbers(one.accounts, job, materials)

    def draw() -> Drawn:
        layout = _laid_out(one.document, fonts)
        return drawn(layout, _looks(layout), one.accounts, behind, tree, job, materials, shelf)

    drawing = SameDocument(job, materials, shelf, tree, one.accounts, behind).drawn(draw)
    return Paper(one.words, drawing.looks, finished(one.document, drawing, behind, materials))


def _laid_out(document: Document, fonts: FontSet) -> Layout:
    """The pages of a document.  Raises Problems where it can't be set."""
    from hgz_report.layout.lay_out import lay_out
    from hgz_report.layout.presentable import unpresentable
    from hgz_report.style import LOOKS

    try:
        return lay_out(document, LOOKS[document.look], fonts)
    except Problems:
        if wrong := tuple(unpresentable((document,), fonts)):
            raise Problems(wrong) from None  # it knows the line where a character was typed
        raise


def _looks(layout: Layout) -> tuple[Problem, ...]:
    from hgz_report.checks.pages.page_rules import page_findings

    return tuple(page_findings(layout))
