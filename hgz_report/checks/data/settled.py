"""Numbers held against data/settled.yaml: what they were when an editor last went through the changes and settled them.

A slip of the keyboard in a figure that stood for years shows nowhere else when nothing in the data contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator

from hgz_report.checks.data.edition_data import EditionData, Remark, named, written
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.problems import Where

FILE = "data/settled.yaml"
_HINT = "同原文核对；没有错，运行 hgz-report check --settle 定稿"
_SHOWN = 3
_HEAD = """\
# yaml-language-server: $schema=schema/settled.schema.json
# 定稿时的数：由 hgz-report check --settle 写，不用手改。以后改动了的数，检查会提出来。
settled:
"""


def changed(book: EditionData) -> Iterator[Remark]:
    """Figures, dates and places that are not what they were when they were settled."""
    settled = book.dataset.settled
    if settled is None:
        return
    added: dict[str, list[FactEntry]] = {}
    gone = dict.fromkeys(name for name in settled if name not in book.dataset.facts)
    for entry in _settling(book.dataset):
        once = settled.get(entry.id)
        if once is None:
            earlier = next((name for name in gone if _thing(name) == _thing(entry.id)), None)
            if earlier is None:
                added.setdefault(entry.owner, []).append(entry)
            else:
                del gone[earlier]
                what = (
                    f"{named(entry)}为{written(entry)}，定稿时没有；定稿时的 {earlier}（{settled[earlier]}）现在没有了"
                )
                yield Remark("", entry.where, what, f"核对时期和 status；{_HINT}")
        elif once != written(entry):
            yield Remark("", entry.where, f"{named(entry)}为{written(entry)}，定稿时是{once}", _HINT)
    for entries in added.values():
        names = "、".join(f"{entry.indicator.name}{written(entry)}" for entry in entries[:_SHOWN])
        more = "等" if len(entries) > _SHOWN else ""
        yield Remark("", entries[0].where, f"有 {len(entries)} 个数是定稿以后加的：{names}{more}", _HINT)
    if gone:
        names = "、".join([*gone][:_SHOWN]) + ("等" if len(gone) > _SHOWN else "")
        yield Remark("", Where(FILE), f"定稿时的 {len(gone)} 个数现在没有了：{names}", f"误删的补上；{_HINT}")


def settled_text(dataset: Dataset) -> str:
    """The file for the data as they are."""
    return _HEAD + "".join(f'  {entry.id}: "{written(entry)}"\n' for entry in _settling(dataset))


def _settling(dataset: Dataset) -> Iterator[FactEntry]:
    return (entry for entry in dataset.facts.values() if entry.indicator.kind != "text")


def _thing(fact: str) -> str:
    """Owner and indicator."""
    return fact.partition("@")[0]
