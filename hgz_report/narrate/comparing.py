"""The template functions that set a figure beside another: targets that have come due, an owner's position, per and added."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from hgz_report.analysis.caution import Senseless
from hgz_report.data.dataset import NATIONAL, FactEntry
from hgz_report.language.deadline import DEADLINE, by_the_end, deadline
from hgz_report.language.wording import date_text
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.choosing import Choosing
from hgz_report.narrate.lookup import Lookup, Missing
from hgz_report.narrate.standing_views import ComparedView, DueView
from hgz_report.narrate.views import DerivedView, FactView
from hgz_report.origin import Attributed, Config, Wording, attributed


class Comparing(Struct, frozen=True):
    """Comparisons of one report, on the day of its edition."""

    lookup: Lookup
    calculations: Calculations

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return self.position, self.due_targets, self.overdue, self.added, self.per, self.deadline

    def due_targets(self, owner: str | None = None, most: int | None = None) -> tuple[DueView, ...]:
        """The targets whose time is over, those furthest from being reached first, of which nobody knows before these.

        Of the report's subject, or of `owner`; in a national report of every zone and the country.  `most`: only so many.
        """
        dataset, who = self.lookup.dataset, self.lookup.known(owner)
        owners = [who] if owner or who != NATIONAL else [NATIONAL, *dataset.zones]
        found = [self._due(entry) for one in owners for entry in dataset.of(one) if self._is_over(entry)]
        return tuple(sorted(found, key=_done)[:most])

    def overdue(self, owner: str | None = None, most: int | None = None) -> tuple[DueView, ...]:
        """Those of `due_targets` of which no result of their time says that they are reached."""
        return tuple(due for due in self.due_targets(owner) if not due.met)[:most]

    def position(self, owner: str | None = None) -> tuple[ComparedView, ...]:
        """One figure each of an owner beside its own target, its own past, the nation and the best of its peers, as there are."""
        who = self.lookup.known(owner)
        found = (self._targets(who), self._pasts(who), self._nation(who), self._peers(who))
        return tuple(first for rows in found if (first := next(rows, None)))

    def added(self, new: FactView, old: FactView) -> DerivedView:
        """How many more there are of what is counted: 72家.  Refused where there are not more."""
        value = self.calculations.difference(new, old)
        if value.value <= 0:
            raise Missing(f"{new.name}没有增加", "减少的用 difference(旧, 新)，涨跌用 change(新, 旧)")
        return value

    def per(self, amount: FactView, number: FactView) -> DerivedView:
        """How much of an amount there is for one of a number: 每家平台服务37个."""
        return self.calculations.per(amount, number)

    def deadline(self, rule: str, *, day: bool = False) -> Attributed:
        """The end of the month, quarter or year so many after the edition's date: `deadline("3个月")` is 2027年2月底."""
        try:
            last = deadline(rule, self.calculations.day)
        except (StopIteration, ValueError):
            raise Missing(f"“{rule}”不是期限的写法", f"写 3个月、2个季度、1年 一类（{DEADLINE}）") from None
        words = date_text(last.isoformat()) if day else by_the_end(last)
        return attributed(words, Wording("due", (Config("edition.date"),)))

    def _is_over(self, entry: FactEntry) -> bool:
        sort = entry.fact.status == "target" and entry.number is not None
        return sort and entry.period.is_over(self.calculations.day)

    def _due(self, target: FactEntry) -> DueView:
        views, same = self.lookup.views, self.lookup.dataset.of(target.owner, target.fact.indicator)
        results = [e for e in same if e.fact.status == "actual" and e.number is not None and e.period.stated]
        newest = max(results, key=lambda entry: entry.period, default=None)
        if newest is None:
            return DueView(views.fact(target), None, None)
        actual, wanted = views.fact(newest), views.fact(target)
        return DueView(wanted, actual, self.calculations.standing(actual, wanted))

    def _targets(self, owner: str) -> Iterator[ComparedView]:
        for actual, target in Choosing(self.lookup).targets(owner):
            yield ComparedView("target", actual, target, self.calculations.standing(actual, target).percent)

    def _pasts(self, owner: str) -> Iterator[ComparedView]:
        for row in Choosing(self.lookup).trends(2, owner):
            new, old = row[-1], row[0]
            yield ComparedView("past", new, old, self._sensible(self.calculations.average_growth, new, old))

    def _nation(self, owner: str) -> Iterator[ComparedView]:
        for own in self.lookup.facts(owner=owner, newest=1):
            entry = self.lookup.dataset.facts[own.id]
            other = self.lookup.dataset.facts.get(f"{NATIONAL}.{own.indicator}@{entry.fact.period}")
            if owner != NATIONAL and own.comparable and other and other.printable and other.number is not None:
                nation = self.lookup.views.fact(other)
                yield ComparedView("nation", own, nation, self._sensible(self.calculations.share, own, nation))

    def _peers(self, owner: str) -> Iterator[ComparedView]:
        for own in self.lookup.facts(owner=owner, newest=1):
            if (
                owner != NATIONAL
                and own.comparable
                and own.full_year
                and own.status == "actual"
                and own.value is not None
            ):
                others = Choosing(self.lookup).compare(own.indicator, self.lookup.dataset.facts[own.id].fact.period)
                best = next((one for one in others if one.owner != owner and one.confidence < "C"), None)
                if best is not None and own.confidence < "C":
                    yield ComparedView("peer", own, best, None)

    def _sensible(
        self, formula: Callable[[FactView, FactView], DerivedView], one: FactView, other: FactView
    ) -> DerivedView | None:
        try:
            return formula(one, other)
        except (Missing, Senseless):
            return None


def _done(due: DueView) -> tuple[bool, bool, object]:
    """The order of targets that are due: no result, no share done that can be said, least done."""
    percent = due.standing.percent if due.standing else None
    return (due.met, percent is not None, percent.value if percent else 0)
