"""Jobs that were done before: found again when nothing that they read has changed, and why not when something has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.reads import DataPart
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.paper import Paper
from hgz_report.edition.pinned_faces import faces_digest
from hgz_report.edition.same_text import recalled_paper, whole
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.stored_sections import parts_now
from hgz_report.narrate.kept_sections import PartsNow

_READS, _RESULT = "job-reads", "job-result"
_VARIANTS = 6
"""Sets of readings that are remembered of one job: there and back again costs nothing."""
Readings = Mapping[DataPart, bytes]
"""The parts that a job read, each with its hash."""


class Recalled(Struct, frozen=True):
    """A job's result, or None and the parts that are no longer what they were.

    No parts where it was never done, or where what it gave is no longer there.
    """

    paper: Paper | None
    changed: tuple[DataPart, ...] = ()


@dataclass(frozen=True)
class KeptJobs:
    """The store of what jobs gave; `materials` is what they would be made of now."""

    cache: Cache
    shelf: FileShelf
    materials: Materials
    verify: bool = False
    """Hash font files again, also those that look as they did when they were hashed."""
    _parts: PartsNow = field(init=False)
    _given: Readings = field(init=False)
    _known: dict[DataPart, bytes] = field(init=False)
    """The hash of each part as it is now, once somebody asked for it."""

    def __post_init__(self) -> None:
        if self.verify:
            faces_digest(self.materials.fonts, self.cache, verify=True)
        given, made_of = self.materials.given, self.materials
        parts = made_of.sections.now if made_of.sections else parts_now(made_of)
        object.__setattr__(self, "_parts", parts)
        object.__setattr__(self, "_given", given)
        object.__setattr__(self, "_known", {**given})

    def recall(self, job: Job) -> Recalled:
        """What the job gave when all that it read was as it is now."""
        known = self._readings(job)
        closest: tuple[DataPart, ...] = ()
        for readings in known:
            changed = self.changed(job, readings)
            if not changed:
                if readings is not known[0]:
                    self._keep_readings(job, readings, known)  # what is used stays longest
                return Recalled(self._paper(job, readings))
            closest = closest or changed
        return Recalled(None, closest)

    def keep(self, job: Job, paper: Paper, reads: Readings, place: bytes = b"") -> None:
        """Keep what a job gave; `reads`: the parts that it read, with the hash of those that are files; `place`: where the paper
        stands in the store already.

        What is not right is not kept: it is to be said again.
        """
        if self.cache.folder is None or paper.words.unaccounted or paper.words.untrue:
            return
        readings = self.readings(job, reads)
        self._keep_readings(job, readings, self._readings(job))
        self.cache.keep(_RESULT, _made_of(job, readings), place or paper)

    def readings(self, job: Job, reads: Readings) -> Readings:
        """What a job read, together with what all jobs read; `reads` as those of `keep`."""
        given = (*self._given, ("report", job.report.slug))
        return {part: reads.get(part) or self._now(part, job) for part in (*sorted(reads), *given)}

    def changed(self, job: Job, readings: Readings) -> tuple[DataPart, ...]:
        """The parts that are no longer what a job read."""
        now = self._known
        return tuple(part for part, found in readings.items() if (now.get(part) or self._now(part, job)) != found)

    def _readings(self, job: Job) -> list[Readings]:
        found = self.cache.recall(_READS, _called(job))
        return found[0] if found else []

    def _keep_readings(self, job: Job, first: Readings, known: Sequence[Readings]) -> None:
        others = [one for one in known if one != first]
        self.cache.keep(_READS, _called(job), [first, *others][:_VARIANTS])

    def _paper(self, job: Job, readings: Readings) -> Paper | None:
        found = self.cache.recall(_RESULT, _made_of(job, readings))
        if found is None:
            return None
        there: bytes | Paper = found[0]
        if isinstance(there, Paper):
            return whole(there, self.shelf)
        return recalled_paper(self.materials, there, self.shelf)

    def _now(self, part: DataPart, job: Job) -> bytes:
        if part == ("report", job.report.slug):
            return self.materials.own_part(job)[1]
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._parts.of(part)
        return found


def _called(job: Job) -> bytes:
    return digest_of(job.report.slug.encode(), job.depth.encode(), " ".join(job.formats).encode())


def _made_of(job: Job, readings: Readings) -> bytes:
    return digest_of(_called(job), b"".join(_spelled(*one) for one in sorted(readings.items())))


def _spelled(part: DataPart, found: bytes) -> bytes:
    name = "\n".join(part).encode("utf-8", "surrogatepass")
    return b"%d %d %b%b" % (len(name), len(found), name, found)
