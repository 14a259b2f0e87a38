"""What stands at the end of a paper: the sources behind all that it printed, and how far its data go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.model import Fact, Policy
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.endnote_views import IssuerView
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.view_words import source_views
from hgz_report.narrate.views import PracticeView, SourceView


class Endnotes(Struct, frozen=True):
    """Of one report, about the sections before the one that asks; `owner` is the zone it is about, or `national`."""

    dataset: Dataset
    views: Views
    ledger: Ledger
    owner: str

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return self.sources_used, self.issuers_used, self.all_sources, self.data_until

    def sources_used(self, practices: tuple[PracticeView, ...] = ()) -> tuple[SourceView, ...]:
        """The sources of the facts printed so far and of the given practices, by their numbers."""
        used = {entry.fact.source for entry in self._printed()} | {*self.ledger.cited_before}
        used |= {practice.source for practice in practices}
        numbers = self.dataset.source_numbers
        return source_views(self.dataset, sorted(used, key=numbers.__getitem__))

    def issuers_used(self) -> tuple[IssuerView, ...]:
        """The same by who issued them, those with the most first: a short paragraph where there are many."""
        issuers: dict[str, list[SourceView]] = {}
        for source in self.sources_used():
            name = source.short or (source.publisher if source.has_publisher else source.author or source.title)
            issuers.setdefault(name, []).append(source)
        ranked = sorted(issuers.items(), key=lambda item: -len(item[1]))
        return tuple(IssuerView(name, tuple(sources)) for name, sources in ranked)

    def all_sources(self) -> tuple[SourceView, ...]:
        """The register of sources that papers may cite, by their numbers: those of printable facts, practices and papers."""
        numbers = self.dataset.source_numbers
        return source_views(self.dataset, sorted({*self._citable()} & {*numbers}, key=numbers.__getitem__))

    def _citable(self) -> Iterator[str]:
        yield self.dataset.pathway.source
        yield from (practice.source for _, practice in self.dataset.practices())
        said: list[Fact | Policy] = [entry.fact for entry in self.dataset.facts.values() if entry.printable]
        said += (policy for policy in self.dataset.policies if policy.confidence != "D")
        for one in said:
            yield from (one.source, *one.also_in)
            yield from (reading.source for reading in one.conflicts if reading.confidence != "D")

    def data_until(self) -> str | None:
        """The year of the newest figure that was printed, of the zone that the report is about; None where there is none."""
        own = [
            entry
            for entry in self._printed()
            if self.owner in (entry.owner, NATIONAL) and entry.fact.status == "actual" and entry.number is not None
        ]
        stated = [entry for entry in own if entry.period.stated]
        return self.views.fact(max(stated, key=lambda entry: entry.period)).in_year if stated else None

    def _printed(self) -> Iterator[FactEntry]:
        facts = self.dataset.facts
        for identifier in self.ledger.printed_before:
            value = recomputed(identifier, facts)
            for name in value.inputs if value else (identifier,):
                if entry := facts.get(name):
                    yield entry
