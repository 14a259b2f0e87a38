"""Where a text speaks of which zone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL, Dataset

_LIST_GAP = 12
"""Zones named so close together are a list: what follows may be said of any of them."""
_MOST = 64
"""Zones of one list."""
_BESIDE = 300
"""How far from a number a zone of the same paragraph may be named: texts without empty lines are one long paragraph."""


class Mentions(Struct, frozen=True):
    """Mentions of zones in order of place, and where paragraphs begin."""

    places: tuple[tuple[int, int, str], ...]
    """Start, end, zone."""
    paragraphs: tuple[int, ...]

    @classmethod
    def of(cls, dataset: Dataset, text: str) -> Mentions:
        """Find every zone under its short name, full name and aliases."""
        places = [
            (found.start(), found.end(), slug)
            for slug, zone in dataset.zones.items()
            for name in {zone.short, zone.name, *zone.aliases}
            for found in re.finditer(re.escape(name), text)
        ]
        return cls(tuple(sorted(places)), (0, *(found.end() for found in re.finditer(r"\n\s*\n", text))))

    def near(self, owner: str, position: int) -> bool:
        """Whether a number at `position` may be of `owner`; the country may be anywhere."""
        if owner == NATIONAL:
            return True
        return owner in self._before(position) or owner in self._around(position)

    def _before(self, position: int) -> set[str]:
        """The zone last named before, with those of its list."""
        named: set[str] = set()
        following = None
        at = bisect_right(self.places, (position,))
        for start, end, slug in reversed(self.places[max(at - _MOST, 0) : at]):
            if end > position:
                continue
            if following is not None and following - end > _LIST_GAP:
                break
            named.add(slug)
            following = start
        return named

    def _around(self, position: int) -> set[str]:
        """Zones named beside it in the same paragraph."""
        number = bisect_right(self.paragraphs, position)
        start = max(self.paragraphs[number - 1], position - _BESIDE)
        end = min((*self.paragraphs[number : number + 1], position + _BESIDE))
        first, last = bisect_left(self.places, (start,)), bisect_left(self.places, (end,))
        return {slug for _, until, slug in self.places[first:last] if until <= end}
