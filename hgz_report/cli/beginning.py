"""`hgz-report new`: a folder in which another office can begin."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json


def begin(options: argparse.Namespace) -> int:
    """Lay it out.  Raises Unusable where something is there already."""
    from hgz_report.workshop.starting.set_up import set_up

    names = set_up(options.folder)
    if options.json:
        print_json({"folder": options.folder.as_posix(), "files": list(names)})
        return 0
    print(
        f"建好了 {options.folder.as_posix()}：{len(names)} 个文件。\n"
        f"  cd {options.folder.as_posix()}\n"
        "  hgz-report build      做出来看\n"
        "  hgz-report preview    在浏览器里看着改\n"
        "先改 report.toml 里的编印单位和期号，再照 data/zones/chengdu.yaml 写自己的高新区；写法见 data/README.md。"
    )
    return 0
