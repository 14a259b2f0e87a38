"""Whether an edition may go out: signed off where that is required, as it was issued, and not one that was corrected since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hgz_report.edition.config import ConfigFile
from hgz_report.edition.edition_folders import edition_of
from hgz_report.edition.issued import IssuedFile, changed_since, read_issued
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.signed_off import SignedOff
from hgz_report.problems import Problem


def held_back(root: Path, config: ConfigFile, folder: Path) -> Iterator[Problem]:
    """Why the edition in a folder can't go out.  Raises Problems where its records can't be read."""
    edition = edition_of(folder.name)
    issued = read_issued(root, edition)
    if folder.name != edition:
        yield from _of_correction(folder, issued)
        return
    if issued is not None:
        if issued.corrections:
            last = issued.corrections[-1].folder
            hint = f"收到过原来的，发更正：hgz-report deliver {last}；没有收到过的，由人送更正后的"
            yield Problem(None, f"{edition} 已经更正，不再发原来的", hint)
        yield from changed_since(folder, issued)
    if config.review.required:
        published = PublishedPapers.read(folder)
        for slug in SignedOff.read(root, edition).lacking(published.contents):
            hint = f"看过了，运行 hgz-report confirm {slug} --by 姓名"
            yield Problem(None, f"《{published.titles[slug]}》（{slug}）没有核稿，或者核过以后改了，不能投递", hint)


def _of_correction(folder: Path, issued: IssuedFile | None) -> Iterator[Problem]:
    records = [one for one in (issued.corrections if issued else ()) if one.folder == folder.name]
    if not records:
        yield Problem(
            None,
            f"没有 {folder.name} 这次更正的记录",
            "更正由 hgz-report correct 做，记在 data/editions/ 里；从版本库取回",
        )
    for record in records:
        if PublishedPapers.read(folder).hashes != record.files:
            yield Problem(None, f"{folder.name} 和更正时的记录不一样", "取回更正时的那一份，或者再做一次更正")
