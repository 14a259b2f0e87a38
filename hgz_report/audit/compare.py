"""A file against what was built: its tables, its running text, its drawings, and what is no plain text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, Difference, of_segment
from hgz_report.audit.drawings import drawings_alike
from hgz_report.audit.expected import Expected
from hgz_report.audit.grids import built_grids, caption_alike, found_grids, grid_alike, matched
from hgz_report.audit.published import Built
from hgz_report.audit.running_text import RunningText
from hgz_report.audit.watermarks import watermarks_alike
from hgz_report.audit.web_alike import web_alike
from hgz_report.readers.content import PASTED, Content, Oddity, Segment, Unjudged

_HINT = "在 Word 里去掉它，存盘后再核查；或核查发布的原件"


def compare(built: Built, content: Content, names: Sequence[str] = ()) -> Comparison:
    """Everything that differs; `names`: of zones, their cities and provinces, and indicators."""
    result = Comparison()
    units = [unit for unit in built.units if unit.text]
    segments = [segment for segment in content.segments if segment.text]
    pairs = matched(list(built_grids(built.units)), list(found_grids(content.segments)))
    blocks, tables = {grid.block for grid, _ in pairs}, {grid.number for _, grid in pairs}
    running = [unit for unit in units if unit.column < 0 or unit.block not in blocks]
    texts = [segment for segment in segments if segment.kind != "alt" or content.paged or content.web]
    texts = [segment for segment in texts if segment.cell is None or segment.cell.table not in tables]
    flow = RunningText(running, texts, names, result)
    flow.compare()
    captions = {unit.block: unit for unit in units if unit.kind == "caption"}
    same = flow.same
    for grid, found in pairs:
        same += grid_alike(grid, found, names, result)
        caption_alike(grid, captions, _above(found.rows[0][0], content.segments), result)
    if content.web:
        web_alike(built.web, content.web, result)
        watermarks_alike(built, content, result)
    elif not content.paged:
        drawings_alike(built, content.drawings, result)
        watermarks_alike(built, content, result)
    _pasted(built, content, result)
    whole = sum(len(unit.text) for unit in units)
    result.alike = same / whole if whole else 1.0
    places = {id(texts[at]): running[of] for at, of in flow.of.items()}
    heads = {found.number: grid.units[0] for grid, found in pairs}
    _oddities(content, places, heads, result)
    return result


def _above(cell: Segment, segments: Sequence[Segment]) -> Segment | None:
    """The caption above a table: the nearest text that reads as one."""
    at = next(at for at, segment in enumerate(segments) if segment is cell)
    above = (segments[place] for place in range(at - 1, max(at - _NEAR, -1), -1))
    return next((one for one in above if one.cell is None and one.text.startswith("表")), None)


_NEAR = 5
"""Paragraphs above a table among which its caption stands."""


def _oddities(content: Content, places: dict[int, Expected], heads: dict[int, Expected], result: Comparison) -> None:
    place: Expected | None = None
    told = _Told(result)
    for segment in content.segments:
        place = places.get(id(segment), heads.get(segment.cell.table, place) if segment.cell else place)
        for oddity in segment.oddities:
            told.say(oddity, of_segment("hidden", segment, place))
    for oddity in content.oddities:
        told.say(oddity, Difference("hidden", "", "", page=oddity.page, box=oddity.box))


def _pasted(built: Built, content: Content, result: Comparison) -> None:
    """Pictures on the pages of a PDF that were not published."""
    known, told = set(built.faces.values()), _Told(result)
    for page, digest in content.pictures:
        if digest not in known:
            told.say(Oddity("doubt", PASTED), Difference("hidden", "", "", page=page))
            result.findings.append(Difference("picture", "发布时的图片", "换过或添上的图片", page=page))


class _Told:
    """Says each oddity once, however many there are."""

    def __init__(self, result: Comparison) -> None:
        self._result = result
        self._findings = set(result.findings)
        self._notices = {notice.now for notice in result.notices}
        self._doubts = {doubt.what for doubt in result.doubts}

    def say(self, oddity: Oddity, at: Difference) -> None:
        made = replace(at, now=oddity.what, around=oddity.text[:60] or at.around)
        match oddity.weight:
            case "finding":
                if made not in self._findings:
                    self._findings.add(made)
                    self._result.findings.append(made)
            case "notice":
                if made.now not in self._notices:
                    self._notices.add(made.now)
                    self._result.notices.append(made)
            case "doubt":
                if oddity.what not in self._doubts:
                    self._doubts.add(oddity.what)
                    self._result.doubts.append(Unjudged(oddity.what, _HINT))
