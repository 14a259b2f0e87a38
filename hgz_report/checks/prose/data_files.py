"""A data file as written -> the texts in it that are printed, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from hgz_report.checks.prose.pieces import HAS_HAN, PieceKind, ProsePiece, without_placeholders
from hgz_report.data import printed
from hgz_report.data.file_kinds import model_of
from hgz_report.forms.tree import Steps, Tree, path_text
from hgz_report.forms.yaml.composer import compose
from hgz_report.forms.yaml.spelling import spelling
from hgz_report.narrate.reports import DEFINITION, ReportFile

_KINDS: dict[printed.PrintedKind, PieceKind] = {
    "prose": "data", "words": "data", "value": "data", "definition": "definition", "name": "name", "title": "title",
    "label": "label",
}  # fmt: skip
"""An address is no text."""


def read_data(text: str, file: str) -> tuple[ProsePiece, ...]:
    """The printed texts of a data file, or of a report.yaml.  What YAML cannot read has none: loading says what is wrong."""
    return tuple(sorted(_pieces(text, file), key=lambda piece: piece.runs))


def _pieces(text: str, file: str) -> Iterator[ProsePiece]:
    model = ReportFile if PurePosixPath(file).name == DEFINITION else model_of(file)
    if model is None:
        return
    tree = compose(text, file)
    for steps, _, mark in printed.printed_in(model, tree.value):
        if mark.kind in _KINDS and (piece := _piece(_KINDS[mark.kind], text, steps, tree)):
            yield replace(piece, registered=mark.kind in ("name", "title") and not mark.bound)


def _piece(kind: PieceKind, text: str, steps: Steps, tree: Tree) -> ProsePiece | None:
    value, runs, literal = spelling(text, tree.written[steps])
    if not runs or not HAS_HAN.search(value):
        return None
    return ProsePiece(kind, without_placeholders(value), runs, literal, path_text(steps))
