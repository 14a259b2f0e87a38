"""`hgz-report build`: the edition's reports made and published."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from hgz_report.cache.store import Cache
from hgz_report.cli.kept import kept, workers
from hgz_report.cli.output import print_json, progress_bar, show_made, show_spoilt
from hgz_report.problems import Problems

if TYPE_CHECKING:
    from hgz_report.edition.config import EditionConfig

DONE, FOUND = 0, 1


def build(options: argparse.Namespace) -> int:
    """Make the reports that were asked for.  Raises Problems for mistakes, Locked when another run is at it."""
    if options.watch:
        from hgz_report.cli.rebuilding import rebuild

        options.watch = False
        return rebuild(options, build)
    cache = kept(options)
    try:
        return _built(options, cache)
    finally:
        if options.verbose:
            show_spoilt(cache.spoilt)


def _built(options: argparse.Namespace, cache: Cache) -> int:
    from hgz_report.edition.unchanged import LastRun, Outcome

    whole = not (options.slug or options.format or options.strict or options.verify)
    asked = " ".join(repr(str(one)) for one in (options.edition, options.date) if one is not None)
    last = LastRun.of(cache if whole else Cache(None), options.root, asked)
    if (made := last.said(Outcome)) and made.stands(options.root):
        show_made(made, as_json=options.json, again=True, explain=options.explain)
        return DONE
    from hgz_report.edition.build import build as make_edition
    from hgz_report.edition.config import load_config
    from hgz_report.edition.too_late import interrupts_until_too_late

    config = load_config(options.root, _checked(options.edition) if options.edition is not None else "", options.date)
    if not (options.slug or options.format) and _told_as_issued(options, config):
        return DONE
    with progress_bar(quiet=options.json) as progress:
        edition = make_edition(
            options.root,
            config,
            progress=progress,
            cache=cache,
            slugs=options.slug,
            formats=options.format or (),
            strict=options.strict,
            workers=workers(options),
            cluster=options.cluster or "",
            keep_going=options.keep_going,
            verify=options.verify,
            unattended=unattended(options),
            new_fonts=options.new_fonts,
        )
    with interrupts_until_too_late() as too_late:
        too_late()
        if not edition.outcome.missing:  # what is wrong is to be said again
            last.say(replace(edition.outcome, kept=()))
        told = replace(edition.outcome, warnings=(*edition.notices, *edition.outcome.warnings))
        show_made(told, as_json=options.json, explain=options.explain)
    return FOUND if edition.outcome.missing else DONE


def _told_as_issued(options: argparse.Namespace, config: EditionConfig) -> bool:
    """Whether the edition was issued, which is said, and so is not made.  Raises Problems for issued files that are not as
    they were.
    """
    from hgz_report.edition.issued import already_issued, changed_since, read_issued

    issued = read_issued(options.root, config.edition_id)
    if issued is None:
        return False
    folder = options.root / config.output.folder / config.edition_id
    if wrong := list(changed_since(folder, issued)):
        raise Problems(wrong)
    said = already_issued(issued)
    if options.json:
        place = f"{config.output.folder}/{config.edition_id}"
        nothing = {
            "reports": [],
            "fonts": {},
            "warnings": [],
            "missing": [],
            "problems": [],
            "kept": [],
            "trial": False,
        }
        print_json({"folder": place, **nothing, "unchanged": True, "issued": issued.date.isoformat()})
    else:
        print(f"{said.what}；文件同印发时一样。\n  {said.hint}")
    return True


def unattended(options: argparse.Namespace) -> bool:
    """Whether nobody looks on: it was said, a machine of continuous integration runs it, or no terminal is at either end."""
    watched = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return bool(options.unattended or os.environ.get("CI")) or not watched


def _checked(identifier: str) -> str:
    """An edition id from the command line, held to the rules of report.toml."""
    from hgz_report.edition.config_values import edition_problem

    if problem := edition_problem(identifier):
        raise Problems([problem])
    return identifier
