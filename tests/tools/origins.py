"""Documents made by hand, given the origins that a told report has."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hgz_report.document.blocks import Document, KeyFigure, Table, Text
from hgz_report.origin import Template, attributed

HERE = Template("templates/short/10_section.md.j2", 1)


def with_origins(document: Document) -> Document:
    """The document, all its words typed in one template."""
    given: Document = _given(document)
    return replace(given, title=attributed(document.title, HERE))


def _given(value: Any) -> Any:
    made = value
    if isinstance(value, tuple):
        made = tuple(map(_given, value))
    elif isinstance(value, dict):
        made = {key: _given(one) for key, one in value.items()}
    elif isinstance(value, Text):
        made = Text(value.text, HERE)
    elif is_dataclass(value) and not isinstance(value, type):
        kept = {one.name: _given(getattr(value, one.name)) for one in fields(value)}
        made = replace(value, **{name: each for name, each in kept.items() if each is not getattr(value, name)})
        if isinstance(made, KeyFigure):
            made = replace(made, name=attributed(made.name, HERE), note=attributed(made.note, HERE))
        if isinstance(made, Table):
            made = replace(made, unit_origin=HERE)
    return made
