"""`hgz-report inbox`: the forms and corrected papers that came back, listed and left as they are."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json, show_table


def inbox(options: argparse.Namespace) -> int:
    """List them."""
    from hgz_report.delivery.inbox import HANDLED, INBOX, returned

    found = returned(options.root)
    if options.json:
        print_json([one._asdict() for one in found])
    elif not found:
        print(f"{INBOX}/ 里没有要处理的。")
    else:
        show_table(("文件", "是什么", "KB"), [(one.name, one.kind, f"{one.size / 1024:.0f}") for one in found])
        print(f"共 {len(found)} 件，程序不动它们；处理完的移到 {INBOX}/{HANDLED}/。")
    return 0
