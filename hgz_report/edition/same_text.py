"""Reports whose templates say what they said: what came of that text before is taken again.

A report reads much that it does not print.  When one of these parts changes its templates are run again, and if they say the
same, there is nothing to parse, to account for and to set, as long as what is asked after that is the same too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from hgz_report.cache.store import digest_of
from hgz_report.data.part_digests import PartDigests
from hgz_report.data.reads import DataPart
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.paper import Paper
from hgz_report.edition.shelf import FileShelf
from hgz_report.narrate.narration import Narration
from hgz_report.narrate.narration_digest import narration_digest

PAPER, _READS = "job", "text-reads"


class KeptText(Struct, frozen=True):
    """What came of a text: the paper, where it stands in the store (b"" where it does not), and the parts that were read."""

    paper: Paper
    place: bytes = b""
    parts: tuple[DataPart, ...] = ()


class SameText(Struct, frozen=True):
    """The text of a job; `made_of`: a hash of all that its paper hangs on, but for parts of the data that are asked for later."""

    materials: Materials
    made_of: bytes

    @classmethod
    def of(cls, narration: Narration, job: Job, materials: Materials) -> SameText:
        """What `narration` says, in this job."""
        given = (*materials.given.items(), materials.own_part(job))
        asked = f"{job.depth} {' '.join(job.formats)}".encode()
        return cls(materials, digest_of(narration_digest(narration), asked, *(part for _, part in given)))

    def recall(self, shelf: FileShelf) -> KeptText | None:
        """What came of it before, if all that was asked for is as it was and all files are there."""
        parts = self.materials.cache.recall(_READS, self.made_of)
        place = self._place(parts[0]) if parts else None
        paper = recalled_paper(self.materials, place, shelf) if place else None
        return KeptText(paper, place, parts[0]) if paper and place and parts else None

    def keep(self, paper: Paper, parts: Collection[DataPart]) -> KeptText:
        """Keep what came of it; `parts`: what was read of the data for that."""
        asked = tuple(sorted(parts))
        place = self._place(asked)
        if place is None or paper.words.unaccounted or paper.words.untrue:
            return KeptText(paper)
        self.materials.cache.keep(_READS, self.made_of, asked)
        self.materials.cache.keep(PAPER, place, paper)
        return KeptText(paper, place, asked)

    def _place(self, parts: Sequence[DataPart]) -> bytes | None:
        """Where a paper stands that read these parts as they are now; None where one of them is no part of the data."""
        digests = PartDigests.read(self.materials.dataset.whole, self.materials.cache)
        names = "\n\n".join("\n".join(part) for part in parts).encode("utf-8", "surrogatepass")
        try:
            return digest_of(self.made_of, names, *map(digests.of, parts))
        except KeyError:
            return None


def recalled_paper(materials: Materials, place: bytes, shelf: FileShelf) -> Paper | None:
    """The paper that stands in a place of the store, with all its files on the shelf."""
    found = materials.cache.recall(PAPER, place)
    return whole(found[0], shelf) if found else None


def whole(paper: Paper, shelf: FileShelf) -> Paper | None:
    """A paper, None where one of its files is gone from the shelf."""
    there = paper.made is None or all(shelf.has(content) for content in paper.made.kept.values())
    return paper if there else None
