"""`hgz-report lint`: what the rules find in templates, data and composed reports; mends what can safely be mended."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cache.store import Cache
from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json, problem_record, say_error, show_table
from hgz_report.problems import Problem, Problems, os_reason

if TYPE_CHECKING:
    from hgz_report.checks.prose.lint import ProseFinding

USAGE = 2


def lint(options: argparse.Namespace) -> int:
    """The command; returns 1 when there are errors, 2 for a file that is none of the project's."""
    from hgz_report.checks.prose.files import names
    from hgz_report.checks.prose.sarif import RULE_HEAD, markdown_table, rule_record, rule_row
    from hgz_report.checks.prose.table import RULES

    if options.rules or options.markdown:
        if options.markdown:
            print(markdown_table(), end="")
        elif options.json:
            print_json([rule_record(rule) for rule in RULES])
        else:
            show_table(RULE_HEAD, map(rule_row, RULES))
        return 0
    root = options.root
    known = names(root)
    chosen, strange = _chosen(root, options.file, known)
    if strange:
        say_error(f"不能检查：{'、'.join(strange)}\n提示：写项目里 templates/ 或 data/ 下的文件，或不写文件，全部检查")
        return USAGE
    mended = _mend(root, chosen) if options.fix else []
    findings, problems = _found(root, kept(options))
    findings = [finding for finding in findings if finding.where.file in chosen]
    _show(findings, problems, mended, options)
    return int(any(finding.rule.severity == "error" for finding in findings) or bool(problems))


def _chosen(root: Path, files: Sequence[str], known: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    """The project's names of the files (all when none is named), and what is not the project's."""
    chosen: set[str] = set()
    strange: list[str] = []
    for file in files:
        candidates = [path for path in (Path(file), root / file) if path.resolve().is_relative_to(root.resolve())]
        matching = [path.resolve().relative_to(root.resolve()).as_posix() for path in candidates]
        if match := next((name for name in matching if name in known), None):
            chosen.add(match)
        else:
            strange.append(file)
    return frozenset(chosen or known), strange


def _mend(root: Path, files: frozenset[str]) -> list[str]:
    """Mend the files in place; the names of those that were changed."""
    from hgz_report.checks.prose.files import read_file, write_mended
    from hgz_report.checks.prose.lint import mended

    changed: list[str] = []
    for file in sorted(files):
        source = read_file(root, file)
        text = mended(source.text, file)
        if text != source.text:
            try:
                write_mended(root, file, text)
            except OSError as error:
                hint = "检查文件是否被别的程序占用、有没有写入权限"
                raise Problems([Problem(None, f"{file} 写不进去：{os_reason(error)}", hint)]) from None
            changed.append(file)
    return changed


def _found(root: Path, cache: Cache) -> tuple[Sequence[ProseFinding], Sequence[Problem]]:
    """The findings, and what keeps the reports from being composed: then only the files as written are looked at."""
    from hgz_report.checks.prose.lint import lint_project
    from hgz_report.edition.config import load_config
    from hgz_report.edition.plan import plan

    try:
        planned = plan(root, load_config(root), prose=False, cache=cache)
    except Problems as found:
        return lint_project(root, cache=cache), found.problems
    return lint_project(root, planned.documents, planned.reports, cache=cache), ()


def _show(
    findings: Sequence[ProseFinding], problems: Sequence[Problem], mended: Sequence[str], options: argparse.Namespace
) -> None:
    from hgz_report.checks.prose.sarif import finding_record, sarif

    if options.sarif:
        print_json(sarif(findings))
    elif options.json:
        record = {"findings": [finding_record(finding) for finding in findings], "mended": mended}
        print_json(record | {"problems": [problem_record(problem) for problem in problems]})
    else:
        for finding in findings:
            print(f"{'错误' if finding.rule.severity == 'error' else '留意'}  {finding.problem}")
        for file in mended:
            print(f"已改  {file}")
    for problem in problems if not options.json else ():
        say_error(str(problem))
    if problems and not options.json:
        say_error("数据或模板有错，没有组成报告；只检查了文件本身的文字。")
    if not (options.json or options.sarif):
        errors = sum(finding.rule.severity == "error" for finding in findings)
        print(f"检查了文字：{errors} 处错误，{len(findings) - errors} 处留意，改了 {len(mended)} 个文件。")
