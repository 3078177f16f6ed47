"""The terminal as a notifier: what is written, and what is said where nothing can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.notify.bell import BellNotifier
from deskmate.notify.note import DELIVERED, Availability, Delivery, Note
from deskmate.notify.terminal import TerminalNotifier
from deskmate.notify.tmux import Passage, passage, run_tmux

NOTE = Note("Up", "Now.")
OSC_777 = "\x1b]777;notify;Up;Now.\x1b\\"
IN_TMUX = {"TMUX": "/s,1,0", "TMUX_PANE": "%3", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}


def told(environ: dict[str, str], found: Passage | None = None) -> tuple[str, Delivery, Availability]:
    """Give what was written, the delivery, and what the notifier says of itself."""
    written: list[str] = []
    notifier = TerminalNotifier(environ, written.append, lambda _: found)
    availability = notifier.available()
    assert written == [], "to ask is not to notify"
    delivery = notifier.notify(NOTE)
    notifier.close()
    return "".join(written), delivery, availability


def no_notification(why: str) -> Delivery:
    return Delivery(ok=False, problem=f"No notification through the terminal: {why}.")


def test_a_terminal_that_shows_notifications() -> None:
    assert told({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}) == (
        OSC_777,
        DELIVERED,
        Availability(ok=True, reason="WezTerm shows notifications (OSC 777)"),
    )


def test_one_that_may_show_them_is_tried_but_not_promised() -> None:
    written, delivery, availability = told({"TERM": "xterm-256color", "VTE_VERSION": "7600"})
    assert (written, delivery, availability.ok) == (OSC_777, DELIVERED, False)


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"TERM": "alacritty"}, "Alacritty shows no notifications; it has the bell alone"),
        ({"TERM": "xterm-256color"}, "this terminal is not known to show notifications"),
        (
            {"TERM": "screen", "STY": "1.pts-0", "KITTY_WINDOW_ID": "1"},
            "GNU screen is not known to hand notifications on",
        ),
        ({"TERM": "xterm-kitty", "ZELLIJ": "0"}, "Zellij is not known to hand notifications on"),
    ],
)
def test_where_nothing_can_be_written(environ: dict[str, str], why: str) -> None:
    assert told(environ) == ("", no_notification(why), Availability(ok=False, reason=why))


@pytest.mark.parametrize(
    ("found", "written", "ok", "reason"),
    [
        (
            Passage("WezTerm 20240203", "xterm-256color", allowed=True, hidden_too=True),
            "\x1bPtmux;\x1b\x1b]777;notify;Up;Now.\x1b\x1b\\\x1b\\",
            True,
            "in tmux: WezTerm shows notifications (OSC 777)",
        ),
        (
            Passage("", "foot", allowed=True),
            "\x1bPtmux;\x1b\x1b]777;notify;Up;Now.\x1b\x1b\\\x1b\\",
            True,
            (
                "in tmux: foot shows notifications (OSC 777), by default while its window is not focused, "
                "only while this pane is in sight (`allow-passthrough all` lifts that)"
            ),
        ),
        (
            Passage("XTerm(390)", "xterm-256color", allowed=True, hidden_too=True),
            "",
            False,
            "in tmux: this terminal is not known to show notifications",
        ),
        (
            Passage("kitty(0.35)", "xterm-kitty"),
            "",
            False,
            "tmux holds notifications back; `set -g allow-passthrough all` in tmux.conf lets them through",
        ),
        (None, "", False, "tmux does not say which terminal shows it"),
    ],
)
def test_through_tmux(found: Passage | None, written: str, ok: bool, reason: str) -> None:
    delivery = DELIVERED if written else no_notification(reason)
    assert told(IN_TMUX, found) == (written, delivery, Availability(ok=ok, reason=reason))


def test_a_terminal_that_is_gone_is_no_crash() -> None:
    def gone(text: str) -> None:
        raise RuntimeError("the app is not running")

    terminal = TerminalNotifier({"TERM": "foot"}, gone)
    assert terminal.notify(NOTE) == Delivery(
        ok=False, problem="The terminal could not be written to (the app is not running)."
    )
    assert BellNotifier(gone).notify(NOTE) == Delivery(
        ok=False, problem="The bell could not be rung (the app is not running)."
    )


def test_the_bell_rings_once() -> None:
    written: list[str] = []
    bell = BellNotifier(written.append)
    assert bell.available().ok
    assert written == []
    assert bell.notify(NOTE) == DELIVERED
    assert written == ["\a"]


def test_what_tmux_is_asked(tmp_path: Path) -> None:
    tmux = tmp_path / "tmux"
    tmux.touch(mode=0o755)
    asked: list[list[str]] = []

    def run(command: list[str]) -> str | None:
        asked.append(command)
        return "10\tkitty(0.35)\txterm-kitty\n30\t\tfoot\n20\tx\ty\n" if "list-clients" in command else "on\n"

    environ = {**IN_TMUX, "PATH": str(tmp_path)}
    assert passage(environ, run) == Passage("", "foot", allowed=True, hidden_too=False)
    clients = "#{client_activity}\t#{client_termtype}\t#{client_termname}"
    assert asked == [
        [str(tmux), "-S", "/s", "list-clients", "-t", "%3", "-F", clients],
        [str(tmux), "-S", "/s", "show-options", "-A", "-p", "-t", "%3", "-v", "allow-passthrough"],
    ]


@pytest.mark.parametrize(
    ("clients", "option", "expected"),
    [
        ("", "on\n", None),
        (None, "on\n", None),
        ("1\t\tfoot\n", "off\n", Passage("", "foot")),
        ("1\t\tfoot\n", "all\n", Passage("", "foot", allowed=True, hidden_too=True)),
        ("1\t\tfoot\n", None, Passage("", "foot", allowed=True, hidden_too=True)),
        ("odd\n", "on\n", Passage(allowed=True)),
    ],
)
def test_what_tmux_answers(tmp_path: Path, clients: str | None, option: str | None, expected: Passage | None) -> None:
    (tmp_path / "tmux").touch(mode=0o755)
    environ = {**IN_TMUX, "PATH": str(tmp_path)}
    assert passage(environ, lambda command: clients if "list-clients" in command else option) == expected


def test_without_tmux_on_the_path(tmp_path: Path) -> None:
    assert passage({**IN_TMUX, "PATH": str(tmp_path)}) is None
    assert run_tmux([str(tmp_path / "tmux"), "list-clients"]) is None
