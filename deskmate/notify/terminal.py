"""A desktop notification by way of the terminal: works over SSH too, where the terminal knows how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deskmate.notify.escape import sequence, through_tmux
from deskmate.notify.note import DELIVERED, Availability, Delivery, Environ, Note, Write
from deskmate.notify.terminals import Terminal, by_environment, by_term, by_variables, by_version
from deskmate.notify.tmux import Passage, passage

AskTmux = Callable[[Environ], Passage | None]


@dataclass(frozen=True, slots=True)
class Route:
    """How a note gets out: to which terminal (None: it cannot), through tmux or not, and one sentence on it."""

    terminal: Terminal | None
    in_tmux: bool
    reason: str

    @property
    def is_sure(self) -> bool:
        """Tell whether a note sent this way can be expected to be seen."""
        return self.terminal is not None and self.terminal.shown


class TerminalNotifier:
    """Tells the terminal to show a notification. A terminal never says whether it did."""

    name = "terminal"
    popup = True

    def __init__(self, environ: Environ, write: Write, ask_tmux: AskTmux = passage) -> None:
        self._environ = environ
        self._write = write
        self._ask_tmux = ask_tmux

    def available(self) -> Availability:
        """Find out which terminal this is, asking tmux when inside it (two seconds at most)."""
        route = self._route()
        return Availability(ok=route.is_sure, reason=route.reason)

    def notify(self, note: Note) -> Delivery:
        """Write the sequence; where it is not sure to be shown, it is at least known to do no harm."""
        # Asked anew each time: tmux may have been attached to from another terminal since.
        route = self._route()
        if route.terminal is None or route.terminal.protocol is None:
            return Delivery(ok=False, problem=f"No notification through the terminal: {route.reason}.")
        escape = sequence(route.terminal.protocol, note)
        try:
            self._write(through_tmux(escape) if route.in_tmux else escape)
        except Exception as error:  # noqa: BLE001 - the terminal may be gone in many ways
            why = error or type(error).__name__
            return Delivery(ok=False, problem=f"The terminal could not be written to ({why}).")
        return DELIVERED

    def close(self) -> None:
        """Do nothing: nothing is held."""

    def _route(self) -> Route:
        environ = self._environ
        if environ.get("TMUX"):
            return _through_tmux(environ, self._ask_tmux(environ))
        for variable, program in (("STY", "GNU screen"), ("ZELLIJ", "Zellij")):
            if environ.get(variable):
                return Route(None, in_tmux=False, reason=f"{program} is not known to hand notifications on")
        terminal = by_environment(environ)
        return Route(_able(terminal), in_tmux=False, reason=_note(terminal))


def _through_tmux(environ: Environ, found: Passage | None) -> Route:
    if found is None:
        return Route(None, in_tmux=True, reason="tmux does not say which terminal shows it")
    if not found.allowed:
        why = "tmux holds notifications back; `set -g allow-passthrough all` in tmux.conf lets them through"
        return Route(None, in_tmux=True, reason=why)
    # The environment is that of the terminal tmux was started in: asked last, since it may be long gone.
    terminal = by_version(found.version) or by_term(found.term) or by_variables(environ)
    tail = "" if found.hidden_too else ", only while this pane is in sight (`allow-passthrough all` lifts that)"
    return Route(_able(terminal), in_tmux=True, reason=f"in tmux: {_note(terminal)}{tail}")


def _able(terminal: Terminal | None) -> Terminal | None:
    return terminal if terminal is not None and terminal.protocol is not None else None


def _note(terminal: Terminal | None) -> str:
    return terminal.note if terminal is not None else "this terminal is not known to show notifications"
