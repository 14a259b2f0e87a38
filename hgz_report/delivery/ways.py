"""The ways a parcel goes out, and what can be said of it afterwards.  Nothing that stands at its destination is overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from hgz_report.cache.whole import put_new, sweep_beside
from hgz_report.delivery.consignments import Consignment, file_name, packed_name
from hgz_report.delivery.mail import Letterhead, letter
from hgz_report.problems import os_reason

Begin = Callable[[], None]
"""Called before the step after which it may have gone out.  Raises Problems where that can't be written down."""


class PutOff(Exception):  # noqa: N818 - what came of it, not who erred
    """It did not go out, and may another time; `again`: worth trying in a moment; `unanswered`: nor would anything else."""

    def __init__(self, why: str, *, again: bool = False, unanswered: bool = False) -> None:
        super().__init__(why)
        self.again = again
        self.unanswered = unanswered


class Refused(Exception):  # noqa: N818
    """It did not go out, and will not without a person."""


class Unknown(Exception):  # noqa: N818
    """Nobody knows whether it went out."""


class NoWay(Exception):  # noqa: N818
    """Nothing goes out this way for now."""


class Way(Protocol):
    """Hands parcels over."""

    def hand_over(self, parcel: Consignment, contents: Sequence[bytes], begin: Begin) -> None:
        """Returns where it went out.  Raises PutOff, Refused, Unknown, NoWay."""

    def arrived(self, parcel: Consignment, contents: Sequence[bytes]) -> bool:
        """Whether a parcel that was begun is seen to have arrived."""

    def close(self) -> None:
        """Nothing more goes this way in this run."""


class IntoFolder(Struct, frozen=True):
    """Files put into a folder that is there, on this machine or a mounted one; relative ones are of the project's root."""

    root: Path

    def hand_over(self, parcel: Consignment, contents: Sequence[bytes], begin: Begin) -> None:
        """Each file whole or not at all.  Raises PutOff, Refused."""
        folder = self.root / Path(parcel.recipient.to).expanduser()
        if not _is_folder(folder):
            raise PutOff(f"没有文件夹 {parcel.recipient.to}：共享盘可能没有接上")
        names = [file_name(paper, file, parcel.entry.edition) for paper, file in parcel.files]
        taken = [name for name, data in zip(names, contents, strict=True) if _another(folder / name, data)]
        if taken:
            raise Refused(f"{parcel.recipient.to} 里已有内容不同的 {taken[0]}，没有动它：移走或改名再投递")
        begin()
        for name, data in zip(names, contents, strict=True):
            _put(folder / name, data)

    def arrived(self, parcel: Consignment, contents: Sequence[bytes]) -> bool:
        """Whether all files stand there, as they were sent."""
        folder = self.root / Path(parcel.recipient.to).expanduser()
        names = [file_name(paper, file, parcel.entry.edition) for paper, file in parcel.files]
        for name in names:
            sweep_beside(folder / name)
        return all(_same(folder / name, data) for name, data in zip(names, contents, strict=True))

    def close(self) -> None:
        """Nothing is open."""


class IntoOutbox(Struct, frozen=True):
    """A mail as a file (.eml) that a person, or a mail program, sends on: for networks without SMTP."""

    folder: Path
    head: Letterhead
    at: datetime

    def hand_over(self, parcel: Consignment, contents: Sequence[bytes], begin: Begin) -> None:
        """Raises PutOff, Refused."""
        message = letter(parcel, contents, self.head, self.at)
        message["X-Unsent"] = "1"  # a mail program opens it to be sent
        path = self._path(parcel)
        if os.path.lexists(path):
            raise Refused(f"{path.name} 已经有了，没有动它：移走或改名再投递")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PutOff(_reason(path.parent, error)) from None
        begin()
        _put(path, message.as_bytes())

    def arrived(self, parcel: Consignment, contents: Sequence[bytes]) -> bool:
        """Whether it lies there.  If not, somebody may have sent it on."""
        sweep_beside(self._path(parcel))
        return self._path(parcel).is_file()

    def close(self) -> None:
        """Nothing is open."""

    def _path(self, parcel: Consignment) -> Path:
        return self.folder / parcel.entry.edition / f"{packed_name(parcel)}.eml"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no system takes
        return False


def _put(path: Path, data: bytes) -> None:
    """Write a file under a name that nobody has yet.  Raises PutOff, and then leaves nothing behind."""
    if _same(path, data):
        return
    try:
        put_new(path, data)
    except FileExistsError:
        raise PutOff(f"{path.name} 刚被别人放在那里") from None
    except OSError as error:
        raise PutOff(_reason(path, error)) from None


def _same(path: Path, data: bytes) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes() == data
    except OSError:
        return False


def _another(path: Path, data: bytes) -> bool:
    return os.path.lexists(path) and not _same(path, data)


def _reason(path: Path, error: OSError) -> str:
    return f"写不进 {path.name}：{os_reason(error)}"
