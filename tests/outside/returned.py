"""Are corrections that come back in a Word file found at the lines where they belong, whoever saved the file?

`python -m tests.outside.returned [REPORT …] [kinds=WORD,WORD]` corrects reports (chengdu, national, zibo when none is named, and
the tests' own paper) in every kind of way, or in those whose names hold one of the words: in the XML as Word writes it, as it
is, with Word's habits, and without any bookmark; and by real office programs, those that this machine has.  Each file is read
back and held against where the correction belongs.  Exit 1 where one is not found, found elsewhere, or found though nobody
made it.  docs/word.md says how ONLYOFFICE's engine is installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.rendering import OFFICE
from hgz_report.workshop.returned.read_back import read_back
from hgz_report.workshop.returned.returned_items import ReturnedItem
from tests.tools.corrected_word import CorrectedWord, with_word_habits, without_marks
from tests.tools.corrections import Correction, Wanted, corrections
from tests.tools.office_corrections import BY_OFFICE, steps
from tests.tools.offices import LIBREOFFICE, SECONDS, lacking
from tests.tools.project import copy_project
from tests.tools.returned_project import PublishedPaper, published, short_paper

_REPORTS = ("chengdu", "national", "zibo")
_BUNDLE = 8
"""Files that a program is given at a time."""
_SAVES: dict[str, Callable[[bytes], bytes]] = {
    "Word 的写法，原样": bytes,
    "Word 的写法，另存的习惯": with_word_habits,
    "书签、标记、出处表全丢了": without_marks,
}


def main() -> int:
    """Print a table of what was tried; every finding above it."""
    findings: list[str] = []
    rows = _ToldRows()
    reports, words = _asked(sys.argv[1:])
    with tempfile.TemporaryDirectory() as name:
        papers = [short_paper(Path(name) / "short")]
        for slug in reports:
            copy_project(Path(name) / slug)
            papers.append(published(Path(name) / slug, slug))
        scratch = Path(name) / "back.docx"
        for how, save in _SAVES.items():
            tried, kinds = 0, set[str]()
            before = len(findings)
            for paper in papers:
                for one in _chosen(paper, words):
                    word = CorrectedWord(paper.word)
                    one.apply(word)
                    scratch.write_bytes(save(word.data))
                    tried, kinds = tried + 1, kinds | {one.name}
                    findings += _wrong(paper, scratch, f"{how}  {one.name}", one.wanted)
            rows.append(f"| {how} | {len(kinds)} | {tried} | {tried - len(findings) + before} |")
        if lacking(LIBREOFFICE) == "":
            rows.append(_saved_again(papers, Path(name), words, findings))
        for office in BY_OFFICE:
            if missing := lacking(office):
                print(f"{office}：没有做，这台机器上没有 {missing}")
                continue
            rows.append(_by_office(office, papers[1:], Path(name), findings))
    print(*findings, sep="\n")
    print("| 谁改的 | 种类 | 文件 | 每处都找到、放对了行，没有多出来的 |", "|---|--:|--:|--:|", *rows, sep="\n")
    return 1 if findings else 0


class _ToldRows(list[str]):
    """The rows of the table, each told as soon as it is known: the whole takes half an hour."""

    def append(self, row: str) -> None:
        print(row, file=sys.stderr, flush=True)
        super().append(row)


def _asked(given: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The reports that were named, all when none was; words of the kinds of correction that alone are tried."""
    reports = [one for one in given if not one.startswith("kinds=")]
    words = [word for one in given if one.startswith("kinds=") for word in one.partition("=")[2].split(",")]
    return reports or _REPORTS, words


def _chosen(paper: PublishedPaper, words: Sequence[str]) -> list[Correction]:
    return [one for one in corrections(paper.places) if not words or any(word in one.name for word in words)]


def _saved_again(papers: Sequence[PublishedPaper], folder: Path, words: Sequence[str], findings: list[str]) -> str:
    """Corrected in Word, and saved by LibreOffice afterwards."""
    tried, kinds, before = 0, set[str](), len(findings)
    for number, paper in enumerate(papers):
        given, saved = folder / f"given{number}", folder / f"saved{number}"
        given.mkdir()
        done = [one for one in _chosen(paper, words) if one.kept]
        for at, one in enumerate(done):
            word = CorrectedWord(paper.word)
            one.apply(word)
            (given / f"{at:02}.docx").write_bytes(with_word_habits(word.data))
        profile = f"-env:UserInstallation={(folder / 'saver').resolve().as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "docx", "--outdir", str(saved)]
        for files in _bundles(sorted(given.iterdir())):
            subprocess.run([*command, *files], check=True, capture_output=True, timeout=SECONDS)
        for at, one in enumerate(done):
            tried, kinds = tried + 1, kinds | {one.name}
            findings += _wrong(paper, saved / f"{at:02}.docx", f"再由 LibreOffice 另存  {one.name}", one.wanted)
    return f"| Word 改的，LibreOffice 再另存 | {len(kinds)} | {tried} | {tried - len(findings) + before} |"


def _bundles(paths: Sequence[Path]) -> Iterator[list[str]]:
    """A few at a time: on a busy machine all of them take longer than anybody waits for one run."""
    for at in range(0, len(paths), _BUNDLE):
        yield [str(path) for path in paths[at : at + _BUNDLE]]


def _by_office(office: str, papers: Sequence[PublishedPaper], folder: Path, findings: list[str]) -> str:
    tried, kinds, before = 0, set[str](), len(findings)
    for number, paper in enumerate(papers):
        own = folder / f"{office}{number}"
        own.mkdir()
        source = own / "published.docx"
        source.write_bytes(paper.word)
        done = [one for one in steps(paper.places) if office in one.offices]
        for one, path in zip(done, BY_OFFICE[office](done, source, own), strict=True):
            tried, kinds = tried + 1, kinds | {one.name}
            findings += _wrong(paper, path, f"{office}  {one.name}", one.wanted)
    version = "LibreOffice（改、另存）" if office == LIBREOFFICE else f"{office}（改、另存）"
    return f"| {version} | {len(kinds)} | {tried} | {tried - len(findings) + before} |"


def _wrong(paper: PublishedPaper, path: Path, name: str, wanted: Iterable[Wanted]) -> list[str]:
    """What is wrong with what was found in a file, as one line; nothing where all is right."""
    if not path.exists():
        return [f"{paper.present.report.slug}  {name}：没有存出来"]
    left = list(read_back(paper.root, path, present=paper.present).items)
    for one in wanted:
        hit = next((item for item in left if _is_at(item, one)), None)
        if hit is None:
            return [f"{paper.present.report.slug}  {name}：没有找到 {one}，有 {[_said(item) for item in left]}"]
        left.remove(hit)
    return [f"{paper.present.report.slug}  {name}：多出 {[_said(item) for item in left]}"] if left else []


def _is_at(item: ReturnedItem, wanted: Wanted) -> bool:
    where = item.lines[0].where if item.lines else None
    if item.change.kind != wanted.kind or not wanted.file:
        return item.change.kind == wanted.kind
    return (
        where is not None
        and where.file == wanted.file
        and (not wanted.first or wanted.first <= where.line <= wanted.last)
    )


def _said(item: ReturnedItem) -> str:
    return f"{item.change.kind} {item.lines[0].where if item.lines else ''} {item.change.marked[:60]}"


if __name__ == "__main__":
    sys.exit(main())
