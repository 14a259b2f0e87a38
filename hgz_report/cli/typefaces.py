"""`hgz-report fonts`: which face serves each role on this machine and where it lies; fetches the free ones."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from hgz_report.cli.output import print_json, problem_record, say_error, show_table
from hgz_report.problems import Problem, Unusable, os_reason

if TYPE_CHECKING:
    from hgz_report.fonts.face import Face

DONE, FAILED = 0, 1
_SECONDS = 90
"""How long fetching may take: the package has 49 MB."""


def fonts(options: argparse.Namespace) -> int:
    """Show or fetch.  Raises Problems for a configured font that can't be used, Unusable for options that don't go together."""
    if options.optional and not options.fetch:
        raise Unusable([Problem(None, "--optional 要和 --fetch 一起用", "写成 hgz-report fonts --fetch --optional")])
    if options.fetch:
        return _fetch(options.root, optional=options.optional, as_json=options.json)
    return _show(options.root, as_json=options.json)


def _fetch(root: Path, *, optional: bool, as_json: bool) -> int:
    """Exit code 1 where the fonts couldn't be had and were more than wished for."""
    from hgz_report.fonts.fetch import FetchError, fetch, present
    from hgz_report.fonts.search import PROJECT_FOLDER

    folder = root / PROJECT_FOLDER
    fetched: tuple[Path, ...] = ()
    why = ""
    if not present(folder):
        try:
            fetched = fetch(folder, _SECONDS)
        except FetchError as error:
            why = str(error)
        except OSError as error:
            why = f"{error.filename or PROJECT_FOLDER}：{os_reason(error)}"
    names = [path.name for path in fetched]
    if as_json:
        print_json({"folder": PROJECT_FOLDER, "fetched": names, "failed": why})
    elif why:
        say_error(f"没有取到仿宋、楷体等字体（{why}），改用 Noto 宋体、黑体。")
    elif names:
        print(f"已取得 {len(names)} 个文件，放在 {PROJECT_FOLDER}/：{'、'.join(names)}")
    else:
        print(f"仿宋、楷体等字体已在 {PROJECT_FOLDER}/。")
    return FAILED if why and not optional else DONE


def _show(root: Path, *, as_json: bool) -> int:
    from hgz_report.edition.config import load_config
    from hgz_report.edition.faces import edition_fonts
    from hgz_report.fonts.roles import Role

    found = edition_fonts(root, load_config(root))
    serving = {role: (found.chain(role)[0], found.is_substitute(role)) for role in Role}
    if as_json:
        roles = [
            {"role": role.value, "face": face.family, "file": _place(face, root), "substitute": substitute}
            for role, (face, substitute) in serving.items()
        ]
        print_json({"roles": roles, "warnings": [problem_record(warning) for warning in found.warnings]})
        return DONE
    rows = [
        (role.value, face.family + ("（代用）" if substitute else ""), _place(face, root))
        for role, (face, substitute) in serving.items()
    ]
    show_table(("用在", "字体", "文件"), rows)
    for warning in found.warnings:
        say_error(f"留意  {warning}")
    return DONE


def _place(face: Face, root: Path) -> str:
    """The file: relative to the project where it lies there, by its name alone where it was installed with the program."""
    from hgz_report.fonts.folders import installed_with_us

    if face.path == installed_with_us(face.path.name).resolve():
        return f"随程序安装的 {face.path.name}"
    inside = face.path.is_relative_to(root.resolve())
    return face.path.relative_to(root.resolve()).as_posix() if inside else str(face.path)
