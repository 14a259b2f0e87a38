"""The allow-list (`data/allowed_numbers.yaml`) made ready to look with: what may hold numbers without a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hgz_report.data.model import AllowedNumber
from hgz_report.forms.yaml.read import read_tree

FILE = "data/allowed_numbers.yaml"


def joined_patterns(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds what any of them finds, nothing where there are none.  Raises re.error."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


NONE_ALLOWED = joined_patterns(())


@dataclass(frozen=True, slots=True)
class AllowList:
    """`in_data`: what may hold digits in data text, as one pattern.  `in_templates`: each pattern for templates by its id."""

    entries: tuple[AllowedNumber, ...]
    in_data: re.Pattern[str]
    in_templates: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, entries: Iterable[AllowedNumber]) -> AllowList:
        """Compile the entries.  Those whose pattern is none are there, and let nothing pass: the loader complains of them."""
        listed = tuple(entries)
        sound = {entry: pattern for entry in listed if (pattern := compiled(entry.pattern))}
        return cls(
            listed,
            joined_patterns(entry.pattern for entry in sound if entry.place == "data"),
            {entry.id: pattern for entry, pattern in sound.items() if entry.place == "template"},
        )


def compiled(pattern: str) -> re.Pattern[str] | None:
    """The pattern of an entry; None when it is no regular expression that can stand beside others."""
    try:
        re.compile(f"(?:{pattern})")  # `(?i)x` is one by itself, and none behind another
        return re.compile(pattern)
    except re.error:
        return None


def allowed_as_written(root: Path) -> re.Pattern[str]:
    """Every sound pattern of the project's list as one, also when the list has mistakes or is not there."""
    try:
        content = read_tree((root / FILE).read_bytes(), FILE).value
    except OSError:
        return NONE_ALLOWED
    listed = content.get("allowed") if isinstance(content, dict) else None
    patterns = [entry.get("pattern") for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return joined_patterns(pattern for pattern in patterns if isinstance(pattern, str) and compiled(pattern))
