"""Where every value of a TOML file begins and ends.  The text is known to parse, so that a scan of its brackets is enough."""

from __future__ import annotations

import re

from msgspec import Struct, field

from hgz_report.forms.edit.splices import Held
from hgz_report.forms.edit.toml_words import key_of
from hgz_report.forms.tree import Steps

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(
    r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'))*"""
)
_TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'", re.DOTALL)
_BARE = re.compile(r"[^,\]}#\n]+")


class TomlPlaces(Struct):
    """`values`: each value by its way; `entries`: the same with its key; `held`: what stands in brackets, in order.

    `headers`: where each `[section]` line begins, and in `ends` where the last thing under it ends (in `()` what stands
    before the first).
    """

    values: dict[Steps, Held] = field(default_factory=dict)
    entries: dict[Steps, Held] = field(default_factory=dict)
    held: dict[Steps, list[tuple[str, Held]]] = field(default_factory=dict)
    headers: dict[Steps, int] = field(default_factory=dict)
    ends: dict[Steps, int] = field(default_factory=dict)


def places(text: str) -> TomlPlaces:
    """Everything that is written in a file."""
    scan = _Scan(text)
    scan.file()
    return scan.found


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = TomlPlaces()
        self.counts: dict[Steps, int] = {}

    def file(self) -> None:
        section: Steps = ()
        while self.blank():
            if self.text[self.at] == "[":
                section = self.header()
            else:
                self.entry(section)
                self.found.ends[section] = self.at

    def blank(self) -> bool:
        """Go to the next character that says something; False at the end."""
        self.at = self.match(_BLANK).end()
        return self.at < len(self.text)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        assert found  # the text parses
        return found

    def header(self) -> Steps:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        self.blank()
        key = self.match(_KEY)
        self.at = self.text.index("]", key.end()) + (2 if many else 1)
        section: Steps = ()
        for name in key_of(key[0]):
            section = (*section, name)
            if section in self.counts and (not many or section != tuple(key_of(key[0]))):
                section = (*section, self.counts[section])
        if many:
            self.counts[section] = self.counts.get(section, -1) + 1
            section = (*section, self.counts[section])
        self.found.headers[section] = start
        self.found.ends[section] = self.at
        return section

    def entry(self, around: Steps) -> Steps:
        start = self.at
        key = self.match(_KEY)
        steps = (*around, *key_of(key[0]))
        self.at = self.text.index("=", key.end()) + 1
        self.blank()
        self.value(steps)
        self.found.entries[steps] = Held(start, self.at)
        return steps

    def value(self, steps: Steps) -> None:
        start, first = self.at, self.text[self.at]
        if first == "[":
            self.brackets(steps, "]")
        elif first == "{":
            self.brackets(steps, "}")
        elif first in "\"'":
            self.at = self.match(_TEXT).end()
        else:
            self.at += len(self.match(_BARE)[0].rstrip(" \t"))
        self.found.values[steps] = Held(start, self.at)

    def brackets(self, steps: Steps, close: str) -> None:
        self.at += 1
        inside: list[tuple[str, Held]] = []
        while self.blank() and self.text[self.at] != close:
            if self.text[self.at] == ",":
                self.at += 1
                continue
            start = self.at
            if close == "]":
                self.value((*steps, len(inside)))
                name = ""
            else:
                name = str(self.entry(steps)[-1])
            inside.append((name, Held(start, self.at)))
        self.at += 1
        self.found.held[steps] = inside
