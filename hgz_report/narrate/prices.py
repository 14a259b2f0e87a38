"""What a call of one of our functions costs, in records of the data that it goes through, and which of its arguments are lists.

Measured at 178 zones, half a microsecond a record, rounded up; `tests/narrate/test_costs.py` holds that each has its price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import Parameter, signature
from itertools import chain
from typing import Any

from hgz_report.narrate.costs import WORD, Meter, Overrun
from hgz_report.narrate.lookup import Missing

CHEAP = 20
"""Of a call that only looks at what it is given."""
ONE = 120
"""Of one that asks for one thing by its name."""
FORMULA = 300
"""Of one that calculates, or words what a zone is told and asked."""
OWNER = 1_200
"""Of one that goes through what is known of an owner."""
_MUCH = 4_000
"""Of a chart, and of all that a briefing says."""
_PRICES: Mapping[int, frozenset[str]] = {
    CHEAP: frozenset(("cite", "count", "filled", "label", "many", "numeral", "owner_of", "print_or_leave", "said")),
    ONE: frozenset((
        "cases", "deadline", "fact", "growth_of", "has", "in_year", "ladder", "latest", "named", "policy", "share_of",
        "target_of",
    )),
    FORMULA: frozenset((
        "added", "average_growth", "change", "completion", "difference", "growth", "multiple", "per", "proposals", "requests",
        "share", "standing",
    )),
    OWNER: frozenset((
        "alike", "changes", "correction", "facts", "full_years", "measures", "present", "series", "trends", "year_ends",
        "years_of",
    )),
    2 * OWNER: frozenset(("figures",)),
    _MUCH: frozenset(("briefing", "front_chart", "picture")),
}  # fmt: skip
FLAT: Mapping[str, int] = {name: price for price, names in _PRICES.items() for name in names}
"""Of those that take as long whatever the data have."""
EACH: Mapping[str, int] = {
    "all_changes": 30, "all_sources": 10, "calculated": 10, "channels": 4, "compare": 1, "due_targets": 4, "entries": 18,
    "evidence": 1, "headline": 12, "leaders": 6, "least_evident": 1, "lines": 8, "matrix": 2,
    "most_evident": 1, "movers": 4, "newest_of_zones": 2, "overdue": 4, "pairs": 7, "policies": 1, "position": 16,
    "practice": 1, "practices": 1, "provinces": 3, "recommendations": 1, "targets": 1, "verdicts": 6,
}  # fmt: skip
"""Of those that go through all facts: how many times, or what takes as long."""
EACH_PRINTED: Mapping[str, int] = {
    "data_until": 10, "derived": 4, "figures": 14, "issuers_used": 10, "noted": 5, "printed": 3, "sources": 2, "sources_used": 9,
}  # fmt: skip
"""Of those that go through all that the paper has printed so far."""
_DRAWING = "hgz_report.narrate.charting.constructors"
_DRAWN = frozenset(("front_chart", "picture"))
_SAY_IT_THEMSELVES = frozenset(("label", "numeral"))
_JINJAS_OWN = frozenset(("_loop_vars", "_block_vars"))
"""What Jinja adds to a call, for itself."""
_LISTS = ("Iterable", "Rows", "Sequence", "Views", "tuple")


def pay(meter: Meter, function: Callable[..., object], facts: int, printed: int) -> None:
    """Count a call of a function; `facts`: how many the data have, `printed`: the paper so far.  Raises Overrun."""
    flat, each, each_printed, drawn = _price(getattr(function, "__name__", ""), getattr(function, "__module__", ""))
    meter.search(flat + each * facts + each_printed * printed)
    if drawn:
        meter.draw()


@cache
def _price(name: str, module: str) -> tuple[int, int, int, bool]:
    """What a call of a function costs: in any case, for each fact, for each thing printed; whether it draws."""
    if module == _DRAWING:
        return _MUCH, 0, 0, True
    return FLAT.get(name, OWNER), EACH.get(name, 0), EACH_PRINTED.get(name, 0), name in _DRAWN


def only_words(function: Callable[..., object], given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
    """Refuses lists and endless texts where a function takes a word: they would be said back whole.  Raises Missing, Overrun."""
    name = getattr(function, "__name__", "")
    arguments: Iterator[tuple[int | str, Any]] = chain(enumerate(given), named.items())
    for at, value in arguments:
        kind: Any = type(value)
        if isinstance(value, str):
            if len(value) > WORD.most:
                raise Overrun(WORD)
        elif _is_list(kind) and not _takes_list(function, at):
            if at in _JINJAS_OWN or name in _SAY_IT_THEMSELVES:
                continue
            hint = "清单用 {% for %} 逐项取出来再用；写法见 templates/README.md"
            raise Missing(f"{name}() 要的是一个，给的是清单", hint)


@cache
def _is_list(kind: Any) -> bool:
    return issubclass(kind, list | tuple | dict | Iterator)


def _takes_list(function: Callable[..., object], at: int | str) -> bool:
    return _takes_list_at(getattr(function, "__func__", function), at)


@cache
def _takes_list_at(function: Callable[..., object], at: int | str) -> bool:
    parameters = _parameters(function)
    if isinstance(at, int):
        found = parameters[min(at, len(parameters) - 1)] if parameters else None
    else:
        found = next((one for one in parameters if one.name == at), None)
    return found is not None and any(word in str(found.annotation) for word in _LISTS)


@cache
def _parameters(function: Callable[..., object]) -> tuple[Parameter, ...]:
    kept = [one for one in signature(function).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    return tuple(kept[1:] if kept and kept[0].name == "self" else kept)
