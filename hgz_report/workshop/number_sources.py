"""Numbers for sources: each gets one once, the next after the highest ever given, and keeps it in every paper and edition."""

from __future__ import annotations

import re
from pathlib import Path

from hgz_report.data.load.load import load_dataset
from hgz_report.problems import Problem, Problems, Where

_FILE = "data/sources.yaml"
_HIGHEST = re.compile(r"^numbered:.*$", re.MULTILINE)
_LIST = re.compile(r"^sources:", re.MULTILINE)


def number_sources(root: Path) -> dict[str, int]:
    """Write a number into data/sources.yaml for every source that has none, and which ones got one.

    Raises Problems for data that do not load, and for an entry written so that nothing can be put into it.
    """
    dataset = load_dataset(root)
    fresh = {name: dataset.source_numbers[name] for name, source in dataset.sources.items() if source.number is None}
    if not fresh:
        return {}
    path = root / _FILE
    text = path.read_bytes().decode("utf-8-sig")
    problems = []
    for name, number in fresh.items():
        head = re.compile(rf"^( +){re.escape(name)}:[ \t]*(?:#.*)?(\r?)$", re.MULTILINE)
        text, found = head.subn(rf"\g<0>\n\1  number: {number}\2", text, count=1)
        if not found:
            where, hint = dataset.places.get(name, Where(_FILE)), f"在这一条里自己写上 number: {number}"
            problems.append(Problem(where, f"出处 {name} 不是一行一个键，写不进来源号", hint))
    if problems:
        raise Problems(problems)
    highest = f"numbered: {max([dataset.numbered, *dataset.source_numbers.values()])}"
    put = (
        _HIGHEST.sub(highest, text, count=1)
        if _HIGHEST.search(text)
        else _LIST.sub(f"{highest}\nsources:", text, count=1)
    )
    path.write_bytes(put.encode())
    return fresh
