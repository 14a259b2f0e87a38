"""Facts as records of plain text: what `hgz-report facts` lists, and the lines of facts.csv for what a report prints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.model import Policy, Reading
from hgz_report.document.blocks import Document
from hgz_report.document.figures import figures
from hgz_report.language.spreadsheet_cells import as_text
from hgz_report.language.wording import plain_digits

_SOURCE = "source:"
"""Prefix of a FactRef that prints the number of a source, not a figure."""
_POLICY = "policy."
"""Prefix of what the date of a document is bound to."""
_BEFORE = "before:"
"""Prefix of what the edition before printed."""


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as they stand in facts.csv."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def document_figures(document: Document) -> dict[tuple[str, str], str]:
    """(fact, text) -> template line of every figure, those in charts included, numbers of sources not."""
    found: dict[tuple[str, str], str] = {}
    for figure in figures(document):
        if not figure.fact.startswith(_SOURCE):
            found.setdefault((figure.fact, figure.text), str(figure.where or ""))
    return found


def figure_rows(slug: str, printed: Mapping[tuple[str, str], str], dataset: Dataset) -> bytes:
    """The lines of facts.csv for a report."""
    records = _Records(dataset)
    return csv_lines([as_text(cell) for cell in _row(slug, text, fact, where, records)]
                  for (fact, text), where in printed.items())  # fmt: skip


def fact_record(entry: FactEntry) -> dict[str, str]:
    """A fact as plain text fields: the shape of `hgz-report facts --json`."""
    fact = entry.fact
    return {
        "id": entry.id,
        "zone": entry.owner,
        "zone_name": entry.owner_name,
        "indicator": fact.indicator,
        "name": entry.indicator.name,
        **_reading(fact),
        "unit": entry.unit if fact.number is not None else "",
        "status": fact.status,
        "where": str(entry.where),
    }


def policy_records(dataset: Dataset) -> Iterator[dict[str, str]]:
    """The date of every document and list; under `national` where it concerns no zone or several."""
    return (_policy_record(policy, dataset) for policy in dataset.policies)


def _policy_record(policy: Policy, dataset: Dataset) -> dict[str, str]:
    owner = policy.zones[0] if len(policy.zones) == 1 else NATIONAL
    return {
        "id": f"{_POLICY}{policy.id}@date",
        "zone": owner,
        "zone_name": dataset.subject(owner).short,
        "indicator": "policy_date",
        "name": f"《{policy.title}》日期",
        "period": policy.date,
        "value": policy.date,
        "qualifier": "exact",
        "source": policy.source,
        "locator": policy.locator,
        "confidence": policy.confidence,
        "note": policy.note,
        "unit": "",
        "status": "actual",
        "where": str(dataset.places.get(policy.id, "")),
    }


def _reading(reading: Reading) -> dict[str, str]:
    value = reading.value if isinstance(reading.value, str) else plain_digits(reading.value)
    return {
        "period": reading.period,
        "value": value,
        "qualifier": reading.qualifier,
        "source": reading.source,
        "locator": reading.locator,
        "confidence": reading.confidence,
        "note": reading.note,
    }


class _Records(Struct, frozen=True):
    """What stands behind printed figures: facts, and dates of documents by `policy.<id>@date`."""

    dataset: Dataset

    def find(self, figure: str) -> dict[str, str] | None:
        """The record of a figure, or what another source says of it (`id!source`); None of what no record stands behind."""
        identifier, _, source = figure.partition("!")
        conflicts: Sequence[Reading]
        if identifier.startswith(_POLICY):
            policy = next((one for one in self.dataset.policies if f"{_POLICY}{one.id}@date" == identifier), None)
            if policy is None:
                return None
            record, conflicts = _policy_record(policy, self.dataset), policy.conflicts
        elif identifier.startswith(_BEFORE):
            return _past_record(identifier, self.dataset)
        elif entry := self.dataset.facts.get(identifier):
            record, conflicts = fact_record(entry), entry.fact.conflicts
        else:
            return None
        readings = (_reading(reading) for reading in conflicts if reading.source == source)
        return record | next(readings, {})


def _past_record(figure: str, dataset: Dataset) -> dict[str, str] | None:
    """What the edition before printed, by `before:2026-Q4/chengdu.gdp@2023`; None of what no fact stands behind."""
    what, past = figure.partition("/")[2], dataset.previous
    own = past.owners.get(what.partition(".")[0]) if past else None
    fact = next((one for one in own.facts if one.id == what), None) if own else None
    if past is None or own is None or fact is None:
        return None
    return {
        "zone_name": own.name, "name": fact.name, "period": fact.period, "value": fact.value, "unit": fact.unit,
        "qualifier": fact.qualifier, "status": fact.status, "confidence": fact.confidence,
        "title": past.sources.get(fact.source, ""), "locator": "", "note": "", "where": fact.where,
    }  # fmt: skip


def _row(slug: str, text: str, fact: str, where: str, records: _Records) -> list[str]:
    record = records.find(fact)
    if record is None:
        return [slug, text, fact, *[""] * 12, where]
    fields = ("zone_name", "name", "period", "value", "unit", "qualifier", "status", "confidence")
    title = record.get("title") or records.dataset.sources[record["source"]].title
    shown = (record[name] for name in fields)
    return [slug, text, fact, *shown, title, record["locator"], record["note"], record["where"], where]
