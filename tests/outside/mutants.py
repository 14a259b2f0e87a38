"""Who notices a mistake?  `python -m tests.outside.mutants [--files | --code] [WORD…]` makes each, and says which check finds it.

Mistakes are made in finished files of two small editions (`tests/tools/mutants/*_spoils`) and, for the length of a run of the
tests of its room, in the code that writes them (`code_spoils`).  Exit 1 where nothing that runs in `make test` or `hgz-report
audit` finds one; what only a program from outside finds (qpdf, poppler, Open XML SDK) is said and does not count.
"""

from __future__ import annotations

import argparse
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from hgz_report.audit.published import PublishedEdition, read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.cli.main import main as hgz_report
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from tests.tools import docx_checks, pdf_checks, pdf_promises, typeset_checks, web_promises
from tests.tools.mutants import pdf_spoils, web_spoils, word_spoils
from tests.tools.mutants.code_spoils import CODE, Mutant
from tests.tools.outside_checks import CHECKS
from tests.tools.project import PAPERS, ROOT, change, copy_project

FileCheck = Callable[[Path], list[str]]
AUDIT = "audit"
_SECONDS = 600
_OUTSIDE = {"qpdf --check", "pdffonts: emb=yes uni=yes", "Open XML SDK"}


def _of_bytes(find: Callable[[bytes], list[str]]) -> FileCheck:
    return lambda path: find(path.read_bytes())


TESTED: Mapping[str, Mapping[str, FileCheck]] = {
    "pdf": {
        "pdf_promises": _of_bytes(pdf_promises.broken_promises),
        "pdf_checks: widths": _of_bytes(pdf_checks.width_problems),
        "pdf_checks: fonts": _of_bytes(pdf_checks.font_problems),
        "pdf_checks: tags": _of_bytes(pdf_checks.untagged_text),
        "pdf_checks: language": _of_bytes(pdf_checks.promise_problems),
        "typeset_checks": _of_bytes(lambda data: typeset_checks.count(data).found()),
        "PDF/UA, PDF/A": _of_bytes(pdf_checks.conformance_problems),
    },
    "docx": {
        "docx_checks": _of_bytes(docx_checks.accessibility),
        "docx-integrity": docx_checks.integrity,
        "openxml-audit": docx_checks.audit,
    },
    "html": {"web_promises": _of_bytes(web_promises.broken_promises)},
}
"""What `make test` runs on files of a kind, by name."""


@dataclass(slots=True)
class Found:
    """A mistake and the checks that find it; `outside`: those that this machine may lack."""

    name: str
    inside: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def main() -> int:
    """Exit 1 where a mistake goes unnoticed, or a file that is as it should be is accused."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.mutants", description=__doc__)
    parser.add_argument("word", nargs="*", help="only those whose name has one of these words")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--files", action="store_true", help="only those in finished files")
    kind.add_argument("--code", action="store_true", help="only those in the code")
    parser.add_argument("--outside", action="store_true", help="ask the programs from outside, too")
    options = parser.parse_args()
    began, found = time.perf_counter(), list[Found]()
    asked = _asked(options.word)
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        if not options.code:
            found += _in_files(folder, asked, outside=options.outside)
        if not options.files:
            (kept := folder / "plan").write_bytes(pickle.dumps(plan(ROOT, load_config(ROOT))))
            found += (_told(_in_code(name, mutant, kept)) for name, mutant in CODE.items() if asked(name))
    missed = [one.name for one in found if not one.inside]
    print(f"{len(found)} 种错，{len(found) - len(missed)} 种查得出，{time.perf_counter() - began:.0f} 秒")
    for one in missed:
        print(f"没有查出：{one}")
    return 1 if missed or not found else 0


def _asked(words: list[str]) -> Callable[[str], bool]:
    return lambda name: not words or any(word in name for word in words)


def _told(one: Found) -> Found:
    shown = "、".join(one.inside) or "没有查出"
    print(f"{one.name}  →  {shown}" + (f"（外部：{'、'.join(one.outside)}）" if one.outside else ""), flush=True)
    return one


# -- finished files ----------------------------------------------------------------------------------------------------


def _in_files(folder: Path, asked: Callable[[str], bool], *, outside: bool) -> Iterator[Found]:
    """Mistakes in files of two editions: long papers with a contents page, and an annex of tables."""
    long = _edition(folder / "papers", ("chengdu", "national"), PAPERS)
    annex = _edition(folder / "annex", ("annex-chengdu",), ROOT / "templates")
    kinds: tuple[tuple[str, Mapping[str, tuple[str, object]], Callable[..., bytes]], ...] = (
        ("pdf", pdf_spoils.PDF, pdf_spoils.spoilt),
        ("docx", word_spoils.WORD, word_spoils.spoilt),
        ("html", web_spoils.WEB, web_spoils.spoilt),
    )
    _accuse_nobody(long, annex)
    for ending, mistakes, spoilt in kinds:
        for name, (slug, spoil) in mistakes.items():
            said = f"{ending.upper()}  {name}"
            if asked(said):
                edition = annex if slug.startswith("annex") else long
                original = edition.folder / f"{slug}.{ending}"
                (path := folder / original.name).write_bytes(spoilt(original.read_bytes(), spoil))
                yield _told(_checked(said, path, edition, outside=outside))


def _edition(folder: Path, slugs: tuple[str, ...], templates: Path) -> PublishedEdition:
    folder.mkdir()
    copy_project(folder, templates)
    change(folder / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["pdf", "docx", "html"]')
    with redirect_stdout(StringIO()):
        assert hgz_report(["build", "--root", str(folder), "--json", *slugs]) == 0
    (manifest,) = folder.glob("reports/*/manifest.json")
    return read_edition(manifest.parent)


def _accuse_nobody(*editions: PublishedEdition) -> None:
    """Files as they were built have nothing that a check finds."""
    for edition in editions:
        for path in sorted(edition.folder.glob("*.*")):
            if path.suffix[1:] in TESTED and path.stem != "index":
                one = _checked(path.name, path, edition, outside=False)
                if one.inside:
                    raise SystemExit(f"{path.name} 没有动过，却查出：{'、'.join(one.inside)}")


def _checked(said: str, path: Path, edition: PublishedEdition, *, outside: bool) -> Found:
    """What each check says of a file; one that can't read it has noticed, too."""
    found = Found(said)
    verdict = audit_file(path, edition)
    found.inside += [AUDIT] if verdict.findings or verdict.doubts else []
    ending = path.suffix[1:]
    found.inside += [name for name, check in TESTED[ending].items() if _finds(check, path)]
    if outside:
        programs = (one for one in CHECKS if one.suffix == ending and one.name in _OUTSIDE and not one.missing())
        found.outside += [one.name for one in programs if _finds(one.find, path)]
    return found


def _finds(check: FileCheck, path: Path) -> bool:
    try:
        return bool(check(path))
    except Exception:  # whatever it is: the test that runs it fails
        return True


# -- code --------------------------------------------------------------------------------------------------------------


def _in_code(name: str, mutant: Mutant, kept: Path) -> Found:
    """The first test that fails where a module has a mistake; `kept`: the plan of the reports."""
    found = Found(f"程序  {name}")
    for tests in mutant.tests:
        command = [sys.executable, "-m", "tests.tools.mutants.code_spoils", name, str(kept), tests]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False
        )
        failed = re.search(r"^(?:FAILED|ERROR) (\S+::\S+)", done.stdout, re.MULTILINE)
        if failed:
            found.inside.append(failed[1].removeprefix("tests/"))
            return found
        if done.returncode:
            raise SystemExit(f"{name}：测试没有跑起来\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return found


if __name__ == "__main__":
    sys.exit(main())
