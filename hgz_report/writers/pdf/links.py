"""Link annotations (ISO 32000-1 12.5.6.5), each bound to its Link element as PDF/UA-1 7.18.5 asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from hgz_report.layout.laid_out import Landmark
from hgz_report.writers.pdf.objects import Objects, number, numbers, string
from hgz_report.writers.pdf.painter import LinkBox

URI_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
"""Characters of RFC 3986 that stand for themselves; all others are percent-encoded."""
PRINT = 4
"""Annotation flag: printed with the page; PDF/A asks for it."""
HEADROOM = 24.0
"""pt shown above the baseline of a place a link leads to."""


def write_links(
    objects: Objects, links: Sequence[LinkBox], marks: Mapping[str, Landmark], page_refs: Sequence[str]
) -> list[str]:
    """Write the annotations in order; returns their references.  Raises KeyError for a place that is not in the report."""
    refs = []
    for at, link in enumerate(links):
        action = _action(link.target, marks, page_refs)
        body = (
            f"<< /Type /Annot /Subtype /Link /Rect [{numbers(link.rect)}] /Border [0 0 0] /F {PRINT}"
            f" /P {page_refs[link.page]} /Contents {string(_description(link, marks))}"
            f" /StructParent {len(page_refs) + at} /A << {action} >> >>"
        )
        refs.append(objects.put(f"Link{at}", body))
    return refs


def _action(target: str, marks: Mapping[str, Landmark], page_refs: Sequence[str]) -> str:
    if target.startswith("#"):
        return f"/S /GoTo /D {destination(marks[target[1:]], page_refs)}"
    return f"/S /URI /URI {string(quote(target, safe=URI_SAFE))}"


def _description(link: LinkBox, marks: Mapping[str, Landmark]) -> str:
    """What a screen reader says: where the link leads."""
    if link.target.startswith("#"):
        return f"转到：{marks[link.target[1:]].text}"
    return link.text if link.target in link.text else f"{link.text}（{link.target}）"


def destination(mark: Landmark, page_refs: Sequence[str]) -> str:
    """The place of a mark, a little above its baseline, at the reader's own zoom."""
    return f"[{page_refs[mark.page - 1]} /XYZ null {number(mark.y + HEADROOM)} null]"
