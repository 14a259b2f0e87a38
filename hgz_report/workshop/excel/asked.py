"""What a zone is asked to report: outcomes of targets that fell due, newer figures, and what nobody has found yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.worded import worded
from hgz_report.workshop.excel.sheet_columns import GAP
from hgz_report.workshop.next_edition.outlived import due_targets, replaceable


class FormRow(Struct, frozen=True):
    """One row of a form.  `key`: the fact it will be, or the gap it answers."""

    key: str
    owner: str
    owner_name: str
    what: str
    known: str
    period: str
    unit: str


def asked_of(dataset: Dataset, owners: Sequence[str], day: date) -> list[FormRow]:
    """Zone by zone: targets due at `day`, newest values that could have a successor by then, gaps."""
    zones = [owner for owner in owners if owner in dataset.zones]
    found: dict[str, dict[str, FormRow]] = {zone: {} for zone in zones}
    for target in due_targets(dataset, day, day):
        _add(found, target.entry, target.entry.fact.period, "目标的完成情况")
    for one in replaceable(dataset, day):
        _add(found, one.entry, one.expected.text, "最新的数")
    for zone in zones:
        found[zone] |= {one.key: one for one in _gaps(dataset, zone)}
    return [one for rows in found.values() for one in rows.values()]


def _add(found: dict[str, dict[str, FormRow]], entry: FactEntry, period: str, why: str) -> None:
    if entry.owner not in found or entry.indicator.kind in ("date", "text") or entry.fact.scope != "park":
        return
    key = f"{entry.owner}.{entry.fact.indicator}@{period}"
    known = (
        f"{worded(entry, entry.fact).text}（{entry.period.chinese}{'目标' if entry.fact.status == 'target' else ''}）"
    )
    what = f"{entry.indicator.name}：{why}"
    found[entry.owner].setdefault(key, FormRow(key, entry.owner, entry.owner_name, what, known, period, entry.unit))


def _gaps(dataset: Dataset, zone: str) -> Iterator[FormRow]:
    subject = dataset.zones[zone]
    for number, gap in enumerate(subject.gaps, 1):
        yield FormRow(f"{zone}/{GAP}{number}", zone, subject.short, str(gap), "", "", "")
