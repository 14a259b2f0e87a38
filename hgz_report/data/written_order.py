"""In which order people write the keys of a fact or a zone: where a new one goes, whatever order the model has them in."""

from __future__ import annotations

from pydantic import BaseModel

from hgz_report.data.model import Fact, National, Reading, Zone

_READING = (
    "period",
    "value",
    "unit",
    "qualifier",
    "status",
    "scope",
    "source",
    "locator",
    "confidence",
    "also_in",
    "note",
)
_SUBJECT = ("summary", "briefing", "findings", "ladder", "facts", "practices", "proposals", "requests", "gaps", "notes")
_WRITTEN: dict[type[BaseModel], tuple[str, ...]] = {
    Reading: tuple(key for key in _READING if key in Reading.model_fields),
    Fact: ("indicator", *_READING, "conflicts", "accept"),
    National: ("name", "short", *_SUBJECT),
    Zone: ("name", "short", "city", "province", "aliases", "about", "order", *_SUBJECT, "partners"),
}


def written_order(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model, of which all are there."""
    known = _WRITTEN.get(model, ())
    return (
        *(key for key in known if key in model.model_fields),
        *(key for key in model.model_fields if key not in known),
    )
