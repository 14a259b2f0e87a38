"""One paper as the preview has it: its document, its pages as SVG, and where each of its texts comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import islice, zip_longest
from time import thread_time

from msgspec import Struct

from hgz_report.collection import uncollected
from hgz_report.data.reads import DataPart
from hgz_report.document.blocks import Document
from hgz_report.edition.doing import written
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.kept_jobs import Readings
from hgz_report.fonts.face import Face
from hgz_report.layout.kept_layout import KeptLayout
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import LOOKS
from hgz_report.workshop.preview.whose import Whose
from hgz_report.writers.pictures.live_svg import drawn_alike, live_svg

_STAGES = ("compose", "layout", "draw")


class SheetPage(Struct, frozen=True):
    """A page and the name by which a browser knows whether it has it already."""

    name: str
    svg: str


@dataclass
class SetPaper:
    """A paper that was set; `reads`: the parts it was made of, those that are files with the hash of what was read."""

    job: Job = field(repr=False)
    document: Document = field(repr=False)
    layout: Layout = field(repr=False)
    pages: tuple[SheetPage, ...]
    reads: Mapping[DataPart, bytes] = field(repr=False)
    kept: KeptLayout = field(repr=False)
    """What it was laid out to, for the next time."""
    took: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds of processor time of each stage."""
    readings: Readings | None = field(default=None, repr=False)
    """All that it was made of and looked through with, each part with its hash; None until it was looked through."""

    @cached_property
    def whose(self) -> Whose:
        """Where each text comes from."""
        return Whose.of(self.document, self.layout)


class Faces:
    """The faces of the pages that were shown, each with the class and the address it goes by."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int], str] = {}
        self._faces: dict[str, Face] = {}

    def name(self, face: Face) -> str:
        """The class of a face: from its file, so that a page stays the same page when the preview is begun anew."""
        key = str(face.path), face.index
        found = self._names.get(key)
        if found is None:
            mark = f"{key[0]} {key[1]} {face.path.stat().st_mtime_ns}".encode()
            found = self._names[key] = f"f{blake2b(mark, digest_size=6).hexdigest()}"
            self._faces[found] = face
        return found

    @property
    def known(self) -> Mapping[str, Face]:
        """By class."""
        return self._faces


def set_paper(job: Job, materials: Materials, faces: Faces, before: SetPaper | None = None) -> SetPaper:
    """Compose and lay out a paper; of its pages those that are as they were `before` are not drawn again.  Raises Problems."""
    reads = materials.dataset.reads
    fonts = materials.fonts
    assert fonts is not None
    kept = before.kept if before else KeptLayout()
    clock = [thread_time()]
    with uncollected(), reads.gathered() as read:
        document = written(job, materials)
        clock.append(thread_time())
        layout = lay_out(document, LOOKS[document.look], fonts, kept)
        clock.append(thread_time())
        pages = tuple(_drawn(layout, faces, before))
        clock.append(thread_time())
    took = {name: ms(end - start) for name, start, end in zip(_STAGES, clock, clock[1:], strict=False)}
    return SetPaper(job, document, layout, pages, {part: reads.loaded.get(part, b"") for part in read}, kept, took)


def _drawn(layout: Layout, faces: Faces, before: SetPaper | None) -> Iterator[SheetPage]:
    """The pages; one that holds the same marks as the page of its number did is that page."""
    known = zip(before.layout.pages, before.pages, strict=True) if before else ()
    for frame, found in zip_longest(layout.pages, islice(known, len(layout.pages))):
        if found and drawn_alike(found[0], frame):
            yield found[1]
        else:
            svg = live_svg(frame, faces.name)
            yield SheetPage(blake2b(svg.encode(), digest_size=10).hexdigest(), svg)


def ms(seconds: float) -> float:
    """Milliseconds, to a tenth."""
    return round(seconds * 1000, 1)
