"""The preview in a real browser: `python -m tests.outside.browser [edits|returned|speed [ROW…]]`; exit 1 on any finding.

A copy of the project is previewed; Chromium, driven by playwright-core, saves, clicks, changes, makes a mistake and mends it,
hands over a corrected DOCX and puts in what is in it, and strangers knock.  `speed` measures from a save to the paint and prints
the table of docs/preview.md as it stands there, with the load of the machine and what is over the limits: all rows, or those of
what is saved (`speed 模板`) or of a paper (`speed annex`); ROUNDS=8 saves a row.  What this machine lacks is named, and
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

from hgz_report.document.tree_file import tree_json
from hgz_report.edition.config import load_config
from hgz_report.edition.paper import tree_name
from hgz_report.edition.plan import plan
from tests.tools.corrected_word import CorrectedWord
from tests.tools.hostile.documents import DOCX
from tests.tools.project import ROOT
from tests.tools.returned_project import published

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
        if sys.argv[1:] in ([], ["returned"]):
            came_back(root)
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


CORRECTED = (
    ("49个", "48个"),
    ("帮助项目融资", "帮项目融资"),
    ("行动计划拟", "行动计划将"),
    ("别处能学什么", "别处可学什么"),
)
"""A number, a name that stands in data, words of the text of a finding, a heading that all zones share."""

HOSTILE = ("one part of 150 MB", "a billion laughs", "700 tables deep", "text")


def came_back(root: Path) -> None:
    """Publish a report, and put into `handed/` what somebody made of its DOCX, and what nobody should have made."""
    paper = published(root, "chengdu")
    config = load_config(root)
    other = plan(root, config, ["zibo"], prose=False).documents[0]  # shares the headings
    (root / config.output.folder / config.edition_id / tree_name("zibo")).write_bytes(tree_json(other))
    word = CorrectedWord(paper.word)
    for old, new in CORRECTED:
        one = next(one for one in paper.present.report.paragraphs if old in one.text and len(one.names) == 1)
        word.replace(one.names[0], old, new)
    one = next(one for one in paper.present.report.paragraphs if "行动计划" in one.text and len(one.names) == 1)
    word.remark(one.names[0], "建设基金", "出处再核一下")
    for folder in ("handed", "inbox"):
        (root / folder).mkdir()
    (root / "inbox/成都高新区改稿.docx").write_bytes(word.data)
    (root / "handed/改过的.docx").write_bytes(word.data)
    for name in HOSTILE:
        (root / f"handed/{name}.docx").write_bytes(DOCX[name](paper.word))


if __name__ == "__main__":
    sys.exit(main())
