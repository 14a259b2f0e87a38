"""audit: pages for reading, as published and spoilt."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from tests.tools.audited import Output, audited
from tests.tools.project import PAPERS, change, copy_project


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_project(tmp_path_factory.mktemp("web"), PAPERS)
    change(project / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["html"]')
    change(project / "report.toml", 'draft = ""', 'draft = "送审稿"')
    assert main(["build", "--root", str(project), "--json", "chengdu"]) == 0
    (folder,) = (path.parent for path in project.glob("reports/*/manifest.json"))
    return folder


@pytest.fixture
def page(pages: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pages, tmp_path / pages.name)) / "chengdu.html"


def spoilt(page: Path, edit: Callable[[str], str]) -> Path:
    before = page.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    page.write_text(after, encoding="utf-8")
    return page


def put(after: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(after, after + new, 1)


def test_a_page_as_published_has_every_number_accounted_for(page: Path, capsys: Output) -> None:
    code, (file,) = audited(page, capsys)
    assert (code, file["hash_match"], file["findings"], file["notices"]) == (0, True, [], [])
    assert sum(file["accounted"].values()) > 100


def test_a_page_holds_the_text_of_the_pdf_with_the_data_of_its_charts_and_the_word_of_a_draft(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("<details>") == text.count("<svg ")
    assert '<p class="draft">送审稿</p>' in text


def number_in(mark: str) -> Callable[[str], str]:
    """Change the first number of two digits between tags of a kind."""
    return lambda text: re.sub(rf"({mark}[^<]*?)(\d\d)(?=[^<\d])", lambda m: f"{m[1]}{int(m[2]) ^ 1:02}", text, count=1)


@pytest.mark.parametrize(
    ("edit", "faults", "said"),
    [
        (number_in('<(?:a|data) class="f"[^>]*>'), {"changed"}, ""),
        (number_in(r"<(?:td|th)[^>]*>(?:<[^>]*>)?"), {"changed", "meaning", "label"}, ""),
        (number_in(r"<text [^>]*>"), {"changed", "picture"}, ""),
        (lambda text: re.sub(r'<path d="M\d+', '<path d="M1', text, count=1), {"picture"}, "改过的图"),
        (lambda text: re.sub(r"(<figcaption[^>]*>图1　[^<]*)", r"\1 37%", text, count=1), {"unaccounted", "label"}, "37%"),
        (lambda text: re.sub(r"<p>.*?</p>\n", "", text, count=2), {"missing", "meaning"}, ""),
        (lambda text: re.sub(r'<a href="#[^"]*"', '<a href="#elsewhere"', text, count=1), {"link"}, "#elsewhere"),
        (put('<main id="text">', '<p><a class="out" href="https://example.org/">。</a></p>'), {"link"}, "example.org"),
        (put('<main id="text">', '<p><a class="out" href="javascript:x()">。</a></p>'), {"hidden"}, "运行程序"),
        (lambda text: re.sub(r'title="[^"]*"', 'title="据别处"', text, count=1), {"link"}, ""),
        (put("<main id=\"text\">", "<script>alert(1)</script>"), {"hidden"}, "script"),
        (put("<main id=\"text\">", '<p style="display:none">另有37%</p>'), {"hidden", "unaccounted"}, "style"),
        (put("<main id=\"text\">", "<p hidden>另有一项</p>"), {"hidden"}, "hidden"),
        (put("<main id=\"text\">", '<p class="skip">另有一项</p>'), {"hidden"}, "skip"),
        (put("<main id=\"text\">", '<a class="skip" href="#text">另有37%</a>'), {"unaccounted", "link"}, "37%"),
        (put("<main id=\"text\">", "<!-- 37% -->"), {"hidden"}, "注释"),
        (put("<main id=\"text\">", "另有37%"), {"unaccounted"}, "37%"),
        (put("<main id=\"text\">", '<iframe src="https://example.org"></iframe>'), {"hidden"}, "iframe"),
        (put("<main id=\"text\">", '<p onclick="x()">。</p>'), {"hidden"}, "onclick"),
        (put("<details>", "<p>收起来的一句</p>"), {"hidden"}, "收起来"),
        (lambda text: text.replace("default-src 'none'", "default-src *"), {"look"}, "开头"),
        (lambda text: text.replace("</style>", ".f{display:none}</style>"), {"look"}, "开头"),
        (lambda text: text.replace("</h2>", "", 1), {"hidden"}, "没有配对"),
        (lambda text: text.replace("送审稿", "37稿"), {"look"}, "37稿"),
    ],
)  # fmt: skip
def test_a_spoilt_page_is_found_out(
    page: Path, capsys: Output, edit: Callable[[str], str], faults: set[str], said: str
) -> None:
    code, (file,) = audited(spoilt(page, edit), capsys)
    assert code == 1
    found = {finding["fault"] for finding in file["findings"]}
    assert found & faults, file["findings"]
    assert any(said in finding["now"] + finding["around"] for finding in file["findings"])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<!DOCTYPE html><html><body>", "不是完整的网页"),
        ("<html>高</html>".encode("gb18030"), "不是 UTF-8"),
        (b"<html><body>" + b"<div>" * 60 + b"</html>", "套得太深"),
        (b"<html><title>x</title></html>", "没有这份文件"),
    ],
)
def test_what_is_no_page_of_ours_is_not_judged(page: Path, capsys: Output, data: bytes, why: str) -> None:
    path = page.with_name("other.html")
    path.write_bytes(data)
    code, (file,) = audited(path, capsys)
    assert code == 2
    assert why in file["why"]


def test_the_index_is_no_page_for_reading(page: Path, capsys: Output) -> None:
    code, files = audited(page.parent, capsys)
    assert (code, [file["file"].rpartition("/")[2] for file in files]) == (0, ["chengdu.html"])


def test_of_a_page_that_was_made_another_one_so_much_is_told_that_a_person_can_read_it(
    page: Path, capsys: Output
) -> None:
    spoilt(
        page, lambda text: text.replace("</main>", "".join(f"<p>另有{n}家企业。</p>" for n in range(2100)) + "</main>")
    )
    assert main(["audit", str(page)]) == 1
    told = capsys.readouterr()
    assert "后面的 100 句没有看" in told.err
    assert "……还有 1500 处没有列出；全部的用 --json 看。" in told.out
    assert len(told.out.splitlines()) < 520
