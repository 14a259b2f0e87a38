"""What the sections of long papers said, in the store: one that read nothing that has changed is not told again.

Of papers about the country alone: they are long, and nearly every change is read by one of their sections.  A zone's are short.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hgz_report.data.dataset import NATIONAL
from hgz_report.data.part_digests import PartDigests
from hgz_report.edition.job import Job, Materials
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.file_parts import FileParts
from hgz_report.narrate.kept_sections import KeptSections, PartsNow

_KIND = "told-sections"


@contextmanager
def sections_of(job: Job, materials: Materials) -> Iterator[KeptSections | None]:
    """Those of a job's paper while it is told, kept afterwards if one of them was told anew; None where none are kept."""
    cache, slug = materials.cache, job.report.slug.encode()
    if materials.sections or cache.folder is None or job.report.owner != NATIONAL:
        yield materials.sections
        return
    found = cache.recall(_KIND, slug)
    before = found[0] if found else {}
    kept = KeptSections(parts_now(materials), {name: [*known] for name, known in before.items()}, variants=1)
    yield kept
    if kept.held != before:
        cache.keep(_KIND, slug, kept.held)


def parts_now(materials: Materials) -> PartsNow:
    """How things stand now, for whoever keeps what was made of them."""
    templates = materials.templates.folder
    digests = PartDigests.read(materials.dataset.whole, materials.cache)
    return materials.dataset.reads.once(
        ("parts now", materials.cache.folder),
        lambda: PartsNow(digests, FileParts(templates, templates.parent / PICTURES)),
    )
