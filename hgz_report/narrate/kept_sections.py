"""What sections printed, kept for the next time: a section that read nothing that has changed is not run again.

Who makes the same papers over and over again keeps them (the preview), and the store those of long ones; what comes out is the
same either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct, field

from hgz_report.data.part_digests import PartDigests
from hgz_report.data.reads import DataPart
from hgz_report.document.blocks import Block
from hgz_report.document.ledger import Ledger, LedgerEntry
from hgz_report.narrate.file_parts import FileParts
from hgz_report.narrate.reports import Report
from hgz_report.problems import Where

Before: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]
"""What a report had printed and cited."""


class PartsNow(Struct, frozen=True):
    """The hashes of all that papers are made of, as it is now."""

    data: PartDigests
    files: FileParts

    def of(self, part: DataPart) -> bytes:
        """16 bytes.  Raises KeyError for a kind of part that nobody makes."""
        try:
            return self.data.of(part)
        except KeyError:
            return self.files.of(part)


class KeptSection(Struct, frozen=True):
    """What a section printed, and all that this hangs on: report and day, the parts that were read, those that are files apart.

    `before`: what was printed and cited before it, None where it did not ask; `entries`: what stands behind the marks in `text`.
    """

    report: Report
    day: date
    before: Before | None
    parts: Mapping[DataPart, bytes]
    files: Mapping[DataPart, bytes]
    text: str
    places: tuple[Where | None, ...]
    entries: Mapping[int, LedgerEntry]
    cost: tuple[int, ...]
    """As the meter counted it."""
    blocks: dict[tuple[tuple[str, int], ...], tuple[Block, ...]] = field(default_factory=dict)
    """What Markdown makes of it alone, by the numbers that the report's sources have."""


class KeptSections(Struct, frozen=True):
    """Those of all papers; `now`: how things stand, `held` is carried on from one time to the next, so many `variants` of a
    section: there and back costs nothing.
    """

    now: PartsNow
    held: dict[tuple[str, str], list[KeptSection]] = field(default_factory=dict)
    variants: int = 3

    def recall(self, report: Report, template: str, day: date, ledger: Ledger) -> KeptSection | None:
        """What a section printed when all was as it is now."""
        known = self.held.get((report.slug, template), ())
        return next((one for one in known if (one.report, one.day) == (report, day) and self._holds(one, ledger)), None)

    def keep(self, template: str, section: KeptSection) -> None:
        """Keep what a section printed, before the others that are known of it."""
        known = self.held.setdefault((section.report.slug, template), [])
        known.insert(0, section)
        del known[self.variants :]

    def _holds(self, one: KeptSection, ledger: Ledger) -> bool:
        of = self.now.of
        return one.before in (None, before(ledger)) and all(of(part) == found for part, found in one.parts.items())


def before(ledger: Ledger) -> Before:
    """What a report has printed and cited so far."""
    return tuple(ledger.printed), tuple(ledger.cited.items())
