"""audit: what a PDF does by itself, and how large it says its pages are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from hgz_report.cli.main import main
from tests.tools.audited import Output, audited
from tests.tools.tiny_project import EDITION, tiny_project

PAPER = "made-000.pdf"
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("this.getField('a').value='9'"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a page each: nothing here asks what is printed."""
    project = tiny_project(tmp_path_factory.mktemp("tiny") / "project")
    assert main(["--root", str(project), "build"]) == 0
    return project / EDITION


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (SCRIPT, "运行脚本"),
        (Dictionary(S=Name.Launch, F=String("a.exe")), "打开别的程序"),
        (Dictionary(S=Name.URI, URI=String("https://example.org")), "网址"),
        (Dictionary(S=Name.SubmitForm, F=String("https://example.org")), "发到外面"),
        (Dictionary(S=Name.GoToR, F=String("b.pdf"), D=Array([0, Name.Fit])), "别的文件"),
        (Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=SCRIPT), "运行脚本"),
        (Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([SCRIPT])), "运行脚本"),
        (Dictionary(S=Name.Unheard), "读不懂的事（Unheard）"),
    ],
)
@pytest.mark.parametrize("place", ["open", "root", "page", "link"])
def test_a_pdf_that_does_something_by_itself_is_not_judged(
    folder: Path, capsys: Output, action: Any, said: str, place: str
) -> None:
    path = folder / PAPER
    if place == "link" and "/URI" in str(action.get("/S")):
        pytest.skip("a link may lead to an address")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        match place:
            case "open":
                pdf.Root.OpenAction = action
            case "root":
                pdf.Root.AA = Dictionary(WC=action)
            case "page":
                pdf.pages[0].AA = Dictionary(O=action)
            case "link":
                link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
                pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(link)]))
        pdf.save(path)
    code, (file,) = audited(path, capsys)
    assert (code, file["judged"]) == (2, False)
    assert said in file["why"]


def test_a_pdf_that_opens_at_a_place_of_its_own_is_quiet(folder: Path, capsys: Output) -> None:
    path = folder / PAPER
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.XYZ, 0, 800, 1])
        pdf.save(path)
    code, (file,) = audited(path, capsys)
    assert (code, file["findings"]) == (0, [])


def test_pages_in_units_of_their_own_are_named(folder: Path, capsys: Output) -> None:
    path = folder / PAPER
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].UserUnit = 3
        pdf.save(path)
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert any("放大了3倍" in finding["now"] and finding["page"] == 1 for finding in file["findings"])
