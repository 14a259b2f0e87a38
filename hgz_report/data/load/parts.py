"""What each data file gives to the whole: its model and the lines of its entries, kept by content once the file has no mistakes.

A kept part is thin: of the tree it holds ids and the lines of entries.  Who finds something against it reads the file again,
for the line.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.allow_list import holding_numbers, registered_names
from hgz_report.data.load.attribution import attribute
from hgz_report.data.load.folder import DataFile
from hgz_report.data.load.texts import markup_problems
from hgz_report.data.model import Subject
from hgz_report.data.part_digests import digest
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.problems import Problem

_KIND = "data-file"
_TELLING = ("id", "kind")
"""What of an entry others ask for: by what id it goes, whether an indicator is a date."""
_ENTRY = 2
"""Steps to an entry of a file: the list and the place in it."""


class FilePart(Struct, frozen=True):
    """What could be made of a file: `tree` as it was read, `draft` None where nothing could; `names` that hold numbers.

    `facts`: a hash of its facts, empty where not all of the file could be read; `bare`: nothing in it looks like markup.
    """

    tree: Tree
    draft: Draft[Any] | None
    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    facts: bytes = b""
    bare: bool = False


class Reader(Struct, frozen=True):
    """Makes parts of files.  `dates`: the indicators whose values are dates."""

    cache: Cache
    dates: frozenset[str] = field(default=frozenset())

    def part(self, model: type[BaseModel], written: DataFile) -> FilePart:
        """What a file gives, from the store if it stood there before without a mistake."""
        made_of = digest_of(model.__name__.encode(), written.digest, "\n".join(sorted(self.dates)).encode())
        if found := self.cache.recall(_KIND, made_of):
            known, value, marks, names, facts, bare = found[0]
            tree = Tree(written.file, value, marks)
            return FilePart(tree, Draft(known, tree), names, facts=facts, bare=bare)
        part = self.whole(model, written)
        if part.draft and part.draft.whole and not part.problems:
            marks = {steps: mark for steps, mark in part.tree.marks.items() if _of_entry(steps)}
            known = part.draft.model
            facts = digest(known.facts) if isinstance(known, Subject) else b""
            part = replace(part, facts=facts, bare=not any(markup_problems(part.draft)))
            self.cache.keep(_KIND, made_of, (known, _telling(part.tree.value), marks, part.names, facts, part.bare))
        return part

    def whole(self, model: type[BaseModel], written: DataFile) -> FilePart:
        """The same, with the line of everything."""
        tree = written.tree()
        problems = list(tree.problems)
        draft = build(model, _with_date_texts(tree, self.dates) if issubclass(model, Subject) else tree, problems)
        if draft is not None:
            attribute(draft)
        names = holding_numbers(registered_names(draft.model)) if draft else ()
        return FilePart(tree, draft, tuple(names), tuple(problems))


def date_indicators(tree: Tree) -> frozenset[str]:
    """The indicators whose values are dates."""
    entries = tree.value.get("indicators") if isinstance(tree.value, dict) else None
    if not isinstance(entries, dict):
        return frozenset()
    return frozenset(name for name, entry in entries.items() if isinstance(entry, dict) and entry.get("kind") == "date")


def _of_entry(steps: Steps) -> bool:
    return len(steps) <= _ENTRY or "accept" in steps


def _telling(value: Plain) -> Plain:
    """Of the lists and groups of a file the ids."""
    if not isinstance(value, dict):
        return None
    thin: dict[str, Plain] = {}
    for key, child in value.items():
        if isinstance(child, dict):
            thin[key] = {name: _ids(entry) for name, entry in child.items()}
        elif isinstance(child, list):
            thin[key] = [_ids(entry) for entry in child]
    return thin


def _ids(entry: Plain) -> Plain:
    return {key: entry[key] for key in _TELLING if key in entry} if isinstance(entry, dict) else None


def _with_date_texts(tree: Tree, dates: frozenset[str]) -> Tree:
    """A date given as a bare year is a number to YAML; here, before the models see it, it becomes the text it is."""
    facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
    if not isinstance(tree.value, dict) or not isinstance(facts, list):
        return tree
    return replace(tree, value={**tree.value, "facts": [_with_date_text(fact, dates) for fact in facts]})


def _with_date_text(fact: Plain, dates: frozenset[str]) -> Plain:
    indicator = fact.get("indicator") if isinstance(fact, dict) else None
    if not isinstance(fact, dict) or not isinstance(indicator, str) or indicator not in dates:
        return fact
    conflicts = fact.get("conflicts")
    if isinstance(conflicts, list):
        fact = {**fact, "conflicts": [_year_as_text(reading) for reading in conflicts]}
    return _year_as_text(fact)


def _year_as_text(reading: Plain) -> Plain:
    value = reading.get("value") if isinstance(reading, dict) else None
    return {**reading, "value": str(value)} if isinstance(reading, dict) and isinstance(value, Decimal) else reading
