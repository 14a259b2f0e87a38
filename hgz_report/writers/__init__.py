"""Document formats: a writer takes a laid-out report and returns bytes.

It never sees the dataset, the templates or another writer.
"""

from __future__ import annotations

from collections.abc import Mapping

from hgz_report.document import ChartBlock
from hgz_report.layout.boxes import Layout, Picture


def write(
    suffix: str, layout: Layout, faces: Mapping[str, str], lettering: dict[str, list[str]] | None = None
) -> bytes:
    """The report as `pdf` or `docx`; `faces` are the names of fonts in the DOCX by role.

    `lettering` is filled by the PDF with what its charts are lettered with, by label.
    """
    # Each format's libraries are loaded only when it is asked for.
    match suffix:
        case "pdf":
            from hgz_report.writers.pdf import write_pdf

            return write_pdf(layout, lettering)
        case "docx":
            from hgz_report.writers.docx import write_docx

            return write_docx(layout, faces, _pictures(layout))
    raise ValueError(suffix)


def _pictures(layout: Layout) -> dict[str, bytes]:
    """Charts as PNG, by label (图1), in the size they have on the page."""
    boxes = [piece.what for page in layout.pages for piece in page.pieces if isinstance(piece.what, Picture)]
    if not any(isinstance(block, ChartBlock) for block in layout.document.blocks):
        return {}
    from hgz_report.charts import png

    return {box.block.label: png(box.block, box.width, box.height, layout.fonts) for box in boxes}
