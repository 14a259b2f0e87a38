"""The template functions that calculate: each takes facts, and what it gives prints as a number bound to its formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from hgz_report.analysis import derive
from hgz_report.analysis.derive import DerivedValue
from hgz_report.analysis.standing import standing
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.language.wording import change, turned
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.views import DerivedView, FactView, StandingView
from hgz_report.origin import Attributed, Derived, Fact, Wording, attributed, joined

_PROFIT = re.compile("利润|盈利|盈余|盈亏|损益|收益")
"""Names of what may be a loss."""
T = TypeVar("T")
_HINT = "换成单位相通、能算的两个数；涨跌用 change(新, 旧)，离目标多远用 standing(实绩, 目标)"


class Calculations(Struct, frozen=True):
    """Calculations of one report on the `day` of its edition."""

    dataset: Dataset
    views: Views
    day: date

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return (
            self.completion, self.share, self.growth, self.average_growth, self.difference, self.multiple,
            self.change, self.standing,
        )  # fmt: skip

    def completion(self, actual: FactView, target: FactView) -> DerivedView:
        """Actual as % of target."""
        return self._computed(derive.completion, actual, target)

    def share(self, part: FactView, whole: FactView) -> DerivedView:
        """Part as % of whole."""
        return self._computed(derive.share, part, whole)

    def growth(self, new: FactView, old: FactView) -> DerivedView:
        """Nominal change in %."""
        return self._computed(derive.growth, new, old)

    def average_growth(self, new: FactView, old: FactView) -> DerivedView:
        """Average annual nominal change in %."""
        return self._computed(derive.average_growth, new, old)

    def difference(self, new: FactView, old: FactView) -> DerivedView:
        """New minus old."""
        return self._computed(derive.difference, new, old)

    def multiple(self, new: FactView, old: FactView) -> DerivedView:
        """New as a multiple of old."""
        return self._computed(derive.multiple, new, old)

    def per(self, amount: FactView, number: FactView) -> DerivedView:
        """How much of an amount there is for one of a number."""
        return self._computed(derive.per, amount, number)

    def standing(self, actual: FactView, target: FactView) -> StandingView:
        """How a result stands to its target: reached, how much of it, how much is missing, whether it is overdue."""
        found = _sensible(lambda: standing(self._entry(actual), self._entry(target), self.day))
        return StandingView(
            reached=found.reached is True,
            short=found.reached is False,
            percent=self._view(found.percent) if found.percent else None,
            gap=self._view(found.gap) if found.gap else None,
            floor=found.floor,
            over=found.over,
            final=found.final,
        )

    def change(self, new: FactView, old: FactView | None = None, *, yearly: bool = False) -> Attributed:
        """A change as a clause: of a growth rate, or from an old value to a new one.

        增长10.7%, 下降1.1%, 持平; 提高0.5个百分点 of percentages; 扭亏为盈, 由盈转亏, 亏损收窄20% where a loss is in it.
        `yearly`: on average a year.
        """
        if old is None:
            return self._rate(self._entry(new))
        return _sensible(lambda: self._change(self._entry(new), self._entry(old), yearly=yearly))

    def _rate(self, entry: FactEntry) -> Attributed:
        if entry.indicator.kind != "growth" or entry.fact.number is None:
            raise Missing(f"“{entry.indicator.name}”不是增速", "change() 只用于增速类指标，或前后两个数 change(新, 旧)")
        number = derive.exact(Fraction(entry.fact.number))
        words = change(number, entry.fact.qualifier, entry.unit, entry.indicator.decimals)
        return attributed(words, Fact(entry.id))

    def _change(self, new: FactEntry, old: FactEntry, *, yearly: bool) -> Attributed:
        profit = _PROFIT.search(new.indicator.name) is not None
        derive.in_order("涨跌", new, old)
        before, after = derive.operands(old, new)
        if not yearly and new.unit != "%" and (words := turned(before, after, profit=profit)):
            derive.one_thing(words, new, old)
            return self._turned(words, new, old)
        points = new.unit == "%"
        formula = derive.average_growth if yearly else derive.difference if points else derive.growth
        value = formula(new, old)
        verb, size = value.clause
        behind = Derived(value.rule, value.inputs)
        return joined((attributed(verb, Wording("change", (behind,))), attributed(size, behind)))

    def _turned(self, words: str, new: FactEntry, old: FactEntry) -> Attributed:
        """扭亏为盈 has no number; 亏损收窄 says by how much."""
        said = attributed(words, Wording("change", (Fact(new.id), Fact(old.id))))
        formula = {"收窄": derive.narrowing, "扩大": derive.widening}.get(words[-2:])
        return joined((said, self._view(formula(new, old)).text)) if formula else said

    def _computed(
        self, formula: Callable[[FactEntry, FactEntry], DerivedValue], a: FactView, b: FactView
    ) -> DerivedView:
        return self._view(_sensible(lambda: formula(self._entry(a), self._entry(b))))

    def _view(self, value: DerivedValue) -> DerivedView:
        return self.views.computed(value)

    def _entry(self, fact: FactView) -> FactEntry:
        return self.dataset.facts[fact.id]


def _sensible(calculate: Callable[[], T]) -> T:
    try:
        return calculate()
    except ValueError as reason:
        raise Missing(f"算不出：{reason}", _HINT) from None
