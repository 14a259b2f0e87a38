"""The `hgz-report` command: arguments in, messages in Chinese out.  The only room that prints or exits.

Exit codes: 0 done, 1 problems found, 2 wrong usage or a file that can't be judged, 75 another run holds the output folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from hgz_report.cli.arguments import USAGE, Command, parser_for
from hgz_report.cli.auditing import audit
from hgz_report.cli.checking import DONE, FOUND, check
from hgz_report.cli.explaining import explain
from hgz_report.cli.linting import lint
from hgz_report.cli.output import (
    print_csv,
    print_json,
    progress_bar,
    say_error,
    show_made,
    show_problems,
    show_table,
    shown_value,
    utf8_streams,
)
from hgz_report.language.period import Period
from hgz_report.problems import Locked, Problem, Problems, Unusable

BUSY, INTERRUPTED = 75, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    utf8_streams()
    options = parser_for(_COMMANDS).parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except Unusable as found:
        show_problems(found.problems, as_json=options.json)
        return USAGE
    except Problems as found:
        show_problems(found.problems, as_json=bool(getattr(options, "json", False)))
        return FOUND
    except Locked:
        say_error("另一次运行正在写同一个输出文件夹，本次没有写任何文件。等它结束后再试。")
        return BUSY
    except KeyboardInterrupt:
        say_error("\n已中断；已发布的报告保持原样。")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE


def _build(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from hgz_report.edition.build import build
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    if options.edition:
        config = replace(config, edition_id=_checked(options.edition))
    with progress_bar(quiet=options.json) as progress:
        edition = build(options.root, config, slugs=options.slug, formats=options.format or (), progress=progress)
    show_made(edition, options.root, as_json=options.json)
    return DONE


def _checked(identifier: str) -> str:
    """An edition id from the command line, held to the rules of report.toml."""
    from hgz_report.edition.config import edition_problem

    if problem := edition_problem(identifier):
        raise Problems([problem])
    return identifier


def _facts(options: argparse.Namespace) -> int:
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.record import fact_record, policy_records

    dataset = load_dataset(options.root)
    owners = ["national", *dataset.zones]
    if options.zone and options.zone not in owners:
        raise Problems([Problem(None, f"没有叫“{options.zone}”的高新区", f"可写：{'、'.join(owners)}")])
    records = [*(fact_record(entry) for entry in dataset.facts.values()), *policy_records(dataset)]
    records = [record for record in records if options.zone in (None, record["zone"])]
    records = [record for record in records if options.indicator in (None, record["indicator"])]
    if options.json:
        print_json(records)
    elif options.csv:
        print_csv(records)
    else:
        rows = [
            (r["zone_name"], r["name"], Period(r["period"]).chinese, shown_value(r), r["confidence"], r["source"])
            for r in records
        ]
        show_table(("归属", "指标", "时期", "数值", "可信度", "出处"), rows)
    return DONE


def _gallery(options: argparse.Namespace) -> int:
    from hgz_report.edition.config import load_config
    from hgz_report.workshop.gallery.make import make_gallery

    made = make_gallery(options.root, load_config(options.root))
    if options.json:
        print_json({"folder": str(made.folder), "files": made.files, "kinds": made.kinds, "missing": made.missing})
        return DONE
    for program in made.missing:
        say_error(f"留意  没有找到 {program}，少做它那一边的图样")
    print(f"完成：{made.kinds} 种图在 {made.folder.relative_to(options.root).as_posix()}/，先看其中的 README.md")
    return DONE


def _list(options: argparse.Namespace) -> int:
    from hgz_report.data.load.load import load_dataset
    from hgz_report.narrate.reports import TEMPLATES, load_reports

    dataset = load_dataset(options.root)
    reports = load_reports(options.root / TEMPLATES, dataset)
    if options.json:
        print_json([{"slug": r.slug, "title": r.title, "templates": f"{TEMPLATES}/{r.folder}"} for r in reports])
    else:
        show_table(("文件名", "标题", "模板"), [(r.slug, r.title, f"{TEMPLATES}/{r.folder}") for r in reports])
    return DONE


_COMMANDS: Mapping[str, Command] = {
    "audit": audit,
    "build": _build,
    "check": check,
    "explain": explain,
    "facts": _facts,
    "gallery": _gallery,
    "lint": lint,
    "list": _list,
}
