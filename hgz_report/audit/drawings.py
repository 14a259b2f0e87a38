"""Pictures and native charts of a .docx against those that were published: what each shows, below its own caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, Difference, Fault, of_unit
from hgz_report.audit.expected import Expected
from hgz_report.audit.published import Built
from hgz_report.audit.seen import pictures_alike
from hgz_report.readers.content import ShownDrawing, Unjudged
from hgz_report.readers.docx import read_drawings

_LEAST, _MOST = 0.5, 2.0
"""How much smaller or larger a drawing may be made."""
_PARTS = {"kinds": "图的种类", "axes": "坐标轴", "legend": "图例", "title": "图的标题", "extras": "添的线或表"}
_OF_SERIES = {"names": "类别的名称", "values": "数值", "labels": "标注", "sizes": "大小"}


def drawings_alike(built: Built, found: Sequence[ShownDrawing], result: Comparison) -> None:
    """Everything that differs in the drawings of a file."""
    captions = {unit.text: unit for unit in built.units if unit.kind == "caption"}
    pairs, gone, new = _matched(built.drawings, found)
    less = 0
    pictures = _Pictures(built)
    for was, now in pairs:
        place = captions.get(was.caption)
        compared = _Drawing(was, now, place, built.letters, pictures)
        booked = bool(was.form.get("book")) and now.form.get("book") is None
        less += booked or (not now.form["alt"] and bool(was.form["alt"]))
        others = [one.form for one in built.drawings if one is not was]
        result.findings += compared.differences(others)
        result.accounted += compared.accounted()
    less += pictures.packed
    if less:
        result.notice(f"{less} 张图少了替代文字或可以改数的工作簿，或者重新压过，是另存的软件改的；图上的字没有变")
    if pictures.unseen:
        result.doubts.append(
            Unjudged("图片重新压过，没有发布的原件，看不出图里的字变没变", "把发布的原件放回它那一期的文件夹里再核查")
        )
    for one in gone:
        place = captions.get(one.caption)
        result.findings.append(_said(one, place, "missing", "图", ""))
    for one in new:
        if "picture" in one.form:
            result.doubts.append(Unjudged("文件里有发布时没有的图片，图里的数字读不出来", "去掉或换回原来的图片再核查"))
        else:
            result.findings.append(_said(one, None, "unaccounted", "", "发布时没有的图"))


def _matched(
    built: Sequence[ShownDrawing], found: Sequence[ShownDrawing]
) -> tuple[list[tuple[ShownDrawing, ShownDrawing]], list[ShownDrawing], list[ShownDrawing]]:
    """Each drawing with the one below whose caption it stands, then in order; those gone, those new."""
    keys, now_keys = list(_keyed(built)), list(_keyed(found))
    by_key = dict(zip(now_keys, found, strict=True))
    pairs = {at: by_key.pop(key) for at, key in enumerate(keys) if key in by_key}
    left = [one for key, one in zip(now_keys, found, strict=True) if key in by_key]
    for at, one in enumerate(built):
        if at not in pairs:
            same = next((now for now in left if ("picture" in now.form) == ("picture" in one.form)), None)
            if same is not None:
                left.remove(same)
                pairs[at] = same
    ordered = [(built[at], now) for at, now in sorted(pairs.items(), key=lambda pair: pair[0])]
    return ordered, [one for at, one in enumerate(built) if at not in pairs], left


def _keyed(drawings: Sequence[ShownDrawing]) -> Iterator[tuple[str, int]]:
    seen = Counter[str]()
    for one in drawings:
        yield one.caption, seen[one.caption]
        seen[one.caption] += 1


def _said(one: ShownDrawing, place: Expected | None, fault: Fault, was: str, now: str) -> Difference:
    if place is None:
        return Difference(fault, was, now, around=one.caption)
    return replace(of_unit(fault, place, now, was), around=one.caption, binding="")


class _Pictures(Struct):
    """The pictures of the published file; `packed`: how many were packed anew, `unseen`: how many there is nothing to see of."""

    built: Built
    packed: int = 0
    unseen: int = 0
    _originals: Mapping[str, bytes] | None = None

    def alike(self, was: Mapping[str, Any], now: ShownDrawing) -> bool:
        """Whether a picture of other bytes shows the same; ONLYOFFICE paints one anew from the drawing beside it."""
        if not now.form.get("vector") or not now.image:
            return False
        if self._originals is None:
            data = self.built.original()
            shown = read_drawings(data) if data else ()
            self._originals = {one.form["picture"]: one.image for one in shown if "picture" in one.form}
        original = self._originals.get(was["picture"])
        if original is None:
            self.unseen += 1
            return True
        same = pictures_alike(original, now.image)
        self.packed += same
        return same


class _Drawing(Struct, frozen=True):
    was: ShownDrawing
    now: ShownDrawing
    place: Expected | None
    letters: Mapping[str, str]
    pictures: _Pictures

    def accounted(self) -> Iterator[str]:
        """The bindings of the values that are as they were."""
        was, now = self.was.form.get("chart"), self.now.form.get("chart")
        for one, two in zip(was["series"], now["series"], strict=False) if was and now else ():
            for key, value in one["values"].items():
                if two["values"].get(key) == value:
                    yield self.letters.get(value, "label:chart")

    def differences(self, others: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
        """Everything that differs; a drawing that belongs below another caption is one difference."""
        was, now = self.was.form, self.now.form
        kind: Fault = "picture" if "picture" in was else "chart"
        if any(_same(other, now) for other in others) and not _same(was, now):
            yield self._said(kind, "这张图", "别的图")
            return
        if now["alt"] and was["alt"] != now["alt"]:
            yield self._said(kind, was["alt"], now["alt"], "替代文字")
        if any(not _LEAST <= b / a <= _MOST for a, b in zip(was["size"], now["size"], strict=True) if a):
            yield self._said(kind, "×".join(map(str, was["size"])), "×".join(map(str, now["size"])), "大小")
        if kind == "picture":
            yield from self._picture()
        else:
            yield from self._chart(was["chart"], now["chart"])
            yield from self._book()

    def _said(self, fault: Fault, was: str, now: str, what: str = "", fact: str = "") -> Difference:
        made = _said(self.was, self.place, fault, was[:60], now[:60])
        around = "".join((self.was.caption, "｜" if what else "", what))
        return replace(made, around=around, binding=fact)

    def _picture(self) -> Iterator[Difference]:
        was, now = self.was.form, self.now.form
        vector = not now.get("vector") or now["vector"] == was["vector"]
        if not vector or (now.get("picture") != was["picture"] and not self.pictures.alike(was, self.now)):
            yield self._said("picture", "发布时的图片", "换过的图片")

    def _chart(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
        for part, name in _PARTS.items():
            if was[part] != now[part]:
                yield self._said("chart", _plain(was[part]), _plain(now[part]), name)
        if len(was["series"]) != len(now["series"]):
            yield self._said("chart", f"{len(was['series'])} 个系列", f"{len(now['series'])} 个系列", "系列")
        for one, two in zip(was["series"], now["series"], strict=False):
            yield from self._series(one, two)

    def _series(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
        for part, name in (("name", "系列的名称"), ("axes", "系列的坐标轴"), ("bare", "不画的点")):
            if was[part] != now[part]:
                yield self._said("chart", _plain(was[part]), _plain(now[part]), name)
        for part, name in _OF_SERIES.items():
            before, after = was[part], now[part]
            for key in sorted({*before, *after}):
                one, two = before.get(key, ""), after.get(key, "")
                if one != two:
                    fact = self.letters.get(one, "") if part == "values" else ""
                    point = was["names"].get(key) or now["names"].get(key, "")
                    yield self._said("chart", one, two, f"{was['name']}·{point}的{name}", fact)

    def _book(self) -> Iterator[Difference]:
        """Cells of the workbook, where there still is one: an editor who opens the data would see them, and print them."""
        if self.was.form["book"] is None or self.now.form["book"] is None:
            return
        was, now = dict(self.was.form["book"]), dict(self.now.form["book"])
        for key in sorted({*was, *now}):
            one, two = was.get(key, ""), now.get(key, "")
            if one != two:
                yield self._said("chart", one, two, f"工作簿的 {key}", self.letters.get(one, ""))


def _same(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    return all(one.get(part) == two.get(part) for part in ("chart", "picture"))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "、".join(_plain(one) for one in value if one) or "没有"
    return str(value)
