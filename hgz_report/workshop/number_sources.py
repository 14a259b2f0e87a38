"""Numbers for sources: each gets one once, the next after the highest ever given, and keeps it in every paper and edition."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hgz_report.data.load.load import load_dataset
from hgz_report.forms.edit.change import Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite, rewrite

_FILE = "data/sources.yaml"


def number_sources(root: Path) -> dict[str, int]:
    """Write a number into data/sources.yaml for every source that has none, and which ones got one.

    Raises Problems for data that do not load, and for a file that can't be written.
    """
    dataset = load_dataset(root)
    fresh = {name: dataset.source_numbers[name] for name, source in dataset.sources.items() if source.number is None}
    if not fresh:
        return {}
    highest = dataset.highest_source_number
    given = [Put(("sources", name, "number"), Decimal(number), ("number",)) for name, number in fresh.items()]
    before = (root / _FILE).read_bytes()
    after = edited(before, _FILE, [Put(("numbered",), Decimal(highest), ("numbered", "sources")), *given])
    rewrite(root, {_FILE: Rewrite(before, after)})
    return fresh
