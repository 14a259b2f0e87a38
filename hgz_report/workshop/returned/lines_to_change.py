"""Which line of which file is to be changed so that a printed text changes: of data, of templates, of report.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import Dataset
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.forms.edit.rewrite import inside
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps, Tree, path_text
from hgz_report.forms.yaml.read import MAX_BYTES, read_tree
from hgz_report.origin import (
    Allowed,
    Cited,
    Config,
    Count,
    DataText,
    Derived,
    Fact,
    Origin,
    PeriodOf,
    Template,
    Wording,
    spelled,
)
from hgz_report.problems import Problems, Where
from hgz_report.provenance.meaning import subject

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_AROUND = 6
"""Characters before and after a place by which its line is known again."""


class LinePlace(Struct, frozen=True):
    """A place to change: `steps` is the way to the value in a file of data or in report.toml, empty for a template;
    `what`: what stands there, in Chinese.
    """

    where: Where
    what: str
    steps: Steps = ()
    origin: Origin | None = None

    @property
    def path(self) -> str:
        """The way as an editor counts: `facts[3].value`."""
        return path_text(self.steps)


def steps_of(path: str) -> Steps:
    """`briefing.tiles[2].label`, counted from 1, as the way there."""
    return tuple(name or int(number) - 1 for name, number in _STEP.findall(path))


class LinePlaces(Struct):
    """Looks lines up in the files as they are now; without a `dataset` where they were."""

    root: Path
    dataset: Dataset | None
    _trees: dict[str, Tree] = field(default_factory=dict)
    _texts: dict[str, list[str]] = field(default_factory=dict)

    def tree(self, file: str) -> Tree:
        """The file as plain values with their lines; an empty one where it can't be read."""
        if file not in self._trees:
            data = self._bytes(file)
            read = read_toml if file.endswith(".toml") else read_tree
            self._trees[file] = Tree(file) if data is None else read(data, file)
        return self._trees[file]

    def _bytes(self, file: str) -> bytes | None:
        """A file of the project; None for what is none: a returned file may name any."""
        try:
            path = inside(self.root, file)
            return path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except (OSError, ValueError, Problems):
            return None

    def value(self, file: str, steps: Steps) -> Plain:
        """What stands at the end of a way in a file now; None for nothing."""
        value = self.tree(file).value
        for step in steps:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def text(self, file: str) -> list[str]:
        """The lines of a file; none where it can't be read."""
        if file not in self._texts:
            data = self._bytes(file) or b""
            self._texts[file] = data.decode("utf-8-sig", errors="replace").splitlines()
        return self._texts[file]

    def of(self, origin: Origin, words: str = "", at: int = 0) -> Iterator[LinePlace]:
        """The lines behind an origin; `words`: the stretch it is of, `at`: the place in it that was changed."""
        match origin:
            case Fact(identifier, reading):
                yield from self._fact(identifier, reading, "value", "数值", origin)
            case PeriodOf(identifier, reading):
                yield from self._fact(identifier, reading, "period", "时期", origin)
            case Derived():
                yield from self._inputs(origin)
            case DataText():
                yield self._data(origin, words, at)
            case Template(file, line, column, call):
                yield LinePlace(Where(file, line, column), "模板", (), origin)
                if call:
                    yield LinePlace(call, "模板：由这里调用", (), origin)
            case Config(key):
                steps = tuple(key.split("."))
                yield LinePlace(Where(CONFIG, self.tree(CONFIG).where(steps).line), key, steps, origin)
            case Allowed(_, at_):
                yield from self.of(at_, words, at)
            case Cited(source) if self.dataset and source in self.dataset.places:
                yield LinePlace(self.dataset.places[source], "来源号，程序编的", (), origin)
            case Wording(_, inputs):
                for one in inputs:
                    yield from self.of(one)
            case Count() | Cited():
                return

    def _fact(self, identifier: str, reading: str, name: str, what: str, origin: Origin) -> Iterator[LinePlace]:
        entry = self.dataset.facts.get(identifier) if self.dataset else None
        if entry is None:
            yield from self._policy(identifier, origin)
            return
        tree = self.tree(entry.where.file)
        facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
        for n, fact in enumerate(facts if isinstance(facts, list) else ()):
            steps: Steps = ("facts", n)
            if tree.where(steps).line != entry.where.line or not isinstance(fact, dict):
                continue
            others = fact.get("conflicts")
            for k, other in enumerate(others if isinstance(others, list) else ()):
                if reading and isinstance(other, dict) and other.get("source") == reading:
                    steps = (*steps, "conflicts", k)
                    break
            yield LinePlace(
                Where(tree.file, tree.where((*steps, name)).line), f"{what}：{subject(entry)}", (*steps, name), origin
            )
            return
        yield LinePlace(entry.where, what, (), origin)

    def _policy(self, identifier: str, origin: Origin) -> Iterator[LinePlace]:
        """The date of a document is bound like a fact, `policy.plan@date`."""
        key = identifier.removeprefix("policy.").partition("@")[0]
        where = self.dataset.places.get(key) if identifier.startswith("policy.") and self.dataset else None
        if where is None:
            return
        tree = self.tree(where.file)
        policies = tree.value.get("policies") if isinstance(tree.value, dict) else None
        for n in range(len(policies) if isinstance(policies, list) else 0):
            if tree.where(("policies", n)).line == where.line:
                steps: Steps = ("policies", n, "date")
                yield LinePlace(Where(tree.file, tree.where(steps).line), "日期", steps, origin)

    def _inputs(self, origin: Derived) -> Iterator[LinePlace]:
        value = recomputed(spelled(origin), self.dataset.facts) if self.dataset else None
        for one in dict.fromkeys(value.inputs if value else origin.inputs):
            yield from self._fact(one, "", "value", "算出它的数", Fact(one))

    def _data(self, origin: DataText, words: str, at: int) -> LinePlace:
        steps = steps_of(origin.field)
        tree = self.tree(origin.file)
        first, last = (origin.first, origin.last) if tree.value is None else tree.lines(steps)
        line = self._line_in(origin.file, first, last, words, at)
        return LinePlace(Where(origin.file, line), path_text(steps), steps, origin)

    def _line_in(self, file: str, first: int, last: int, words: str, at: int) -> int:
        """Of a text on several lines the one with the place that was changed."""
        rows = self.text(file)[first - 1 : last]
        if len(rows) < 2 or not words:
            return first
        letters = [(letter, number) for number, row in enumerate(rows, first) for letter in row if not letter.isspace()]
        whole = "".join(letter for letter, _ in letters)
        before, after = ("".join(part.split()) for part in (words[:at], words[at:]))
        for size in range(_AROUND, 1, -1):
            for probe, offset in ((before[-size:] + after[:size], len(before[-size:])), (after[:size], 0)):
                found = whole.find(probe) if len(probe) > 1 else -1
                if found >= 0:
                    return letters[min(found + offset, len(letters) - 1)][1]
            probe = before[-size:]
            if len(probe) > 1 and (found := whole.find(probe)) >= 0:
                return letters[found + len(probe) - 1][1]
        return first


def said_of(origins: Mapping[Origin, object]) -> Iterator[str]:
    """What else is to be known of numbers that nobody typed."""
    for origin in origins:
        match origin:
            case Count(of):
                yield f"这个数是数出来的（{of}）：改清单，不改数"
            case Derived():
                yield "这个数是算出来的：改算它的数"
            case Cited():
                yield "来源号一经给出不改"
            case Fact(_, _, part) if part == "unmarked":
                yield "模板里说了不印“目标”“预计”一类的字"
