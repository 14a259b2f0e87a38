"""The preview in a real browser: `python -m tests.outside.browser [edits|speed [ROW…]]`; exit 1 on any finding.

A copy of the project is previewed; Chromium, driven by playwright-core, saves, clicks, changes, makes a mistake and mends it,
and strangers knock.  `speed` measures from a save to the paint and prints the table of docs/preview.md: all of it, or the rows
of what is saved (`speed 模板`) or of a paper (`speed annex`); ROUNDS=8 saves a row.  What this machine lacks is named, and
nothing is done.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.tools.project import ROOT

_HERE = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def main() -> int:
    """Run the script of the browser against a preview."""
    program = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    node = shutil.which("node")
    lacking = [
        *([] if program else ["chromium（Debian：apt install chromium）"]),
        *([] if node else ["node"]),
        *(
            []
            if (_HERE / "node_modules/playwright-core").is_dir()
            else ["playwright-core（在 tests/outside/ 里 npm ci）"]
        ),
        *(["starlette、uvicorn、watchfiles（make preview 会装）"] if find_spec("uvicorn") is None else []),
    ]
    if lacking or not program or not node:
        print(f"没有做：这台机器上没有 {'、'.join(lacking)}")
        return 0
    with tempfile.TemporaryDirectory(prefix="hgz-browser-") as folder:
        root = Path(folder)
        for name in ("data", "templates", "pictures", "fonts"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "report.toml", root)
        command = [
            sys.executable,
            "-m",
            "hgz_report",
            "--root",
            folder,
            "preview",
            "chengdu",
            "--no-open",
            "--port",
            "0",
        ]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, encoding="utf-8")
        try:
            assert server.stdout is not None
            address = re.search(r"http\S+", server.stdout.readline())
            assert address is not None
            script = [node, str(_HERE / "preview.mjs"), address[0], folder, program, *sys.argv[1:]]
            return subprocess.run(script, check=False).returncode
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
