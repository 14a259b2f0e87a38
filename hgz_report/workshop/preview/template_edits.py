"""A template with some of its words changed, or with a paragraph or list item taken away or followed by another."""

from __future__ import annotations

from typing import Any

from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.problems import Problem, Problems, Where
from hgz_report.workshop.preview.typed_words import lost, marker

MOVED = "这里已经不是点的时候的样子了", "再点一次，按现在的内容改"
LONGEST = 20_000
_MARK = b"\xef\xbb\xbf"


class _Text:
    """A template's text with its own line ends put aside."""

    def __init__(self, file: str, before: bytes) -> None:
        self.file, self.before = file, before
        self.mark = _MARK if before.startswith(_MARK) else b""
        text = before[len(self.mark) :].decode()
        whole = text.replace("\r\n", "\n")
        self.windows = "\r" in text and whole.replace("\n", "\r\n") == text
        self.text = whole if self.windows else text

    def rewrite(self, text: str) -> Rewrite:
        """The file with another text."""
        ends = text.replace("\n", "\r\n") if self.windows else text
        return Rewrite(self.before, self.mark + ends.encode())


def words_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """Other words where `old` stands at `line`, `start`; they take one line where the old ones did.  Raises Problems."""
    told = _Text(file, before)
    line, start, old = int(asked["line"]), int(asked["start"]), str(asked["old"])
    lines = told.text.split("\n")
    at = sum(len(one) + 1 for one in lines[: line - 1]) + start
    there = 0 < line <= len(lines) and 0 <= start <= len(lines[line - 1]) and told.text.startswith(old, at)
    if not old or not there:
        raise Problems([Problem(Where(file, line), *MOVED)])
    new = one_line(asked["new"], Where(file, line), several="\n" in old or bool(asked.get("several")))
    return told.rewrite(told.text[:at] + new + told.text[at + len(old) :])


def block_changed(file: str, before: bytes, asked: dict[str, Any]) -> Rewrite:
    """The lines `first` to `last` taken away (`do`: drop), or followed by another of their kind (after).  Raises Problems."""
    told = _Text(file, before)
    first, last = int(asked["first"]), int(asked["last"])
    lines = told.text.split("\n")
    if not 0 < first <= last <= len(lines) or "\n".join(lines[first - 1 : last]) != str(asked["old"]):
        raise Problems([Problem(Where(file, first), *MOVED)])
    if asked["do"] == "drop":
        apart = (first == 1 or not lines[first - 2].strip()) and last < len(lines) and not lines[last].strip()
        del lines[first - 1 : last + apart]
    elif asked["do"] == "after":
        new = one_line(asked["new"], Where(file, last + 1))
        opening = marker(lines[first - 1])
        lines[last:last] = [opening + new] if opening.strip() else ["", new]
    else:
        raise KeyError("do")
    return told.rewrite("\n".join(lines))


def blanks_lost(asked: dict[str, Any]) -> list[str]:
    """What an edit of a template would lose beside words."""
    if asked["kind"] == "template":
        return lost(str(asked["old"]), str(asked["new"]))
    return lost(str(asked["old"]), "") if asked["kind"] == "block" and asked["do"] == "drop" else []


def one_line(new: object, where: Where, *, several: bool = False) -> str:
    """What was typed into a form.  Raises Problems where it is nothing, or more lines than can stand there."""
    text = str(new).strip().replace("\r\n", "\n")
    if not text:
        raise Problems([Problem(where, "改成了空的", "要删去，用“删去”；没有“删去”的，用编辑软件打开")])
    if ("\n" in text and not several) or "\r" in text or len(text) > LONGEST:
        raise Problems([Problem(where, "一句话写在一行里", "去掉换行；要分段，用“在后面加一段”，或改整段")])
    return text
