"""`hgz-report facts` and `hgz-report list`: what data and templates hold."""

from __future__ import annotations

import argparse
from difflib import get_close_matches

from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_csv, print_json, show_table, shown_value
from hgz_report.problems import Problem, Problems

_NEAR = 5


def list_facts(options: argparse.Namespace) -> int:
    """Every fact, or those of one zone or indicator.  Raises Problems for a zone or an indicator that there isn't."""
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.fact_rows import fact_record, policy_records
    from hgz_report.language.period import Period

    dataset = load_dataset(options.root, kept(options))
    owners = ["national", *dataset.zones]
    if options.zone and options.zone not in owners:
        raise Problems([Problem(None, f"没有叫“{options.zone}”的高新区", f"可写：{'、'.join(owners)}")])
    records = [*(fact_record(entry) for entry in dataset.facts.values()), *policy_records(dataset)]
    known = list(dict.fromkeys([*dataset.indicators, *(record["indicator"] for record in records)]))
    if options.indicator and options.indicator not in known:
        near = get_close_matches(options.indicator, known, _NEAR, 0.5)
        hint = f"是不是 {'、'.join(near)}？" if near else "指标编号见 data/indicators.yaml"
        raise Problems([Problem(None, f"没有编号为“{options.indicator}”的指标", hint)])
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
    return 0


def list_reports(options: argparse.Namespace) -> int:
    """Every report that can be made.  Raises Problems for mistakes in data or definitions."""
    from hgz_report.data.load.load import load_dataset
    from hgz_report.edition.config import load_config
    from hgz_report.edition.previous import with_previous
    from hgz_report.narrate.reports import TEMPLATES, load_reports

    cache = kept(options)
    dataset = with_previous(load_dataset(options.root, cache), options.root, load_config(options.root), cache)
    reports = load_reports(options.root / TEMPLATES, dataset)
    if options.json:
        print_json([{"slug": r.slug, "title": r.title, "templates": f"{TEMPLATES}/{r.folder}"} for r in reports])
    else:
        show_table(("文件名", "标题", "模板"), [(r.slug, r.title, f"{TEMPLATES}/{r.folder}") for r in reports])
    return 0
