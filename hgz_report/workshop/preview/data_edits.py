"""A data file or report.toml with one value, one fact or one item of a list changed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Fact, Indicator
from hgz_report.forms.edit.change import Add, Change, Drop, NotThere, Put, at
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.fact_cards import FIELDS, OPTIONAL, SOURCE_FIELDS
from hgz_report.workshop.preview.list_items import filled_in, spelled_item
from hgz_report.workshop.preview.template_edits import MOVED, one_line

_ORDER = tuple(Fact.model_fields)


def value_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """One text, number or list of texts.  Raises Problems."""
    steps = _steps(asked["steps"])
    tree = _tree(before, file)
    now, where, old = _there(tree, steps), tree.where(steps), str(asked["old"])
    new: Plain
    if isinstance(now, list) and all(isinstance(one, str) for one in now):
        said, new = "\n".join(map(str, now)), [line.strip() for line in str(asked["new"]).splitlines() if line.strip()]
    elif isinstance(now, str):
        said, new = now, one_line(asked["new"], where)
    elif isinstance(now, Decimal):
        said, new = str(now), _as_there("value", one_line(asked["new"], where), now)
    else:
        raise Problems([Problem(where, *MOVED)])
    if said != old:
        raise Problems([Problem(where, *MOVED)])
    return Rewrite(before, edited(before, file, [Put(steps, new)]))


def entry_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """Several texts of one entry (a source).  Raises Problems."""
    steps, tree = _steps(asked["steps"]), _tree(before, file)
    changes = list(_puts(tree, steps, dict(asked["old"]), dict(asked["new"]), SOURCE_FIELDS, SOURCE_FIELDS))
    return Rewrite(before, edited(before, file, changes) if changes else before)


def source_added(file: str, before: bytes, number: int, asked: dict[str, Any]) -> Rewrite:
    """A source registered behind the others, with its number.  Raises Problems."""
    tree, name = _tree(before, file), str(asked["id"]).strip()
    sources = tree.value.get("sources") if isinstance(tree.value, dict) else None
    if isinstance(sources, dict) and name in sources:
        where = tree.where(("sources", name))
        raise Problems([Problem(where, f"编号 {name} 已经有了", "同一个出处就在“出处”里选它；不是，换一个编号")])
    said = {field: text for field in SOURCE_FIELDS if (text := str(asked.get(field, "")).strip())}
    entry: dict[str, Plain] = {"number": Decimal(number), **said}
    numbered = Put(("numbered",), Decimal(number), ("numbered", "sources"))
    return Rewrite(before, edited(before, file, [numbered, Put(("sources", name), entry)]))


def definition_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """What an indicator counts.  Raises Problems."""
    steps, old, new = ("indicators", str(asked["id"])), dict(asked["old"]), dict(asked["new"])
    order = tuple(Indicator.model_fields)
    changes = list(_puts(_tree(before, file), steps, old, new, ("definition",), order))
    return Rewrite(before, edited(before, file, changes) if changes else before)


def item_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """An item of a list taken away (`do`: drop), or followed by another (after).  Raises Problems."""
    steps, tree = _steps(asked["steps"]), _tree(before, file)
    item, position = _there(tree, steps), steps[-1]
    if not isinstance(position, int) or spelled_item(item) != asked["old"]:
        raise Problems([Problem(tree.where(steps), *MOVED)])
    if asked["do"] == "drop":
        return Rewrite(before, edited(before, file, [Drop(steps)]))
    if asked["do"] != "after":
        raise KeyError("do")
    new = filled_in(item, asked["new"])
    if not new:
        raise Problems([Problem(tree.where(steps), "新的一条是空的", "写上再保存")])
    siblings = at(tree.value, steps[:-1])
    behind = position + 1 if isinstance(siblings, list) and position + 1 < len(siblings) else None
    return Rewrite(before, edited(before, file, [Add(steps[:-1], new, behind)]))


def fact_changed(entry: FactEntry, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """A fact, or what another source says of it (`conflict`: its place).  Raises Problems."""
    conflict, tree = int(asked.get("conflict", -1)), _tree(before, entry.where.file)
    old, new = dict(asked["old"]), dict(asked["new"])
    steps = fact_steps(tree, entry.fact)
    if steps is None:
        raise Problems([Problem(entry.where, *MOVED)])
    whose: Steps = (*steps, "conflicts", conflict) if conflict >= 0 else steps
    changes = list(_puts(tree, whose, old, new, FIELDS, _ORDER))
    if not changes:
        raise Problems([Problem(entry.where, "没有改动", "改了再保存")])
    return Rewrite(before, edited(before, entry.where.file, changes))


def _puts(
    tree: Tree, whose: Steps, old: dict[str, str], new: dict[str, str], fields: tuple[str, ...], order: tuple[str, ...]
) -> Iterator[Change]:
    group = at(tree.value, whose)
    if not isinstance(group, dict):
        raise NotThere(whose)
    if unknown := set(new) - set(fields):
        raise KeyError(*unknown)
    for name in fields:
        if name not in new or new[name] == old.get(name):
            continue
        text, there, where = str(new[name]).strip(), group.get(name), tree.where((*whose, name))
        if there is not None and str(there) != old.get(name):
            raise Problems([Problem(where, *MOVED)])
        if not text and name not in OPTIONAL:
            raise Problems([Problem(where, "不能空着", "没有这个数了，用“删去这一条”")])
        if text:
            yield Put((*whose, name), _as_there(name, text, there), order)
        elif there is not None:
            yield Drop((*whose, name))


def _as_there(name: str, text: str, there: Plain) -> Plain:
    """A number where a number stood, or where a value reads as one; else text."""
    if name == "value" or isinstance(there, Decimal):
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        plain = text.isascii() and number.is_finite() and "e" not in text.lower() and "_" not in text
        return number if plain and not (isinstance(there, str)) else text
    return text


def fact_steps(tree: Tree, fact: Fact) -> Steps | None:
    """The way to a fact in its file."""
    facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
    for number, one in enumerate(facts if isinstance(facts, list) else ()):
        if isinstance(one, dict):
            same = (one.get("indicator"), str(one.get("period")), one.get("status", "actual"))
            if same == (fact.indicator, fact.period, fact.status):
                return "facts", number
    return None


def _there(tree: Tree, steps: Steps) -> Plain:
    try:
        return at(tree.value, steps)
    except NotThere:
        raise Problems([Problem(Where(tree.file), *MOVED)]) from None


def _tree(data: bytes, file: str) -> Tree:
    tree = read_toml(data, file) if file.endswith(".toml") else read_tree(data, file)
    if tree.problems:
        raise Problems(tree.problems)
    return tree


def _steps(given: object) -> Steps:
    steps = tuple(given) if isinstance(given, list) else ()
    if not steps or not all(isinstance(step, str | int) for step in steps):
        raise KeyError("steps")
    return steps
