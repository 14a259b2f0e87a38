"""Everything beside a bound number that is not the number's own.

The origin of a number knows what the data say of it; a word typed beside it, in a template or in a data file, that says
something else is a false statement, however right the digits are.
"""

from __future__ import annotations

from collections.abc import Iterator

from hgz_report.provenance.beside.status_words import status_strangers
from hgz_report.provenance.beside.surroundings import Stranger, Surroundings
from hgz_report.provenance.beside.time_words import time_strangers
from hgz_report.provenance.beside.unit_words import bare_numbers, unit_strangers

_NO_SENTENCES = ("chart", "contents", "furniture")


def strangers(around: Surroundings) -> Iterator[Stranger]:
    """Everything in a passage that is not its number's own, and every mark that a number has lost."""
    if not around.numbers and around.passage.kind != "caption":
        return
    yield from unit_strangers(around)
    if around.passage.kind not in _NO_SENTENCES:
        yield from time_strangers(around)
        yield from bare_numbers(around)
        yield from status_strangers(around)
