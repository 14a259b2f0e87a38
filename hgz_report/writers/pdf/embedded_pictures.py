"""Pictures of files in a PDF, each once: a JPEG as it is, other pixels packed without loss (ISO 32000-1 8.9.5)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from hashlib import sha256

from hgz_report.draw.frame import Pasted
from hgz_report.writers.pdf.objects import Objects


class EmbeddedPictures:
    """The pictures of one document as they are asked for; `resources` is what its pages call them by."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._names: dict[bytes, str] = {}
        self._sizes: dict[bytes, tuple[int, int]] = {}
        self.digests: dict[str, str] = {}
        """SHA-256 of the data of each, by the name of its resource (`P1`)."""

    def use(self, picture: Pasted) -> str:
        """The name of a picture (`/P1`)."""
        if picture.data not in self._names:
            name = self._names[picture.data] = f"P{len(self._names) + 1}"
            self._sizes[picture.data] = picture.columns, picture.rows
            data = picture.data if picture.is_jpeg else _pixels(picture.data)
            entries = (
                f"/Type /XObject /Subtype /Image /Width {picture.columns} /Height {picture.rows}"
                " /ColorSpace /DeviceRGB /BitsPerComponent 8"
            )
            jpeg = " /Filter /DCTDecode" if picture.is_jpeg else ""
            self._objects.put_stream(f"Picture{name}", data, entries + jpeg, compress=not picture.is_jpeg)
            self.digests[name] = sha256(data).hexdigest()
        return f"/{self._names[picture.data]}"

    @property
    def held(self) -> list[tuple[str, int, int, bytes]]:
        """The name of each without its slash, its columns and rows, and its file."""
        return [(name, *self._sizes[data], data) for data, name in self._names.items()]

    @property
    def resources(self) -> Mapping[str, str]:
        """References by name."""
        return {name: self._objects.reference(f"Picture{name}") for name in self._names.values()}


def _pixels(data: bytes) -> bytes:
    from PIL import Image

    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()
