"""Small words of views: the number of a source, a text without its full stop, a date in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import REPRINT, UNKNOWN
from hgz_report.data.placeholder import PARTS
from hgz_report.language.wording import date_text
from hgz_report.narrate.views import FactView, SourceView
from hgz_report.origin import Attributed, Cited, PeriodOf, Wording, attributed, worded


@lru_cache(maxsize=4096)
def cited(source: str) -> Attributed:
    """The number of a source; the ledger knows it when the report is told."""
    return attributed(f"〔{source}〕", Cited(source))


def part_of(fact: FactView, part: str) -> str:
    """What `{fact.part}` prints; without a part the whole quantity."""
    if not part:
        return fact.text
    parts = (fact.period, fact.in_year, fact.year_end, fact.number, fact.name, fact.unmarked, fact.portion)
    return dict(zip(PARTS, parts, strict=True))[part]


def years_between(entries: Sequence[FactEntry]) -> Attributed:
    """2017—2022年, 2024年, from the first to the last year of some facts; "" where one does not say its time."""
    years = sorted({entry.period.year for entry in entries if entry.period.year is not None})
    if not years or not all(entry.period.stated for entry in entries):
        return Attributed(())
    words = "—".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
    return attributed(f"{words}年", Wording("years", tuple(PeriodOf(entry.id) for entry in entries)))


def unstopped(text: str) -> str:
    """Without the full stop at its end."""
    return text.cut(0, -1) if isinstance(text, Attributed) and text.endswith("。") else text


def head(text: str) -> str:
    """What stands before the colon."""
    at = text.find("：")
    return text.cut(0, at) if isinstance(text, Attributed) and at >= 0 else text


def worded_date(text: str) -> str:
    """A date of the data in Chinese: other words, so the program's."""
    said = date_text(text)
    return text if said == text else worded(said, "date", text)


def source_views(dataset: Dataset, cited_so_far: Iterable[str]) -> tuple[SourceView, ...]:
    """Sources in the order of their numbers."""
    views = []
    for identifier in cited_so_far:
        source = dataset.sources[identifier]
        fields = (
            source.title,
            source.short,
            source.author,
            source.publisher,
            worded_date(source.date),
            source.via,
            source.url,
            source.note,
            source.publisher != UNKNOWN,
            source.date != UNKNOWN,
            source.via == REPRINT,
        )
        views.append(SourceView(cited(identifier), *fields))
    return tuple(views)
