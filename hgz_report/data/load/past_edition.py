"""data/editions/<期>/record.json -> what that edition stood on, for the papers of the next one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.edition_state import EditionState, unpacked_state
from hgz_report.data.file_kinds import DATA, EDITIONS, RECORD
from hgz_report.problems import Problem, Problems, Where, os_reason, parsed_json

RECORD_FORMAT = 1
_MOST = 64 * 1024 * 1024
"""Bytes: of thirteen zones it is one and a half million, of 178 some twenty."""
_AGAIN = "由那一期发布的文件夹重写：hgz-report record {}；或从版本库取回"


def record_file(edition: str) -> str:
    """The name of an edition's record from the project root."""
    return f"{DATA}/{EDITIONS}/{edition}/{RECORD}"


def read_record(root: Path, edition: str) -> tuple[Any, bytes]:
    """The content of an edition's record and a hash of it.  Raises Problems where it is not there, or none of ours."""
    file = record_file(edition)
    try:
        path = root / file
        if (size := path.stat().st_size) > _MOST:
            raise _problem(file, 0, f"记录有 {size // 1024 // 1024} MB，超过 64 MB 的上限", edition)
        data = path.read_bytes()
    except FileNotFoundError:
        raise _problem(file, 0, f"没有 {edition} 这一期的记录", edition) from None
    except OSError as error:
        raise _problem(file, 0, f"记录读不出来：{os_reason(error)}", edition) from None
    return _content(data, file, edition), digest_of(data)


def read_past(root: Path, edition: str, cache: Cache) -> EditionState:
    """What an earlier edition stood on.  Raises Problems."""
    file = record_file(edition)
    try:
        data = (root / file).read_bytes() if (root / file).stat().st_size <= _MOST else b""
    except OSError:
        data = b""  # reading it below says why
    key = digest_of(file.encode(), data)
    found = cache.recall("record", key) if data else None
    if found:
        state: EditionState = found[0]
        return state
    state = state_in(read_record(root, edition)[0], file, edition)
    cache.keep("record", key, state)
    return state


def state_in(content: Any, file: str, edition: str) -> EditionState:
    """What stands in the content of a record.  Raises Problems."""
    try:
        state = unpacked_state(content["state"])
    except (ValueError, LookupError, TypeError):
        raise _problem(file, 0, "记录里缺了东西，或者改过，读不懂", edition) from None
    if state.edition != edition:
        raise _problem(file, 0, f"这是 {state.edition} 的记录，放在了 {edition} 的文件夹里", edition)
    return state


def _content(data: bytes, file: str, edition: str) -> Any:
    try:
        content = parsed_json(data)
        known = content["format"] == RECORD_FORMAT
        given = content["format"]
    except json.JSONDecodeError as error:
        raise _problem(file, error.lineno, "这一行起读不懂：记录不完整，或者改过", edition) from None
    except (ValueError, LookupError, TypeError):
        raise _problem(file, 0, "不是一期的记录", edition) from None
    if not known:
        raise _problem(file, 0, f"记录是另一版程序写的（格式 {given}，这里认 {RECORD_FORMAT}）", edition)
    return content


def _problem(file: str, line: int, what: str, edition: str) -> Problems:
    return Problems([Problem(Where(file, line), what, _AGAIN.format(edition))])
