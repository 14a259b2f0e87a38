"""Cases of what can be wrong, kept as tables in TOML files beside the tests that go through them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any


def cases_in(folder: Path, topics: Iterable[str], table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of `[[table]]` in `<topic>.toml`, with its topic, in order."""
    for topic in topics:
        for case in tomllib.loads((folder / f"{topic}.toml").read_text(encoding="utf-8"))[table]:
            yield topic, case
