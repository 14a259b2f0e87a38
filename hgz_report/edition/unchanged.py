"""Whether anything has changed since the last run: asked before anything heavy is imported."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.fonts.folders import font_files, machine_folders
from hgz_report.problems import Problem

_FOLDERS = ("data", "templates", "pictures")
_CONFIG = "report.toml"
_FONTS = "fonts"
_KIND = "edition"
_BESIDE = re.compile(r"\.(?:toml|ya?ml)\b|^zones$", re.IGNORECASE)
"""What stands beside the folders and matters: the configuration, and data in the wrong place."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One report that a build made."""

    slug: str
    title: str
    pages: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build made, as it is told: `folder` from the project's root, `files` with their SHA-256, fonts by role."""

    folder: str
    papers: tuple[Paper, ...]
    fonts: Mapping[str, str]
    warnings: tuple[Problem, ...]
    files: Mapping[str, str]

    def stands(self, root: Path) -> bool:
        """Whether the folder holds these files, whole, and nothing else."""
        folder = root / self.folder
        try:
            there = {path.name for path in folder.iterdir()}
            return there == {*self.files} and all(
                sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in self.files.items()
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


def inputs_digest(root: Path, *asked: str) -> bytes:
    """A hash of all that a run reads: data, templates, pictures, report.toml, what lies beside them, the fonts that are there;
    and of what it was `asked`.
    """
    digest = sha256("\n".join((str(root.absolute()), *asked)).encode("utf-8", "surrogatepass"))
    for path in _inputs(root):
        name = os.fsencode(path.relative_to(root))
        digest.update(b"\n%d %d " % (len(name), path.is_dir()) + name)
        if path.is_file():
            with suppress(OSError), path.open("rb") as file:  # reading says what is wrong
                digest.update(file_digest(file, "sha256").digest())
    for font in _fonts(root):
        found = font.stat()
        digest.update(f"\n{font} {found.st_size} {found.st_mtime_ns} {found.st_ino}".encode("utf-8", "surrogatepass"))
    return digest.digest()


def _inputs(root: Path) -> Iterator[Path]:
    """Each file and folder, those in a wrong place too, for that is said."""
    for name in _FOLDERS:
        yield from sorted((root / name).rglob("*"))
    yield from (path for path in sorted(root.iterdir()) if _BESIDE.search(path.name))


def _fonts(root: Path) -> Iterator[Path]:
    folders = [root / _FONTS, *machine_folders()]
    with suppress(OSError, ValueError, AttributeError, TypeError):  # reading says what is wrong
        configured = tomllib.loads((root / _CONFIG).read_text(encoding="utf-8-sig"))
        folders += [root / Path(folder).expanduser() for folder in configured["fonts"]["folders"]]
    for folder in folders:
        yield from font_files([folder]).values()


def told_before(cache: Cache, digest: bytes, root: Path) -> Outcome | None:
    """What the build of the same inputs made, if it still stands."""
    found = cache.recall(_KIND, digest)
    outcome: Outcome | None = found[0] if found else None
    return outcome if outcome and outcome.stands(root) else None


def tell(cache: Cache, digest: bytes, now: bytes, outcome: Outcome) -> None:
    """Keep what a build made of the inputs of `digest`, unless somebody wrote while it read: `now` is their hash after it."""
    if digest == now:
        cache.keep(_KIND, digest, outcome)
