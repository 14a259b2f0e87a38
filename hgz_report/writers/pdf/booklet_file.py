"""A booklet: finished papers as one tagged PDF, with contents, bookmarks from paper to heading, and pages numbered through."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from reportlab.pdfbase import pdfdoc

from hgz_report.collection import uncollected
from hgz_report.draw.frame import Frame, Pasted
from hgz_report.fonts.face import Face
from hgz_report.layout.laid_out import Landmark, Layout
from hgz_report.writers.pdf.embed import CutKey, EmbeddedFonts, FontProgram
from hgz_report.writers.pdf.embedded_pictures import EmbeddedPictures
from hgz_report.writers.pdf.frame_operators import FrameOperators
from hgz_report.writers.pdf.links import write_links
from hgz_report.writers.pdf.metadata import LANGUAGE
from hgz_report.writers.pdf.objects import Objects
from hgz_report.writers.pdf.outline import write_outline
from hgz_report.writers.pdf.painter import LinkBox, Painter
from hgz_report.writers.pdf.paper_part import PaperPart, PartLink, landmarks, part_of
from hgz_report.writers.pdf.pdf_file import add_pages, finished_file, set_annotations
from hgz_report.writers.pdf.structure import ROOT, write_root
from hgz_report.writers.pdf.tags import StructureElement
from hgz_report.writers.written import Written

_NAMES = re.compile(rb"/([TP]\d+)(?= )")
"""Names of fonts and pictures in a content stream."""
_MARKS = re.compile("([\x01\x03\x05])(\\d+)[\x02\x04\x06]|\x07")
_TOP = "BookletTop"


class Deflated(Struct, frozen=True):
    """What of a booklet takes longest to write, for the next one: `fonts` as `EmbeddedFonts` cut them, `pages` deflated, by
    the SHA-256 of what they were.
    """

    fonts: Mapping[CutKey, FontProgram] = field(default_factory=dict)
    pages: Mapping[bytes, bytes] = field(default_factory=dict)


@uncollected()
def write_booklet(
    front: Layout,
    parts: Sequence[PaperPart],
    numbers: Sequence[Frame],
    faces: Mapping[str, Face],
    known: Deflated | None = None,
) -> tuple[Written, Deflated]:
    """The file, and what may be of use to the next one.

    `front`: the laid-out contents, `numbers`: a frame with the number of each page after them, `faces` by key; `known`: of a
    booklet before, in the same faces.

    The same parts give the same bytes, wherever and whenever they were made.
    """
    pdf: Any = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7), lang=LANGUAGE)
    objects = Objects(pdf)
    fonts, pictures = EmbeddedFonts(pdf, known.fonts if known else None), EmbeddedPictures(objects)
    painter = Painter(front, fonts.use, pictures.use)
    streams = [painter.paint(page, at) for at, page in enumerate(front.pages)]
    bound = _Bound(objects, objects.reserve(ROOT), objects.reserve(_TOP))
    contents = part_of(front, painter, fonts, pictures)
    for part in parts:
        at = len(streams) - len(front.pages)
        streams += _streams(part, numbers[at : at + len(part.streams)], fonts, pictures, faces)
    pages = add_pages(pdf, len(streams), front.style)
    page_refs = [objects.reference(f"Page{number}") for number in range(1, len(pages) + 1)]
    bound.add_marks([contents, *parts], {paper.id for paper in front.marks if not paper.level})
    link_refs = write_links(objects, bound.links, {mark.id: mark for mark in bound.marks}, page_refs)
    bound.add_structure([contents, *parts], page_refs, link_refs)
    before = known.pages if known else {}
    deflated: dict[bytes, bytes] = {}
    for at, (page, stream) in enumerate(zip(pages, streams, strict=True)):
        key = sha256(stream).digest()
        packed = deflated[key] = before.get(key) or zlib.compress(stream)
        page.Contents = objects.put_deflated(f"Content{at}", packed)
        page.Resources.XObject = dict(pictures.resources)
    set_annotations(pages, bound.links, link_refs)
    outline = write_outline(objects, bound.marks, page_refs)
    data = finished_file(objects, front.document, streams, objects.reference(ROOT), outline)
    return Written(data, pages=streams, faces=fonts.programs | pictures.digests), Deflated(fonts.cuts, deflated)


def _streams(
    part: PaperPart,
    numbers: Sequence[Frame],
    fonts: EmbeddedFonts,
    pictures: EmbeddedPictures,
    faces: Mapping[str, Face],
) -> list[bytes]:
    """The pages of a part under the names that fonts and pictures have here, with the numbers that they have here."""
    names = {name: fonts.use(faces[key], chars)[0] for name, key, chars in part.fonts}
    for name, columns, rows, data in part.pictures:
        names[name] = pictures.use(Pasted(0.0, 0.0, 0.0, 0.0, columns, rows, data))
    here = {name.encode(): said.encode() for name, said in names.items()}
    streams = []
    for stream, number in zip(part.streams, numbers, strict=True):
        operators = FrameOperators(fonts.use, pictures.use)
        for mark in number.marks():
            operators.put(mark)
        shown = "\n".join(operators.operators)
        body = _NAMES.sub(lambda found: here[found[1]], stream)
        streams.append(b"q\n%s\nQ\n/Artifact << /Type /Pagination >> BDC\n%s\nEMC" % (body, shown.encode("ascii")))
    return streams


class _Bound(Struct):
    """What the parts are together; `root` and `top` are the references of the structure's root and of its one element."""

    objects: Objects
    root: str
    top: str
    links: list[LinkBox] = field(default_factory=list)
    marks: list[Landmark] = field(default_factory=list)

    def add_marks(self, parts: Sequence[PaperPart], papers: set[str]) -> None:
        """Bookmarks and links; those of the contents, the first part, lead to `papers`."""
        before = 0
        for part in parts:
            self.marks += (mark for mark in landmarks(part, before) if mark.page <= before + len(part.streams))
            self.links += (self._link(link, part, before, papers) for link in part.links)
            before += len(part.streams)

    @staticmethod
    def _link(link: PartLink, part: PaperPart, before: int, papers: set[str]) -> LinkBox:
        target = link.target
        if target.startswith("#") and target[1:] not in papers:
            target = f"#{part.slug}/{target[1:]}"
        box = LinkBox(link.page, target, *link[2:], owner=StructureElement("Link"))
        return replace(box, page=link.page + before)

    def add_structure(self, parts: Sequence[PaperPart], page_refs: Sequence[str], link_refs: Sequence[str]) -> None:
        """The trees of all parts below one element."""
        refs: list[str] = []
        tops: list[str] = []
        pages: list[list[int]] = []
        areas: list[int] = []
        notes: list[tuple[str, int]] = []
        for part in parts:
            base, first_page, first_area = len(refs), len(pages), len(areas)
            refs += (self.objects.reserve(f"Element{base + at}") for at in range(len(part.elements)))
            held = {"\x01": (refs, base), "\x03": (page_refs, first_page), "\x05": (link_refs, first_area)}

            def filled(found: re.Match[str], held: Mapping[str, tuple[Sequence[str], int]] = held) -> str:
                if not found[1]:
                    return self.top
                known, before = held[found[1]]
                return known[before + int(found[2])]

            for at, body in enumerate(part.elements):
                self.objects.put(f"Element{base + at}", _MARKS.sub(filled, body))
            tops.append(refs[base])
            pages += ([base + at for at in page] for page in part.tagged)
            areas += (base + at for at in part.areas)
            notes += ((name, base + at) for name, at in part.notes)
        self.objects.put(_TOP, f"<< /Type /StructElem /S /Document /P {self.root} /K [{' '.join(tops)}] >>")
        write_root(self.objects, self.top, refs, pages, areas, sorted(notes))
