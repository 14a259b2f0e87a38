"""What texts were set to, remembered over the passes of a layout and over layouts in one process.

Setting is pure, and a report says much that another says too.  What a text stands for (nodes, facts, links, the template's
line) is no part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import inf
from typing import Generic, TypeVar

from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.inline.metrics import Metrics
from hgz_report.layout.inline.setting import CutText, SetText, cut_text, measured, set_text
from hgz_report.layout.inline.spans import SpanText
from hgz_report.style import TextStyle

Stretches = tuple[SpanText, ...]
_MOST = 120_000
"""Characters remembered: thirty reports of an edition have about as many."""
_MOST_CUT = 16_000
"""Characters remembered as clusters, which take much more room: a table asks for its cells at several widths."""
_ENTRY = 16
"""Characters that an entry counts for at the least."""
_FONT_SETS = 2
"""So many sets of faces are remembered, those used last."""
_Kept = TypeVar("_Kept")


class Bounded(Generic[_Kept]):
    """Answers by key.  The older half is forgotten when the texts they are for come to more than `most` characters."""

    def __init__(self, most: int = _MOST) -> None:
        self.most = most
        self._kept: dict[Hashable, tuple[_Kept, int]] = {}
        self._size = 0

    def get(self, key: Hashable, stretches: Stretches, make: Callable[[], _Kept]) -> _Kept:
        """The answer, made where it is not known; `stretches` say how much room it takes."""
        found = self._kept.get(key)
        if found is None:
            size = max(_ENTRY, sum(len(stretch.text) for stretch in stretches))
            found = self._kept[key] = make(), size
            self._size += size
            if self._size > self.most:
                self._forget()
        return found[0]

    def _forget(self) -> None:
        """Leave the newer half."""
        for key in [*self._kept]:
            if self._size <= self.most // 2:
                break
            self._size -= self._kept.pop(key)[1]


class Memory:
    """What one set of faces made of texts."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self.metrics = Metrics(fonts)
        self._texts: Bounded[SetText] = Bounded()
        self._widths: Bounded[tuple[float, float]] = Bounded()
        self._clusters: Bounded[CutText] = Bounded(_MOST_CUT)

    def remember(self, times: int) -> None:
        """Keep so many times as much, for whoever sets all papers of an edition over and over again."""
        self._texts.most = self._widths.most = _MOST * times
        self._clusters.most = _MOST_CUT * times

    def set_text(self, stretches: Stretches, style: TextStyle, width: float, indent: float) -> SetText:
        """See `setting.set_text`."""
        key = stretches, width, indent, style.hang, style.size, style.tracking, style.align
        return self._texts.get(
            key, stretches, lambda: set_text(self._cut(stretches, style, width), style, width, indent)
        )

    def measured(self, stretches: Stretches, style: TextStyle) -> tuple[float, float]:
        """See `setting.measured`."""
        key = stretches, style.size, style.tracking
        return self._widths.get(key, stretches, lambda: measured(self._cut(stretches, style)))

    def _cut(self, stretches: Stretches, style: TextStyle, width: float = inf) -> CutText:
        """A text cut for any width, unless it has a word that is too wide for this one."""
        key = stretches, style.size, style.tracking
        found = self._clusters.get(key, stretches, lambda: cut_text(stretches, style, self.metrics))
        return found if found.clusters.widest <= width / 2 else cut_text(stretches, style, self.metrics, width)


_MEMORIES: list[Memory] = []


def memory_of(fonts: FontSet) -> Memory:
    """The memory of a set of faces.  The same faces found anew share it: a face is opened once a process."""
    same = (one for one in _MEMORIES if one.fonts is fonts or one.fonts.serving == fonts.serving)
    found = next(same, None) or Memory(fonts)
    _MEMORIES[:] = [found, *(one for one in _MEMORIES if one is not found)][:_FONT_SETS]
    return found
