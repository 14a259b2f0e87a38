"""`hgz-report preview`: the papers in a browser while they are written."""

from __future__ import annotations

import argparse
import logging
import webbrowser
from contextlib import suppress
from importlib.util import find_spec

from hgz_report.cli.output import say_error
from hgz_report.problems import Problem, Unusable

_NEEDED = ("starlette", "uvicorn", "watchfiles")
_HINT = "在项目文件夹里运行 make preview，它会先装好；或者运行 pip install 'hgz-report[preview]'"


class InChinese(logging.Handler):
    """What the server's libraries say in English is said in a sentence, each kind once; their warnings (a stranger sent what is
    no HTTP) are nobody's business.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._told: set[tuple[str, str]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Say it."""
        kind = record.name, str(record.msg)
        if kind not in self._told:
            self._told.add(kind)
            said = "预览有一次没有答上来，别的照常。一再这样，请告诉维护程序的人"
            say_error(f"留意  {said}（{record.name}，{record.module} 第 {record.lineno} 行）。")


def preview(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C.  Raises Unusable without the libraries, Problems for a port that is taken."""
    if missing := [name for name in _NEEDED if find_spec(name) is None]:
        raise Unusable([Problem(None, f"预览要用的程序库没有装：{'、'.join(missing)}", _HINT)])
    from hgz_report.workshop.preview.serve import serve

    def opened(address: str, once: str) -> None:
        print(f"预览在 {address}\n改了文件存盘，网页里的页面就跟着变。按 Ctrl-C 结束。", flush=True)
        if not options.no_open:
            with suppress(webbrowser.Error):
                webbrowser.open(once)

    logging.getLogger().addHandler(InChinese())
    with suppress(KeyboardInterrupt):  # that is how it ends
        serve(options.root.resolve(), options.slug or "", options.port, opened)
    return 0
