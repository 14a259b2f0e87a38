"""Pictures of pages: poppler draws them, LibreOffice prints the Word file first."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role

OFFICE, RASTER = "soffice", "pdftoppm"
DPI = 110
COLORS = 64
"""Shades kept in a picture: the palette and its soft edges."""
_SECONDS = 180
_TYPE_AREA = (0.125, 0.118, 0.885, 0.884)
"""What is cropped out of a page before its white margin goes: left, top, right, bottom as parts of the sheet; no page number."""
_FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


def from_word(docx: bytes, fonts: FontSet) -> tuple[bytes, tuple[str, ...]]:
    """The Word file as LibreOffice prints it in the faces of our PDF, and the programs that this machine lacks for it."""
    missing = tuple(name for name in (OFFICE, RASTER) if shutil.which(name) is None)
    if missing:
        return b"", missing
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        (scratch / "gallery.docx").write_bytes(docx)
        folders = {face.path.parent for role in Role for face in fonts.chain(role)}
        listed = "".join(f"<dir>{folder.resolve()}</dir>" for folder in sorted(folders))
        (scratch / "fonts.conf").write_text(
            _FONTS_CONF.format(folders=listed, cache=scratch / "cache"), encoding="utf-8"
        )
        environment = {**os.environ, "FONTCONFIG_FILE": str(scratch / "fonts.conf"), "HOME": name}
        command = [
            OFFICE,
            "--headless",
            f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
        ]
        command += ["--outdir", name, str(scratch / "gallery.docx")]
        subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=True)
        return (scratch / "gallery.pdf").read_bytes(), ()


def pictures(pdf: bytes) -> list[bytes]:
    """A PNG of what stands on each page, its margins gone; none where poppler is missing."""
    from PIL import Image, ImageChops

    if shutil.which(RASTER) is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        command = [RASTER, "-r", str(DPI), "-png", "-", str(Path(name) / "page")]
        subprocess.run(command, input=pdf, capture_output=True, timeout=_SECONDS, check=True)
        found = []
        for path in sorted(Path(name).glob("*.png")):
            with Image.open(path) as opened:
                sheet = opened.convert("RGB")
            edges = (round(part * sheet.size[at % 2]) for at, part in enumerate(_TYPE_AREA))
            area = sheet.crop(tuple(edges))  # type: ignore[arg-type]  # four numbers
            ink = ImageChops.difference(area, Image.new("RGB", area.size, "white")).getbbox() or (0, 0, 1, 1)
            drawn = area.crop((0, max(ink[1] - 6, 0), area.width, min(ink[3] + 6, area.height)))
            out = io.BytesIO()
            drawn.quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG")
            found.append(out.getvalue())
        return found
