"""Documents that came out as they were: what was drawn of them before is taken again.

A report reads much that it does not print: facts that a rule weighs, figures that are compared and left out.  When one of these
changes the report is composed again, and mostly says what it said.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from msgspec import Struct

from hgz_report.cache.store import digest_of
from hgz_report.edition.finish import Drawn
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.shelf import FileShelf
from hgz_report.origin import spelled
from hgz_report.provenance.accounts import Accounted
from hgz_report.writers.written import Behind

_KIND = "drawn"


class SameDocument(Struct, frozen=True):
    """What was drawn of the document of a job whose `tree`, `accounts` and `behind` were these, in the faces of now."""

    job: Job
    materials: Materials
    shelf: FileShelf
    tree: bytes
    accounts: Sequence[Accounted]
    behind: Behind

    def drawn(self, draw: Callable[[], Drawn]) -> Drawn:
        """What was drawn, made now where it never was or where a file of it is gone.  Raises what `draw` does."""
        cache = self.materials.cache
        if cache.folder is None:
            return draw()
        made_of = self._made_of()
        found = cache.recall(_KIND, made_of)
        known: Drawn | None = found[0] if found else None
        if known is None or not known.stands(self.job.report.slug, self.shelf):
            known = draw()
            cache.keep(_KIND, made_of, known)
        return known

    def _made_of(self) -> bytes:
        """A hash of all that layout, the writers and trace.json are told; pictures stand in the tree by their hash."""
        job, behind = self.job, self.behind
        told = [
            job.formats, job.bound, dict(self.materials.config.docx_fonts), dict(behind.words), dict(behind.annexes),
            behind.rest,
        ]  # fmt: skip
        origins = (spelled(one.origin) if one.origin else "" for item in self.accounts for one in item.accounts)
        return digest_of(
            self.tree,
            "\n".join(origins).encode("utf-8", "surrogatepass"),
            json.dumps(told).encode(),
            self.materials.given["fonts",],
        )
