"""data/recipients.yaml read: everybody who gets something, or every mistake in it with its line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from msgspec import Struct

from hgz_report.data.apart_files import RECIPIENTS
from hgz_report.data.recipient_file import Recipient, RecipientFile, address_mistake
from hgz_report.edition.withheld import zone_slugs
from hgz_report.forms.decoding import MAX_BYTES
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.messages import choice_hint
from hgz_report.forms.people_files import ordinary_bytes
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problem, Problems, Where, os_reason
from hgz_report.writers.formats import FORMATS

EVERYTHING = "全部"
_MISSING = "先写这个文件：谁收、收哪几份、怎么送；写法见 docs/delivery.md"


class RecipientList(Struct, frozen=True):
    """Everybody in the order of the file; `draft` knows the line of everything."""

    entries: tuple[Recipient, ...]
    draft: Draft[RecipientFile]

    def complain(self, number: int, key: str, what: str, hint: str) -> Iterator[Problem]:
        """A Problem at a key of an entry."""
        yield from self.draft.complain(("recipients", number, key), what, hint)


def read_recipients(root: Path) -> RecipientList:
    """Raises Problems: all that is wrong with the file, so far as it doesn't hang on an edition."""
    path = root / RECIPIENTS
    try:
        data = ordinary_bytes(path, MAX_BYTES)
    except FileNotFoundError:
        raise Problems([Problem(Where(RECIPIENTS), "没有收件名单", _MISSING)]) from None
    except OSError as error:
        what = f"文件读不出来：{os_reason(error)}"
        raise Problems([Problem(Where(RECIPIENTS), what, "检查文件是否完好、有没有读取权限")]) from None
    tree = read_tree(data, RECIPIENTS)
    problems = list(tree.problems)
    draft = build(RecipientFile, tree, problems)
    if draft is not None:
        found = RecipientList(draft.model.recipients, draft)
        problems += _incomplete(found)
        problems += _doubles(found)
        problems += _unknown_zones(found, zone_slugs(root))
        problems += _unknown_formats(found)
        if not problems:
            return found
    raise Problems(problems or [Problem(Where(RECIPIENTS), "文件是空的", _MISSING)])


def place_of(one: Recipient) -> tuple[str, str]:
    """Where it goes, alike for two spellings of the same place."""
    return one.way, one.to.rstrip("/\\") if one.way == "文件夹" else one.to.casefold()


def _incomplete(found: RecipientList) -> Iterator[Problem]:
    for number, one in enumerate(found.entries):
        if one.way != "文件夹" and (mistake := address_mistake(one.to)):
            yield from found.complain(number, "to", str(mistake), mistake.hint)
        if not (one.papers or one.zones or one.kinds):
            hint = "写 papers、zones、kinds 当中的一样；全都要的写 papers: [全部]"
            yield from found.complain(number, "name", f"“{one.name}”没有写要收哪些报告", hint)


def _doubles(found: RecipientList) -> Iterator[Problem]:
    keys: tuple[tuple[str, str, Callable[[Recipient], object]], ...] = (
        ("name", "称呼", lambda one: one.name),
        ("to", "收件处", place_of),
    )
    for key, called, of in keys:
        seen: dict[object, Recipient] = {}
        for number, one in enumerate(found.entries):
            first = seen.setdefault(of(one), one)
            if first is not one:
                hint = "一处写一条，要的报告写在一起" if key == "to" else "换一个分得清的称呼"
                yield from found.complain(number, key, f"{called}同“{first.name}”那一条一样", hint)


def _unknown_zones(found: RecipientList, known: Collection[str]) -> Iterator[Problem]:
    for number, one in enumerate(found.entries):
        for zone in one.zones:
            if zone not in known:
                hint = choice_hint(zone, list(known))
                yield from found.complain(number, "zones", f"没有编号是“{zone}”的高新区", hint)


def _unknown_formats(found: RecipientList) -> Iterator[Problem]:
    for number, one in enumerate(found.entries):
        for name in one.formats:
            if name not in FORMATS:
                hint = choice_hint(name, list(FORMATS))
                yield from found.complain(number, "formats", f"没有“{name}”这种格式", hint)
