"""Documents made by hand, given the origins that a told report has."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from hgz_report.document.blocks import Document, KeyFigure, Table, Text
from hgz_report.origin import Template, attributed
from tests.tools.node_fields import fields_of, is_node, with_fields

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
    elif is_node(value):
        told = ((name, held, _given(held)) for name, held, _ in fields_of(value))
        made = with_fields(value, {name: now for name, held, now in told if now is not held})
        if isinstance(made, KeyFigure):
            made = replace(made, name=attributed(made.name, HERE), note=attributed(made.note, HERE))
        if isinstance(made, Table):
            made = replace(made, unit_origin=HERE)
    return made
