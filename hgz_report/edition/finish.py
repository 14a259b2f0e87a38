"""The last step of a job: a layout becomes files on the shelf, and what trace.json, facts.csv and the manifest say of them.

What is drawn hangs on the document, on what stands behind its numbers and on the faces: a document that comes out as it was,
though something that it read has changed, need not be set and painted again (`edition.same_document`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL
from hgz_report.document.blocks import Document
from hgz_report.edition.fact_rows import document_figures, figure_rows
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.paper import Made, kept_on_shelf
from hgz_report.edition.shelf import FileContent, FileShelf
from hgz_report.layout.laid_out import Layout
from hgz_report.origin import spelled
from hgz_report.problems import Problem
from hgz_report.provenance.accounts import Accounted
from hgz_report.provenance.meaning import data_line, meaning
from hgz_report.provenance.trace_file import Painted, as_line, bindings, traced, version
from hgz_report.writers.formats import write
from hgz_report.writers.written import NOTHING, Behind


class Drawn(Struct, frozen=True):
    """What came of a document: `looks`, what the rules of pages say; the files; `trace`, its version of trace.json, and the
    `bindings` of the numbers in it.
    """

    looks: tuple[Problem, ...]
    pages: int
    files: Mapping[str, FileContent]
    tree: FileContent
    trace: bytes
    bindings: tuple[str, ...]
    part: FileContent | None = None

    def stands(self, slug: str, shelf: FileShelf) -> bool:
        """Whether all of it is on the shelf."""
        return all(shelf.has(content) for content in kept_on_shelf(slug, self.files, self.tree, self.part).values())


def drawn(
    layout: Layout,
    looks: Sequence[Problem],
    accounts: Sequence[Accounted],
    behind: Behind,
    tree: bytes,
    job: Job,
    materials: Materials,
    shelf: FileShelf,
) -> Drawn:
    """Write the files of a layout; `tree`: its document as a file.  Raises OSError where the shelf can't be written."""
    document, faces = layout.document, materials.config.docx_fonts
    written = [
        (f"{document.slug}.{suffix}", write(suffix, layout, faces, behind, bound=job.bound)) for suffix in job.formats
    ]
    files = {name: one.data for name, one in written}
    letters = [[letter.pieces for letter in chart] for _, one in written for chart in one.charts]
    size = layout.style.page_width, layout.style.page_height
    painted = next((Painted(size, one.pages, one.faces) for _, one in written if one.pages), Painted())
    web = next((one.web for _, one in written if one.web), None)
    trace = version(document, files, traced(layout, accounts, data=web is not None), letters, painted, web)
    return Drawn(
        looks=tuple(looks),
        pages=len(layout.pages),
        files={name: shelf.put(data) for name, data in files.items()},
        tree=shelf.put(tree),
        trace=as_line(trace),
        bindings=tuple(sorted(bindings([trace]))),
        part=next((shelf.put(one.part) for _, one in written if one.part), None),
    )


def finished(document: Document, drawing: Drawn, behind: Behind, materials: Materials) -> Made:
    """What an edition has to know of a report: what was drawn, and what the data say of its numbers now."""
    data, printed = materials.dataset, document_figures(document)
    return Made(
        slug=document.slug,
        title=document.title,
        pages=drawing.pages,
        facts=len({fact for fact, _ in printed}),
        files=drawing.files,
        tree=drawing.tree,
        trace=drawing.trace,
        meanings={
            name: (behind.words.get(name) or meaning(name, data), data_line(name, data)) for name in drawing.bindings
        },
        part=drawing.part,
        rows=figure_rows(document.slug, printed, data),
    )


def behind_numbers(accounts: Sequence[Accounted], job: Job, materials: Materials) -> Behind:
    """What the numbers of a report are, and where their lines are, as far as its formats tell."""
    if "html" not in job.formats:
        return NOTHING
    names = {spelled(one.origin) for item in accounts for one in item.accounts if one.origin}
    words = {name: meaning(name, materials.dataset) for name in sorted(names)}
    annexes = dict(job.annexes)
    return Behind(words, annexes, annexes.get(NATIONAL, ""))
