"""Corrections that real office programs make, without a screen: LibreOffice by its Basic, ONLYOFFICE's engine by its own API."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from hgz_report.document.passage import Stretch
from hgz_report.origin import Config, DataText, Fact, Template
from hgz_report.workshop.returned.built_text import BuiltParagraph
from tests.tools.corrections import NEW_SENTENCE, Places, Wanted
from tests.tools.offices import LIBREOFFICE, OFFICES, ONLYOFFICE, run_engine

WHO = "审稿人"
_WINDOW = 4
"""Characters at either side by which words are found again."""
_LIBRARY = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>\n'  # noqa: E501
_LIBRARIES = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">\n<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/></library:libraries>\n'  # noqa: E501
_MODULE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>\n'  # noqa: E501
_SECONDS = 900


@dataclass(frozen=True)
class Step:
    """What is done in an office program: words that stand once in the file, found, and what is done there."""

    name: str
    how: str
    words: str
    new: str
    wanted: tuple[Wanted, ...]
    tracked: bool = False
    offices: tuple[str, ...] = OFFICES
    """Those whose scripts can do it."""


def steps(places: Places) -> Iterator[Step]:
    """All that both programs can do by themselves."""
    whole = "\n".join(one.text for one in places.report.paragraphs)
    for kind, origin, name in (
        ("text", DataText, "数据里的话"),
        ("text", Template, "模板里的话"),
        ("cell", DataText, "表格里的话"),
        ("heading", Template, "小标题"),
        ("caption", DataText, "图表的题"),
        ("title", DataText, "标题"),
        ("masthead", Config, "简报名称"),
    ):
        for one, stretch, words in _unique(places, whole, kind, origin):
            new = (
                words.replace(words[_WINDOW : _WINDOW + 2], "更换", 1)
                if len(words) > 6
                else f"{words[0]}更换{words[-1]}"
            )
            line = places.line("words", stretch)
            yield Step(name, "replace", words, new, (line,))
            if kind in ("text", "cell"):
                yield Step(f"{name}（修订）", "replace", words, new, (line,), tracked=True)
            if kind == "text" and origin is DataText:
                yield Step("删去几个字", "replace", words, words[:2] + words[-1:], (line,))
                yield Step("加粗", "bold", words, "", ())
                yield Step("批注", "remark", words, "这里请再核", (places.line("remark", stretch),))
                yield Step("加一段", "add", words, f"{NEW_SENTENCE}。", (places.main("added", one),))
                yield Step(
                    "加一段（修订）", "add", words, f"{NEW_SENTENCE}。", (places.main("added", one),), tracked=True
                )
                yield Step("删一段", "drop", words, "", (places.main("dropped", one),))
                yield Step("删一段（修订）", "drop", words, "", (places.main("dropped", one),), tracked=True)
                yield Step("段末加一句", "append", words, f"{NEW_SENTENCE}。", (Wanted("words"),))
            break
    yield from _numbers(places, whole)
    yield from _shapes(places, whole)
    yield from _rows(places, whole)


def _shapes(places: Places, whole: str) -> Iterator[Step]:
    """Paragraphs parted and joined; words struck through by hand."""
    found = list(_unique(places, whole, "text", DataText))
    rows = places.report.paragraphs
    for one, stretch, words in found:
        after = rows[rows.index(one) + 1]
        if (
            after.kind == "text"
            and after.block != one.block
            and one.stretches[0] is not stretch
            and len(after.text) > 20
        ):
            line, both = places.main("split", one), places.main("merged", after)
            for tracked, sign in ((False, ""), (True, "（修订）")):
                yield Step(f"一段分成两段{sign}", "split", words, "", (line,), tracked, (LIBREOFFICE,))
                yield Step(f"两段并成一段{sign}", "merge", words, "", (both,), tracked, (LIBREOFFICE,))
            break
    one, stretch, words = found[-1]
    yield Step("手工划删除线", "strike", words, "", (places.line("struck", stretch),))
    yield Step(
        "加一条脚注", "note", words, f"{NEW_SENTENCE}。", (Wanted("words"), Wanted("added")), False, (LIBREOFFICE,)
    )


def _rows(places: Places, whole: str) -> Iterator[Step]:
    for one, _, words in _unique(places, whole, "cell", DataText):
        if one.row > 0 and one.column >= 0:
            yield Step("表格删一行", "drop row", words, "", (Wanted("row dropped"),))
            yield Step("表格加一行", "add row", words, "新的一行", (Wanted("row added"),), False, (LIBREOFFICE,))
            return


def _numbers(places: Places, whole: str) -> Iterator[Step]:
    for kind, name in (("text", "正文里的数"), ("cell", "表格里的数")):
        for one in places.report.paragraphs:
            for stretch in one.stretches:
                digits = re.search(r"\d[\d.]*\d", one.text[stretch.start : stretch.end])
                fits = (
                    one.kind == kind and isinstance(stretch.origin, Fact) and stretch.origin.id in places.dataset.facts
                )
                if not fits or not digits or whole.count(digits[0]) != 1:
                    continue
                assert isinstance(stretch.origin, Fact)
                line = places.fact(stretch.origin.id, "value")
                yield Step(name, "replace", digits[0], f"{digits[0][:-1]}{(int(digits[0][-1]) + 3) % 9 + 1}", (line,))
                yield Step(f"{name}（修订）", "replace", digits[0], f"9{digits[0]}", (line,), tracked=True)
                break
            else:
                continue
            break


def _unique(places: Places, whole: str, kind: str, origin: type) -> Iterator[tuple[BuiltParagraph, Stretch, str]]:
    """Words of a kind that stand once in the report, and in which nothing is bound."""
    for one in places.report.paragraphs:
        for stretch in one.stretches[bool(one.label) :]:
            # The character beside a number stands in its content control, where a search ends.
            inner = slice(stretch.start + (stretch.start > 0), stretch.end - (stretch.end < len(one.text)))
            said = one.text[inner]
            if one.kind != kind or not isinstance(stretch.origin, origin) or len(one.text) < len(said):
                continue
            for found in re.finditer(rf"[一-鿿]{{{2 * _WINDOW + 2}}}|^[一-鿿]{{4,9}}$", said):
                if whole.count(found[0]) == 1:
                    yield one, stretch, found[0]


def by_libreoffice(steps: Sequence[Step], source: Path, folder: Path) -> list[Path]:
    """Each correction made in a copy of a file by LibreOffice; the files, in order."""
    made = [folder / f"lo{n:02}.docx" for n in range(len(steps))]
    subs, calls = [], []
    for n, (step, path) in enumerate(zip(steps, made, strict=True)):
        subs.append(_sub(n, step, source, path))
        calls.append(f"  Do{n}")
    code = "\n".join((_HELPERS, *subs, "Sub Main", *calls, "  StarDesktop.terminate()", "End Sub"))
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    start = [office, profile, "--headless", "--norestore"]
    # The first start fills a new profile, and would write over what stands in it.
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=_SECONDS)
    basic = folder / "profile/user/basic"
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    (basic / "Standard/script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Standard/Module1.xba").write_text(_MODULE.format(escape(code)), encoding="utf-8")
    subprocess.run([*start, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=_SECONDS)
    return made


_HELPERS = """
Function Opened(url)
  Dim a(0) As New com.sun.star.beans.PropertyValue
  a(0).Name = "Hidden" : a(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(url, "_blank", 0, a())
End Function
Sub Saved(doc, url)
  Dim a(0) As New com.sun.star.beans.PropertyValue
  a(0).Name = "FilterName" : a(0).Value = "MS Word 2007 XML"
  doc.storeToURL(url, a())
  doc.close(True)
End Sub
Function Found(doc, words)
  Dim s
  s = doc.createSearchDescriptor()
  s.SearchString = words
  s.SearchCaseSensitive = True
  Found = doc.findFirst(s)
End Function
"""


_END = "c = r.Text.createTextCursorByRange(r.End) : c.gotoEndOfParagraph(False)"
_ACTS = {
    "replace": "r.String = NEW",
    "bold": "r.CharWeight = 150 : r.CharWeightAsian = 150",
    "strike": "r.CharStrikeout = 1",
    "remark": 'a = doc.createInstance("com.sun.star.text.textfield.Annotation") : a.Content = NEW : a.Author = WHO'
    " : r.Text.insertTextContent(r, a, True)",
    "append": f"{_END} : r.Text.insertString(c, NEW, False)",
    "add": f"{_END} : r.Text.insertControlCharacter(c, 0, False) : r.Text.insertString(c, NEW, False)",
    "drop": "c = r.Text.createTextCursorByRange(r.Start) : c.gotoStartOfParagraph(False) : c.gotoEndOfParagraph(True)"
    ' : c.goRight(1, True) : c.String = ""',
    "split": "r.Text.insertControlCharacter(r.Start, 0, False)",
    "merge": f'{_END} : c.goRight(1, True) : c.String = ""',
    "note": 'a = doc.createInstance("com.sun.star.text.Footnote") : r.Text.insertTextContent(r.End, a, False)'
    " : a.setString(NEW)",
    "drop row": "a = CInt(Mid(r.Cell.CellName, 2)) - 1 : r.TextTable.Rows.removeByIndex(a, 1)",
    "add row": "a = CInt(Mid(r.Cell.CellName, 2)) : r.TextTable.Rows.insertByIndex(a, 1)"
    " : r.TextTable.getCellByPosition(0, a).String = NEW",
}
"""What LibreOffice does at the words `r`, in Basic."""


def _sub(n: int, step: Step, source: Path, path: Path) -> str:
    words, new = (text.replace('"', '""') for text in (step.words, step.new))
    act = _ACTS[step.how].replace("NEW", f'"{new}"').replace("WHO", f'"{WHO}"')
    lines = "\n  ".join(act.split(" : "))
    return (
        f'Sub Do{n}\n  Dim doc, r, c, a\n  doc = Opened("{source.resolve().as_uri()}")\n'
        f"  doc.RecordChanges = {step.tracked}\n"
        f'  r = Found(doc, "{words}")\n  If Not IsNull(r) Then\n  {lines}\n  End If\n'
        f'  doc.RecordChanges = False\n  Saved(doc, "{path.resolve().as_uri()}")\nEnd Sub\n'
    )


_ENGINE = """
import json, sys, docbuilder
builder = docbuilder.CDocBuilder()
for one in json.loads(sys.stdin.read()):
    builder.OpenFile(one["source"], "")
    builder.ExecuteCommand(one["code"])
    builder.SaveFile("docx", one["path"])
    builder.CloseFile()
"""


def by_onlyoffice(steps: Sequence[Step], source: Path, folder: Path) -> list[Path]:
    """Each correction made in a copy of a file by ONLYOFFICE's engine; the files, in order."""
    made = [folder / f"oo{n:02}.docx" for n in range(len(steps))]
    jobs = [
        {"source": str(source.resolve()), "path": str(path.resolve()), "code": _script(step)}
        for step, path in zip(steps, made, strict=True)
    ]
    run_engine(_ENGINE, given=json.dumps(jobs).encode())
    return made


def _script(step: Step) -> str:
    words, new, who = (json.dumps(text) for text in (step.words, step.new, WHO))
    act = {
        "replace": f"d.SearchAndReplace({{searchString: {words}, replaceString: {new}}});",
        "bold": "r.SetBold(true);",
        "remark": f"r.AddComment({new}, {who});",
        "append": f"p.AddText({new});",
        "add": f'var q = Api.CreateParagraph(); q.AddText({new}); p.InsertParagraph(q, "after", true);',
        "drop": "p.Delete();",
        "strike": "r.SetStrikeout(true);",
        "drop row": "p.GetParentTable().RemoveRow(p.GetParentTableCell());",
    }[step.how]
    return (
        f"var d = Api.GetDocument(); d.SetTrackRevisions({str(step.tracked).lower()}); var r = d.Search({words})[0];"
        f"var p = r.GetParagraph(0); {act}"
    )


BY_OFFICE = {LIBREOFFICE: by_libreoffice, ONLYOFFICE: by_onlyoffice}
