"""An edit as the panel asks for it -> the bytes of its file with that and nothing else changed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from hgz_report.data.dataset import Dataset
from hgz_report.data.model import Fact
from hgz_report.forms.edit.change import Change, NotThere, Put, at
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.fact_cards import FIELDS
from hgz_report.workshop.preview.source_lines import written_file

_MOVED = "这里已经不是点的时候的样子了", "再点一次，按现在的内容改"
_LONGEST = 20_000
_ORDER = tuple(Fact.model_fields)


def rewritten(root: Path, dataset: Dataset, asked: dict[str, Any]) -> tuple[str, Rewrite]:
    """The file and its bytes before and after.  Raises Problems, KeyError or TypeError for what is no edit."""
    match asked["kind"]:
        case "template":
            return _template(root, asked)
        case "data":
            return _value(root, asked)
        case "fact":
            return _fact(root, dataset, asked)
    raise KeyError("kind")


def _template(root: Path, asked: dict[str, Any]) -> tuple[str, Rewrite]:
    file, line, start = str(asked["file"]), int(asked["line"]), int(asked["start"])
    old, new = str(asked["old"]), _said(asked["new"], Where(str(asked["file"]), int(asked["line"])))
    if not file.endswith(".j2"):
        raise Problems([Problem(Where(file), "这不是模板", "点模板里的话再改")])
    before = written_file(root, file).read_bytes()
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    lines = before[len(mark) :].decode().split("\n")
    if not 0 < line <= len(lines) or not old or lines[line - 1][start : start + len(old)] != old or start < 0:
        raise Problems([Problem(Where(file, line), *_MOVED)])
    text = lines[line - 1]
    lines[line - 1] = text[:start] + new + text[start + len(old) :]
    return file, Rewrite(before, mark + "\n".join(lines).encode())


def _said(new: object, where: Where) -> str:
    text = str(new).strip()
    if not text:
        raise Problems([Problem(where, "改成了空的", "要删去这一句，用编辑软件打开模板")])
    if "\n" in text or "\r" in text or len(text) > _LONGEST:
        raise Problems([Problem(where, "一句话写在一行里", "去掉换行；要分段，用编辑软件打开模板")])
    return text


def _value(root: Path, asked: dict[str, Any]) -> tuple[str, Rewrite]:
    file, steps = str(asked["file"]), _steps(asked["steps"])
    before = written_file(root, file).read_bytes()
    tree = _tree(before, file)
    try:
        now = at(tree.value, steps)
    except NotThere:
        now = None
    where = tree.where(steps)
    if not isinstance(now, str) or now != str(asked["old"]):
        raise Problems([Problem(where, *_MOVED)])
    return file, Rewrite(before, edited(before, file, [Put(steps, _said(asked["new"], where))]))


def _fact(root: Path, dataset: Dataset, asked: dict[str, Any]) -> tuple[str, Rewrite]:
    entry = dataset.facts[str(asked["id"])]
    file, conflict = entry.where.file, int(asked.get("conflict", -1))
    before = written_file(root, file).read_bytes()
    tree = _tree(before, file)
    fact, old, new = entry.fact, dict(asked["old"]), dict(asked["new"])
    if set(new) - set(FIELDS):
        raise KeyError("new")
    steps = _fact_steps(tree, fact)
    if steps is None:
        raise Problems([Problem(entry.where, *_MOVED)])
    whose: Steps = (*steps, "conflicts", conflict) if conflict >= 0 else steps
    changes = list(_puts(tree, whose, old, new))
    if not changes:
        raise Problems([Problem(entry.where, "没有改动", "改了再保存")])
    return file, Rewrite(before, edited(before, file, changes))


def _puts(tree: Tree, whose: Steps, old: dict[str, str], new: dict[str, str]) -> Iterator[Change]:
    group = at(tree.value, whose)
    if not isinstance(group, dict):
        raise NotThere(whose)
    for name in FIELDS:
        if name not in new or new[name] == old.get(name):
            continue
        text = str(new[name]).strip()
        there = group.get(name)
        if str(there if there is not None else "exact") != old.get(name) and there is not None:
            raise Problems([Problem(tree.where((*whose, name)), *_MOVED)])
        if not text:
            raise Problems([Problem(tree.where((*whose, name)), "不能空着", "没有这个数了，用编辑软件删去这一条")])
        yield Put((*whose, name), _as_there(name, text, there), _ORDER)


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


def _fact_steps(tree: Tree, fact: Fact) -> Steps | None:
    facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
    for number, one in enumerate(facts if isinstance(facts, list) else ()):
        if isinstance(one, dict):
            same = (one.get("indicator"), str(one.get("period")), one.get("status", "actual"))
            if same == (fact.indicator, fact.period, fact.status):
                return "facts", number
    return None


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
