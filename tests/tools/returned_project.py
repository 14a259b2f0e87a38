"""A project of which one report was published, as far as a Word file that comes back is held against it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.document.tree_file import tree_json
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.layout.lay_out import lay_out
from hgz_report.provenance.trace_file import FORMAT
from hgz_report.readers.docx import read_drawings
from hgz_report.style import LOOKS
from hgz_report.workshop.returned.built_text import built_report
from hgz_report.workshop.returned.read_back import Present
from hgz_report.writers.formats import write
from tests.tools.bare_report import FACES
from tests.tools.corrections import Places
from tests.tools.free_fonts import free_fonts
from tests.tools.project import PAPERS, copy_project

SLUG = "chengdu"
_LONG = ("15", "30", "50", "70", "80")
"""Sections of the tests' own paper that are left out: what they have, the shorter ones have too."""
_NOTED = """\
# 另说

另说的一句话不长，讲的是这一处的算法[^算法]，完成{完成率(pilot_platforms@2024, pilot_platforms@2025:target)}。

办法见[国家统计局的网站](https://www.stats.gov.cn/sj/)。

[^算法]: 用本区报送的数相除，不另行折算。

{{ front_chart() or '' }}
"""


@dataclass(frozen=True)
class PublishedPaper:
    """`word`: the published file; `present`: the report as it is now, which is as it was."""

    root: Path
    word: bytes
    present: Present

    @property
    def places(self) -> Places:
        """Where it can be corrected."""
        return Places(self.root, self.present.dataset, self.present.report)


def short_paper(root: Path) -> PublishedPaper:
    """Publish a paper of the tests' own with every kind of text that can be corrected."""
    copy_project(root, PAPERS)
    for path in (root / "templates/zone").glob("*.md.j2"):
        if path.name.startswith(_LONG):
            path.unlink()
    shutil.rmtree(root / "templates/national")
    own = root / "templates/zone" / SLUG
    own.mkdir(exist_ok=True)
    (own / "25_noted.md.j2").write_text(_NOTED, encoding="utf-8")
    return published(root, SLUG)


def published(root: Path, slug: str) -> PublishedPaper:
    """Publish a report of a project, with the parts of an edition that reading a file back looks at."""
    config = load_config(root)
    planned = plan(root, config, [slug], prose=False, cache=Cache.of(root))
    document = planned.documents[0]
    layout = lay_out(document, LOOKS[document.look], free_fonts())
    word = write("docx", layout, FACES).data
    folder = root / config.output.folder / config.edition_id
    folder.mkdir(parents=True)
    name, tree = f"{slug}.docx", f"{slug}.tree.json"
    (folder / name).write_bytes(word)
    (folder / tree).write_bytes(tree_json(document))
    drawings = [[one.caption, one.form] for one in read_drawings(word)]
    version = {"slug": slug, "files": {name: sha256(word).hexdigest()}, "drawings": drawings}
    (folder / "trace.json").write_text(json.dumps({"format": FORMAT, "reports": [version]}), encoding="utf-8")
    files = {path.name: {"sha256": sha256(path.read_bytes()).hexdigest()} for path in folder.iterdir()}
    entry = {"files": {name: files[name]}, "tree": {"file": tree, **files[tree]}}
    manifest = {"edition": config.edition_id, "companions": {"trace.json": files["trace.json"]}, "reports": [entry]}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return PublishedPaper(root, word, Present(planned.dataset, built_report(document)))
