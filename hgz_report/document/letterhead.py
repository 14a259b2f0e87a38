"""What frames an official paper: 红头 above the text, 版记 below it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Masthead:
    """红头 of a briefing: name in red, issue number, and the line with compiler (left) and date (right) above the red rule."""

    series: str
    issue: str
    issuer: str
    date: str
    classification: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: recipients as (label, text) pairs such as (抄送, 各国家高新区管委会。), then printing office and date."""

    recipients: tuple[tuple[str, str], ...]
    office: str
    date: str
    copies: str = ""
