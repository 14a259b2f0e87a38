"""Where font files lie on a machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pylopdf_fonts_zh_cn

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})


def machine_folders() -> tuple[Path, ...]:
    """The folders in which this system keeps fonts, the user's own first; some may not exist."""
    home = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return own / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    if sys.platform == "darwin":
        office = Path("/Applications/Microsoft Word.app/Contents/Resources/DFonts")
        return home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"), office
    tex = [Path(tree) / "fonts/opentype/public" for tree in ("/usr/share/texlive/texmf-dist", "/usr/share/texmf")]
    return (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        *(folder / name for folder in tex for name in ("fandol", "tex-gyre")),
    )


def installed_with_us(file: str) -> Path:
    """A file of the free font package that is installed with the program."""
    return Path(pylopdf_fonts_zh_cn.__file__).parent / file


def font_files(folders: Iterable[Path]) -> Mapping[str, Path]:
    """Every font file under the folders by its name in lower case; where two share it, the earlier folder's."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _walk(folder):
            found.setdefault(path.name.casefold(), path)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """In an order that doesn't hang on the file system."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if Path(name).suffix.casefold() in _SUFFIXES:
                yield Path(place) / name
