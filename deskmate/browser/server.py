"""Serves the full screen to a browser. Nothing is loaded from elsewhere, and no other site may speak to it.

Whoever reaches the server may do what the user may. So it listens on this machine alone unless told otherwise, and
takes nothing from a page of another site: a browser would send such a page's web socket here as willingly as ours.
"""

from __future__ import annotations

import asyncio
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskmate.browser.own_server import OwnServer

LAST_WORDS = timedelta(seconds=1)
"""How long an open page is waited for when the server ends; its deskmate is ended then."""

EXTRA = "serving needs one package more: pip install '.[serve]' in a clone of deskmate."


class ServeError(Exception):
    """It cannot be served; the text is one sentence for the user."""


def serve(host: str, port: int, data_dir: Path | None, say: Callable[[str], object]) -> None:
    """Serve until interrupted; `say` is given the address to open. Raises ServeError."""
    try:
        from deskmate.browser.own_server import OwnServer
    except ImportError as error:
        raise ServeError(EXTRA) from error
    server = OwnServer(_command(data_dir), host, port)
    try:
        asyncio.run(_run(server, host, port, say))
    except OSError as error:
        why = error.strerror or str(error)
        raise ServeError(
            f"port {port} of {host} cannot be listened on: {why}; choose another with --port."
        ) from error


async def _run(server: OwnServer, host: str, port: int, say: Callable[[str], object]) -> None:
    """Listen, and only then say so; on an interrupt let every open page's deskmate end before this one does."""
    from aiohttp import web

    runner = web.AppRunner(await server.make_app(), shutdown_timeout=LAST_WORDS.total_seconds())
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        say(f"deskmate is at http://{shown}:{port} until you press ctrl+c here")
        await _asked_to_end()
    finally:
        await runner.cleanup()


async def _asked_to_end() -> None:
    asked = asyncio.Event()
    if sys.platform != "win32":
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, asked.set)
    await asked.wait()


def _command(data_dir: Path | None) -> str:
    words = [sys.executable, "-m", "deskmate"]
    if data_dir is not None:
        words += ["--data-dir", str(data_dir.expanduser().absolute())]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
