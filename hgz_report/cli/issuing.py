"""`hgz-report confirm` and `issue`: papers signed off, an edition issued."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from hgz_report.cli.kept import kept, workers
from hgz_report.cli.output import print_json, say_error, show_table
from hgz_report.problems import Problem, Problems, Unusable, Where

if TYPE_CHECKING:
    from hgz_report.edition.config import EditionConfig

DONE = 0


def confirm_papers(options: argparse.Namespace) -> int:
    """Record who read what.  Raises Problems, Unusable where no paper is named."""
    from hgz_report.edition.catalogue import listed
    from hgz_report.edition.config import load_config
    from hgz_report.edition.sign_off import confirm

    if bool(options.name) == options.all:
        raise Unusable([Problem(None, "写明核的是哪几份，或者写 --all", "如 hgz-report confirm 成都 --by 姓名")])
    config = load_config(options.root)
    made = confirm(options.root, config, kept(options), options.name, options.by)
    left: tuple[str, ...] | None = ()
    try:
        left = next((one.unconfirmed for one in listed(options.root, config) if one.folder == config.edition_id), ())
    except (Problems, OSError):  # what was confirmed is written
        left = None
    if options.json:
        print_json({"confirmed": [one.model_dump() for one in made], "left": None if left is None else list(left)})
        return DONE
    show_table(("报告", "核稿人"), [(one.paper, one.by) for one in made])
    unknown = "还有几份没有核，看 hgz-report editions。"
    rest = unknown if left is None else f"还有 {len(left)} 份没有核：{'、'.join(left)}。" if left else "全部核过了。"
    print(f"{config.edition_id} 核了 {len(made)} 份，记在 data/editions/{config.edition_id}/confirmed.yaml。{rest}")
    return DONE


def correct_edition(options: argparse.Namespace) -> int:
    """Make the corrected edition.  Raises Problems."""
    from hgz_report.edition.correct import correct
    from hgz_report.edition.sign_off import person

    config = _configured(options)
    why = person(options.why, "--why")
    by = person(options.by) if options.by else ""
    cpus = workers(options)
    made = correct(options.root, config, kept(options), why=why, by=by, day=options.date, workers=cpus)
    folder = f"{config.output.folder}/{made.record.folder}"
    for notice in made.notices:
        say_error(f"留意  {notice}")
    if options.json:
        print_json({**made.record.model_dump(mode="json"), "titles": dict(made.titles), "place": folder})
        return DONE
    show_table(("改了的报告", "标题"), list(made.titles.items()))
    print(
        f"更正后的一期在 {folder}/，《更正》是 {folder}/correction.pdf，记在 data/editions/{config.edition_id}/issued.yaml。"
        "收到过上面各份的，都要收到更正后的和《更正》。"
    )
    return DONE


def _configured(options: argparse.Namespace) -> EditionConfig:
    """The configuration, where the edition asked for is its own.  Raises Unusable."""
    from hgz_report.edition.config import load_config

    config = load_config(options.root)
    if options.edition and options.edition != config.edition_id:
        what = f"本期是 {config.edition_id}，不是 {options.edition}"
        hint = "印发、更正的是本期；早先的一期，从版本库取出那时的 data/、templates/ 和 report.toml 再来"
        raise Unusable([Problem(Where("report.toml"), what, hint)])
    return config


def issue_edition(options: argparse.Namespace) -> int:
    """Issue an edition.  Raises Problems for whatever speaks against it."""
    from hgz_report.edition.issue import issue
    from hgz_report.edition.sign_off import person

    config = _configured(options)
    by = person(options.by) if options.by else ""
    cpus = workers(options)
    issued, notices = issue(options.root, config, kept(options), by=by, day=options.date, workers=cpus)
    for notice in notices:
        say_error(f"留意  {notice}")
    if options.json:
        print_json(issued.model_dump(mode="json"))
        return DONE
    print(
        f"{issued.edition} 印发了（{issued.date}），{len(issued.files)} 个文件，记在 data/editions/{issued.edition}/issued.yaml，"
        "同数据一起提交。以后的 build 不再动它；改正用 hgz-report correct，下一期用 hgz-report new-edition。"
    )
    return DONE
