"""What this machine has for the work: faces by role, optional programs, libraries that are extras, and what each changes."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from hgz_report.edition.config import load_config
from hgz_report.edition.faces import edition_fonts
from hgz_report.fonts.roles import Role
from hgz_report.problems import Problem, Problems

_PROGRAMS = (
    (("soffice", "libreoffice"), "LibreOffice", "gallery 画 Word 一边的图样，make audit 试着打开 DOCX"),
    (("pdftotext",), "poppler", "make audit 用别的程序读 PDF"),
    (("qpdf",), "qpdf", "make audit 检查 PDF 的结构"),
    (
        ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        "Chromium",
        "make test-browser 试预览，核查网页",
    ),
    (("node",), "Node.js", "make test-browser，几样外部检查"),
    (("git",), "git", "版本管理；改错了好找回"),
    (("make",), "make", "make report 这些写法；没有就写 hgz-report build"),
)
_EXTRAS = (
    ("preview", ("starlette", "uvicorn", "watchfiles"), "hgz-report preview：在浏览器里看着改"),
    ("cluster", ("distributed",), "build --cluster：在 Dask 集群上做"),
)


class Equipment(Struct, frozen=True):
    """A thing, what it is here ("" where it is not there), and what it is for or what its lack changes."""

    group: str
    name: str
    found: str
    changes: str


class Machine(Struct, frozen=True):
    """All that was looked at, and what is wrong with the project's own choice."""

    equipment: tuple[Equipment, ...]
    problems: tuple[Problem, ...]


def examined(root: Path) -> Machine:
    """Look at everything; a project that cannot be read is said beside the rest."""
    own = [Equipment("程序", "Python", ".".join(map(str, sys.version_info[:3])), "运行本程序")]
    problems: tuple[Problem, ...] = ()
    try:
        own += _faces(root)
    except Problems as found:
        problems = found.problems
    for names, title, use in _PROGRAMS:
        path = next(filter(None, map(shutil.which, names)), None) or ""
        own.append(Equipment("可有可无的程序", title, path, use))
    for extra, modules, use in _EXTRAS:
        installed = all(find_spec(name) is not None for name in modules)
        own.append(Equipment("另装的部分", extra, "装了" if installed else "", use))
    return Machine(tuple(own), problems)


def _faces(root: Path) -> list[Equipment]:
    fonts = edition_fonts(root, load_config(root))
    out = []
    for role in Role:
        face = fonts.chain(role)[0]
        stands_in = fonts.is_substitute(role)
        changes = (
            "代用：换成别的字体，断行、页数会变；运行 make fonts，或在 report.toml 的 [fonts] 里写明"
            if stands_in
            else "就是它"
        )
        out.append(Equipment("字体", role.value, face.family + ("（代用）" if stands_in else ""), changes))
    return out
