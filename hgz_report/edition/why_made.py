"""Why a report was made again, in words an editor reads: which of the parts that it read are no longer what they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hgz_report.data.reads import DataPart

_MOST = 3
_WORDS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "fact": lambda names: f"读了 {names[0]}",
    "facts": lambda names: f"读了 {'.'.join(names)} 的事实" if names else "读了全部事实",
    "facts everywhere": lambda names: f"读了各高新区的 {names[0]}",
    "zone": lambda names: f"读了 data/zones/{names[0]}.yaml 的 {names[1]}".replace(" 的 *", ""),
    "zones": lambda names: "读了有哪些高新区",
    "national": lambda names: f"读了 data/national.yaml 的 {names[0]}",
    "pathway": lambda names: f"读了 data/pathway.yaml 的 {names[0]}",
    "policies": lambda names: "读了 data/policies.yaml",
    "register": lambda names: "读了 data/register.yaml",
    "allowed": lambda names: "读了 data/allowed_numbers.yaml",
    "allow-list": lambda names: "准许的数、名称或文件标题变了",
    "indicator": lambda names: f"读了指标 {names[0]}" if names else "读了全部指标",
    "source": lambda names: f"读了出处 {names[0]}" if names else "读了全部出处",
    "number": lambda names: f"读了 {names[0]} 的来源号" if names else "读了全部来源号",
    "settled": lambda names: "读了 data/settled.yaml",
    "place": lambda names: f"读了 {names[0]} 在哪一行" if names else "读了各条在哪一行",
    "previous edition": lambda names: "同哪一期比变了",
    "previous": lambda names: f"读了上一期的 {names[0]}" if names else "读了上一期的全部数",
    "previous source": lambda names: "读了上一期的出处",
    "owner": lambda names: _called("高新区", names),
    "owner of facts": lambda names: _called("高新区", names),
    "indicator name": lambda names: _called("指标", names),
    "indicator of facts": lambda names: _called("指标", names),
    "template": lambda names: f"用了 templates/{names[0]}",
    "sections": lambda names: f"读了 templates/{names[0]}/ 的各节",
    "picture": lambda names: f"用了 pictures/{names[0]}",
    "report": lambda names: "报告的定义、期号或标题变了",
    "report.toml": lambda names: "report.toml 变了",
    "fonts": lambda names: "字体变了",
}
_ORDER = ("fact", "report.toml", "fonts", "template", "picture", "report", "zone", "national", "pathway", "policies")
"""What says most comes first; that all facts of an owner were looked through says least."""


def reason(changed: Sequence[DataPart] | None) -> str:
    """Why a job was done: `changed` as `Recalled` has it; empty where its result was there."""
    if changed is None:
        return ""
    if not changed:
        return "以前没有做过，或者程序换了、留下的结果不在了"
    ranked = sorted(changed, key=lambda part: (_rank(part), part))
    telling = [part for part in ranked if _rank(part) == _rank(ranked[0])] if ranked[0][0] == "fact" else ranked
    said = list(dict.fromkeys(_said(part) for part in telling))
    more = f"，等 {len(said)} 处" if len(said) > _MOST else ""
    return "，".join(said[:_MOST]) + more


def _rank(part: DataPart) -> int:
    return _ORDER.index(part[0]) if part[0] in _ORDER else len(_ORDER)


def _called(what: str, names: Sequence[str]) -> str:
    return f"读了“{names[0]}”指哪个{what}" if names else f"读了{what}的全部名称"


def _said(part: DataPart) -> str:
    return _WORDS[part[0]](part[1:])
