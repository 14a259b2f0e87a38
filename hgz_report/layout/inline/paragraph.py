"""Inlines set as lines: spans, clusters and breaks put together, each line able to paint itself at a place."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from hgz_report.document.blocks import Inlines
from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.boxes import Node, Page, Piece, Run
from hgz_report.layout.inline.breaking import Measures, ragged, total_fit
from hgz_report.layout.inline.clusters import FREE, HAN_STRETCH, SPACE, Clusters
from hgz_report.layout.inline.cutting import cut
from hgz_report.layout.inline.first_fit import Naturals, first_fit
from hgz_report.layout.inline.metrics import Metrics
from hgz_report.layout.inline.spans import Span, spans_of
from hgz_report.problems import Where
from hgz_report.style import ASCENT, DESCENT, TextStyle

LineAlign = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: clusters `first` to `last`, `x` pt right of the measure's left edge, `slack` pt to be given to its gaps."""

    clusters: Clusters
    first: int
    last: int
    x: float
    slack: float
    width: float
    """Natural width in pt, blanks at the edges dropped."""

    @property
    def text(self) -> str:
        """What stands on the line."""
        return "".join(self.clusters.texts[self.first : self.last + 1])

    def notes(self) -> list[str]:
        """Keys of the notes mentioned on this line."""
        c = self.clusters
        spans = dict.fromkeys(c.span[self.first : self.last + 1])
        return [c.spans[k].note for k in spans if c.spans[k].note]

    def gaps(self) -> list[float]:
        """The space after each cluster but the last, justification included."""
        c = self.clusters
        natural = c.gap[self.first : self.last]
        if abs(self.slack) < 1e-9:
            return natural
        give = (c.stretch if self.slack > 0 else c.shrink)[self.first : self.last]
        total = sum(give)
        if total <= 0:
            return natural
        ratio = self.slack / total
        if ratio <= 1:
            return [gap + ratio * share for gap, share in zip(natural, give, strict=True)]
        # Han-Latin gaps and blanks stop at their limit; what is left goes to the gaps between Han characters.
        limit = (HAN_STRETCH + 1e-6) * c.em
        loose = sum(share for share in give if share <= limit)
        if loose <= 0:
            return [gap + ratio * share for gap, share in zip(natural, give, strict=True)]
        rest = (self.slack - (total - loose)) / loose
        return [gap + share * (rest if share <= limit else 1.0) for gap, share in zip(natural, give, strict=True)]

    def runs(self, x: float, y: float) -> list[tuple[Span, Run]]:
        """The runs of the line with the measure's left edge at `x` and the baseline at `y`."""
        builder = _RunBuilder(self.clusters.spans, y)
        c = self.clusters
        x += self.x - c.lead[self.first]
        gaps = self.gaps()
        gaps.append(0.0)
        for k, gap in zip(range(self.first, self.last + 1), gaps, strict=True):
            builder.add(c.span[k], c.faces[k], c.kinds[k], c.texts[k], c.offsets[k], x)
            x += c.width[k] + gap
        if c.kinds[self.last] == SPACE:
            x -= c.width[self.last]  # a blank at a line end is kept for copying, and takes no room
        builder.close(x)
        return builder.runs

    def paint(self, page: Page, x: float, y: float, where: Where | None = None, furniture: bool = False) -> None:
        """Put the line's runs on a page; `furniture` keeps them out of the structure (a repeated table head)."""
        for span, run in self.runs(x, y):
            page.pieces.append(Piece(None if furniture else span.node, run, where))


class _RunBuilder:
    """Gathers clusters of one span and face to runs; advances are differences of the characters' origins."""

    def __init__(self, spans: list[Span], y: float) -> None:
        self.runs: list[tuple[Span, Run]] = []
        self._spans = spans
        self._y = y
        self._key: tuple[int, Face, bool] | None = None
        self._chars: list[str] = []
        self._origins: list[float] = []

    def add(self, span: int, face: Face, kind: int, text: str, offsets: tuple[float, ...] | None, x: float) -> None:
        latin = text[-1] < "\u2000"
        if self._key is None or self._key[0] != span or self._key[1] is not face or self._key[2] != latin:
            if kind == SPACE and self._key is not None and self._key[:2] == (span, face):
                latin = self._key[2]
            else:
                self.close(x)
                self._key = (span, face, latin)
        self._chars.append(text)
        if offsets is None:
            self._origins.append(x)
        else:
            self._origins.extend(x + offset for offset in offsets)

    def close(self, end: float) -> None:
        """End the run whose next neighbour starts at `end`."""
        if self._key is None:
            return
        span, face, latin = self._spans[self._key[0]], self._key[1], self._key[2]
        origins = self._origins
        ahead = [*origins[1:], max(end, origins[-1])]
        advances = tuple(after - before for before, after in zip(origins, ahead, strict=True))
        stroke = span.latin_stroke if latin else span.stroke
        run = Run(
            origins[0], self._y + span.rise, face, span.size, "".join(self._chars), advances, span.color, stroke,
            span.fact, span.link,
        )  # fmt: skip
        self.runs.append((span, run))
        self._key, self._chars, self._origins = None, [], []


class Typesetter:
    """Sets text in the faces of a report."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self.metrics = Metrics(fonts)
        self._widths: dict[tuple[Inlines, TextStyle], tuple[float, float]] = {}

    def lines(
        self, inlines: Inlines, style: TextStyle, width: float, node: Node | None, where: Where | None = None
    ) -> list[Line]:
        """Set inlines to a measure of `width` pt; forced breaks start new lines."""
        return self.lines_of(spans_of(inlines, style, node, self.fonts), style, width, where)

    def lines_of(
        self, forced: list[list[Span]], style: TextStyle, width: float, where: Where | None = None
    ) -> list[Line]:
        """Set spans, a list for each line the author forced."""
        lines: list[Line] = []
        for number, spans in enumerate(forced):
            indent = style.hang if number else style.indent
            lines.extend(self._set(spans, style, width, indent, where))
        return lines

    def widths(self, inlines: Inlines, style: TextStyle) -> tuple[float, float]:
        """The least and the natural width of inlines in pt: their widest unbreakable stretch, and all on one line."""
        found = self._widths.get((inlines, style))  # a table asks again for every way it tries to fit
        if found is None:
            found = self._widths[inlines, style] = self._measured(inlines, style)
        return found

    def _measured(self, inlines: Inlines, style: TextStyle) -> tuple[float, float]:
        least = natural = 0.0
        for spans in spans_of(inlines, style, None, self.fonts):
            c = cut(spans, self.metrics, style.size, style.tracking)
            if not len(c):
                continue
            m = Measures(c)
            natural = max(natural, m.natural(0, m.count - 1), Naturals(c, style.tracking).width(0, m.count - 1))
            first = 0
            for last, how in enumerate(c.breaks):
                if how == FREE or last == m.count - 1:
                    least = max(least, m.natural(first, last))
                    first = last + 1
        return least, natural

    def _set(self, spans: list[Span], style: TextStyle, width: float, indent: float, where: Where | None) -> list[Line]:
        c = cut(spans, self.metrics, style.size, style.tracking, width, where)
        if not len(c):
            return []
        m = Measures(c)
        first_x, other_x = indent * style.size, style.hang * style.size
        room = width - first_x, width - other_x
        if style.align == "justify":
            breaks = first_fit(c, m, *room, style.tracking) or total_fit(c, m, *room)
        else:
            breaks = first_fit(c, m, *room, style.tracking, inf) or ragged(c, m, *room)
        lines: list[Line] = []
        for first, last in breaks:
            x = other_x if first else first_x
            natural = m.natural(first, last)
            slack = width - x - natural
            if slack >= 0 and (style.align != "justify" or last == m.count - 1):
                x += {"justify": 0.0, "left": 0.0, "center": slack / 2, "right": slack}[style.align]
                slack = 0.0
            lines.append(Line(c, first, last, x, slack, natural))
        return lines


def baseline(top: float, style: TextStyle) -> float:
    """The baseline of a line whose upper edge is at `top`: the character body stands in the middle of the leading."""
    return top - style.leading / 2 - (ASCENT - DESCENT) / 2 * style.size
