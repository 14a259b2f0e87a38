"""The ```chart blocks of a template: YAML, of which only the fields that are printed are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.prose.pieces import HAS_HAN, MASK, PieceKind, ProsePiece
from hgz_report.forms.yaml.composer import compose
from hgz_report.forms.yaml.spelling import spelling

_BLOCK = re.compile(r"^```chart[ \t]*\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_PRINTED = ("title", "source", "note", "alt", "quadrants")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
"""A form has no {{ … }}: the build binds a year to the facts of the chart, or refuses it."""


def chart_pieces(text: str) -> Iterator[ProsePiece]:
    """The printed fields of every block.  A block that YAML cannot read has none: composing the report says what is wrong."""
    for block in _BLOCK.finditer(text):
        start, body = block.start("body"), block["body"]
        tree = compose(body, "")
        for steps, written in tree.written.items():
            if not steps or steps[0] not in _PRINTED:
                continue
            value, runs, literal = spelling(body, written)
            if runs and HAS_HAN.search(value):
                placed = tuple((at, start + offset) for at, offset in runs)
                kind: PieceKind = "label" if steps[0] in ("title", "quadrants") else "literal"
                yield ProsePiece(kind, _YEAR.sub(MASK * 4, value), placed, literal)


def without_charts(text: str) -> str:
    """The text with blanks in place of every block, each line end where it was."""
    return _BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block.group()), text)
