"""Clusters: the smallest parts of a line - a Han character, a mark, a Latin word, a number - and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence

from hgz_report.fonts.face import Face
from hgz_report.layout.inline.metrics import Lacking
from hgz_report.layout.inline.spans import SpanText

HAN, OPEN, CLOSE, PAUSE, STOP, MIDDLE, DASH, WORD, SPACE, NO_START, NO_END, MARK = range(12)
"""Classes of clusters; MARK is a raised note mark."""
NEVER, TORN, FORCED, FREE = range(4)
"""May a line end after this cluster?  FORCED: inside a long part of an address, if nothing else serves; TORN: anywhere in
a word too long for a line, if not even that does."""

HAN_STRETCH = 0.06
"""What one gap between Han characters takes, in em, at a stretch of 1."""


class Clusters:
    """Parallel lists, one entry a cluster; widths in pt.

    `width` the advance, `lead`/`trail` the blanks that vanish at line edges, `gap`/`stretch`/`shrink` the space after it and how
    far it gives, `breaks` whether a line may end, `offsets` the origins of several glyphs (or of a shifted one) in the cluster,
    `stretch_of` the stretch it is part of.  `lacking`: characters met that no face has; `widest`: width of the widest word that
    is parted only where the measure is too narrow for it.
    """

    __slots__ = (
        "breaks", "em", "faces", "gap", "kinds", "lacking", "lead", "offsets",
        "shrink", "stretch", "stretch_of", "stretches", "texts", "trail", "widest", "width",
    )  # fmt: skip

    def __init__(self, stretches: Sequence[SpanText], em: float) -> None:
        self.stretches = stretches
        self.em = em
        self.lacking: Lacking = []
        self.widest = 0.0
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.stretch_of: list[int] = []
        self.faces: list[Face] = []
        self.offsets: list[tuple[float, ...] | None] = []
        self.width: list[float] = []
        self.lead: list[float] = []
        self.trail: list[float] = []
        self.gap: list[float] = []
        self.stretch: list[float] = []
        self.shrink: list[float] = []
        self.breaks: list[int] = []

    def __len__(self) -> int:
        return len(self.texts)
