"""A paper held against the edition that was published: which of its texts are new or say something else."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

from hgz_report.document.blocks import Document
from hgz_report.document.passage import Passage
from hgz_report.document.passages import units_of
from hgz_report.document.tree_file import read_tree_json
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.paper import tree_name
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.telling import Reply

_LARGEST = 50_000_000
_FURNITURE = ("alt", "chart", "contents", "furniture")
"""Kinds that follow from the others, or that a tree does not hold."""


def published(root: Path, config: EditionConfig, slug: str) -> Document:
    """The paper in the published edition.  Raises Problems where there is none that can be read."""
    name = f"{config.output.folder}/{config.edition_id}/{tree_name(slug)}"
    path = root / name
    try:
        if path.is_symlink() or path.stat().st_size > _LARGEST:
            raise ValueError(name)
        return read_tree_json(path.read_bytes())
    except FileNotFoundError:
        raise Problems([Problem(Where(name), "这一份还没有发布过，没有可比的", "先运行 make report")]) from None
    except (OSError, ValueError):
        raise Problems([Problem(Where(name), "发布的这一份读不了", "重新运行 make report")]) from None


def compared_with(before: Document, sheets: SetPaper) -> Reply:
    """The marks of what is new or other, and how many texts are new, other and gone."""
    old, new = _texts(tuple(units_of(before))), _texts(sheets.whose.passages)
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    marks: list[Reply] = []
    gone: list[str] = []
    counts = {"new": 0, "other": 0, "gone_texts": 0}
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        paired = min(last - first, end - begin)
        for place, passage in enumerate(new[begin:end]):
            was = old[first + place].text if place < paired else ""
            counts["other" if was else "new"] += 1
            marks += _marks(sheets, passage, was)
        for passage in old[first + paired : last]:
            counts["gone_texts"] += 1
            gone.append(passage.text)
    return {"marks": marks, "gone": gone, **counts}


def _texts(passages: tuple[Passage, ...]) -> list[Passage]:
    return [one for one in passages if one.text.strip() and one.kind not in _FURNITURE]


def _marks(sheets: SetPaper, passage: Passage, was: str) -> list[Reply]:
    said = f"发布的是：{was}" if was else "发布的那一期没有这一处"
    spans = _other(was, passage.text) if was else [(0, len(passage.text))]
    return [
        {**strip._asdict(), "said": said} for start, end in spans for strip in sheets.whose.strips(passage, start, end)
    ]


def _other(was: str, text: str) -> list[tuple[int, int]]:
    """The characters that are other, those a step apart together; where only something went, what stands beside it."""
    matcher = SequenceMatcher(None, was, text, autojunk=False)
    spans: list[tuple[int, int]] = []
    for kind, _, _, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        start, stop = (begin, end) if end > begin else (max(begin - 1, 0), min(begin + 1, len(text)))
        if spans and start - spans[-1][1] <= 1:
            spans[-1] = spans[-1][0], stop
        else:
            spans.append((start, stop))
    return spans
