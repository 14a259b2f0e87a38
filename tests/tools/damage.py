"""What can become of an entry of the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path


def flipped(path: Path, at: int) -> None:
    """Change a bit of one byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").write_bytes(b"x")


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere")


DAMAGE: Mapping[str, Callable[[Path], object]] = {
    "first byte": lambda path: flipped(path, 0),
    "middle byte": lambda path: flipped(path, path.stat().st_size // 2),
    "last byte": lambda path: flipped(path, -1),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:10]),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 9),
    "another's": lambda path: path.write_bytes(_another(path).read_bytes()),
    "unreadable": lambda path: path.chmod(0),
    "folder": _folder,
    "dangling link": _linked,
}


def _another(path: Path) -> Path:
    """An entry of another kind, whole in itself."""
    kinds = sorted(kind for kind in path.parent.parent.iterdir() if kind.is_dir() and kind != path.parent)
    return next(one for one in sorted(kinds[-1].iterdir()) if one.is_file())
