"""The texts of notes, `[^n]: …`: each mentioned, each written once, or something an editor wrote would not be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hgz_report.problems import Problem, Where

_NOTE_TEXT = re.compile(r"[ \t]*\[\^(?P<label>[^\]\s]+)\]:")


def note_problems(lines: Iterable[tuple[str, Where | None]], mentioned: Mapping[str, int]) -> Iterator[Problem]:
    """A Problem for each note that nothing mentions, and for each second one of a label.

    `mentioned`: what the parser knows of each label (with `:` before it), negative where no text mentions it.
    """
    known: set[str] = set()
    for line, where in lines:
        if not (note := _NOTE_TEXT.match(line)):
            continue
        label = note["label"]
        if label in known:
            yield Problem(where, f"注释 [^{label}] 写了两次", "两条注释用不同的编号，或合成一条")
        elif mentioned.get(f":{label}", 0) < 0:
            hint = f"在正文里要注的地方写 [^{label}]，或删去这一条"
            yield Problem(where, f"注释 [^{label}] 没有用到，不会印出来", hint)
        known.add(label)
