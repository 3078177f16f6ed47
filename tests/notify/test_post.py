"""Notes on their way: by every notifier, off the caller's thread, on the desktop once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from deskmate.notify.choose import choose_notifiers
from deskmate.notify.note import DELIVERED, Availability, Delivery, Note, Notifier
from deskmate.notify.post import Post, deliver

NOTE = Note("Up", "Now.")
LATER = Note("Still", "Sitting.")


@dataclass
class Fake:
    name: str
    popup: bool = False
    answer: Delivery = DELIVERED
    told: list[tuple[Note, int]] = field(default_factory=list)
    closed: int = 0

    def available(self) -> Availability:
        return Availability(ok=True, reason="a fake")

    def notify(self, note: Note) -> Delivery:
        self.told.append((note, threading.get_ident()))
        return self.answer

    def close(self) -> None:
        self.closed += 1


def failing(name: str, *, popup: bool = False) -> Fake:
    return Fake(name, popup, Delivery(ok=False, problem=f"{name} failed."))


def test_every_note_reaches_every_notifier_in_order_from_one_other_thread() -> None:
    bell, desktop = Fake("bell"), Fake("desktop", popup=True)
    post = Post((bell, desktop))
    post.send(NOTE)
    post.send(LATER)
    post.close()
    assert [note for note, _ in bell.told] == [note for note, _ in desktop.told] == [NOTE, LATER]
    threads = {thread for _, thread in bell.told + desktop.told}
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    assert (bell.closed, desktop.closed) == (1, 1)
    assert post.problems == ()


def test_problems_are_kept_once_each() -> None:
    told: list[str] = []
    post = Post((failing("desktop", popup=True), failing("bell")), told.append)
    post.send(NOTE)
    post.send(NOTE)
    post.close()
    assert post.problems == ("desktop failed.", "bell failed.") == tuple(told)


def test_nothing_is_taken_after_the_close() -> None:
    bell = Fake("bell")
    post = Post((bell,))
    post.close()
    post.close()
    post.send(NOTE)
    assert (bell.told, bell.closed) == ([], 1)


def test_no_thread_runs_before_the_first_note() -> None:
    before = threading.active_count()
    post = Post((Fake("bell"),))
    assert threading.active_count() == before
    post.close()


def test_neither_sending_nor_closing_waits_for_a_notifier_that_hangs() -> None:
    release = threading.Event()

    class Hanging(Fake):
        def notify(self, note: Note) -> Delivery:
            release.wait()
            return super().notify(note)

    hanging = Hanging("desktop", popup=True)
    post = Post((hanging,))
    post.send(NOTE)
    post.close(timedelta())
    assert hanging.told == []
    release.set()


@pytest.mark.parametrize(
    ("desktop_works", "expected"),
    [(True, ["bell", "desktop"]), (False, ["bell", "desktop", "terminal"])],
)
def test_the_terminal_stands_in_for_the_desktop(desktop_works: bool, expected: list[str]) -> None:
    desktop = Fake("desktop", popup=True) if desktop_works else failing("desktop", popup=True)
    notifiers = (Fake("bell"), desktop, Fake("terminal", popup=True))
    deliveries = deliver(NOTE, notifiers)
    assert [n.name for n in notifiers if n.told] == expected
    assert len(deliveries) == len(expected)


@pytest.mark.parametrize(
    ("desktop", "terminal", "bell", "expected"),
    [
        (True, True, True, ["bell", "desktop", "terminal"]),
        (False, True, True, ["bell", "terminal"]),
        (True, False, False, ["desktop"]),
        (False, False, False, []),
    ],
)
def test_the_settings_choose(desktop: bool, terminal: bool, bell: bool, expected: list[str]) -> None:
    written: list[str] = []
    notifiers: tuple[Notifier, ...] = choose_notifiers(
        desktop=desktop, terminal=terminal, bell=bell, environ={}, write=written.append
    )
    assert [n.name for n in notifiers] == expected
    assert {n.name: n.available().ok for n in notifiers} == {name: name == "bell" for name in expected}
    assert written == []
