"""What `report.toml` at the project's root says: the edition, the texts of head and imprint, formats, fonts.

Plain values only; whoever uses them turns them into its own classes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hgz_report.forms.toml import Reader, visible
from hgz_report.problems import Problem, Problems, Where
from hgz_report.writers.formats import FORMATS

FILE = "report.toml"
ROLES = ("仿宋", "小标宋", "黑体", "楷体", "宋体", "西文")
DOCX_FONTS: Mapping[str, str] = {
    "仿宋": "仿宋_GB2312",
    "小标宋": "方正小标宋简体",
    "黑体": "黑体",
    "楷体": "楷体_GB2312",
    "宋体": "宋体",
    "西文": "Times New Roman",
}
"""The faces official papers are set in, as Word and WPS name them."""

_KEYS: Mapping[str, Collection[str]] = {
    "edition": ("id", "date"),
    "masthead": ("series", "issuer", "issue", "classification", "urgency"),
    "distribution": ("to", "cc", "print_office", "copies"),
    "output": ("folder", "formats"),
    "fonts": ("machine", "folders", *ROLES),
    "docx.fonts": ROLES,
}
_EDITION = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff_-]{0,59}")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
"""Names of devices, which Windows refuses for a folder."""


@dataclass(frozen=True, slots=True)
class MastheadTexts:
    """版头: `issue` is the number of the first report, the others count on from it; empty texts are not printed."""

    series: str
    issuer: str
    issue: int
    classification: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """版记: who gets it (`to` 报, `cc` 送), who printed it, how many copies (0: not said)."""

    to: tuple[str, ...]
    cc: tuple[str, ...]
    print_office: str
    copies: int


@dataclass(frozen=True, slots=True)
class Output:
    """`folder` relative to the root."""

    folder: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FontChoices:
    """Fonts of the PDF: faces wanted by role in order, whether the machine's own may serve, further folders."""

    faces: Mapping[str, tuple[str, ...]]
    machine: bool
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Config:
    """`date` is the 成文日期 and the time stamp of every file; `docx_fonts` has a name for every role."""

    edition_id: str
    date: date
    masthead: MastheadTexts
    distribution: Distribution
    output: Output
    fonts: FontChoices
    docx_fonts: Mapping[str, str]


def load_config(root: Path) -> Config:
    """Read `report.toml` under `root`.  Raises Problems with every mistake in it."""
    reader = Reader(root / FILE, _KEYS)
    config = Config(
        edition_id=_edition(reader),
        date=reader.day("edition.date"),
        masthead=MastheadTexts(
            series=reader.line("masthead.series"),
            issuer=reader.line("masthead.issuer"),
            issue=reader.whole("masthead.issue", 1, least=1),
            classification=reader.line("masthead.classification", ""),
            urgency=reader.line("masthead.urgency", ""),
        ),
        distribution=Distribution(
            to=reader.lines("distribution.to"),
            cc=reader.lines("distribution.cc"),
            print_office=reader.line("distribution.print_office", ""),
            copies=reader.whole("distribution.copies", 0),
        ),
        output=Output(
            folder=reader.line("output.folder", "reports") or "reports",
            formats=_formats(reader),
        ),
        fonts=FontChoices(
            faces={role: names for role in ROLES if (names := reader.lines(f"fonts.{role}"))},
            machine=reader.flag("fonts.machine", default=True),
            folders=reader.lines("fonts.folders"),
        ),
        docx_fonts={role: reader.line(f"docx.fonts.{role}", name) or name for role, name in DOCX_FONTS.items()},
    )
    if reader.problems:
        raise Problems(reader.problems)
    return config


def edition_problem(identifier: str, where: Where | None = None) -> Problem | None:
    """Why `identifier` cannot be an edition's id, which is a folder name on every system; None when it can."""
    if _RESERVED.fullmatch(identifier):
        return Problem(where, f"期的编号不能是“{identifier}”", "Windows 把这个名字留给设备，换一个，如 2026-Q4")
    if not _EDITION.fullmatch(identifier):
        hint = "它也是文件夹名：用字母、数字、汉字、“-”“_”，以字母、数字或汉字开头，不超过 60 字，如 2026-Q4"
        return Problem(where, f"期的编号“{visible(identifier)}”不能用", hint)
    return None


def _edition(reader: Reader) -> str:
    path = "edition.id"
    identifier = reader.line(path)
    if identifier and (problem := edition_problem(identifier, reader.where(path))):
        reader.problems.append(problem)
    return identifier


def _formats(reader: Reader) -> tuple[str, ...]:
    path = "output.formats"
    if not reader.has(path):
        return tuple(FORMATS)
    names = reader.lines(path)
    for name in names:
        if name not in FORMATS:
            reader.say(path, f"没有“{name}”这种格式", f"可用的格式：{'、'.join(FORMATS)}")
    if not names:
        reader.say(path, "没有要做的格式", '至少写一种，如 formats = ["pdf", "docx"]')
    return tuple(dict.fromkeys(names))
