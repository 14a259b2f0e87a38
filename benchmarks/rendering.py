"""LibreOffice as a second opinion on a Word file: what it prints with the very faces our PDF is set in, or without them.

LibreOffice has none of 仿宋_GB2312, 楷体_GB2312 ….  It gets copies of the PDF's faces that bear those names, in a font folder of
its own: no table of replacements, no guessing by fontconfig, and nothing of the machine's fonts.  Or, as on the machine of
somebody who has none of them either, only faces of other names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role

OFFICE = "soffice"
FONTS = "fonts"
_SECONDS_A_FILE = 60
_FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_FAMILY_NAMES = (1, 4, 6, 16, 17, 21, 22)
"""Entries of a font's name table that say what it is called."""


class NoOfficeError(Exception):
    """LibreOffice is not on this machine."""


def render(
    files: Sequence[Path], scratch: Path, fonts: FontSet, names: Mapping[str, str], office: str = OFFICE
) -> dict[str, Path]:
    """Print every .docx with LibreOffice; the PDF of each by its stem.

    `names`: role → face named in the .docx; empty: none of those faces is there.  Fonts are left in `scratch / FONTS`.
    Raises NoOfficeError without LibreOffice, RuntimeError where it leaves a file out, and TimeoutExpired.
    """
    program = shutil.which(office)
    if program is None:
        raise NoOfficeError(office)
    environment = {**os.environ, "FONTCONFIG_FILE": str(_font_folder(scratch, fonts, names)), "HOME": str(scratch)}
    printed = scratch / "printed"
    profile = (scratch / "profile").resolve().as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    command += ["--outdir", str(printed), *map(str, files)]
    said = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=_SECONDS_A_FILE * (len(files) + 1),
        check=False,
    )
    pdfs = {file.stem: printed / f"{file.stem}.pdf" for file in files}
    if missing := [stem for stem, path in pdfs.items() if not path.is_file()]:
        raise RuntimeError(f"LibreOffice 没有做出 {'、'.join(missing)}：{said.stderr.strip()}")
    return pdfs


def _font_folder(scratch: Path, fonts: FontSet, names: Mapping[str, str]) -> Path:
    """A fontconfig file that knows only renamed copies of the faces, and those that stand in for missing characters."""
    folder = scratch / FONTS
    folder.mkdir(parents=True)
    for number, role in enumerate(Role):
        first, *others = fonts.chain(role)
        if names:
            _renamed(first, names.get(role, "Times New Roman"), f"Role{number}").save(folder / f"role{number}.otf")
        for face in others:
            # A collection holds several faces; which of them serves does not matter for a fallback.
            shutil.copy(face.path, folder / face.path.name)
    conf = scratch / "fonts.conf"
    conf.write_text(_FONTS_CONF.format(fonts=folder, cache=scratch / "cache"), encoding="utf-8")
    return conf


def _renamed(face: Face, name: str, postscript: str) -> TTFont:
    font = TTFont(face.path, fontNumber=face.index)
    table = font["name"]
    for entry in [entry for entry in table.names if entry.nameID in _FAMILY_NAMES]:
        table.removeNames(nameID=entry.nameID)
    for number, text in ((1, name), (2, "Regular"), (4, name), (6, postscript)):
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["head"].macStyle = 0
    return font
