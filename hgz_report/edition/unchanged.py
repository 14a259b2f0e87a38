"""Whether anything has changed since the last run: asked before anything heavy is imported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from hgz_report.cache.digests import files_digest
from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.apart_files import APART
from hgz_report.edition.edition_folders import leftovers
from hgz_report.edition.set_aside import KeptFile, is_nobodys
from hgz_report.fonts.folders import font_files, machine_folders
from hgz_report.forms.bounded_toml import rough
from hgz_report.problems import Problem

_FOLDERS = ("data", "templates", "pictures")
_CONFIG = "report.toml"
_FONTS = "fonts"
T = TypeVar("T")
_BESIDE = re.compile(r"\.(?:toml|ya?ml)\b|^zones$", re.IGNORECASE)
"""What stands beside the folders and matters: the configuration, and data in the wrong place."""


@dataclass(frozen=True, slots=True)
class PaperFiles:
    """One report that a build made."""

    slug: str
    title: str
    pages: int
    files: tuple[str, ...]
    reason: str = ""
    """Why it was made, in words; empty where an earlier result was taken."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made, as it is told: `folder` from the project's root, `files` with their SHA-256, fonts by role."""

    folder: str
    papers: tuple[PaperFiles, ...]
    fonts: Mapping[str, str]
    warnings: tuple[Problem, ...]
    files: Mapping[str, str]
    missing: tuple[str, ...] = ()
    """Papers that were withheld, each with its reason in a line; `wrong`: the mistakes."""
    wrong: tuple[Problem, ...] = ()
    kept: tuple[KeptFile, ...] = ()
    """People's files that stood in the folder."""
    trial: bool = False

    def stands(self, root: Path) -> bool:
        """Whether the folder holds these files, whole, and nothing else, and no run left anything beside it."""
        folder = root / self.folder
        try:
            there = {path.name for path in folder.iterdir() if not is_nobodys(path.name)}
            return (
                there == {*self.files}
                and not folder.is_symlink()
                and not any(leftovers(folder.parent, folder.name))
                and all(
                    not (folder / name).is_symlink() and sha256((folder / name).read_bytes()).hexdigest() == digest
                    for name, digest in self.files.items()
                )
            )
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check that found no error has to say: what it noticed, and how many of everything it saw."""

    warnings: tuple[Problem, ...]
    zones: int
    facts: int
    reports: int
    rules: int
    accepted: int


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run on the same inputs had to say; `asked`: what it was asked for."""

    cache: Cache
    root: Path
    asked: str
    inputs: bytes

    @classmethod
    def of(cls, cache: Cache, root: Path, asked: str = "") -> LastRun:
        """The inputs as they are now; nothing is read where nothing is kept."""
        return cls(cache, root, asked, inputs_digest(root, asked) if cache.folder else b"")

    def said(self, kind: type[T]) -> T | None:
        """What it said, if there was one."""
        found = self.cache.recall(kind.__name__, self.inputs)
        return found[0] if found else None

    def say(self, said: object) -> None:
        """Keep what this run says for the next one, unless somebody wrote while it read."""
        if self.cache.folder and self.inputs == inputs_digest(self.root, self.asked):
            self.cache.keep(type(said).__name__, self.inputs, said)


def inputs_digest(root: Path, asked: str) -> bytes:
    """A hash of all that a run reads: data, templates, pictures, report.toml, what lies beside them, the fonts that are there;
    and of what it was `asked`.
    """
    fonts = [f"{font} {(found := font.stat()).st_size} {found.st_mtime_ns} {found.st_ino}" for font in _fonts(root)]
    told = "\n".join((str(root.absolute()), asked, *fonts)).encode("utf-8", "surrogatepass")
    return digest_of(told, files_digest(root, _inputs(root)))


def _inputs(root: Path) -> Iterator[Path]:
    """Each file and folder, those in a wrong place too, for that is said."""
    apart = {root / name for name in APART}
    for name in _FOLDERS:
        if (root / name).exists():
            yield root / name  # it may have become a link
        yield from (path for path in sorted((root / name).rglob("*")) if path not in apart)
    yield from (path for path in sorted(root.iterdir()) if _BESIDE.search(path.name))


def _fonts(root: Path) -> Iterator[Path]:
    """The project's, and the machine's where the configuration asks for more than those."""
    folders = [root / _FONTS]
    with suppress(OSError, ValueError, AttributeError, TypeError, LookupError):  # reading says what is wrong
        said = rough(root / _CONFIG).get("fonts", {})
        folders += [root / Path(folder).expanduser() for folder in said.get("folders", ())]
        if any(said[key] for key in said.keys() - {"folders"}):
            folders += machine_folders()
    for folder in folders:
        yield from font_files([folder]).values()
