"""Column widths of a table from its content, so that they fill the type area exactly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from hgz_report.document import Inlines, Table, plain
from hgz_report.style import Style
from hgz_report.writers.docx.notes import note_refs

_WORD = re.compile(r"[0-9A-Za-z.,%/:~～—-]+[万亿]*[元个家人年月项件倍吨]?|.")

_SEAM = re.compile(r"(?<=[0-9A-Za-z%])(?=[^!-~])|(?<=[^!-~])(?=[0-9A-Za-z])")

_SLACK = 2.0
"""pt: a line that fits to the last twip is broken by some readers all the same."""


def column_widths(table: Table, style: Style) -> list[int]:
    """Widths in twips.  `Column.width` counts where every column has one; else every column gets what its longest line
    needs, and where that is too much the wide columns share what the narrow ones leave.
    """
    total = round(style.text_width * 20)
    given = [float(column.width) for column in table.columns]
    if all(given):
        return _whole([total * width / sum(given) for width in given], total)
    size, padding = style.table_cell.size * 20, (2 * style.cell_pad_x + _SLACK) * 20
    cells = [[column.head, *_column(table, index)] for index, column in enumerate(table.columns)]
    least = [max(map(_longest_word, column)) * size + padding for column in cells]
    natural = [max(map(_longest_line, column)) * size + padding for column in cells]
    return _whole(_share(least, natural, total), total)


def _column(table: Table, index: int) -> list[Inlines]:
    return [row.cells[index] for row in table.rows if row.kind != "group" and index < len(row.cells)]


def _share(least: Sequence[float], natural: Sequence[float], total: float) -> list[float]:
    spare = total - sum(natural)
    if spare >= 0:
        return [width + spare / len(natural) for width in natural]
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    # Narrow columns first: each takes its natural width or an even part of what is left, whichever is smaller.
    widths = [0.0] * len(natural)
    order = sorted(range(len(natural)), key=lambda index: natural[index])
    left, needed = total, sum(least)
    for done, index in enumerate(order):
        needed -= least[index]
        even = left / (len(order) - done)
        widths[index] = max(least[index], min(natural[index], even, left - needed))
        left -= widths[index]
    widths[order[-1]] += left
    return widths


def _whole(widths: Sequence[float], total: int) -> list[int]:
    whole = [int(width) for width in widths]
    whole[whole.index(max(whole))] += total - sum(whole)
    return whole


def _longest_line(cell: Inlines) -> float:
    marks = 0.5 * sum(1 for _ in note_refs(cell))
    return marks + max(_ems(line) for line in plain(cell).split("\n"))


def _longest_word(cell: Inlines) -> float:
    return max((_ems(word) for word in _WORD.findall(plain(cell))), default=1.0)


def _ems(text: str) -> float:
    """Width in em as Word would set it, capitals and the space between Han and Latin included."""
    return sum(map(_em, text)) + 0.25 * len(_SEAM.findall(text))


def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WFA":
        return 1.0
    return 0.7 if char.isupper() else 0.5
