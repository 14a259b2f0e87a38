"""A laid-out report as a tagged PDF: PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from reportlab.pdfbase import pdfdoc

from hgz_report.collection import uncollected
from hgz_report.document.blocks import Document
from hgz_report.layout.laid_out import Layout
from hgz_report.style import Style
from hgz_report.writers.pdf.embed import EmbeddedFonts
from hgz_report.writers.pdf.embedded_pictures import EmbeddedPictures
from hgz_report.writers.pdf.links import write_links
from hgz_report.writers.pdf.metadata import LANGUAGE, set_info, xmp
from hgz_report.writers.pdf.objects import Objects, numbers
from hgz_report.writers.pdf.outline import write_outline
from hgz_report.writers.pdf.painter import LinkBox, Painter
from hgz_report.writers.pdf.paper_part import packed, part_of
from hgz_report.writers.pdf.srgb import srgb_profile
from hgz_report.writers.pdf.structure import write_structure
from hgz_report.writers.written import Written

PAGE_KEYS = ("StructParents", "Tabs")
"""Page keys that reportlab's page does not write of itself."""


@uncollected()
def write_pdf(layout: Layout, *, bound: bool = False) -> Written:
    """The file, and what is needed of it where it is `bound` with others.

    The same layout gives the same bytes; the date is that of the document's properties.
    """
    pdf: Any = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang=LANGUAGE)
    objects = Objects(pdf)
    fonts = EmbeddedFonts(pdf)
    pages = add_pages(pdf, len(layout.pages), layout.style)
    page_refs = [objects.reference(f"Page{number}") for number in range(1, len(layout.pages) + 1)]
    pictures = EmbeddedPictures(objects)
    painter = Painter(layout, fonts.use, pictures.use)
    streams = [painter.paint(page, at) for at, page in enumerate(layout.pages)]
    for at, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        page.Contents = objects.put_stream(f"Content{at}", stream)
        page.Resources.XObject = dict(pictures.resources)
    link_refs = write_links(objects, painter.links, {mark.id: mark for mark in layout.marks}, page_refs)
    set_annotations(pages, painter.links, link_refs)
    root = write_structure(objects, painter.tags, page_refs, link_refs)
    outline = write_outline(objects, layout.marks, page_refs)
    data = finished_file(objects, layout.document, streams, root, outline)
    part = packed(part_of(layout, painter, fonts, pictures)) if bound else b""
    return Written(data, pages=streams, faces=fonts.programs | pictures.digests, part=part)


def finished_file(
    objects: Objects, document: Document, streams: Sequence[bytes], structure: str, outline: str | None
) -> bytes:
    """The bytes of a file whose pages are there: what it says of itself is added.  `streams`: those of its pages."""
    pdf = objects.pdf
    _set_catalog(objects, document, structure, outline)
    set_info(pdf, document)
    digest = hashlib.sha256(b"\0".join([xmp(document), *streams])).hexdigest()[:32]
    pdf._ID = f"[<{digest}> <{digest}>]".encode("ascii")
    return bytes(pdf.GetPDFData(None))


def add_pages(pdf: Any, count: int, style: Style) -> list[Any]:
    """Empty pages."""
    pages = []
    box = f"[0 0 {numbers((style.page_width, style.page_height))}]"
    for at in range(count):
        made = pdfdoc.PDFPage()
        made.__NoDefault__ = [*made.__NoDefault__, *PAGE_KEYS]
        made.MediaBox, made.StructParents, made.Tabs = box, at, "/S"
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        made.Resources = resources
        pdf.addPage(made)
        pages.append(made)
    return pages


def set_annotations(pages: Sequence[Any], links: Sequence[LinkBox], refs: Sequence[str]) -> None:
    """Give each page the links on it."""
    for at, page in enumerate(pages):
        own = [ref for link, ref in zip(links, refs, strict=True) if link.page == at]
        page.Annots = pdfdoc.PDFArray(own) if own else None


def _set_catalog(objects: Objects, document: Document, structure: str, outline: str | None) -> None:
    pdf = objects.pdf
    catalog = pdf.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.StructTreeRoot = structure
    catalog.MarkInfo = "<< /Marked true >>"
    catalog.ViewerPreferences = "<< /DisplayDocTitle true >>"
    catalog.Metadata = objects.put_stream("Metadata", xmp(document), "/Type /Metadata /Subtype /XML", compress=False)
    profile = objects.put_stream("OutputProfile", srgb_profile(), "/N 3")
    catalog.OutputIntents = (
        "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB)"
        f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} >>]"
    )
    # Bookmarks are ours: reportlab's own would clear the entry in the catalogue on finding none of its own.
    pdf.Outlines = SimpleNamespace(prepare=lambda *_: None, ready=1)
    catalog.Outlines = outline
    if outline is not None:
        catalog.PageMode = "/UseOutlines"
