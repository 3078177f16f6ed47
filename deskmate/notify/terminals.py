"""Which terminals show a notification when told to by an escape sequence, and by which.

Looked up in the terminals' own documentation and issue trackers (2026). No terminal confirms a notification, and only
kitty's protocol can be asked for, so this goes by what the terminal calls itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Protocol(StrEnum):
    """The three sequences in use, by their OSC number."""

    OSC_9 = "9"
    """`9 ; text`: iTerm2's, one text. ConEmu uses `9 ; digit` for other things."""
    OSC_99 = "99"
    """`99 ; settings ; text`: kitty's, with title, body, urgency and replacement."""
    OSC_777 = "777"
    """`777 ; notify ; title ; body`: rxvt-unicode's."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal, what it understands, and by what it is known.

    `shown` is False where a notification appears with some builds or settings alone, `protocol` None where never.
    `programs` are values of TERM_PROGRAM, `terms` beginnings of TERM, `variables` names whose presence tells it (or
    `NAME=value`), `version` the beginning of its answer to XTVERSION in lower case, which tmux keeps.
    """

    name: str
    protocol: Protocol | None
    shown: bool
    note: str
    programs: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    version: str = ""


TERMINALS: tuple[Terminal, ...] = (
    Terminal(
        name="kitty",
        protocol=Protocol.OSC_99,
        shown=True,
        note="kitty shows notifications (OSC 99)",
        terms=("xterm-kitty",),
        variables=("KITTY_WINDOW_ID",),
        version="kitty",
    ),
    Terminal(
        name="Ghostty",
        protocol=Protocol.OSC_9,
        shown=True,
        note="Ghostty shows notifications (OSC 9) unless `desktop-notifications` is off",
        programs=("ghostty",),
        terms=("xterm-ghostty",),
        variables=("GHOSTTY_RESOURCES_DIR",),
        version="ghostty",
    ),
    Terminal(
        name="WezTerm",
        protocol=Protocol.OSC_777,
        shown=True,
        note="WezTerm shows notifications (OSC 777)",
        programs=("WezTerm",),
        terms=("wezterm",),
        variables=("WEZTERM_PANE",),
        version="wezterm",
    ),
    Terminal(
        name="iTerm2",
        protocol=Protocol.OSC_9,
        shown=True,
        note="iTerm2 shows notifications (OSC 9) if the profile allows them",
        programs=("iTerm.app",),
        variables=("LC_TERMINAL=iTerm2", "ITERM_SESSION_ID"),
        version="iterm2",
    ),
    Terminal(
        name="foot",
        protocol=Protocol.OSC_777,
        shown=True,
        note="foot shows notifications (OSC 777), by default while its window is not focused",
        terms=("foot",),
        version="foot",
    ),
    Terminal(
        name="Warp",
        protocol=Protocol.OSC_9,
        shown=True,
        note="Warp shows notifications (OSC 9)",
        programs=("WarpTerminal",),
        version="warp",
    ),
    Terminal(
        name="VS Code",
        protocol=None,
        shown=False,
        note="the terminal of VS Code shows no notifications",
        programs=("vscode",),
        version="xterm.js",
    ),
    Terminal(
        name="Terminal.app",
        protocol=None,
        shown=False,
        note="Apple's Terminal shows no notifications",
        programs=("Apple_Terminal",),
    ),
    Terminal(
        name="Alacritty",
        protocol=None,
        shown=False,
        note="Alacritty shows no notifications; it has the bell alone",
        programs=("alacritty",),
        terms=("alacritty",),
        variables=("ALACRITTY_WINDOW_ID",),
    ),
    Terminal(
        name="the Linux console",
        protocol=None,
        shown=False,
        note="the Linux console has no desktop to show a notification on",
        terms=("linux",),
    ),
    Terminal(
        name="rxvt-unicode",
        protocol=Protocol.OSC_777,
        shown=False,
        note="rxvt-unicode shows notifications (OSC 777) only with its notify extension, which has to be added",
        terms=("rxvt-unicode",),
        version="rxvt",
    ),
    Terminal(
        name="Contour",
        protocol=Protocol.OSC_777,
        shown=False,
        note="some releases of Contour show notifications (OSC 777)",
        terms=("contour",),
        variables=("CONTOUR_PROFILE",),
        version="contour",
    ),
    Terminal(
        name="Windows Terminal",
        protocol=Protocol.OSC_777,
        shown=False,
        note="Windows Terminal shows notifications (OSC 777) in releases since 2026, if its settings allow them",
        variables=("WT_SESSION",),
    ),
    Terminal(
        name="VTE",
        protocol=Protocol.OSC_777,
        shown=False,
        note="terminals built on VTE, like GNOME's, show notifications (OSC 777) where the distribution added that",
        variables=("VTE_VERSION",),
        version="vte",
    ),
)


def by_environment(environ: Mapping[str, str]) -> Terminal | None:
    """Tell the terminal from the environment; None for one that is not known.

    TERM_PROGRAM and TERM are set by the terminal nearest to the program; other variables may be left over from a
    terminal further out, so they come last, and count for nothing where TERM_PROGRAM names a stranger.
    """
    program = environ.get("TERM_PROGRAM", "")
    if program:
        return next((t for t in TERMINALS if program in t.programs), None)
    return by_term(environ.get("TERM", "")) or by_variables(environ)


def by_term(term: str) -> Terminal | None:
    """Tell the terminal from the value of TERM."""
    return next((t for t in TERMINALS if any(_begins(term, start) for start in t.terms)), None)


def by_variables(environ: Mapping[str, str]) -> Terminal | None:
    """Tell the terminal from variables that it alone sets."""
    return next((t for t in TERMINALS if any(_is_set(environ, v) for v in t.variables)), None)


def by_version(version: str) -> Terminal | None:
    """Tell the terminal from its own answer to XTVERSION, such as "kitty(0.35.2)"."""
    answer = version.lower()
    return next((t for t in TERMINALS if t.version and answer.startswith(t.version)), None)


def _begins(term: str, start: str) -> bool:
    return term == start or term.startswith(f"{start}-")


def _is_set(environ: Mapping[str, str], variable: str) -> bool:
    name, _, value = variable.partition("=")
    found = environ.get(name, "")
    return found == value if value else bool(found)
