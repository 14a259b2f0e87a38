"""`hgz-report record`: what stays of a published edition, committed with the data."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json

DONE = 0


def record(options: argparse.Namespace) -> int:
    """Write the record of an edition.  Raises Problems where its folder is not there or not as it was published."""
    from hgz_report.edition.config import load_config
    from hgz_report.edition.write_record import write_record

    edition = options.edition or load_config(options.root).edition_id
    path = write_record(options.root, edition)
    file, size = path.relative_to(options.root).as_posix(), path.stat().st_size
    if options.json:
        print_json({"edition": edition, "file": file, "bytes": size})
    else:
        print(f"已记下 {edition}：{file}（{size / 1024 / 1024:.1f} MB），和数据一起提交。")
    return DONE
