"""What a page for reading holds beside its texts against what was published: style and policy, drawings, where links lead."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest

from hgz_report.audit.difference import Comparison, Difference
from hgz_report.document.web_parts import WebParts


def web_alike(built: WebParts, found: WebParts, result: Comparison) -> None:
    """Everything that differs."""
    if built.head != found.head:
        result.findings.append(Difference("look", "", "网页的开头（样式、安全规则、标题、日期）改过"))
    for was, now in zip_longest(built.drawings, found.drawings):
        if was is None:
            result.findings.append(Difference("unaccounted", "", "发布时没有的图", around=now[0]))
        elif now is None:
            result.findings.append(Difference("missing", "图", "", around=was[0]))
        elif was[1] != now[1]:
            result.findings.append(Difference("picture", "发布时的图", "改过的图", around=was[0]))
    matcher = SequenceMatcher(None, built.links, found.links, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            pairs = zip_longest(built.links[i1:i2], found.links[j1:j2], fillvalue=("", ""))
            result.findings += (_link(was, now) for was, now in pairs)


def _link(was: tuple[str, str], now: tuple[str, str]) -> Difference:
    around = "链接的说明" if was[0] == now[0] else "链接通到哪里"
    return Difference("link", was[0] or "（没有）", now[0] or "（没有）", around=around)
