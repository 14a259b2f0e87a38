"""The files that a report is made of beside the data, as parts that are read: templates, sections of a paper, pictures.

A part that was read carries the hash of what was read then; `FileParts` says what stands in the file now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct, field

from hgz_report.data.reads import DataPart

TEMPLATE, SECTIONS, PICTURE = "template", "sections", "picture"
_ENCODING = "utf-8-sig"
UNREADABLE = b"unreadable"


def content_digest(data: bytes) -> bytes:
    """16 bytes of what a file holds."""
    return sha256(data).digest()[:16]


def text_digest(text: str) -> bytes:
    """The same of a text, whatever its line ends were."""
    return content_digest(text.encode("utf-8", "surrogatepass"))


def section_texts(folder: Path, paper: str) -> Mapping[str, str]:
    """The sections that all reports of a kind have, by their names in order.  Raises OSError, UnicodeDecodeError."""
    return {path.name: path.read_text(encoding=_ENCODING) for path in sorted((folder / paper).glob("*.md.j2"))}


def sections_digest(texts: Mapping[str, str]) -> bytes:
    """16 bytes of some sections."""
    return content_digest(b"".join(text_digest(part) for item in texts.items() for part in item))


class FileParts(Struct, frozen=True):
    """Parts as they are on the disk, each read once; `templates`, `pictures`: the folders."""

    templates: Path
    pictures: Path
    _known: dict[DataPart, bytes] = field(default_factory=dict)

    def of(self, part: DataPart) -> bytes:
        """The hash of what stands there now.  Raises KeyError for a part that is no file."""
        kinds: Mapping[str, Callable[[str], bytes]] = {
            TEMPLATE: lambda name: text_digest((self.templates / name).read_text(encoding=_ENCODING)),
            SECTIONS: lambda name: sections_digest(section_texts(self.templates, name)),
            PICTURE: lambda name: content_digest((self.pictures / name).read_bytes()),
        }
        made = kinds[part[0]]
        if part not in self._known:
            try:
                self._known[part] = made(part[1])
            except (OSError, UnicodeDecodeError):
                self._known[part] = UNREADABLE
        return self._known[part]
