"""The comments of a .docx: who said what, whether it is settled, and to which other it answers."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.readers.word_text import Element, W, WordFile, paragraph_text

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class WordRemark(Struct, frozen=True):
    """A comment.  `date` as the file has it; `answers`: the id of the one it answers, "" for none."""

    id: str
    who: str
    date: str
    text: str
    done: bool = False
    answers: str = ""


def remarks_of(word: WordFile) -> tuple[WordRemark, ...]:
    """All of them, in the order of the file.  Raises one of BROKEN."""
    name = word.related("comments")
    if name is None:
        return ()
    comments = [one for one in word.part(name) if one.tag == f"{W}comment"]
    paragraphs = {key: one.get(f"{W}id", "") for one in comments for p in one.iter(f"{W}p") if (key := p.get(_W14, ""))}
    extended = word.related("commentsExtended")
    more = {} if extended is None else {one.get(f"{_W15}paraId", ""): one for one in word.part(extended)}
    return tuple(_remark(one, paragraphs, more) for one in comments)


def _remark(comment: Element, paragraphs: dict[str, str], more: dict[str, Element]) -> WordRemark:
    said = "\n".join(filter(None, (paragraph_text(p).strip() for p in comment.iter(f"{W}p"))))
    keys = [p.get(_W14, "") for p in comment.iter(f"{W}p")]
    known = next((more[key] for key in reversed(keys) if key in more), None)
    done = known is not None and known.get(f"{_W15}done") in ("1", "true")
    parent = "" if known is None else paragraphs.get(known.get(f"{_W15}paraIdParent", ""), "")
    return WordRemark(
        comment.get(f"{W}id", ""), comment.get(f"{W}author", ""), comment.get(f"{W}date", ""), said, done, parent
    )
