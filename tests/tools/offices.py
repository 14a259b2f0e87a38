"""Office programs that print our Word files for a check: LibreOffice, and ONLYOFFICE's engine in a Python of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.rendering import FONTS, OFFICE, render
from hgz_report.fonts.fontset import FontSet

LIBREOFFICE, ONLYOFFICE = OFFICES = ("LibreOffice", "ONLYOFFICE")
ENGINE_VARIABLE = "HGZ_ONLYOFFICE_PYTHON"
"""Names a Python that has document-builder; else the one in tests/outside/onlyoffice."""
SECONDS = 600
_ENGINE = Path(__file__).parents[1] / "outside" / "onlyoffice" / "bin" / "python"
_PRINT = """
import sys, docbuilder
builder = docbuilder.CDocBuilder()
builder.SetProperty("--fonts-dir", sys.argv[1])
builder.SetProperty("--fonts-system", "false")
builder.SetProperty("--check-fonts", "true")
for path, printed in zip(sys.argv[2::2], sys.argv[3::2]):
    builder.OpenFile(path, "")
    builder.SaveFile("pdf", printed)
    builder.CloseFile()
"""


def lacking(office: str) -> str:
    """What this machine has not that printing with `office` needs; empty where it has all."""
    tools = ["pdftotext", OFFICE] + ([str(_engine())] if office == ONLYOFFICE else [])
    absent = [tool for tool in tools if shutil.which(tool) is None]
    return "、".join("document-builder（安装办法见 docs/word.md）" if "python" in tool else tool for tool in absent)


def prints(
    office: str, paths: Sequence[Path], scratch: Path, fonts: FontSet, names: Mapping[str, str]
) -> dict[str, Path]:
    """Every .docx as the program prints it, by its stem; `names` as `rendering.render` takes them."""
    printed = render(paths, scratch, fonts, names)
    if office == LIBREOFFICE:
        return printed
    printed = {path.stem: (scratch / f"{path.stem}.pdf").resolve() for path in paths}
    pairs = [str(each) for path in paths for each in (path.resolve(), printed[path.stem])]
    # LibreOffice's folder of fonts serves the other program too.
    run_engine(_PRINT, str(scratch / FONTS), *pairs)
    return printed


def run_engine(script: str, *arguments: str, given: bytes = b"") -> None:
    """Run a script in the Python that has ONLYOFFICE's engine."""
    command = [str(_engine()), "-c", script, *arguments]
    subprocess.run(command, input=given, check=True, capture_output=True, timeout=SECONDS)


def _engine() -> Path:
    return Path(os.environ.get(ENGINE_VARIABLE, _ENGINE))
