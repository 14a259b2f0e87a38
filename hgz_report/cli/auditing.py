"""`hgz-report audit`: every number of finished files held against what was built."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cli.output import MOST_SHOWN, print_json, say, say_error, show_table, unshown
from hgz_report.writers.formats import FORMATS

if TYPE_CHECKING:
    from hgz_report.audit.difference import Difference
    from hgz_report.audit.published import PublishedEdition
    from hgz_report.audit.verdict import FileAudit

DONE, FOUND, UNJUDGED = 0, 1, 2
_FAULTS = {
    "changed": "改了",
    "missing": "不见了",
    "unaccounted": "没有出处",
    "meaning": "说法改了",
    "label": "名目改了",
    "moved": "换了地方",
    "chart": "图改了",
    "picture": "图片换了",
    "hidden": "看着不一样",
    "look": "样子不一样",
    "link": "链接改了",
    "file": "不是发布的",
}


def audit(options: argparse.Namespace) -> int:
    """Exit code 0 when every number is accounted for, 1 when some are not, 2 when nothing is wrong but something can't be
    judged.
    """
    from hgz_report.audit.verdict import FileAudit
    from hgz_report.readers.content import Unjudged

    verdicts: list[tuple[FileAudit, PublishedEdition | None]] = []
    for place in _places(options):
        try:
            verdicts += _audited(place, options.manifest)
        except Unjudged as reason:
            verdicts.append((FileAudit(place, unread=reason), None))
    if options.json:
        print_json({"files": [_record(verdict, edition) for verdict, edition in verdicts]})
    else:
        _show(verdicts)
    if any(verdict.findings for verdict, _ in verdicts):
        return FOUND
    return UNJUDGED if any(verdict.doubts for verdict, _ in verdicts) else DONE


def _places(options: argparse.Namespace) -> list[Path]:
    if options.file and not options.all:
        return [Path(name) for name in options.file]
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    return [options.root / config.output.folder / config.edition_id]


def _audited(place: Path, manifest: Path | None) -> Iterator[tuple[FileAudit, PublishedEdition]]:
    from hgz_report.audit.edition_files import edition_alike
    from hgz_report.audit.published import MANIFEST, read_edition
    from hgz_report.audit.verdict import FileAudit, audit_file

    edition = read_edition(manifest or (place if place.is_dir() else place.parent))
    if not place.is_dir():
        yield audit_file(place, edition), edition
        return
    together = edition_alike(edition)
    if together.findings or together.notices:
        yield FileAudit(edition.folder / MANIFEST, MANIFEST, True, together), edition
    others = [
        path.name
        for path in sorted(place.iterdir())
        if path.suffix.lower()[1:] in FORMATS and path.name not in edition.companions
    ]
    for name in dict.fromkeys([*edition.names(), *others]):
        yield audit_file(place / name, edition), edition


def _record(verdict: FileAudit, edition: PublishedEdition | None) -> dict[str, object]:
    comparison = verdict.comparison
    return {
        "file": verdict.file.as_posix(),
        "report": verdict.name,
        "edition": edition.name if edition else "",
        "judged": not verdict.doubts,
        "why": "\n".join(f"{doubt.what}。{doubt.hint}" for doubt in verdict.doubts),
        "hash_match": verdict.intact,
        "accounted": dict(verdict.counts),
        "findings": [_finding(finding, edition) for finding in verdict.findings],
        "notices": [_finding(finding, edition) for finding in comparison.notices] if comparison else [],
    }


def _finding(finding: Difference, edition: PublishedEdition | None) -> dict[str, object]:
    meanings: Mapping[str, str] = edition.meanings if edition else {}
    return {
        "fault": finding.fault,
        "was": finding.was,
        "now": finding.now,
        "binding": finding.binding,
        "meaning": meanings.get(finding.binding, ""),
        "page": finding.page,
        "heading": finding.heading,
        "around": finding.around,
        "data": edition.wheres.get(finding.binding, "") if edition else "",
        "line": finding.line,
        "box": finding.box,
    }


def _show(verdicts: Sequence[tuple[FileAudit, PublishedEdition | None]]) -> None:
    for verdict, edition in verdicts:
        if verdict.comparison:
            _show_compared(verdict, edition)
        for doubt in verdict.doubts:
            say_error(f"{verdict.file.name}  判断不了：{doubt.what}\n  提示：{doubt.hint}")
    faulty = sum(bool(verdict.findings) for verdict, _ in verdicts)
    unjudged = sum(bool(verdict.doubts) for verdict, _ in verdicts)
    findings = sum(len(verdict.findings) for verdict, _ in verdicts)
    if faulty or unjudged:
        say_error(f"共 {len(verdicts)} 份文件：{faulty} 份有 {findings} 处对不上，{unjudged} 份有判断不了的地方。")
    else:
        say(f"共 {len(verdicts)} 份文件，每个数都有出处。")


def _show_compared(verdict: FileAudit, edition: PublishedEdition | None) -> None:
    from hgz_report.audit.published import MANIFEST

    counted = sum(verdict.counts.values())
    kinds = "，".join(f"{name} {count}" for name, count in verdict.counts.items())
    state = "与发布时逐字节相同" if verdict.intact else "发布以后改过"
    fault = f"，{len(verdict.findings)} 处对不上" if verdict.findings else ""
    whole = verdict.file.name == MANIFEST
    say(f"这一期的文件{fault}" if whole else f"{verdict.file.name}  {state}：{counted} 个数有出处（{kinds}）{fault}")
    if verdict.findings:
        show_table(("问题", "原为", "现为", "页", "部分", "上下文", "原来的出处", "在哪一行"),
                   [_row(finding, edition) for finding in verdict.findings[:MOST_SHOWN]])  # fmt: skip
    notices = verdict.comparison.notices if verdict.comparison else []
    for notice in notices[:MOST_SHOWN]:
        words = f"“{notice.was}”改成“{notice.now}”" if notice.was else notice.now
        say(f"  留意  {words}" + (f"：……{notice.around}……" if notice.around else ""))
    if more := sum(max(len(told) - MOST_SHOWN, 0) for told in (verdict.findings, notices)):
        say(unshown(more))


def _row(finding: Difference, edition: PublishedEdition | None) -> tuple[str, ...]:
    meaning = edition.meanings.get(finding.binding, "") if edition else ""
    page = str(finding.page) if finding.page else "—"
    if finding.box:
        page += (
            f"（左 {finding.box[0]:.0f} 下 {finding.box[1]:.0f} 右 {finding.box[2]:.0f} 上 {finding.box[3]:.0f} 磅）"
        )
    data = edition.wheres.get(finding.binding, "") if edition else ""
    lines = "，".join(dict.fromkeys(line for line in (data, finding.line) if line))
    return (_FAULTS[finding.fault], finding.was or "—", finding.now or "—", page, finding.heading or "—",
            finding.around, meaning or "—", lines or "—")  # fmt: skip
