"""Where a call of one of our functions is paid for, whether a template makes it or a word of a template does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct

from hgz_report.document.ledger import Ledger
from hgz_report.narrate.metered import Metered
from hgz_report.narrate.prices import only_words, pay

_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")


class Till(Struct, frozen=True):
    """That of one report; `facts`: how many the data have, `ledger`: what the report has printed so far."""

    metered: Metered
    facts: int
    ledger: Ledger

    def charge(self, function: Callable[..., object], given: tuple[Any, ...], named: Mapping[str, Any]) -> None:
        """Count a call before it is made.  Raises Missing for a list where a word belongs, Overrun."""
        only_words(function, given, named)
        pay(self.metered.meter, function, self.facts, len(self.ledger.printed))
        for one in (*given, *named.values()):
            if isinstance(one, list | tuple):
                self.metered.take_all_of(one)

    def paid(self, function: Callable[_Given, _Value]) -> Callable[_Given, _Value]:
        """The function, each call of which is counted."""

        @wraps(function)
        def called(*given: _Given.args, **named: _Given.kwargs) -> _Value:
            self.charge(function, given, named)
            return function(*given, **named)

        return called

    def all_paid(self, names: Mapping[str, object]) -> Mapping[str, object]:
        """The names of templates, for whoever calls them in the place of a template."""
        return {name: self.paid(value) if callable(value) else value for name, value in names.items()}
