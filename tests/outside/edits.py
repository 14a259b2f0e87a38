"""Every value of every data file changed alone, every fact dropped, doubled and given the keys it lacks: nothing else may change.

`python -m tests.outside.edits [STEP]`: every STEPth value only; some minutes for all; exit 1 on any finding.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from hgz_report.data.load.folder import read_folder
from hgz_report.data.model import Fact
from hgz_report.data.written_order import written_order
from hgz_report.forms.edit.change import Add, Change, Drop, Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.tree import Plain, Steps
from hgz_report.problems import Problems
from tests.tools.project import ROOT


def values(value: Plain, steps: Steps = ()) -> Iterator[tuple[Steps, Plain]]:
    """Every scalar with the way to it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from values(one, (*steps, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from values(one, (*steps, number))
    else:
        yield steps, value


def others(value: Plain) -> list[Plain]:
    """What is put in place of a value: another number, or texts that are short, longer and hard to quote."""
    if isinstance(value, Decimal):
        return [Decimal("9876.50")]
    if isinstance(value, str):
        half = len(value) // 2
        return ["改", f"{value[:half]}新的{value[half:]}", f"{value}：{{gdp@2024}}、it's # x: “好”"]
    return [not value]


def edits(tree: Plain) -> Iterator[tuple[str, Change]]:
    """What is tried on one file."""
    for steps, old in values(tree):
        yield from (("changed", Put(steps, new)) for new in others(old))
    facts = tree.get("facts", []) if isinstance(tree, dict) else []
    assert isinstance(facts, list)
    order = written_order(Fact)
    for number, fact in enumerate(facts):
        assert isinstance(fact, dict)
        for key in order:
            there: Steps = ("facts", number, key)
            yield ("dropped", Drop(there)) if key in fact else ("added", Put(there, "新", order))
        yield "fact dropped", Drop(("facts", number))
        yield "fact before", Add(("facts",), fact, number)
        yield "fact after", Add(("facts",), fact)


def main() -> int:
    """Try them all and say how many there were."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    folder, counted, wrong = read_folder(ROOT), Counter[str](), 0
    for written in (*folder.single.values(), *folder.zones.values()):
        for number, (kind, change) in enumerate(edits(written.tree().value)):
            if number % step:
                continue
            counted[kind] += 1
            try:
                edited(written.data, written.file, [change])
            except Problems as refused:
                wrong += 1
                print(change, refused)
    print(f"{counted.total()} edits {dict(counted)}, {wrong} refused")
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())
