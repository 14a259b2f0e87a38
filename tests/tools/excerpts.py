"""A piece of a YAML file that reads by itself: one child of a group at the top with its neighbours, each line as it stands.

An edit of one value asks for the whole file to be read again; of the piece that is a hundredth of the work.  `Excerpt.moved`
says where in the file a splice of the piece belongs, so that whoever tries it there can compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from hgz_report.forms.edit.change import Add, Change
from hgz_report.forms.edit.splices import Splice
from hgz_report.forms.tree import Plain, Tree


@dataclass(frozen=True)
class Excerpt:
    """`text`: the line of the top key and the children from `first` on; `offset`: characters that it stands further down."""

    text: str
    key: str
    first: int
    listed: bool
    offset: int

    @cached_property
    def data(self) -> bytes:
        """Its bytes."""
        return self.text.encode()

    def asked(self, change: Change) -> Change:
        """The same change with its way as it is in the piece."""
        steps = change.steps
        if self.listed and len(steps) > 1 and isinstance(steps[1], int):
            steps = (steps[0], steps[1] - self.first, *steps[2:])
        if isinstance(change, Add) and len(steps) == 1 and change.at is not None:
            return replace(change, steps=steps, at=change.at - self.first)
        return replace(change, steps=steps)

    def moved(self, splice: Splice) -> Splice:
        """Where it is made in the file."""
        return splice._replace(start=splice.start + self.offset, end=splice.end + self.offset)


class Excerpts:
    """The pieces of one file; of a group in brackets, of a value at the top, of a group without children there is none."""

    def __init__(self, text: str, tree: Tree) -> None:
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        assert isinstance(tree.value, dict)
        self.value, self.tree, self.made = tree.value, tree, dict[tuple[str, int], Excerpt | None]()
        tops = [tree.where((key,)).line for key in tree.value]
        self.ends = dict(zip(tree.value, [line - 1 for line in tops[1:]] + [len(self.lines)], strict=True))
        self.places = {
            key: {name: number for number, name in enumerate(_children(child))} for key, child in tree.value.items()
        }

    def about(self, change: Change) -> Excerpt | None:
        """The piece that holds what a change is about, with the child before and the one after."""
        key = change.steps[0]
        assert isinstance(key, str)
        places = self.places[key]
        if len(change.steps) > 1:
            number = places.get(change.steps[1], -1)
        elif isinstance(change, Add):
            number = len(places) - 1 if change.at is None else change.at
        else:
            number = -1
        if number < 0:
            return None
        if (key, number) not in self.made:
            self.made[key, number] = self._cut(key, number)
        return self.made[key, number]

    def _cut(self, key: str, number: int) -> Excerpt | None:
        names = list(self.places[key])
        head = self.tree.where((key,)).line
        lines = [self.tree.where((key, name)).line for name in names]
        if lines[0] == head or len(set(lines)) < len(lines):
            return None
        first, after = max(number - 1, 0), min(number + 2, len(names))
        begins = lines[first] if first else head + 1
        ends = lines[after] - 1 if after < len(names) else self.ends[key]
        said = self.lines[head - 1]
        text = said + "".join(self.lines[begins - 1 : ends])
        offset = self.starts[begins - 1] - len(said)
        return Excerpt(text, key, first, isinstance(self.value[key], list), offset)


def _children(value: Plain) -> Iterator[str | int]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list):
        yield from range(len(value))
