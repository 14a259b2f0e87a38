"""What the cases of a worker have in common, and the place where one happens."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools.hostile.ground import Ground
from tests.tools.hostile.warm import Warm

PROJECT = "project"


@dataclass
class Place:
    """Where a case happens: `root` a built project, `outside` a folder beside it for what comes from elsewhere.

    `ends`: what is ended with the case.
    """

    root: Path
    outside: Path
    ends: ExitStack = field(default_factory=ExitStack)

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        self.write(name, text.replace(old, new, 1))

    def came(self, name: str, content: bytes) -> str:
        """A file from outside; its path."""
        path = self.outside / name
        path.write_bytes(content)
        return str(path)


@dataclass(eq=False)
class Bench:
    """A project that was built in `folder`, and a process that is ready to build it again; `ends`: with the last case."""

    folder: Path
    warm: Warm
    ends: ExitStack = field(default_factory=ExitStack)
    ground: Ground = field(init=False)

    def __post_init__(self) -> None:
        self.ground = Ground(self.folder / PROJECT)

    def place(self, *, own: bool = False) -> Place:
        """The project itself, or a copy that is thrown away."""
        outside = self.folder / "outside"
        outside.mkdir()
        root = shutil.copytree(self.ground.root, self.folder / "own", symlinks=True) if own else self.ground.root
        return Place(root, outside)

    def put_back(self, place: Place) -> None:
        """Let the next case find everything as it was."""
        place.ends.close()
        for folder in (place.outside, self.folder / "own"):
            _delete(folder)
        if not self.ground.put_back():
            pid = self.warm.begin(self.ground.root, ("build", "--jobs", "1"), self.folder / "said")
            assert self.warm.end(pid, 300).code == 0
            self.ground = Ground(self.ground.root)


def _delete(folder: Path) -> None:
    for path, folders, _ in os.walk(folder):
        for name in folders:
            with suppress(OSError):
                Path(path, name).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)
