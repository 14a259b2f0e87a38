"""The looks that people give letters by hand in Word, beside the styles."""

from __future__ import annotations

from typing import Literal

from hgz_report.readers.word_text import Element, W

HandLook = Literal["bold", "italic", "underlined", "struck", "marked", "coloured"]
_OFF = frozenset({"0", "false", "off", "none", "clear", "auto"})
_BLACK = frozenset({"auto", "000000", "00000A"})
_LOOKS: tuple[tuple[str, HandLook], ...] = (
    ("b", "bold"),
    ("i", "italic"),
    ("u", "underlined"),
    ("strike", "struck"),
    ("dstrike", "struck"),
    ("highlight", "marked"),
)


def looks_of(properties: Element | None) -> tuple[HandLook, ...]:
    """What a run's own properties switch on."""
    if properties is None:
        return ()
    found: list[HandLook] = [look for name, look in _LOOKS if _on(properties.find(f"{W}{name}"))]
    shade, colour = properties.find(f"{W}shd"), properties.find(f"{W}color")
    if shade is not None and shade.get(f"{W}fill", "auto").lower() not in ("auto", "ffffff"):
        found.append("marked")
    if colour is not None and colour.get(f"{W}val", "auto") not in _BLACK:
        found.append("coloured")
    return tuple(dict.fromkeys(found))


def _on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in _OFF
