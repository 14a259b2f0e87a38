"""Changes that an editor accepts, put into the files: tried in a copy of the project first, then written all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.document.blocks import Document
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.forms.edit.change import Put
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.edit.rewrite import Rewrite, inside, rewrite
from hgz_report.forms.edit.trial_copy import trial_copy
from hgz_report.forms.tree import Steps
from hgz_report.language.numbers import find
from hgz_report.origin import Fact, Origin, PeriodOf
from hgz_report.problems import Problem, Problems, Where, os_reason
from hgz_report.workshop.returned.built_text import BuiltReport, built_report
from hgz_report.workshop.returned.lines_to_change import LinePlaces
from hgz_report.workshop.returned.read_back import ReadBack
from hgz_report.workshop.returned.returned_items import ReturnedItem
from hgz_report.workshop.returned.wishes import TemplateWish, TextWish, Unwished, ValueWish, Wish

_INPUTS = ("data", "templates", "pictures")
_BY_HAND = "照上面的行号自己改"


def put_in(root: Path, found: ReadBack, numbers: Sequence[int], cache: Cache) -> list[str]:
    """Put changes in by their numbers; the names of the files that were written.

    Raises Problems, and has written nothing, for a change that can't be put in by itself, for one that the data or a template
    no longer has the old words of, and where the project would have mistakes afterwards or print something else.
    """
    files = wished_files(root, found, numbers)
    _try(root, files, found, numbers, cache)
    rewrite(root, files)
    return sorted(files)


def wished_files(root: Path, found: ReadBack, numbers: Sequence[int]) -> dict[str, Rewrite]:
    """The files with changes put in.  Raises Problems as `put_in`; nothing is tried yet."""
    chosen = _chosen(found, numbers)
    wishes: list[Wish] = []
    problems: list[Problem] = []
    for item in chosen:
        try:
            wishes += item.wishes()
        except Unwished as reason:
            where = item.lines[0].where if item.lines else None
            problems.append(Problem(where, f"第 {item.number} 处没有写：{reason}", _BY_HAND))
    if problems:
        raise Problems(problems)
    return _edited(root, wishes)


def _chosen(found: ReadBack, numbers: Sequence[int]) -> list[ReturnedItem]:
    known = {item.number: item for item in found.items}
    if strange := [number for number in numbers if number not in known]:
        hint = f"有第 1 至 {len(known)} 处" if known else "这份文件里没有改动"
        raise Problems([Problem(None, f"没有第 {'、'.join(map(str, strange))} 处", hint)])
    return [known[number] for number in dict.fromkeys(numbers)]


def _edited(root: Path, wishes: Sequence[Wish]) -> dict[str, Rewrite]:
    """Every file with what is wished of it.  Raises Problems."""
    by_file: defaultdict[str, list[Wish]] = defaultdict(list)
    for wish in dict.fromkeys(wishes):
        by_file[wish.file].append(wish)
    files: dict[str, Rewrite] = {}
    for name, own in by_file.items():
        try:
            before = inside(root, name).read_bytes()
        except OSError as error:
            raise Problems([Problem(Where(name), f"读不了这个文件：{os_reason(error)}", "看看它还在不在")]) from None
        lines = [wish for wish in own if isinstance(wish, TemplateWish)]
        after = _template(before, name, lines) if lines else edited(before, name, _puts(root, name, own))
        files[name] = Rewrite(before, after)
    return files


def _puts(root: Path, name: str, wishes: Sequence[Wish]) -> list[Put]:
    """One new value for each that is wished for; several changes of one text make one."""
    texts: defaultdict[Steps, list[TextWish]] = defaultdict(list)
    puts: list[Put] = []
    for wish in wishes:
        if isinstance(wish, TextWish):
            texts[wish.steps].append(wish)
        elif isinstance(wish, ValueWish):
            puts.append(Put(wish.steps, wish.value))
    tree = LinePlaces(root, None)
    for steps, own in texts.items():
        value = str(tree.value(name, steps))
        for wish in sorted(own, key=lambda one: one.at, reverse=True):
            value = value[: wish.at] + wish.new + value[wish.at + len(wish.old) :]
        puts.append(Put(steps, value))
    return puts


def _template(before: bytes, name: str, wishes: Sequence[TemplateWish]) -> bytes:
    """A template with words replaced, from the end of each line backwards."""
    rows = before.decode("utf-8").splitlines(keepends=True)
    for wish in sorted(wishes, key=lambda one: (one.line, one.column), reverse=True):
        row = rows[wish.line - 1]
        at = wish.column - 1 + (1 if wish.line == 1 and row.startswith("\ufeff") else 0)
        if row[at : at + len(wish.old)] != wish.old:
            raise Problems([Problem(Where(name, wish.line, wish.column), "模板这一行刚才改过，没有写", "再做一次")])
        rows[wish.line - 1] = row[:at] + wish.new + row[at + len(wish.old) :]
    return "".join(rows).encode()


def _try(root: Path, files: Mapping[str, Rewrite], found: ReadBack, numbers: Sequence[int], cache: Cache) -> None:
    """Compose all reports from a copy with the new files.  Raises Problems."""
    with trial_copy(root, (*_INPUTS, CONFIG), files) as copy:
        try:
            planned = plan(copy, load_config(copy), prose=False, cache=cache)
        except Problems as wrong:
            said = [Problem(one.where, f"照这样改了以后：{one.what}", one.hint, one.severity) for one in wrong.problems]
            raise Problems(said) from None
    if unprinted := not_printed(next(one for one in planned.documents if one.slug == found.slug), found, numbers):
        raise Problems(unprinted)


def not_printed(document: Document, found: ReadBack, numbers: Sequence[int]) -> list[Problem]:
    """Of changes those that a report, made with them, does not print."""
    report = built_report(document)
    return [
        Problem(
            item.lines[0].where if item.lines else None,
            f"第 {item.number} 处没有写：改了这里，印出来的也不是“{item.change.theirs}”",
            _BY_HAND,
        )
        for item in _chosen(found, numbers)
        if not _prints(report, item)
    ]


def _prints(report: BuiltReport, item: ReturnedItem) -> bool:
    """Whether a report says what a change wants it to say."""
    wanted = "".join(item.change.theirs.split())
    if item.change.kind == "number" and isinstance(item.change.origins[0], Fact | PeriodOf):
        return any(
            "".join(one.text[s.start : s.end].split()) == wanted
            for one in report.paragraphs
            for s in one.stretches
            if _same(s.origin, item.change.origins[0])
        )
    if item.change.kind == "words":
        words = _without_numbers(item.change.theirs)  # another change that is put in too may have changed those
        return any(words in _without_numbers(one.text) for one in report.paragraphs)
    return True


def _without_numbers(text: str) -> str:
    out, at = "", 0
    for number in find(text):
        out, at = out + text[at : number.start] + "#", number.end
    return "".join((out + text[at:]).split())


def _same(one: Origin, two: Origin) -> bool:
    if isinstance(one, PeriodOf) and isinstance(two, PeriodOf):  # the name of a fact says its period
        return (one.fact.partition("@")[0], one.reading) == (two.fact.partition("@")[0], two.reading)
    return isinstance(one, Fact) and isinstance(two, Fact) and (one.id, one.reading) == (two.id, two.reading)
