"""Where a printed number comes from and where it stands; which rule proposed a task to a zone, and from what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from hgz_report.analysis.derive import recomputed
from hgz_report.analysis.evidence import LEVELS, RULES, VERDICT_NAMES, Evidence, Recommendation, recommend
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Policy, Reading
from hgz_report.data.worded import worded
from hgz_report.language.numbers import Number, find
from hgz_report.language.period import Period
from hgz_report.language.wording import QUALIFIER_WORDS, STATUS_NAMES, date_text
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.explain_sentence import explained_sentence
from hgz_report.provenance.explanation import Explanation, PrintedAt
from hgz_report.provenance.meaning import meaning, subject

_NEAR = 5
_SHOWN = 60
"""Characters of what was asked that a message repeats."""
_HOLDING_MANY = ("text:", "source:", "allowed:")


def explained(what: str, dataset: Dataset, trace: Mapping[str, Any]) -> list[Explanation]:
    """Everything that `what` may mean: an id, a number as printed, a task.  Raises Problems with near matches for nothing."""
    printed = _printed(trace)
    if tasks := list(_tasks(what, dataset)):
        return tasks
    if found := _explanation(what, dataset, printed):
        return [found]
    if not _is_number(what) and (sentences := explained_sentence(what, dataset, trace)):
        return sentences
    if saying := dict(_saying(what, printed)):
        return [one for binding in saying if (one := _explanation(binding, dataset, printed | saying))]
    if unprinted := [entry for entry in dataset.facts.values() if _reads(what, entry)]:
        return [_of_fact(entry.id, entry, entry.fact, dataset, ()) for entry in unprinted]
    known = list(dict.fromkeys([*dataset.facts, *printed, *(task.id for task in dataset.pathway.tasks)]))
    near = get_close_matches(what, known, _NEAR, 0.5)
    hint = f"是不是 {'、'.join(near)}？" if near else "事实编号用 hgz-report facts --json 查；数照印出的样子写，如 49个"
    said = what if len(what) <= _SHOWN else f"{what[:_SHOWN]}……（共{len(what)}字）"
    if not trace["reports"]:
        raise Problems([Problem(None, f"没有找到“{said}”：这一期还没有做", "先运行 make report，再问印出的数和话")])
    raise Problems([Problem(None, f"没有找到“{said}”：不是事实、任务的编号，本期也没有印过这样的数", hint)])


def _reads(what: str, entry: FactEntry) -> bool:
    """Whether a fact that no report prints would read so."""
    return entry.number is not None and worded(entry, entry.fact).text == what.replace("−", "-").replace("－", "-")


def _is_number(what: str) -> bool:
    """Whether what was asked for is a number and nothing else; a sentence may hold one."""
    number = next(find(what), None)
    return number is not None and (number.start, number.end) == (0, len(what))


def _printed(trace: Mapping[str, Any]) -> dict[str, list[PrintedAt]]:
    """Binding → the places it is printed at."""
    places: dict[str, list[PrintedAt]] = {}
    for report in trace["reports"]:
        for _, heading, page, text, spans, *_ in report["units"]:
            for start, end, binding, *box in spans:
                place = PrintedAt(
                    report["title"], report["headings"][heading], box[0] if box else page, text[start:end]
                )
                places.setdefault(binding, []).append(place)
    return places


def _saying(what: str, printed: Mapping[str, list[PrintedAt]]) -> Iterator[tuple[str, list[PrintedAt]]]:
    """Bindings of the numbers that read like `what`, with their 约 and 余 or without.

    A text or a source holds many numbers: of its places those that read so; of a fact all.
    """
    asked = [_bare(number) for number in find(what)]
    for binding, places in printed.items():
        if binding.startswith("label:"):
            continue
        same = [p for p in places if p.text == what or (asked and [_bare(n) for n in find(p.text)] == asked)]
        if same:
            yield binding, same if binding.startswith(_HOLDING_MANY) else places


def _bare(number: Number) -> tuple[object, str, str]:
    return (number.value, number.unit, "") if number.value is not None else (None, "", number.text)


def _explanation(what: str, dataset: Dataset, printed: Mapping[str, list[PrintedAt]]) -> Explanation | None:
    places = tuple(printed.get(what, ()))
    identifier, _, source = what.partition("!")
    if entry := dataset.facts.get(identifier):
        readings = {reading.source: reading for reading in entry.fact.conflicts}
        return _of_fact(what, entry, readings.get(source, entry.fact), dataset, places)
    if policy := next((p for p in dataset.policies if f"policy.{p.id}@date" == identifier), None):
        return _of_policy(what, policy, dataset, places)
    if value := recomputed(what, dataset.facts):
        facts = [dataset.facts[fact] for fact in value.inputs]
        formula = value.formula.format(*(f"{subject(entry)}{worded(entry, entry.fact).text}" for entry in facts))
        fields = (("公式", f"{value.worded.text}＝{formula}"), ("可信度", value.confidence))
        inputs = tuple(_of_fact(entry.id, entry, entry.fact, dataset, ()) for entry in facts)
        return Explanation(what, value.worded.text, fields, inputs, places)
    said = meaning(what, dataset) if places else ""
    return Explanation(what, places[0].text, (("出处", said),), places=places) if said else None


def _of_fact(
    identifier: str, entry: FactEntry, reading: Reading, dataset: Dataset, places: tuple[PrintedAt, ...]
) -> Explanation:
    fact, indicator = entry.fact, entry.indicator
    source = dataset.sources[reading.source]
    fields = (
        ("是什么", subject(entry)),
        ("限定", QUALIFIER_WORDS[reading.qualifier] or "准数"),
        ("性质", STATUS_NAMES[fact.status] or "实绩"),
        ("时期", Period(reading.period).chinese),
        ("口径", indicator.definition),
        ("出处", f"《{source.title}》，{source.publisher}，{date_text(source.date)}"),
        ("位置", reading.locator),
        ("另见", "；".join(f"《{dataset.sources[name].title}》" for name in fact.also_in)),
        ("可信度", reading.confidence),
        ("说明", reading.note),
        ("说法不一", "；".join(_conflict(entry, other, dataset) for other in fact.conflicts)),
        ("数据文件", str(entry.where)),
    )
    return Explanation(identifier, worded(entry, reading).text, _filled(fields), places=places)


def _conflict(entry: FactEntry, reading: Reading, dataset: Dataset) -> str:
    said = f"《{dataset.sources[reading.source].title}》作{worded(entry, reading).text}（{Period(reading.period).chinese}）"
    return f"{said}，{reading.note.removesuffix('。')}" if reading.note else said


def _of_policy(identifier: str, policy: Policy, dataset: Dataset, places: tuple[PrintedAt, ...]) -> Explanation:
    fields = (
        ("是什么", f"《{policy.title}》的日期"),
        ("出处", f"《{dataset.sources[policy.source].title}》"),
        ("位置", policy.locator),
        ("可信度", policy.confidence),
        ("说明", policy.note),
        ("数据文件", str(dataset.places[policy.id])),
    )
    return Explanation(identifier, date_text(policy.date), _filled(fields), places=places)


def _tasks(what: str, dataset: Dataset) -> Iterator[Explanation]:
    """`zone/task`, or a task by itself for every zone."""
    zone, slash, task = what.rpartition("/")
    if task in {one.id for one in dataset.pathway.tasks} and (not slash or zone in dataset.zones):
        for slug in [zone] if slash else list(dataset.zones):
            yield from (_of_task(item, dataset) for item in recommend(dataset, slug) if item.task.id == task)


def _of_task(item: Recommendation, dataset: Dataset) -> Explanation:
    named = "、".join(f"“{practice.title}”" for practice in item.named_by)
    fields = (
        ("高新区", dataset.zones[item.zone].short),
        ("任务", item.task.name),
        ("结论", VERDICT_NAMES[item.verdict]),
        ("规则", RULES[item.verdict]),
        ("直接对应的做法", named),
        ("出处", f"《{dataset.sources[dataset.pathway.source].title}》{item.task.locator}"),
    )
    basis = tuple(_of_evidence(evidence, dataset) for evidence in item.basis)
    return Explanation(f"{item.zone}/{item.task.id}", VERDICT_NAMES[item.verdict], _filled(fields), basis)


def _of_evidence(item: Evidence, dataset: Dataset) -> Explanation:
    name = next(d.name for d in dataset.pathway.dimensions if d.id == item.dimension)
    facts = "；".join(f"{subject(entry)}{worded(entry, entry.fact).text}（{entry.id}）" for entry in item.facts)
    practices = "、".join(f"“{practice.title}”（{item.zone}/{practice.id}）" for practice in item.practices)
    return Explanation(f"{item.zone}/{item.dimension}", f"{name}：{LEVELS[item.level]}",
                       _filled((("做法", practices), ("数据", facts))))  # fmt: skip


def _filled(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, said) for name, said in fields if said)
