"""Does `hgz-report audit` accuse a file that a program only saved again?  Tries the newest edition's files with what is there.

`python -m benchmarks.resaved [FOLDER …]`: python-docx, Word's way to save, pikepdf; LibreOffice (docx→docx, docx→odt→docx) and
qpdf where they are installed; and files in folders that other programs saved.  Everything is judged beside its edition.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf

from benchmarks.pages import newest_edition
from hgz_report.audit.published import PublishedEdition, read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.edition.config import load_config
from tests.tools.word_like import saved_by_word

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Save, audit, print a line for each program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="*", type=Path, help="files that other programs saved")
    options = parser.parse_args()
    edition = read_edition(newest_edition(ROOT, load_config(ROOT)))
    print("| 另存 | 份数 | 误报 | 判断不了 | 留意最多 |\n|---|--:|--:|--:|--:|")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, place in (*_saved(edition, Path(folder)), *((one.name, one) for one in options.folder)):
            wrong += _judged(edition, name, place)
    return 1 if wrong else 0


def _judged(edition: PublishedEdition, name: str, place: Path) -> int:
    verdicts = [audit_file(path, edition) for path in sorted(place.iterdir()) if path.suffix in (".docx", ".pdf")]
    accused, doubted = sum(bool(one.findings) for one in verdicts), sum(bool(one.doubts) for one in verdicts)
    notices = max((len(one.comparison.notices) for one in verdicts if one.comparison), default=0)
    print(f"| {name} | {len(verdicts)} | {accused} | {doubted} | {notices} |", flush=True)
    return accused + doubted


def _saved(edition: PublishedEdition, folder: Path) -> Iterator[tuple[str, Path]]:
    word = [edition.folder / name for name in edition.names() if name.endswith(".docx")]
    pdf = [edition.folder / name for name in edition.names() if name.endswith(".pdf")]
    for name in ("python-docx", "Word 的写法", "pikepdf", "qpdf", "LibreOffice", "odt", "LibreOffice（经 odt）"):
        (folder / name).mkdir()
    for path in word:
        docx.Document(str(path)).save(str(folder / "python-docx" / path.name))
        (folder / "Word 的写法" / path.name).write_bytes(saved_by_word(path.read_bytes()))
    for path in pdf:
        with pikepdf.open(path) as opened:
            opened.save(folder / "pikepdf" / path.name, linearize=True)
    yield from ((name, folder / name) for name in ("python-docx", "Word 的写法", "pikepdf"))
    if qpdf := shutil.which("qpdf"):
        for path in pdf:
            subprocess.run([qpdf, "--object-streams=generate", path, folder / "qpdf" / path.name], check=True)
        yield "qpdf", folder / "qpdf"
    if office := shutil.which("soffice"):
        _convert(office, "docx", word, folder / "LibreOffice")
        _convert(office, "odt", word, folder / "odt")
        _convert(office, "docx", sorted((folder / "odt").iterdir()), folder / "LibreOffice（经 odt）")
        yield from ((name, folder / name) for name in ("LibreOffice", "LibreOffice（经 odt）"))


def _convert(office: str, suffix: str, files: list[Path], to: Path) -> None:
    profile = f"-env:UserInstallation={(to.parent / 'profile').as_uri()}"
    subprocess.run([office, profile, "--headless", "--convert-to", suffix, "--outdir", to, *files], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
