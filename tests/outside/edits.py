"""Every value of every data file changed alone, every fact dropped, doubled and given the keys it lacks: nothing else may change.

Each edit is made in a piece of its file (`tests.tools.excerpts`), where it is read again; that it is the same edit in the whole
file is held against its splices there; and every WHOLEth is made, and read again, in the whole file.

`python -m tests.outside.edits [STEP]`: every STEPth value only; two minutes for all; exit 1 on any finding.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from hgz_report.data.load.folder import DataFile, read_folder
from hgz_report.data.model import Fact
from hgz_report.data.written_order import written_order
from hgz_report.forms.edit.change import Add, Change, Drop, NotThere, Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.in_yaml import splices_in_yaml
from hgz_report.forms.edit.splices import Splice, spliced
from hgz_report.forms.tree import Plain, Steps, Tree, path_text
from hgz_report.forms.yaml.composer import compose
from hgz_report.problems import Problems
from tests.tools.excerpts import Excerpts
from tests.tools.project import ROOT

WHOLE = 50


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


class Trials:
    """One file, and what was found wrong with edits of it."""

    def __init__(self, written: DataFile) -> None:
        self.data, self.file = written.data, written.file
        self.text = written.data.decode()
        self.tree = compose(self.text, written.file)
        self.pieces = Excerpts(self.text, self.tree)

    def wrong(self, change: Change, *, whole: bool) -> str:
        """Make it; "" where it says what it should and all other bytes stayed, else what is wrong."""
        try:
            splices = list(splices_in_yaml(self.text, [change]))
            piece = self.pieces.about(change)
            if piece is not None:
                there = piece.asked(change)
                after = edited(piece.data, self.file, [there])
                inside = list(splices_in_yaml(piece.text, [there]))
                if [piece.moved(one) for one in inside] != splices or spliced(piece.text, inside).encode() != after:
                    return "not exact: another edit in a piece of the file"
            if (piece is None or whole) and edited(self.data, self.file, [change]) != self.as_spliced(splices):
                return "not exact: other bytes than the splices'"
        except Problems as refused:
            return f"refused: {refused}"
        except NotThere:
            return "refused: no place for it"
        return (
            ""
            if all(within(one, change, self.tree, self.text) for one in splices)
            else "not exact: more than the value"
        )

    def as_spliced(self, splices: list[Splice]) -> bytes:
        """The whole file."""
        return spliced(self.text, splices).encode()


def within(splice: Splice, change: Change, tree: Tree, text: str) -> bool:
    """Whether nothing goes but what is asked for: of a value its characters, of a thing no comment that has its own line."""
    gone = text[splice.start : splice.end]
    if isinstance(change, Drop):
        return splice.text in ("", " {}", " []", "{}", "[]") and "\n#" not in gone.replace(" ", "")
    form = tree.written.get(change.steps)
    return not gone if form is None else form.start <= splice.start and splice.end <= form.end


def main() -> int:
    """Try them all and say how many there were."""
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    folder, counted, whole, wrong = read_folder(ROOT), Counter[str](), 0, Counter[str]()
    for written in (*folder.single.values(), *folder.zones.values()):
        trials = Trials(written)
        for number, (kind, change) in enumerate(edits(trials.tree.value)):
            if number % step:
                continue
            counted[kind] += 1
            entire = number // step % WHOLE == 0 or trials.pieces.about(change) is None
            whole += entire
            if found := trials.wrong(change, whole=entire):
                wrong[found.partition(":")[0]] += 1
                print(f"{written.file} {type(change).__name__} {path_text(change.steps)} {found}", flush=True)
    print(f"{counted.total()} edits {dict(counted)}, {whole} of them in the whole file")
    print(f"{wrong['refused']} refused, {wrong['not exact']} not exact")
    return int(wrong.total() > 0)


if __name__ == "__main__":
    raise SystemExit(main())
