"""deskmate in a real browser: it shows, keys and clicks reach it, nothing is loaded from elsewhere."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deskmate.history.journal import Journal
from deskmate.sitting.events import Kind
from tests.e2e.terminal import PATIENCE, deskmate, run
from tests.real_parts import need

pytestmark = pytest.mark.real

CHROMIUM = "chromium"
HERMETIC = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text("[voice]\nenabled = false\n[notify]\ndesktop = false\n")
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `deskmate serve`, and give its address once it listens."""
    port = free_port()
    server = subprocess.Popen(
        deskmate(data, "serve", "--port", str(port)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert said == f"deskmate is at http://127.0.0.1:{port} until you press ctrl+c here\n"
        yield f"http://127.0.0.1:{port}", server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE)
        if server.stdout is not None:
            server.stdout.close()


def children(pid: int) -> list[str]:
    found: list[str] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        # A thread may end while they are gone through.
        with suppress(FileNotFoundError, ProcessLookupError):
            found += (thread / "children").read_text().split()
    return found


def wait_until(wanted: object, what: str) -> None:
    assert callable(wanted)
    deadline = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def kinds(data: Path) -> list[Kind]:
    return [e.kind for e in Journal(data).read() if e.kind is not Kind.ALIVE]


def test_a_browser_shows_it_and_what_is_pressed_there_is_kept(data: Path, tmp_path: Path) -> None:
    need(CHROMIUM)
    from playwright.sync_api import sync_playwright

    with served(data) as (address, server), sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=f"/usr/bin/{CHROMIUM}", args=list(HERMETIC))
        page = browser.new_page(viewport={"width": 1000, "height": 620})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda found: asked.append(found.url))
        complaints: list[str] = []
        page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("body.-first-byte", timeout=PATIENCE * 1000)
        wait_until(lambda: kinds(data) == [Kind.SAT], "the browser did not open the app")
        page.keyboard.press("Space")
        wait_until(lambda: kinds(data)[1:] == [Kind.STOOD], "the key did not reach the app")
        page.keyboard.press("q")
        page.get_by_text("deskmate is closed").wait_for(timeout=PATIENCE * 1000)
        browser.close()
        assert complaints == []
        assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(address).netloc}
        # What it keeps at its end takes a moment longer than to say goodbye.
        wait_until(lambda: children(server.pid) == [], "the app lives on without its browser")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_the_app_ends_with_its_server(data: Path, ending: signal.Signals) -> None:
    import asyncio

    import aiohttp

    async def open_and_end(address: str, server: subprocess.Popen[str]) -> list[str]:
        async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}/ws?width=80&height=24"):
            deadline = time.monotonic() + PATIENCE
            while not kinds(data):
                assert time.monotonic() < deadline, "the app was not opened"
                await asyncio.sleep(0.05)
            started = children(server.pid)
            server.send_signal(ending)
            return started

    with served(data) as (address, server):
        started = asyncio.run(open_and_end(address, server))
        server.wait(PATIENCE)
        assert started
        for pid in started:
            wait_until(lambda pid=pid: not Path(f"/proc/{pid}").exists(), "the app outlived its server")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"Host": "deskmate.example"}),
        ("/ws", {"Origin": "https://elsewhere.example"}),
        ("/ws", {"Origin": "null"}),
    ],
    ids=["another name for this machine", "a page of another site", "a page of no site"],
)
def test_no_other_site_may_speak_to_it(data: Path, path: str, headers: dict[str, str]) -> None:
    with served(data) as (address, _):
        link = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        assert (answer.status, answer.read()) == (403, b"deskmate answers its own page alone.")
        link.close()
    assert kinds(data) == []


def test_a_port_that_is_taken_is_one_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(data, "serve", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"deskmate: port {port} of 127.0.0.1 cannot be listened on: ")
    assert done.stderr.count("\n") == 1


def test_without_the_extra_one_sentence_tells_how_to_get_it(data: Path, tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text("raise ImportError('not installed')\n")
    done = run(data, "serve", PYTHONPATH=os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("deskmate: serving needs one package more: pip install '.[serve]'")
    assert done.stderr.count("\n") == 1
