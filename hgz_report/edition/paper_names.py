"""What papers may be called where somebody names one: file name, title, or the short Chinese name of what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hgz_report.data.called import Called
from hgz_report.data.dataset import NATIONAL, THE_COUNTRY, Dataset
from hgz_report.narrate.reports import Report
from hgz_report.problems import Problem, Problems

_PARK = "高新区"


def slugs_called(words: Sequence[str], reports: Sequence[Report], dataset: Dataset) -> list[str]:
    """The file names of the papers that are called so, each once.  Raises Problems for words that nothing is called."""
    names = Called.of(_names(reports, dataset))
    slugs = [report.slug for report in reports]
    if unknown := [word for word in words if word not in names]:
        listed = f"可做的报告：{'、'.join(slugs)}"
        raise Problems(Problem(None, f"没有叫“{word}”的报告", names.hint(word, listed)) for word in unknown)
    return list(dict.fromkeys(map(names.id, words)))


def _names(reports: Sequence[Report], dataset: Dataset) -> Iterator[tuple[str, str]]:
    """成都, 成都高新区 and the full name are the briefing; the annex is called 成都数据附册; 全国 is the paper of the country."""
    for report in reports:
        yield report.slug, report.slug
        yield report.slug, str(report.title)
        if report.owner != NATIONAL:
            yield report.slug, str(report.title).replace(_PARK, "", 1)
            if report.numbered:
                zone = dataset.zones[report.owner]
                yield from ((report.slug, name) for name in (zone.short, zone.name, zone.short.removesuffix(_PARK)))
        else:
            yield from ((report.slug, word) for word in (*report.keywords, report.subject))
            if report.slug == NATIONAL:
                yield report.slug, THE_COUNTRY
