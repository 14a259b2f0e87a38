"""What a writer hands over: the bytes of a file, and what its charts are lettered with, known while they were drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hgz_report.layout.boxes import Letters
    from hgz_report.writers.docx.native_charts.lettered import Letter


@dataclass(frozen=True, slots=True)
class Written:
    """A file.

    `drawn`: letters of a PDF's charts and where they stand, by label (图1); `charts`: those of each native chart of a DOCX, in
    order, with the fact behind each; `pictures`: SHA-256 of each of its pictures, sorted.
    """

    data: bytes
    drawn: Mapping[str, Sequence[Letters]] = field(default_factory=dict)
    charts: Sequence[Sequence[Letter]] = ()
    pictures: Sequence[str] = ()
