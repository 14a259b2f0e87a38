"""Where the words of a printed sentence were written, piece by piece, and everywhere it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hgz_report.data.dataset import Dataset
from hgz_report.document.tree_file import unpacked_origin
from hgz_report.origin import Config, Origin, Template, Wording, spelled, template_line
from hgz_report.provenance.explanation import Explanation, PrintedAt
from hgz_report.provenance.meaning import meaning
from hgz_report.readers.content import without_blanks

_LEAST = 2
"""Characters that a sentence has at least; less is said of by number or id."""


class _Found(NamedTuple):
    """A passage that holds the words: its pieces there, and where it is printed."""

    pieces: tuple[tuple[str, Origin], ...]
    place: PrintedAt


def explained_sentence(what: str, dataset: Dataset, trace: Mapping[str, Any]) -> list[Explanation]:
    """One explanation for every way the words came about; of those alike, all places together.  Empty for none."""
    wanted = without_blanks(what)
    if len(wanted) < _LEAST:
        return []
    alike: dict[tuple[tuple[str, Origin], ...], list[PrintedAt]] = {}
    for found in _passages(wanted, trace):
        alike.setdefault(found.pieces, []).append(found.place)
    return [_explained(what, pieces, tuple(places), dataset) for pieces, places in alike.items()]


def _passages(wanted: str, trace: Mapping[str, Any]) -> Iterator[_Found]:
    for report in trace["reports"]:
        origins = [unpacked_origin(packed) for packed in report["origins"]]
        for _, heading, page, text, _, stretches, _ in report["units"]:
            plain = without_blanks(text)
            start = plain.find(wanted)
            if start >= 0:
                kept = _kept(text, start, start + len(wanted))
                place = PrintedAt(report["title"], report["headings"][heading], page, text)
                yield _Found(tuple(_pieces(text, stretches, origins, *kept)), place)


def _kept(text: str, start: int, end: int) -> tuple[int, int]:
    """Places in a text of characters counted without blanks."""
    places = [at for at, character in enumerate(text) if not character.isspace()]
    return places[start], places[end - 1] + 1


def _pieces(
    text: str, stretches: list[int], origins: list[Origin], start: int, end: int
) -> Iterator[tuple[str, Origin]]:
    at = 0
    for last, place in zip(stretches[::2], stretches[1::2], strict=True):
        words = text[max(at, start) : min(last, end)]
        if words.strip():
            yield words, origins[place]
        at = last


def _explained(
    what: str, pieces: tuple[tuple[str, Origin], ...], places: tuple[PrintedAt, ...], dataset: Dataset
) -> Explanation:
    fields = tuple((f"“{words.strip()}”", told(origin, dataset)) for words, origin in pieces)
    return Explanation(what, "".join(words for words, _ in pieces), fields, places=places)


def told(origin: Origin, dataset: Dataset) -> str:
    """An origin in words, with the line a person can open."""
    if where := template_line(origin):
        asked = f"，由 {origin.call} 调用" if isinstance(origin, Template) and origin.call else ""
        return f"{where}{asked}"
    if isinstance(origin, Config):
        return f"report.toml 的 {origin.key}"
    if isinstance(origin, Wording):
        return "程序写的字"
    return meaning(spelled(origin), dataset) or spelled(origin)
