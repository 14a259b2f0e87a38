"""Data text in quotation marks."""

from __future__ import annotations

from hgz_report.narrate.captured import Captured, whole
from hgz_report.origin import Attributed, Wording, attributed, joined


def quoted(text: str | Captured) -> Attributed:
    """Filter `quoted`: data text in quotation marks, those inside it turned into single ones (GB/T 15834-2011 4.8.3.4)."""
    if isinstance(text, Captured):
        raise whole()
    opening, closing = (attributed(mark, Wording("quotes")) for mark in "“”")
    inside = (
        text.mapped(lambda words: words.replace("“", "‘").replace("”", "’")) if isinstance(text, Attributed) else text
    )
    return joined((opening, inside, closing))
