"""A drawing for a page of text: the same shapes as in the PDF, with letters that are text, in the fonts of the reader's machine.

Each run is as long as it is in the PDF, whatever font it is set in.
"""

from __future__ import annotations

from html import escape

from hgz_report.draw.frame import Frame, Pasted, Run
from hgz_report.writers.pictures.svg import UNIT, colored, elements

_HEAVY = 0.05
"""pt of extra outline: the face stands for a heavier one."""


def lettered_svg(frame: Frame, alt: str) -> str:
    """The element; `alt` is what it shows, in words."""
    drawing = "".join(elements(frame, 0.0, frame.height, _text))
    pasted = any(isinstance(mark, Pasted) for mark in frame.marks())
    box = f"0 0 {round(frame.width * UNIT)} {round(frame.height * UNIT)}"
    return (
        f'<svg{" class=photo" if pasted else ""} role="img" viewBox="{box}" aria-label="{escape(alt)}">{drawing}</svg>'
    )


def _text(run: Run, left: float, top: float) -> str:
    if not run.text.strip():
        return ""
    x, y = round((left + run.x) * UNIT), round((top - run.y) * UNIT)
    long = sum(run.advances)
    held = (
        f' textLength="{round(long * UNIT)}" lengthAdjust="spacingAndGlyphs"' if len(run.text) > 1 and long > 0 else ""
    )
    turned = f' transform="rotate(-90 {x} {y})"' if run.turned else ""
    heavy = ' font-weight="bold"' if run.stroke > _HEAVY else ""
    place = f'x="{x}" y="{y}" font-size="{round(run.size * UNIT)}"'
    return f'<text {place}{held}{turned}{heavy} fill="{colored(run.color)}">{escape(run.text, quote=False)}</text>'
