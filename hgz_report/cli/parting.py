"""`hgz-report plan` and `make-one`: the jobs of an edition one by one, for make, ninja or Snakemake."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json, show_table
from hgz_report.problems import Problem, Problems, Where, os_reason

DONE = 0
_MAKE = """\
# 由 hgz-report plan --make 写出：make -j 8 -f 这个文件，再 hgz-report build
JOBS := {slugs}
all: $(JOBS:%={folder}/%.json)
{folder}/%.json:
\t@hgz-report make-one $* $@
.PHONY: all
"""


def plan_jobs(options: argparse.Namespace) -> int:
    """Which jobs the edition has.  Raises Problems for what cannot be read."""
    from hgz_report.edition.config import load_config
    from hgz_report.edition.one_job import planned_jobs

    jobs = planned_jobs(options.root, load_config(options.root), kept(options))
    if options.json:
        print_json(
            [
                {
                    "job": one.job.report.slug,
                    "title": one.job.report.title,
                    "formats": list(one.job.formats),
                    "why": one.why,
                }
                for one in jobs
            ]
        )
    elif options.make:
        print(_MAKE.format(slugs=" ".join(one.job.report.slug for one in jobs), folder="build/jobs"), end="")
    else:
        rows = [(one.job.report.slug, "、".join(one.job.formats), one.why or "做好了，没有变") for one in jobs]
        show_table(("文件名", "格式", "要不要做"), rows)
    return DONE


def make_one_job(options: argparse.Namespace) -> int:
    """Do one job; the file that was named is there when it is done.  Raises Problems."""
    from hgz_report.edition.config import load_config
    from hgz_report.edition.one_job import make_one

    out: Path = options.out
    made = make_one(options.root, load_config(options.root), options.job, kept(options))
    files = {name: {"sha256": one.sha256, "bytes": one.size} for name, one in sorted(made.contents.items())}
    record = {"job": made.slug, "title": made.title, "pages": made.pages, "files": files}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = out.with_name(f".{out.name}.new")
        fresh.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(out)
    except OSError as error:
        raise Problems(
            [Problem(Where(out.as_posix()), f"写不进去：{os_reason(error)}", "检查文件夹的写入权限")]
        ) from None
    if options.json:
        print_json(record)
    return DONE
