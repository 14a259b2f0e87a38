"""What an edition says of itself to machines: manifest.json, trace.json and facts.csv as wholes."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from hgz_report import __version__
from hgz_report.data.apart_files import APART
from hgz_report.data.dataset import Dataset
from hgz_report.edition.fact_rows import csv_lines
from hgz_report.edition.paper import Made
from hgz_report.edition.shelf import FileContent
from hgz_report.forms.people_files import is_left_behind
from hgz_report.provenance.trace_file import trace_json

_LIBRARIES = (
    "python-docx",
    "xlsxwriter",
    "reportlab",
    "matplotlib",
    "jinja2",
    "markdown-it-py",
    "pydantic",
    "uharfbuzz",
)
_VERSION = "Version: "
_COLUMNS = ("报告", "印出", "编号", "归属", "指标", "时期", "数值", "单位", "限定", "性质", "可信度", "出处", "位置",
            "说明", "数据文件", "模板")  # fmt: skip
_ABOUT_EDITIONS = re.compile(r"data/editions/[^/]+/(?:issued|confirmed)\.yaml")
"""What is said of editions, and printed in none."""
FACTS, INDEX = "facts.csv", "index.html"


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def input_hashes(root: Path, folders: Iterable[str], files: Iterable[str]) -> dict[str, str]:
    """SHA-256 of every input file, by path relative to the root with forward slashes."""
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*")) if path.is_file()]
    paths += [root / name for name in files if (root / name).is_file()]
    kept = (p for p in paths if not any(map(is_left_behind, p.relative_to(root).parts)))
    named = ((path.relative_to(root).as_posix(), path) for path in kept)
    return {
        name: sha256(path.read_bytes())
        for name, path in named
        if name not in APART and not _ABOUT_EDITIONS.fullmatch(name)
    }


def manifest(
    edition: str,
    date: str,
    made: Sequence[Made],
    inputs: Mapping[str, str],
    fonts: Mapping[str, str],
    warnings: Iterable[str],
    order: Sequence[str],
) -> dict[str, Any]:
    """manifest.json: inputs, versions, fonts by role, reports with pages and hashes, warnings.  No clock, no machine name.

    Each report says from which inputs, date and fonts it was made.
    """
    entries = {item.slug: _entry(item, _digest(inputs), date, _digest(fonts)) for item in made}
    return {
        "edition": edition,
        "date": date,
        "program": {"hgz_report": __version__, "python": platform.python_version()},
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "fonts": dict(fonts),
        "inputs_sha256": _digest(inputs),
        "inputs": dict(sorted(inputs.items())),
        "reports": [entries[slug] for slug in order if slug in entries],
        "warnings": list(warnings),
    }


def _version(library: str) -> str:
    """Of an installed library, whose whole description it takes six times as long to parse."""
    found = distribution(library)
    lines = (found.read_text("METADATA") or "").splitlines()
    return next((line[len(_VERSION) :] for line in lines if line.startswith(_VERSION)), None) or found.version


def _entry(item: Made, inputs: str, date: str, fonts: str) -> dict[str, Any]:
    return {
        "slug": item.slug,
        "title": item.title,
        "pages": item.pages,
        "facts": item.facts,
        "inputs_sha256": inputs,
        "date": date,
        "fonts_sha256": fonts,
        "tree": {"file": item.tree_file, **_content(item.tree)},
        "files": {name: _content(item.files[name]) for name in sorted(item.files)},
    }


def _content(content: FileContent) -> dict[str, Any]:
    return {"sha256": content.sha256, "bytes": content.size}


def edition_trace(
    edition: str,
    date: str,
    made: Sequence[Made],
    dataset: Dataset,
    order: Sequence[str],
    booklet: Mapping[str, Any] | None = None,
) -> bytes:
    """trace.json; `booklet`: what it says of that."""
    meanings = {name: said for item in made for name, said in item.meanings.items()}
    lines = [item.trace for item in sorted(made, key=lambda one: order.index(one.slug))]
    return trace_json(edition, date, lines, meanings, _names(dataset), booklet)


def _names(dataset: Dataset) -> set[str]:
    """What zones, their cities and provinces, and indicators are called in print."""
    zones = {name for zone in dataset.zones.values() for name in (zone.name, zone.short, zone.city, zone.province)}
    return zones | {indicator.name for indicator in dataset.indicators.values()}


def _digest(inputs: Mapping[str, str]) -> str:
    return sha256("".join(f"{name} {value}\n" for name, value in sorted(inputs.items())).encode())


def facts_csv(made: Iterable[Made], order: Sequence[str]) -> bytes:
    """facts.csv: every figure printed, with source; UTF-8 with BOM so that Excel reads it, no cell that it would change."""
    rows = {item.slug: item.rows for item in made}
    return b"\xef\xbb\xbf" + b"".join((csv_lines([_COLUMNS]), *(rows.get(slug, b"") for slug in order)))
