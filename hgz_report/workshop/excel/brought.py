"""What a table would change in the data: fields of facts, new facts; what was not taken and why; what has to be said."""

from __future__ import annotations

from msgspec import Struct, field

from hgz_report.data.dataset import FactEntry
from hgz_report.forms.tree import Plain


class FieldChange(Struct, frozen=True):
    """A field of a fact: `cell` as office programs call it, old and new as cells show them; `value` None takes the key away."""

    cell: str
    entry: FactEntry
    key: str
    old: str
    new: str
    value: Plain


class NewFact(Struct, frozen=True):
    """A fact that the data do not have, its keys as they are written."""

    cell: str
    owner: str
    fact: dict[str, Plain]


class CellRemark(Struct, frozen=True):
    """What is said of a cell, with the remedy where it was not taken."""

    cell: str
    what: str
    hint: str = ""


class Brought(Struct, frozen=True):
    """All that one file brought."""

    changes: list[FieldChange] = field(default_factory=list)
    fresh: list[NewFact] = field(default_factory=list)
    refused: list[CellRemark] = field(default_factory=list)
    said: list[CellRemark] = field(default_factory=list)
