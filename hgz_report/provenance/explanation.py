"""What there is to say of a printed number or sentence."""

from __future__ import annotations

from msgspec import Struct


class PrintedAt(Struct, frozen=True):
    """Where a number is printed: report, heading it stands under, page of the PDF, and the phrase."""

    report: str
    heading: str
    page: int
    text: str


class Explanation(Struct, frozen=True):
    """`fields`: what there is to say, each with its name; `inputs`: what it was computed or concluded from."""

    id: str
    printed: str
    fields: tuple[tuple[str, str], ...]
    inputs: tuple[Explanation, ...] = ()
    places: tuple[PrintedAt, ...] = ()
