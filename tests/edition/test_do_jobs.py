"""Jobs in one process and in several give the same; what a process that died had in hand is done all the same."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import get_all_start_methods
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.edition import do_jobs
from hgz_report.edition.config import load_config
from hgz_report.edition.do_jobs import FEW, Done, HowFar, Locally, do_all, made
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.prepare import Prepared, Wanted, prepare
from hgz_report.edition.same_text import KeptText
from hgz_report.edition.shelf import FileShelf
from hgz_report.problems import Problems
from tests.tools import payloads
from tests.tools.project import section, small_project

SLUGS = ("chengdu", "zibo", "xian", "zigong", "qingdao", "yuelu")
FORKS = pytest.mark.skipif("fork" not in get_all_start_methods(), reason="a process begins without what was patched")
ENDLESS = "# 另外\n\n" + payloads.ENDLESS["text ~ text"][0] + "\n"
MISTAKE = "# 另外\n\n{{ fact('zibo.nothing@2024') }}。\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("project"))


def made_ready(root: Path, store: Path) -> Prepared:
    return prepare(root, load_config(root), Wanted(SLUGS, "files"), Cache.of(store))


@pytest.fixture(scope="module")
def prepared(root: Path, shared: Path) -> Prepared:
    return made_ready(root, shared)


def done(prepared: Prepared, root: Path, shelf: Path, workers: int, steps: list[HowFar] | None = None) -> Done:
    """All jobs done anew."""
    kept = KeptJobs(Cache(None), FileShelf(shelf), prepared.materials)
    return do_all(prepared.jobs, kept, Locally(workers), (steps if steps is not None else []).append)


@pytest.fixture(scope="module")
def alone(prepared: Prepared, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """As one process does them."""
    return done(prepared, root, tmp_path_factory.mktemp("shelf"), 1)


def test_several_processes_give_what_one_gives_in_the_same_order(
    prepared: Prepared, alone: Done, root: Path, tmp_path: Path
) -> None:
    steps: list[HowFar] = []
    together = done(prepared, root, tmp_path, 2, steps)
    assert len(prepared.jobs) >= FEW
    assert list(together.papers) == list(alone.papers) == [job.report.slug for job in prepared.jobs]
    assert together == alone
    shelf = FileShelf(tmp_path)
    assert all(
        shelf.has(file) for paper in alone.papers.values() if paper.made for file in paper.made.contents.values()
    )
    assert [one.made for one in steps] == sorted(one.made for one in steps)
    assert steps[-1].made == steps[-1].total == len(SLUGS)


def test_processes_that_begin_from_nothing_give_the_same(
    prepared: Prepared, alone: Done, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a process can't fork."""
    monkeypatch.setattr("hgz_report.edition.workers._method", lambda: "spawn")
    monkeypatch.setattr(do_jobs, "made", _exits)  # in this process; those that begin know nothing of it
    assert done(prepared, root, tmp_path, 2) == alone


def _exits() -> None:
    os._exit(3)


def _is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@FORKS
@pytest.mark.parametrize("dies", [_exits, _is_killed])
@pytest.mark.parametrize("which", [{"xian"}, set(SLUGS)], ids=("one", "all"))
def test_what_a_process_that_died_had_in_hand_is_done_here(
    prepared: Prepared,
    alone: Done,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dies: Callable[[], None],
    which: set[str],
) -> None:
    here = os.getpid()

    def made_or_dead(job: Job, materials: Materials, shelf: FileShelf) -> KeptText:
        if job.report.slug in which and os.getpid() != here:
            dies()
        return made(job, materials, shelf)

    monkeypatch.setattr(do_jobs, "made", made_or_dead)
    assert done(prepared, root, tmp_path, 2) == alone


@FORKS
def test_a_disk_that_is_full_ends_the_run_wherever_it_was_noticed(
    prepared: Prepared, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(job: Job, materials: Materials, shelf: FileShelf) -> KeptText:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(do_jobs, "made", full)
    for workers in (1, 2):
        with pytest.raises(OSError, match="No space"):
            done(prepared, root, tmp_path, workers)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_every_report_is_said_of_every_report(tmp_path: Path, shared: Path, workers: int) -> None:
    root = small_project(tmp_path)
    section(root, "zone", MISTAKE)
    found = done(made_ready(root, shared), root, tmp_path / "shelf", workers)
    assert set(found.failed) == set(SLUGS)
    assert all("zibo.nothing@2024" in str(problem) for problems in found.failed.values() for problem in problems)
    assert not found.papers


@pytest.mark.parametrize("workers", [1, 2])
def test_a_template_without_end_ends_the_run_at_once(tmp_path: Path, shared: Path, workers: int) -> None:
    """The others need not take as long to say the same."""
    root, steps = small_project(tmp_path), list[HowFar]()
    section(root, "zone", ENDLESS)
    prepared = made_ready(root, shared)
    with pytest.raises(Problems) as found:
        done(prepared, root, tmp_path / "shelf", workers, steps)
    assert len({str(problem) for problem in found.value.problems}) == 1
    assert steps[-1].made == 0
