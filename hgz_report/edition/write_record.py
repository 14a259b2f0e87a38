"""data/editions/<期>/record.json: what stays of a published edition, committed with the data.

One line a fact, a computed value, an origin, a block: a program reads it, and a person finds a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hgz_report.cache.whole import put_whole
from hgz_report.data.load.past_edition import RECORD_FORMAT, record_file
from hgz_report.document.tree_file import FORMAT as TREE_FORMAT
from hgz_report.document.tree_pack import Packing
from hgz_report.edition.config import load_config
from hgz_report.edition.config_values import edition_problem
from hgz_report.edition.json_lines import compact, value_lines
from hgz_report.edition.own_files import MANIFEST, read_manifest
from hgz_report.edition.publish import unwritable
from hgz_report.edition.state_file import STATE
from hgz_report.problems import Problem, Problems, Where, parsed_json

_REMAKE = "运行 hgz-report build 重做这一期；已经印发的，从备份取回发布的文件夹"


def write_record(root: Path, edition: str) -> Path:
    """Write the record of an edition from its published folder; returns the file.  The same folder gives the same bytes.

    Raises Problems where there is no such folder, or where it is not as it was published.
    """
    if problem := edition_problem(edition):
        raise Problems([problem])
    folder = root / load_config(root).output.folder / edition
    data = record_of(folder, edition)
    path = root / record_file(edition)
    try:
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(path, data, lasting=True)
    except OSError as error:
        raise Problems([unwritable(path, error)]) from None
    return path


def record_of(folder: Path, edition: str) -> bytes:
    """The record of a published folder.  Raises Problems."""
    manifest = _manifest(folder, edition)
    state = _published(folder, STATE, manifest["companions"].get(STATE, {}).get("sha256", ""))
    packing = Packing()
    papers = [_paper(folder, entry["tree"], packing) for entry in manifest["reports"]]
    origins, told = ",\n".join(packing.origins), ",\n".join(papers)
    return (
        f'{{"format":{RECORD_FORMAT},\n"tree_format":{TREE_FORMAT},\n"state":{state.decode().strip()},\n'
        f'"files":{value_lines([*packing.files])},\n"origins":[\n{origins}\n],\n'
        f'"papers":[\n{told}\n]}}\n'
    ).encode()


def _manifest(folder: Path, edition: str) -> Mapping[str, Any]:
    where = Where(f"{folder.parent.name}/{folder.name}/{MANIFEST}")
    if not (folder / MANIFEST).exists():
        raise Problems([Problem(where, f"没有发布过 {edition} 这一期", "先运行 hgz-report build")])
    content = read_manifest(folder)
    if content is None:
        raise Problems([Problem(where, "这一期的清单读不懂，或者改过", _REMAKE)])
    if content["edition"] != edition:
        raise Problems([Problem(where, f"文件夹里是 {content['edition']} 这一期", _REMAKE)])
    return content


def _published(folder: Path, name: str, digest: str) -> bytes:
    where = Where(f"{folder.parent.name}/{folder.name}/{name}")
    try:
        data = (folder / name).read_bytes()
    except OSError:
        raise Problems([Problem(where, "文件不见了", _REMAKE)]) from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise Problems([Problem(where, "文件不是发布时的样子", _REMAKE)])
    return data


def _paper(folder: Path, tree: Mapping[str, Any], packing: Packing) -> str:
    content = parsed_json(_published(folder, tree["file"], tree["sha256"]))
    places = [packing.place(compact(origin)) for origin in content["origins"]]
    report = {key: packing.shrunk(value, places) for key, value in content["report"].items()}
    parts = ",\n".join(_lines(report))
    return f"{{{parts}}}"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for key, value in report.items():
        yield f'"{key}":{value_lines(value) if key == "blocks" else compact(value)}'
