"""Values computed from facts: share, growth, completion of a target, difference, mean.  Nothing else in the package calculates.

A derived value keeps its formula and inputs, takes the worst confidence among them, and inherits their bounds: a share of a
lower bound is itself a lower bound.  What has no meaning (growth from a loss, a share of nought) or is not known (the ratio
of two lower bounds) is refused with a Senseless error that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction

from msgspec import Struct

from hgz_report.analysis.aims import falls
from hgz_report.analysis.caution import LOWER, UPPER, Senseless, combined, named
from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Confidence
from hgz_report.language.terms import IndicatorKind, Qualifier
from hgz_report.language.units import converted, scaled
from hgz_report.language.wording import Worded, change_parts, finer, honest, quantity

_AMOUNTS: frozenset[IndicatorKind] = frozenset({"level", "duration"})
_OF_SIZE: Mapping[Qualifier, Qualifier] = {"over": "under", "at_least": "under", "under": "over"}
_DIGITS = 28
_CERTAIN_DIGITS = 20
"""Of a root, whose last digits are not exact."""


class DerivedValue(Struct, frozen=True):
    """A computed value.  `id` spells the formula with fact ids; `formula` has {0} and {1} for the inputs.

    `qualifier`: on which side of `number` the true value is (of the number, not of its size).
    """

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
        shown = honest(exact, self.decimals, self._of_size, self.unit)
        return quantity(shown, self.unit, self.kind, self._of_size, self.decimals, computed=True)

    @property
    def clause(self) -> tuple[str, str]:
        """As a change: 增长 and 15%, 下降 and 0.5个百分点, 持平 and nothing."""
        return change_parts(self.number.normalize(), self._of_size, self.unit, self.decimals, computed=True)

    @property
    def _of_size(self) -> Qualifier:
        return _OF_SIZE.get(self.qualifier, self.qualifier) if self.number < 0 else self.qualifier


def completion(actual: FactEntry, target: FactEntry) -> DerivedValue:
    """Actual as a percentage of the target (目标完成率); of a target of at least so much, as one of so much."""
    if target.indicator.kind in ("growth", "rank"):
        raise Senseless(f"{named(target)}是增速或位次，没有完成率；只说相差多少")
    if falls(target):
        raise Senseless(f"{named(target)}是降下来的目标，没有完成率；只说达到没有、还差多少")
    reached, wanted = operands(actual, target)
    if wanted <= 0 or reached < 0:
        raise Senseless(_sign("完成率", actual, target))
    qualifier = combined(actual, "exact" if target.fact.qualifier in LOWER else target.fact.qualifier, target)
    return _derived("completion", reached / wanted * 100, "%", "share", (actual, target), "{0}÷{1}", qualifier)


def share(part: FactEntry, whole: FactEntry) -> DerivedValue:
    """Part as a percentage of the whole (占比): between 0 and 100."""
    _of_kinds("占比", _AMOUNTS, part, whole)
    top, bottom = operands(part, whole)
    if bottom <= 0 or top < 0:
        raise Senseless(_sign("占比", part, whole))
    qualifier = combined(part, whole.fact.qualifier, whole)
    if top > bottom or (top == bottom and qualifier == "over"):
        raise Senseless(f"{named(part)}比{named(whole)}还大，不能算占比")
    return _derived("share", top / bottom * 100, "%", "share", (part, whole), "{0}÷{1}", qualifier)


def growth(new: FactEntry, old: FactEntry) -> DerivedValue:
    """Change from old to new in % (nominal)."""
    number = (_growing("增速", new, old) - 1) * 100
    qualifier = combined(new, old.fact.qualifier, old)
    return _derived(
        "growth", number, "%", "growth", (new, old), "{0}÷{1}，再减1", _one_way(number, qualifier, new, old)
    )


def narrowing(new: FactEntry, old: FactEntry) -> DerivedValue:
    """By how many % a loss has become smaller (亏损收窄)."""
    return _derived("narrowing", (1 - _losses(new, old)) * 100, "%", "growth", (new, old), "1－{0}÷{1}", "exact")


def widening(new: FactEntry, old: FactEntry) -> DerivedValue:
    """By how many % a loss has become larger (亏损扩大)."""
    return _derived("widening", (_losses(new, old) - 1) * 100, "%", "growth", (new, old), "{0}÷{1}，再减1", "exact")


def multiple(new: FactEntry, old: FactEntry) -> DerivedValue:
    """New as a multiple of old (…倍)."""
    _of_kinds("倍数", _AMOUNTS | {"index"}, new, old)
    top, bottom = operands(new, old)
    if bottom <= 0 or top < 0:
        raise Senseless(_sign("倍数", new, old))
    qualifier = combined(new, old.fact.qualifier, old)
    return _derived("multiple", top / bottom, "倍", "level", (new, old), "{0}÷{1}", qualifier)


def average_growth(new: FactEntry, old: FactEntry) -> DerivedValue:
    """Average annual growth in % between two full years.  Raises ValueError when the periods are not full years in order."""
    if (
        not (new.period.is_full_year and old.period.is_full_year)
        or (years := (new.period.year or 0) - (old.period.year or 0)) <= 0
    ):
        raise ValueError("年均增速要用前后两个整年的数来算")
    ratio = _growing("年均增速", new, old)
    with localcontext() as context:
        context.prec = _DIGITS
        root = (exact(ratio).ln() / years).exp() if ratio else Decimal(0)
        context.prec = _CERTAIN_DIGITS
        number = (+root - 1) * 100
    qualifier = _one_way(Fraction(number), combined(new, old.fact.qualifier, old), new, old)
    formula = f"（{{0}}÷{{1}}）的{years}次方根，再减1"
    return _derived("average_growth", Fraction(number), "%", "growth", (new, old), formula, qualifier)


def difference(new: FactEntry, old: FactEntry) -> DerivedValue:
    """New minus old in the unit of new, or in a smaller one where little is left; percentages give 个百分点."""
    if "rank" in (new.indicator.kind, old.indicator.kind):
        raise Senseless(f"{named(new)}是位次，没有差：小的在前，相减看不出升降；把两个位次都印出来")
    first = _amount(new)
    number = first - Fraction(converted(_amount(old), old.unit, new.unit))
    if any(one.fact.qualifier in LOWER | UPPER and _amount(one) < 0 for one in (new, old)):
        raise Senseless(f"{named(new)}和{named(old)}里有负的限数，相差多少说不准")
    qualifier = _one_way(number, combined(new, old.fact.qualifier, old), new, old)
    unit = "个百分点" if new.unit == "%" else new.unit
    decimals = max(new.indicator.decimals, old.indicator.decimals)
    fine, unit = finer(exact(number), unit, decimals)
    return _derived("difference", Fraction(fine), unit, "level", (new, old), "{0}－{1}", qualifier, decimals)


def per(amount: FactEntry, number: FactEntry) -> DerivedValue:
    """How much of an amount there is for one of a number (平均每个), of one year, in the unit of the amount or a smaller one."""
    _of_kinds("平均数", _AMOUNTS, amount, number)
    base, one = scaled(number.unit)
    if scaled(amount.unit)[1] == one:
        raise Senseless(f"{named(amount)}和{named(number)}单位相通，用 share、multiple 来算")
    if amount.period.year != number.period.year:
        raise Senseless(f"{named(amount)}和{named(number)}不是同一年的，不能算平均数")
    top, bottom = _amount(amount), _amount(number) * base
    if bottom <= 0 or top < 0:
        raise Senseless(_sign("平均数", amount, number))
    qualifier = combined(amount, number.fact.qualifier, number)
    fine, unit = finer(exact(top / bottom), amount.unit, 1, least=1)
    return _derived("per", Fraction(fine), unit, "level", (amount, number), "{0}÷{1}", qualifier)


def recomputed(identifier: str, facts: Mapping[str, FactEntry]) -> DerivedValue | None:
    """The derived value that an id spells, computed anew; None where it spells none of these facts, or nothing sensible."""
    name, opens, rest = identifier.partition("(")
    entries = [facts.get(fact) for fact in rest.removesuffix(")").split(",")]
    formula = FORMULAS.get(name)
    if not opens or formula is None or len(entries) != 2 or entries[0] is None or entries[1] is None:
        return None
    try:
        return formula(entries[0], entries[1])
    except ValueError:
        return None


FORMULAS: Mapping[str, Callable[[FactEntry, FactEntry], DerivedValue]] = {
    function.__name__: function
    for function in (completion, share, growth, narrowing, widening, multiple, average_growth, difference, per)
}


def _derived(
    name: str,
    number: Fraction,
    unit: str,
    kind: IndicatorKind,
    inputs: tuple[FactEntry, FactEntry],
    formula: str,
    qualifier: Qualifier,
    decimals: int = 1,
) -> DerivedValue:
    first, second = inputs
    confidence = max(first.fact.confidence, second.fact.confidence)
    identifier = f"{name}({first.id},{second.id})"
    return DerivedValue(
        identifier, name, exact(number), unit, kind, qualifier, confidence, formula, (first.id, second.id), decimals
    )


def _growing(what: str, new: FactEntry, old: FactEntry) -> Fraction:
    """New ÷ old of two amounts that may grow: the older one positive, the newer not negative, the newer later."""
    _of_kinds(what, _AMOUNTS | {"index"}, new, old)
    top, bottom = operands(new, old)
    if bottom <= 0 or top < 0:
        raise Senseless(_sign(what, new, old))
    in_order(what, new, old)
    return top / bottom


def in_order(what: str, new: FactEntry, old: FactEntry) -> None:
    """Raises Senseless where of two values of one thing the new one is not the later."""
    same = (new.owner, new.fact.indicator) == (old.owner, old.fact.indicator)
    if same and new.period.stated and old.period.stated and new.period <= old.period:
        raise Senseless(f"{named(new)}不比{named(old)}晚，不能算{what}")


def one_thing(what: str, new: FactEntry, old: FactEntry) -> None:
    """Raises Senseless for two values that are not of one thing over spans of one length."""
    if (new.owner, new.fact.indicator, new.period.part) != (old.owner, old.fact.indicator, old.period.part):
        raise Senseless(f"{named(new)}和{named(old)}不是同一个指标的同样时段，不能说{what}")


def _losses(new: FactEntry, old: FactEntry) -> Fraction:
    """The new loss as a part of the old one."""
    top, bottom = operands(new, old)
    if top >= 0 or bottom >= 0 or {new.fact.qualifier, old.fact.qualifier} != {"exact"}:
        raise Senseless(f"{named(new)}和{named(old)}要都是负的准数，才能说收窄、扩大多少")
    return top / bottom


def _one_way(number: Fraction, qualifier: Qualifier, new: FactEntry, old: FactEntry) -> Qualifier:
    """The qualifier of a change, where it leaves no doubt which way it goes."""
    if (qualifier in LOWER and number <= 0) or (qualifier in UPPER and number >= 0):
        raise Senseless(f"{named(new)}和{named(old)}不都是准数，是增是减说不准")
    return "about" if qualifier == "nearly" else qualifier


def _of_kinds(what: str, kinds: frozenset[IndicatorKind], *entries: FactEntry) -> None:
    for entry in entries:
        if entry.number is not None and (entry.indicator.kind not in kinds or entry.unit == "%"):
            hint = "；百分数之间用 difference，得百分点" if entry.unit == "%" else ""
            raise Senseless(f"{named(entry)}不是能算{what}的量{hint}")


def operands(first: FactEntry, second: FactEntry) -> tuple[Fraction, Fraction]:
    """Both amounts, exact, in the unit of the second.  Raises ValueError for what is no number or does not convert."""
    return Fraction(converted(_amount(first), first.unit, second.unit)), _amount(second)


def _amount(entry: FactEntry) -> Fraction:
    if entry.amount is None:
        raise ValueError(f"{named(entry)}不是数，不能计算")
    return entry.amount


def _sign(what: str, first: FactEntry, second: FactEntry) -> str:
    if second.amount == 0:
        return f"{named(second)}为零，不能作除数"
    below = second if (second.amount or 0) < 0 else first
    return f"{named(below)}是负数，{what}没有意义"


def exact(number: Fraction) -> Decimal:
    """A fraction in decimal digits, as many as there are or 28."""
    return Decimal(number.numerator) / Decimal(number.denominator)
