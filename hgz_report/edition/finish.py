"""The last step of a job: a layout becomes files on the shelf, and what trace.json, facts.csv and the manifest say of them."""

from __future__ import annotations

from collections.abc import Sequence

from hgz_report.data.dataset import NATIONAL
from hgz_report.document.tree_file import tree_json
from hgz_report.edition.fact_rows import document_figures, figure_rows
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.paper import Made
from hgz_report.edition.shelf import FileShelf
from hgz_report.layout.laid_out import Layout
from hgz_report.origin import spelled
from hgz_report.provenance.accounts import Accounted
from hgz_report.provenance.meaning import data_line, meaning
from hgz_report.provenance.trace_file import Painted, as_line, bindings, traced, version
from hgz_report.writers.formats import write
from hgz_report.writers.written import NOTHING, Behind


def finished(layout: Layout, accounts: Sequence[Accounted], job: Job, materials: Materials, shelf: FileShelf) -> Made:
    """Write the files of a layout.  Raises OSError where the shelf can't be written."""
    document, data = layout.document, materials.dataset
    behind = _behind(accounts, job, materials) if "html" in job.formats else NOTHING
    faces = materials.config.docx_fonts
    written = [
        (f"{document.slug}.{suffix}", write(suffix, layout, faces, behind, bound=job.bound)) for suffix in job.formats
    ]
    files = {name: one.data for name, one in written}
    letters = [[letter.pieces for letter in chart] for _, one in written for chart in one.charts]
    size = layout.style.page_width, layout.style.page_height
    painted = next((Painted(size, one.pages, one.faces) for _, one in written if one.pages), Painted())
    web = next((one.web for _, one in written if one.web), None)
    trace = version(document, files, traced(layout, accounts, data=web is not None), letters, painted, web)
    printed = document_figures(document)
    return Made(
        slug=document.slug,
        title=document.title,
        pages=len(layout.pages),
        facts=len({fact for fact, _ in printed}),
        files={name: shelf.put(data) for name, data in files.items()},
        tree=shelf.put(tree_json(document)),
        trace=as_line(trace),
        meanings={
            name: (behind.words.get(name) or meaning(name, data), data_line(name, data))
            for name in sorted(bindings([trace]))
        },
        part=next((shelf.put(one.part) for _, one in written if one.part), None),
        rows=figure_rows(document.slug, printed, data),
    )


def _behind(accounts: Sequence[Accounted], job: Job, materials: Materials) -> Behind:
    """What the numbers of a report are, and where their lines are."""
    names = {spelled(one.origin) for item in accounts for one in item.accounts if one.origin}
    words = {name: meaning(name, materials.dataset) for name in sorted(names)}
    annexes = dict(job.annexes)
    return Behind(words, annexes, annexes.get(NATIONAL, ""))
