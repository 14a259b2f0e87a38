"""What changed inside a paragraph, by words and numbers: the new paragraph stays whole, with what was there before marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from msgspec import Struct

from hgz_report.writers.docx.revisions.marks import Marks, OoxElement, W, run_text, shown_runs

_WORD = re.compile(r"\d[\d.,]*[%％‰]?|[A-Za-z]+|[一-鿿]|.", re.DOTALL)
_BETWEEN = 1
"""So few words between two changes are part of the change: 上升→下降, not 上[升→]….."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class _Change(Struct, frozen=True):
    """`start`, `end`: characters of the new text that were not there before; `before`: the text that stood in their place."""

    start: int
    end: int
    before: str


def mark_words(old: OoxElement, new: OoxElement, marks: Marks) -> None:
    """Mark in the new paragraph what is otherwise in the old one."""
    changes = _changes(_tokens(old), _tokens(new))
    before = {one.start: one.before for one in changes if one.before}
    inserted = [(one.start, one.end) for one in changes if one.start < one.end]
    at = 0
    for run in [run for run in shown_runs(new) if run_text(run)]:
        end = at + len(run_text(run))
        edges = {place for span in inserted for place in span} | {*before}
        cuts = sorted({at, end} | {place for place in edges if at < place < end})
        if len(cuts) > 2 or at in before or any(first <= at < last for first, last in inserted):
            _replace(run, list(_marked(run, at, cuts, inserted, before, marks)))
        at = end
    for text in before.values():  # what stood at the end
        _append(new, marks.deleted_run(text, _properties(old)))


def _marked(
    run: OoxElement, at: int, cuts: list[int], inserted: list[tuple[int, int]], before: dict[int, str], marks: Marks
) -> Iterator[OoxElement]:
    """A run in pieces, with what was deleted in front of each; `at`: where it begins in the text."""
    for start, stop in pairwise(cuts):
        if start in before:
            yield marks.deleted_run(before.pop(start), run.find(f"{W}rPr"))
        piece = _piece(run, start - at, stop - at)
        fresh = any(first <= start and stop <= last for first, last in inserted)
        yield marks.mark("ins", piece) if fresh else piece


def _replace(run: OoxElement, pieces: list[OoxElement]) -> None:
    parent = run.getparent()
    place = parent.index(run)
    parent.remove(run)
    for number, piece in enumerate(pieces):
        parent.insert(place + number, piece)


def _piece(run: OoxElement, start: int, stop: int) -> OoxElement:
    """A part of a run, from a character to another, with its properties."""
    made = deepcopy(run)
    at = 0
    for part in list(made):
        tag = part.tag
        if tag == f"{W}rPr":
            continue
        length = len(part.text or "") if tag == f"{W}t" else 1 if tag in (f"{W}tab", f"{W}br") else 0
        first, last = max(start - at, 0), min(stop - at, length)
        if tag == f"{W}t" and first < last:
            part.text = (part.text or "")[first:last]
            part.set(_SPACE, "preserve")
        elif not (first < last or (length == 0 and start <= at < stop)):
            made.remove(part)
        at += length
    return made


def _append(paragraph: OoxElement, element: OoxElement) -> None:
    """Put something behind the last text of a paragraph."""
    runs = shown_runs(paragraph)
    last = runs[-1] if runs else None
    while last is not None and last.getparent() is not paragraph:
        last = last.getparent()
    paragraph.insert(len(paragraph) if last is None else paragraph.index(last) + 1, element)


def _properties(paragraph: OoxElement) -> OoxElement | None:
    runs = shown_runs(paragraph)
    found: OoxElement | None = runs[-1].find(f"{W}rPr") if runs else None
    return found


def _tokens(paragraph: OoxElement) -> list[str]:
    """The words of a paragraph; what a content control holds is one."""
    out: list[str] = []
    held: OoxElement | None = None
    for run in shown_runs(paragraph):
        control = next(run.iterancestors(f"{W}sdt"), None)
        if control is None:
            out += _WORD.findall(run_text(run))
        elif control is held:
            out[-1] += run_text(run)
        else:
            out.append(run_text(run))
        held = control
    return out


def _changes(before: list[str], now: list[str]) -> list[_Change]:
    old_ends, new_ends = [0, *accumulate(map(len, before))], [0, *accumulate(map(len, now))]
    text = "".join(before)
    found: list[tuple[int, int, int, int]] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if found and i - found[-1][1] <= _BETWEEN and k - found[-1][3] <= _BETWEEN:
            found[-1] = (found[-1][0], j, found[-1][2], m)
        else:
            found.append((i, j, k, m))
    return [_Change(new_ends[k], new_ends[m], text[old_ends[i] : old_ends[j]]) for i, j, k, m in found]
