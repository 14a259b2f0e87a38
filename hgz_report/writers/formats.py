"""The table of document formats: a writer takes a laid-out report and returns a file.

It never sees the dataset, the templates or another writer.  Whoever asks which formats there are (report.toml, `--format`)
reads this table, so importing it loads nothing; each format's libraries are loaded when it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from hgz_report.draw.frame import Frame
    from hgz_report.layout.laid_out import Layout
    from hgz_report.writers.docx.inline_pictures import WordPicture
    from hgz_report.writers.written import Behind, Written

Write: TypeAlias = "Callable[[Layout, Mapping[str, str], Behind | None], Written]"


def write(
    suffix: str, layout: Layout, faces: Mapping[str, str], behind: Behind | None = None, *, bound: bool = False
) -> Written:
    """The report in the format of that suffix; `faces` are the names of fonts in the DOCX by role, `behind` is what an HTML file
    is told of its numbers; `bound`: a PDF is wanted as part of a booklet, too.

    A suffix that is not in the table is a KeyError: the caller's mistake.
    """
    if suffix == "pdf":
        return _pdf(layout, faces, behind, bound=bound)
    return FORMATS[suffix](layout, faces, behind)


def _pdf(layout: Layout, faces: Mapping[str, str], behind: Behind | None, *, bound: bool = False) -> Written:
    from hgz_report.writers.pdf.pdf_file import write_pdf

    return write_pdf(layout, bound=bound)


def _docx(layout: Layout, faces: Mapping[str, str], behind: Behind | None) -> Written:
    from hgz_report.writers.docx.word_file import write_docx

    return write_docx(layout, faces, _pictures(layout))


def _html(layout: Layout, faces: Mapping[str, str], behind: Behind | None) -> Written:
    from hgz_report.writers.html.page_file import write_html

    return write_html(layout, behind)


FORMATS: Mapping[str, Write] = {"pdf": _pdf, "docx": _docx, "html": _html}
"""By suffix, in the order in which they are made and named."""


def _pictures(layout: Layout) -> dict[str, WordPicture]:
    """Charts that Word has none for as pictures by label (图1), in the size they have on the page."""
    from hgz_report.document.chart import Plot
    from hgz_report.writers.docx.native_charts.kinds import has_chart

    drawn = (
        (block.label, frame)
        for block, frame in layout.charts()
        if not (isinstance(block.chart, Plot) and has_chart(block.chart))
    )
    return {label: _pasted(frame) or _painted(frame) for label, frame in drawn}


def _painted(frame: Frame) -> WordPicture:
    """A frame as a PNG, and as an SVG for programs that read it."""
    from hgz_report.writers.docx.inline_pictures import WordPicture
    from hgz_report.writers.pictures.png import png
    from hgz_report.writers.pictures.svg import svg

    return WordPicture(png(frame), svg(frame))


def _pasted(frame: Frame) -> WordPicture | None:
    """The picture of a file that a frame holds, as it is on the page; None where it is drawn."""
    from hgz_report.draw.frame import Pasted
    from hgz_report.writers.docx.inline_pictures import WordPicture

    found = next((mark for mark in frame.marks() if isinstance(mark, Pasted)), None)
    return WordPicture(found.data, width=found.width) if found else None
