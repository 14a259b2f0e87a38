"""A finished paper as a part of a booklet: its pages without their numbers, its structure, links and bookmarks, in which
references are marks that whoever binds it fills in.

So a booklet needs no second layout, and a paper that is recalled needs no first one.
"""

from __future__ import annotations

import pickle
import zlib
from typing import NamedTuple

from hgz_report.layout.laid_out import Landmark, Layout
from hgz_report.writers.pdf.embed import EmbeddedFonts
from hgz_report.writers.pdf.embedded_pictures import EmbeddedPictures
from hgz_report.writers.pdf.painter import Painter
from hgz_report.writers.pdf.structure import described

ELEMENT, PAGE, AREA, PARENT = "\x01{}\x02", "\x03{}\x04", "\x05{}\x06", "\x07"
"""How an element, a page, the annotation of a link and the element above the paper are referred to; control characters stand
in no PDF string of ours.
"""


class PartLink(NamedTuple):
    """A link on one line: page from 0, where it leads, its text, and its box."""

    page: int
    target: str
    text: str
    x0: float
    x1: float
    baseline: float
    size: float


class PaperPart(NamedTuple):
    """`fonts`: name, key of the face, characters; `pictures`: name, columns, rows, file; `marks`: those of the layout."""

    slug: str
    title: str
    streams: list[bytes]
    fonts: list[tuple[str, str, str]]
    pictures: list[tuple[str, int, int, bytes]]
    elements: list[str]
    tagged: list[list[int]]
    areas: list[int]
    notes: list[tuple[str, int]]
    links: list[PartLink]
    marks: list[tuple[str, int, str, int, float]]


def part_of(layout: Layout, painter: Painter, fonts: EmbeddedFonts, pictures: EmbeddedPictures) -> PaperPart:
    """The part that a painted paper is."""
    slug = layout.document.slug
    page_refs = [PAGE.format(at) for at in range(len(layout.pages))]
    area_refs = [AREA.format(at) for at in range(len(painter.links))]
    painter.tags.root.role = "Part"
    told = described(painter.tags, PARENT, ELEMENT.format, page_refs, area_refs, f"{slug}-")
    links = [PartLink(one.page, one.target, one.text, one.x0, one.x1, one.baseline, one.size) for one in painter.links]
    marks = [(one.id, one.level, one.text, one.page, one.y) for one in layout.marks]
    return PaperPart(
        slug, layout.document.title, painter.unnumbered, fonts.used(), pictures.held, told.bodies, told.pages, told.areas,
        told.notes, links, marks,
    )  # fmt: skip


def packed(part: PaperPart) -> bytes:
    """A part as bytes for the shelf."""
    return zlib.compress(pickle.dumps(tuple(part), protocol=4), 1)


def unpacked(data: bytes) -> PaperPart:
    """A part from the shelf, whose files are known by their hash."""
    return PaperPart(*pickle.loads(zlib.decompress(data)))


def landmarks(part: PaperPart, before: int) -> list[Landmark]:
    """Its marks with `before` pages in front of it, each known by the paper too."""
    return [Landmark(f"{part.slug}/{name}", level, text, page + before, y) for name, level, text, page, y in part.marks]
