"""A data file as written -> the texts in it that are printed, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from hgz_report.checks.prose.pieces import HAS_HAN, MASK, Kind, Piece
from hgz_report.data.placeholder import find
from hgz_report.forms.yaml.composer import FOLD

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATA: Kind = "data"
_NAME: Kind = "name"
_TITLE: Kind = "title"
_LABEL: Kind = "label"
_PROSE = ("about", "condition", "findings", "gaps", "gist", "measures", "note", "notes", "points", "said", "signs", "text",
          "value")  # fmt: skip
_NAMES = ("affiliation", "areas", "name", "short", "title")
_KINDS: dict[str, Kind] = {**dict.fromkeys(_PROSE, _DATA), **dict.fromkeys(_NAMES, _NAME)}
_QUOTED: dict[str, Kind] = {**_KINDS, **dict.fromkeys(("author", "issuer", "publisher", "title", "via"), _TITLE)}
_REPORT: dict[str, Kind] = dict.fromkeys(("keywords", "subject", "title"), _LABEL)
_QUOTING = ("sources", "policies")
"""Files that list what others have published, under the titles others have given it."""
_ESCAPES = {'"': "\\", "'": "''"}
_LINE = re.compile("[^\n]+")


def read_data(text: str, file: str) -> tuple[Piece, ...]:
    """The printed texts of a data file, or of a report.yaml.  What YAML cannot read has none: loading says what is wrong."""
    stem = PurePosixPath(file).stem
    kinds = _REPORT if stem == "report" else _QUOTED if stem in _QUOTING else _KINDS
    try:
        return tuple(piece for kind, event in _scalars(text, kinds) if (piece := _piece(kind, text, event)) is not None)
    except yaml.YAMLError:
        return ()


def _scalars(text: str, kinds: Mapping[str, Kind]) -> Iterator[tuple[Kind, yaml.ScalarEvent]]:
    """Values under the keys in `kinds`, directly or in a list."""
    keys: list[str | None] = []
    """Of every open mapping the key whose value comes next (empty while a key is awaited); None for a list."""
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.MappingStartEvent):
            keys.append("")
        elif isinstance(event, yaml.SequenceStartEvent):
            keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            keys.pop()
            _value_done(keys)
        elif isinstance(event, yaml.ScalarEvent):
            if keys and keys[-1] == "":
                keys[-1] = event.value or "?"
                continue
            key = next((key for key in reversed(keys[-2:]) if key is not None), None)
            if key is not None and key in kinds:
                yield kinds[key], event
            _value_done(keys)


def _value_done(keys: list[str | None]) -> None:
    if keys and keys[-1] is not None:
        keys[-1] = ""


def _piece(kind: Kind, text: str, event: yaml.ScalarEvent) -> Piece | None:
    assert event.start_mark and event.end_mark  # parsed events have them
    start, end = event.start_mark.index, event.end_mark.index
    raw = text[start:end]
    fixable = _ESCAPES.get(event.style or "", "\0") not in raw[1:-1]
    if event.style in ("|", ">"):
        at = raw.find("\n") + 1
    else:
        at = 1 if event.style in ('"', "'") else 0
        raw = raw[: len(raw) - at]
    value, runs = _joined(raw, at, start)
    if not runs or not HAS_HAN.search(value):
        return None
    for placeholder in find(value):
        value = value[: placeholder.start] + MASK * (placeholder.end - placeholder.start) + value[placeholder.end :]
    return Piece(kind, value, runs, fixable)


def _joined(raw: str, at: int, start: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines of a value put together as they are printed: with a blank only between Latin words."""
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    for line in _LINE.finditer(raw, at):
        stripped = line.group().strip(" ")
        if not stripped:
            continue
        if parts and not FOLD.search(f"{parts[-1][-1]} {stripped[0]}"):
            parts.append(" ")
            length += 1
        runs.append((length, start + line.start() + len(line.group()) - len(line.group().lstrip(" "))))
        parts.append(stripped)
        length += len(stripped)
    return "".join(parts), tuple(runs)
