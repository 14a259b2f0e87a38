"""All editions of the output folder: what state each is in, how big, and which may go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from hgz_report.cache.whole import remove
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.edition_folders import ASIDE, TRIAL, correction_number, edition_of, free_name
from hgz_report.edition.editions_page import write_site
from hgz_report.edition.issued import read_issued
from hgz_report.edition.own_files import MANIFEST, own_files, read_manifest
from hgz_report.edition.publish import exclusive, unwritable
from hgz_report.edition.published_papers import PublishedPapers
from hgz_report.edition.set_aside import people_files
from hgz_report.edition.signed_off import SignedOff
from hgz_report.problems import Problems, parsed_json

FolderState = Literal["现行", "被取代", "不完整", "已印发", "更正", "试做", "有人改过的"]


class Listed(Struct, frozen=True):
    """A folder of the output folder: its edition, date ("" where it has none) and size in bytes.

    `people`: files in it that are a person's; `unconfirmed`: papers of it that nobody has confirmed as they are; `said`: what
    is wrong with it.
    """

    folder: str
    edition: str
    state: FolderState
    date: str
    size: int
    people: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    confirmed: int = 0
    said: tuple[str, ...] = ()


def listed(root: Path, config: EditionConfig) -> list[Listed]:
    """Every folder of an edition, the newest first.  Raises Problems for records that are damaged."""
    output = root / config.output.folder
    if not output.is_dir():
        return []
    folders = [path for path in output.iterdir() if path.is_dir() and not path.name.startswith(".")]
    found = [_listed(root, config, path) for path in folders if not path.is_symlink()]
    return sorted(found, key=lambda one: (one.date, one.edition, one.folder), reverse=True)


def _listed(root: Path, config: EditionConfig, folder: Path) -> Listed:
    name, edition = folder.name, edition_of(folder.name)
    size = sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
    if name.endswith(ASIDE):
        theirs = tuple(sorted(path.name for path in folder.iterdir()))
        return Listed(name, edition, "有人改过的", _date(folder.parent / edition), size, theirs)
    own = own_files(folder)
    people = tuple(one.name for one in people_files(folder, own or {}, {}))
    said = tuple(_wrong(folder, own is None))
    state = _state(root, config, folder, wrong=bool(said))
    lacking: list[str] = []
    confirmed = 0
    if own is not None and not said and name == edition:
        signed = SignedOff.read(root, edition)
        papers = PublishedPapers.read(folder)
        if signed.papers or (config.review.required and state == "现行"):
            lacking = signed.lacking(papers.contents)
            confirmed = len(papers.titles) - len(lacking)
    return Listed(name, edition, state, _date(folder), size, people, tuple(lacking), confirmed, said)


def _date(folder: Path) -> str:
    try:
        content: Any = parsed_json((folder / MANIFEST).read_bytes())
        return str(content["date"])
    except (OSError, ValueError, LookupError, TypeError):
        return ""


def _wrong(folder: Path, unknown: bool) -> Iterator[str]:
    if unknown:
        yield "manifest.json 不见了、坏了，或者改过"
        return
    yield from (
        f"{problem.where.file if problem.where else ''} {problem.what}"
        for problem in PublishedPapers.read(folder).changed()
    )
    content = read_manifest(folder) or {}
    yield from (f"暂缺 {one['title']}" for one in content.get("missing", ()))


def _state(root: Path, config: EditionConfig, folder: Path, *, wrong: bool) -> FolderState:
    name, edition = folder.name, edition_of(folder.name)
    if name.endswith(TRIAL):
        return "试做"
    if correction_number(name):
        return "更正"
    if read_issued(root, edition):
        return "已印发"
    if wrong:
        return "不完整"
    return "现行" if edition == config.edition_id else "被取代"


def to_prune(editions: Sequence[Listed], keep: int) -> list[Listed]:
    """The oldest superseded editions but for `keep` of them; none that was issued, nor one with files of people's, there or
    beside it.
    """
    theirs = {one.edition for one in editions if one.people}
    superseded = [one for one in editions if one.state == "被取代"]
    return [one for one in superseded[keep:] if one.edition not in theirs]


def prune(root: Path, config: EditionConfig, keep: int) -> list[Listed]:
    """Remove them; returns those that are gone.  Raises Problems where the folder can't be written, Locked when it is held."""
    output, gone = root / config.output.folder, list[Listed]()
    with exclusive(output):
        for one in to_prune(listed(root, config), keep):
            folder = output / one.folder
            aside = free_name(output, f".{one.folder}.gone")
            try:
                folder.rename(aside)
                if any(people_files(aside, own_files(aside) or {}, {})):  # put there in this moment
                    aside.rename(folder)
                    continue
            except OSError as error:
                raise Problems([unwritable(folder, error)]) from None
            remove(aside)
            gone.append(one)
        if gone:
            write_site(root, config)
    return gone
