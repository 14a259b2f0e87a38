"""From which edition a file came: the one whose tree says of every bookmark what the file's own table says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from hgz_report.data.file_kinds import DATA, EDITIONS, RECORD
from hgz_report.data.load.past_edition import read_record
from hgz_report.document.anchors import Anchor, AnchorTable, text_digest
from hgz_report.document.blocks import Document
from hgz_report.document.tree_file import read_tree_json, unpacked_origin, unpacked_tree
from hgz_report.document.tree_pack import grown
from hgz_report.edition.edition_folders import ASIDE, TRIAL
from hgz_report.edition.own_files import MANIFEST
from hgz_report.edition.paper import tree_name
from hgz_report.problems import Problems, parsed_json
from hgz_report.readers.word_revised import NOTE
from hgz_report.workshop.returned.built_text import BuiltParagraph, BuiltReport, built_report

_LEAST = 0.5
"""Of the bookmarks or texts of a file, how many an edition has at least if the file may be from it."""
_MOST_TREES = 400


class SourceEdition(Struct, frozen=True):
    """`folder`: where it was published, None where only its record is left; `fit`: how much of the file's table, or of its
    texts, the edition has, from 0 to 1.
    """

    folder: Path | None
    edition: str
    report: BuiltReport
    fit: float


def source_of(
    root: Path, output: str, slugs: list[str], table: AnchorTable | None, texts: set[str], edition: str
) -> SourceEdition | None:
    """The edition that a file came from, published below the folder `output` or recorded with the data; None where none has it.

    `slugs`: what the report may be called, all when empty; `texts`: the file's paragraphs without blanks; `edition`: the one
    that was named, "" for any.
    """
    best: SourceEdition | None = None
    for read in (_published(root / output, edition, slugs), _recorded(root, edition, slugs)):
        for folder, name, document in islice(read, _MOST_TREES):
            try:
                report = built_report(document)
            except Problems:
                continue
            fit = _fit(report, table) if table else _told(report, texts)
            if fit >= _LEAST and (best is None or fit > best.fit):
                best = SourceEdition(folder, name, report, fit)
        if best and best.fit == 1:
            break
    return best


def _published(output: Path, edition: str, slugs: list[str]) -> Iterator[tuple[Path, str, Document]]:
    """The trees of published editions, those of trials last."""
    places = sorted(one for one in output.iterdir() if one.is_dir()) if output.is_dir() else []
    places.sort(key=lambda one: (one.name.endswith(TRIAL), one.name))
    for place in places:
        if place.name.startswith(".") or place.name.endswith(ASIDE) or (edition and place.name != edition):
            continue
        names = [tree_name(slug) for slug in slugs] or [one.name for one in sorted(place.glob(f"*{tree_name('')}"))]
        for name in names:
            try:
                yield place, _edition(place), read_tree_json((place / name).read_bytes())
            except (OSError, ValueError, RecursionError):
                continue


def _recorded(root: Path, edition: str, slugs: list[str]) -> Iterator[tuple[None, str, Document]]:
    """The trees in the records of editions."""
    for path in sorted((root / DATA / EDITIONS).glob(f"*/{RECORD}")):
        name = path.parent.name
        if edition and name != edition:
            continue
        try:
            content, _ = read_record(root, name)
            origins = [unpacked_origin(one) for one in content["origins"]]
            papers = [one for one in content["papers"] if not slugs or one["slug"] in slugs]
            found = [unpacked_tree(grown(one, content["files"]), origins) for one in papers]
        except (Problems, ValueError, LookupError, TypeError, RecursionError):
            continue
        yield from ((None, name, document) for document in found)


def _edition(place: Path) -> str:
    try:
        return str(parsed_json((place / MANIFEST).read_bytes())["edition"])
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
    if anchor.digest and anchor.digest != text_digest(paragraph.text.replace(NOTE, "").replace("\x1f", "")):
        return False
    return mine == theirs or (anchor.kind in ("title", "masthead") and _words(mine) == _words(theirs))


def _words(extents: Sequence[tuple[int, object]]) -> list[object]:
    """The origins alone: a long title has line ends in Word."""
    return list(dict.fromkeys(origin for _, origin in extents))[:1]


def _told(report: BuiltReport, texts: set[str]) -> float:
    """How many of the longer paragraphs of a report stand in a file as they were."""
    own = {bare for one in report.paragraphs if len(bare := "".join(one.text.split())) > _SHORT}
    return len(own & texts) / max(len(own), 1)


_SHORT = 8
