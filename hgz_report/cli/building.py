"""`hgz-report build`: the edition's reports made and published."""

from __future__ import annotations

import argparse
from dataclasses import replace

from hgz_report.cli.kept import kept
from hgz_report.cli.output import progress_bar, show_made
from hgz_report.problems import Problems


def build(options: argparse.Namespace) -> int:
    """Make the reports that were asked for.  Raises Problems for mistakes, Locked when another run is at it."""
    from hgz_report.edition.build import build as make_edition
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    if options.edition:
        config = replace(config, edition_id=_checked(options.edition))
    with progress_bar(quiet=options.json) as progress:
        made = make_edition(
            options.root,
            config,
            slugs=options.slug,
            formats=options.format or (),
            progress=progress,
            cache=kept(options),
        )
    show_made(made, options.root, as_json=options.json)
    return 0


def _checked(identifier: str) -> str:
    """An edition id from the command line, held to the rules of report.toml."""
    from hgz_report.edition.config import edition_problem

    if problem := edition_problem(identifier):
        raise Problems([problem])
    return identifier
