"""`hgz-report returned`: what people changed in a Word file, and the lines where it belongs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hgz_report.cli.kept import kept
from hgz_report.cli.output import print_json, say, say_error, show_table

if TYPE_CHECKING:
    from hgz_report.workshop.returned.read_back import ReadBack
from hgz_report.workshop.returned.returned_items import ReturnedItem

NOTHING, CHANGED, UNREAD = 0, 1, 2
_STANDING = {
    "done": "现在已经是这样了",
    "conflict": "发出以后这里也改过，两边不一样：",
    "gone": "现在已经没有这一处",
}
_MOST_TITLES = 4


def returned(options: argparse.Namespace) -> int:
    """Exit code 0 when nothing was changed, 1 when something was, 2 for a file that can't be read."""
    from hgz_report.readers.content import Unjudged

    if options.file is None:
        return _waiting(options)
    from hgz_report.workshop.returned.read_back import read_back

    try:
        found = read_back(options.root, options.file, edition=options.edition or "", cache=kept(options))
    except Unjudged as reason:
        if options.json:
            print_json({"file": options.file.name, "unread": reason.what, "hint": reason.hint})
        else:
            say_error(f"{options.file.name}：{reason.what}\n  提示：{reason.hint}")
        return UNREAD
    if options.apply:
        return _put_in(options, found)
    if options.json:
        print_json(_record(found))
    else:
        _show(found)
    return CHANGED if found.items else NOTHING


def _put_in(options: argparse.Namespace, found: ReadBack) -> int:
    """Write the changes that were named; Problems where one can't be."""
    from hgz_report.workshop.returned.put_in import put_in

    files = put_in(options.root, found, options.apply, kept(options))
    if options.json:
        print_json({"applied": list(options.apply), "files": files})
        return NOTHING
    for item in found.items:
        if item.number in options.apply:
            say(f"写进去了  第 {item.number} 处：{item.change.marked or item.change.theirs}")
    say(f"改了的文件：{'、'.join(files)}。看看 git diff，再运行 make report。")
    return NOTHING


def _waiting(options: argparse.Namespace) -> int:
    from hgz_report.edition.config import load_config
    from hgz_report.workshop.returned.waiting_files import waiting_files

    found = waiting_files(options.root, load_config(options.root).output.folder)
    if options.json:
        print_json({"files": [{"file": one.file, "why": one.why} for one in found]})
    elif found:
        show_table(("改过的 Word 文件", "在哪里"), [(one.file, one.why) for one in found])
        say("看改了什么：hgz-report returned 文件")
    else:
        say("没有交回来的 Word 文件：inbox/ 和各期文件夹里都没有改过的。")
    return CHANGED if found else NOTHING


def _show(found: ReadBack) -> None:
    from hgz_report.workshop.returned.found_change import LOOK_NAMES

    edition = f"，第 {found.edition} 期" if found.edition else ""
    say(f"《{found.title or found.slug}》（{found.slug}{edition}）：{_counted(found)}")
    for line in found.said:
        say(f"留意  {line}")
    for item in found.items:
        _show_item(item)
    if found.looks:
        looks = "，".join(f"{LOOK_NAMES[look]} {count} 段" for look, count in sorted(found.looks.items()))
        say(f"\n只改了样子，不动：{looks}")


def _counted(found: ReadBack) -> str:
    remarks = sum(item.change.kind == "remark" for item in found.items)
    changes = len(found.items) - remarks
    people = dict.fromkeys(item.change.who for item in found.items if item.change.who)
    said = [f"改了 {changes} 处"] if changes else ["没有改文字"]
    said += [f"批注 {remarks} 条"] if remarks else []
    said += [f"留名的有{'、'.join(people)}"] if people else []
    return "，".join(said)


def _show_item(item: ReturnedItem) -> None:
    from hgz_report.workshop.returned.found_change import KIND_NAMES

    change = item.change
    by = "，".join(part for part in ("修订" if change.tracked else "", change.who) if part)
    where = "，".join(part for part in (change.part, f"“{item.heading}”" if item.heading else "") if part)
    say(f"\n{item.number:>3}  {KIND_NAMES[change.kind]}（{where}）" + (f"［{by}］" if by else ""))
    if change.kind == "number":
        say(f"     {change.was} → {change.theirs}　{change.marked}")
    elif change.kind == "remark":
        say(f"     “{change.was}”：{change.theirs}")
    else:
        say(f"     {change.marked}")
    for number, line in enumerate(item.lines):
        say(f"     {'改' if not number else '　'}  {line.where}  {line.what}")
    if not item.lines:
        say("     不知道写在哪里")
    if item.standing:
        say(f"     现在  {_STANDING[item.standing]}{item.now if item.standing == 'conflict' else ''}")
    for said in item.said:
        say(f"     {said}")
    if item.shared:
        say(f"     别的报告也印：{_titles(item.shared)}")


def _titles(titles: Sequence[str]) -> str:
    shown = "".join(f"《{title}》" for title in titles[:_MOST_TITLES])
    return shown + (f"等 {len(titles)} 份" if len(titles) > _MOST_TITLES else "")


def _record(found: ReadBack) -> dict[str, object]:
    return {
        "file": found.file,
        "report": found.slug,
        "title": found.title,
        "edition": found.edition,
        "said": list(found.said),
        "looks": dict(found.looks),
        "changes": [_item(item) for item in found.items],
    }


def _item(item: ReturnedItem) -> dict[str, object]:
    change = item.change
    return {
        "number": item.number,
        "kind": change.kind,
        "part": change.part,
        "heading": item.heading,
        "published": change.was,
        "theirs": change.theirs,
        "marked": change.marked,
        "now": item.now,
        "standing": item.standing,
        "who": change.who,
        "tracked": change.tracked,
        "lines": [
            {"file": line.where.file, "line": line.where.line, "what": line.what, "path": line.path}
            for line in item.lines
        ],
        "said": list(item.said),
        "shared": list(item.shared),
    }
