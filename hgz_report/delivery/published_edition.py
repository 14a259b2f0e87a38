"""An edition as it stands in its folder, and why it can't go out where it can't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.edition.edition_folders import edition_of
from hgz_report.edition.own_files import MANIFEST, own_files, read_manifest
from hgz_report.problems import Problem, Problems, Where

_AGAIN = "重做这一期（make report），再投递"


class SentFile(Struct, frozen=True):
    """A file of a paper: `name` in the edition's folder, `format` as data/recipients.yaml has it, size in bytes."""

    name: str
    format: str
    sha256: str
    size: int


class SentPaper(Struct, frozen=True):
    """A paper of an edition; `title`: no other paper of it has the same; `kind`, `zone`: as its templates and data are called."""

    slug: str
    title: str
    kind: str
    zone: str
    files: tuple[SentFile, ...]


class SentEdition(Struct, frozen=True):
    """What was published.  `missing`: papers withheld, by slug, with zone and reason; `corrected`: the papers in which a
    corrected edition is different, none in any other.
    """

    folder: Path
    id: str
    date: str
    papers: tuple[SentPaper, ...]
    missing: Mapping[str, tuple[str, str]]
    corrected: tuple[str, ...] = ()

    def bytes_of(self, file: SentFile) -> bytes:
        """What is sent is what was published.  Raises Problems where somebody changed it meanwhile."""
        try:
            data = (self.folder / file.name).read_bytes()
        except OSError:
            data = b""
        if sha256(data).hexdigest() != file.sha256:
            raise Problems([_changed(self.folder, file.name)])
        return data


def read_edition(output: Path, edition: str) -> SentEdition:
    """The edition of that name under `output`, whole and as it was published.  Raises Problems: why it can't go out."""
    folder = output / edition
    where = Where((folder / MANIFEST).as_posix())
    if not folder.is_dir():
        raise Problems([Problem(where, f"没有发布过 {edition} 这一期", "先做报告：make report")])
    content, hashes = read_manifest(folder), own_files(folder)
    try:
        if content is None or hashes is None:
            raise ValueError
        published = _edition(folder, content)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise Problems([Problem(where, "这一期的清单不见了、坏了或者改过，不知道发布了什么", _AGAIN)]) from None
    own = edition if not published.corrected else edition_of(edition)
    if folder.name != edition or content["edition"] != own or content.get("trial"):
        raise Problems(
            [Problem(where, f"{folder.name} 不是发布的一期，是试做的或者复制的", "只投递发布的：make report")]
        )
    if wrong := [_changed(folder, name) for name, digest in hashes.items() if not _is(folder / name, digest)]:
        raise Problems(wrong)
    return published


def _edition(folder: Path, content: Mapping[str, Any]) -> SentEdition:
    titles = Counter(str(one["title"]) for one in content["reports"])
    papers = tuple(
        SentPaper(
            str(one["slug"]),
            str(one["title"]) if titles[str(one["title"])] == 1 else f"{one['title']} {one['slug']}",
            str(one.get("kind", "")),
            str(one.get("zone", "")),
            tuple(
                SentFile(name, name.rpartition(".")[2], str(said["sha256"]), int(said["bytes"]))
                for name, said in one["files"].items()
            ),
        )
        for one in content["reports"]
    )
    missing = {
        str(one["slug"]): (str(one.get("zone", "")), "；".join(map(str, one["reasons"][:1])))
        for one in content.get("missing", ())
    }
    corrected = tuple(map(str, content.get("correction", {}).get("papers", ())))
    return SentEdition(folder, folder.name, str(content["date"]), papers, missing, corrected)


def _is(path: Path, digest: str) -> bool:
    try:
        return not path.is_symlink() and sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _changed(folder: Path, name: str) -> Problem:
    return Problem(Where((folder / name).as_posix()), "没有了，或者和发布时不一样，不能投递", _AGAIN)
