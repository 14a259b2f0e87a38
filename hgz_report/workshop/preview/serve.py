"""The preview runs: a server on this machine alone, the files watched, until it is ended."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from watchfiles import awatch

from hgz_report.collection import leave_uncollected
from hgz_report.data.file_kinds import DATA
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.forms.people_files import is_left_behind
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems
from hgz_report.workshop.preview.broadcast import Broadcast
from hgz_report.workshop.preview.desk import Desk
from hgz_report.workshop.preview.guard import Guard, Keys
from hgz_report.workshop.preview.routes import Answers, application
from hgz_report.workshop.preview.session import Session, Turns

HOST = "127.0.0.1"
_ROOMS = (DATA, TEMPLATES, PICTURES)
_STEP, _DEBOUNCE = 12, 60
"""Milliseconds that pass without a further change before a save is seen, and at most."""
_WAITING = 512
_IDLE = 10
"""Seconds after which a connection that asks nothing is let go."""


def serve(root: Path, first: str, port: int, opened: Callable[[str, str], None]) -> None:
    """Serve until interrupted.  `port` 0: any that is free; `opened` gets the address to keep, and one that serves once.

    Raises Problems where the port is taken.
    """
    own = _bound(port)
    number = int(own.getsockname()[1])
    keys, session = Keys(), Session(root, first)
    leave_uncollected()  # the session frees what its turns leave behind
    desk = Desk(session)
    answers = Answers(session, desk, keys)

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        turns = Turns(session)
        channel = Broadcast(session, turns)
        answers.channel, session.tell = channel, channel.tell
        loop = asyncio.get_running_loop()
        desk.saved = lambda file: _soon(loop, turns, file)
        turns.saved(frozenset({CONFIG}))
        tasks = [asyncio.create_task(turns.run()), asyncio.create_task(_watch(root, turns))]
        base = f"http://{HOST}:{number}/"
        opened(f"{base}#{keys.token}", f"{base}#!{keys.ticket}")
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            answers.returns.close()
            desk.close()

    app = Guard(application(answers, lifespan), keys, number)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, ws="none", lifespan="on", server_header=False, date_header=False,
        timeout_keep_alive=_IDLE, timeout_graceful_shutdown=1, backlog=_WAITING,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[own])


def _bound(port: int) -> socket.socket:
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        own.bind((HOST, port))
        own.listen(_WAITING)  # from now on who comes waits, also a browser that is quicker than we are
    except OSError as error:
        own.close()
        said = "已经有别的程序在用" if error.errno == errno.EADDRINUSE else "不能用"
        raise Problems(
            [Problem(None, f"端口 {port} {said}", "换一个：hgz-report preview --port 0 由系统挑一个")]
        ) from None
    return own


def _soon(loop: asyncio.AbstractEventLoop, turns: Turns, file: str) -> None:
    loop.call_soon_threadsafe(turns.saved, frozenset({file}))


async def _watch(root: Path, turns: Turns) -> None:
    """Tell of every file of the project that is saved."""
    folders = [root / room for room in _ROOMS if (root / room).is_dir()]
    base = root.resolve()

    def ours(change: Any, path: str) -> bool:
        there = Path(path)
        if there.parent == base:
            return there.name == CONFIG
        return not is_left_behind(there.name)

    watching = awatch(
        *(folder.resolve() for folder in folders), watch_filter=ours, step=_STEP, debounce=_DEBOUNCE, rust_timeout=1000
    )
    top = awatch(base, watch_filter=ours, recursive=False, step=_STEP, debounce=_DEBOUNCE, rust_timeout=1000)
    await asyncio.gather(_told(base, watching, turns), _told(base, top, turns))


async def _told(base: Path, changes: Any, turns: Turns) -> None:
    async for batch in changes:
        names = {Path(path) for _, path in batch}
        turns.saved(frozenset(path.relative_to(base).as_posix() for path in names if path.is_relative_to(base)))
