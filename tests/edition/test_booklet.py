"""booklet.pdf: the papers of an edition as one file."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from hgz_report.cli.main import main
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from tests.tools.audited import Output, audited
from tests.tools.pdf_checks import page_texts, problems_of_pdf
from tests.tools.project import change
from tests.tools.tiny_project import EDITION, tiny_project

MORE = """
# 另有说明

见[](#own)。[^a]

| 甲 | 乙 |
|---|---|
| 左 | 右 |

: 对照 {#own}

[^a]: 注解。
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("booklet") / "project")
    change(root / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["pdf"]')
    change(root / "report.toml", 'booklet = "none"', 'booklet = "papers"')
    section = root / "templates/zone/10_own.md.j2"
    section.write_text(section.read_text("utf-8") + MORE, "utf-8")
    build(root, load_config(root), workers=1)
    return root


@pytest.fixture(scope="module")
def data(project: Path) -> bytes:
    return (project / EDITION / "booklet.pdf").read_bytes()


def manifest(project: Path) -> dict[str, Any]:
    return dict(json.loads((project / EDITION / "manifest.json").read_text(encoding="utf-8")))


def test_it_keeps_what_every_pdf_of_ours_keeps(data: bytes) -> None:
    assert problems_of_pdf(data) == []


def test_it_has_all_pages_of_all_papers_with_numbers_through(project: Path, data: bytes) -> None:
    texts = page_texts(data)
    papers = [
        page_texts((project / EDITION / f"{one['slug']}.pdf").read_bytes()) for one in manifest(project)["reports"]
    ]
    number = re.compile(r"—\s*\d+\s*—")
    own = [number.sub("", text) for paper in papers for text in paper]
    assert [number.sub("", text) for text in texts[1:]] == own
    assert [number.findall(text)[-1].split()[1] for text in texts] == [str(at) for at in range(1, len(texts) + 1)]


def test_bookmarks_go_from_paper_to_heading_and_links_stay_in_the_book(data: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    tops = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert len(tops) == 1 + 4
    assert any(
        isinstance(entry, list) and any("另有说明" in str(getattr(one, "title", "")) for one in entry)
        for entry in reader.outline
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        ends = [
            (at, pages[link.A.D[0].objgen])
            for at, page in enumerate(pdf.pages)
            for link in page.get("/Annots", [])
            if link.A.S == "/GoTo"
        ]
    assert sorted({end for at, end in ends if at == 0}) == sorted({start for _, start in starts(data)})
    assert any(at == end for at, end in ends[1:])  # 见表1, a note


def starts(data: bytes) -> list[tuple[str, int]]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    tops = [entry for entry in reader.outline if not isinstance(entry, list)]
    return [(str(one.title), reader.get_destination_page_number(one) or 0) for one in tops[1:]]


def test_the_contents_say_where_each_paper_begins(data: bytes) -> None:
    contents = page_texts(data)[0]
    for title, page in starts(data):
        assert re.search(rf"{re.escape(title)}[\s·]*{page + 1}\b", contents)


def test_its_bytes_do_not_depend_on_how_it_was_made(project: Path, data: bytes) -> None:
    for options in (("--jobs", "2"), ("--jobs", "1"), ("--no-cache", "--jobs", "1")):
        assert main(["build", "--root", str(project), "--json", *options]) == 0
        assert (project / EDITION / "booklet.pdf").read_bytes() == data


def test_the_manifest_the_index_and_audit_know_it(project: Path, capsys: Output) -> None:
    said = manifest(project)
    assert said["booklet"]["file"] == "booklet.pdf"
    assert "合订本" in (project / EDITION / "index.html").read_text(encoding="utf-8")
    code, (file,) = audited(project / EDITION / "booklet.pdf", capsys)
    assert (code, file["findings"], file["notices"]) == (0, [], [])
    assert file["hash_match"]


def test_a_number_changed_in_it_is_found_out(project: Path, tmp_path: Path, capsys: Output) -> None:
    folder = Path(shutil.copytree(project / EDITION, tmp_path / "2026-Q4"))
    path = folder / "booklet.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        content = pdf.pages[2].Contents.read_bytes()
        changed = re.sub(rb"<([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]+)>", rb"<\g<2>\g<1>\g<3>>", content, count=3)
        assert changed != content
        pdf.pages[2].Contents = pdf.make_stream(changed)
        pdf.save(path)
    code, (file,) = audited(path, capsys)
    assert code == 1
    assert not file["hash_match"]


def test_there_is_none_where_none_is_wanted_and_a_trial_has_none(project: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(project, tmp_path / "project"))
    change(root / "report.toml", 'booklet = "papers"', 'booklet = "none"')
    edition = build(root, load_config(root), workers=1)
    assert not (edition.folder / "booklet.pdf").exists()
    assert "合订本" not in (edition.folder / "index.html").read_text(encoding="utf-8")
