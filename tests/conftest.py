"""Options and fixtures of the whole suite: what is dear to make is made once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.cli import kept
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import Plan, plan
from hgz_report.fonts.fontset import FontSet
from tests.tools.free_fonts import free_fonts
from tests.tools.project import ROOT, copy_project

CheckApproved = Callable[[Mapping[str, str], Path], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept-golden` rewrites approved texts; read the difference before you commit it."""
    parser.addoption(
        "--accept-golden", action="store_true", help="rewrite approved files from what the program says now"
    )


@pytest.fixture
def check_approved(request: pytest.FixtureRequest) -> CheckApproved:
    """Asserts that messages by name read as the file of approved ones says."""

    def check(messages: Mapping[str, str], approved: Path) -> None:
        text = "\n".join(f"# {name}\n{message}\n" for name, message in messages.items())
        if request.config.getoption("--accept-golden", default=False):
            approved.write_text(text, encoding="utf-8", newline="\n")
        assert text == approved.read_text(encoding="utf-8")

    return check


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where runs on copies of the project keep what they worked out: the copies have nearly all in common.

    Workers of one run of the suite share it, too.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def one_store(shared: Path) -> Iterator[None]:
    """What is planned, built or rehearsed uses that one where none is named.

    Whoever tries what is made of nothing names `Cache(None)`.
    """
    with pytest.MonkeyPatch.context() as patched:
        for room in ("plan", "build", "rehearse"):
            patched.setattr(f"hgz_report.edition.{room}.Cache", lambda folder: Cache.of(shared))
        yield


@pytest.fixture(scope="module", autouse=True)
def store_of_commands(request: pytest.FixtureRequest, shared: Path) -> Iterator[None]:
    """So do all commands, those of a module's fixtures too, but where the store itself is what is tried."""
    with pytest.MonkeyPatch.context() as patched:
        if request.path.parent.name != "cache" and request.path.stem != "test_unchanged":
            patched.setattr(kept, "store_of", lambda root: Cache.of(shared))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Data, templates and configuration of the shipped edition, to be changed and built."""
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def planned() -> Plan:
    """All reports of the edition that is shipped, composed."""
    return plan(ROOT, load_config(ROOT))


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The free fonts alone, as on a bare machine."""
    return free_fonts()
