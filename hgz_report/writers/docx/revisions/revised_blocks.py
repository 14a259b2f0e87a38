"""Paragraphs and tables of two files paired, in a body or a cell: what is alike stays, the rest is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from difflib import SequenceMatcher

from hgz_report.writers.docx.revisions.marks import Marks, OoxElement, W, paragraph_text
from hgz_report.writers.docx.revisions.revised_words import mark_words

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_ALIKE = 0.4
"""Paragraphs less alike than this are one that went and one that came."""
_MOST = 3600
"""Pairs that are looked at between two places that are the same; where there are more, they are paired in turn."""
_FEW = 3
"""Paragraphs of a cell."""
Likeness = Callable[[OoxElement, OoxElement], float]
Pairs = list[tuple[int | None, int | None]]


def mark_blocks(old: OoxElement, new: OoxElement, marks: Marks) -> None:
    """Mark in a body or cell of the new file what is otherwise in the old one's; both end in a paragraph, as Word has it."""
    before, now = _blocks(old), _blocks(new)
    waiting: list[OoxElement] = []
    for was, at in _pairs(before, now):
        if at is None:
            assert was is not None  # one of both is there
            waiting.append(_deleted(before[was], marks))
            continue
        for gone in waiting:
            now[at].addprevious(gone)
        waiting.clear()
        if was is None:
            _inserted(now[at], marks)
        elif now[at].tag == _TABLE:
            _mark_rows(before[was], now[at], marks)
        else:
            mark_words(before[was], now[at], marks)
    section = new.find(f"{W}sectPr")
    for gone in waiting:
        new.append(gone) if section is None else section.addprevious(gone)


def _pairs(old: Sequence[OoxElement], new: Sequence[OoxElement]) -> Pairs:
    """Those of a cell, or of anything with as many of the same kind, by place; elsewhere the most alike.

    The last paragraph stays in any case: nothing comes behind it that its end could be joined with.
    """
    if len(old) <= _FEW and [one.tag for one in old] == [one.tag for one in new]:
        return [*zip(range(len(old)), range(len(new)), strict=True)]
    if old and new and old[-1].tag == new[-1].tag == _PARAGRAPH:
        return [*aligned(old[:-1], new[:-1], _block_key, _block_likeness), (len(old) - 1, len(new) - 1)]
    return aligned(old, new, _block_key, _block_likeness)


def _blocks(holder: OoxElement) -> list[OoxElement]:
    return [one for one in holder if one.tag in (_PARAGRAPH, _TABLE)]


def _inserted(block: OoxElement, marks: Marks) -> None:
    if block.tag == _TABLE:
        for row in block.findall(_ROW):
            marks.row(row, "ins")
    else:
        marks.inserted_paragraph(block)


def _deleted(block: OoxElement, marks: Marks) -> OoxElement:
    if block.tag != _TABLE:
        return marks.deleted_paragraph(block)
    made = deepcopy(block)
    for row in made.findall(_ROW):
        made.replace(row, marks.row(row, "del"))
    return made


def _mark_rows(old: OoxElement, new: OoxElement, marks: Marks) -> None:
    before, now = old.findall(_ROW), new.findall(_ROW)
    waiting: list[OoxElement] = []
    for was, at in aligned(before, now, _row_key, _row_likeness):
        if at is None:
            assert was is not None  # one of both is there
            waiting.append(marks.row(before[was], "del"))
            continue
        for gone in waiting:
            now[at].addprevious(gone)
        waiting.clear()
        if was is None:
            marks.row(now[at], "ins")
        else:
            for one, other in zip(before[was].findall(_CELL), now[at].findall(_CELL), strict=True):
                mark_blocks(one, other, marks)
    for gone in waiting:
        new.append(gone)


def aligned(
    old: Sequence[OoxElement],
    new: Sequence[OoxElement],
    key: Callable[[OoxElement], tuple[str, ...]],
    likeness: Likeness,
) -> Pairs:
    """Places of both in order, None where one has nothing: the same first, between them the most alike."""
    out: Pairs = []
    old_keys, new_keys = [key(one) for one in old], [key(one) for one in new]
    for kind, i, j, k, m in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if kind == "equal":
            out += zip(range(i, j), range(k, m), strict=True)
        else:
            out += _between(range(i, j), range(k, m), lambda was, at: likeness(old[was], new[at]))
    return out


def _between(old: range, new: range, alike: Callable[[int, int], float]) -> Pairs:
    """The pairs, in order, whose likeness adds up to the most."""
    if len(old) * len(new) > _MOST:
        pairs: Pairs = [(was, at) if alike(was, at) else (None, None) for was, at in zip(old, new, strict=False)]
        parted: Pairs = []
        for (was, at), one, other in zip(pairs, old, new, strict=False):
            parted += [(was, at)] if was is not None else [(one, None), (None, other)]
        rest = min(len(old), len(new))
        return [*parted, *((one, None) for one in old[rest:]), *((None, one) for one in new[rest:])]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    scores = [[alike(was, at) for at in new] for was in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    out: Pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            out.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            out.append((old[i], None))
            i += 1
        else:
            out.append((None, new[j]))
            j += 1
    return [*out, *((one, None) for one in old[i:]), *((None, one) for one in new[j:])]


def _style(paragraph: OoxElement) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def _block_key(block: OoxElement) -> tuple[str, ...]:
    if block.tag == _PARAGRAPH:
        return "p", _style(block), paragraph_text(block)
    return ("tbl", *(text for row in block.iter(_ROW) for text in _row_key(row)))


def _row_key(row: OoxElement) -> tuple[str, ...]:
    cells = (_cell_text(cell) for cell in row.findall(_CELL))
    return tuple(cells)


def _cell_text(cell: OoxElement) -> str:
    return "\n".join(paragraph_text(one) for one in cell.iter(_PARAGRAPH))


def _block_likeness(old: OoxElement, new: OoxElement) -> float:
    if old.tag != new.tag:
        return 0.0
    if old.tag == _TABLE:
        columns = [[len(row.findall(_CELL)) for row in table.findall(_ROW)][:1] for table in (old, new)]
        return 1.0 if columns[0] == columns[1] else 0.0
    if _style(old) != _style(new):
        return 0.0
    return _ratio(paragraph_text(old), paragraph_text(new))


def _row_likeness(old: OoxElement, new: OoxElement) -> float:
    """Rows with as many cells; with the same head the most alike."""
    before, now = _row_key(old), _row_key(new)
    if len(before) != len(now):
        return 0.0
    ratio = _ratio("\n".join(before), "\n".join(now))
    return 2.0 + ratio if before[0] == now[0] else ratio


def _ratio(old: str, new: str) -> float:
    if not old and not new:
        return 1.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0
