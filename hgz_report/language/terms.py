"""What a number can be besides its digits: its qualifier, its status, the kind of its indicator."""

from __future__ import annotations

from typing import Literal

Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "under"]
Status = Literal["actual", "target", "estimate", "preliminary"]
IndicatorKind = Literal["level", "share", "growth", "rank", "index", "duration", "date", "text"]

NUMERIC_KINDS: frozenset[IndicatorKind] = frozenset({"level", "share", "growth", "rank", "index", "duration"})
