"""Which probe is taken, and what is said of those that are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from deskmate.presence.choose import CANDIDATES, Find, choose_probe
from deskmate.presence.probe import Environ, IdleProbe, ProbeChoice

LIMIT = timedelta(milliseconds=200)


@dataclass
class Probe:
    name: str
    proves_absence: bool
    closed: list[str] = field(default_factory=list)

    def idle(self) -> timedelta | None:
        return timedelta()

    def close(self) -> None:
        self.closed.append(self.name)


def gives(probe: IdleProbe) -> Find:
    return lambda environ, limit: ProbeChoice(probe, f"{probe.name} works.")


def refuses(reason: str) -> Find:
    return lambda environ, limit: ProbeChoice(None, reason)


STRONG, OTHER, WEAK = Probe("strong", True), Probe("other", True), Probe("weak", False)


def test_the_first_that_proves_absence_is_taken() -> None:
    candidates = (("A", refuses("is not there")), ("B", gives(STRONG)), ("C", gives(OTHER)))
    assert choose_probe({}, LIMIT, candidates) == ProbeChoice(STRONG, "strong works.", ("A: is not there",))


def test_one_that_proves_absence_comes_before_one_that_does_not() -> None:
    weak = Probe("weak", False)
    candidates = (("A", gives(weak)), ("B", gives(STRONG)))
    assert choose_probe({}, LIMIT, candidates) == ProbeChoice(STRONG, "strong works.")
    assert weak.closed == ["weak"]


def test_a_weak_one_is_better_than_none() -> None:
    second = Probe("second", False)
    candidates = (("A", refuses("is not there")), ("B", gives(WEAK)), ("C", gives(second)))
    assert choose_probe({}, LIMIT, candidates) == ProbeChoice(WEAK, "weak works.", ("A: is not there",))
    assert (WEAK.closed, second.closed) == ([], ["second"])


def test_with_none_each_says_why() -> None:
    candidates = (("A", refuses("is not there")), ("B", refuses("is broken")))
    assert choose_probe({}, LIMIT, candidates) == ProbeChoice(
        None,
        "Nothing here tells when you last typed.",
        ("A: is not there", "B: is broken"),
    )


def test_every_candidate_is_given_the_environment_and_the_limit() -> None:
    seen: list[tuple[Environ, timedelta]] = []

    def look(environ: Environ, limit: timedelta) -> ProbeChoice:
        seen.append((environ, limit))
        return ProbeChoice(None, "no")

    choose_probe({"X": "1"}, LIMIT, (("A", look),))
    assert seen == [({"X": "1"}, LIMIT)]


BUT_THE_TERMINAL = CANDIDATES[:-1]
"""The tests may run in a terminal, and then there is one."""


def test_an_empty_environment_is_answered_at_once() -> None:
    assert choose_probe({}, candidates=BUT_THE_TERMINAL).reasons == (
        "GNOME: there is no D-Bus session here",
        "KDE: this is not KDE Plasma",
        "X11: there is no X display",
        "logind: this does not run in a login session",
        "macOS: this is not macOS",
        "Windows: this is not Windows",
        "tmux: this does not run in tmux",
    )


def test_wayland_is_asked_of_gnome_alone() -> None:
    environ = {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "KDE", "DISPLAY": ":0"}
    assert choose_probe(environ, candidates=BUT_THE_TERMINAL).reasons == (
        "GNOME: there is no D-Bus session here",
        "KDE: Plasma does not tell the idle time on Wayland",
        "X11: on Wayland an X server sees only part of what you type",
        "logind: this does not run in a login session",
        "macOS: this is not macOS",
        "Windows: this is not Windows",
        "tmux: this does not run in tmux",
    )
