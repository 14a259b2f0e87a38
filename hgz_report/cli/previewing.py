"""`hgz-report preview`: the papers in a browser while they are written."""

from __future__ import annotations

import argparse
import webbrowser
from contextlib import suppress
from importlib.util import find_spec

from hgz_report.problems import Problem, Unusable

_NEEDED = ("starlette", "uvicorn", "watchfiles")
_HINT = "在项目文件夹里运行 make preview，它会先装好；或者运行 pip install 'hgz-report[preview]'"


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

    serve(options.root.resolve(), options.slug or "", options.port, opened)
    return 0
