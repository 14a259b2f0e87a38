"""What a browser may ask and do: where a word comes from, what else says so, change it, take that back, open its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from hgz_report.data.dataset import Dataset
from hgz_report.document.passage import Passage
from hgz_report.forms.edit.rewrite import Rewrite, rewrite
from hgz_report.origin import shifted, template_line
from hgz_report.problems import Problem, Problems
from hgz_report.workshop.preview.against import compared_with, published
from hgz_report.workshop.preview.cards import Cards
from hgz_report.workshop.preview.look_for import printed_at, search
from hgz_report.workshop.preview.open_at import open_at
from hgz_report.workshop.preview.patience import writing_begins
from hgz_report.workshop.preview.session import Session
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.source_lines import lines_around, text_of, written_file
from hgz_report.workshop.preview.telling import Reply
from hgz_report.workshop.preview.template_edits import blanks_lost
from hgz_report.workshop.preview.trial import Bench, Trial, Tried
from hgz_report.workshop.preview.wanted_edit import rewritten

_NUMBERS = ("Fact", "Derived")
_UNDONE = 100
"""Edits that can be taken back."""


@dataclass
class Desk:
    """`saved` is told which file was written here: it need not wait for the file system to say so; `writing`: who changes files
    holds it from the trial to the last of them.
    """

    session: Session
    saved: Callable[[str], None] = lambda file: None
    _done: list[Mapping[str, Rewrite]] = field(default_factory=list)
    _bench: Bench = field(init=False)
    writing: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._bench = Bench(self.session.warm)

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.session.root

    # -- questions

    def at(self, asked: dict[str, str]) -> Reply:
        """What stands at a place of a paper (`paper`, `a` its address, `s` the character there), or in a chart (`chart`)."""
        sheets = self._sheets(asked)
        if "chart" in asked:
            return self._chart(sheets, int(asked["chart"]))
        spot = sheets.whose.at(asked["a"], int(asked["s"]))
        if spot is None:
            return {
                "said": "",
                "cards": [{"kind": "said", "title": "程序写的", "said": "页码一类", "why": "由排版得来，改不了"}],
            }
        cards = Cards(self.root, self._data)
        clicked = shifted(spot.stretch.origin, spot.at - spot.stretch.start)
        return {
            "said": spot.passage.text[spot.stretch.start : spot.stretch.end],
            "pieces": _pieces(sheets, spot.passage, spot.stretch.start),
            "strips": [
                one._asdict() for one in sheets.whose.strips(spot.passage, spot.stretch.start, spot.stretch.end)
            ],
            "cards": list(cards.of(clicked)),
        }

    def fact(self, asked: dict[str, str]) -> Reply:
        """A fact by its `id`, and everywhere that it is printed."""
        from hgz_report.origin import Fact

        identifier = asked["id"]
        cards = list(Cards(self.root, self._data).of(Fact(identifier))) if asked.get("card") else []
        return {"cards": cards, "places": printed_at(self.session.set_papers, identifier)}

    def lines(self, asked: dict[str, str]) -> Reply:
        """The lines of a `file` around a `line`."""
        line = int(asked.get("line") or 1)
        return {
            "file": asked["file"],
            "line": line,
            "lines": lines_around(text_of(self.root, asked["file"]), line, line),
        }

    def search(self, asked: dict[str, str]) -> Reply:
        """Every place of every paper that holds the words."""
        return {"places": search(self.session.set_papers, asked["words"][:200])}

    def compare(self, asked: dict[str, str]) -> Reply:
        """What is other than in the published edition."""
        sheets = self._sheets(asked)
        prepared = self.session.prepared
        assert prepared is not None
        return compared_with(published(self.root, prepared.config, sheets.job.report.slug), sheets)

    # -- what changes something

    def edit(self, asked: dict[str, Any]) -> Reply:
        """Change a sentence, a value or a fact, once the papers that say it are known to compose with it.

        What it would lose beside words (a number's blank, a condition) has to be asked for: `lose`.
        """
        with self.writing:
            files = rewritten(self.root, self._data, asked)
            if all(one.before == one.after for one in files.values()):
                raise Problems([Problem(None, "没有改动", "改了再保存")])
            tried = self.tried(files, str(asked.get("paper", "")))
            if not asked.get("lose") and (lost := blanks_lost(asked)):
                return {"lost": lost}
            self.write(files)
        return {"file": "、".join(files), "papers": len(tried.changed), "undo": len(self._done)}

    def undo(self, asked: dict[str, Any]) -> Reply:
        """Take the last edit back, unless the file was changed since."""
        with self.writing:
            if not self._done:
                raise Problems([Problem(None, "没有可撤销的改动", "这里只撤销在预览里改的")])
            last = self._done[-1]
            self._put({file: Rewrite(change.after, change.before) for file, change in last.items()})
            self._done.pop()
        return {"file": "、".join(last), "undo": len(self._done)}

    def tried(self, files: Mapping[str, Rewrite], first: str) -> Tried:
        """Try changes of files, the paper `first` before the others.  Raises Problems."""
        papers = {one.job.report.slug: one for one in self.session.set_papers}
        return self._bench.tried(files, papers, Trial(first, self.session.problems))

    def write(self, files: Mapping[str, Rewrite]) -> None:
        """Write changes that were tried, as one that can be taken back.  Raises Problems."""
        self._put(files)
        self._done.append(files)
        del self._done[:-_UNDONE]

    @property
    def last(self) -> Mapping[str, Rewrite] | None:
        """What `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def undoable(self) -> int:
        """How many edits can be taken back."""
        return len(self._done)

    def open(self, asked: dict[str, Any]) -> Reply:
        """Open a file at a line in the editor's own program."""
        path = written_file(self.root, str(asked["file"]))
        return {"address": open_at(self.root, path, int(asked.get("line") or 1))}

    def close(self) -> None:
        """Leave nothing behind."""
        self._bench.close()

    # -- what these are made of

    @property
    def _data(self) -> Dataset:
        if self.session.prepared is None:
            raise Problems([Problem(None, "数据还读不出来", "先改好左边列出的错")])
        return self.session.prepared.dataset

    def _sheets(self, asked: dict[str, str]) -> SetPaper:
        sheets = self.session.sheets(asked["paper"])
        if sheets is None:
            raise Problems([Problem(None, "这一份还没有排出来", "等一等再试；有错先改好")])
        return sheets

    def _put(self, files: Mapping[str, Rewrite]) -> None:
        writing_begins()
        rewrite(self.root, files)
        for file in files:
            self.saved(file)

    def _chart(self, sheets: SetPaper, block: int) -> Reply:
        """The values of a chart, each of which leads on, and the line that asks for it."""
        passages = sheets.whose.charts.get(block, ())
        said = [piece for one in passages for piece in _pieces(sheets, one, -1)]
        pieces = [one for one in said if one["kind"] in _NUMBERS and any(map(str.isdigit, one["text"]))]
        where = passages[0].where if passages else None
        cards = []
        if where:
            cards = [Cards(self.root, self._data).template(where.file, where.line, where.column, None)]
        return {"said": "图", "pieces": pieces, "strips": [], "cards": cards}


def _pieces(sheets: SetPaper, passage: Passage, chosen: int) -> list[Reply]:
    """The stretches of a passage, each with the address by which it is asked about."""
    out: list[Reply] = []
    for start, end, origin in passage.stretches:
        strip = next(sheets.whose.strips(passage, start, end), None)
        if strip is None:
            continue
        where = template_line(origin)
        out.append(
            {
                "text": passage.text[start:end],
                "kind": type(origin).__name__,
                "where": str(where or ""),
                "a": strip.address,
                "s": strip.start,
                "chosen": start == chosen,
            }
        )
    return out
