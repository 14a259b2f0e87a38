"""Does `hgz-report audit` find what is wrong?  Spoils the newest edition's files one place at a time and counts what is found.

`python -m benchmarks.mutate [--each N] [--seed TEXT] [--only DOCX|PDF] [--reports SLUG …]` prints a table by format and kind of
mistake, and every mistake that was missed.  Numbers and words are changed in the text, tables, looks and parts in the XML of the
DOCX, charts in theirs, and what a PDF shows in its pages.  Which places are taken depends on the seed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, islice, pairwise
from pathlib import Path

from benchmarks.mutants_charts import all_of
from benchmarks.mutants_meaning import MEANING, Edit
from benchmarks.mutants_pages import PAGES
from benchmarks.mutants_pages import Spoil as LookSpoil
from benchmarks.mutants_pages import spoilt as spoilt_page
from benchmarks.mutants_pdf import PdfFile
from benchmarks.mutants_word import WordFile
from benchmarks.mutants_xml import XML, WordParts, spoilt
from benchmarks.pages import newest_edition
from hgz_report.audit.published import PublishedEdition, read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.edition.config import load_config
from hgz_report.language.numbers import Number, find

ROOT = Path(__file__).parent.parent
_MADE_UP = "73"


def swapped(text: str) -> Iterator[list[Edit]]:
    """Two different numbers of a text, each in the other's place."""
    numbers = [number for number in find(text) if number.value is not None]
    for first, second in pairwise(numbers):
        one, two = _digits(text, first), _digits(text, second)
        if text[slice(*one)] != text[slice(*two)]:
            yield [(*one, text[slice(*two)]), (*two, text[slice(*one)])]


def other_digit(text: str) -> Iterator[list[Edit]]:
    """One digit changed to the next."""
    for number in find(text):
        places = [at for at in range(*number.core) if text[at].isascii() and text[at].isdigit()]
        if places and number.kind != "date":
            yield [(places[-1], places[-1] + 1, str((int(text[places[-1]]) + 1) % 10))]


def other_unit(text: str) -> Iterator[list[Edit]]:
    """亿 to 万亿 and back, 万 to 亿."""
    for number in find(text):
        start = number.core[1]
        for old, new in (("万亿", "亿"), ("亿", "万亿"), ("万", "亿")):
            at = text.find(old, start, number.end)
            if at >= 0:
                yield [(at, at + len(old), new)]
                break


def bound_dropped(text: str) -> Iterator[list[Edit]]:
    """约, 超, 近, 余 left out."""
    for number in find(text):
        if number.qualifier and number.start < number.core[0]:
            yield [(number.start, number.core[0], "")]
        elif number.qualifier and (at := text.find("余", number.core[1], number.end)) >= 0:
            yield [(at, at + 1, "")]


def other_period(text: str) -> Iterator[list[Edit]]:
    """A year, month or day changed."""
    for number in find(text):
        if number.kind == "date":
            places = [at for at in range(number.start, number.end) if text[at].isdigit()]
            if places:
                last = next((at for at in places if not text[at + 1 : at + 2].isdigit()), places[-1])
                yield [(last, last + 1, str((int(text[last]) + 1) % 10))]


def made_up(text: str) -> Iterator[list[Edit]]:
    """A number nobody gave, after a word."""
    for at in range(1, len(text) - 1):
        if all("一" <= char <= "鿿" for char in text[at - 1 : at + 1]) and not _in_number(text, at):
            yield [(at, at, _MADE_UP)]


KINDS: dict[str, Callable[[str], Iterator[list[Edit]]]] = {
    "对调两个数": swapped,
    "改一个数字": other_digit,
    "改单位（亿、万亿）": other_unit,
    "去掉约、超、余": bound_dropped,
    "改时期": other_period,
    "添一个数": made_up,
}


def _digits(text: str, number: Number) -> tuple[int, int]:
    start, end = number.core
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _in_number(text: str, at: int) -> bool:
    return any(number.start < at < number.end for number in find(text))


@dataclass(slots=True)
class Tally:
    """What became of the mutants of one format and kind.  `pinned`: found with its page; `doubted`: nobody can judge it."""

    made: int = 0
    found: int = 0
    pinned: int = 0
    doubted: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file and what was done to it."""

    data: bytes
    said: str


Tallies = dict[tuple[str, str], Tally]


def main() -> int:
    """Make the mutants, audit each, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=1, help="mutants of each kind in each file")
    parser.add_argument("--seed", default="国家高新区", help="decides which places are taken")
    parser.add_argument("--only", choices=("DOCX", "PDF"), help="files of one format")
    parser.add_argument("--reports", nargs="*", default=(), help="files of some reports")
    options = parser.parse_args()
    edition = read_edition(newest_edition(ROOT, load_config(ROOT)))
    accused, seconds = _untouched(edition)
    tallies: Tallies = {}
    for name in edition.names():
        path = Path(name)
        if options.only in (None, path.suffix[1:].upper()) and (not options.reports or path.stem in options.reports):
            tried(edition, name, options.seed, options.each, tallies)
    _print(tallies, accused, seconds)
    made, found = _sum(tallies.values(), "made"), _sum(tallies.values(), "found")
    return 0 if accused == 0 and found >= _ENOUGH * made else 1


_ENOUGH = 0.85


def tried(edition: PublishedEdition, name: str, seed: str, each: int, tallies: Tallies) -> None:
    """Audit so many mutants of each kind of one file."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, mutants in mutants_of(edition.folder / name, f"{seed}/{name}"):
            tally = tallies.setdefault((Path(name).suffix[1:].upper(), kind), Tally())
            for mutant in islice(mutants, each):
                _try(mutant, Path(folder) / name, edition, tally)


def mutants_of(path: Path, seed: str) -> Iterator[tuple[str, Iterator[Mutant]]]:
    """Each kind of mistake with its mutants of a file, in an order that the seed decides."""
    data = path.read_bytes()
    source = WordFile(data) if path.suffix == ".docx" else PdfFile(data)
    for kind, mutations in {**KINDS, **(MEANING if path.suffix == ".docx" else {})}.items():
        yield kind, _chosen(source, kind, mutations, seed)
    if path.suffix == ".docx":
        for kind, (places, spoil) in XML.items():
            count = len(places(WordParts(data)))
            order = sorted(range(count), key=lambda at, kind=kind: _rank(f"{seed}/{kind}/{at}"))  # type: ignore[misc]
            yield kind, (Mutant(*one) for one in spoilt(data, places, spoil, order))
        kinds: dict[str, list[tuple[str, Callable[[], bytes | None]]]] = {}
        for kind, chart, make in all_of(data):
            kinds.setdefault(kind, []).append((chart, make))
        for kind, charts in kinds.items():
            yield kind, (Mutant(made, chart) for chart, make in charts if (made := make()))
    else:
        for kind, look in PAGES.items():
            yield kind, _looks(data, look, f"{seed}/{kind}")


def _looks(data: bytes, look: LookSpoil, seed: str) -> Iterator[Mutant]:
    for turn in range(_TURNS):
        ranks = (int(_rank(f"{seed}/{turn}/{place}"), 16) for place in count())
        if made := spoilt_page(data, look, ranks):
            yield Mutant(made, f"第 {turn + 1} 次")


_TURNS = 5


def _chosen(
    source: WordFile | PdfFile, kind: str, mutations: Callable[[str], Iterator[list[Edit]]], seed: str
) -> Iterator[Mutant]:
    """The mutants that can be made."""
    candidates = [(unit, edits) for unit, text in enumerate(source.texts) for edits in mutations(text)]
    for unit, edits in sorted(candidates, key=lambda one: _rank(f"{seed}/{kind}/{one}")):
        if data := source.edited(unit, edits):
            text = source.texts[unit]
            said = "；".join(f"…{text[max(a - 8, 0) : a]}[{text[a:b]}→{new}]{text[b : b + 8]}…" for a, b, new in edits)
            yield Mutant(data, said)


def _rank(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _try(mutant: Mutant, path: Path, edition: PublishedEdition, tally: Tally) -> None:
    path.write_bytes(mutant.data)
    verdict = audit_file(path, edition)
    tally.made += 1
    tally.found += bool(verdict.findings)
    tally.pinned += any(one.page and (one.around or one.box or one.heading) for one in verdict.findings)
    tally.doubted += bool(verdict.doubts) and not verdict.findings
    if not verdict.findings:
        said = "；".join(doubt.what for doubt in verdict.doubts)
        noticed = bool(verdict.comparison and verdict.comparison.notices)
        reason = f"（判断不了：{said}）" if said else "（只留意）" if noticed else "（没有说）"
        tally.missed.append(f"{path.name}  {mutant.said}{reason}")


def _untouched(edition: PublishedEdition) -> tuple[int, dict[str, float]]:
    """Findings and doubts in the files as published, and how long each took."""
    accused, seconds = 0, {}
    for name in edition.names():
        start = time.perf_counter()
        verdict = audit_file(edition.folder / name, edition)
        seconds[name] = time.perf_counter() - start
        accused += len(verdict.findings) + len(verdict.doubts)
    return accused, seconds


def _print(tallies: Tallies, accused: int, seconds: dict[str, float]) -> None:
    print("| 格式 | 错法 | 做了 | 查出 | 其中指出页和处 | 判断不了 | 没有说 |\n|---|---|--:|--:|--:|--:|--:|")
    for (suffix, kind), tally in tallies.items():
        silent = tally.made - tally.found - tally.doubted
        print(f"| {suffix} | {kind} | {tally.made} | {tally.found} | {tally.pinned} | {tally.doubted} | {silent} |")
    names = ("made", "found", "pinned", "doubted")
    made, found, pinned, doubted = (_sum(tallies.values(), name) for name in names)
    shares = [f"{part}（{part / max(made, 1):.1%}）" for part in (found, pinned, doubted)]
    print(f"| 合计 | {len(tallies)} 种 | {made} | {' | '.join(shares)} | {made - found - doubted} |")
    print(f"没有动过的 {len(seconds)} 份文件：误报和判断不了 {accused} 处。")
    slowest = max(seconds, key=lambda name: seconds[name])
    print(f"核查全部文件 {sum(seconds.values()):.1f} 秒，最慢的 {slowest} {seconds[slowest]:.2f} 秒。")
    for (_, kind), tally in tallies.items():
        for missed in tally.missed:
            print(f"没有查出：{kind}  {missed}")


def _sum(tallies: Iterable[Tally], name: str) -> int:
    return sum(int(getattr(tally, name)) for tally in tallies)


if __name__ == "__main__":
    sys.exit(main())
