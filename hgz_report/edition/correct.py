"""`correct`: a corrected edition beside the issued one, with a paper (更正) that says what is different."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.data.edition_state import CorrectionNote, EditionState
from hgz_report.data.load.past_edition import record_file, state_in
from hgz_report.document.content_digest import content_digest
from hgz_report.edition.companions import companions, hashes_of
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Locally, do_all
from hgz_report.edition.edition_folders import CORRECTED, check_output
from hgz_report.edition.editions_page import write_site
from hgz_report.edition.issue import freeze
from hgz_report.edition.issued import ISSUED, Correction, IssuedFile, changed_since, read_issued
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.made_ready import Order, Ready, made_of_one_state, made_ready, shelf_of
from hgz_report.edition.prepare import Wanted, judged, prepare
from hgz_report.edition.publish import exclusive, publish
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.set_aside import Keeper
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.signed_off import edition_file
from hgz_report.edition.write_record import record_of
from hgz_report.origin import DataText, attributed
from hgz_report.problems import Problem, Problems, parsed_json

PAPER = "correction"


class Corrected(Struct, frozen=True):
    """What a correction made: its record, and the papers that are different with their titles."""

    record: Correction
    titles: Mapping[str, str]
    notices: tuple[Problem, ...]
    """Why the page of all editions could not be written."""


def correct(
    root: Path,
    config: EditionConfig,
    cache: Cache,
    *,
    why: str,
    by: str = "",
    day: date | None = None,
    workers: int = 1,
) -> Corrected:
    """Make the corrected edition of the issued one.  Raises Problems where it was not issued, where nothing is different, and
    for what a build would not publish.

    Who got a paper that is named in the record has to get the corrected one: `data/editions/<edition>/issued.yaml` keeps it.
    """
    output, edition = root / config.output.folder, config.edition_id
    check_output(root, output, edition)
    if config.review.required and not by:
        raise Problems([Problem(None, "要求核稿的，更正要写明是谁核的", "加 --by 姓名：他为改了的几份负责")])
    config = replace(config, review=config.review.model_copy(update={"required": False}))
    with exclusive(output), shelf_of(output, config, cache) as shelf:
        issued = read_issued(root, edition)
        if issued is None:
            raise Problems(
                [Problem(None, f"{edition} 还没有印发，不用更正", "改了数据，再做全期就是：hgz-report build")]
            )
        if wrong := list(changed_since(output / edition, issued)):
            raise Problems(wrong)
        before = PublishedPapers.read(output / (issued.corrections[-1].folder if issued.corrections else edition))
        order = Order(workers=workers, new_fonts=True)
        ready = made_of_one_state(root, lambda: made_ready(root, config, order, shelf, lambda standing: None, cache))
        titles = _different(before, ready, shelf)
        if not titles:
            for one in issued.corrections[-1:]:  # the run that made it may have been killed before
                freeze(output / one.folder, one.files)
                write_site(root, config)
            raise Problems([Problem(None, "各篇同印发的一样，没有要更正的", "先在 data/ 或 templates/ 里改正")])
        state = state_in(parsed_json(record_of(before.folder, edition)), record_file(edition), edition)
        line = DataText(edition_file(edition, ISSUED), 1, 1, f"corrections[{len(issued.corrections)}].why")
        note = CorrectionNote(attributed(why.rstrip("。"), line), tuple(titles.values()))
        whole = _with_paper(root, config, cache, shelf, ready, (state, note))
        name = f"{edition}{CORRECTED}{len(issued.corrections) + 1}"
        made = _publish(output, name, config, whole, shelf, {"of": before.folder.name, "why": why, "papers": [*titles]})
        record = Correction(folder=name, date=day or config.date, why=why, by=by, papers=tuple(titles), files=made)
        IssuedFile(**{**dict(issued), "corrections": (*issued.corrections, record)}).write(root)
        freeze(output / name, made)
        notices = write_site(root, config)
    return Corrected(record, titles, notices)


def _different(before: PublishedPapers, ready: Ready, shelf: FileShelf) -> dict[str, str]:
    """The papers in which a reader reads something else, with their titles; those that are gone or new, too."""
    now = {one.slug: content_digest(shelf.place(one.tree).read_bytes()) for one in ready.made}
    was = {slug: digest for slug, digest in before.contents.items() if slug != PAPER}
    titles = {**before.titles, **{one.slug: one.title for one in ready.made}}
    return {slug: titles[slug] for slug in dict.fromkeys([*now, *was]) if now.get(slug) != was.get(slug)}


def _with_paper(
    root: Path,
    config: EditionConfig,
    cache: Cache,
    shelf: FileShelf,
    ready: Ready,
    corrected: tuple[EditionState, CorrectionNote],
) -> Ready:
    """The papers and the one that says what is different.  Raises Problems."""
    prepared = prepare(root, config, Wanted((PAPER,)), cache, corrected=corrected)
    done = do_all(prepared.jobs, KeptJobs(Cache(None), shelf, prepared.materials), Locally())
    judged(prepared, done.words, done.problems)
    papers = {**done.papers, **ready.done.papers}
    reports = (*(job.report for job in prepared.jobs), *ready.prepared.reports)
    return replace(ready, done=replace(ready.done, papers=papers), prepared=replace(ready.prepared, reports=reports))


def _publish(
    output: Path,
    name: str,
    config: EditionConfig,
    ready: Ready,
    shelf: FileShelf,
    said: Mapping[str, object],
) -> dict[str, str]:
    beside = companions(ready, shelf, {"correction": said})
    files: dict[str, bytes | Path] = {**beside}
    files |= {file: shelf.place(content) for one in ready.made for file, content in one.contents.items()}
    made = hashes_of(ready, beside)
    keeper = Keeper(output, name, config.date.isoformat(), made, {})
    publish(output, name, files, keeper.keep)
    return made
