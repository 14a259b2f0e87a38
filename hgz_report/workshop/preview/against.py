"""A paper held against the edition that was published: which of its texts are new or say something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hgz_report.document.blocks import ChartBlock, Document, plain
from hgz_report.document.passage import PassageKind
from hgz_report.document.passages import units_of
from hgz_report.document.tree_file import read_tree_json
from hgz_report.edition.compare.chart_points import changed_charts
from hgz_report.edition.compare.paired_pieces import changed_pieces
from hgz_report.edition.compare.told_pieces import PlacedPiece, placed_pieces
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.paper import tree_name
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.telling import Reply
from hgz_report.workshop.preview.whose import Strip
from hgz_report.workshop.returned.readable_diff import Glue, compared

_LARGEST = 50_000_000
_KINDS: frozenset[PassageKind] = frozenset(
    {"masthead", "title", "heading", "text", "cell", "caption", "note", "imprint"}
)
"""All but what follows from the others."""


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
    """What is new, other, elsewhere and gone, each with its marks; how many of each.

    The same pieces are held against each other as by `hgz-report compare`.
    """
    old = [one.piece for one in placed_pieces(units_of(before), _KINDS)]
    new = {id(one.piece): one for one in placed_pieces(sheets.whose.passages, _KINDS)}
    changes: list[Reply] = []
    for one in changed_pieces(old, [placed.piece for placed in new.values()]):
        was, now = one.old.text if one.old else "", one.new.text if one.new else ""
        strips = _strips(sheets, new[id(one.new)], one.change, was) if one.new else []
        changes.append(_told(one.change, was, now, strips))
    changes += _charts(before, sheets)
    counts = Counter(one["change"] for one in changes)
    return {"changes": changes, **{kind: counts[kind] for kind in ("added", "changed", "moved", "dropped")}}


def _told(change: str, was: str, now: str, strips: list[Strip]) -> Reply:
    said = {"added": "发布的那一期没有这一处", "moved": "发布的那一期在别处"}.get(change, f"发布的是：{was}")
    return {"change": change, "was": was, "now": now, "said": said, "strips": [one._asdict() for one in strips]}


def _charts(before: Document, sheets: SetPaper) -> Iterator[Reply]:
    """Charts of which a value is another: marked at their captions.  Those that are new or gone have captions that are."""
    passages = {
        plain(block.caption): [one for one in sheets.whose.passages if one.kind == "caption" and one.block == place]
        for place, block in enumerate(sheets.document.blocks)
        if isinstance(block, ChartBlock)
    }
    for chart in changed_charts(before, sheets.document):
        if chart.points:
            was, now = ("；".join(f"{name} {values[at]}" for name, *values in chart.points) for at in (0, 1))
            held = passages.get(chart.caption, ())
            strips = [strip for one in held for strip in sheets.whose.strips(one, 0, len(one.text))]
            yield _told("changed", f"{chart.label}：{was}", f"{chart.label}：{now}", strips)


def _strips(sheets: SetPaper, placed: PlacedPiece, change: str, was: str) -> list[Strip]:
    """What is marked of a piece: all of what is new or elsewhere, of another the words that are."""
    text = placed.piece.text
    spans = _other(was, text) if change == "changed" else [(0, len(text))]
    return [
        strip
        for start, end in spans
        for part in placed.parts
        if start < part.at + part.length and part.at < end
        for strip in sheets.whose.strips(
            part.passage, part.start + max(start - part.at, 0), part.start + min(end - part.at, part.length)
        )
    ]


def _other(was: str, text: str) -> Iterator[tuple[int, int]]:
    """The words that are other; where only something went, what stands beside it."""
    for edit in compared(was, text, Glue()).edits:
        if edit.new_start < edit.new_end:
            yield edit.new_start, edit.new_end
        else:
            yield max(edit.new_start - 1, 0), min(edit.new_start + 1, len(text))
