"""A table brought into the data: read, held against them, turned into edited files, and judged before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.cache.whole import put_new, sweep_beside
from hgz_report.checks.data.gate import EditionData, examine
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.file_kinds import DATA
from hgz_report.data.load.load import load_dataset
from hgz_report.data.model import Fact
from hgz_report.data.table_map_file import TableMap
from hgz_report.data.written_order import written_order
from hgz_report.edition.config import load_config
from hgz_report.forms.edit.change import Add, Change, Drop, Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite, rewrite
from hgz_report.forms.edit.trial_copy import trial_copy
from hgz_report.forms.tree import Plain, Tree
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Unusable, Where, os_reason
from hgz_report.readers.spreadsheet import SheetRead, read_spreadsheet
from hgz_report.workshop.excel.against import Against, base_of
from hgz_report.workshop.excel.brought import Brought, CellRemark, NewFact
from hgz_report.workshop.excel.guessed_map import guessed
from hgz_report.workshop.excel.others_table import take_table
from hgz_report.workshop.excel.our_sheets import take_sheet
from hgz_report.workshop.excel.sheet_columns import BASE
from hgz_report.workshop.excel.table_map import map_file, map_text, read_map


class Intake(Struct, frozen=True):
    """What a table would do: `files` as they were and will be, `places`: the line of each change and new fact, in their order.

    `guess`: a map made for a stranger's table, which is to be looked at before anything is taken; `findings`: what the data gate
    has against the outcome that it has not against the data now.
    """

    brought: Brought
    files: Mapping[str, Rewrite]
    places: tuple[Where, ...] = ()
    findings: tuple[Problem, ...] = ()
    map_file: str = ""
    guess: TableMap | None = None

    @property
    def wrong(self) -> bool:
        """Whether the outcome may not be written."""
        return any(one.severity == "error" for one in self.findings)

    def write(self, root: Path) -> None:
        """Put it into the files; a guessed map into its own.  Raises Problems."""
        if self.guess is not None:
            path = root / self.map_file
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                put_new(path, map_text(self.guess).encode())
            except OSError as error:
                what = f"写不了对照表：{os_reason(error)}"
                raise Problems([Problem(Where(self.map_file), what, "检查文件夹的权限")]) from None
            return
        rewrite(root, self.files)


def intake(root: Path, path: Path, name: str, source: str, cache: Cache) -> Intake:
    """What `path` would change.  `name`: of the map for a table that is not ours; `source`: of new facts that name none.

    Raises Unusable for a file that can't be read, Problems for data or a map with mistakes.
    """
    sheets = read_spreadsheet(path)
    dataset = load_dataset(root, cache)
    against = Against(dataset, base_of(sheets), source, Brought())
    if source:
        _known(source, dataset)
    ours = [take_sheet(sheet, against) for sheet in sheets] if not name else []
    if not any(_tells(sheet, taken) for sheet, taken in zip(sheets, ours, strict=False)):
        file = map_file(name or _name_of(path))
        sweep_beside(root / file)
        draft = read_map(root, file)
        if draft is None:
            guess = guessed(sheets, dataset)
            if guess is None:
                hint = "高新区或者指标一行一个，名称写简称或全称；或者用 hgz-report excel out 导出的表"
                raise Unusable([Problem(Where(path.name), "没有一张表认得出高新区和指标，不知道怎么读", hint)])
            return Intake(against.brought, {}, map_file=file, guess=guess)
        against.brought.refused.clear()
        against.brought.said.clear()
        take_table(sheets, draft, against)
    else:
        for sheet, taken in zip(sheets, ours, strict=True):
            if not taken:
                against.brought.said.append(CellRemark(sheet.name, "不是导出的表，没有读"))
    files, places = _edited(root, against.brought)
    return Intake(against.brought, files, places, _judged(root, dataset, files, cache))


def _tells(sheet: SheetRead, taken: bool) -> bool:
    return taken and not sheet.hidden and sheet.name != BASE


def _known(source: str, dataset: Dataset) -> None:
    if source not in dataset.sources:
        raise Problems([Problem(None, f"没有登记“{source}”这个出处", "先写进 data/sources.yaml")])


def _name_of(path: Path) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in path.stem).strip("-_") or "table"


def _edited(root: Path, brought: Brought) -> tuple[dict[str, Rewrite], tuple[Where, ...]]:
    """Every file's new bytes, and where the changes and the new facts stand (a new one after which line)."""
    trees: dict[str, tuple[bytes, Tree]] = {}
    asked: dict[str, list[Change]] = {}
    places: list[Where] = []
    for change in brought.changes:
        file = change.entry.where.file
        tree = _tree(root, file, trees)
        number = _position(tree, change.entry.where.line)
        steps = ("facts", number, change.key)
        places.append(tree.where(steps))
        if change.value is not None:
            asked.setdefault(file, []).append(Put(steps, change.value, written_order(Fact)))
        elif _has(tree, number, change.key):
            asked.setdefault(file, []).append(Drop(steps))
    for new in brought.fresh:
        file = f"{DATA}/national.yaml" if new.owner == NATIONAL else f"{DATA}/zones/{new.owner}.yaml"
        tree = _tree(root, file, trees)
        place, change_ = _added(tree, new, asked.setdefault(file, []))
        places.append(place)
        if change_ is not None:
            asked[file].append(change_)
    files = {file: Rewrite(trees[file][0], edited(trees[file][0], file, changes)) for file, changes in asked.items()}
    return files, tuple(places)


def _tree(root: Path, file: str, trees: dict[str, tuple[bytes, Tree]]) -> Tree:
    if file not in trees:
        data = (root / file).read_bytes()
        trees[file] = data, read_tree(data, file)
    return trees[file][1]


def _facts(tree: Tree) -> Sequence[Plain]:
    facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
    return facts if isinstance(facts, list) else []


def _position(tree: Tree, line: int) -> int:
    return next(n for n in range(len(_facts(tree))) if tree.where(("facts", n)).line == line)


def _has(tree: Tree, number: int, key: str) -> bool:
    fact = _facts(tree)[number]
    return isinstance(fact, dict) and key in fact


def _added(tree: Tree, new: NewFact, before: list[Change]) -> tuple[Where, Change | None]:
    """A new fact goes behind the last one of its indicator, else behind all."""
    facts = _facts(tree)
    if not facts:
        first = next((one for one in before if isinstance(one, Put) and one.steps == ("facts",)), None)
        if first is not None and isinstance(first.value, list):
            first.value.append(new.fact)
            return Where(tree.file), None
        return Where(tree.file), Put(("facts",), [new.fact])
    same = [n for n, one in enumerate(facts) if isinstance(one, dict) and one.get("indicator") == new.fact["indicator"]]
    after = same[-1] if same else len(facts) - 1
    return tree.where(("facts", after)), Add(("facts",), new.fact, after + 1)


def _judged(root: Path, dataset: Dataset, files: Mapping[str, Rewrite], cache: Cache) -> tuple[Problem, ...]:
    """What is wrong with the data as they would be and is not now: tried in a copy."""
    if not files:
        return ()
    config = load_config(root)
    with trial_copy(root, (DATA,), files) as copy:
        try:
            after = load_dataset(copy, cache)
        except Problems as wrong:
            return wrong.problems
    errors = config.checks.errors
    now = [*dataset.warnings, *examine(EditionData(dataset, config.date), errors, cache)]
    known = {_thing(one) for one in now}
    found = [*after.warnings, *examine(EditionData(after, config.date), errors, cache)]
    return tuple(one for one in found if _thing(one) not in known)


def _thing(problem: Problem) -> tuple[str, str]:
    return problem.where.file if problem.where else "", problem.what
