"""The report in a real browser: it is drawn, and it asks nothing of any network."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from deskmate.history.journal import Journal
from deskmate.sitting.events import Event
from tests.e2e.terminal import run
from tests.kept_days import kept_days
from tests.real_parts import need

pytestmark = pytest.mark.real

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    events, now = kept_days(40)
    shift = timedelta(days=(datetime.now().astimezone().date() - now.date()).days - 1)
    Journal(data).append([Event(e.at + shift, e.kind, e.data, e.device, e.id) for e in events])
    file = tmp_path / "report.html"
    told = run(data, "export", "--html", "--out", str(file))
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{file} is written.\n", "")
    assert file.stat().st_mode & 0o777 == 0o600
    return file


def browse(folder: Path, page: Path, *more: str) -> None:
    profile = folder / "profile"
    command = ["chromium", *ARGUMENTS, f"--user-data-dir={profile}", *more, page.as_uri()]
    environ = {**os.environ, "HOME": str(folder), "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=environ)


def test_it_is_drawn_and_makes_no_request(tmp_path: Path, page: Path) -> None:
    need("chromium")
    picture, log = tmp_path / "report.png", tmp_path / "net.json"
    browse(tmp_path, page, "--window-size=820,1600", f"--screenshot={picture}", f"--log-net-log={log}")
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    assert image.size == (820, 1600)
    seen = {colour: count for count, colour in image.getcolors(image.width * image.height) or []}
    ink, bars = (0x1F, 0x29, 0x33), {(0x3E, 0x6F, 0x9E), (0xB7, 0x79, 0x1F)}
    assert seen[255, 255, 255] > image.width * image.height // 2
    assert seen[ink] > 500
    assert sum(seen.get(colour, 0) for colour in bars) > 10_000
    assert requested(log) == []


def test_a_page_that_does_make_one_is_found_out(tmp_path: Path) -> None:
    need("chromium")
    page, log = tmp_path / "page.html", tmp_path / "net.json"
    page.write_text('<!DOCTYPE html><title>x</title><p><img src="http://127.0.0.1:9/x.png" alt="">')
    browse(tmp_path, page, f"--screenshot={tmp_path / 'x.png'}", f"--log-net-log={log}")
    assert requested(log) == ["http://127.0.0.1:9/x.png"]


def test_it_prints_on_a4(tmp_path: Path, page: Path) -> None:
    need("chromium")
    paper = tmp_path / "report.pdf"
    browse(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    text = paper.read_bytes()
    assert text.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in text or b"/MediaBox [0 0 595" in text


def requested(log: Path) -> list[str]:
    """Give every address the page made the browser ask for; what the browser asks for by itself names no page."""
    tree = json.loads(log.read_text(encoding="utf-8"))
    asked = (e["params"] for e in tree["events"] if "initiator" in e.get("params", {}))
    return sorted({p["url"] for p in asked if p["initiator"] != "not an origin" and not p["url"].startswith("file:")})
