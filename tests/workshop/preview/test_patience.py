"""A change that took too long, so that its editor was told that nothing is changed, is not made afterwards."""

from __future__ import annotations

import asyncio
import json
import time
from threading import Event
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from hgz_report.workshop.preview.guard import Keys
from hgz_report.workshop.preview.patience import writing_begins
from hgz_report.workshop.preview.routes import Answers
from tests.tools.previewed import Previewed


async def _nothing() -> dict[str, Any]:
    return {"type": "http.request", "body": b"{}", "more_body": False}


def wanted(previewed: Previewed, act: Any, seconds: float) -> tuple[int, dict[str, Any]]:
    async def ask() -> Response:
        answers = Answers(previewed.session, previewed.desk, Keys())
        request = Request({"type": "http", "method": "POST", "headers": []}, _nothing)
        return await answers.wanted(act, seconds)(request)

    told = asyncio.run(ask())
    return told.status_code, json.loads(bytes(told.body))


def test_who_was_told_that_it_takes_too_long_finds_the_file_as_it_was(previewed: Previewed) -> None:
    wrote, ended = [], Event()

    def slow(given: dict[str, Any]) -> dict[str, Any]:
        try:
            time.sleep(0.2)
            writing_begins()
            wrote.append(given)
        finally:
            ended.set()
        return {}

    status, told = wanted(previewed, slow, 0.05)
    assert ended.wait(5)
    assert (status, told["problems"][0]["what"], wrote) == (503, "做得太久了，文件没有改", [])


def test_what_is_being_written_when_the_time_is_over_is_answered_as_done(previewed: Previewed) -> None:
    def writes(given: dict[str, Any]) -> dict[str, Any]:
        writing_begins()
        time.sleep(0.2)
        return {"written": True}

    assert wanted(previewed, writes, 0.05) == (200, {"written": True})
