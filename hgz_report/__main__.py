"""`python -m hgz_report`, and the command `hgz-report`."""

from __future__ import annotations

import os
import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is something to stop: Ctrl-C ends it without a word
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the folder the command is run in: a yaml.py that lies about there is none of our libraries
if "PYTHONPATH" in os.environ:  # nor is one in a folder of somebody's other work: those come last
    _others = {os.path.abspath(name) for name in os.environ["PYTHONPATH"].split(os.pathsep)}  # noqa: PTH100 - as Python does it
    sys.path.sort(key=lambda folder: folder in _others)

import atexit
import contextlib
import errno

from hgz_report.cli.main import main
from hgz_report.problems import os_reason

FAILED, UNWRITTEN = 70, 2
_LEAST = 3
"""Descriptors every program has: input, output, errors."""


def run() -> None:
    """Run the command as a process of its own, which ends at once: to take a report's million objects apart one by one takes a
    tenth of the time, and the system gets them back anyway.
    """
    _in_utf8()
    _have_streams()
    os.environ.pop("SOURCE_DATE_EPOCH", None)  # the date is in report.toml; libraries would stumble over a strange one
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none, and to look for them takes 6 ms
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code = main()
    except SystemExit as end:  # of argparse
        code = end.code if isinstance(end.code, int) else _said(end.code)
    except Exception as error:
        code = _unwritten(error) if isinstance(error, OSError) and _is_of_output(error) else _failed(error)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if not stream.closed:
                stream.flush()
        except BrokenPipeError:  # who read our output had enough of it
            pass
        except OSError as error:
            code = code or _unwritten(error)
    os._exit(code)


def _in_utf8() -> None:
    """Paths are UTF-8 whatever the locale says: begin anew where Python took them for something else."""
    if os.name == "posix" and sys.getfilesystemencoding() != "utf-8":
        given = {**os.environ, "PYTHONUTF8": "1"}
        os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], given)


def _have_streams() -> None:
    """Closed streams lead nowhere: else the next file that is opened takes their place, and what is said goes into it."""
    while (handle := os.open(os.devnull, os.O_RDWR)) < _LEAST:
        pass
    os.close(handle)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process


def _said(words: object) -> int:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{words}\n" if words else "")
    return UNWRITTEN if words else 0


def _is_of_output(error: OSError) -> bool:
    """Whether it was raised where something is printed: then no file has a name."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", 0))


def _unwritten(error: OSError) -> int:
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"结果没有写完：{os_reason(error)}。检查输出到哪里去了，如磁盘是不是满了。\n")
    return UNWRITTEN


def _failed(error: Exception) -> int:
    """A mistake of ours: said in a sentence, the rest in a file for whoever mends it."""
    import tempfile
    import traceback

    where = ""
    with contextlib.suppress(OSError):
        with tempfile.NamedTemporaryFile(
            "w", prefix="hgz-report-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            traceback.print_exception(error, file=file)
        where = f"经过记在 {file.name}，"
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(
            f"程序自己出了错（{type(error).__name__}），不是您的错；已发布的报告保持原样。{where}请交给维护程序的人。\n"
        )
    return FAILED


if __name__ == "__main__":
    run()
