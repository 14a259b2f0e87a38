"""Text cut into clusters, each measured in the face that serves it.

GB/T 15834-2011 5.1: —— and …… are two em wide and never parted.  That a number keeps its unit is ours: no standard says it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import Final

from hgz_report.fonts.face import Face
from hgz_report.fonts.roles import Role
from hgz_report.language.han import HAN as HAN_CHARACTERS
from hgz_report.language.units import NOT_PARTED, any_of
from hgz_report.layout.inline.clusters import (
    CLOSE,
    DASH,
    HAN,
    MARK,
    MIDDLE,
    NEVER,
    NO_END,
    NO_START,
    OPEN,
    PAUSE,
    SPACE,
    STOP,
    WORD,
    Clusters,
)
from hgz_report.layout.inline.gaps import set_gaps
from hgz_report.layout.inline.metrics import Metrics
from hgz_report.layout.inline.spans import SpanText

_CLASSES: Final = {
    char: kind
    for kind, chars in (
        (OPEN, "「『（《〈【〔［｛“‘〖"),
        (CLOSE, "」』）》〉】〕］｝”’〗"),
        (PAUSE, "、，；："),
        (STOP, "。．？！"),
        (MIDDLE, "·・‧"),
        (DASH, "—…"),
        (NO_START, "％‰℃°～〜℉々ー／′″¹²³"),
        (NO_END, "￥＄￡№＃＠"),
    )
    for char in chars
}
_LEADING = {OPEN: 0.5, MIDDLE: 0.25}
_TRAILING = {CLOSE: 0.5, PAUSE: 0.5, STOP: 0.5, MIDDLE: 0.25}
"""Blank inside a full-width mark before and after its ink, in em."""
_DOT = 0.09
"""Width of one dot of an ellipsis in em."""
_LONGEST_WORD = 20
"""Characters; a longer one (an address) may be parted."""


_TOKEN = re.compile(
    rf"(?P<han>[{HAN_CHARACTERS}]+)"
    r"|(?P<word>[+\-−±<>≤≥≈$¥]?\d+(?:[,.:/\-]\d+)*(?:%|‰|℃|°C)?"
    r"|[A-Za-z\u00c0-\u024f\u0370-\u04ff](?:['’\-./_@&+:?=#~,]*[A-Za-z0-9\u00c0-\u024f\u0300-\u04ff])*(?:km²|m²|m³)?"
    r"|[!-~\u00a0-\u00a6\u00a8-\u00af\u00b1\u00b4-\u00b6\u00b8-\u024f\u0300-\u04ff])"
    r"|(?P<space>[ \t\n])"
    r"|(?P<dash>—{1,2}|…{1,2})"
    r"|(?P<char>.)",
    re.DOTALL,
)
_UNIT = re.compile(
    r"(?=[^。，、；：])(?:多|余)?[十百千万亿兆]*(?:多|余)?"
    rf"(?:{any_of(NOT_PARTED)}|(?<=[十百千万亿兆多余]))"
)
_NUMBERED = frozenset("第表图附")
_CITED = re.compile(r"\S?[（(]来源\d+(?:[、，]\d+)*[）)]|来源\d+|\S?[［\[]\d+(?:[、，,]\d+)*[］\]]")
"""A mark of a source stays with the character before it."""
_DOTTED = re.compile(r"[●◐○◎][^\s　，。；：、（）()●◐○◎]{1,8}")
"""A dot stays with its label."""


def cut(
    stretches: Sequence[SpanText], metrics: Metrics, em: float, tracking: float = 0.0, measure: float = inf
) -> Clusters:
    """Cut stretches into clusters.  `measure`: a word wider than half of it may be parted, a wider cluster never arises."""
    cutter = _Cutter(Clusters(stretches, em), metrics, measure)
    cutter.cut()
    set_gaps(cutter.clusters, tracking, cutter.special, cutter.long)
    for first, last in cutter.solid:
        for k in range(first, last):
            cutter.clusters.breaks[k] = NEVER
    return cutter.clusters


class _Cutter:
    def __init__(self, clusters: Clusters, metrics: Metrics, measure: float) -> None:
        self.clusters = clusters
        self.metrics = metrics
        self.longest = measure / 2
        self.long: set[int] = set()
        """Clusters inside a long word."""
        self.special: list[int] = []
        """Clusters that are not plain Han characters."""
        self.solid: list[tuple[int, int]] = []
        """First and last cluster of what must stay on one line."""

    def cut(self) -> None:
        whole = "".join(stretch.text for stretch in self.clusters.stretches)
        start = 0
        for index, stretch in enumerate(self.clusters.stretches):
            end = start + len(stretch.text)
            first = len(self.clusters)
            if stretch.mark:
                self._word(stretch.text, index, MARK)
            else:
                for token in _TOKEN.finditer(whole, start, end):
                    self._token(token, index, whole)
            if stretch.whole:
                self.solid.append((first, len(self.clusters) - 1))
            start = end
        self._keep_words(whole)

    def _keep_words(self, whole: str) -> None:
        """Words that stay on one line, wherever stretches part them."""
        found = [match.span() for kind in (_CITED, _DOTTED) for match in kind.finditer(whole)]
        if found:
            ends = [*accumulate(map(len, self.clusters.texts))]
            self.solid += [(bisect_right(ends, first), bisect_left(ends, last)) for first, last in found]

    def _token(self, token: re.Match[str], index: int, whole: str) -> None:
        text = token.group()
        match token.lastgroup:
            case "han":
                self._han(text, index)
            case "word":
                first = len(self.clusters)
                self._word(text, index, WORD)
                if text[-1].isdigit():
                    self._keep_number(first, token, whole)
            case "space":
                face, advance = self.metrics.glyph(Role.LATIN, " ", self.clusters.lacking)
                width = advance * self.clusters.stretches[index].look.size
                self._add(" ", SPACE, index, face, width, width, width)
            case "dash":
                self._dashes(text, index)
            case _:
                self._char(text, _CLASSES.get(text, HAN), index)

    def _keep_number(self, first: int, token: re.Match[str], whole: str) -> None:
        unit = _UNIT.match(whole, token.end())
        last = len(self.clusters) - 1
        before = first - 1 if token.start() and whole[token.start() - 1] in _NUMBERED else first
        if last - first < _LONGEST_WORD:
            self.solid.append((before, last + (unit.end() - unit.start() if unit else 0)))

    def _han(self, text: str, index: int) -> None:
        """Han characters in bulk where one face serves them all."""
        clusters, look = self.clusters, self.clusters.stretches[index].look
        face = self.metrics.square(look.role, text, clusters.lacking)
        if face is None:
            for char in text:
                self._char(char, HAN, index)
            return
        count = len(text)
        clusters.texts.extend(text)
        clusters.kinds.extend([HAN] * count)
        clusters.stretch_of.extend([index] * count)
        clusters.faces.extend([face] * count)
        clusters.width.extend([look.size] * count)
        clusters.lead.extend([0.0] * count)
        clusters.trail.extend([0.0] * count)
        clusters.offsets.extend([None] * count)

    def _add(
        self,
        text: str,
        kind: int,
        index: int,
        face: Face,
        width: float,
        lead: float = 0.0,
        trail: float = 0.0,
        offsets: tuple[float, ...] | None = None,
    ) -> None:
        clusters = self.clusters
        if kind != HAN:
            self.special.append(len(clusters.texts))
        clusters.texts.append(text)
        clusters.kinds.append(kind)
        clusters.stretch_of.append(index)
        clusters.faces.append(face)
        clusters.width.append(width)
        clusters.lead.append(lead)
        clusters.trail.append(trail)
        clusters.offsets.append(offsets)

    def _char(self, char: str, kind: int, index: int) -> None:
        look = self.clusters.stretches[index].look
        face, advance = self.metrics.glyph(look.role, char, self.clusters.lacking)
        full = advance >= 0.8  # a narrow mark has no blank to give
        lead = _LEADING.get(kind, 0.0) * look.size if full else 0.0
        trail = _TRAILING.get(kind, 0.0) * look.size if full else 0.0
        self._add(char, kind, index, face, advance * look.size, lead, trail)

    def _dashes(self, text: str, index: int) -> None:
        """—— and …… in two em: dashes joined by their ink, dots evenly spaced, the whole centred."""
        look = self.clusters.stretches[index].look
        face, _ = self.metrics.glyph(look.role, text[0], self.clusters.lacking)
        left, right = face.ink(text[0])
        step = right - left - 0.01 if text[0] == "—" else min(1.0, 1.5 * (right - left - _DOT))
        ink = step * (len(text) - 1) + right - left
        start = (len(text) - ink) / 2 - left
        offsets = tuple((start + step * k) * look.size for k in range(len(text)))
        self._add(text, DASH, index, face, len(text) * look.size, offsets=offsets)

    def _word(self, text: str, index: int, kind: int) -> None:
        """A word or number: one cluster, several where faces change, one a character where it is too long for a line."""
        look = self.clusters.stretches[index].look
        parts = self.metrics.word(text, look.latin, look.size, self.clusters.lacking)
        width = sum(part.width for part in parts)
        if len(text) > _LONGEST_WORD or width > self.longest:
            first = len(self.clusters)
            for char in text:
                face, advance = self.metrics.glyph(look.latin, char, self.clusters.lacking)
                self._add(char, kind, index, face, advance * look.size)
            self.long.update(range(first, len(self.clusters)))
            return
        self.clusters.widest = max(self.clusters.widest, width)
        for part in parts:
            self._add(part.text, kind, index, part.face, part.width, offsets=part.offsets)
