"""Setting text: stretches, a style and a width in, lines of numbers out.  A pure function, so that `memory` may remember it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from operator import add, sub
from typing import NamedTuple

from hgz_report.fonts.face import Face
from hgz_report.fonts.roles import Role
from hgz_report.layout.inline.breaking import Breaks, Measures, ragged, total_fit
from hgz_report.layout.inline.clusters import FREE, HAN_STRETCH, SPACE, Clusters
from hgz_report.layout.inline.cutting import cut
from hgz_report.layout.inline.first_fit import Naturals, first_fit, held
from hgz_report.layout.inline.metrics import Metrics
from hgz_report.layout.inline.spans import SpanText
from hgz_report.style import TextStyle


class SetRun(NamedTuple):
    """Text in one face on one line, `x` pt from the left edge of the measure.

    `stretch`: which of the text's stretches it is of, `start`: the place of its first character in it; `advances`: pt from the
    origin of each character to that of the next, squeezing and justification included; `latin`: letters and digits.
    """

    stretch: int
    start: int
    x: float
    face: Face
    text: str
    advances: tuple[float, ...]
    latin: bool


class SetLine(NamedTuple):
    """One line.  `x` pt right of the measure's left edge; `width` its natural width in pt, blanks at the edges dropped.

    `held`: what a word processor has to add to the tracking, in pt, to end the line here.
    """

    runs: tuple[SetRun, ...]
    x: float
    width: float
    held: float = 0.0


class SetText(NamedTuple):
    """The lines of a text, and the characters in it that no face has."""

    lines: tuple[SetLine, ...]
    lacking: tuple[tuple[str, Role], ...]


class CutText:
    """A text cut into clusters with its measures: what setting it to any width begins with."""

    __slots__ = ("clusters", "measures", "naturals")

    def __init__(self, clusters: Clusters, tracking: float) -> None:
        self.clusters = clusters
        self.measures, self.naturals = Measures(clusters), Naturals(clusters, tracking)


def cut_text(stretches: Sequence[SpanText], style: TextStyle, metrics: Metrics, width: float = inf) -> CutText:
    """A text in a style, words that are wider than half of `width` parted."""
    return CutText(cut(stretches, metrics, style.size, style.tracking, width), style.tracking)


def set_text(text: CutText, style: TextStyle, width: float, indent: float) -> SetText:
    """Lines of a measure of `width` pt, the first `indent` em in, the others as far as the style hangs them."""
    c, m, naturals = text.clusters, text.measures, text.naturals
    if not len(c):
        return SetText((), tuple(c.lacking))
    first_x, other_x = indent * style.size, style.hang * style.size
    rooms = width - first_x, width - other_x
    if style.align == "justify":
        breaks = first_fit(c, m, naturals, *rooms) or total_fit(c, m, *rooms)
    else:
        breaks = first_fit(c, m, naturals, *rooms, inf) or ragged(c, m, *rooms)
    liner = Liner(c)
    lines: list[SetLine] = []
    for first, last in breaks:
        x = other_x if first else first_x
        natural = m.natural(first, last)
        slack = width - x - natural
        spacing = held(c, naturals, first, last, width - x) if style.align == "justify" else 0.0
        if slack >= 0 and (style.align != "justify" or last == m.count - 1):
            x += {"justify": 0.0, "left": 0.0, "center": slack / 2, "right": slack}[style.align]
            slack = 0.0
        lines.append(SetLine(liner.runs(first, last, x, slack), x, natural, spacing))
    return SetText(tuple(lines), tuple(c.lacking))


def centred(c: Clusters, m: Measures, breaks: Breaks, width: float) -> SetText:
    """Lines with breaks of one's own in the middle of a measure of `width` pt."""
    liner = Liner(c)
    lines: list[SetLine] = []
    for first, last in breaks:
        natural = m.natural(first, last)
        x = (width - natural) / 2
        lines.append(SetLine(liner.runs(first, last, x, 0.0), x, natural))
    return SetText(tuple(lines), tuple(c.lacking))


def measured(text: CutText) -> tuple[float, float]:
    """The least and the natural width of a text in pt: its widest unbreakable stretch, and all on one line."""
    c, m = text.clusters, text.measures
    if not len(c):
        return 0.0, 0.0
    least, first, final = 0.0, 0, m.count - 1
    natural = max(m.natural(0, final), text.naturals.width(0, final))
    for last, how in enumerate(c.breaks):
        if how == FREE or last == final:
            least = max(least, m.natural(first, last))
            first = last + 1
    return least, natural


class Liner:
    """Makes the runs of lines of one text."""

    def __init__(self, c: Clusters) -> None:
        self._c = c
        self._places = [0, *accumulate(map(len, c.texts))]
        self._begins = [0, *accumulate(len(stretch.text) for stretch in c.stretches)]

    def runs(self, first: int, last: int, x: float, slack: float) -> tuple[SetRun, ...]:
        """The runs of clusters `first` to `last` with `slack` pt to be given to their gaps: a run for each stretch and face,
        and for what is Latin and what is not.
        """
        c = self._c
        steps = map(add, c.width[first:last], _gaps(c, first, last, slack))
        origins = [*accumulate(steps, initial=x - c.lead[first])]
        # A blank at a line end is kept for copying, and takes no room.
        origins.append(origins[-1] if c.kinds[last] == SPACE else origins[-1] + c.width[last])
        runs: list[SetRun] = []
        begin, key = first, self._key(first)
        for k in range(first + 1, last + 1):
            if c.kinds[k] == SPACE and key[:2] == (c.stretch_of[k], c.faces[k]):
                continue
            if (now := self._key(k)) != key:
                runs.append(self._run(begin, k, key[2], origins, first))
                begin, key = k, now
        runs.append(self._run(begin, last + 1, key[2], origins, first))
        return tuple(runs)

    def _key(self, k: int) -> tuple[int, Face, bool]:
        return self._c.stretch_of[k], self._c.faces[k], self._c.texts[k][-1] < "\u2000"

    def _run(self, begin: int, end: int, latin: bool, origins: Sequence[float], first: int) -> SetRun:
        """The run of clusters `begin` to `end`, exclusive; `origins` of the clusters from `first` on, and of what follows."""
        c = self._c
        starts = origins[begin - first : end - first]
        if any(offsets := c.offsets[begin:end]):
            starts = [at + one for at, inside in zip(starts, offsets, strict=True) for one in inside or (0.0,)]
        ahead = [*starts[1:], max(origins[end - first], starts[-1])]
        stretch = c.stretch_of[begin]
        return SetRun(
            stretch,
            self._places[begin] - self._begins[stretch],
            starts[0],
            c.faces[begin],
            "".join(c.texts[begin:end]),
            tuple(map(sub, ahead, starts)),
            latin,
        )


def _gaps(c: Clusters, first: int, last: int, slack: float) -> Sequence[float]:
    """The space after each cluster of a line but the last, justification included."""
    natural = c.gap[first:last]
    if abs(slack) < 1e-9:
        return natural
    give = (c.stretch if slack > 0 else c.shrink)[first:last]
    total = sum(give)
    if total <= 0:
        return natural
    ratio = slack / total
    if ratio <= 1:
        return [gap + ratio * share for gap, share in zip(natural, give, strict=True)]
    # Han-Latin gaps and blanks stop at their limit; what is left goes to the gaps between Han characters.
    limit = (HAN_STRETCH + 1e-6) * c.em
    loose = sum(share for share in give if share <= limit)
    if loose <= 0:
        return [gap + ratio * share for gap, share in zip(natural, give, strict=True)]
    rest = (slack - (total - loose)) / loose
    return [gap + share * (rest if share <= limit else 1.0) for gap, share in zip(natural, give, strict=True)]
