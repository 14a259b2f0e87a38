"""Fingerprints of the pages of a PDF: what is placed on each, in which faces, however the file around it is packed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from hgz_report.readers.page_print import page_print
from hgz_report.readers.pdf_opening import BROKEN, opened

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def prints_of(data: bytes) -> tuple[list[str], dict[str, str]]:
    """The fingerprint of each page, and the SHA-256 of each embedded font and picture by the name that the pages call it by.

    Nothing where the file can't be read so far.
    """
    pages: list[str] = []
    faces: dict[str, str] = {}
    try:
        with opened(data) as reader:
            for page in reader.pages:
                content = page.get_contents()
                painted = content.get_data() if content is not None else b""
                shown = page.cropbox
                unit = float(page.get("/UserUnit", 1))
                pages.append(
                    page_print(painted, float(shown.width) * unit, float(shown.height) * unit, int(page.rotation))
                )
                resources = page.get("/Resources", {}).get_object()
                faces |= dict(_faces(resources)) | dict(_pictures(resources))
    except BROKEN:
        return [], {}
    return pages, faces


def picture_print(picture: Any) -> str:
    """The fingerprint of an image XObject, however it is packed without loss; "" where it can't be unpacked."""
    if any(key in picture for key in ("/SMask", "/Mask", "/Decode")):
        return ""
    try:
        return hashlib.sha256(picture.get_data()).hexdigest()
    except BROKEN:
        return ""


def _pictures(resources: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    found = resources.get("/XObject")
    for name, thing in found.get_object().items() if found is not None else ():
        if thing.get_object().get("/Subtype") == "/Image":
            yield name.lstrip("/"), picture_print(thing.get_object())


def _faces(resources: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    fonts = resources.get("/Font")
    for name, font in fonts.get_object().items() if fonts is not None else ():
        for inner in font.get_object().get("/DescendantFonts", ()):
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            for program in _PROGRAMS:
                if program in descriptor:
                    data = descriptor[program].get_object().get_data()
                    yield name.lstrip("/"), hashlib.sha256(data).hexdigest()
