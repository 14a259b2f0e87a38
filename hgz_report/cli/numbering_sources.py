"""`hgz-report number-sources`: sources without a number get theirs."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json


def give_numbers(options: argparse.Namespace) -> int:
    """Say which sources got which number.  Raises Problems for data that do not load."""
    from hgz_report.workshop.number_sources import number_sources

    given = number_sources(options.root)
    if options.json:
        print_json(given)
        return 0
    for name, number in given.items():
        print(f"{number:>4}  {name}")
    print(f"给了 {len(given)} 个来源号，写在 data/sources.yaml。" if given else "每个出处都有来源号。")
    return 0
