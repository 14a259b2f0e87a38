"""Where a link of a report may lead: a page of the web or a mailbox, written out."""

from __future__ import annotations

import re

_LETTER = r"A-Za-z\u4e00-\u9fff"
_HOST = rf"(?:[0-9{_LETTER}](?:[0-9{_LETTER}-]*[0-9{_LETTER}])?\.)+[{_LETTER}][0-9{_LETTER}-]*"
_NUMBERS = r"\d{1,3}(?:\.\d{1,3}){3}"
_REST = r"(?::\d{1,5})?(?:[/?#][^\s\\<>\"]*)?"
_WEB = rf"https?://(?:{_HOST}|{_NUMBERS}){_REST}"
_MAIL = rf"mailto:[A-Za-z0-9._%+-]+@{_HOST}"
"""Both compiled when the first address is met: the wide classes of Han characters take 7 ms."""


def is_web_page(text: str) -> bool:
    """An address of http or https with its host, and nothing that could be read as a file or another program's address."""
    return re.fullmatch(_WEB, text) is not None


def is_address(text: str) -> bool:
    """A web page, or mailto: with a mailbox."""
    return is_web_page(text) or re.fullmatch(_MAIL, text) is not None
