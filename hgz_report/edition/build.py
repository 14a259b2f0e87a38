"""The line itself: load, make every report, publish them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Unpack

from msgspec import Struct

from hgz_report.cache.file_hash import forget_hashes
from hgz_report.cache.store import Cache
from hgz_report.edition.companions import companions, hashes_of
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Progress
from hgz_report.edition.edition_folders import TRIAL, check_output
from hgz_report.edition.editions_page import write_site
from hgz_report.edition.issued import already_issued, read_issued
from hgz_report.edition.made_ready import Asked, Order, Ready, made_of_one_state, made_ready, shelf_of
from hgz_report.edition.paper import Made
from hgz_report.edition.publish import exclusive, publish
from hgz_report.edition.set_aside import Keeper
from hgz_report.edition.too_late import interrupts_until_too_late
from hgz_report.edition.unchanged import Outcome, PaperFiles
from hgz_report.edition.why_made import reason
from hgz_report.edition.withheld import MissingPaper, last_published, remember_good
from hgz_report.problems import Problem, Problems

_LAST = "published"
"""In the store: SHA-256 by name of what was published last in a folder."""


class Edition(Struct, frozen=True):
    """What a build made."""

    folder: Path
    made: tuple[Made, ...]
    outcome: Outcome
    notices: tuple[Problem, ...] = ()
    """What only this run has to say: it is no part of the edition, and the next run doesn't repeat it."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was noticed and let pass."""
        return self.outcome.warnings


def build(
    root: Path,
    config: EditionConfig,
    *,
    progress: Progress = lambda standing: None,
    cache: Cache | None = None,
    **asked: Unpack[Asked],
) -> Edition:
    """Make the reports of an edition, as they are `asked` for, and publish them; only some of them are made as a trial.

    Raises Problems when anything is wrong, Locked when another run holds the folder; what was published before then stays.
    """
    forget_hashes()
    output = root / config.output.folder
    cache, order = cache or Cache(None), Order.of(asked)
    check_output(root, output, config.edition_id)
    if not order.trial and (issued := read_issued(root, config.edition_id)):
        raise Problems([already_issued(issued)])
    with interrupts_until_too_late() as too_late, exclusive(output), shelf_of(output, config, cache) as shelf:
        ready = made_of_one_state(root, lambda: made_ready(root, config, order, shelf, progress, cache))
        missing = () if order.trial else _missing(ready, output)
        more = {"trial": True} if order.trial else {"missing": [one.record for one in missing]} if missing else {}
        beside = companions(ready, shelf, more)
        files: dict[str, bytes | Path] = {**beside}
        files |= {name: shelf.place(content) for one in ready.made for name, content in one.contents.items()}
        made = hashes_of(ready, beside)
        keeper = _publish(output, files, made, config, order, cache, too_late)
        pages = () if order.trial else write_site(root, config)
        if not order.trial:  # of the others the texts were not looked at
            remember_good(cache, root, ready.prepared.dataset, ready.withheld)
        if cache.kept:
            cache.used |= {shelf.place(content) for one in ready.made for content in one.kept.values()}
            cache.prune()
    folder = output / keeper.edition
    outcome = _outcome(root, folder, ready, made, missing, keeper, trial=order.trial)
    return Edition(folder, ready.made, outcome, (*ready.notices, *pages))


def _publish(
    output: Path,
    files: Mapping[str, bytes | Path],
    made: Mapping[str, str],
    config: EditionConfig,
    order: Order,
    cache: Cache,
    too_late: Callable[[], None],
) -> Keeper:
    """Put the files in their folder; what people put or changed there is kept.  Raises Problems."""
    name = config.edition_id + (TRIAL if order.trial else "")
    called = f"{output.absolute()}/{name}".encode("utf-8", "surrogatepass")
    last = cache.recall(_LAST, called)
    keeper = Keeper(output, name, config.date.isoformat(), made, last[0] if last else {})
    if order.strict:
        keeper.refuse(output / name)
    publish(output, name, files, keeper.keep, too_late)
    cache.keep(_LAST, called, made)
    return keeper


def _outcome(
    root: Path,
    folder: Path,
    ready: Ready,
    made: Mapping[str, str],
    missing: Sequence[MissingPaper],
    keeper: Keeper,
    *,
    trial: bool,
) -> Outcome:
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    # Plain titles: a run that makes nothing need not import where they come from.
    papers = tuple(
        PaperFiles(one.slug, str(one.title), one.pages, tuple(sorted(one.files)), reason(ready.done.reasons[one.slug]))
        for one in ready.made
    )
    wrong = () if trial else tuple(one for problems in ready.withheld.problems.values() for one in problems)
    return Outcome(
        folder=place,
        papers=papers,
        fonts=ready.prepared.fonts.served(),
        warnings=(*ready.warnings, *(_others(ready) if trial else ()), *keeper.said),
        files=made,
        missing=tuple(one.said for one in missing),
        wrong=wrong,
        kept=tuple(keeper.kept),
        trial=trial,
    )


def _others(ready: Ready) -> Iterator[Problem]:
    """The zones with mistakes that a trial of other papers is made without."""
    for slug, problems in ready.withheld.problems.items():
        first = problems[0]
        what = f"{slug} 有 {len(problems)} 处错，试做用它上一次没有错的数据：{first.what}"
        yield Problem(first.where, what, "改好再做全期；有哪些错，看 hgz-report check", "warning")


def _missing(ready: Ready, output: Path) -> tuple[MissingPaper, ...]:
    edition = ready.prepared.config.edition_id
    return tuple(
        MissingPaper(
            report.slug,
            report.title,
            ready.withheld.problems[report.owner],
            last_published(output, edition, report.slug),
        )
        for report in ready.prepared.reports
        if report.owner in ready.withheld.problems
    )
