"""Every place of every paper clicked: `python -m tests.outside.preview_clicks [PAPER…]`; exit 1 on any finding.

Of each stretch of text, each chart and each page number the panel is asked what stands there.  It has to answer with a form, or
to say why there is none; a form that was offered has to find its words in the file.  Of each kind of place a few are really
changed, in a copy of the project: the diff has to lie in the lines of that item, and undo has to leave every byte as it was.
EDITS=3 of each kind and paper.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeAlias

from hgz_report.problems import Problems
from tests.tools.previewed import Previewed
from tests.tools.project import ROOT

Card: TypeAlias = dict[str, Any]
_EDITS = int(os.environ.get("EDITS", "1"))
_FORMS = ("edit", "whole", "block", "item")


class Clicks:
    """What came of the clicks on all papers of a project."""

    def __init__(self, root: Path) -> None:
        self.previewed = Previewed(root, "chengdu")
        self.root = root
        self.findings: list[str] = []
        self.kinds: Counter[str] = Counter()
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._done: set[str] = set()
        self._answers: dict[tuple[str, str], list[Card]] = {}

    def paper(self, slug: str) -> int:
        """All places of a paper; how many."""
        sheets = self.previewed.session.sheets(slug)
        assert sheets is not None
        number = 0
        for place, asked, origin in self._places(slug):
            number += 1
            try:
                cards = self.previewed.desk.at(asked)["cards"]
            except Problems as found:
                self.findings.append(f"{slug} {place}：{found}")
                continue
            self._looked_at(slug, place, origin, cards)
        return number

    def _places(self, slug: str) -> Iterator[tuple[str, dict[str, str], str]]:
        sheets = self.previewed.session.sheets(slug)
        assert sheets is not None
        for passage in sheets.whose.passages:
            for start, end, origin in passage.stretches:
                strip = next(sheets.whose.strips(passage, start, end), None)
                if strip:
                    asked = {"paper": slug, "a": strip.address, "s": str(strip.start)}
                    yield (
                        f"{passage.kind}“{passage.text[start:end][:24]}”",
                        asked,
                        f"{passage.kind}/{type(origin).__name__}",
                    )
        for block in sheets.whose.charts:
            yield f"图 {block}", {"paper": slug, "chart": str(block)}, "chart/whole"
        yield "页码", {"paper": slug, "a": "none,0,body", "s": "0"}, "page/number"

    def _looked_at(self, slug: str, place: str, kind: str, cards: list[Card]) -> None:
        if not cards:
            self.findings.append(f"{slug} {place}（{kind}）：什么也没有说")
        for card in cards:
            offered = [name for name in _FORMS if card.get(name)]
            self.kinds[f"{kind}：{'能改' if offered else '说为什么不能改' if card.get('why') else '没有说'}"] += 1
            if not offered and not card.get("why"):
                self.findings.append(f"{slug} {place}（{kind}，{card['title']}）：不能改，没有说为什么")
            for name in offered:
                told = card[name]
                key = f"{slug.split('-')[0]} {kind} {name} {told['kind']}"
                if told["kind"] in ("template", "data", "fact", "entry", "block", "item") and self.tried[key] < _EDITS:
                    self.tried[key] += self._edited(slug, place, name, told)

    def _edited(self, slug: str, place: str, name: str, told: Card) -> int:
        wanted = _changed(told)
        if wanted is None or (identity := repr(sorted(wanted.items(), key=lambda one: one[0]))) in self._done:
            return 0
        self._done.add(identity)
        file = told.get("file") or self.previewed.session.prepared.dataset.facts[told["id"]].where.file  # type: ignore[union-attr]
        before = (self.root / file).read_bytes()
        try:
            self.previewed.desk.edit({**wanted, "paper": slug, "lose": True})
        except Problems as found:
            first = found.problems[0]
            self.refused[f"{name} {told['kind']}：{first.what[:80]}（{first.hint[:80]}）"] += 1
            print(f"没有让写　{slug} {place}（{name} {told['kind']}）：{first}".replace("\n", "　"), flush=True)
            if (self.root / file).read_bytes() != before:
                self.findings.append(f"{slug} {place}：没有通过，文件却变了")
            return 1
        after = (self.root / file).read_bytes()
        self.findings += [
            f"{slug} {place}（{name} {told['kind']}）：{one}" for one in _strayed(before, after, told, wanted)
        ]
        self.previewed.desk.undo({})
        if (self.root / file).read_bytes() != before:
            self.findings.append(f"{slug} {place}：撤销以后和原来不同")
        return 1


def _changed(told: Card) -> Card | None:
    """An edit that is likely to be let pass."""
    match told["kind"]:
        case "template" | "data":
            return {**told, "new": _other(told["old"])}
        case "fact":
            return {**told, "new": {"locator": f"{told['old']['locator']}，试"}}
        case "entry":
            return {**told, "new": {"note": f"{told['old']['note']}试。"}}
        case "block":
            return {**told, "do": "after", "new": "试写一条。"}
        case "item" if told["alone"]:
            return None
        case "item":
            fields = {name: said for name, said, _ in told["fields"]}
            fields |= {"period": "2001"} if "period" in fields else {}  # the same once more would be refused
            return {**told, "do": "after", "new": fields if "" not in fields else "试写一条"}
    return None


def _other(old: str) -> str:
    """Other words, what stands in braces left alone: a name of something else is no edit that is let pass."""
    typed = re.split(r"(\{[^{}]*\})", old)
    for at, words in enumerate(typed):
        for a, b in (("的", "之"), ("和", "与"), ("是", "系")):
            if not words.startswith("{") and a in words:
                return "".join([*typed[:at], words.replace(a, b, 1), *typed[at + 1 :]])
    return f"{old}甲"


def _strayed(before: bytes, after: bytes, told: Card, wanted: Card) -> Iterator[str]:
    """What is other than it should be beside the lines of the item."""
    old, new = before.decode().split("\n"), after.decode().split("\n")
    spans = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    if len(spans) != 1:
        yield f"变了 {len(spans)} 处"
        return
    _, first, last, _, _ = spans[0]
    if told["kind"] == "template":
        lines = told["old"].count("\n") + 1
        if not told["line"] - 1 <= first < last <= told["line"] - 1 + lines:
            yield f"变的是第 {first + 1}–{last} 行，该是第 {told['line']} 行起 {lines} 行"
        elif "".join(old[first:last]).replace(told["old"], wanted["new"]) != "".join(
            new[first : last + len(new) - len(old)]
        ):
            yield "那一行里变的不只是这几个字"
    elif wanted.get("do") == "after" and first != last and _bare(new[first], wanted) != old[first]:
        yield "加一条，却改了别的行"


def _bare(line: str, wanted: Card) -> str:
    """A line that holds a whole list, without the item that was added to it."""
    return line.replace(f", {wanted['new']}", "", 1)


def main() -> int:
    """Click on everything."""
    with tempfile.TemporaryDirectory(prefix="hgz-clicks-") as folder:
        root = Path(folder)
        for name in ("data", "templates", "pictures", "fonts"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "report.toml", root)
        clicks = Clicks(root)
        papers = [one.job.report.slug for one in clicks.previewed.session.set_papers]
        chosen = sys.argv[1:] or papers
        total = 0
        for slug in chosen:
            known, number = len(clicks.findings), clicks.paper(slug)
            total += number
            tried, refused = sum(clicks.tried.values()), sum(clicks.refused.values())
            print(f"{slug}：点了 {number} 处，试改到 {tried} 处，没有让写的 {refused} 处", flush=True)
            print("".join(f"不对　{one}\n" for one in clicks.findings[known:]), end="", flush=True)
        clicks.previewed.desk.close()
    for kind, number in sorted(clicks.kinds.items()):
        print(f"{number:6}　{kind}")
    print(f"试改 {sum(clicks.tried.values())} 处，没有让写的 {sum(clicks.refused.values())} 处：")
    for why, number in clicks.refused.most_common():
        print(f"{number:6}　{why}")
    print(f"{len(chosen)} 份，点了 {total} 处，不对 {len(clicks.findings)} 处")
    return 1 if clicks.findings else 0


if __name__ == "__main__":
    sys.exit(main())
