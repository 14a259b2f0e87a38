"""What an edition says of its files: manifest.json and trace.json, held against each other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.audit.bound_papers import bound_units
from hgz_report.audit.expected import Expected
from hgz_report.document.tree_file import unpacked_origin
from hgz_report.document.web_parts import WebParts
from hgz_report.origin import template_line
from hgz_report.provenance.trace_file import FORMAT, TRACE
from hgz_report.readers.content import ShownDrawing, Unjudged, without_blanks
from hgz_report.readers.outside_file import outside_bytes
from hgz_report.readers.word_charts import number_text

MANIFEST = "manifest.json"
NO_PARTS = WebParts("", (), ())
_REBUILD = "重新运行 make report；旧的一期要用当时的文件夹来核查"


class Built(Struct, frozen=True):
    """A file as the edition says it was built."""

    name: str
    slug: str
    title: str
    sha256: str
    units: Sequence[Expected]
    drawings: Sequence[ShownDrawing] = ()
    """Pictures and native charts of a DOCX, as they were read from the published file."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """What stands behind a value of a native chart."""
    pages: Sequence[str] = ()
    """Fingerprints of the pages of a PDF."""
    faces: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of the fonts and pictures of a PDF, by the names its pages call them by."""
    folder: Path = Path()
    draft: str = ""
    """The word across its pages."""
    web: WebParts = NO_PARTS
    """Of an HTML page what it holds beside its texts."""

    def original(self) -> bytes | None:
        """The published file, where it still lies in its edition's folder as it was."""
        try:
            data = (self.folder / self.name).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == self.sha256 else None


class PublishedEdition(Struct, frozen=True):
    """An edition's folder by what it says of itself."""

    folder: Path
    name: str
    date: str
    meanings: Mapping[str, str]
    wheres: Mapping[str, str]
    words: Sequence[str]
    """Names of zones, their cities and provinces, and indicators."""
    reports: Sequence[Mapping[str, Any]]
    hashes: Mapping[str, str]
    """SHA-256 of the papers."""
    entries: Sequence[Mapping[str, Any]]
    """What manifest.json says of each report."""
    companions: Mapping[str, str]
    """SHA-256 of the other files, trees included."""
    sealed: bool = True
    """Whether the manifest is as it was written."""
    said: tuple[str, str] = ("", "")
    """Edition and date as the manifest has them."""
    booklet: Mapping[str, Any] | None = None
    """What trace.json says of the papers bound together."""

    def names(self) -> list[str]:
        """Every file it holds, by report."""
        bound = [self.booklet["file"]] if self.booklet else []
        return [name for report in self.reports for name in report["files"]] + bound

    def built(self, name: str, title: str) -> Built:
        """What was built as `name`, or, where the file has another name now, as the report of this title in its format."""
        if self.booklet and (name == self.booklet["file"] or title == self.booklet["title"]):
            return self._bound(self.booklet)
        suffix = Path(name).suffix.lower()
        files = [(own, report) for report in self.reports for own in report["files"]]
        by_name = [(own, report) for own, report in files if own == name]
        by_title = [(own, report) for own, report in files if own.endswith(suffix) and report["title"] == title]
        if found := by_name or by_title:
            return self._built(*found[0])
        what = f"《{title}》" if title else "没有标题的一份"
        hint = f"这一期有：{'、'.join(self.names())}"
        raise Unjudged(f"第 {self.name} 期里没有这份文件（{what}）", hint)

    def _bound(self, booklet: Mapping[str, Any]) -> Built:
        """The papers one after the other behind their contents, pages numbered through."""
        reports = {report["slug"]: report for report in self.reports}
        if self.companions.get(booklet["file"]) != booklet["sha256"]:
            raise Unjudged(f"manifest.json 和 {TRACE} 说的 {booklet['file']} 不是同一份", _REBUILD)
        units = list(bound_units(booklet, reports, lambda report: _expected(report, self.wheres, ".pdf")))
        made = Built(booklet["file"], "booklet", booklet["title"], booklet["sha256"], units, folder=self.folder)
        return replace(made, pages=booklet["pages"], faces=booklet["faces"])

    def _built(self, name: str, report: Mapping[str, Any]) -> Built:
        if self.hashes.get(name) != report["files"][name]:
            raise Unjudged(f"manifest.json 和 {TRACE} 说的 {name} 不是同一份", _REBUILD)
        suffix = Path(name).suffix
        units = tuple(_expected(report, self.wheres, suffix))
        made = Built(name, report["slug"], report["title"], report["files"][name], units, folder=self.folder)
        if suffix == ".pdf":
            return replace(made, pages=report["pages"], faces=report["faces"])
        if suffix == ".html":
            units = tuple(
                sorted(units, key=lambda unit: _AT_THE_END.index(unit.kind) if unit.kind in _AT_THE_END else -1)
            )
            return replace(made, units=units, web=_web(report["web"]), draft=report.get("draft", ""))
        drawings = [ShownDrawing(caption, form) for caption, form in report["drawings"]]
        letters = {number_text(text): fact for chart in report["charts"] for letter in chart for text, fact in letter}
        return replace(made, drawings=drawings, letters=letters, draft=report.get("draft", ""))


def read_edition(place: Path) -> PublishedEdition:
    """The edition of a folder, or of the manifest named.  Raises Unjudged where the two files are missing or don't match."""
    folder = place if place.is_dir() else place.parent
    manifest, _ = _json(place if place.is_file() else folder / MANIFEST)
    trace, data = _json(folder / TRACE)
    try:
        companions = {name: one["sha256"] for name, one in manifest["companions"].items()}
        if companions[TRACE] != hashlib.sha256(data).hexdigest():
            raise Unjudged(f"{TRACE} 和 manifest.json 对不上：其中一个改过，或不是同一期的", _REBUILD)
        if trace["format"] != FORMAT:
            raise Unjudged(f"{TRACE} 是另一版程序写的", _REBUILD)
        trees = {report["tree"]["file"]: report["tree"]["sha256"] for report in manifest["reports"]}
        hashes = {name: entry["sha256"] for report in manifest["reports"] for name, entry in report["files"].items()}
        return PublishedEdition(folder, trace["edition"], trace["date"], trace["meanings"], trace["wheres"], trace["names"],
                                trace["reports"], hashes, manifest["reports"], companions | trees,
                                _is_sealed(manifest), (manifest["edition"], manifest["date"]), trace.get("booklet"))  # fmt: skip
    except (LookupError, TypeError, AttributeError):
        raise Unjudged(f"{folder.name} 里的 manifest.json 或 {TRACE} 不完整", _REBUILD) from None


def _is_sealed(manifest: Mapping[str, Any]) -> bool:
    """Whether the hash at its end is that of all before; an older program wrote none."""
    own = {key: value for key, value in manifest.items() if key != "seal"}
    written = (json.dumps(own, ensure_ascii=False, indent=2) + "\n").encode()
    return "seal" not in manifest or bool(manifest["seal"] == hashlib.sha256(written).hexdigest())


def _json(path: Path) -> tuple[Any, bytes]:
    try:
        data = outside_bytes(path, _MOST_BYTES)
        return json.loads(data), data
    except Unjudged as reason:
        hint = "把文件放回它那一期的文件夹里，或用 --manifest 指明那一期的 manifest.json"
        what = f"{path.name} {reason.what}" if path.exists() else f"没有找到 {path.name}"
        raise Unjudged(f"{what}，不知道这份文件该是什么样", hint) from None
    except (ValueError, RecursionError):
        raise Unjudged(f"{path.name} 损坏了，读不出来", _REBUILD) from None


_MOST_BYTES = 500_000_000
"""Of trace.json: that of 1,000 zones has 150 MB."""
_AT_THE_END = ("note", "imprint")
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    ".pdf": frozenset(("data",)),
    ".docx": frozenset(("alt", "chart", "data", "furniture")),  # alternative texts are kept with the drawings
    ".html": frozenset(("furniture",)),
}
"""By format the kinds of units that it has not."""


def _web(said: Mapping[str, Any]) -> WebParts:
    addresses = [(address, title) for address, title in said["addresses"]]
    return WebParts(
        said["head"],
        [addresses[at] for at in said["links"]],
        [(caption, digest) for caption, digest in said["drawings"]],
    )


def _expected(report: Mapping[str, Any], wheres: Mapping[str, str], suffix: str) -> Iterator[Expected]:
    headings = report["headings"]
    lines = [template_line(unpacked_origin(packed)) for packed in report["origins"]]
    for kind, heading, page, text, spans, stretches, place in report["units"]:
        if kind in _ELSEWHERE[suffix]:
            continue
        if (
            suffix != ".pdf" and kind == "contents"
        ):  # Word counts the pages of its contents itself, and a web page has none
            text = text.partition("\n")[0]
        numbers = tuple(
            (_place(text, span[0]), _place(text, span[1]), span[2]) for span in spans if span[0] < len(text)
        )
        ends = zip(stretches[::2], stretches[1::2], strict=True)
        typed = [(_place(text, end), str(lines[origin])) for end, origin in ends if lines[origin]]
        known = [(end, wheres[binding]) for _, end, binding in numbers if wheres.get(binding)]
        lined = tuple(sorted(typed or known))
        yield Expected(
            without_blanks(text), page, headings[heading], numbers, kind, place[0], place[1], place[2], lined
        )


def _place(text: str, at: int) -> int:
    return len(without_blanks(text[:at]))
