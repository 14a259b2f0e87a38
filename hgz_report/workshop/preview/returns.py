"""Word files that came back, before somebody at the preview: which there are, what was changed in one, and one change put in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec import Struct

from hgz_report.cache.whole import remove
from hgz_report.edition.config import load_config
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.forms.edit.trial_copy import folder_to_try_in
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.desk import Desk
from hgz_report.workshop.preview.project_files import FileStamp, file_stamp, file_stamps
from hgz_report.workshop.preview.read_apart import ReadApart
from hgz_report.workshop.preview.returned_cards import ReturnedCards
from hgz_report.workshop.preview.telling import Reply
from hgz_report.workshop.returned.put_in import not_printed, wished_files
from hgz_report.workshop.returned.read_back import ReadBack
from hgz_report.workshop.returned.returned_items import ReturnedItem
from hgz_report.workshop.returned.waiting_files import waiting_files

_KEPT = 8
"""Files that were handed over in the browser and are kept until the preview ends."""
_GONE = Problem(None, "这份文件不在了", "再选一次")
_OTHER = Problem(None, "这一处已经不是刚才列出的样子", "看看重新列出的，再采纳")


class _Known(Struct, frozen=True):
    """A file as it was read, and of what project."""

    stamps: Mapping[str, FileStamp]
    found: ReadBack


@dataclass
class Returns:
    """Answers for the browser; changes go the way of all edits of the `desk`."""

    desk: Desk
    apart: ReadApart = field(init=False)
    _handed: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Name and place of the files handed over, by what they are asked for by."""
    _folder: Path | None = None
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _readings: dict[str, _Known] = field(default_factory=dict)
    _done: dict[tuple[str, str], Mapping[str, Rewrite]] = field(default_factory=dict)
    """What was put in here: by file and change."""
    _keeping: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.apart = ReadApart(self.desk.root)

    # -- questions

    def waiting(self, asked: dict[str, str]) -> Reply:
        """The files that there are: handed over, in the inbox, beside an edition.  `ready`: somebody is about to look."""
        if asked.get("ready"):
            self.apart.begin()
        handed = [{"key": key, "name": name, "why": "刚才交上来的"} for key, (name, _) in self._handed.items()]
        found = waiting_files(self.desk.root, load_config(self.desk.root).output.folder)
        waiting = [{"key": one.file, "name": one.file, "why": one.why} for one in found]
        return {"files": [*handed[::-1], *waiting], "waiting": len(waiting)}

    def changes(self, asked: dict[str, str]) -> Reply:
        """Every change of a file (`key`), each with its line and whether it can be put in."""
        key = asked["key"]
        found = self._read(key)
        dataset = self.desk.session.prepared.dataset if self.desk.session.prepared else None
        cards = ReturnedCards(self.desk.root, dataset, self.desk.session.sheets(found.slug))
        told = cards.of_file(found)
        last = self.desk.last
        for item, card in zip(found.items, told["items"], strict=True):
            card["id"] = _name(item)
            files = self._done.get((key, card["id"])) if item.standing == "done" or not card["can"] else None
            card["applied"], card["undo"] = files is not None, files is not None and files is last
        return {**told, "key": key, "file": self._name_of(key)}

    # -- what changes something

    def hand_over(self, name: str, data: bytes) -> Reply:
        """Keep a file that came from the browser until the preview ends: what to ask for it by."""
        with self._keeping:
            folder = self._folder = self._folder or folder_to_try_in()
            number = next(self._numbers)
            path = folder / f"{number}.docx"
            path.write_bytes(data)
            key = f"+{number}"
            self._handed[key] = name.replace("\\", "/").rpartition("/")[2][:120] or "改稿.docx", path
            for old in list(self._handed)[:-_KEPT]:
                self._handed.pop(old)[1].unlink(missing_ok=True)
                self._readings.pop(old, None)
        return {"key": key}

    def put_in(self, asked: dict[str, Any]) -> Reply:
        """Put one change (`id`) of a file (`key`) in, once it is known to compose and to print what was wanted."""
        key, wanted = str(asked["key"]), str(asked["id"])
        with self.desk.writing:
            found = self._read(key)
            item = next((one for one in found.items if _name(one) == wanted), None)
            if item is None:
                raise Problems([_OTHER])
            files = wished_files(self.desk.root, found, [item.number])
            tried = self.desk.tried(files, found.slug)
            document = tried.composed.get(found.slug)
            if document is None:
                said = f"改了这里，《{found.title}》印出的没有变"
                raise Problems([Problem(item.lines[0].where if item.lines else None, said, "照行号自己改")])
            if wrong := not_printed(document, found, [item.number]):
                raise Problems(wrong)
            self.desk.write(files)
            self._done[key, wanted] = files
        return {"file": "、".join(files), "papers": len(tried.changed), "undo": self.desk.undoable}

    def close(self) -> None:
        """Leave nothing behind."""
        self.apart.close()
        if self._folder:
            remove(self._folder)

    # -- files

    def _read(self, key: str) -> ReadBack:
        """What was changed in a file, held against the project as it is on the disk now."""
        path = self._place(key)
        known = self._readings.get(key)
        stamps = {**file_stamps(self.desk.root), key: file_stamp(path)}
        if known and known.stamps == stamps:
            return known.found
        found = self.apart.read(path)
        if {**file_stamps(self.desk.root), key: file_stamp(path)} == stamps:  # else it is read anew the next time
            self._readings = {key: _Known(stamps, found)}
        return found

    def _place(self, key: str) -> Path:
        """Where a file is: one that was handed over, or one that waits.  Raises Problems for any other."""
        if key in self._handed:
            return self._handed[key][1]
        root = self.desk.root
        known = {one.file for one in waiting_files(root, load_config(root).output.folder)}
        if key not in known:
            raise Problems([_GONE])
        parts = [root / key, *(root / key).parents][: len(Path(key).parts)]
        if any(part.is_symlink() for part in parts):
            raise Problems([Problem(Where(key), "这是链接，预览不跟着它走", "把文件本身放进来")])
        return root / key

    def _name_of(self, key: str) -> str:
        with suppress(KeyError):
            return self._handed[key][0]
        return key


def _name(item: ReturnedItem) -> str:
    """By what a change is known again when the file is read anew: its lines may have moved meanwhile."""
    change = item.change
    said = "\x1f".join([str(item.number), change.kind, change.was, change.theirs, change.marked, str(change.built)])
    return blake2b(said.encode(errors="surrogatepass"), digest_size=9).hexdigest()
