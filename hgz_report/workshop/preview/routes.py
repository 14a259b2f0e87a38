"""What the preview answers: its own page, the faces, the stream, and questions and requests about what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from hgz_report.fonts.directory import extract
from hgz_report.forms.edit.change import NotThere
from hgz_report.problems import Problems, os_reason, parsed_json
from hgz_report.workshop.preview.broadcast import Broadcast
from hgz_report.workshop.preview.desk import Desk
from hgz_report.workshop.preview.guard import UPLOAD
from hgz_report.workshop.preview.patience import PATIENCE, Patience
from hgz_report.workshop.preview.returns import Returns
from hgz_report.workshop.preview.telling import told_problem

if TYPE_CHECKING:
    from hgz_report.workshop.preview.guard import Keys
    from hgz_report.workshop.preview.session import Session

_PAGE = Path(__file__).parent / "page"
_KINDS = {".css": "text/css", ".js": "text/javascript", ".html": "text/html", ".svg": "image/svg+xml"}
_SECONDS, _LONG = 30.0, 150.0
"""How long a question may take, and one about a file that has bounds of its own."""
_NOT_SO = 405
_SENSELESS = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError, NotThere)
"""What comes of a request that asks for what nothing has; a mistake of ours is said to be one."""
_KEEP = {"cache-control": "private, max-age=604800, immutable"}
Ask = Callable[[dict[str, Any]], Any]


class Answers:
    """The answers, each a method; `channel` is made once the loop runs."""

    def __init__(self, session: Session, desk: Desk, keys: Keys) -> None:
        self.session, self.desk, self.keys = session, desk, keys
        self.returns = Returns(desk)
        self.channel: Broadcast | None = None

    async def page(self, request: Request) -> Response:
        """The page, its styles and scripts: a closed list of files."""
        name = request.path_params.get("name", "preview.html")
        path = _PAGE / name
        if name not in {one.name for one in _PAGE.iterdir()}:
            return PlainTextResponse("没有这一页", 404)
        return Response(path.read_bytes(), media_type=_KINDS[path.suffix])

    async def ticket(self, request: Request) -> Response:
        """The token for the ticket that opened the browser."""
        given = await _body(request)
        return JSONResponse({"token": self.keys.redeem(str(given.get("ticket", "")))})

    async def begin(self, request: Request) -> Response:
        """Which paper to show first."""
        return JSONResponse(
            {"paper": self.session.first_paper, "mistakes": [told_problem(one) for one in self.session.mistakes]}
        )

    async def events(self, request: Request) -> Response:
        """The stream of a paper."""
        assert self.channel is not None
        if self.channel.full:
            return PlainTextResponse("开着的预览太多了，先关掉几个", 503)
        asked = request.query_params
        has = {name for name in asked.get("has", "").split(",") if name}
        return StreamingResponse(self.channel.stream(asked.get("paper", ""), has), media_type="text/event-stream")

    async def face(self, request: Request) -> Response:
        """A font file."""
        face = self.session.faces.known.get(request.path_params["name"])
        if face is None:
            return PlainTextResponse("没有这个字体", 404)
        with face.path.open("rb") as file:
            collection = file.read(4) == b"ttcf"
        if not collection:
            return FileResponse(face.path, headers=_KEEP)
        data = await asyncio.to_thread(extract, face.path, face.index, face.tables)
        return Response(data, media_type="font/otf", headers=_KEEP)

    async def handed_over(self, request: Request) -> Response:
        """A Word file that came back, from the browser."""
        name, data = unquote(request.headers.get("x-name", ""), errors="replace"), await request.body()
        return await _told(lambda given: self.returns.hand_over(name, data), {})

    def asked(self, answer: Ask, seconds: float = _SECONDS) -> Callable[[Request], Awaitable[Response]]:
        """A question: its parameters in, plain values out."""

        async def answered(request: Request) -> Response:
            return await _told(answer, dict(request.query_params), seconds)

        return answered

    def wanted(self, act: Ask, seconds: float = _SECONDS) -> Callable[[Request], Awaitable[Response]]:
        """A request that changes something: JSON in, plain values out."""

        async def done(request: Request) -> Response:
            return await _told(act, await _body(request), seconds)

        return done


def application(answers: Answers, lifespan: Any) -> Starlette:
    """The whole, without its guard."""
    desk = answers.desk
    asked = {"/at": desk.at, "/fact": desk.fact, "/lines": desk.lines, "/search": desk.search, "/compare": desk.compare}
    wanted = {"/edit": desk.edit, "/undo": desk.undo, "/open": desk.open}
    returns = answers.returns
    asked |= {"/returned/waiting": returns.waiting}
    return Starlette(
        routes=[
            Route("/", answers.page),
            Route("/page/{name}", answers.page),
            Route("/ticket", answers.ticket, methods=["POST"]),
            Route("/begin", answers.begin),
            Route("/events", answers.events),
            Route(UPLOAD, answers.handed_over, methods=["POST"]),
            Route("/face/{name}", answers.face),
            Route("/returned", answers.asked(returns.changes, _LONG)),
            Route("/returned/put-in", answers.wanted(returns.put_in, _LONG), methods=["POST"]),
            *(Route(path, answers.asked(answer)) for path, answer in asked.items()),
            *(Route(path, answers.wanted(act), methods=["POST"]) for path, act in wanted.items()),
        ],
        lifespan=lifespan,
        exception_handlers={HTTPException: _no_such, Exception: _failed},
    )


async def _told(answer: Ask, given: dict[str, Any], seconds: float = _SECONDS) -> Response:
    """What an answer gives, or what is wrong in Chinese; never a traceback."""
    try:
        return JSONResponse(await _in_time(answer, given, seconds))
    except Problems as found:
        return JSONResponse({"problems": [told_problem(one) for one in found.problems]}, 409)
    except TimeoutError:
        return JSONResponse({"problems": [{"what": "做得太久了，文件没有改", "hint": "等电脑空一些再试"}]}, 503)
    except OSError as error:
        said = {
            "what": f"有文件读不了或者写不进：{os_reason(error)}",
            "hint": f"检查 {error.filename or '磁盘'} 的权限和空间，再试",
        }
        return JSONResponse({"problems": [said]}, 409)
    except _SENSELESS:
        return JSONResponse({"problems": [{"what": "预览没有看懂这个请求", "hint": "刷新网页再试"}]}, 400)


async def _in_time(answer: Ask, given: dict[str, Any], seconds: float) -> Any:
    """What an answer gives.  Raises TimeoutError where it takes too long; then it changes no file any more."""
    PATIENCE.set(patience := Patience())
    work = asyncio.ensure_future(asyncio.to_thread(answer, given))
    await asyncio.wait({work}, timeout=seconds)
    if not work.done() and patience.end():
        work.add_done_callback(lambda late: late.cancelled() or late.exception())  # nobody asks for it
        raise TimeoutError
    return await work


async def _body(request: Request) -> dict[str, Any]:
    try:
        given = parsed_json(await request.body())
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


async def _no_such(request: Request, error: Exception) -> Response:
    """An address or a kind of request that there is not."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return PlainTextResponse("没有这种请求" if status == _NOT_SO else "没有这一页", status)


async def _failed(request: Request, error: Exception) -> Response:
    """A mistake of ours, in a sentence; what is open stays open."""
    what = f"预览自己出了错（{type(error).__name__}），不是您的错"
    return JSONResponse({"problems": [{"what": what, "hint": "刷新网页再试；还是这样，请交给维护程序的人"}]}, 500)
