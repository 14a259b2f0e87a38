"""What a new edition finds behind the times: figures that should have a successor by now, targets due, pinned periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.placeholder import parse
from hgz_report.language.period import Period
from hgz_report.problems import Where

_PINNED = re.compile(r"[\w.-]*\w@\d[0-9A-Za-z-]*(?:\.\.\d[0-9-]*)?(?!\w*:)")
"""A reference with a period and without a status: `gdp@2024`, `成都高新区.中试平台@2024`."""
_COMMENT = re.compile(r"(?:^|\s)#.*|\{#.*?#\}")
_NEVER_NEWER = frozenset({"date", "text"})


class Replaceable(Struct, frozen=True):
    """The newest value of an indicator of an owner; `expected`: the time that a newer one would be of."""

    entry: FactEntry
    expected: Period


class DueTarget(Struct, frozen=True):
    """A target whose time is over at the new edition's date and of which no outcome is known; `newly`: since the last edition."""

    entry: FactEntry
    newly: bool


class Pin(Struct, frozen=True):
    """A place that asks for a value of one time.  `newer`: what there is of later, `expected`: what there should be by now."""

    where: Where
    written: str
    newer: str
    expected: str


def replaceable(dataset: Dataset, day: date) -> list[Replaceable]:
    """Newest values, targets apart, of whose kind a later one could be known by `day`, oldest first."""
    newest: dict[tuple[str, str], FactEntry] = {}
    for entry in dataset.facts.values():
        counted = entry.printable and entry.period.stated and entry.indicator.kind not in _NEVER_NEWER
        key = (entry.owner, entry.fact.indicator)
        if counted and entry.fact.status != "target" and (key not in newest or newest[key].period < entry.period):
            newest[key] = entry
    found = [
        Replaceable(entry, expected)
        for entry in newest.values()
        if (expected := latest_like(entry.period, day)) is not None
    ]
    return sorted(found, key=lambda one: (one.entry.period, one.entry.id))


def latest_like(period: Period, day: date) -> Period | None:
    """The latest time of the same length that is over at `day`; None when that is the period itself or earlier."""
    latest, following = None, _following(period)
    while following and following.is_over(day):
        latest, following = following, _following(following)
    return latest


def _following(period: Period) -> Period | None:
    """The next quarter or half-year, else the same a year later; None of several years, which end with themselves."""
    part = re.fullmatch(r"(\d{4})([HQ])(\d)", period.text)
    if part:
        year, kind, number = int(part[1]), part[2], int(part[3])
        last = 2 if kind == "H" else 4
        return Period(f"{year + number // last}{kind}{number % last + 1}")
    starts, ends = period.starts, period.ends
    if starts is None or ends is None or starts.year < ends.year:
        return None
    return Period(re.sub(r"\d{4}(?!\d)", lambda year: str(int(year[0]) + 1), period.text.replace("-02-29", "-02-28")))


def due_targets(dataset: Dataset, before: date, day: date) -> list[DueTarget]:
    """Targets that are over at `day` and have no actual value of their time or later; those newly due first."""
    found = []
    for entry in dataset.facts.values():
        ends = entry.period.ends
        if entry.fact.status != "target" or not entry.printable or ends is None or not entry.period.is_over(day):
            continue
        actual = (one for one in dataset.facts.of(entry.owner, entry.fact.indicator) if one.fact.status != "target")
        if not any(one.period.ends and one.period.ends >= ends for one in actual):
            found.append(DueTarget(entry, newly=not entry.period.is_over(before)))
    return sorted(found, key=lambda one: (not one.newly, one.entry.period, one.entry.id))


def pins(root: Path, dataset: Dataset, due: Sequence[Replaceable]) -> list[Pin]:
    """Places of templates and data texts that name the time of a value, where there is a newer one or should be by now."""
    expected = {one.entry.id: one.expected.chinese for one in due}
    found: list[Pin] = []
    for file, owner in _texts(root, dataset):
        try:
            lines = (root / file).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            continue  # loading says what is wrong with it
        for number, line in enumerate(lines, 1):
            for written in dict.fromkeys(_PINNED.findall(_COMMENT.sub("", line))):
                found += _pinned(Where(file, number), written, owner, dataset, expected)
    return found


def _texts(root: Path, dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Files with the owner of what they say, "" for templates that speak of each zone."""
    yield from ((f"data/{name}.yaml", NATIONAL) for name in ("national", "pathway", "policies"))
    yield from ((f"data/zones/{slug}.yaml", slug) for slug in dataset.zones)
    for path in sorted((root / "templates").rglob("*.md.j2")):
        parts = path.relative_to(root).parts
        own = next((part for part in parts[:-1] if part in dataset.zones), "")
        yield "/".join(parts), own or ("" if parts[1] in ("zone", "annex", "shared") else NATIONAL)


def _pinned(where: Where, written: str, owner: str, dataset: Dataset, expected: dict[str, str]) -> Iterator[Pin]:
    reference = parse(written)
    if reference is None or reference.period is None:
        return
    said = dataset.facts.owners.id(reference.owner) if reference.owner else owner
    indicator = dataset.facts.indicators.id(reference.indicator)
    owners = [said] if said else list(dataset.zones)
    for one in owners:
        entry = dataset.facts.get(f"{one}.{indicator}@{reference.period}")
        if entry is None:
            continue
        later = [
            other.period
            for other in dataset.facts.of(one, indicator)
            if other.printable and other.fact.status == "actual" and other.period > entry.period
        ]
        if later or entry.id in expected:
            newer = max(later).chinese if later else ""
            yield Pin(where, written, newer, "" if later else expected[entry.id])
            return
