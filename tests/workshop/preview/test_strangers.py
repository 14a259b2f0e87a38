"""Nobody else gets in: Host, Origin, token, kinds of request, sizes; and what a page may do is said to the browser."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tools.previewed import HOST, Browser, Previewed

_FACT = {"kind": "fact", "id": "chengdu.pilot_platforms@2024", "old": {"value": "49"}, "new": {"value": "50"}}


@pytest.fixture
def browser(previewed: Previewed) -> Browser:
    return Browser(previewed)


def test_the_page_itself_is_served_and_may_load_nothing_from_elsewhere(browser: Browser) -> None:
    told = browser.ask("/", x_token=None)
    assert told.status == 200
    policy = told.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert browser.keys.token not in told.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"x_token": None}, 403),
        ({"x_token": "a guess"}, 403),
        ({"x_token": "钥匙"}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example", "origin": "http://evil.example"}, 421),
        ({"host": None}, 421),
        ({"host": "127.0.0.1:1"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"https://{HOST}"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": f"http://{HOST}", "sec_fetch_site": "same-origin"}, 200),
    ],
)
def test_strangers_are_refused(browser: Browser, headers: dict[str, Any], status: int) -> None:
    told = browser.ask("/search?words=甲".replace("甲", "%E7%94%B2"), **headers)
    assert told.status == status


@pytest.mark.parametrize("path", ["/edit", "/undo", "/open", "/ticket"])
def test_no_get_changes_anything(browser: Browser, path: str) -> None:
    assert browser.ask(path).status == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_kinds_of_request_are_refused(browser: Browser, method: str) -> None:
    assert browser.ask("/edit", method).status == 405


def test_a_form_of_another_site_can_send_nothing(browser: Browser) -> None:
    assert browser.ask("/edit", "POST", b"{}", content_type="text/plain").status == 415


def test_what_is_too_large_is_not_read(browser: Browser) -> None:
    assert browser.ask("/edit", "POST", b"[" * 300_000).status == 413


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"\xff", b"{}", b'{"kind": "other"}', b'{"kind": "data", "file": "data/national.yaml"}'),
        b"[" * 200_000,
        b'{"kind": "template", "file": "templates/zone/10_own.md.j2", "line": Infinity, "start": 0}',
        *(json.dumps(_FACT | {"conflict": number}).encode() for number in (10**9, float("inf"))),
    ],
)
def test_a_request_that_makes_no_sense_is_answered_in_chinese(browser: Browser, body: bytes) -> None:
    told = browser.ask("/edit", "POST", body)
    assert told.status == 400
    assert "预览没有看懂" in told.text
    assert "Traceback" not in told.text


def test_a_ticket_opens_once(browser: Browser) -> None:
    body = json.dumps({"ticket": browser.keys.ticket}).encode()
    assert browser.ask("/ticket", "POST", body, x_token=None).json == {"token": browser.keys.token}
    assert browser.ask("/ticket", "POST", body, x_token=None).json == {"token": ""}
    for other in ('""', '"\\ud800"', "[]"):
        assert browser.ask("/ticket", "POST", b'{"ticket": %s}' % other.encode(), x_token=None).json == {"token": ""}


@pytest.mark.parametrize("name", ["..%2f..%2fguard.py", "../guard.py", "none.js", "__init__.py"])
def test_only_the_files_of_the_page_are_served(browser: Browser, name: str) -> None:
    assert browser.ask(f"/page/{name}").status == 404


def test_a_file_outside_the_project_is_not_shown(browser: Browser) -> None:
    told = browser.ask("/lines?file=../../etc/passwd&line=1")
    assert told.status == 409
    assert "root:" not in told.text


def test_words_are_found_in_all_papers_with_any_quotation_marks(browser: Browser) -> None:
    told = browser.ask("/search?words=%E5%BB%BA%E6%88%90%E4%B8%AD%E8%AF%95%E5%B9%B3%E5%8F%B0").json
    assert [place["paper"] for place in told["places"]] == ["chengdu"]


def test_a_paper_that_was_never_published_has_nothing_to_be_compared_with(browser: Browser) -> None:
    told = browser.ask("/compare?paper=chengdu")
    assert told.status == 409
    assert "还没有发布过" in told.text


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/nothing", "GET", 404), ("/edit", "GET", 405), ("/begin", "POST", 405)]
)
def test_an_address_that_there_is_not_is_said_in_chinese(browser: Browser, path: str, method: str, status: int) -> None:
    told = browser.ask(path, method)
    assert told.status == status
    assert told.text.startswith("没有这")
