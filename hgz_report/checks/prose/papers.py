"""Rules that a kind of paper switches on in its report.yaml: what may not stand on a first page, nobody speaks, budgets.

The front is what comes before the first heading: title, key figures, findings, lead chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from hgz_report.checks.prose.pieces import Hit, ProseRule, Search, pattern
from hgz_report.checks.prose.rendered import Shown, shown_of, shown_texts
from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Table,
    Text,
    inlines_of,
    plain,
)
from hgz_report.narrate.report_file import Budgets, LintGroup
from hgz_report.narrate.reports import Report
from hgz_report.problems import Where


def _counted(text: str) -> Iterator[Hit]:
    """Budgets are counted over blocks (`_over`), not looked for in texts."""
    del text
    return iter(())


_BUDGET: Search = _counted
_HOW = "字数的限额在这种报告的 report.yaml 的 budgets 里"


def _rule(identifier: str, name: str, hint: str, look: Search) -> ProseRule:
    return ProseRule(identifier, name, "本项目", "error", frozenset(), hint, look)


FRONT = _rule(
    "F01", "首页说起材料来了", "首页只说结论；没有的数写进“请核实报送”，谁说的写人名、单位",
    pattern("未见|未查到|没有查到|查不到|文章|佐证|(?:现有|本期|收集到?的?|公开的?|公布的|手里的|缺少?|没有|从|按)材料"
            "|(?:^|(?<=[，。；：、（]))材料(?=[集不缺少多未只中里说看])"),
)  # fmt: skip
VOICE = _rule(
    "F02", "程序自己说话", "说事情，不说这份报告是怎么做出来的",
    pattern("按(?:统一)?规则推出|统一规则|一并列明|自动生成|系统生成|程序(?:计算|推出|生成)|随附的数据表|本报告印出|见随附|按现有材料"),
)  # fmt: skip
FILLER = _rule(
    "F03", "没有内容的话", "删去，或写清谁、做什么、到什么时候",
    pattern("补齐后再定|先报送情况|再定举措|有待(?:进一步)?(?:加强|完善|提高)|值得注意的是|不难看出|众所周知|综上所述|总的来看|具有重要意义"
            "|进一步(?:加强|完善|提升|优化)(?=[。；，]|$)|引用时应注明出处|不等于没有开展工作|不直接比较"),
)  # fmt: skip
_GROUPS: Mapping[LintGroup, ProseRule] = {"front": FRONT, "voice": VOICE, "filler": FILLER}
_BUDGETS: Mapping[str, ProseRule] = {
    "title": _rule("B01", "标题过长", f"只留结论和下一步；{_HOW}", _BUDGET),
    "finding": _rule("B02", "要点过长", f"一条一个结论；{_HOW}", _BUDGET),
    "prose": _rule("B03", "正文过长", f"删去首页已说的、附册里有的；{_HOW}", _BUDGET),
    "cell": _rule("B04", "表格里的一格过长", f"只留数和一句话；{_HOW}", _BUDGET),
    "caption": _rule("B05", "表题、图题过长", f"一句结论；{_HOW}", _BUDGET),
}
RULES = (*_GROUPS.values(), *_BUDGETS.values())


class PaperHit(NamedTuple):
    """What a rule found in a text of a paper."""

    rule: ProseRule
    shown: Shown
    hit: Hit


def paper_hits(
    document: Document, report: Report, whole: Sequence[Shown], titles: re.Pattern[str]
) -> Iterator[PaperHit]:
    """Everything that the rules which a report has switched on find in its document; `whole`: its texts, `titles` masked."""
    for group in report.lint:
        texts = _first_page(document, titles) if group == "front" else whole
        for shown in texts:
            yield from (PaperHit(_GROUPS[group], shown, hit) for hit in _GROUPS[group].look(shown.text))
    yield from _over(document, report.budgets)


def _first_page(document: Document, titles: re.Pattern[str]) -> Iterator[Shown]:
    yield from shown_texts(replace(document, blocks=tuple(_front(document.blocks))), titles)
    yield from _title(document)


def _front(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading):
            return
        yield block


def _title(document: Document) -> Iterator[Shown]:
    yield Shown("cell", str(document.title), Text.said(document.title), Where(""))


def _over(document: Document, budgets: Budgets) -> Iterator[PaperHit]:
    for kind, shown, size in _sizes(document):
        most = getattr(budgets, kind)
        if most and size > most:
            yield PaperHit(_BUDGETS[kind], shown, Hit(0, len(shown.text), note=f"{size}字，最多{most}字"))


def _sizes(document: Document) -> Iterator[tuple[str, Shown, int]]:
    """What has a budget, and how many characters it prints."""
    yield from (("title", shown, _size(shown.text)) for shown in _title(document))
    for block in _front(document.blocks):
        if isinstance(block, Paragraph) and block.role == "lead":
            yield from (("finding", shown, _size(shown.text)) for shown in shown_of(block))
    running = [block for block in document.blocks if isinstance(block, Paragraph | ListBlock) and block.role != "aside"]
    total = sum(_size(plain(inlines)) for block in running for inlines in inlines_of(block))
    if first := next((shown for block in running for shown in shown_of(block)), None):
        yield "prose", first, total
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if row.kind != "group":
                    yield from (("cell", shown, _size(shown.text)) for shown in shown_of(block, row.cells))
        if isinstance(block, Table | ChartBlock):
            yield from (("caption", shown, _size(shown.text)) for shown in shown_of(block, (block.caption,)))


def _size(text: str) -> int:
    return len("".join(text.split()))
