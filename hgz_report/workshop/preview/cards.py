"""What the panel says of a printed word: for each origin a card with its place, its lines, and the form that changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import assert_never

from msgspec import Struct

from hgz_report.data.dataset import Dataset
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.forms.edit.change import NotThere, at
from hgz_report.forms.toml import read_toml
from hgz_report.forms.tree import Plain, Steps, Tree, path_text
from hgz_report.forms.yaml.read import read_tree
from hgz_report.origin import (
    Allowed,
    Cited,
    Config,
    Count,
    DataText,
    Derived,
    Fact,
    Origin,
    PeriodOf,
    Recorded,
    Template,
    Wording,
    spelled,
)
from hgz_report.problems import Where
from hgz_report.provenance.meaning import meaning
from hgz_report.workshop.preview.data_edits import fact_steps
from hgz_report.workshop.preview.fact_cards import SOURCE_FIELDS, derived_card, fact_card
from hgz_report.workshop.preview.list_items import item_card
from hgz_report.workshop.preview.source_lines import lines_around, text_of
from hgz_report.workshop.preview.telling import Reply
from hgz_report.workshop.preview.typed_words import ONE_OF_MANY, TypedBlock, TypedWords, sentence_in, whole_at

_WHY = {
    "数出来的": "数的是数据里有几项，改不了：增减那几项，它跟着变",
    "上一期印的": "上一期已经定了，改不了",
    "程序写的": "程序按规则写的，改不了：改下面用到的，它跟着变",
    "算出来的数": "由别的数算出，改不了：改用到的数，它跟着变",
    "数据里的": "这里不能就地改；要改，用“打开”",
}
"""Why there is no form, by the title of the card."""
_MOST = 12
"""Cards of what went into words of the program."""


class Cards(Struct, frozen=True):
    """Makes cards over a project as it is on the disk, and the data that the pages were made of."""

    root: Path
    dataset: Dataset

    def of(self, origin: Origin) -> Iterator[Reply]:
        """What there is to say of an origin.  Raises Problems for a file that cannot be read."""
        match origin:
            case Fact(identifier, reading):
                yield from self._fact(identifier, reading, "value")
            case PeriodOf(identifier, reading):
                yield from self._fact(identifier, reading, "period")
            case Derived():
                yield derived_card(origin, self.dataset) | {"why": _WHY["算出来的数"]}
            case DataText(file, first, last, field):
                yield self.data(file, first, last, field)
            case Template(file, line, column, call):
                yield self.template(file, line, column, call)
            case Config(key):
                yield self.configured(key)
            case Cited(source):
                yield self._listed(f"出处 {source}", source)
            case Count() | Recorded():
                title = "数出来的" if isinstance(origin, Count) else "上一期印的"
                yield {
                    "kind": "said",
                    "title": title,
                    "said": meaning(spelled(origin), self.dataset),
                    "why": _WHY[title],
                }
            case Allowed(entry, where):
                yield self._listed("准许直接写的数", f"allowed/{entry}", meaning(spelled(origin), self.dataset))
                yield from self.of(where)
            case Wording(_, inputs):
                said = meaning(spelled(origin), self.dataset) or "程序按规则写的字"
                yield {"kind": "said", "title": "程序写的", "said": said, "why": _WHY["程序写的"]}
                for one in dict.fromkeys(inputs[:_MOST]):
                    yield from self.of(one)
            case _:
                assert_never(origin)

    def template(self, file: str, line: int, column: int, call: Where | None) -> Reply:
        """A sentence of a template."""
        text = text_of(self.root, file)
        lines = text.split("\n")
        whole = whole_at(lines, line, column)
        card = self._placed("template", "模板里的话", file, line, line, text)
        if whole:
            words = sentence_in(whole, lines, line, column)
            card |= _changes(file, whole, words, lines) | {
                "line": words.line,
                "last": words.line + words.text.count("\n"),
            }
        else:
            card["why"] = "这一行是空的；要改，用“打开”"
        if call:
            card["call"] = {"file": call.file, "line": call.line}
        return card

    def data(self, file: str, first: int, last: int, field: str) -> Reply:
        """A text of a data file."""
        text = text_of(self.root, file)
        card = self._placed("data", "数据里的话", file, first, last, text)
        tree = read_tree(text.encode(), file)
        return self._with_value(card, tree, steps_of(tree, field), field)

    def configured(self, key: str) -> Reply:
        """A text of report.toml."""
        text = text_of(self.root, CONFIG)
        tree = read_toml(text.encode(), CONFIG)
        steps: Steps = tuple(key.split("."))
        line = tree.where(steps).line
        return self._with_value(self._placed("data", "report.toml 里的", CONFIG, line, line, text), tree, steps, key)

    def _fact(self, identifier: str, reading: str, focus: str) -> Iterator[Reply]:
        entry = self.dataset.facts.get(identifier)
        if entry:
            text = text_of(self.root, entry.where.file)
            card = fact_card(self.dataset, entry, reading, focus)
            card["lines"] = lines_around(text, entry.where.line, entry.where.line + 5)
            tree = read_tree(text.encode(), entry.where.file)
            if steps := fact_steps(tree, entry.fact):
                card["item"] = item_card(tree, steps)
            yield card
        else:
            place = self.dataset.places.get(identifier.removeprefix("policy.").partition("@")[0])
            said = meaning(identifier, self.dataset)
            card = {"kind": "said", "title": "数据里的", "said": said, "why": _WHY["数据里的"]}
            yield card | (self._lines_of(place) if place else {})

    def _listed(self, title: str, key: str, said: str = "") -> Reply:
        place = self.dataset.places.get(key)
        source = self.dataset.sources.get(key)
        words = said or (f"《{source.title}》，{source.publisher}" if source else "")
        card: Reply = {"kind": "said", "title": title, "said": words} | (self._lines_of(place) if place else {})
        if source and place:
            old = {name: str(getattr(source, name)) for name in SOURCE_FIELDS}
            card["edit"] = {"kind": "entry", "file": place.file, "steps": ["sources", key], "old": old}
        else:
            card["why"] = "这里不能就地改；要改，用“打开”"
        return card

    def _lines_of(self, place: Where) -> Reply:
        text = text_of(self.root, place.file)
        return {
            "file": place.file,
            "line": place.line,
            "last": place.line,
            "lines": lines_around(text, place.line, place.line),
        }

    def _placed(self, kind: str, title: str, file: str, first: int, last: int, text: str) -> Reply:
        lines = lines_around(text, max(first, 1), last)
        return {"kind": kind, "title": title, "file": file, "line": first, "last": last, "lines": lines}

    def _with_value(self, card: Reply, tree: Tree, steps: Steps | None, field: str) -> Reply:
        card["field"] = field
        if steps:
            try:
                value = at(tree.value, steps)
            except NotThere:
                return card
            if (old := _typed_value(value)) is not None:
                card["edit"] = {"kind": "data", "file": tree.file, "steps": list(steps), "old": old}
                card["edit"]["several"] = isinstance(value, list)
            if item := item_card(tree, steps):
                card["item"] = item
        if "edit" not in card:
            card["why"] = f"{field}不是一句话，在这里改不了；要改，用“打开”"
        return card


def _typed_value(value: Plain) -> str | None:
    """What a field shows of a value: a text, a number, the texts of a list a line each; None for what is larger."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "\n".join(map(str, value))
    return str(value) if isinstance(value, str | Decimal) else None


def _changes(file: str, whole: TypedBlock, words: TypedWords, lines: Sequence[str]) -> Reply:
    """The forms that change words of a template: the sentence, all that it stands in, another behind it."""

    def edit(typed: TypedWords) -> Reply:
        return {"kind": "template", "file": file, "line": typed.line, "start": typed.start, "old": typed.text}

    told: Reply = {"edit": edit(words) | {"name": whole.kind if words == whole.words else "一句"}}
    if words != whole.words:
        several = whole.kind == "一段"
        told["whole"] = edit(whole.words) | {"name": whole.kind, "several": several}
    if whole.kind in ONE_OF_MANY:
        old = "\n".join(one.rstrip("\r") for one in lines[whole.first - 1 : whole.last])
        told["block"] = {"kind": "block", "file": file, "first": whole.first, "last": whole.last, "old": old}
        told["block"]["name"] = whole.kind
    return told


def steps_of(tree: Tree, field: str) -> Steps | None:
    """The way that is spelled so (`practices[2].text`); None where the file has none."""
    return next((steps for steps in tree.marks if path_text(steps) == field), None)
