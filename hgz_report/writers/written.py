"""What a writer hands over: the bytes of a file, and what its charts are lettered with, known while they were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hgz_report.writers.docx.native_charts.lettered import Letter


@dataclass(frozen=True, slots=True)
class Written:
    """A file.

    `charts`: the letters of each native chart of a DOCX, in order, with the fact behind each.
    """

    data: bytes
    charts: Sequence[Sequence[Letter]] = ()
