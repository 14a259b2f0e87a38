"""Checks of the single files: sources, policies, the register of zones and the shape of 四融三化."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from hgz_report.data.allow_list import compiled, runs_away
from hgz_report.data.file_kinds import AllowedFile, PolicyFile, SourceFile
from hgz_report.data.load.values import date_complaint
from hgz_report.data.model import UNKNOWN
from hgz_report.data.pathway import Pathway
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Steps
from hgz_report.language.provinces import PROVINCES
from hgz_report.language.web_address import is_web_page
from hgz_report.problems import Problem

_INTEGRATIONS, _TRANSFORMATIONS = 4, 3
_DIFFERENT = {"编号": "换一个编号", "名称": "一家只写一次；核对名称"}


def source_problems(draft: Draft[SourceFile]) -> Iterator[Problem]:
    """Dates that are no dates, addresses that are no web addresses."""
    for name, source in draft.model.sources.items():
        if source.published and (complaint := date_complaint(source.date)):
            yield from draft.complain(
                ("sources", name, "date"), complaint.what, f"{complaint.hint}；查不到写“{UNKNOWN}”"
            )
        if source.url and not is_web_page(source.url):
            what = f"“{source.url}”不是网址"
            yield from draft.complain(
                ("sources", name, "url"), what, "以 http:// 或 https:// 开头；没有可公开的网址就不写"
            )
    first: dict[int, str] = {}
    for name, source in draft.model.sources.items():
        if source.number is None:
            continue
        if (other := first.setdefault(source.number, name)) != name:
            what, hint = f"来源号 {source.number} 已经给了 {other}", "删去这一行，运行 hgz-report number-sources 另给"
            yield from draft.complain(("sources", name, "number"), what, hint)
        elif source.number > draft.model.numbered:
            hint = "来源号不自己写：删去这一行，运行 hgz-report number-sources"
            what = f"来源号 {source.number} 比给到的 {draft.model.numbered} 还大"
            yield from draft.complain(("sources", name, "number"), what, hint)


def policy_problems(draft: Draft[PolicyFile]) -> Iterator[Problem]:
    """Ids used twice and conflicting dates that are no dates."""
    policies = draft.model.policies
    yield from repeated(draft, [(("policies", n, "id"), policy.id) for n, policy in enumerate(policies)])
    for n, policy in enumerate(policies):
        for m, reading in enumerate(policy.conflicts):
            if complaint := date_complaint(reading.value):
                yield from draft.complain(("policies", n, "conflicts", m, "value"), *complaint)


_ANY_DATES = ("1999年", "2016年底", "2025年3月", "2031年")
"""Dates that have nothing in common but that they are dates."""


def allowed_problems(draft: Draft[AllowedFile]) -> Iterator[Problem]:
    """Ids used twice, patterns that are none or that allow anything."""
    entries = draft.model.allowed
    yield from repeated(draft, [(("allowed", n, "id"), entry.id) for n, entry in enumerate(entries)])
    for n, entry in enumerate(entries):
        steps = ("allowed", n, "pattern")
        pattern = compiled(entry.pattern)
        if runs_away(entry.pattern):
            hint = "里面的 + * 和外面的 + * 去掉一个，如 (甲+)+ 写成 甲+；要重复的写明几次，如 {1,3}"
            yield from draft.complain(steps, f"“{entry.pattern}”里重复套着重复，认起来没有止境", hint)
        elif pattern is None:
            hint = "检查括号是否成对；照字面的 ( ) . + * ? 前面加 \\"
            yield from draft.complain(steps, f"“{entry.pattern}”不是正确的正则表达式", hint)
        elif pattern.fullmatch("") or pattern.fullmatch("8"):
            hint = "把数字前后的字也写进去，如 七个方面、举措\\d+"
            yield from draft.complain(steps, f"“{entry.pattern}”太宽：单独一个数字也放过", hint)
        elif all(pattern.search(date) for date in _ANY_DATES):
            hint = "时期由数自己来印（{{ f.period }}）；确有不带数的年份，把前后的字写进去，如 增长最快的是2012年前后"
            yield from draft.complain(steps, f"“{entry.pattern}”太宽：所有的日期都放过", hint)


def register_problems(draft: Draft[ZoneRegister]) -> Iterator[Problem]:
    """Zones listed twice, provinces that there are not, dates that are none or that nobody vouches for."""
    zones = draft.model.zones
    yield from repeated(draft, [(("zones", n, "name"), zone.name) for n, zone in enumerate(zones)], "名称")
    for n, zone in enumerate(zones):
        if zone.province not in PROVINCES:
            what, hint = f"“{zone.province}”不是省、自治区、直辖市的全称", "写全称，如 山东省、广西壮族自治区"
            yield from draft.complain(("zones", n, "province"), what, hint)
        if zone.approved and (complaint := date_complaint(zone.approved)):
            yield from draft.complain(("zones", n, "approved"), *complaint)
        if bool(zone.approved) != (zone.source is not None and zone.confidence is not None):
            hint = "批准日期、出处和可信度一起写；查不到日期的，三样都不写"
            yield from draft.complain(("zones", n), f"“{zone.name}”的批准日期和它的出处、可信度没有写全", hint)


def pathway_problems(draft: Draft[Pathway]) -> Iterator[Problem]:
    """四融三化 is four integrations and three transformations; every id stands once."""
    pathway = draft.model
    for name in ("dimensions", "shortcomings", "tasks"):
        ids = [((name, n, "id"), entry.id) for n, entry in enumerate(getattr(pathway, name))]
        yield from repeated(draft, ids)
    kinds = Counter(dimension.kind for dimension in pathway.dimensions)
    found = (kinds["integration"], kinds["transformation"])
    if draft.whole and found != (_INTEGRATIONS, _TRANSFORMATIONS):
        what = f"“四融三化”应为四融、三化，现有 {found[0]} 个融、{found[1]} 个化"
        yield from draft.complain(("dimensions",), what, "核对各项的 kind：integration 是融，transformation 是化")


def repeated(draft: Draft[BaseModel], ids: Iterable[tuple[Steps, str]], what: str = "编号") -> Iterator[Problem]:
    """Ids, or names, that are used twice."""
    first: dict[str, int] = {}
    for steps, name in ids:
        if name in first:
            yield from draft.complain(steps, f"{what}“{name}”用了两次，第一次在第 {first[name]} 行", _DIFFERENT[what])
        first.setdefault(name, draft.where(*steps).line)
