"""What frames an official paper: 红头 above the text, 版记 below it, and what its file says of itself."""

from __future__ import annotations

from msgspec import Struct


class Masthead(Struct, frozen=True):
    """红头 of a briefing: name in red, issue number, and the line with compiler (left) and date (right) above the red rule.

    `beside`: the issue number stands beside the compiler; `copy_number` is 份号, `signer` 签发人 with the name.
    """

    series: str
    issue: str
    issuer: str
    date: str
    classification: str = ""
    urgency: str = ""
    copy_number: str = ""
    signer: str = ""
    beside: bool = False

    @property
    def grade(self) -> tuple[str, ...]:
        """份号, 密级 and 紧急程度, as far as there are any."""
        return tuple(text for text in (self.copy_number, self.classification, self.urgency) if text)

    @property
    def issued(self) -> tuple[str, ...]:
        """What stands before the date: the compiler, and the number of the issue if it stands beside."""
        return tuple(text for text in (self.issuer, self.issue if self.beside else "") if text)


class Imprint(Struct, frozen=True):
    """版记: recipients as (label, text) pairs such as (抄送, 各国家高新区管委会。), then printing office and date."""

    recipients: tuple[tuple[str, str], ...]
    office: str
    date: str
    copies: str = ""


class Properties(Struct, frozen=True):
    """Document properties of the file; `date` is ISO 8601 (2026-11-23)."""

    author: str
    subject: str
    keywords: tuple[str, ...]
    date: str
