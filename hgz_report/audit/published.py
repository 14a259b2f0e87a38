"""What an edition says of its files: manifest.json and trace.json, held against each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hgz_report.provenance.trace_file import FORMAT, TRACE
from hgz_report.readers.content import Unjudged, without_blanks

MANIFEST = "manifest.json"
_REBUILD = "重新运行 make report；旧的一期要用当时的文件夹来核查"


@dataclass(frozen=True, slots=True)
class Expected:
    """A text as it was built, without blanks: its numbers as (start, end, binding)."""

    text: str
    page: int
    heading: str
    numbers: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A file as the edition says it was built."""

    name: str
    slug: str
    title: str
    sha256: str
    units: Sequence[Expected]
    pictures: Sequence[str]
    charts: Sequence[Sequence[Sequence[tuple[str, str]]]]
    """Letters of native charts, each as pieces with what stands behind them."""


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An edition's folder by what it says of itself."""

    folder: Path
    name: str
    date: str
    meanings: Mapping[str, str]
    reports: Sequence[Mapping[str, Any]]
    hashes: Mapping[str, str]

    def names(self) -> list[str]:
        """Every file it holds, by report."""
        return [name for report in self.reports for name in report["files"]]

    def built(self, name: str, title: str) -> Built:
        """What was built as `name`, or, where the file has another name now, as the report of this title in its format."""
        suffix = Path(name).suffix.lower()
        files = [(own, report) for report in self.reports for own in report["files"]]
        by_name = [(own, report) for own, report in files if own == name]
        by_title = [(own, report) for own, report in files if own.endswith(suffix) and report["title"] == title]
        if found := by_name or by_title:
            return self._built(*found[0])
        what = f"《{title}》" if title else "没有标题的一份"
        hint = f"这一期有：{'、'.join(self.names())}"
        raise Unjudged(f"第 {self.name} 期里没有这份文件（{what}）", hint)

    def _built(self, name: str, report: Mapping[str, Any]) -> Built:
        if self.hashes.get(name) != report["files"][name]:
            raise Unjudged(f"manifest.json 和 {TRACE} 说的 {name} 不是同一份", _REBUILD)
        pdf = name.endswith(".pdf")
        units = tuple(_expected(report, pdf=pdf))
        return Built(name, report["slug"], report["title"], report["files"][name], units,
                     () if pdf else report["pictures"], () if pdf else report["charts"])  # fmt: skip


def read_edition(place: Path) -> PublishedEdition:
    """The edition of a folder, or of the manifest named.  Raises Unjudged where the two files are missing or don't match."""
    folder = place if place.is_dir() else place.parent
    manifest, _ = _json(place if place.is_file() else folder / MANIFEST)
    trace, data = _json(folder / TRACE)
    try:
        if manifest["trace"]["sha256"] != hashlib.sha256(data).hexdigest():
            raise Unjudged(f"{TRACE} 和 manifest.json 对不上：其中一个改过，或不是同一期的", _REBUILD)
        if trace["format"] != FORMAT:
            raise Unjudged(f"{TRACE} 是另一版程序写的", _REBUILD)
        hashes = {name: entry["sha256"] for report in manifest["reports"] for name, entry in report["files"].items()}
        return PublishedEdition(folder, trace["edition"], trace["date"], trace["meanings"], trace["reports"], hashes)
    except (LookupError, TypeError, AttributeError):
        raise Unjudged(f"{folder.name} 里的 manifest.json 或 {TRACE} 不完整", _REBUILD) from None


def _json(path: Path) -> tuple[Any, bytes]:
    try:
        data = path.read_bytes()
        return json.loads(data), data
    except OSError:
        hint = "把文件放回它那一期的文件夹里，或用 --manifest 指明那一期的 manifest.json"
        raise Unjudged(f"没有找到 {path.name}，不知道这份文件该是什么样", hint) from None
    except ValueError:
        raise Unjudged(f"{path.name} 损坏了，读不出来", _REBUILD) from None


def _expected(report: Mapping[str, Any], *, pdf: bool) -> Iterator[Expected]:
    headings = report["headings"]
    for kind, heading, page, text, spans, _ in report["units"]:
        if not pdf and kind in ("chart", "furniture"):
            continue
        if not pdf and kind == "contents":  # Word counts the pages of its contents itself
            text = text.partition("\n")[0]
        numbers = tuple(
            (_place(text, span[0]), _place(text, span[1]), span[2]) for span in spans if span[0] < len(text)
        )
        yield Expected(without_blanks(text), page, headings[heading], numbers)


def _place(text: str, at: int) -> int:
    return len(without_blanks(text[:at]))
