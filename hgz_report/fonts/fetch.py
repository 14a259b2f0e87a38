"""Fetching the free Fandol faces (仿宋, 楷体, 黑体, 宋体) out of a Debian package, without root and without installing it.

They are not on PyPI.  The package is TeX Live's, 49 MB; apt checks its signature.  Licence: GPL with the exception that
a document may embed the font, so they are fetched by each user and never kept with the source.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from time import monotonic

PACKAGE = "texlive-lang-chinese"
FACES = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolSong-Bold.otf",
    "FandolSong-Regular.otf",
    "FandolHei-Regular.otf",
)
_PAPERS = {"COPYING.gz": "Fandol-COPYING.txt", "README": "Fandol-README.txt"}
_FOLDER = "fandol"  # in the package, of the faces and of their papers


class FetchError(Exception):
    """The faces couldn't be had; the text says why, in Chinese."""


def present(folder: Path) -> bool:
    """Whether every face is there already."""
    return all((folder / name).is_file() for name in FACES)


def fetch(folder: Path, seconds: float) -> tuple[Path, ...]:
    """Put the faces and their licence into `folder`, each whole or not at all; raises FetchError.

    Gives up after `seconds`.
    """
    deadline = monotonic() + seconds
    with tempfile.TemporaryDirectory() as place:
        package = _download(Path(place), deadline)
        return unpack(package, folder, deadline - monotonic())


def unpack(package: Path, folder: Path, seconds: float) -> tuple[Path, ...]:
    """The same from a package that is there already."""
    files = _wanted(package, monotonic() + seconds)
    missing = [name for name in FACES if name not in files]
    if missing:
        raise FetchError(f"软件包 {PACKAGE} 里没有 {'、'.join(missing)}")
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_replace(folder / name, content) for name, content in sorted(files.items()))


def _download(place: Path, deadline: float) -> Path:
    """With the package lists of the machine; where it has none, as in most containers, with lists of our own."""
    own = ["-o", f"Dir::State::lists={place / 'lists'}", "-o", f"Dir::Cache={place / 'cache'}"]
    (place / "lists" / "partial").mkdir(parents=True)
    (place / "cache" / "archives" / "partial").mkdir(parents=True)
    for commands in ([["download", PACKAGE]], [[*own, "update"], [*own, "download", PACKAGE]]):
        if all(_run(["apt-get", "-qq", *command], place, deadline) for command in commands):
            found = sorted(place.glob(f"{PACKAGE}_*.deb"))
            if found:
                return found[0]
    raise FetchError(f"apt-get 取不到软件包 {PACKAGE}")


def _run(command: list[str], place: Path, deadline: float) -> bool:
    try:
        left = max(deadline - monotonic(), 1)
        return subprocess.run(command, cwd=place, timeout=left, capture_output=True, check=False).returncode == 0
    except FileNotFoundError as error:
        raise FetchError(f"这台机器没有 {command[0]}") from error
    except subprocess.TimeoutExpired as error:
        raise FetchError("下载超时") from error


def _wanted(package: Path, deadline: float) -> dict[str, bytes]:
    """The faces and their papers, name -> content; dpkg comes with every apt and knows how the package is packed."""
    files: dict[str, bytes] = {}
    try:
        with subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as unpacking:
            with tarfile.open(fileobj=unpacking.stdout, mode="r|") as tar:
                for member in tar:
                    if monotonic() > deadline:
                        raise FetchError("解包超时")
                    if (name := _name_for(PurePosixPath(member.name))) and (content := tar.extractfile(member)):
                        files[name] = content.read()
                    if len(files) == len(FACES) + len(_PAPERS):
                        break
            unpacking.terminate()
    except (FileNotFoundError, tarfile.TarError) as error:
        raise FetchError(f"解不开软件包 {package.name}") from error
    return {
        name: gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content for name, content in files.items()
    }


def _name_for(path: PurePosixPath) -> str | None:
    """What to call a file of the package; None for those not wanted."""
    if path.parent.name != _FOLDER:
        return None
    return path.name if path.name in FACES else _PAPERS.get(path.name)


def _replace(path: Path, content: bytes) -> Path:
    """Never half a font, even where the disk fills or the power goes."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            part.unlink(missing_ok=True)
            raise
    part.chmod(0o644)
    return part.replace(path)
