"""Document formats: a writer takes a laid-out report and returns bytes.

It never sees the dataset, the templates or another writer.
"""

from __future__ import annotations

from collections.abc import Mapping

from hgz_report.charts.draw import WordPicture, png, svg
from hgz_report.document.chart import Chart, Plot
from hgz_report.layout.laid_out import Layout


def write(
    suffix: str, layout: Layout, faces: Mapping[str, str], lettering: dict[str, list[str]] | None = None
) -> bytes:
    """The report as `pdf` or `docx`; `faces` are the names of fonts in the DOCX by role.

    `lettering` is filled by the PDF with what its charts are lettered with, by label.
    """
    # Each format's libraries are loaded only when it is asked for.
    match suffix:
        case "pdf":
            from hgz_report.writers.pdf.pdf_file import write_pdf

            return write_pdf(layout, lettering)
        case "docx":
            from hgz_report.writers.docx.word_file import write_docx

            return write_docx(layout, faces, _pictures(layout))
    raise ValueError(suffix)


def word_has_chart(chart: Chart) -> bool:
    """Whether Word has a chart of its own for what is shown; it has none for relations."""
    return isinstance(chart, Plot)


def _pictures(layout: Layout) -> dict[str, WordPicture]:
    """Charts that Word has none for as pictures, by label (图1), in the size they have on the page."""
    boxes = [box for box in layout.pictures() if not word_has_chart(box.block.chart)]
    places = {box.block.label: (box.block, box.width, box.height, layout.fonts) for box in boxes}
    return {label: WordPicture(png(*place), svg(*place)) for label, place in places.items()}
