"""What the documents' lines need before they are typed, how each is to end, and which are not typed and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from tests.tools.corrected_word import CorrectedWord
from tests.tools.others_tables import by_year
from tests.tools.project import change

_Entry = TypeVar("_Entry")
LONG, NETWORK = "太久：加 --long", "要有网络：加 --network"
_MEASURING = "自己就是测试、测量：单独运行"
_SUITE = "测试的一部分：make test 运行"
LEFT_OUT: dict[str, str] = {
    "hgz-report build --cluster": "要有 Dask 集群",
    "hgz-report check --source 原文.pdf": "没有随项目来的原文 PDF；原文.txt 的一条跑了",
    "hgz-report build --no-cache --jobs": "同 hgz-report build --no-cache 一样，进程数不同",
    "make test-browser": "要有 Chromium 和 node；单独运行",
    "make test": _SUITE,
    "make check-all": "就是 make check-code 和 make check，都跑了",
    "make lock": NETWORK,
    "make wheelhouse": NETWORK,
    "make bench": LONG,
    "make bench-peers": NETWORK,
    "make report PYTHON=": "另建环境，要有网络和别的 Python",
    "python -m tests.outside.": _MEASURING,
    "python -m benchmarks.": _MEASURING,
    "py -3 -m": "Windows 的写法",
    "python -m hgz_report …": "每条 hgz-report 都是这样跑的",
}
"""The beginning of a line, up to the end of a word or at a dot or "=": why it is not typed."""

INSTEAD: dict[str, str] = {
    "hgz-report audit 文件…": "hgz-report audit reports/2026-Q4/chengdu.pdf",
    "hgz-report excel in 报送.xlsx --source 编号": "hgz-report excel in 报送.xlsx --source article-2024",
    "hgz-report make-one 文件名 结果": "hgz-report make-one chengdu 结果",
    "hgz-report preview 成都": "hgz-report preview 成都 --no-open --port 0",
    "make golden": "make golden ARGS=tests/golden",
    "make report ONLY=…": "make report ONLY=成都",
    "make -j 8 -f build/jobs.mk": "make -j 2 -f build/jobs.mk",
}
"""What is typed for a line with a place to be filled in, or that would take all of the machine."""

ALSO = ("make gallery", "make fonts", "make clean", "make wheelhouse", "python -m benchmarks.typesetting --counts")
"""Typed too: `make help` tells the targets."""

SERVERS: dict[str, str] = {
    "make preview": "预览在 http://127.0.0.1:",
    "hgz-report preview": "预览在 http://127.0.0.1:",
    "hgz-report build --watch": "等着下一次存盘",
}
"""What runs until it is ended, and what it says when it is ready."""
ENDED = 143
"""How a program ends that was asked to by SIGTERM: 128 + 15, as a shell gives it."""

ENDS: dict[str, frozenset[int]] = {
    "hgz-report returned 改过的稿子.docx": frozenset({1}),  # docs/returned.md: there are changes
    "hgz-report returned 改过的.docx --apply": frozenset({0}),  # all that was asked for is written
    "hgz-report returned 改过的.docx": frozenset({1}),
    "hgz-report audit 改过的稿子.docx": frozenset({1}),  # docs/audit.md: a figure is not the published one
    "hgz-report check --source": frozenset({1}),  # figures that are not in the text
    "hgz-report excel in 年鉴.xlsx --write": frozenset({1}),  # docs/excel.md: the map is a guess
    "hgz-report compare 2026-Q4": frozenset({0}),
    "hgz-report compare": frozenset({2}),  # mentioned by its name: with which edition?
}
"""The beginning of a line: how it ends, where that is not 0."""

Step = str | Callable[[Path], None]
"""What is done before a line: a line to be typed, or a file to be written."""


def _corrected(root: Path) -> None:
    """A paper with three places changed by hand, a figure among them."""
    paper = CorrectedWord((root / "reports/2026-Q4/chengdu.docx").read_bytes())
    paper.replace("_hgz_b1_p0", "接起了", "连起了")
    paper.replace("_hgz_b3_p0", "在增多", "多起来")
    paper.replace("_hgz_b2_p0", "五年内", "六年内")
    for name in ("改过的稿子.docx", "改过的.docx"):
        (root / name).write_bytes(paper.data)


def _recipients(root: Path) -> None:
    (root / "送到").mkdir()
    (root / "data/recipients.yaml").write_text(
        "recipients:\n  - {name: 研究室共享盘, way: 文件夹, to: 送到, papers: [全部], formats: [pdf, docx]}\n",
        encoding="utf-8",
    )


def _editor(root: Path) -> None:
    change(root / "report.toml", 'editor = ""', 'editor = "editor@example.invalid"')
    change(root / "report.toml", 'sender = ""', 'sender = "bulletin@example.invalid"')


def _another_word(root: Path) -> None:
    change(root / "data/zones/chengdu.yaml", "报道称是全国首份区级方案", "据称是全国首份区级方案")


def _yearbook(root: Path) -> None:
    by_year(root / "年鉴.xlsx")


def _yearbook_sourced(root: Path) -> None:
    path = root / "data/excel/年鉴.yaml"
    said = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^source:.*$", "source: article-2024", said, flags=re.MULTILINE), encoding="utf-8")


def _text(root: Path) -> None:
    (root / "原文.txt").write_text(
        "迈向高智绿 探索新型工业化“高新”范式\n\n成都高新区2024年建成投运中试平台49个。\n", encoding="utf-8"
    )


def _timed(root: Path) -> None:
    path = root / "report.toml"
    said = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^# (every|day|time) = ", r"\1 = ", said, flags=re.MULTILINE), encoding="utf-8")


_ISSUE = "hgz-report issue 2026-Q4"
_CORRECTED: tuple[Step, ...] = (_another_word, "hgz-report correct --why 原因")
_SENT: tuple[Step, ...] = (_recipients, "hgz-report deliver --send --new-ledger")
_YEARBOOK: tuple[Step, ...] = (_yearbook, "hgz-report excel in 年鉴.xlsx --write")
BEFORE: dict[str, tuple[Step, ...]] = {
    "hgz-report correct --why": (_ISSUE, _another_word),
    "hgz-report returned 改过": (_corrected,),
    "hgz-report audit 改过": (_corrected,),
    "hgz-report excel in 表.xlsx": ("hgz-report excel out 表.xlsx",),
    "hgz-report excel in 报送.xlsx": ("hgz-report excel out 报送.xlsx --forms --zones 成都高新区",),
    "hgz-report excel in 年鉴.xlsx --write": (_yearbook,),
    "hgz-report excel in 年鉴.xlsx": (*_YEARBOOK, _yearbook_sourced),
    "hgz-report check --source 原文.txt": (_text,),
    "hgz-report compare 2026-Q4": ("hgz-report record 2026-Q4",),
    "hgz-report deliver 2026-Q4-更正1": (_ISSUE, *_SENT, *_CORRECTED),
    "hgz-report deliver --failure": (_recipients, _editor),
    "hgz-report deliver --send --new-ledger": (_recipients,),
    "hgz-report deliver --send": _SENT,
    "hgz-report deliver": (_recipients,),
    "hgz-report schedule": (_timed,),
    "hgz-report unattended": (_timed,),
    "make lock": (".venv/bin/python -m pip install uv",),
    "make -j 8 -f build/jobs.mk": ("hgz-report plan --make > build/jobs.mk",),
}
"""The beginning of a line: what is done first.  The first that fits counts."""


def for_programs(line: str) -> bool:
    """Whether a program reads what a line prints: what the data quote may be English there."""
    return bool({"--json", "--make"} & {*line.split()})


def first(table: Mapping[str, _Entry], line: str) -> _Entry | None:
    """The entry of the first beginning that fits a line."""
    return next((entry for beginning, entry in table.items() if _begins(line, beginning)), None)


def _begins(line: str, beginning: str) -> bool:
    return line.startswith(beginning) and (
        beginning.endswith((".", "=", "改过")) or line[len(beginning) :][:1] in ("", " ")
    )
