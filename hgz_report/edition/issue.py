"""`issue`: an edition is issued (印发), and no build touches it any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from hgz_report.audit.edition_files import edition_alike
from hgz_report.audit.published import PublishedEdition, read_edition
from hgz_report.audit.verdict import audit_file
from hgz_report.cache.store import Cache
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.editions_page import write_site
from hgz_report.edition.issued import IssuedFile, already_issued, read_issued
from hgz_report.edition.made_ready import Order, made_of_one_state, made_ready, shelf_of
from hgz_report.edition.pinned_faces import FACES
from hgz_report.edition.publish import exclusive
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.signed_off import SignedOff
from hgz_report.edition.write_record import write_record
from hgz_report.problems import Problem, Problems
from hgz_report.readers.content import Unjudged


def issue(
    root: Path, config: EditionConfig, cache: Cache, *, by: str = "", day: date | None = None, workers: int = 1
) -> tuple[IssuedFile, tuple[Problem, ...]]:
    """Issue the published edition; `day`: when, the edition's date where it is not said.  What is to be said besides: why the
    page of all editions could not be written.

    Raises Problems where it was issued, is not whole, not what would be made now, not confirmed, or breaks an audit.
    """
    output, edition = root / config.output.folder, config.edition_id
    with exclusive(output):
        if before := read_issued(root, edition):
            freeze(output / edition, before.files)  # the run that issued it may have been killed before
            write_site(root, config)
            raise Problems([already_issued(before)])
        published = PublishedPapers.read(output / edition)
        if wrong := [*_not_whole(published), *published.changed()]:
            raise Problems(wrong)
        if wrong := [*_unconfirmed(root, config, published)]:
            raise Problems(wrong)
        if wrong := [*_not_current(root, config, cache, published, workers), *_audited(published)]:
            raise Problems(wrong)
        faces = {
            role: tuple(one.get("sha256", one["name"]) for one in chain)
            for role, chain in published.manifest.get(FACES, {}).items()
        }
        issued = IssuedFile(
            edition=edition, date=day or config.date, by=by, faces=faces, files=dict(sorted(published.hashes.items()))
        )
        write_record(root, edition)
        issued.write(root)
        freeze(published.folder, published.hashes)
        notices = write_site(root, config)
    return issued, notices


def freeze(folder: Path, names: Iterable[str]) -> None:
    """Take away the right to write files, so that whoever opens one is told that it is final."""
    for name in names:
        with suppress(OSError):
            (folder / name).chmod(0o444)


def _not_whole(published: PublishedPapers) -> Iterator[Problem]:
    for one in published.manifest.get("missing", ()):
        hint = "改好再做全期；一期缺着几份的不能印发"
        yield Problem(None, f"这一期缺《{one['title']}》（{one['slug']}）", hint)


def _unconfirmed(root: Path, config: EditionConfig, published: PublishedPapers) -> Iterator[Problem]:
    if not config.review.required:
        return
    signed = SignedOff.read(root, config.edition_id)
    for slug in signed.lacking(published.contents):
        said = f"{signed.papers[slug].by} 核过以后改了" if slug in signed.papers else "还没有核稿"
        hint = f"看过了，运行 hgz-report confirm {slug} --by 姓名"
        yield Problem(None, f"《{published.titles[slug]}》（{slug}）{said}", hint)


def _not_current(
    root: Path, config: EditionConfig, cache: Cache, published: PublishedPapers, workers: int
) -> Iterator[Problem]:
    """What a build would make otherwise now.  Raises Problems where it would make nothing."""
    output, order = root / config.output.folder, Order(workers=workers, new_fonts=True)
    with shelf_of(output, config, cache) as shelf:
        ready = made_of_one_state(root, lambda: made_ready(root, config, order, shelf, lambda standing: None, cache))
    now = {one.slug: one for one in ready.made}
    hint = "数据、模板、配置或字体改了：再做全期（hgz-report build），看过再印发"
    for slug in dict.fromkeys([*published.titles, *now]):
        made = {name: one.sha256 for name, one in now[slug].contents.items()} if slug in now else {}
        if not made or any(published.hashes.get(name) != digest for name, digest in made.items()):
            yield Problem(None, f"发布的 {slug} 不是现在会做出来的样子", hint)


def _drafts(edition: PublishedEdition) -> Iterator[Problem]:
    for report in edition.reports:
        if word := report.get("draft"):
            hint = "定稿了：删去 report.toml 里 [masthead] draft 的字，或核过稿（hgz-report confirm），再做全期"
            yield Problem(None, f"《{report['title']}》（{report['slug']}）每页印着“{word}”", hint)


def _audited(published: PublishedPapers) -> Iterator[Problem]:
    hint = "看每一处：hgz-report audit --all"
    try:
        edition = read_edition(published.folder)
        yield from _drafts(edition)
        together = len(edition_alike(edition).findings)
        if together:
            yield Problem(None, f"这一期的文件有 {together} 处对不上", hint)
        for name in edition.names():
            found = audit_file(published.folder / name, edition)
            if wrong := len(found.findings) + len(found.doubts):
                yield Problem(None, f"{name} 有 {wrong} 处核查不过", hint)
    except Unjudged as doubt:
        yield Problem(None, doubt.what, doubt.hint)
