"""An edition to be compared: from its published folder, or from its record when the folder is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.data.edition_state import EditionState, unpacked_state
from hgz_report.data.file_kinds import DATA, EDITIONS, RECORD
from hgz_report.data.load.past_edition import read_record, record_file, state_in
from hgz_report.document.blocks import Document
from hgz_report.document.tree_file import read_tree_json, unpacked_origin, unpacked_tree
from hgz_report.document.tree_pack import grown
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.own_files import MANIFEST, read_manifest
from hgz_report.edition.state_file import STATE
from hgz_report.problems import Problem, Problems, Unusable, Where, parsed_json

_REMAKE = "运行 hgz-report build 重做这一期；或用它的记录（hgz-report record）"


class ComparedEdition(Struct, frozen=True):
    """One of the two: what it stood on, and its papers by slug; `place`: the folder or file it was read from."""

    state: EditionState
    papers: Mapping[str, Document]
    place: str


def side_of(root: Path, config: EditionConfig, named: str, *, recorded: bool) -> ComparedEdition:
    """The edition of an id, or of a folder; of an id its record first where `recorded`, else its folder.

    Raises Unusable where there is none, saying which there are.
    """
    folder = root / config.output.folder / named
    record: Callable[[], ComparedEdition] = lambda: _of_record(root, named)  # noqa: E731
    published: Callable[[], ComparedEdition] = lambda: _of_folder(folder)  # noqa: E731
    there = {"record": (root / record_file(named)).is_file(), "folder": (folder / MANIFEST).is_file()}
    ways = [("record", record), ("folder", published)]
    try:
        for way, read in ways if recorded else ways[::-1]:
            if there[way]:
                return read()
        if (Path(named) / MANIFEST).is_file():
            return _of_folder(Path(named))
    except Problems as wrong:
        raise Unusable(wrong.problems) from None
    known = "、".join(dict.fromkeys(sorted(_known(root, config)))) or "一期也没有"
    hint = f"有的：{known}；也可以写一期的文件夹，如 reports/2026-Q4"
    raise Unusable([Problem(None, f"没有 {named} 这一期", hint)])


def _known(root: Path, config: EditionConfig) -> Iterator[str]:
    yield from (path.parent.name for path in (root / DATA / EDITIONS).glob(f"*/{RECORD}"))
    yield from (path.parent.name for path in (root / config.output.folder).glob(f"*/{MANIFEST}"))


def _of_record(root: Path, edition: str) -> ComparedEdition:
    file = record_file(edition)
    content, _ = read_record(root, edition)
    try:
        table = [unpacked_origin(one) for one in content["origins"]]
        files = content["files"]
        papers = {one["slug"]: unpacked_tree(grown(one, files), table) for one in content["papers"]}
    except (ValueError, LookupError, TypeError):
        raise Problems([Problem(Where(file), "记录里的报告读不懂", f"hgz-report record {edition}")]) from None
    return ComparedEdition(state_in(content, file, edition), papers, file)


def _of_folder(folder: Path) -> ComparedEdition:
    manifest = read_manifest(folder)
    if manifest is None:
        raise Problems([Problem(Where(f"{folder.name}/{MANIFEST}"), "这一期的清单读不懂，或者改过", _REMAKE)])
    papers = {}
    for entry in manifest["reports"]:
        name = entry["tree"]["file"]
        try:
            papers[entry["slug"]] = read_tree_json((folder / name).read_bytes())
        except (OSError, ValueError):
            raise Problems([Problem(Where(f"{folder.name}/{name}"), "文件不见了，或者读不懂", _REMAKE)]) from None
    return ComparedEdition(_state(folder, manifest), papers, folder.as_posix())


def _state(folder: Path, manifest: Mapping[str, Any]) -> EditionState:
    try:
        return unpacked_state(parsed_json((folder / STATE).read_bytes()))
    except (OSError, ValueError):
        where = Where(f"{folder.name}/{STATE}")
        what = f"{manifest['edition']} 这一期没有留下 {STATE}，或者读不懂"
        raise Problems([Problem(where, what, _REMAKE)]) from None
