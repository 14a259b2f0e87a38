"""A corrected edition goes to exactly those who got what was corrected, as the ledger knows, wherever the list has gone since."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hgz_report.data.recipient_file import Recipient
from hgz_report.delivery.consignments import Ordered
from hgz_report.delivery.dispatch_ledger import DispatchLedger
from hgz_report.delivery.published_edition import SentEdition
from hgz_report.edition.edition_folders import edition_of

PAPER = "correction"
"""The paper that says what is different."""


class _Got(Struct):
    """What one place got of an edition and its earlier corrections; `name` as it was called last."""

    name: str
    files: set[str]


def owed(edition: SentEdition, ledger: DispatchLedger) -> tuple[Ordered, ...]:
    """The corrected papers and the one about them, to everybody who got one of those papers, in the forms they got."""
    found: list[Ordered] = []
    for place, got in _got(edition, ledger).items():
        slugs = {name.rpartition(".")[0] for name in got.files}
        if not slugs & set(edition.corrected):
            continue
        formats = tuple(sorted({name.rpartition(".")[2] for name in got.files}))
        files = tuple(
            (paper, file)
            for paper in edition.papers
            if paper.slug == PAPER or paper.slug in slugs & set(edition.corrected)
            for file in paper.files
            if file.format in formats
        )
        way, to = place
        recipient = Recipient.model_validate(
            {"name": got.name, "way": way, "to": to, "papers": [PAPER], "formats": list(formats)}
        )
        found.append(Ordered(recipient, files, ()))
    return tuple(found)


def _got(edition: SentEdition, ledger: DispatchLedger) -> Mapping[tuple[str, str], _Got]:
    """By place, in the order in which they got it."""
    places: dict[tuple[str, str], _Got] = {}
    base = edition_of(edition.id)
    for one in ledger.standing.values():
        earlier = one.entry.edition != edition.id and edition_of(one.entry.edition) == base
        if one.what == "sent" and earlier and one.entry.place[0] in ("邮件", "发件箱", "文件夹"):
            got = places.setdefault(one.entry.place, _Got(one.entry.name, set()))
            got.name = one.entry.name
            got.files |= set(one.entry.files)
    return places
