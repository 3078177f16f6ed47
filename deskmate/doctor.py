"""`deskmate doctor`: what works here, a plain line each, and what to do about what does not."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from deskmate import __version__
from deskmate.build import build_catalogue, build_library, build_scenes
from deskmate.config import Folders, Settings, load_settings
from deskmate.history.journal import Journal
from deskmate.notify.choose import choose_notifiers
from deskmate.presence import microphone
from deskmate.presence.choose import choose_probe
from deskmate.presence.probe import ANSWER_LIMIT
from deskmate.presence.session_signs import hearing
from deskmate.voice.choose import probe

NAMED = 15
"""The cells the longest name takes."""

WIDEST = 100
"""Columns beyond which a line is hard to read."""

ELSEWHERE = "this is not "
"""How a probe begins that belongs to another system or desktop."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `impairs` is True where the main job would be the worse for it."""

    name: str
    ok: bool
    text: str
    impairs: bool = False

    def line(self) -> str:
        """Give it as one plain line."""
        mark = "ok  " if self.ok else "no  " if self.impairs else "note"
        return f"{mark}  {self.name:<{NAMED}} {self.text}"

    def lines(self, columns: int) -> str:
        """Give it in lines that fit `columns`, its text below itself."""
        indent = " " * self.line().index(self.text)
        return textwrap.fill(
            self.line(),
            min(columns, WIDEST),
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def as_json(self) -> dict[str, object]:
        """Give it as plain values."""
        return {"name": self.name, "ok": self.ok, "impairs": self.impairs, "text": self.text}


def as_lines(findings: Sequence[Finding]) -> list[str]:
    """Give what is printed: on a terminal as wide as it is, else a line each, for whatever reads it."""
    if not sys.stdout.isatty():
        return [finding.line() for finding in findings]
    columns = shutil.get_terminal_size().columns
    return [finding.lines(columns) for finding in findings]


def examine(places: Folders) -> list[Finding]:
    """Look at everything deskmate needs. Nothing is shown or kept, and no sound is made."""
    settings, problems = load_settings(places.settings_file)
    return [
        Finding("deskmate", ok=True, text=_versions()),
        *_voice(settings),
        *_notifications(settings),
        _presence(),
        _session(),
        *_calls(settings),
        _data(places),
        _journal(places),
        *_config(places, problems),
        _content(places),
        *_terminal(),
    ]


def _versions() -> str:
    python = ".".join(str(part) for part in sys.version_info[:3])
    return f"{__version__}, Python {python}, Textual {version('textual')}, TinyDB {version('tinydb')}"


def _voice(settings: Settings) -> list[Finding]:
    if not settings.voice.enabled:
        return [Finding("speech", ok=True, text="turned off in the settings; captions are shown")]
    if settings.voice.office:
        return [Finding("speech", ok=True, text="quiet for the office: captions and chimes alone")]
    status = probe(choice=settings.voice.choice)
    engine = Finding(
        "speech",
        ok=bool(status.engine),
        text=status.engine or f"{status.reason} Captions are shown instead.",
        impairs=not status.engine,
    )
    if not status.engine:
        return [engine]
    sound = f"sound goes out through {status.backend}" if status.audible else f"{status.reason} Captions are shown."
    return [engine, Finding("sound", ok=status.audible, text=sound, impairs=not status.audible)]


def _notifications(settings: Settings) -> list[Finding]:
    wanted = settings.notify
    notifiers = choose_notifiers(
        desktop=wanted.desktop, terminal=wanted.terminal, bell=wanted.bell, environ=os.environ, write=lambda _: None
    )
    findings = []
    for notifier in notifiers:
        availability = notifier.available()
        findings.append(Finding(f"notify {notifier.name}", ok=availability.ok, text=availability.reason))
        notifier.close()
    if any(f.ok for f in findings):
        return findings
    why = "no way to tell you that a break is due but the screen itself; turn one on under [notify] in the settings"
    return [*findings, Finding("notify", ok=False, text=why)]


def _presence() -> Finding:
    choice = choose_probe(os.environ)
    sees_absence = choice.probe is not None and choice.probe.proves_absence
    said = [choice.reason]
    if choice.probe is not None:
        idle = choice.probe.idle()
        seen = "nothing just now" if idle is None else f"last input {idle.total_seconds():.0f} s ago"
        said.append(f"{choice.probe.name} says: {seen}.")
        choice.probe.close()
    if not sees_absence:
        said.append("Your keys in deskmate and your word are all it goes by: say so when you leave.")
    if choice.probe is None:
        said.append(_in_vain(choice.reasons))
    return Finding("presence", ok=sees_absence, text=" ".join(said))


def _in_vain(reasons: Sequence[str]) -> str:
    """Say why each probe tells nothing; of those that belong elsewhere, where."""
    here = [reason for reason in reasons if ELSEWHERE not in reason]
    elsewhere = [reason.partition(ELSEWHERE)[2] for reason in reasons if ELSEWHERE in reason]
    return f"{'; '.join([*here, ELSEWHERE + ' or '.join(elsewhere)])}."


def _calls(settings: Settings) -> list[Finding]:
    if not settings.quiet.in_calls:
        return []
    text = microphone.reason(os.environ)
    return [Finding("calls", ok="not noticed" not in text, text=text)]


def _session() -> Finding:
    return Finding("lock, suspend", ok=True, text=hearing(os.environ, ANSWER_LIMIT))


def _data(places: Folders) -> Finding:
    folder = _existing(places.data)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        text = f"{places.data} cannot be written ({error.strerror}); what you do would be lost when deskmate closes"
        return Finding("data", ok=False, text=text, impairs=True)
    free = shutil.disk_usage(folder).free // 2**20
    return Finding("data", ok=True, text=f"{places.data} ({free:,} MiB free)")


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _journal(places: Folders) -> Finding:
    journal = Journal(places.data)
    events = journal.read()
    if journal.problems:
        return Finding("journal", ok=False, text=" ".join(journal.problems), impairs=True)
    return Finding("journal", ok=True, text=f"{len(events)} entries, this device is {journal.device}")


def _config(places: Folders, problems: tuple[str, ...]) -> list[Finding]:
    if problems:
        return [Finding("settings", ok=False, text=problem) for problem in problems]
    file = places.settings_file
    text = str(file) if file.exists() else f"{file} (not there yet: defaults)"
    return [Finding("settings", ok=True, text=text)]


def _content(places: Folders) -> Finding:
    catalogue, library = build_catalogue(places, build_scenes()), build_library()
    problems = [*catalogue.problems, *library.problems]
    if problems:
        return Finding("content", ok=False, text=" ".join(problems))
    counts = f"{len(catalogue.stretches)} stretches, {len(catalogue.routines)} routines"
    return Finding("content", ok=True, text=f"{len(library.pages)} learn pages, {counts}")


def _terminal() -> list[Finding]:
    if not sys.stdout.isatty():
        return [Finding("terminal", ok=True, text="not looked at: the output goes to a pipe or a file")]
    term = os.environ.get("TERM", "")
    if term in {"", "dumb"} and sys.platform != "win32":
        text = f"TERM={term or 'unset'}: no full screen here; `deskmate status` works"
        return [Finding("terminal", ok=False, text=text, impairs=True)]
    size = shutil.get_terminal_size()
    colours = "no colour (NO_COLOR)" if os.environ.get("NO_COLOR") else _colours(term)
    shown = f"{term}, {size.columns}×{size.lines}, {colours}{_inside(os.environ)}"
    findings = [Finding("terminal", ok=True, text=shown)]
    encoding = (sys.stdout.encoding or "").lower()
    if "utf" not in encoding:
        text = f"the output is {encoding}, not UTF-8: the figure and ribbon need it; set LANG to a UTF-8 locale"
        findings.append(Finding("characters", ok=False, text=text, impairs=True))
    return findings


def _inside(environ: Mapping[str, str]) -> str:
    """Tell what the terminal runs in; GNU screen names itself by STY, and sshd by SSH_CONNECTION."""
    multiplexer = ", in tmux" if environ.get("TMUX") else ", in GNU screen" if environ.get("STY") else ""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return f"{multiplexer}, over SSH: sound and stillness are those of this machine, not of the one you sit at"
    return multiplexer


def _colours(term: str) -> str:
    if os.environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return "16 million colours"
    return "256 colours" if "256color" in term else "16 colours"
