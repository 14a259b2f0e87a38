"""The Markdown of a report read section by section, so that a section that is as it was need not be read again.

What comes out is what reading all at once gives: where a section could lean on another, or has a mistake, all is read at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.document.blocks import Block
from hgz_report.document.ledger import MARK
from hgz_report.document.markdown.parse import Markup, parse
from hgz_report.narrate.narration import Narration
from hgz_report.narrate.tell_section import ToldSection
from hgz_report.problems import Problems

_LEANING = re.compile(r"\[\^|^ {0,3}\[[^\]\n]*\]:", re.MULTILINE)
"""Notes and what links lead to: they may stand in another section than the words that mention them."""
_OPENING = re.compile(r"\s*(?:#{1,4} |:::|\|)")
"""What begins a block of its own, whatever stands before it."""


def read_sections(narration: Narration) -> Markup:
    """What `parse` gives of all sections.  Raises Problems."""
    if all(map(_stands_alone, narration.sections)):
        try:
            return Markup(tuple(_blocks(narration)), {})
        except Problems:
            pass  # all of them are to be said at once
    return parse(narration.text, narration.places, narration.ledger)


def _stands_alone(section: ToldSection) -> bool:
    text = MARK.sub("", section.text)
    return not _LEANING.search(text) and (not text.strip() or _OPENING.match(text) is not None)


def _blocks(narration: Narration) -> Iterator[Block]:
    numbers = tuple(narration.ledger.cited.items())
    for section in narration.sections:
        known = section.kept.blocks.get(numbers) if section.kept else None
        if known is None:
            known = parse(f"{section.text}\n", narration.placed(section), narration.ledger).blocks
            if section.kept:
                section.kept.blocks.clear()
                section.kept.blocks[numbers] = known
        yield from known
