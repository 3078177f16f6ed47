"""The desktop's own notifications, by way of desktop-notifier: D-Bus on Linux, the system's service elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from deskmate.notify.note import DELIVERED, Availability, Delivery, Environ, Note, plain

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier as Library

APP = "deskmate"
ANSWER_LIMIT = timedelta(seconds=3)
"""How long the desktop may take. A service that D-Bus has to start first needs a second or two."""

TITLE_LENGTH = 100
BODY_LENGTH = 500

_T = TypeVar("_T")


class DesktopError(Exception):
    """The desktop did not take a notification; says why in a few words."""


class DesktopNotifier:
    """Shows notes as desktop notifications.

    Keeps one connection between notes, since some desktops take a program's notifications away when it hangs up.
    Used from one thread at a time, and never from one where an asyncio loop runs.
    """

    name = "desktop"
    popup = True

    def __init__(self, environ: Environ, limit: timedelta = ANSWER_LIMIT, platform: str = sys.platform) -> None:
        self._environ = environ
        self._limit = limit
        self._platform = platform
        self._loop: asyncio.AbstractEventLoop | None = None
        self._library: Library | None = None

    def available(self) -> Availability:
        """Ask the notification service who it is; takes up to the time limit."""
        try:
            self._refuse()
            self._run(self._meet())
        except DesktopError as error:
            return Availability(ok=False, reason=str(error))
        return Availability(ok=True, reason="the desktop shows notifications")

    def notify(self, note: Note) -> Delivery:
        """Hand a note to the desktop, in the place of the one before; takes up to the time limit."""
        try:
            self._refuse()
            self._run(self._send(note))
        except DesktopError as error:
            return Delivery(ok=False, problem=f"No desktop notification: {error}.")
        return DELIVERED

    def close(self) -> None:
        """Hang up. What is shown stays."""
        loop, library, self._loop, self._library = self._loop, self._library, None, None
        if loop is None:
            return
        # desktop-notifier has no way to hang up; its connection, where it made one, has.
        bus = getattr(getattr(library, "_backend", None), "bus", None)
        with contextlib.suppress(Exception):
            if bus is not None:
                bus.disconnect()
                loop.run_until_complete(asyncio.wait_for(bus.wait_for_disconnect(), self._limit.total_seconds()))
        loop.close()

    def _refuse(self) -> None:
        """Raise DesktopError where it is plain without asking that nothing would come of it."""
        if any(self._environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY")):
            raise DesktopError("this is an SSH session, and the desktop there is not the one in front of you")
        if self._platform.startswith("linux") and not self._environ.get("DBUS_SESSION_BUS_ADDRESS"):
            raise DesktopError("there is no D-Bus session here")

    def _run(self, work: Coroutine[None, None, _T]) -> _T:
        """Run one piece of work within the time limit; after any failure start afresh next time."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._loop.set_exception_handler(lambda *_: None)
        try:
            return self._loop.run_until_complete(asyncio.wait_for(work, self._limit.total_seconds()))
        except Exception as error:  # noqa: BLE001 - each system's service fails in its own ways
            work.close()
            self.close()
            raise DesktopError(self._why(error)) from None

    async def _meet(self) -> Library:
        """Give the library, connected to a service that shows at least a title."""
        library = self._library
        if library is None:
            library = self._library = _load()
        if not await library.get_capabilities():
            raise DesktopError("this system lets no unsigned program show notifications")
        return library

    async def _send(self, note: Note) -> None:
        from desktop_notifier import Urgency

        library = await self._meet()
        with contextlib.suppress(Exception):
            await library.clear_all()
        sent: list[bool] = []
        # The library swallows errors of its own sending; that it calls back is the only sign of success.
        await library.send(
            title=plain(note.title, TITLE_LENGTH),
            message=_unmarked(plain(note.body, BODY_LENGTH)),
            urgency=Urgency.Critical if note.urgent else Urgency.Normal,
            on_dispatched=lambda: sent.append(True),
        )
        if not sent:
            raise DesktopError("the notification service did not take it")

    def _why(self, error: Exception) -> str:
        if isinstance(error, DesktopError):
            return str(error)
        if isinstance(error, TimeoutError):
            return f"the notification service did not answer within {self._limit.total_seconds():g} s"
        if isinstance(error, ImportError):
            return "desktop-notifier is not installed whole"
        if isinstance(error, OSError):
            return f"the desktop session cannot be reached ({error.strerror or error})"
        kind = str(getattr(error, "type", "")).rpartition(".")[2]
        if kind in {"ServiceUnknown", "NameHasNoOwner"}:
            return "no notification service runs on this desktop"
        return f"the notification service failed ({kind or type(error).__name__})"


def _load() -> Library:
    for name in ("desktop_notifier", "dbus_fast"):
        # Without a handler of any kind, Python prints warnings to the terminal the app is drawn on.
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    from desktop_notifier import DesktopNotifier as Library

    return Library(app_name=APP, app_icon=None)


_UNMARKED = str.maketrans(
    {"<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"}
)


def _unmarked(body: str) -> str:
    # Some desktops read HTML-like markup in the body, others show it as it is: without < there is none to read.
    return body.translate(_UNMARKED)
