"""A hostile machine: streams that are closed or full, signals, strange environments, strange arguments, two at once."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator

from tests.tools.hostile.bench import Place
from tests.tools.hostile.trial import BUSY, DONE, FOUND, UNUSABLE, Case, Make
from tests.tools.project import ROOT

DOOR = "机器"
_LONG = 15


def _run(*arguments: str) -> Callable[[Place], tuple[str, ...]]:
    return lambda place: arguments


def _changed(*arguments: str) -> Callable[[Place], tuple[str, ...]]:
    """With something to do."""

    def prepare(place: Place) -> tuple[str, ...]:
        place.edit("data/zones/made-000.yaml", "city: 天津市", "city: 天津")
        return arguments

    return prepare


_COMMANDS: dict[str, tuple[str, ...]] = {
    "build": ("build", "--jobs", "1"), "check": ("check", "--jobs", "1"), "facts": ("facts",),
    "facts --json": ("facts", "--json"), "list": ("list",),
    "audit": ("audit", "reports/2026-Q4/made-000.docx"), "explain": ("explain", "42家"), "help": ("--help",),
    "lint": ("lint", "templates/zone/10_own.md.j2"),
}  # fmt: skip
_STREAMS: dict[str, tuple[str, tuple[int, ...]]] = {
    "output closed": ("{} >&-", (DONE, FOUND)),
    "errors closed": ("{} 2>&-", (DONE, FOUND)),
    "both closed": ("{} >&- 2>&-", (DONE, FOUND)),
    "input closed": ("{} <&-", (DONE, FOUND)),
    "output full": ("{} >/dev/full", (FOUND, UNUSABLE)),
    "errors full": ("{} 2>/dev/full", (DONE, FOUND, UNUSABLE)),
    "reader gone": ("set -o pipefail; {} | head -c 1; exit ${PIPESTATUS[0]}", (DONE, FOUND)),
}
"""A disk that is full must not pass for done; who has read enough has read enough."""


def _streams() -> Iterator[Case]:
    for name, words in _COMMANDS.items():
        prepare = _changed(*words) if name == "build" else _run(*words)
        for stream, (shell, codes) in _STREAMS.items():
            yield Case(DOOR, f"{name}, {stream}", prepare, codes, shell=shell, lets=("reports",), seconds=_LONG)
    for number, codes in ((signal.SIGTERM, (-15, 143)), (signal.SIGHUP, (-1, 129)), (signal.SIGINT, (130, -2))):
        for after in (0.1, 0.5, 1.0):
            name = f"{number.name} after {after} s"
            prepare = _changed("build", "--jobs", "2", "--no-cache")
            yield Case(DOOR, name, prepare, (*codes, DONE), signal=(number, after), lets=("reports",), seconds=_LONG)


_ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "SOURCE_DATE_EPOCH in words": {"SOURCE_DATE_EPOCH": "昨天"},
    "SOURCE_DATE_EPOCH negative": {"SOURCE_DATE_EPOCH": "-1"},
    "SOURCE_DATE_EPOCH without end": {"SOURCE_DATE_EPOCH": "9" * 40},
    "LC_ALL=POSIX, no UTF-8": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "PYTHONIOENCODING": {"PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "12345", "PYTHONSAFEPATH": "1"},
    "PYTHONOPTIMIZE": {"PYTHONOPTIMIZE": "2", "TZ": "Pacific/Kiritimati"},
    "PYTHONWARNINGS": {"PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"},
    "a narrow terminal": {"TERM": "dumb", "COLUMNS": "1", "NO_COLOR": "1", "TZ": "nothing/nowhere"},
    "a terminal in words": {"COLUMNS": "很宽", "FORCE_COLOR": "1"},
    "nowhere to write": {"TMPDIR": "/nonexistent", "HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc", "XDG_CONFIG_HOME": "/proc"},
    "no PATH": {"PATH": "", "HOME": None, "PIP_USER": "1", "NOTHING": "甲" * 20_000},
    "libraries of other work": {"PYTHONPATH": "{outside}:{root}:" + str(ROOT)},
}  # fmt: skip
_OF_PLOTS: dict[str, dict[str, str | None]] = {
    "MPLBACKEND": {"MPLBACKEND": "TkAgg", "LC_ALL": "C", "LANG": "C"},
    "MPLBACKEND that is none": {"MPLBACKEND": "nothing"},
    "MPLCONFIGDIR that can't be written": {"MPLCONFIGDIR": "/proc/nothing"},
    "no HOME": {"HOME": None},
}
_LOCALES: dict[str, dict[str, str | None]] = {
    "LC_ALL=C": {"LC_ALL": "C", "LANG": "C"},
    "LC_ALL=POSIX, no UTF-8": _ENVIRONMENTS["LC_ALL=POSIX, no UTF-8"],
    "a locale that is none": {"LC_ALL": "xx_XX.UTF-8"},
}
_LYING = ("yaml.py", "docx.py", "jinja2.py", "reportlab.py", "pydantic.py", "matplotlibrc", "sitecustomize.py")
_LYING_OF_PYTHON = (*_LYING, "json.py", "re.py", "typing.py", "os.py", "encodings.py")
"""What Python itself has read before we can say anything: the Makefile runs it isolated."""


_PLOT = """{{ chart.slope([[fact("little_giants", 2018), fact("little_giants", 2019)],
 [fact("little_giants", 2020), fact("little_giants", 2021)]], title="比重", id="slope") }}
"""
"""What matplotlib lays out."""


def _plotted(place: Place) -> tuple[str, ...]:
    place.write("templates/zone/15_own.md.j2", _PLOT)
    return "build", "--jobs", "1"


def _in_chinese(place: Place) -> tuple[str, ...]:
    shutil.copytree(place.root, place.outside / "项目 一")
    return "--root", str(place.outside / "项目 一"), "build", "--jobs", "1"


_DEEP = {"lists without end": "[" * 100_000, "objects without end": '{"a":' * 50_000, "a list": "[]", "nothing": ""}
_RECORDS = ("manifest.json", "trace.json", "state.json", "made-000.tree.json")
_READING: dict[str, tuple[str, ...]] = {
    "build": ("build", "--jobs", "1"), "audit": ("audit",), "explain": ("explain", "42家"), "compare": ("compare", "2026-Q4"),
    "editions": ("editions",), "returned": ("returned", "reports/2026-Q4/made-000.docx"), "deliver": ("deliver",),
    "record": ("record", "2026-Q4"), "confirm": ("confirm", "made-000", "--by", "甲"), "issue": ("issue", "2026-Q4"),
}  # fmt: skip


def _spoilt(record: str, text: str, *command: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        place.write(f"reports/2026-Q4/{record}", text)
        return command

    return prepare


def _records() -> Iterator[Case]:
    """What an edition says of itself, spoilt."""
    for record in _RECORDS:
        for name, text in _DEEP.items():
            for command, words in _READING.items():
                if name in ("lists without end", "a list") or command in ("build", "audit"):
                    yield Case(
                        DOOR, f"{record}: {name}, {command}", _spoilt(record, text, *words), (DONE, FOUND, UNUSABLE),
                        lets=("reports", "data"),
                    )  # fmt: skip


def _beside(*names: str) -> Callable[[Place], tuple[str, ...]]:
    """All of them in the folder, and in the one that another's PYTHONPATH may name."""

    def prepare(place: Place) -> tuple[str, ...]:
        for name in names:
            said = "raise SystemExit('a file of the folder was taken for a library')\n"
            place.write(name, said)
            place.came(name, said.encode())
        return _changed("build", "--jobs", "1")(place)

    return prepare


_ARGUMENTS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "nothing": ((), (DONE, UNUSABLE)),
    "a command that is none": (("bulid",), (UNUSABLE,)),
    "an option that is none": (("build", "--nothing"), (UNUSABLE,)),
    "an ambiguous option": (("build", "--ex"), (UNUSABLE, DONE)),
    "an abbreviated option": (("build", "--ver"), (UNUSABLE, DONE)),
    "a paper that is none": (("build", "nowhere"), (FOUND, UNUSABLE)),
    "a near miss": (("build", "made-00"), (FOUND, UNUSABLE)),
    "an empty paper": (("build", ""), (FOUND, UNUSABLE)),
    "a paper of control characters": (("build", "\x1b[31m甲"), (FOUND, UNUSABLE)),
    "a paper of a path": (("build", "../../etc/passwd"), (FOUND, UNUSABLE)),
    "a paper of surrogates": (("build", "\udcff"), (FOUND, UNUSABLE)),
    "a paper of 100,000": (("build", "甲" * 30_000), (FOUND, UNUSABLE)),
    "no jobs": (("build", "--jobs", "0"), (UNUSABLE,)),
    "jobs in words": (("build", "--jobs", "几个"), (UNUSABLE,)),
    "jobs without end": (("build", "--jobs", "9" * 30), (DONE, FOUND, UNUSABLE)),
    "a format that is none": (("build", "--format", "doc"), (UNUSABLE, FOUND)),
    "an edition of a path": (("build", "--edition", "../x"), (UNUSABLE, FOUND)),
    "an edition of a device": (("build", "--edition", "con"), (UNUSABLE, FOUND)),
    "an empty edition": (("build", "--edition", ""), (UNUSABLE, FOUND)),
    "an edition of a newline": (("build", "--edition", "a\nb"), (UNUSABLE, FOUND)),
    "a root that is none": (("--root", "/nonexistent", "build"), (FOUND, UNUSABLE)),
    "a root that is a file": (("--root", "report.toml", "build"), (FOUND, UNUSABLE)),
    "a root of NUL": (("--root", "a\udcffb", "build"), (FOUND, UNUSABLE)),
    "an unreachable cluster": (("build", "--no-cache", "--cluster", "tcp://127.0.0.1:9"), (FOUND, UNUSABLE)),
    "a cluster that is none": (("build", "--no-cache", "--cluster", "nothing"), (FOUND, UNUSABLE)),
    "explain nothing": (("explain", ""), (FOUND, UNUSABLE)),
    "explain a bracket": (("explain", "[[["), (FOUND, UNUSABLE)),
    "explain a fact that is none": (("explain", "made-000.gdp@1900"), (FOUND, UNUSABLE)),
    "explain 30,000 characters": (("explain", "甲" * 30_000), (FOUND, UNUSABLE)),
    "explain a million digits": (("explain", "9" * 100_000), (FOUND, UNUSABLE)),
    "facts of a zone that is none": (("facts", "--zone", "nowhere"), (FOUND, UNUSABLE)),
    "facts of an indicator that is none": (("facts", "--indicator", "nothing"), (FOUND, UNUSABLE)),
    "audit nothing": (("audit", "nowhere.pdf"), (FOUND, UNUSABLE)),
    "audit a stranger": (("audit", "report.toml"), (FOUND, UNUSABLE)),
    "lint a stranger": (("lint", "/etc/passwd"), (UNUSABLE,)),
    "lint a folder": (("lint", "templates"), (UNUSABLE, DONE, FOUND)),
    "make-one nothing": (("make-one", "nowhere", "out.json"), (FOUND, UNUSABLE)),
    "make-one into nowhere": (("make-one", "made-000", "/proc/nothing/out.json"), (FOUND, UNUSABLE)),
    "fonts": (("fonts",), (DONE,)),
    "a source that is none": (("check", "--source", "report.toml", "--as", "nothing"), (UNUSABLE,)),
    "--as alone": (("check", "--as", "made-up"), (UNUSABLE,)),
}


def _owned(make: Make, *arguments: str) -> Callable[[Place], tuple[str, ...]]:
    def prepare(place: Place) -> tuple[str, ...]:
        make(place)
        place.edit("data/zones/made-000.yaml", "city: 天津市", "city: 天津")
        return arguments

    return prepare


def cases() -> Iterator[Case]:
    """All of this door."""
    yield from _streams()
    for name, environment in _ENVIRONMENTS.items():
        prepare = _beside(*_LYING[:-1]) if "libraries" in name else _changed("build", "--jobs", "1")
        yield Case(DOOR, f"environment: {name}", prepare, (DONE,), alone=environment, lets=("reports",), seconds=_LONG)
    for name, known in _OF_PLOTS.items():
        yield Case(
            DOOR, f"a plot: {name}", _plotted, (DONE, FOUND), alone=known, lets=("reports",), seconds=_LONG, megabytes=500
        )  # fmt: skip
    for name, known in _LOCALES.items():
        yield Case(DOOR, f"a path in Chinese: {name}", _in_chinese, (DONE,), alone=known, seconds=_LONG)
    yield from _records()
    yield Case(DOOR, "in the folder", _beside(*_LYING), (DONE,), alone={}, lets=("reports",), seconds=_LONG)
    yield Case(
        DOOR, "in the folder, isolated", _beside(*_LYING_OF_PYTHON), (DONE,), alone={}, lets=("reports",), seconds=_LONG,
        isolated=True,
    )  # fmt: skip
    for name, (words, codes) in _ARGUMENTS.items():
        yield Case(
            DOOR, f"arguments: {name}", _run(*words), codes, seconds=_LONG, alone={} if "cluster" in name else None
        )
    nodes: dict[str, tuple[Make, tuple[int, ...]]] = {
        "the store is a file": (lambda place: place.write(".cache", "甲"), (DONE,)),
        "the store is a link": (lambda place: (place.root / ".cache").symlink_to(place.outside), (DONE,)),
        "the store is a pipe": (lambda place: os.mkfifo(place.root / ".cache"), (DONE,)),
        "the lock is a folder": (lambda place: (place.root / "reports/.lock").mkdir(), (FOUND, BUSY)),
        "the lock is a link": (
            lambda place: (place.root / "reports/.lock").symlink_to("/dev/full"),
            (DONE, FOUND, BUSY),
        ),
    }
    for name, (make, codes) in nodes.items():
        prepare = _owned(_cleared(make), "build", "--jobs", "1")
        yield Case(DOOR, f"folder: {name}", prepare, codes, lets=("reports",), seconds=_LONG)


def _cleared(make: Make) -> Make:
    def prepare(place: Place) -> None:
        shutil.rmtree(place.root / ".cache", ignore_errors=True)
        (place.root / "reports/.lock").unlink(missing_ok=True)
        make(place)

    return prepare
