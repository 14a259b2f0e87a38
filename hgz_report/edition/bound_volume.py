"""合订本: the papers of an edition as one PDF, bound from the parts that their jobs left on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from hgz_report import origin
from hgz_report.cache.store import Cache
from hgz_report.document.blocks import Document
from hgz_report.document.letterhead import Properties
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.pinned_faces import faces_digest
from hgz_report.edition.shelf import FileContent, FileShelf
from hgz_report.fonts.fontset import FontSet
from hgz_report.provenance.places import furniture
from hgz_report.readers.page_print import page_print

if TYPE_CHECKING:
    from hgz_report.edition.paper import Made

BOOKLET = "booklet.pdf"
SLUG = "booklet"
_PRINTS, _DEFLATED = "page-prints", "booklet"


class BoundVolume(Struct, frozen=True):
    """The file, and what manifest.json and trace.json say of it."""

    data: bytes
    entry: dict[str, Any]
    trace: dict[str, Any]


def bound_volume(
    made: Sequence[Made], shelf: FileShelf, config: EditionConfig, fonts: FontSet, cache: Cache
) -> BoundVolume | None:
    """The booklet of those papers that have a part of it, in their order; None where none has.

    Raises OSError where a part is gone from the shelf.
    """
    papers = [one for one in made if one.part]
    if not papers:
        return None
    # Nobody who binds nothing pays for it.
    from hgz_report.layout.blocks.masthead import TITLE
    from hgz_report.layout.pages.contents_only import BoundPaper, lay_out_contents, number_frames
    from hgz_report.style import Style
    from hgz_report.writers.pdf.booklet_file import write_booklet
    from hgz_report.writers.pdf.paper_part import unpacked

    document, style = _front(config), Style()
    listed = [BoundPaper(f"{one.slug}/{TITLE}", one.title, one.pages) for one in papers]
    front = lay_out_contents(document, listed, style, fonts)
    parts = [unpacked(shelf.place(one.part).read_bytes()) for one in papers if one.part]
    first = len(front.pages)
    numbers = number_frames(first + 1, first + sum(one.pages for one in papers), style, fonts)
    faces = {one.face.key: one.face for chain in fonts.serving.values() for one in chain}
    made_of = faces_digest(fonts, cache) if cache.folder else b""
    known = cache.recall(_DEFLATED, made_of)
    written, deflated = write_booklet(front, parts, numbers, faces, known[0] if known else None)
    if not known or deflated != known[0]:
        cache.keep(_DEFLATED, made_of, deflated)
    pages = _prints(written.pages, (style.page_width, style.page_height), cache)
    held = FileContent.of(written.data)
    starts = []
    at = first
    for one in papers:
        starts.append([one.slug, at])
        at += one.pages
    entry = {"file": BOOKLET, "pages": len(pages), "papers": [slug for slug, _ in starts]}
    trace = {
        "file": BOOKLET,
        "sha256": held.sha256,
        "title": document.title,
        "papers": starts,
        "front": list(furniture(front)),
        "pages": pages,
        "faces": dict(sorted(written.faces.items())),
    }
    return BoundVolume(written.data, entry, trace)


def _prints(streams: Iterable[bytes], sheet: tuple[float, float], cache: Cache) -> list[str]:
    """The fingerprints of pages; those of the last booklet are known."""
    made_of = repr(sheet).encode()
    found = cache.recall(_PRINTS, made_of)
    before: Mapping[bytes, str] = found[0] if found else {}
    hashed = [(sha256(stream).digest(), stream) for stream in streams]
    now = {key: before.get(key) or page_print(stream, *sheet) for key, stream in hashed}
    if now != before:
        cache.keep(_PRINTS, made_of, now)
    return [now[key] for key, _ in hashed]


def _front(config: EditionConfig) -> Document:
    about = Properties(
        config.masthead.issuer, f"{config.masthead.series} {config.edition_id}", (), config.date.isoformat()
    )
    draft = origin.attributed(config.masthead.draft, origin.Config("masthead.draft"))
    return Document(SLUG, f"{config.masthead.series}合订本", (), about, draft=draft)
