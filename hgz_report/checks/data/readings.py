"""Rules about what sources say: conflicts, confidence, sources named twice or never, names that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from hgz_report.checks.data.edition_data import EditionData, Remark, of_fact, written
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry

_TRUST = "ABCD"


def conflict_unresolved(book: EditionData) -> Iterator[Remark]:
    """Conflicting readings without a word on which was preferred and why."""
    for entry in _printable(book):
        for reading in entry.fact.conflicts:
            if not entry.fact.note and not reading.note:
                what = f"与出处 {reading.source} 的说法（{reading.value}）不一致，没有说明为什么取这一个"
                yield of_fact(entry, what, "在这一条或 conflicts 里写 note：各是什么说法，取哪个，为什么")


def conflict_idle(book: EditionData) -> Iterator[Remark]:
    """A reading under `conflicts` that says the same as the fact."""
    for entry in book.dataset.facts.values():
        fact = entry.fact
        for reading in fact.conflicts:
            if (reading.value, reading.period, reading.qualifier) == (fact.value, fact.period, fact.qualifier):
                what = f"的 conflicts 里，出处 {reading.source} 的说法和本条完全一样"
                yield of_fact(entry, what, f"没有不一致：删掉这条，写成 also_in: [{reading.source}]")


def conflict_stronger(book: EditionData) -> Iterator[Remark]:
    """A reading set aside although it is rated better than the one that is printed."""
    for entry in _printable(book):
        for reading in entry.fact.conflicts:
            if reading.confidence < entry.fact.confidence and reading.period == entry.fact.period:
                what = f"可信度 {entry.fact.confidence}，放在 conflicts 里的说法（{reading.source}）却是 {reading.confidence}"
                yield of_fact(entry, what, "两条对调，印可信度高的；或者核对可信度")


def over_trusted(book: EditionData) -> Iterator[Remark]:
    """Facts rated far better than any of their sources, or usable although every source is not."""
    sources = book.dataset.sources
    for entry in book.dataset.facts.values():
        fact = entry.fact
        best = min(sources[name].trust for name in (fact.source, *fact.also_in))
        gap = _TRUST.index(best) - _TRUST.index(fact.confidence)
        if gap >= 2 or (best == "D" and fact.confidence != "D"):
            what = f"可信度为 {fact.confidence}，而它的出处最好的也只是 {best}"
            yield of_fact(entry, what, "降低 confidence，或者补一个更可靠的出处")


def repeated_source(book: EditionData) -> Iterator[Remark]:
    """A source given twice for one fact: it would look like two that agree."""
    for entry in book.dataset.facts.values():
        names = (entry.fact.source, *entry.fact.also_in)
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            yield of_fact(entry, f"把出处 {'、'.join(twice)} 写了两次", "从 also_in 里删掉重复的")


def same_name(book: EditionData) -> Iterator[Remark]:
    """Two facts of one owner and time that a reader cannot tell apart: different indicators of the same name."""
    first: dict[tuple[str, str, str, str], FactEntry] = {}
    for entry in _printable(book):
        key = (entry.owner, entry.indicator.name, entry.fact.period, entry.fact.status)
        other = first.setdefault(key, entry)
        if other is not entry:
            what = f"有两个：{other.fact.indicator} 为{written(other)}，{entry.fact.indicator} 为{written(entry)}"
            yield of_fact(entry, what, "合并成一个指标，或者在指标名称里写明口径")


def unused_source(book: EditionData) -> Iterator[Remark]:
    """Entries of sources.yaml that no fact, practice, policy or the pathway names."""
    used = _used_sources(book.dataset)
    for name, source in book.dataset.sources.items():
        if name not in used:
            what = f"出处 {name}《{source.title}》没有一处引用"
            yield Remark("", book.dataset.places.get(name), what, "删掉这个出处，或者在用到它的事实里写上")


def unnumbered_source(book: EditionData) -> Iterator[Remark]:
    """Where sources have numbers, one that has none: the next edition could give it another."""
    lacking = [name for name, source in book.dataset.sources.items() if source.number is None]
    if lacking and book.dataset.numbered:
        what = f"还没有来源号的出处：{'、'.join(lacking)}"
        yield Remark("", book.dataset.places.get(lacking[0]), what, "运行 hgz-report number-sources")


def _printable(book: EditionData) -> Iterator[FactEntry]:
    return (entry for entry in book.dataset.facts.values() if entry.printable)


def _used_sources(dataset: Dataset) -> set[str]:
    used = {dataset.pathway.source}
    if dataset.register:
        used |= {dataset.register.source, *(zone.source for zone in dataset.register.zones if zone.source)}
    for owner in (NATIONAL, *dataset.zones):
        subject = dataset.subject(owner)
        for fact in subject.facts:
            used |= {fact.source, *fact.also_in, *(reading.source for reading in fact.conflicts)}
        used |= {practice.source for practice in subject.practices}
    for policy in dataset.policies:
        used |= {policy.source, *policy.also_in, *(reading.source for reading in policy.conflicts)}
    return used
