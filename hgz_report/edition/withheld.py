"""`--keep-going`: a zone whose data or papers have mistakes is withheld, the others are published.

Papers about several zones print that zone from the data that were last free of mistakes, never from those that are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.edition.do_jobs import Done
from hgz_report.edition.edition_folders import edition_of
from hgz_report.edition.own_files import read_manifest
from hgz_report.narrate.reports import TEMPLATES, Report
from hgz_report.problems import Problem, Problems

_ZONES = "data/zones/"
_GOOD = "zones-without-mistakes"
_NO_EARLIER = "没有留下它上一次没有错的数据，别的报告也用到它，不能只缺它；改好再做"


class Withheld(Struct, frozen=True):
    """Zones whose papers are not published, with what is wrong; `instead`: the files of data that others are made from."""

    problems: Mapping[str, tuple[Problem, ...]]
    instead: Mapping[str, bytes]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The same by the names of the files."""
        return {f"{_ZONES}{slug}.yaml": data for slug, data in self.instead.items()}

    def with_more(self, found: Mapping[str, tuple[Problem, ...]], cache: Cache) -> Withheld:
        """These and others.  Raises Problems where it is not known what to take instead, or what is taken has mistakes now."""
        if found.keys() <= self.problems.keys():
            raise Problems(problem for problems in (*self.problems.values(), *found.values()) for problem in problems)
        good = _good(cache)
        lacking = [slug for slug in found if slug not in good]
        if lacking:
            raise Problems(
                [problem for slug in lacking for problem in found[slug]]
                + [Problem(None, f"{slug} 不能单独缺着", _NO_EARLIER) for slug in lacking]
            )
        problems = {**self.problems, **found}
        return Withheld(problems, {slug: good[slug] for slug in problems})


class MissingPaper(Struct, frozen=True):
    """A paper that an edition lacks: what is wrong, and the newest other edition that has it ("" for none)."""

    slug: str
    title: str
    problems: tuple[Problem, ...]
    last: str

    @property
    def said(self) -> str:
        """The paper and its reason, in a line."""
        first = self.problems[0]
        more = f"，等 {len(self.problems)} 处" if len(self.problems) > 1 else ""
        last = f"；最近的一份在 {self.last}" if self.last else ""
        return f"{self.title}（{self.slug}）：{str(first).splitlines()[0]}{more}{last}"

    @property
    def record(self) -> dict[str, Any]:
        """For manifest.json and the index."""
        reasons = [str(problem).splitlines()[0] for problem in self.problems]
        return {"slug": self.slug, "title": self.title, "reasons": reasons, "last": self.last}


NOTHING_WITHHELD = Withheld({}, {})


def at_fault(problems: Sequence[Problem], known: Sequence[str]) -> dict[str, tuple[Problem, ...]]:
    """The zones in whose own files errors are.  Those elsewhere may come of them: they are said when they are still there
    without these zones.  Raises Problems where no zone, or every zone, has some.
    """
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity == "error" and (owner := _owner(problem.where.file if problem.where else "", known)):
            found.setdefault(owner, []).append(problem)
    if not found or len(found) == len(known):
        raise Problems(problems)
    own = {
        slug: [one for one in said if one.where and not _of_another(one, found, slug)] for slug, said in found.items()
    }
    first = {slug: tuple(said) for slug, said in own.items() if said}
    return first or {slug: tuple(said) for slug, said in found.items()}


def _of_another(problem: Problem, found: Mapping[str, object], slug: str) -> bool:
    """Whether an error only says that another of the zones at fault is not there."""
    return any(f"“{other}”" in problem.what for other in found if other != slug)


def failed_zones(done: Done, reports: Sequence[Report]) -> dict[str, tuple[Problem, ...]]:
    """The zones one of whose papers could not be made, though those of others could.  Raises Problems where it is no zone's
    paper, or every zone's.
    """
    owners = {report.slug: report.owner for report in reports}
    found: dict[str, list[Problem]] = {}
    for slug, problems in done.failed.items():
        found.setdefault(owners[slug], []).extend(problems)
    for slug, paper in done.papers.items():
        if wrong := [*paper.words.unaccounted, *paper.words.untrue]:
            found.setdefault(owners[slug], []).extend(wrong)
    if found and (NATIONAL in found or len(found) == len({*owners.values()} - {NATIONAL})):
        raise Problems(problem for problems in found.values() for problem in problems)
    return {owner: tuple(problems) for owner, problems in found.items()}


def remember_good(cache: Cache, root: Path, dataset: Dataset, withheld: Withheld) -> None:
    """Keep the data of every zone as they are now, free of mistakes, but for those that are withheld."""
    if cache.folder is None:
        return
    good = _good(cache)
    now = dict(withheld.instead)
    for slug in dataset.zones:
        if slug not in now:
            now[slug] = (root / f"{_ZONES}{slug}.yaml").read_bytes()
    if now != good:
        cache.keep(_GOOD, b"", now)


def last_published(output: Path, edition: str, slug: str) -> str:
    """The newest other edition that has the papers of a zone; "" for none."""
    for folder in sorted(output.iterdir(), reverse=True):
        if folder.name != edition and not folder.name.startswith(".") and edition_of(folder.name) == folder.name:
            content = read_manifest(folder)
            if content and any(entry["slug"] == slug for entry in content["reports"]):
                return folder.name
    return ""


def zone_slugs(root: Path) -> tuple[str, ...]:
    """The zones that have a file, as it is called."""
    return tuple(sorted(path.stem for path in (root / _ZONES).glob("*.yaml")))


def _owner(file: str, slugs: Sequence[str]) -> str | None:
    if file.startswith(_ZONES):
        slug = file.removeprefix(_ZONES).removesuffix(".yaml")
        return slug if slug in slugs else None
    parts = file.split("/")
    return parts[2] if len(parts) > 3 and parts[0] == TEMPLATES and parts[2] in slugs else None


def _good(cache: Cache) -> dict[str, bytes]:
    found = cache.recall(_GOOD, b"")
    return found[0] if found else {}
