"""Does `hgz-report audit` find what is wrong?  Spoils the newest edition's files one number at a time and counts what is found.

`python -m benchmarks.mutate [--each N] [--seed TEXT]` prints a table by format and kind of mistake, and every mistake that was
missed.  The DOCX are changed in their XML, the PDF in the operators of their pages.  Which numbers are taken depends on the seed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from benchmarks.mutants_pdf import PdfFile
from benchmarks.mutants_word import WordFile
from benchmarks.pages import newest_edition
from hgz_report.audit.published import PublishedEdition, read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.edition.config import load_config
from hgz_report.language.numbers import Number, find

ROOT = Path(__file__).parent.parent
Edit = tuple[int, int, str]
"""Start, end and new text in a text."""
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
    """What became of the mutants of one format and kind.  `exact`: found with no more findings than numbers touched."""

    made: int = 0
    found: int = 0
    exact: int = 0
    missed: list[str] = field(default_factory=list)


def main() -> int:
    """Make the mutants, audit each, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=2, help="mutants of each kind in each file")
    parser.add_argument("--seed", default="国家高新区", help="decides which numbers are taken")
    options = parser.parse_args()
    edition = read_edition(newest_edition(ROOT, load_config(ROOT)))
    accused, seconds = _untouched(edition)
    tallies: dict[tuple[str, str], Tally] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in edition.names():
            source = _opened(edition.folder / name)
            for kind, mutations in KINDS.items():
                tally = tallies.setdefault((Path(name).suffix[1:].upper(), kind), Tally())
                for mutant in _chosen(source, kind, mutations, f"{options.seed}/{name}", options.each):
                    _try(mutant, Path(folder) / name, edition, tally)
    _print(tallies, accused, seconds)
    made, found = sum(t.made for t in tallies.values()), sum(t.found for t in tallies.values())
    return 0 if accused == 0 and found >= 0.99 * made else 1


def _opened(path: Path) -> WordFile | PdfFile:
    return WordFile(path.read_bytes()) if path.suffix == ".docx" else PdfFile(path.read_bytes())


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoilt file and what was done to it."""

    data: bytes
    said: str
    touched: int


def _chosen(
    source: WordFile | PdfFile, kind: str, mutations: Callable[[str], Iterator[list[Edit]]], seed: str, count: int
) -> Iterator[Mutant]:
    """The first `count` mutants that can be made, in an order that the seed decides."""
    candidates = [(unit, edits) for unit, text in enumerate(source.texts) for edits in mutations(text)]
    for unit, edits in sorted(candidates, key=lambda one: _rank(f"{seed}/{kind}/{one}")):
        if not count:
            return
        if data := source.edited(unit, edits):
            count -= 1
            text = source.texts[unit]
            said = "；".join(f"…{text[max(a - 8, 0) : a]}[{text[a:b]}→{new}]{text[b : b + 8]}…" for a, b, new in edits)
            yield Mutant(data, said, len(edits))


def _rank(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _try(mutant: Mutant, path: Path, edition: PublishedEdition, tally: Tally) -> None:
    path.write_bytes(mutant.data)
    verdict = audit_file(path, edition)
    tally.made += 1
    tally.found += bool(verdict.findings)
    tally.exact += 0 < len(verdict.findings) <= mutant.touched
    if not verdict.findings:
        reason = f"（{verdict.unread.what}）" if verdict.unread else ""
        tally.missed.append(f"{path.name}  {mutant.said}{reason}")


def _untouched(edition: PublishedEdition) -> tuple[int, dict[str, float]]:
    """Findings in the files as published, and how long each took."""
    accused, seconds = 0, {}
    for name in edition.names():
        start = time.perf_counter()
        verdict = audit_file(edition.folder / name, edition)
        seconds[name] = time.perf_counter() - start
        accused += len(verdict.findings) + (verdict.unread is not None)
    return accused, seconds


def _print(tallies: dict[tuple[str, str], Tally], accused: int, seconds: dict[str, float]) -> None:
    print("| 格式 | 错法 | 做了 | 查出 | 其中恰好指出那几处 |\n|---|---|--:|--:|--:|")
    for (suffix, kind), tally in tallies.items():
        print(f"| {suffix} | {kind} | {tally.made} | {tally.found} | {tally.exact} |")
    made, found, exact = (_sum(tallies.values(), name) for name in ("made", "found", "exact"))
    print(f"| 合计 | | {made} | {found}（{found / made:.1%}） | {exact} |")
    print(f"没有动过的 {len(seconds)} 份文件：误报 {accused} 处。")
    slowest = max(seconds, key=lambda name: seconds[name])
    print(f"核查全部文件 {sum(seconds.values()):.1f} 秒，最慢的 {slowest} {seconds[slowest]:.2f} 秒。")
    for tally in tallies.values():
        for missed in tally.missed:
            print(f"没有查出：{missed}")


def _sum(tallies: Iterable[Tally], name: str) -> int:
    return sum(int(getattr(tally, name)) for tally in tallies)


if __name__ == "__main__":
    sys.exit(main())
