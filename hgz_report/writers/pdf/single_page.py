"""One frame as a PDF of one page, untagged: what a painter of pictures reads, never handed to a person."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

from hgz_report.draw.frame import Frame
from hgz_report.writers.pdf.embed import EmbeddedFonts
from hgz_report.writers.pdf.embedded_pictures import EmbeddedPictures
from hgz_report.writers.pdf.frame_operators import FrameOperators
from hgz_report.writers.pdf.objects import Objects, numbers


def single_page(frame: Frame) -> bytes:
    """The file.  Raises MissingGlyph where a run's face lacks a character."""
    pdf: Any = pdfdoc.PDFDocument(compression=0, invariant=1)
    fonts = EmbeddedFonts(pdf)
    objects = Objects(pdf)
    pictures = EmbeddedPictures(objects)
    content = FrameOperators(fonts.use, pictures.use)
    for mark in frame.marks():
        content.put(mark)
    page = pdfdoc.PDFPage()
    page.MediaBox = f"[0 0 {numbers((frame.width, frame.height))}]"
    page.Resources = pdfdoc.PDFResourceDictionary()
    page.Resources.basicFonts()
    page.Resources.XObject = dict(pictures.resources)
    pdf.addPage(page)
    page.Contents = objects.put_stream("Content", "\n".join(content.operators).encode("ascii"), compress=False)
    return bytes(pdf.GetPDFData(None))
