"""An edit as the panel asks for it -> the bytes of its files with that and nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hgz_report.data.dataset import Dataset
from hgz_report.data.file_kinds import DATA
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.data_edits import (
    definition_changed,
    entry_changed,
    fact_changed,
    item_changed,
    source_added,
    value_changed,
)
from hgz_report.workshop.preview.source_lines import written_file
from hgz_report.workshop.preview.template_edits import block_changed, words_changed

_OF_TEMPLATES = {"template": words_changed, "block": block_changed}
_OF_DATA = {"data": value_changed, "entry": entry_changed, "item": item_changed}
_NUMBERS = {"line", "start", "first", "last"}


_SOURCES, _INDICATORS = f"{DATA}/sources.yaml", f"{DATA}/indicators.yaml"


def rewritten(root: Path, dataset: Dataset, asked: dict[str, Any]) -> Mapping[str, Rewrite]:
    """The files with their bytes before and after.  Raises Problems, KeyError or TypeError for what is no edit."""
    kind = asked["kind"]
    if kind == "fact":
        entry, register = dataset.facts[str(asked["id"])], _registered(root, dataset, asked)
        fact = fact_changed(entry, written_file(root, entry.where.file).read_bytes(), asked)
        return register | {entry.where.file: fact}
    if kind == "indicator":
        before = written_file(root, _INDICATORS).read_bytes()
        return {_INDICATORS: definition_changed(_INDICATORS, before, asked)}
    file = str(asked["file"])
    if kind in _OF_TEMPLATES and not file.endswith(".j2"):
        raise Problems([Problem(Where(file), "这不是模板", "点模板里的话再改")])
    change = (_OF_TEMPLATES | _OF_DATA)[kind]
    for name in _NUMBERS & asked.keys():
        int(asked[name])  # what is no number is no edit, whatever file it names
    return {file: change(file, written_file(root, file).read_bytes(), asked)}


def _registered(root: Path, dataset: Dataset, asked: dict[str, Any]) -> dict[str, Rewrite]:
    """The register of sources with the one that a fact is to have and that is not in it yet (`registered`)."""
    if not asked.get("registered"):
        return {}
    before = written_file(root, _SOURCES).read_bytes()
    number = dataset.highest_source_number + 1
    return {_SOURCES: source_added(_SOURCES, before, number, dict(asked["registered"]))}
