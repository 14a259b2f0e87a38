"""`hgz-report gallery`: every kind of chart drawn into docs/charts/."""

from __future__ import annotations

import argparse

from hgz_report.cli.output import print_json, say_error


def gallery(options: argparse.Namespace) -> int:
    """Draw the gallery and say what could not be shown for want of a program.  Raises Problems for mistakes."""
    from hgz_report.edition.config import load_config
    from hgz_report.workshop.gallery.make import make_gallery

    made = make_gallery(options.root, load_config(options.root))
    if options.json:
        print_json({"folder": str(made.folder), "files": made.files, "kinds": made.kinds, "missing": made.missing})
        return 0
    for program in made.missing:
        say_error(f"留意  没有找到 {program}，少做它那一边的图样")
    print(f"完成：{made.kinds} 种图在 {made.folder.relative_to(options.root).as_posix()}/，先看其中的 README.md")
    return 0
