"""Findings and rules for machines and for the manual: JSON records, SARIF 2.1.0, the table of docs/lint.md."""

from __future__ import annotations

from collections.abc import Iterable

from hgz_report import __version__
from hgz_report.checks.prose.lint import ProseFinding
from hgz_report.checks.prose.pieces import ProseRule
from hgz_report.checks.prose.table import RULES

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SEVERITIES = {"error": "错误", "warning": "留意"}


def rule_row(rule: ProseRule) -> tuple[str, str, str, str, str, str]:
    """Number, name, clause, severity, whether `--fix` mends it, what to do."""
    return rule.id, rule.name, rule.basis, SEVERITIES[rule.severity], "能" if rule.fixable else "—", rule.hint


RULE_HEAD = ("规则号", "名称", "依据", "轻重", "能代改", "怎么改")


def markdown_table() -> str:
    """The table of rules as docs/lint.md has it."""
    rows = [RULE_HEAD, ("---",) * len(RULE_HEAD), *(rule_row(rule) for rule in RULES)]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n" for row in rows)


def rule_record(rule: ProseRule) -> dict[str, object]:
    """A rule as plain fields for JSON."""
    return {
        "id": rule.id,
        "name": rule.name,
        "clause": rule.basis,
        "severity": rule.severity,
        "fixable": rule.fixable,
        "hint": rule.hint,
    }


def finding_record(finding: ProseFinding) -> dict[str, object]:
    """A finding as plain fields for JSON."""
    problem = finding.problem
    return {
        "rule": finding.rule.id,
        "file": finding.where.file,
        "line": finding.where.line,
        "column": finding.where.column,
        "severity": finding.rule.severity,
        "what": problem.what,
        "hint": problem.hint,
        "fixable": bool(finding.edits),
    }


def sarif(findings: Iterable[ProseFinding]) -> dict[str, object]:
    """A SARIF 2.1.0 log (OASIS, 2020): one run, every rule, every finding with its region."""
    index = {rule.id: number for number, rule in enumerate(RULES)}
    driver = {"name": "hgz-report lint", "version": __version__, "rules": [_sarif_rule(rule) for rule in RULES]}
    results = [_sarif_result(finding, index[finding.rule.id]) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _sarif_rule(rule: ProseRule) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": f"{rule.name}（{rule.basis}）"},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(finding: ProseFinding, index: int) -> dict[str, object]:
    region: dict[str, int] = {"startLine": max(finding.where.line, 1)}
    if finding.where.column:
        region["startColumn"] = finding.where.column
    place = {"artifactLocation": {"uri": finding.where.file, "uriBaseId": "%SRCROOT%"}, "region": region}
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": finding.rule.severity,
        "message": {"text": f"{finding.problem.what}。{finding.problem.hint}"},
        "locations": [{"physicalLocation": place}],
    }
