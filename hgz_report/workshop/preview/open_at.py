"""A file opened at a line in the editor's own program: by the command in report.toml, else by $VISUAL or $EDITOR."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from urllib.parse import quote

from hgz_report.edition.config import read_config
from hgz_report.problems import Problem, Problems, Where, os_reason

_VSCODE = "vscode"
_NEEDS_TERMINAL = frozenset({"vi", "vim", "nvim", "nano", "emacs", "pico", "joe", "micro", "ed"})
_HINT = '在 report.toml 的 [preview] 写 editor = "vscode"，或者一条命令，如 editor = "notepad++ -n{行} {文件}"'


def open_at(root: Path, path: Path, line: int) -> str:
    """Open it.  Returns the address that the browser has to open instead, or "".  Raises Problems."""
    wanted = read_config(root).model.preview.editor or os.environ.get("VISUAL", "") or os.environ.get("EDITOR", "")
    if not wanted:
        raise Problems([Problem(None, "没有说用什么编辑软件", _HINT)])
    if wanted == _VSCODE:
        return f"vscode://file/{quote(path.resolve().as_posix().lstrip('/'))}:{max(line, 1)}"
    words = [word.replace("{行}", str(max(line, 1))).replace("{文件}", str(path)) for word in _split(wanted)]
    if "{文件}" not in wanted:
        words.append(str(path))
    if Path(words[0]).stem in _NEEDS_TERMINAL:
        raise Problems([Problem(None, f"{words[0]} 要在终端里用，预览打不开它", _HINT)])
    try:
        subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Problems([Problem(Where(words[0]), f"打不开编辑软件：{os_reason(error)}", _HINT)]) from None
    return ""


def _split(wanted: str) -> list[str]:
    try:
        words = shlex.split(wanted, posix=os.name != "nt")
    except ValueError:
        words = []
    if not words:
        raise Problems([Problem(None, "report.toml 的 [preview] editor 写得不对：引号没有配对", _HINT)])
    return words
