"""What went wrong in a template, as a Problem at the template's own line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, TemplateSyntaxError

from hgz_report.document.ledger import Ledger
from hgz_report.narrate.captured import without_marks
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.reasons import in_chinese
from hgz_report.problems import Problem, Where

_EDGE = re.compile(r"\{%|%\}")
_MOST_SAID = 800
"""Characters of what is said back."""


class TemplateProblem(Exception):  # noqa: N818 - carries a Problem out of Jinja
    """One template could not be rendered; `runaway`: it would not have come to an end."""

    def __init__(self, problem: Problem, *, runaway: bool = False) -> None:
        super().__init__(str(problem))
        self.problem, self.runaway = problem, runaway


def problem_of(error: BaseException, environment: Environment, ledger: Ledger, template: str) -> Problem:
    """What `error` says to the editor, at the innermost template line."""
    found = _reason(error, environment, template)
    return replace(found, what=_said(found.what, ledger), hint=_said(found.hint, ledger))


def _said(text: str, ledger: Ledger) -> str:
    words = without_marks(text, ledger)
    return words if len(words) <= _MOST_SAID else f"{words[:_MOST_SAID]}……"


def _reason(error: BaseException, environment: Environment, template: str) -> Problem:
    where = _line(error, environment, template)
    if isinstance(error, Missing):
        return Problem(where, error.what, error.hint)
    if isinstance(error, TemplateNotFound):
        return Problem(where, f"找不到模板“{error.name}”", "检查文件名；路径从 templates/ 写起，如 shared/words.md.j2")
    if isinstance(error, TemplateSyntaxError):
        file = _relative(error.filename or "", environment) or template
        if "unknown tag 'e" in (error.message or "") and (line := _unopened(error.source or "")):
            return Problem(Where(file, line), "“%}”前面没有“{%”", "语句写成 {% … %}，如 {% if zone.city %}")
        where = Where(file, error.lineno)
    return Problem(where, *in_chinese(error, environment.globals, environment.filters))


def _unopened(source: str) -> int:
    """The line of the first “%}” that ends nothing; 0 where there is none."""
    open_tag = False
    for found in _EDGE.finditer(source):
        if found[0].startswith("%") and not open_tag:
            return source.count("\n", 0, found.start()) + 1
        open_tag = found[0].startswith("{")
    return 0


def _line(error: BaseException, environment: Environment, template: str) -> Where:
    """The innermost template line in the traceback."""
    found = Where(template)
    for frame in extract_tb(error.__traceback__):
        if file := _relative(frame.filename, environment):
            found = Where(file, frame.lineno or 0)
    return found


def _relative(file: str, environment: Environment) -> str:
    """A file's path under the folder of templates; "" when it is not there."""
    loader = environment.loader
    for folder in loader.searchpath if isinstance(loader, FileSystemLoader) else []:
        if Path(file).is_relative_to(folder):
            return Path(file).relative_to(folder).as_posix()
    return ""
