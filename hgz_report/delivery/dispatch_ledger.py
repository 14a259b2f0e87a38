"""The ledger: what was begun, what went out, one line each, on the disk before the next step is taken.

Lines are only ever added.  Each carries a hash of itself, so that one that was cut or changed is known for what it is.  A
line that was cut at the end belongs to a step that was not taken yet, or is told by its key: that one waits for a person.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from hgz_report.cache.whole import put_new, sync
from hgz_report.forms.people_files import ordinary_bytes
from hgz_report.problems import Problem, Problems, Where, os_reason, parsed_json

FILE, TOLD = "ledger.jsonl", "told.jsonl"
"""The ledger; of what the editor was told, one that may be lost."""
What = Literal["opened", "begun", "sent", "later", "refused", "again", "cut"]
"""`begun`: it may go out from now on; `sent`: it did; `later`: it did not, and may be tried again; `refused`: it did not, and
a person has to look; `again`: a person says it may be tried again; `cut`: the line before is half a line."""
WAITING: tuple[What, ...] = ("begun", "refused")
"""Of which a person has to say how it goes on."""
_KEY = re.compile(r'^\{"key": "([0-9a-f]{64})"')
_MOST_BYTES = 50_000_000
"""Seventy thousand parcels."""
_LOST = "从备份里找回它；找不回的，改名留着，向各处问清收到了什么，再加 --new-ledger"


class Dispatch(Struct, frozen=True):
    """What goes to one place at once: `files` by name with their hashes; `place`: way and address."""

    key: str
    name: str
    place: tuple[str, str]
    edition: str
    files: Mapping[str, str]

    @classmethod
    def of(cls, name: str, place: tuple[str, str], edition: str, files: Mapping[str, str]) -> Dispatch:
        """Keyed by place, edition and bytes; what the place is called doesn't matter."""
        told = [*place, edition, *(f"{file} {digest}" for file, digest in sorted(files.items()))]
        return cls(sha256("\n".join(told).encode()).hexdigest(), name, place, edition, dict(files))


class DispatchState(Struct, frozen=True):
    """How far an entry came, and why it came no further."""

    entry: Dispatch
    what: What
    why: str = ""


@dataclass
class DispatchLedger:
    """The lines of the file, read once and added to.  Only who holds the lock of the folder may add."""

    path: Path
    standing: dict[str, DispatchState] = field(default_factory=dict)
    last: datetime | None = None
    torn: bool = False
    """The last line is half a line: to be said, and told of before the next one."""
    unended: bool = False
    """The last line has no end."""
    doubtful: frozenset[str] = frozenset()
    """Keys of half lines: what they would have said of an entry is not known."""
    _keys: dict[tuple[tuple[str, str], str], dict[str, None]] = field(default_factory=dict)
    """By place and edition, in the order in which they came."""

    @classmethod
    def read(cls, folder: Path, name: str = FILE) -> DispatchLedger:
        """Raises Problems where there is none, where it can't be read, or where a line before the last is damaged."""
        path = folder / name
        where = Where(path.as_posix())
        try:
            data = ordinary_bytes(path, _MOST_BYTES)
        except FileNotFoundError:
            hint = "第一次投递，加 --new-ledger；以前投递过的，先找回它，不然会再发一遍"
            raise Problems([Problem(where, "没有台账，不知道以前发过什么", hint)]) from None
        except OSError as error:
            raise Problems(
                [Problem(where, f"台账读不出来：{os_reason(error)}", "检查文件的权限，是不是放错了文件")]
            ) from None
        ledger = cls(path)
        ledger._take(data.split(b"\n"))
        return ledger

    @classmethod
    def opened(cls, folder: Path, at: datetime, name: str = FILE) -> DispatchLedger:
        """A new one, where there is none yet or nothing stands in it.  Raises Problems."""
        path = folder / name
        if path.exists():
            if not (there := cls.read(folder, name)).standing:
                return there
            raise Problems([Problem(Where(path.as_posix()), "台账已经有了", "去掉 --new-ledger")])
        try:
            put_new(path, _line({"key": "", "what": "opened", "at": at.isoformat()}))
        except OSError as error:
            raise Problems([_unwritable(path, error)]) from None
        sync(folder)
        return cls(path)

    def note(self, entry: Dispatch, what: What, at: datetime, why: str = "") -> None:
        """Add a line; it is on the disk when this returns.  Raises Problems where it can't be written: go no further then."""
        if self.torn or self.unended:
            self._add({"key": "", "what": "cut", "at": at.isoformat()}, before=b"\n" if self.unended else b"")
            self.torn = self.unended = False
        self._add(
            {
                "key": entry.key,
                "what": what,
                "at": at.isoformat(),
                "edition": entry.edition,
                "name": entry.name,
                "place": list(entry.place),
                "files": dict(entry.files),
                "why": why,
            }
        )
        self._stands(DispatchState(entry, what, why))
        self.doubtful -= {entry.key}

    def sent_to(self, place: tuple[str, str], edition: str) -> dict[str, set[str]]:
        """Every file that went to a place with an edition: the hashes it had."""
        found: dict[str, set[str]] = {}
        for one in self._at(place, edition):
            if one.what == "sent":
                for file, digest in one.entry.files.items():
                    found.setdefault(file, set()).add(digest)
        return found

    def waiting(self, place: tuple[str, str], edition: str) -> list[DispatchState]:
        """What went to a place and nobody knows whether it arrived, or what it refused: a person has to look."""
        return [one for one in self._at(place, edition) if one.what in WAITING]

    def _at(self, place: tuple[str, str], edition: str) -> list[DispatchState]:
        return [self.standing[key] for key in self._keys.get((place, edition), ())]

    def _stands(self, state: DispatchState) -> None:
        self.standing[state.entry.key] = state
        self._keys.setdefault((state.entry.place, state.entry.edition), {})[state.entry.key] = None

    def _take(self, lines: Sequence[bytes]) -> None:
        """`lines`: as split at line ends, the last one empty unless it was cut."""
        where = self.path.as_posix()
        self.unended = lines[-1] != b""
        told = lines if self.unended else lines[:-1]
        first = _record(told[0]) if told else None
        if first is None or first["what"] != "opened":
            raise Problems([Problem(Where(where, 1), "这不是台账，或者台账坏了", _LOST)])
        half = False
        for number, line in enumerate(told):
            record = _record(line)
            if half and (record is None or record["what"] != "cut"):
                raise Problems([Problem(Where(where, number), "台账的这一行坏了", _LOST)])
            half = record is None
            if record is None:
                self._doubt(line)
            else:
                self._apply(record)
        self.torn = half

    def _doubt(self, line: bytes) -> None:
        """A half line: if it got as far as the key of an entry, nobody knows what it said of it."""
        if found := _KEY.match(line.decode("utf-8", "replace")):
            self.doubtful |= {found[1]}
            if known := self.standing.get(found[1]):
                self._stands(DispatchState(known.entry, "begun", "台账里的一行断了"))

    def _apply(self, record: Mapping[str, Any]) -> None:
        at = datetime.fromisoformat(record["at"])
        self.last = max(at, self.last) if self.last else at
        if key := record["key"]:
            way, to = record["place"]
            entry = Dispatch(key, record["name"], (way, to), record["edition"], record["files"])
            self._stands(DispatchState(entry, record["what"], record["why"]))
            self.doubtful -= {key}

    def _add(self, record: dict[str, Any], before: bytes = b"") -> None:
        try:
            with self.path.open("ab") as file:
                file.write(before + _line(record))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Problems([_unwritable(self.path, error)]) from None


def _line(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False)
    return f'{text[:-1]}, "check": "{_check(text)}"}}\n'.encode()


def _unwritable(path: Path, error: OSError) -> Problem:
    what, hint = f"台账写不进去：{os_reason(error)}", "检查权限和磁盘空间；写不进台账就不发，修好再运行一次"
    return Problem(Where(path.as_posix()), what, hint)


def _record(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is cut or was changed."""
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        record: dict[str, Any] = parsed_json(line)
        check = record.pop("check")
        datetime.fromisoformat(record["at"])
        if check == _check(json.dumps(record, ensure_ascii=False)):
            return record
    return None


def _check(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
