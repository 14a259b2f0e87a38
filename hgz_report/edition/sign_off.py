"""`confirm`: somebody has read papers of the published edition and stands for them (核稿)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.data.load.load import load_dataset
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.issued import read_issued
from hgz_report.edition.paper_names import slugs_called
from hgz_report.edition.publish import exclusive
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.signed_off import Confirmation, SignedOff
from hgz_report.narrate.reports import TEMPLATES, load_reports
from hgz_report.problems import Problem, Problems, Unusable

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_MOST = 60


def person(text: str, option: str = "--by") -> str:
    """A name or words as they may be recorded.  Raises Unusable."""
    said = text.strip()
    if not said or len(said) > _MOST or _UNWRITABLE.search(said):
        raise Unusable([Problem(None, f"{option} 后面写一行字，不超过 {_MOST} 个", f"如 {option} 姓名")])
    return said


def confirm(root: Path, config: EditionConfig, cache: Cache, names: Sequence[str], by: str) -> list[Confirmation]:
    """Record that papers (all where none are named) are confirmed as they are published now.  Raises Problems."""
    by = person(by)
    output = root / config.output.folder
    with exclusive(output):
        if read_issued(root, config.edition_id):
            raise Problems([Problem(None, f"{config.edition_id} 已经印发，不用再核", "改正用 hgz-report correct")])
        published = PublishedPapers.read(output / config.edition_id)
        slugs = list(published.titles)
        if names:
            dataset = load_dataset(root, cache)
            slugs = slugs_called(names, load_reports(root / TEMPLATES, dataset), dataset)
        if lacking := [slug for slug in slugs if slug not in published.titles]:
            hint = f"这一期有：{'、'.join(published.titles)}"
            raise Problems(Problem(None, f"发布的 {config.edition_id} 里没有 {slug}", hint) for slug in lacking)
        files = {name: published.hashes[name] for slug in slugs for name in published.files_of(slug)}
        if changed := list(published.changed(files)):
            raise Problems(changed)
        made = [Confirmation(paper=slug, by=by, sha256=published.content(slug)) for slug in slugs]
        SignedOff.read(root, config.edition_id).with_more(made).write(root, config.edition_id)
    return made
