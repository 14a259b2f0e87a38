"""Rules about where zones are: coordinates, cities and provinces that cannot all be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import asin, cos, hypot, radians, sin, sqrt
from typing import NamedTuple

from hgz_report.checks.data.edition_data import EditionData, Remark, of_fact
from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Zone
from hgz_report.data.printed import printed
from hgz_report.language.provinces import PROVINCES

_COUNTRY = (3, 54, 73, 136)
_UNDER_THE_CENTRE = frozenset({"北京市", "天津市", "上海市", "重庆市"})
_PAIR = re.compile(r"(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)")
_COORDINATES = ("坐标", "经纬度")
"""In the name of an indicator whose values are latitude and longitude."""
_ENDING = re.compile("(?:市|自治州|地区|盟|林区|县)$")
_SAME_CITY = 150
"""Kilometres that two zones of one city may be apart."""
_SAME_PROVINCE = 300
"""Kilometres from the nearest other zone of the province beyond which one is looked into: a third of it where that is more."""
_RADIUS = 6371
"""Of the earth, in kilometres."""


class _Point(NamedTuple):
    """Degrees north and east."""

    lat: float
    lon: float

    def within(self, box: tuple[float, float, float, float]) -> bool:
        """`box`: south, north, west, east."""
        return box[0] <= self.lat <= box[1] and box[2] <= self.lon <= box[3]

    def far(self, other: _Point) -> float:
        """Kilometres on the great circle."""
        north, east = radians(other.lat - self.lat) / 2, radians(other.lon - self.lon) / 2
        along = cos(radians(self.lat)) * cos(radians(other.lat))
        return 2 * _RADIUS * asin(sqrt(sin(north) ** 2 + along * sin(east) ** 2))


def off_the_map(book: EditionData) -> Iterator[Remark]:
    """Coordinates that are no latitude and longitude, or none of this country."""
    for entry in _located(book):
        what, point = f"为{entry.fact.value}", _point(entry)
        if point is None:
            yield of_fact(entry, f"{what}，不是纬度和经度", "写纬度、经度两个数，中间用英文逗号，如 36.79056,118.06333")
        elif not point.within(_COUNTRY):
            turned = _Point(point.lon, point.lat).within(_COUNTRY)
            yield of_fact(
                entry, f"{what}，{'经度和纬度写反了' if turned else '不在中国'}", "纬度在前，经度在后；核对数值"
            )


def far_apart(book: EditionData) -> Iterator[Remark]:
    """A zone outside of its province, zones of two cities at one place, of one city far apart, and one far from all others of
    its province.
    """
    zones = book.dataset.zones
    found = {e.owner: (e, p) for e in _located(book) if e.owner in zones and (p := _point(e))}
    for owner, (entry, point) in found.items():
        box = PROVINCES.get(zones[owner].province)
        if box and point.within(_COUNTRY) and not point.within(box):
            yield of_fact(
                entry, f"为{entry.fact.value}，不像在{zones[owner].province}", "核对坐标，和高新区的 province"
            )
    nearest: dict[str, tuple[float, str]] = {}
    for one, other in _neighbours(found, zones):
        (entry, here), (beside, there) = found[one], found[other]
        apart = here.far(there)
        same_city = zones[one].city == zones[other].city
        if here == there and not same_city:
            yield of_fact(
                entry, f"和{beside.owner_name}的一样，两处不在一个市", "核对坐标有没有抄错，和两处的 city", beside
            )
        elif same_city and apart > _SAME_CITY:
            what = f"离同在{zones[one].city}的{beside.owner_name}{apart:.0f}公里"
            yield of_fact(entry, what, "核对两处的坐标和 city", beside)
        elif zones[one].province == zones[other].province:
            for owner, near in ((one, other), (other, one)):
                nearest[owner] = min(nearest.get(owner, (apart, near)), (apart, near))
    for owner, (apart, near) in nearest.items():
        entry, beside = found[owner][0], found[near][0]
        if apart > _reach(zones[owner].province):
            what = f"离{zones[owner].province}别的高新区太远，最近的{beside.owner_name}也有{apart:.0f}公里"
            yield of_fact(entry, what, "核对坐标，和高新区的 province", beside)


def _neighbours(found: Mapping[str, tuple[FactEntry, _Point]], zones: Mapping[str, Zone]) -> Iterator[tuple[str, str]]:
    """Zones of one city, one province or one place, in pairs; not every zone with every other."""
    pairs: set[tuple[int, int]] = set()
    for shared in (lambda slug: zones[slug].city, lambda slug: zones[slug].province, lambda slug: found[slug][1]):
        groups: dict[object, list[int]] = {}
        for number, slug in enumerate(found):
            groups.setdefault(shared(slug), []).append(number)
        pairs.update(pair for group in groups.values() for pair in combinations(group, 2))
    slugs = tuple(found)
    return ((slugs[one], slugs[other]) for one, other in sorted(pairs))


def wrong_place(book: EditionData) -> Iterator[Remark]:
    """Cities and provinces that do not go together, or with the zone's name."""
    zones = book.dataset.zones
    stems = {_ENDING.sub("", zone.city) for zone in zones.values()}
    first: dict[str, str] = {}
    for slug, zone in zones.items():
        other = zones[first.setdefault(zone.city, slug)]
        if zone.province not in PROVINCES:
            what, hint = f"province“{zone.province}”不是省、自治区、直辖市的全称", "写全称，如 山东省、广西壮族自治区"
            yield _of_zone(book, slug, "province", what, hint)
        elif zone.province != zone.city and {zone.province, zone.city} & _UNDER_THE_CENTRE:
            what = f"city 写{zone.city}，province 写{zone.province}"
            yield _of_zone(book, slug, "city", what, "直辖市的 city 和 province 写一样的")
        elif other.province != zone.province:
            what = f"{zone.city}这里写在{zone.province}，{other.short}写在{other.province}"
            yield _of_zone(book, slug, "province", what, "核对两处的 city 和 province")
        if not _ENDING.search(zone.city):
            yield _of_zone(book, slug, "city", f"city“{zone.city}”不是全称", "写全称，如 成都市、昌吉回族自治州")
        elif what := _against_its_name(zone, stems):
            hint = "核对 city；名称里没有所在城市的，在 about 或事实的 locator 里写明在哪个城市"
            yield _of_zone(book, slug, "city", what, hint)


def _against_its_name(zone: Zone, stems: set[str]) -> str:
    """What is wrong with the city beside the name: another city's name there, or its own name nowhere in the file."""
    own, names = _ENDING.sub("", zone.city), zone.name + zone.short
    if own in names:
        return ""
    for stem in sorted(stems - {own}):
        if stem in names:
            return f"city 写{zone.city}，名称却是{zone.name}"
    told = [text for _, text, _ in printed(zone) if text != zone.city]
    told += [fact.locator for fact in zone.facts]
    return "" if any(own in text for text in told) else f"city 写{zone.city}，名称{zone.name}和全文都没有提到"


def _of_zone(book: EditionData, slug: str, key: str, what: str, hint: str) -> Remark:
    places = book.dataset.places
    return Remark("", places.get(f"{slug}/{key}", places.get(slug)), what, hint)


def _located(book: EditionData) -> Iterator[FactEntry]:
    for entry in book.dataset.facts.values():
        if entry.indicator.kind == "text" and any(word in entry.indicator.name for word in _COORDINATES):
            yield entry


def _point(entry: FactEntry) -> _Point | None:
    found = _PAIR.fullmatch(str(entry.fact.value))
    return _Point(float(found[1]), float(found[2])) if found else None


def _reach(province: str) -> float:
    """Kilometres: 300, or a third of the province from corner to corner."""
    south, north, west, east = PROVINCES.get(province, (0, 0, 0, 0))
    across = hypot(north - south, (east - west) * cos(radians((north + south) / 2)))
    return max(_SAME_PROVINCE, radians(across) * _RADIUS / 3)
