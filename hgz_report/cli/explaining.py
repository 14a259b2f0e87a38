"""`hgz-report explain`: where a number comes from and where it is printed; why a task is proposed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from msgspec import to_builtins

from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json

if TYPE_CHECKING:
    from hgz_report.provenance.explanation import Explanation, PrintedAt

_MOST_IN_FULL = 3
"""Of more meanings than these only the head is shown."""


def explain(options: argparse.Namespace) -> int:
    """Print every meaning of what was asked for."""
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.config import load_config
    from hgz_report.edition.edition_folders import TRIAL
    from hgz_report.edition.previous import with_previous
    from hgz_report.provenance.explain import explained
    from hgz_report.provenance.trace_file import read_trace

    config = load_config(options.root)
    published = options.root / config.output.folder / config.edition_id
    trace = read_trace(published)
    if not trace["reports"]:  # an editor who has only tried a paper asks about that one
        trace = read_trace(published.with_name(f"{published.name}{TRIAL}"))
    dataset = with_previous(load_dataset(options.root), options.root, config, kept(options))
    found = explained(options.what, dataset, trace)
    if options.json:
        print_json(to_builtins(found, enc_hook=str))  # text that knows where it comes from is told as text
        return 0
    for one in found:
        _show(one, full=len(found) <= _MOST_IN_FULL)
    if len(found) > 1:
        print(f"“{options.what}”有 {len(found)} 种来历；看其中一个，写它的编号。")
    if not trace["reports"]:
        print("本期还没有做，不知道印在哪里；先运行 make report。")
    return 0


def _show(one: Explanation, *, full: bool, depth: int = 0) -> None:
    indent = "  " * depth
    print(f"{indent}{one.printed}  {one.id}")
    if not full:
        print(f"{indent}  {'；'.join(said for _, said in one.fields[:1])}；印了 {len(one.places)} 处")
        return
    for name, said in one.fields:
        print(f"{indent}  {name}：{said}")
    for source in one.inputs:
        _show(source, full=True, depth=depth + 1)
    if one.places:
        print(f"{indent}  印在：")
        for place in dict.fromkeys(one.places):
            print(f"{indent}    {_placed(place)}")
    elif not depth and "@" in one.id:
        print(f"{indent}  印在：本期没有印")


def _placed(place: PrintedAt) -> str:
    heading = f"“{place.heading}”" if place.heading else "标题前"
    return f"《{place.report}》第{place.page}页，{heading}：{place.text}"
