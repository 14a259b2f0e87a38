"""The watermark of a .docx against that of the published one."""

from __future__ import annotations

from hgz_report.audit.difference import Comparison, Difference
from hgz_report.audit.published import Built
from hgz_report.language.numbers import find
from hgz_report.readers.content import Content


def watermarks_alike(built: Built, content: Content, result: Comparison) -> None:
    """A word with a number in it is a finding; another one, or none, is only told: a draft becomes final."""
    shown = list(dict.fromkeys(content.watermarks))
    for word in shown:
        if word != built.draft:
            if any(True for _ in find(word)):
                result.findings.append(Difference("look", built.draft, word, around="水印"))
            else:
                result.notice(f"水印是“{word}”，发布时{f'是“{built.draft}”' if built.draft else '没有水印'}")
    if built.draft and not shown:
        result.notice(f"发布时的水印“{built.draft}”去掉了")
