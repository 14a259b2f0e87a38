"""Ctrl-C: before an edition is put in its place nothing is published, from then on it is finished and said to be done."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hgz_report.edition.publish import publish
from hgz_report.edition.too_late import interrupts_until_too_late

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="signals of systems that fork")


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, also where the tests run behind a terminal that keeps it to itself."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_an_edition_that_is_being_put_in_its_place_is_finished(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupts_until_too_late() as too_late:

        def keep(stood: Path) -> bool:
            interrupted()
            return True

        publish(tmp_path, "2026-Q4", {"chengdu.pdf": b"49"}, keep)
        publish(tmp_path, "2026-Q4", {"chengdu.pdf": b"52"}, keep, too_late)
        interrupted()
    assert (tmp_path / "2026-Q4/chengdu.pdf").read_bytes() == b"52"
    assert signal.getsignal(signal.SIGINT) is before


def test_before_that_it_is_given_up(tmp_path: Path) -> None:
    publish(tmp_path, "2026-Q4", {"chengdu.pdf": b"49"})
    with pytest.raises(KeyboardInterrupt), interrupts_until_too_late():
        publish(tmp_path, "2026-Q4", {"chengdu.pdf": b"52"}, from_here_on=interrupted)
    assert (tmp_path / "2026-Q4/chengdu.pdf").read_bytes() == b"49"
    assert [path.name for path in tmp_path.iterdir()] == ["2026-Q4"]


def test_another_thread_leaves_ctrl_c_to_the_first() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def elsewhere() -> None:
        with interrupts_until_too_late() as too_late:
            too_late()
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [before]
