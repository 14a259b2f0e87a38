"""Cards of numbers: a fact with all that is known of it and the form that changes it; a derived number with its inputs."""

from __future__ import annotations

from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Reading
from hgz_report.data.worded import worded
from hgz_report.language.period import Period
from hgz_report.language.wording import QUALIFIER_WORDS, STATUS_NAMES
from hgz_report.origin import Derived, spelled
from hgz_report.provenance.meaning import subject
from hgz_report.workshop.preview.telling import Reply

FIELDS = ("value", "unit", "period", "qualifier", "source", "locator", "confidence", "note")
"""What the form changes."""
OPTIONAL = frozenset(("unit", "note", "author", "via", "url", "short", "definition"))
"""What may be left empty: then it is not written at all."""
SOURCE_FIELDS = ("title", "publisher", "date", "trust", "author", "via", "url", "note")
"""What the form of a source changes."""
_CONFIDENCE = (
    ("A", "官方或两家互证"),
    ("B", "一家可靠媒体"),
    ("C", "来源较弱，连说明一起印"),
    ("D", "不可用，不进报告"),
)


def fact_card(dataset: Dataset, entry: FactEntry, reading: str, focus: str) -> Reply:
    """A fact, or another source's `reading` of it; `focus`: the field that was clicked."""
    fact = entry.fact
    number = next((n for n, other in enumerate(fact.conflicts) if other.source == reading), -1) if reading else -1
    said = fact.conflicts[number] if number >= 0 else fact
    source = dataset.sources[said.source]
    return {
        "kind": "fact",
        "title": subject(entry),
        "id": entry.id,
        "said": worded(entry, said).text,
        "file": entry.where.file,
        "line": entry.where.line,
        "last": entry.where.line,
        "focus": focus,
        "status": STATUS_NAMES[fact.status] or "实绩",
        "definition": entry.indicator.definition,
        "confidence": said.confidence,
        "note": said.note,
        "unit": entry.unit,
        "source_title": f"《{source.title}》，{source.publisher}",
        "also": [dataset.sources[name].title for name in fact.also_in],
        "conflicts": [_other(dataset, entry, other) for other in fact.conflicts if other is not said],
        "period_said": Period(said.period).chinese,
        "edit": {"kind": "fact", "id": entry.id, "conflict": number, "old": form_of(said)},
        "indicator": {"kind": "indicator", "id": fact.indicator, "old": {"definition": entry.indicator.definition}},
        "new_source": f"s{dataset.highest_source_number + 1}",
        "own_unit": entry.indicator.unit,
        "units": sorted({other.unit for other in dataset.facts.values() if other.unit}),
        "confidences": [[name, f"{name} {meant}"] for name, meant in _CONFIDENCE],
        "qualifiers": [[name, word or "准数"] for name, word in QUALIFIER_WORDS.items()],
        "sources": [[name, one.title] for name, one in dataset.sources.items()],
    }


def form_of(said: Reading) -> dict[str, str]:
    """The values of the form as they are now."""
    return {name: str(getattr(said, name)) for name in FIELDS if hasattr(said, name)}


def derived_card(origin: Derived, dataset: Dataset) -> Reply:
    """A number that was worked out: its formula, and its inputs, which lead on."""
    card: Reply = {"kind": "derived", "title": "算出来的数", "id": spelled(origin), "inputs": [], "said": ""}
    if value := recomputed(spelled(origin), dataset.facts):
        facts = [dataset.facts[name] for name in value.inputs]
        named = (f"{subject(entry)}{worded(entry, entry.fact).text}" for entry in facts)
        card["said"] = f"{value.worded.text}＝{value.formula.format(*named)}"
        card["confidence"] = value.confidence
    entries = [entry for name in origin.inputs if (entry := dataset.facts.get(name))]
    card["inputs"] = [
        {"id": one.id, "title": subject(one), "said": worded(one, one.fact).text, "where": str(one.where)}
        for one in entries
    ]
    return card


def _other(dataset: Dataset, entry: FactEntry, reading: Reading) -> Reply:
    return {
        "said": worded(entry, reading).text,
        "source": dataset.sources[reading.source].title,
        "period": Period(reading.period).chinese,
        "note": reading.note,
    }
