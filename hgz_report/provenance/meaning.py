"""What a binding means, in words an editor reads: the fact with its source, the formula with its inputs, the reason."""

from __future__ import annotations

from hgz_report.analysis.derive import recomputed
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.load.past_edition import record_file
from hgz_report.language.period import Period
from hgz_report.language.wording import STATUS_NAMES

PERIOD = "#period"
_LABELS = {
    "heading": "标题编号",
    "text": "列表编号",
    "caption": "表号、图号",
    "note": "注释编号",
    "page": "页码",
    "contents": "目录里的标题",
    "furniture": "页码或续表的表头",
    "masthead": "红头",
    "date": "成文日期",
    "years": "计算所用的年份",
    "title": "标题",
    "imprint": "版记",
    "copies": "印数",
    "due": "时限，由成文日期推出",
    "category": "图中的类别",
    "chart": "图的坐标刻度或类别",
}


def meaning(binding: str, dataset: Dataset) -> str:
    """What stands behind a number with this binding; "" for nothing we know."""
    if binding.endswith(PERIOD):
        return f"时期：{meaning(binding.removesuffix(PERIOD), dataset)}"
    kind, colon, rest = binding.partition(":")
    match f"{kind}{colon}":
        case "allowed:":
            return f"准许：{next((entry.reason for entry in dataset.allowed.entries if entry.id == rest), rest)}"
        case "label:":
            return _LABELS.get(rest.partition("(")[0], "引用的编号")
        case "source:":
            return f"资料来源《{dataset.sources[rest].title}》" if rest in dataset.sources else ""
        case "count:":
            return f"计数：{rest.partition('.')[2]}"
        case "text:":
            return f"数据文件里的文字：{_origin(rest, dataset)}"
        case "before:":
            return _recorded(rest, dataset)
    return _policy(binding, dataset) or _derived(binding, dataset) or _fact(binding, dataset)


def data_line(binding: str, dataset: Dataset) -> str:
    """The line of the data file behind a number with this binding; of a computed value the lines of its inputs; of what an
    earlier edition printed its record.
    """
    if binding.startswith("before:"):
        return record_file(binding.removeprefix("before:").partition("/")[0])
    identifier = binding.removeprefix("text:").removesuffix(PERIOD).partition("!")[0]
    if entry := dataset.facts.get(identifier):
        return str(entry.where)
    if value := recomputed(binding, dataset.facts):
        return "、".join(dict.fromkeys(str(dataset.facts[fact].where) for fact in value.inputs))
    key = identifier.removeprefix("policy.").partition("@")[0]
    where = dataset.places.get(key.replace("allowed:", "allowed/"))
    return str(where) if where else ""


def subject(entry: FactEntry) -> str:
    """成都高新区2024年中试平台."""
    period = entry.period.chinese if entry.period.stated else ""
    return f"{entry.owner_name}{period}{entry.indicator.name}{STATUS_NAMES[entry.fact.status]}"


def _fact(binding: str, dataset: Dataset) -> str:
    identifier, _, other = binding.partition("!")
    entry = dataset.facts.get(identifier)
    if entry is None:
        return ""
    source = dataset.sources[other or entry.fact.source]
    said = "，另一说" if other else ""
    return f"{subject(entry)}{said}，据《{source.title}》{'' if other else entry.fact.locator}"


def _derived(binding: str, dataset: Dataset) -> str:
    value = recomputed(binding, dataset.facts)
    return f"算出：{value.formula.format(*(subject(dataset.facts[fact]) for fact in value.inputs))}" if value else ""


def _recorded(rest: str, dataset: Dataset) -> str:
    """What stands behind a number that an earlier edition printed: `2026-Q4/chengdu.gdp@2023`."""
    edition, _, what = rest.partition("/")
    past = dataset.previous
    if past is None or past.edition != edition:
        return ""
    if what == "date":
        return f"上一期（{edition}）的成文日期"
    said = f"上一期（{edition}）印的"
    own = past.owners.get(what.partition(".")[0])
    fact = next((one for one in own.facts if one.id == what), None) if own else None
    if own is None or fact is None:
        return f"{said}数" if "(" in what else f"{said}字"
    period = Period(fact.period)
    time, title = period.chinese if period.stated else "", past.sources.get(fact.source, fact.source)
    return f"{said}{own.name}{time}{fact.name}，据《{title}》"


def _policy(binding: str, dataset: Dataset) -> str:
    identifier = binding.partition("@")[0]
    if not identifier.startswith("policy."):
        return ""
    policy = next((policy for policy in dataset.policies if f"policy.{policy.id}" == identifier), None)
    return f"《{policy.title}》的日期，据《{dataset.sources[policy.source].title}》{policy.locator}" if policy else ""


def _origin(origin: str, dataset: Dataset) -> str:
    identifier = origin.partition("!")[0]
    if entry := dataset.facts.get(identifier):
        return f"{subject(entry)}的说明（{entry.where}）"
    where = dataset.places.get(identifier.removeprefix("policy."))
    return str(where) if where else identifier
