"""Zones and indicators that a reader, an editor or the order of reports cannot tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hgz_report.checks.data.edition_data import EditionData, Remark
from hgz_report.data.dataset import Dataset
from hgz_report.data.model import Zone

_ORDER = Zone.model_fields["order"].default


def same_zone(book: EditionData) -> Iterator[Remark]:
    """Two zones, or a zone and the country, of one full or short name."""
    for key, of in (("name", lambda zone: zone.name), ("short", lambda zone: zone.short)):
        yield from _twice(book.dataset, key, of)


def same_order(book: EditionData) -> Iterator[Remark]:
    """Two zones that were given one place in lists; the place of those that have none is shared."""
    yield from _twice(book.dataset, "order", lambda zone: "" if zone.order == _ORDER else str(zone.order))


def one_name(book: EditionData) -> Iterator[Remark]:
    """Two indicators of one name: {名称} in a text would stand for neither."""
    for name, identifiers in book.dataset.indicator_names.shared.items():
        first, *others = identifiers
        for other in others:
            what = f"{other} 的名称“{name}”和 {first} 的一样"
            yield Remark("", book.dataset.places.get(other), what, "换一个名称，说清差别，如加上（口径待核）、（美元）")


def _twice(dataset: Dataset, key: str, of: Callable[[Zone], str]) -> Iterator[Remark]:
    national = dataset.national
    first = {} if key == "order" else {getattr(national, key): "全国"}
    for slug, zone in dataset.zones.items():
        value = of(zone)
        other = first.setdefault(value, slug) if value else slug
        if other != slug:
            what = f"{slug} 的 {key}“{value}”和 {other} 的一样"
            hint = "两处各写各的；同一个高新区的材料放进一个文件" if key != "order" else "换一个次序，小的在前"
            yield Remark("", dataset.places.get(f"{slug}/{key}", dataset.places.get(slug)), what, hint)
