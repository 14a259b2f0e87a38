"""Who is to get which files of an edition, packed so that no mail is too large."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from hgz_report.data.recipient_file import Recipient
from hgz_report.delivery.dispatch_ledger import Dispatch
from hgz_report.delivery.published_edition import SentEdition, SentFile, SentPaper
from hgz_report.delivery.recipients import EVERYTHING, RecipientList, place_of
from hgz_report.forms.messages import choice_hint
from hgz_report.problems import Problem, Problems

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+|\s+')
_LONGEST = 200
"""Bytes of a file's name before its ending: what every system takes."""
_ENCODED = 4 / 3 * 78 / 76
"""What base64 makes of a byte, line ends included."""
_HEAD, _EACH = 4096, 1024
"""Bytes for the head and the text of a mail, and for what stands before an attachment."""


class Ordered(NamedTuple):
    """What one entry of the list asks for: files with the titles of their papers, and papers that it has to do without."""

    recipient: Recipient
    files: tuple[tuple[SentPaper, SentFile], ...]
    lacking: tuple[str, ...]


class Consignment(Struct, frozen=True):
    """What goes to one place at once; `number` of `count` where it takes several."""

    entry: Dispatch
    recipient: Recipient
    files: tuple[tuple[SentPaper, SentFile], ...]
    number: int = 1
    count: int = 1

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(file.size for _, file in self.files)


def wanted(recipients: RecipientList, edition: SentEdition) -> tuple[Ordered, ...]:
    """What everybody is to get of an edition.  Raises Problems for papers, kinds and formats that it doesn't have."""
    problems: list[Problem] = []
    for number, _ in enumerate(recipients.entries):
        problems += list(_unknown(recipients, number, edition)) or _nothing(recipients, number, edition)
    if problems:
        raise Problems(problems)
    return tuple(_of(one, edition) for one in recipients.entries)


def _of(one: Recipient, edition: SentEdition) -> Ordered:
    everything = EVERYTHING in one.papers
    papers = [
        paper
        for paper in edition.papers
        if everything or paper.slug in one.papers or paper.zone in one.zones or paper.kind in one.kinds
    ]
    files = tuple((paper, file) for paper in papers for file in paper.files if file.format in one.formats)
    lacking = tuple(
        f"{slug}：{why}"
        for slug, (zone, why) in edition.missing.items()
        if everything or slug in one.papers or zone in one.zones
    )
    return Ordered(one, files, lacking)


def _unknown(recipients: RecipientList, number: int, edition: SentEdition) -> Iterator[Problem]:
    one = recipients.entries[number]
    slugs = [*(paper.slug for paper in edition.papers), *edition.missing]
    zones = {*(paper.zone for paper in edition.papers), *(zone for zone, _ in edition.missing.values())}
    kinds = sorted({paper.kind for paper in edition.papers} - {""})
    for slug in one.papers:
        if slug != EVERYTHING and slug not in slugs:
            hint = choice_hint(slug, [EVERYTHING, *slugs])
            yield from recipients.complain(number, "papers", f"{edition.id} 这一期没有“{slug}”这一份", hint)
    for zone in one.zones:
        if zone not in zones:
            hint = "重做这一期（make report）；不该有的，从名单里删去"
            yield from recipients.complain(number, "zones", f"{edition.id} 这一期没有 {zone} 的报告", hint)
    for kind in one.kinds:
        if kind not in kinds:
            yield from recipients.complain(
                number, "kinds", f"{edition.id} 这一期没有“{kind}”这一种", choice_hint(kind, kinds)
            )


def _nothing(recipients: RecipientList, number: int, edition: SentEdition) -> Iterator[Problem]:
    one = recipients.entries[number]
    found = _of(one, edition)
    if not found.files and not found.lacking:
        hint = f"这几份报告只有 {'、'.join(sorted({f.format for p in edition.papers for f in p.files}))}；改 formats，或者换报告"
        yield from recipients.complain(number, "formats", f"“{one.name}”一个文件也收不到", hint)


def packed(
    one: Recipient, files: Sequence[tuple[SentPaper, SentFile]], edition: str, limit: int | None
) -> tuple[Consignment, ...]:
    """Files in as few parcels as their order allows, none larger than `limit` bytes on its way; None where there is no limit.

    A file that is too large by itself has a parcel of its own: `too_large` says so.
    """
    parts: list[list[tuple[SentPaper, SentFile]]] = []
    room = 0.0
    for paper, file in files:
        needed = file.size * _ENCODED + _EACH
        if not parts or (limit is not None and needed > room):
            parts.append([])
            room = (limit or 0) - _HEAD
        parts[-1].append((paper, file))
        room -= needed
    return tuple(
        Consignment(_entry(one, part, edition), one, tuple(part), number, len(parts))
        for number, part in enumerate(parts, 1)
    )


def too_large(parcel: Consignment, limit: int | None) -> bool:
    """Whether no mail can hold it."""
    return limit is not None and parcel.size * _ENCODED + _EACH + _HEAD > limit


def file_name(paper: SentPaper, file: SentFile, edition: str) -> str:
    """What a file is called on its way: the title and the edition, in no character that some system refuses."""
    title = _UNSAFE.sub(" ", paper.title).strip(" .") or paper.slug
    tail = f"（{edition}）.{file.format}"
    while len((title + tail).encode()) > _LONGEST:
        title = title[:-1]
    return title + tail


def packed_name(parcel: Consignment) -> str:
    """What a whole parcel is called as a file: who gets it, and enough of its key to be nobody else's."""
    return f"{_UNSAFE.sub(' ', parcel.recipient.name).strip(' .')}-{parcel.entry.key[:12]}"


def _entry(one: Recipient, part: Sequence[tuple[SentPaper, SentFile]], edition: str) -> Dispatch:
    return Dispatch.of(one.name, place_of(one), edition, {file.name: file.sha256 for _, file in part})
