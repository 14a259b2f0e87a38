"""Marks of the notation that were typed in full width, as a Chinese keyboard does: found in the lines of a template, and mended.

And the other way round: what a mend of any rule must leave alone, so that no heading, caption, row or entry stops being one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import normalize

from hgz_report.checks.prose.pieces import Edit, Hit, ProseRule, compiled

_ID = r"[A-Za-z][A-Za-z0-9_-]*"
_Mend = Callable[[re.Match[str]], str]
_HALF = str.maketrans("｛｝％＃［］（）＜＞｜＊＾：", "{}%#[]()<>|*^:")


def _half(found: re.Match[str]) -> str:
    return found.group().translate(_HALF)


_LINE: tuple[tuple[str, _Mend], ...] = tuple(
    (rf"^([ \t]*){pattern}", mend)
    for pattern, mend in (
        (r"([#＃]*＃[#＃]*)[ \t　]*(?=[^\s#＃])", lambda found: f"{found[1]}{'#' * len(found[2])} "),
        (r"(#{1,6})[ \t]*　[ \t　]*(?=\S)", lambda found: f"{found[1]}{found[2]} "),
        (r"＞[ \t　]*", lambda found: f"{found[1]}> "),
        (r"(?=:*：)[:：]{3,}[ \t　]*(aside)?[ \t　]*$", lambda found: f"{found[1]}::: {found[2] or ''}".rstrip()),
        (r"：(?![:：])[ \t　]*(?=[^\s:：])", lambda found: f"{found[1]}: "),
        (r"－(?!－)[ \t　]*(?=[^\s\d－—])", lambda found: f"{found[1]}- "),
        (r"([0-9０-９]{1,3})(?:(?<=[０-９])[.．]|．)[ \t　]*(?=[^\s\d０-９])",
         lambda found: f"{found[1]}{normalize('NFKC', found[2])}. "),
    )
)  # fmt: skip
"""What begins a line, and what should."""
_PAIRS = (
    (r"[｛{]{2}[^｛｝{}\n]*[｝}]{2}", 2),
    (r"[｛{][%％][^｛｝{}%％\n]*[%％][｝}]", 2),
    (r"＊{2}[^＊*\n]+＊{2}", 2),
)
"""What is enclosed by marks of so many characters; what stands inside is not touched."""
_WHOLE: tuple[tuple[str, _Mend], ...] = (
    (rf"[ \t　]*[｛{{][#＃]{_ID}[｝}}]", lambda found: " " + _half(found).strip("　 \t")),
    (r"[［\[]{2}(?:toc(?: (?:depth|over)=\d+)*|pagebreak)[］\]]{2}", _half),
    (rf"[［\[][］\]][（(][#＃]{_ID}[）)]", _half),
    (
        r"[［\[][\^＾][^\[\]［］\s]+[］\]](?:：[ \t　]*)?",
        lambda found: re.sub(r":$", ": ", _half(found).rstrip("　 \t")),
    ),
    (r"[［\[][^\[\]［］\n]+[］\]][（(]https?://[^\s（）()]+[）)]", _half),
    (r"[＜<]br ?/?[＞>]", _half),
)
_ROW = re.compile(r"^[ \t　]*[|｜].*[|｜][ \t　]*$")
_MARK = re.compile(r"[＃＞：－．０-９｛｝％＊［］（）＾＜｜　]")


def full_width_marks(line: str) -> Iterator[Hit]:
    """Every mark of a template's line that has to be typed in half width."""
    if not _MARK.search(line):
        return
    for pattern, mend in _LINE:
        if found := compiled(pattern).match(line):
            yield Hit(*found.span(), ((*found.span(), mend(found)),))
            break
    for pattern, length in _PAIRS:
        for found in compiled(pattern).finditer(line):
            start, end = found.span()
            ends = ((start, start + length), (end - length, end))
            edits = tuple((a, b, line[a:b].translate(_HALF)) for a, b in ends)
            if any(new != line[a:b] for a, b, new in edits):
                yield Hit(start, end, edits)
    for pattern, mend in _WHOLE:
        for found in compiled(pattern).finditer(line):
            if found.group() != (new := mend(found)) and _half(found) != found.group():
                yield Hit(*found.span(), ((*found.span(), new),))
    if _ROW.match(line):
        yield from (Hit(at, at + 1, ((at, at + 1, "|"),)) for at, mark in enumerate(line) if mark == "｜")


FULL_WIDTH = ProseRule(
    "M01", "全角的标记", "本项目", "error", frozenset({"markup"}),
    "模板里的标记用半角：# > : - | [ ] { } *，写法见 templates/README.md", full_width_marks, fixable=True,
)  # fmt: skip

_KEPT = re.compile(
    r"^[ \t　]*(?:[#＃>＞:：|｜*+－-]+|[0-9０-９]+[.．)）])[ \t　]*|\*\*|＊＊|\[\[|\]\]|［［|］］|\[\^[^\]\n]*\]:?|［\^"
    r"|\]\(|］（|\{#[^}\n]*\}|<br ?/?>|[|｜]|[｛｝{}]"
)
"""What makes a line what it is, or nearly makes it so."""
_ABOUT = 500
"""Characters of a line on either side of what is mended: a line of ten thousand mistakes is not read for each."""


def keeps_blocks(text: str, edits: Sequence[Edit]) -> bool:
    """Whether the line that is mended stays the heading, entry, caption or row it was."""
    first, last = edits[0][0], edits[-1][1]
    start = max(text.rfind("\n", 0, first) + 1, first - _ABOUT)
    end = text.find("\n", last)
    line = text[start : min(end if end >= 0 else len(text), last + _ABOUT)]
    after = line
    for at, to, new in reversed(edits):
        after = after[: at - start] + new + after[to - start :]
    return _KEPT.findall(line) == _KEPT.findall(after)
