"""The user's own commands, run when something happens: without a shell, with a time limit, output to the log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from deskmate.private_folder import make_folder

LIMIT = timedelta(seconds=30)
"""How long a command may run before it is ended."""

LOG_LENGTH = 256 * 1024
"""How long the log may grow, in bytes, before it begins anew."""

OUTPUT_LENGTH = 16 * 1024
"""How much of one command's output is kept, in bytes."""

Fact = str | int | float | bool | None


class Hooks:
    """Runs commands by the name of what happened; one at a time of each name. Nothing here blocks or raises."""

    def __init__(
        self,
        commands: Mapping[str, tuple[str, ...]],
        log: Path,
        on_problem: Callable[[str], None] = lambda _: None,
        limit: timedelta = LIMIT,
    ) -> None:
        """Take the commands by name; `on_problem` is called, in another thread, with a sentence for the user."""
        self._commands = {name: command for name, command in commands.items() if command}
        self._log = log
        self._on_problem = on_problem
        self._limit = limit
        self._running: dict[str, threading.Thread] = {}
        self._processes: set[subprocess.Popen[bytes]] = set()

    def run(self, name: str, facts: Mapping[str, Fact]) -> None:
        """Run the command for `name`, if there is one and it does not run already; returns at once.

        The command finds the name in DESKMATE_EVENT and each fact in DESKMATE_<FACT>.
        """
        command = self._commands.get(name)
        before = self._running.get(name)
        if command is None or (before is not None and before.is_alive()):
            return
        environ = {**os.environ, "DESKMATE_EVENT": name, **_variables(facts)}
        thread = threading.Thread(target=self._run, args=(name, command, environ), name=f"hook-{name}", daemon=True)
        self._running[name] = thread
        thread.start()

    def close(self) -> None:
        """End what still runs."""
        for process in list(self._processes):
            _end(process)
        for thread in self._running.values():
            thread.join(timeout=2)

    def _run(self, name: str, command: tuple[str, ...], environ: Mapping[str, str]) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command, run without a shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env=environ,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            self._tell(name, f"The hook {name} ({command[0]}) could not be started: {why}.")
            return
        self._processes.add(process)
        try:
            output = self._output(process, name)
        finally:
            self._processes.discard(process)
        self._write(name, output)
        if process.returncode > 0:
            self._tell(
                name, f"The hook {name} ({command[0]}) ended with status {process.returncode}; see {self._log}."
            )

    def _output(self, process: subprocess.Popen[bytes], name: str) -> bytes:
        try:
            output, _ = process.communicate(timeout=self._limit.total_seconds())
        except subprocess.TimeoutExpired:
            _end(process)
            output, _ = process.communicate()
            self._tell(name, f"The hook {name} was ended after {self._limit.total_seconds():g} s.")
        return output[:OUTPUT_LENGTH]

    def _tell(self, name: str, problem: str) -> None:
        self._write(name, problem.encode())
        self._on_problem(problem)

    def _write(self, name: str, output: bytes) -> None:
        """Write what a command said to the log, which is private to the user; where it cannot be, it is not."""
        stamp = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {name}: "
        lines = output.decode("utf-8", "replace").splitlines() or ["done"]
        try:
            make_folder(self._log.parent)
            longer = self._log.exists() and self._log.stat().st_size > LOG_LENGTH
            handle = os.open(self._log, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if longer else os.O_APPEND), 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines(f"{stamp}{line}\n" for line in lines)
        except OSError:
            return


def _variables(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Give facts as variables of the environment, which can hold no NUL."""
    return {
        f"DESKMATE_{name.upper()}": str(value).replace("\0", "") for name, value in facts.items() if value is not None
    }


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and what it started."""
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    except (OSError, PermissionError):
        return
