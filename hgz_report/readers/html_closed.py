"""All that a page for reading of ours may hold: what is not here was not published, whatever it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_HELD = """
html lang
head
meta charset name content http-equiv
title
style
body
header
main id
footer
div class role aria-labelledby tabindex
nav class aria-labelledby
section class aria-label
h1 id
h2 id
h3 id
h4 id
h5 id
p class id
ul class
ol class
li class id
a class id href title aria-label
data class id value title
span class
b
strong
small
sup
br
table id aria-labelledby
caption id
thead
tbody
tr class
th class scope colspan
td class
figure id
figcaption id
details
summary id
svg class role viewbox aria-label
path d fill fill-rule stroke stroke-width stroke-dasharray
text x y font-size textlength lengthadjust transform font-weight fill
image x y width height preserveaspectratio href
"""
_CLASSED = """
a f out skip site back
p lead aside annex source series grade ends middle red draft site
span n unit
ul items aside tiles
ol items aside
li l2 l3 l4 l5
nav toc
div t beside imprint
tr group total
th r c k
td r c k
section notes
data f
svg photo
"""


def _table(lines: str) -> Mapping[str, frozenset[str]]:
    """The first word of each line with the others."""
    return {name: frozenset(rest) for name, *rest in map(str.split, lines.strip().splitlines())}


ATTRIBUTES, _CLASSES = _table(_HELD), _table(_CLASSED)
"""The attributes that each element may have, and what its class may say."""
EMPTY = frozenset(("meta", "br", "path", "image"))
"""Elements that hold nothing."""
_BEHIND = frozenset(
    ["details", "summary", "div", "table", "thead", "tbody", "tr", "th", "td", "a", "data", "strong", "br"]
)
"""What may stand in a table behind a drawing."""


def strange(name: str, attributes: Sequence[tuple[str, str | None]], inside: Sequence[str]) -> Iterator[str]:
    """What an element has that was not published, in words; `inside`: the elements it stands in."""
    known = ATTRIBUTES.get(name)
    if known is None:
        yield f"网页里有发布时没有的东西（{name}）"
        return
    if "details" in inside and name not in _BEHIND:
        yield f"收起来的表里有别的东西（{name}）"
    for key, value in attributes:
        said = value or ""
        if key not in known:
            yield f"网页里有发布时没有的属性（{name} 的 {key}）"
        elif key == "class" and not frozenset(said.split()) <= _CLASSES.get(name, frozenset()):
            yield f"网页里有发布时没有的样式（{name} 的 {said}）"
        elif key == "href" and said.strip().lower().startswith(("javascript:", "vbscript:", "file:")):
            yield "链接会运行程序或打开本机的文件"
