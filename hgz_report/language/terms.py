"""What a number can be besides its digits: its qualifier, its status, the kind of its indicator; how numbers are shown."""

from __future__ import annotations

from typing import Literal

Qualifier = Literal["exact", "about", "nearly", "over", "at_least", "under"]
Status = Literal["actual", "target", "estimate", "preliminary"]
IndicatorKind = Literal["level", "share", "growth", "rank", "index", "duration", "date", "text"]

NUMERIC_KINDS: frozenset[IndicatorKind] = frozenset({"level", "share", "growth", "rank", "index", "duration"})

PlotKind = Literal[
    "bar", "column", "stacked", "line", "combo", "doughnut", "share", "progress", "dots", "multiples", "strip",
    "scatter", "slope", "dumbbell", "distribution", "heat",
]  # fmt: skip
FormKind = Literal[PlotKind, "grouped"]
"""What a chart can be that is written as a form."""
FormulaName = Literal["completion", "share", "growth", "average_growth", "difference", "multiple", "per"]
"""What texts may have calculated from two facts."""
