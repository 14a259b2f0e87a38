"""The server itself: on this machine alone, and there for its own page while two hundred others sit on it."""

from __future__ import annotations

import http.client
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.project import ROOT
from tests.tools.tiny_project import tiny_project

IDLE = 200


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """Port and token of a preview that runs."""
    root = tiny_project(tmp_path_factory.mktemp("served"))
    command = [sys.executable, "-m", "hgz_report", "--root", str(root), "preview", "--no-open", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, encoding="utf-8")
    assert server.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", server.stdout.readline())
    assert found is not None
    yield int(found[1]), found[2]
    server.terminate()
    server.wait()
    server.stdout.close()


def asked(port: int, token: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/begin", headers={"x-token": token})
    status = connection.getresponse().status
    connection.close()
    return status


def test_two_hundred_connections_that_say_nothing_keep_nobody_out(address: tuple[int, str]) -> None:
    port, token = address
    idle = [socket.create_connection(("127.0.0.1", port), timeout=20) for _ in range(IDLE)]
    for number, one in enumerate(idle):
        one.sendall(b"POST /edit HTTP/1.1\r\nHost: x\r\n" if number % 2 else b"")
    try:
        assert asked(port, token) == 200
        assert asked(port, "a guess") == 403
    finally:
        for one in idle:
            one.close()


def test_no_other_machine_can_reach_it(address: tuple[int, str]) -> None:
    port, _ = address
    own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        own.connect(("192.0.2.1", 9))  # nothing is sent; it only says which address this machine has outside
        outside = own.getsockname()[0]
    except OSError:
        pytest.skip("this machine has no address but its own")
    finally:
        own.close()
    with pytest.raises(OSError), socket.create_connection((outside, port), timeout=2):
        pass


def test_a_port_that_is_taken_is_said(address: tuple[int, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hgz_report", "preview", "--no-open", "--port", str(address[0])]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert told.returncode == 1
    assert "已经有别的程序在用" in told.stderr.decode()
