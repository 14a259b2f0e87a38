"""A Word file that came back, in the preview: listed with its lines, put in one by one, taken back, never more than was asked."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cache.store import Cache
from hgz_report.problems import Problems
from hgz_report.workshop.preview.read_apart import ReadApart, _told
from hgz_report.workshop.preview.returns import Returns
from hgz_report.workshop.returned.read_back import ReadBack
from tests.tools.corrected_word import CorrectedWord
from tests.tools.previewed import Answered, Browser, Previewed
from tests.tools.returned_project import PublishedPaper, published

OWN = "templates/zone/chengdu/15_own.md.j2"
ZONE = "data/zones/chengdu.yaml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Here(ReadApart):
    """Reads in this process: what a process of its own adds is tried where it is asked for."""

    def read(self, path: Path) -> ReadBack:
        told = _told(self.root, path, Cache.of(self.root))
        if isinstance(told, ReadBack):
            return told
        raise Problems(told)


@pytest.fixture(scope="module")
def paper(_one: Previewed) -> Iterator[PublishedPaper]:
    yield published(_one.root, "chengdu")
    shutil.rmtree(_one.root / "reports")


@pytest.fixture
def returns(paper: PublishedPaper, previewed: Previewed) -> Iterator[Returns]:
    made = Returns(previewed.desk)
    made.apart = Here(previewed.root)
    yield made
    made.close()


@pytest.fixture
def said(paper: PublishedPaper) -> Callable[[str], tuple[str, str]]:
    """The bookmark of the paragraph that says some words, and all of its text."""

    def found(words: str) -> tuple[str, str]:
        one = next(one for one in paper.present.report.paragraphs if words in one.text and len(one.names) == 1)
        return one.names[0], one.text

    return found


@pytest.fixture
def corrected(paper: PublishedPaper, said: Callable[[str], tuple[str, str]]) -> bytes:
    """Two sentences of one line of a template, and the number between them."""
    word = CorrectedWord(paper.word)
    name, _ = said("这里先说")
    for old, new in (("这里先说", "这里先写"), ("末了再说", "最后再说"), ("49", "48")):
        word.replace(name, old, new)
    return word.data


def listed(returns: Returns, key: str, words: str) -> dict[str, Any]:
    """The change of a file that is to say some words."""
    found: dict[str, Any] = next(one for one in returns.changes({"key": key})["items"] if words in one["theirs"])
    return found


def test_every_change_is_listed_beside_its_line(returns: Returns, corrected: bytes) -> None:
    key = returns.hand_over("改过的.docx", corrected)["key"]
    told = returns.changes({"key": key})
    assert (told["slug"], told["file"]) == ("chengdu", "改过的.docx")
    first = told["items"][0]
    assert (first["number"], first["kind"], first["can"]) == (1, "words", True)
    place = first["places"][0]
    row = dict(place["lines"])[place["line"]]
    assert place["file"] == OWN
    assert "这里先说" in row
    number = next(one for one in told["items"] if one["kind"] == "number")
    assert (number["was"], number["theirs"], number["now"]) == ("49个", "48个", [("49个", False)])
    assert first["strips"]


def test_where_both_sides_changed_a_sentence_the_words_that_are_other_now_are_marked(
    returns: Returns, corrected: bytes, previewed: Previewed
) -> None:
    key, own = returns.hand_over("改过的.docx", corrected)["key"], previewed.root / OWN
    own.write_text(own.read_text("utf-8").replace("这里先说", "这里先讲"), encoding="utf-8")
    conflict = next(one for one in returns.changes({"key": key})["items"] if one["standing"] == "conflict")
    assert "先写" in conflict["theirs"]
    assert [text for text, changed in conflict["now"] if changed] == ["讲"]


def test_what_was_put_in_leaves_the_rest_to_be_put_in_and_is_taken_back_by_itself(
    returns: Returns, corrected: bytes, previewed: Previewed
) -> None:
    root, before = previewed.root, (previewed.root / OWN).read_bytes()
    key = returns.hand_over("改过的.docx", corrected)["key"]
    told = returns.put_in({"key": key, "id": listed(returns, key, "先写")["id"]})
    assert (told["file"], told["papers"]) == (OWN, 1)
    first, second = listed(returns, key, "先写"), listed(returns, key, "最后")
    assert (first["applied"], first["undo"], first["can"], second["can"]) == (True, True, False, True)
    moved = "另写的一句。\n\n" + (root / OWN).read_text("utf-8")  # somebody writes above: lines move
    (root / OWN).write_text(moved, encoding="utf-8")
    returns.put_in({"key": key, "id": second["id"]})
    assert returns.put_in({"key": key, "id": listed(returns, key, "48个")["id"]})["file"] == ZONE
    wanted = before.decode().replace("先说", "先写").replace("末了再说", "最后再说")
    assert (root / OWN).read_text("utf-8") == "另写的一句。\n\n" + wanted
    assert previewed.desk.undo({})["file"] == ZONE
    assert listed(returns, key, "48个")["can"]


def test_a_change_after_which_nothing_would_compose_is_not_written(
    returns: Returns, paper: PublishedPaper, said: Callable[[str], tuple[str, str]], previewed: Previewed
) -> None:
    word = CorrectedWord(paper.word)
    word.replace(said("这里先说")[0], "末了再说一句", "共有37家企业")  # a number without a fact
    key = returns.hand_over("改过的.docx", word.data)["key"]
    before = (previewed.root / OWN).read_bytes()
    one = returns.changes({"key": key})["items"][0]
    with pytest.raises(Problems, match="37"):
        returns.put_in({"key": key, "id": one["id"]})
    with pytest.raises(Problems, match="已经不是刚才列出的样子"):
        returns.put_in({"key": key, "id": "another"})
    assert (previewed.root / OWN).read_bytes() == before


def test_only_files_that_wait_or_were_handed_over_are_read(
    returns: Returns, corrected: bytes, previewed: Previewed
) -> None:
    inbox = previewed.root / "inbox"
    inbox.mkdir()
    (inbox / "处长改.docx").write_bytes(corrected)
    told = returns.waiting({})
    assert [one["key"] for one in told["files"]] == ["inbox/处长改.docx"]
    assert returns.changes({"key": "inbox/处长改.docx"})["items"]
    for name in ("report.toml", "../x.docx", "reports/2026-Q4/chengdu.docx", "+9"):
        with pytest.raises(Problems, match="这份文件不在了"):
            returns.changes({"key": name})
    (inbox / "处长改.docx").rename(previewed.root / "别处.docx")
    (inbox / "链接.docx").symlink_to(previewed.root / "别处.docx")
    with pytest.raises(Problems, match="链接"):
        returns.changes({"key": "inbox/链接.docx"})
    for path in (inbox / "链接.docx", previewed.root / "别处.docx"):
        path.unlink()
    inbox.rmdir()


def handed(browser: Browser, data: bytes, kind: str = WORD) -> Answered:
    return browser.ask("/returned/file", "POST", data, content_type=kind, x_name="..%2F%E6%94%B9.docx")


def test_a_browser_may_hand_over_a_word_file_and_nothing_larger_or_else(previewed: Previewed, tmp_path: Path) -> None:
    browser = Browser(previewed)
    told = handed(browser, b"no word file")
    assert json.loads(told.text) == {"key": "+1"}
    assert "改.docx" in browser.ask("/returned/waiting").text
    assert handed(browser, b"{}", "application/json").status == 415
    assert handed(browser, b"x" * 20_000_001).status == 413
    assert browser.ask("/returned/put-in").status == 405
    assert browser.ask("/returned/put-in", "POST", b'{"key": "+1"}').status == 400


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system holds nobody to a time on the processor")
def test_a_file_that_takes_too_long_is_given_up_in_a_sentence(
    paper: PublishedPaper, tmp_path: Path, previewed: Previewed
) -> None:
    path = tmp_path / "改过的.docx"
    path.write_bytes(paper.word)
    apart = ReadApart(previewed.root, seconds=0.01)
    with pytest.raises(Problems, match="读得太久，没有再读"):
        apart.read(path)
    apart.close()
