"""Clusters: the smallest parts of a line - a Han character, a mark, a Latin word, a number - and what stands between them."""

from __future__ import annotations

from hgz_report.fonts.face import Face
from hgz_report.layout.inline.spans import Span

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
    far it gives, `breaks` whether a line may end, `offsets` the origins of several glyphs (or of a shifted one) in the cluster.
    """

    __slots__ = (
        "breaks", "em", "faces", "gap", "kinds", "lead", "offsets",
        "shrink", "span", "spans", "stretch", "texts", "trail", "width",
    )  # fmt: skip

    def __init__(self, spans: list[Span], em: float) -> None:
        self.spans = spans
        self.em = em
        self.texts: list[str] = []
        self.kinds: list[int] = []
        self.span: list[int] = []
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
