"""`hgz-report editions` and `prune`: which editions there are, and old ones let go."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import to_builtins

from hgz_report.cli.output import print_json, show_table

if TYPE_CHECKING:
    from hgz_report.edition.catalogue import Listed

DONE = 0


def list_editions(options: argparse.Namespace) -> int:
    """Every folder of an edition.  Raises Problems for records that are damaged."""
    from hgz_report.edition.catalogue import listed
    from hgz_report.edition.config import load_config

    found = listed(options.root, load_config(options.root))
    if options.json:
        print_json(to_builtins(found))
        return DONE
    _show(found)
    for one in found:
        for said in one.said:
            print(f"{one.folder}：{said}")
    if not found:
        print("还没有做过一期。")
    return DONE


def prune_editions(options: argparse.Namespace) -> int:
    """What would go, or with `--yes` goes.  Raises Problems."""
    from hgz_report.edition.catalogue import listed, prune, to_prune
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    going = (
        prune(options.root, config, options.keep)
        if options.yes
        else to_prune(listed(options.root, config), options.keep)
    )
    if options.json:
        freed = sum(one.size for one in going)
        print_json({"editions": [one.folder for one in going], "bytes": freed, "removed": bool(options.yes)})
        return DONE
    if not going:
        print("没有可以删的：只删被取代的、没有印发的、里面没有别人文件的。")
        return DONE
    _show(going)
    size = _size(sum(one.size for one in going))
    print(
        f"删去了 {len(going)} 期，腾出 {size}。"
        if options.yes
        else f"可以删 {len(going)} 期，腾出 {size}；真的删加 --yes。"
    )
    return DONE


def _show(editions: Sequence[Listed]) -> None:
    if editions:
        rows = [
            (one.folder, one.state, one.date or "—", _size(one.size), _confirmed(one), "、".join(one.people) or "—")
            for one in editions
        ]
        show_table(("文件夹", "状态", "成文日期", "大小", "核稿", "别人的文件"), rows)


def _confirmed(one: Listed) -> str:
    total = one.confirmed + len(one.unconfirmed)
    return f"{one.confirmed}/{total}" if total else "—"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
