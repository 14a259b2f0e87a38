"""Values computed from facts: share, growth, completion of a target, difference, mean.  Nothing else in the package calculates.

A derived value keeps its formula and inputs, takes the worst confidence among them, and inherits their bounds: a share of a
lower bound is itself a lower bound.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Confidence
from hgz_report.language.terms import IndicatorKind, Qualifier
from hgz_report.language.units import converted
from hgz_report.language.wording import Worded, quantity, rounded

_OPPOSITE: dict[Qualifier, Qualifier] = {
    "at_least": "under",
    "over": "under",
    "under": "over",
    "nearly": "about",
    "about": "about",
    "exact": "exact",
}


@dataclass(frozen=True, slots=True)
class DerivedValue:
    """A computed value.  `id` spells the formula with fact ids; `formula` has {0} and {1} for the inputs."""

    id: str
    rule: str
    number: Decimal
    unit: str
    kind: IndicatorKind
    qualifier: Qualifier
    confidence: Confidence
    formula: str
    inputs: tuple[str, ...]
    decimals: int = 1

    @property
    def worded(self) -> Worded:
        """As prose and tables print it."""
        exact = self.number.normalize()  # 50%, not 50.0%, when it is just that
        return quantity(rounded(exact, self.decimals), self.unit, self.kind, self.qualifier, self.decimals)


def completion(actual: FactEntry, target: FactEntry) -> DerivedValue:
    """Actual as a percentage of the target (目标完成率)."""
    number = _ratio(actual, target) * 100
    return _derived("completion", number, "%", "share", (actual, target), "{0}÷{1}")


def share(part: FactEntry, whole: FactEntry) -> DerivedValue:
    """Part as a percentage of the whole (占比)."""
    return _derived("share", _ratio(part, whole) * 100, "%", "share", (part, whole), "{0}÷{1}")


def growth(new: FactEntry, old: FactEntry) -> DerivedValue:
    """Change from old to new in % (nominal)."""
    number = (_ratio(new, old) - 1) * 100
    return _derived("growth", number, "%", "growth", (new, old), "{0}÷{1}－1")


def multiple(new: FactEntry, old: FactEntry) -> DerivedValue:
    """New as a multiple of old (…倍)."""
    return _derived("multiple", _ratio(new, old), "倍", "level", (new, old), "{0}÷{1}")


def average_growth(new: FactEntry, old: FactEntry) -> DerivedValue:
    """Average annual growth in % between two full years.  Raises ValueError when the periods are not full years in order."""
    if (
        not (new.period.is_full_year and old.period.is_full_year)
        or (years := (new.period.year or 0) - (old.period.year or 0)) <= 0
    ):
        raise ValueError("年均增速要用前后两个整年的数来算")
    with localcontext() as context:
        context.prec = 28
        number = ((_ratio(new, old).ln() / years).exp() - 1) * 100
    return _derived("average_growth", number, "%", "growth", (new, old), f"（{{0}}÷{{1}}）的{years}次方根－1")


def difference(new: FactEntry, old: FactEntry) -> DerivedValue:
    """New minus old in the unit of new; percentages give 个百分点."""
    number = _exact(new) - _decimal(converted(_number(old), old.unit, new.unit))
    unit = "个百分点" if new.unit == "%" else new.unit
    qualifier = _combined(new.fact.qualifier, _OPPOSITE[old.fact.qualifier])
    decimals = max(new.indicator.decimals, old.indicator.decimals)
    return _derived("difference", number, unit, "level", (new, old), "{0}－{1}", qualifier=qualifier, decimals=decimals)


def recomputed(identifier: str, facts: Mapping[str, FactEntry]) -> DerivedValue | None:
    """The derived value that an id spells, computed anew; None where it spells none of these facts."""
    name, opens, rest = identifier.partition("(")
    entries = [facts.get(fact) for fact in rest.removesuffix(")").split(",")]
    formula = _FORMULAS.get(name)
    if not opens or formula is None or len(entries) != 2 or entries[0] is None or entries[1] is None:
        return None
    return formula(entries[0], entries[1])


_FORMULAS: Mapping[str, Callable[[FactEntry, FactEntry], DerivedValue]] = {
    function.__name__: function for function in (completion, share, growth, multiple, average_growth, difference)
}


def _derived(
    name: str,
    number: Decimal,
    unit: str,
    kind: IndicatorKind,
    inputs: tuple[FactEntry, FactEntry],
    formula: str,
    *,
    qualifier: Qualifier | None = None,
    decimals: int = 1,
) -> DerivedValue:
    first, second = inputs
    if qualifier is None:
        qualifier = _combined(first.fact.qualifier, _OPPOSITE[second.fact.qualifier])
    confidence = max(first.fact.confidence, second.fact.confidence)
    identifier = f"{name}({first.id},{second.id})"
    return DerivedValue(
        identifier, name, number, unit, kind, qualifier, confidence, formula, (first.id, second.id), decimals
    )


def _combined(first: Qualifier, second: Qualifier) -> Qualifier:
    """Bounds that point the same way stay bounds; anything mixed is only about right."""
    pair = {first, second} - {"exact"}
    if not pair:
        return "exact"
    if pair == {"over", "at_least"}:
        return "over"
    return pair.pop() if len(pair) == 1 and pair <= {"over", "at_least", "under", "about"} else "about"


def _ratio(first: FactEntry, second: FactEntry) -> Decimal:
    top = _decimal(converted(_number(first), first.unit, second.unit))
    bottom = _exact(second)
    if bottom == 0:
        raise ValueError(f"“{_name(second)}”为零，不能作除数")
    return top / bottom


def _number(entry: FactEntry) -> Decimal | Fraction:
    if entry.number is None:
        raise ValueError(f"“{_name(entry)}”不是数，不能计算")
    return entry.number


def _exact(entry: FactEntry) -> Decimal:
    return _decimal(_number(entry))


def _decimal(number: Decimal | Fraction) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(number.numerator) / Decimal(number.denominator)


def _name(entry: FactEntry) -> str:
    period = entry.period.chinese if entry.period.stated else ""
    return f"{entry.owner_name}{period}{entry.indicator.name}"
