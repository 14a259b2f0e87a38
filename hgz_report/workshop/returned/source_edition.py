"""From which edition a file came: the one whose tree says of every bookmark what the file's own table says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from hgz_report.classes import dataclass
from hgz_report.document.anchors import Anchor, AnchorTable
from hgz_report.document.tree_file import read_tree_json
from hgz_report.edition.own_files import MANIFEST
from hgz_report.edition.paper import tree_name
from hgz_report.problems import Problems
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport, built_report

_LEAST = 0.5
"""Of the bookmarks or texts of a file, how many an edition has at least if the file may be from it."""
_MOST_TREES = 400
_KEPT_ASIDE = "-改过的"


@dataclass(frozen=True, slots=True)
class SourceEdition:
    """`fit`: how much of the file's table, or of its texts, the edition has, from 0 to 1."""

    folder: Path
    edition: str
    report: BuiltReport
    fit: float


def source_of(
    folder: Path, slugs: list[str], table: AnchorTable | None, texts: set[str], edition: str
) -> SourceEdition | None:
    """The edition below `folder` that a file came from; None where none has it.

    `slugs`: what the report may be called, all when empty; `texts`: the file's paragraphs without blanks; `edition`: the one
    that was named, "" for any.
    """
    best: SourceEdition | None = None
    for place, slug in list(_trees(folder, edition, slugs))[:_MOST_TREES]:
        try:
            report = built_report(read_tree_json((place / tree_name(slug)).read_bytes()))
        except (OSError, ValueError, RecursionError, Problems):
            continue
        fit = _fit(report, table) if table else _told(report, texts)
        # Of two that fit as well, the one that was published rather than a trial.
        if fit >= _LEAST and (best is None or fit > best.fit):
            best = SourceEdition(place, _edition(place), report, fit)
    return best


def _trees(folder: Path, edition: str, slugs: list[str]) -> Iterator[tuple[Path, str]]:
    places = sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    places.sort(key=lambda one: ("-" + "试做" in one.name, one.name))
    for place in places:
        if place.name.startswith(".") or place.name.endswith(_KEPT_ASIDE) or (edition and place.name != edition):
            continue
        ending = tree_name("")
        names = [tree_name(slug) for slug in slugs] if slugs else [one.name for one in sorted(place.glob(f"*{ending}"))]
        yield from ((place, name.removesuffix(ending)) for name in names if (place / name).is_file())


def _edition(place: Path) -> str:
    try:
        return str(json.loads((place / MANIFEST).read_bytes())["edition"])
    except (OSError, ValueError, LookupError, TypeError):
        return place.name


def _fit(report: BuiltReport, table: AnchorTable) -> float:
    if table.date != report.date:
        return 0.0
    known = anchored(report)
    same = sum(agrees(anchor, known.get(anchor.name)) for anchor in table.anchors)
    return same / max(len(table.anchors), 1)


def anchored(report: BuiltReport) -> dict[str, BuiltParagraph]:
    """The paragraphs that have one bookmark each, by its name."""
    return {one.names[0]: one for one in report.paragraphs if len(one.names) == 1}


def agrees(anchor: Anchor, paragraph: BuiltParagraph | None) -> bool:
    """Whether a paragraph is as long, and from where, as a file says of its bookmark; of two in one line nothing is known."""
    if paragraph is None:
        return anchor.kind in ("masthead", "imprint")
    mine = [(one.end - one.start, one.origin) for one in paragraph.stretches]
    theirs = [(extent.length, extent.origin) for extent in anchor.extents]
    return mine == theirs or (anchor.kind in ("title", "masthead") and _words(mine) == _words(theirs))


def _words(extents: Sequence[tuple[int, object]]) -> list[object]:
    """The origins alone: a long title has line ends in Word."""
    return list(dict.fromkeys(origin for _, origin in extents))[:1]


def _told(report: BuiltReport, texts: set[str]) -> float:
    """How many of the longer paragraphs of a report stand in a file as they were."""
    own = {bare for one in report.paragraphs if len(bare := "".join(one.text.split())) > _SHORT}
    return len(own & texts) / max(len(own), 1)


_SHORT = 8
