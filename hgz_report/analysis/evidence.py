"""What the sources show of each zone in each dimension of 四融三化, and which tasks follow: by a stated rule, not by taste.

Levels: 2 a practice with figures, 1 a practice without figures or a figure without a practice, 0 nothing found.
A figure counts where its indicator is said to measure the dimension: a number told beside a practice is not yet evidence.
Nothing found is not nothing done: level 0 leads to a question to the zone, never to a task.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Practice
from hgz_report.data.pathway import Measure, Task
from hgz_report.data.placeholder import resolve_key

Verdict = Literal["advance", "support", "verify"]
LEVELS = ("未见材料", "有做法或有数据", "有做法且有数据")
"""Names of levels 0, 1, 2 as reports print them."""
VERDICT_NAMES: dict[Verdict, str] = {"advance": "优先推进", "support": "补充佐证后推进", "verify": "先核实再定"}
RULES: dict[Verdict, str] = {
    "advance": "有做法直接对应这项任务，或者任务所对应的各方面都有佐证、且至少一方面有做法又有数据",
    "support": "任务所对应的方面里至少一方面有佐证，但不齐",
    "verify": "任务所对应的各方面都没有佐证，或者任务不对应任何方面、也没有做法直接对应",
}
"""The rule of `recommend` in words."""


class Evidence(Struct, frozen=True):
    """What there is for one zone and one dimension."""

    zone: str
    dimension: str
    practices: tuple[Practice, ...]
    facts: tuple[FactEntry, ...]

    @property
    def level(self) -> int:
        """0, 1 or 2, as in the module's first lines."""
        numbers = any(entry.number is not None for entry in self.facts)
        if self.practices and numbers:
            return 2
        return 1 if self.practices or numbers else 0


class Recommendation(Struct, frozen=True):
    """One of the six tasks for one zone, with the evidence that decided."""

    zone: str
    task: Task
    verdict: Verdict
    basis: tuple[Evidence, ...]
    named_by: tuple[Practice, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The task's measures, without those of a dimension in which the zone has no evidence."""
        shown = {item.dimension for item in self.basis if item.level}
        return tuple(m for m in self.task.measures if not m.dimensions or shown & set(m.dimensions))


def evidence(dataset: Dataset, zone: str, dimension: str) -> Evidence:
    """Practices tied to the dimension, and the facts that measure it: those that the practices name first."""
    return dataset.reads.once(("evidence", zone, dimension), lambda: _found(dataset, zone, dimension))


def _found(dataset: Dataset, zone: str, dimension: str) -> Evidence:
    practices = tuple(p for p in dataset.zones[zone].practices if dimension in p.dimensions)
    keys = [key for practice in practices for key in practice.facts]
    tied = [entry for key in keys if (entry := resolve_key(dataset.facts, zone, key)) is not None]
    measured = [entry for entry in (*tied, *dataset.of(zone)) if dimension in entry.indicator.dimensions]
    unique = {entry.id: entry for entry in measured if entry.printable}
    return Evidence(zone, dimension, practices, tuple(unique.values()))


def evidence_of(dataset: Dataset, zone: str) -> tuple[Evidence, ...]:
    """A zone's evidence, in the pathway's order of dimensions."""
    return tuple(evidence(dataset, zone, dimension.id) for dimension in dataset.pathway.dimensions)


def matrix(dataset: Dataset) -> dict[str, tuple[Evidence, ...]]:
    """Every zone's evidence."""
    return {zone: evidence_of(dataset, zone) for zone in dataset.zones}


def recommend(dataset: Dataset, zone: str) -> Iterator[Recommendation]:
    """All six tasks with their verdict.

    advance (优先推进): a practice of the zone names the task, or every anchor dimension has evidence and one has figures.
    support (补充佐证后推进): some anchor dimension has evidence, but not as above.
    verify (先核实再定): no anchor dimension has any.
    """
    for task in dataset.pathway.tasks:
        basis = tuple(evidence(dataset, zone, anchor) for anchor in task.anchors)
        named = tuple(p for p in dataset.zones[zone].practices if task.id in p.tasks)
        yield Recommendation(zone, task, _verdict([item.level for item in basis], bool(named)), basis, named)


def _verdict(levels: list[int], named: bool) -> Verdict:
    if named or (levels and min(levels) >= 1 and max(levels) == 2):
        return "advance"
    return "support" if any(levels) else "verify"
