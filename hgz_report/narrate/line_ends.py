"""Keeps the line end behind a tag that ends a line of text.

Jinja's `trim_blocks` takes the line end after every block tag, so that lines of tags alone leave no trace.  Behind
`……{% endif %}` at the end of a sentence the editor means the line to end there: an empty expression holds it.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

_TAG, _COMMENT = r"\{%.*%\}", r"\{##.*##\}"
_TAGS_ALONE = re.compile(rf"\s*(?:{_TAG}|{_COMMENT}|{_TAG}\s*{_COMMENT}|{_COMMENT}\s*{_TAG})\s*")
"""A tag may reach to the end of any later one: so this is all, and takes no time that grows with the number of tags."""
_ENDS_IN_TAG = re.compile(r"(?:%|##)\}$")


class LineEnds(Extension):
    """Adds the empty expression; line numbers stay as they are."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with every such line end held."""
        return "\n".join(_held(line) for line in source.split("\n"))


def _held(line: str) -> str:
    if _ENDS_IN_TAG.search(line) and not _TAGS_ALONE.fullmatch(line) and "{%" in line:
        return line + '{{ "" }}'
    return line
