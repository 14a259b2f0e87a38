"""Another value for one scalar: only the characters that differ, where its spelling lets them be told apart."""

from __future__ import annotations

import yaml

from hgz_report.forms.edit.splices import Splice, alike, line_end, line_start
from hgz_report.forms.edit.yaml_nodes import column, end, start
from hgz_report.forms.edit.yaml_words import LONGEST, reads_as, scalar, width, word, wrapped
from hgz_report.forms.tree import Plain, ScalarForm
from hgz_report.forms.yaml.spelling import Spelling, spelling


def respelled(text: str, node: yaml.ScalarNode, value: Plain, indent: int, *, flow: bool) -> Splice:
    """The splice that makes `value` of a scalar: its quotes, its block and its lines stay where they can.

    `indent`: of the lines of a text that becomes too long for one.

    Raises NotThere for a value that can't be spelled.
    """
    first, last, style = start(node), end(node, text), node.style or ""
    raw = text[first:last]
    if isinstance(value, str) and ("\n" in raw or style in ("|", ">")):
        for candidate in _parts(text, ScalarForm(style, first, last), value, _indent(raw)):
            if reads_as(candidate, value, flow=flow):
                return _narrowed(first, raw, candidate)
    if style in ("|", ">"):
        # what does not fit into the block any more: the rest of its line, a comment may be there, goes with it
        style = ""
    alone = not flow and "\n" not in raw and not text[last : line_end(text, last)].strip()
    if alone and column(node) + width(raw) <= LONGEST:
        return Splice(first, last, "\n".join(scalar(value, column(node), indent, style)))
    return Splice(first, last, word(value, style, flow=flow))


def _indent(raw: str) -> int:
    """Blanks at the beginning of a scalar's second line."""
    line = raw.partition("\n")[2]
    return len(line) - len(line.lstrip(" "))


def _parts(text: str, form: ScalarForm, value: str, indent: int) -> list[str]:
    """What the scalar could look like: the changed part alone; its changed line broken in two; all of it folded anew."""
    raw = text[form.start : form.end]
    old = spelling(text, form)
    found: list[str] = []
    if old.literal and old.text:
        one = _middle(text, form, old, value)
        longest = max(LONGEST, *(width(line) for line in text[line_start(text, form.start) : form.end].split("\n")))
        if all(width(line) <= longest for line in one.split("\n")):
            found.append(one)
        else:
            found.append("\n".join(_broken(one.split("\n"), longest, indent)))
            found.append(one)
    if form.style in ("|", ">"):
        head = raw.partition("\n")[0]
        room = LONGEST - indent if form.style == ">" else len(value) * 2 + 1
        found.append("\n".join((head, *(" " * indent + line for line in wrapped(value, room)))))
    return found


def _middle(text: str, form: ScalarForm, old: Spelling, value: str) -> str:
    """The scalar with its first and its last characters as they stand, as far as both texts have them."""
    first, last = alike(old.text, value)
    begins, stops = _offset(old, first), _offset(old, len(old.text) - last, after=last < len(old.text) - first)
    stops = max(begins, stops)
    return text[form.start : begins] + value[first : len(value) - last] + text[stops : form.end]


def _offset(old: Spelling, position: int, *, after: bool = False) -> int:
    """Where a character of the text stands in the file; `after`: where the one before it ends."""
    looked = position - 1 if after else position
    begins, offset = max(run for run in old.runs if run[0] <= max(looked, 0))
    return offset + looked - begins + after


def _broken(lines: list[str], longest: int, indent: int) -> list[str]:
    """Lines that became too long, in two or more; the first has what precedes the scalar in its line before it."""
    found: list[str] = []
    for number, line in enumerate(lines):
        if number == 0 or width(line) <= longest:
            found.append(line)
        else:
            found += (" " * indent + part for part in wrapped(line.lstrip(" "), longest - indent))
    return found


def _narrowed(first: int, raw: str, candidate: str) -> Splice:
    """Only what differs of two spellings."""
    head, tail = alike(raw, candidate)
    return Splice(first + head, first + len(raw) - tail, candidate[head : len(candidate) - tail])
