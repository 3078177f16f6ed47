"""Every setting: its kind, unit and meaning. The file's template, the settings screen and the README are made of it.

Its default is the one of the record in `deskmate.config` that takes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from deskmate.settings.kinds import (
    BOOLEAN,
    COMMAND,
    HOURS,
    MANY_HOURS,
    TEXT,
    WEEKDAYS,
    Kind,
    Plain,
    choice,
    duration,
    number,
)
from deskmate.voice.choice import COURTESIES, ENGINES

THEMES = ("dark", "light", "high-contrast", "colour-blind")
"""deskmate's own looks."""

OTHER_THEMES = (
    "textual-dark",
    "textual-light",
    "nord",
    "gruvbox",
    "catppuccin-mocha",
    "dracula",
    "tokyo-night",
    "monokai",
    "flexoki",
    "catppuccin-latte",
    "catppuccin-frappe",
    "catppuccin-macchiato",
    "solarized-light",
    "solarized-dark",
    "rose-pine",
    "rose-pine-moon",
    "rose-pine-dawn",
    "atom-one-dark",
    "atom-one-light",
    "ansi-dark",
    "ansi-light",
)
"""Textual's, by Textual's names; their contrast is theirs."""

AUTO, FULL, REDUCED = "auto", "full", "reduced"
MOTIONS = (AUTO, FULL, REDUCED)
IMAGES = (AUTO, "no")

SECTIONS: Mapping[str, str] = {
    "sitting": "How long you sit, and what a break is",
    "hours": "When prompts are welcome; without them, always",
    "quiet": "When they are not",
    "voice": "How deskmate speaks",
    "notify": "How a prompt reaches you",
    "stretch": "How a session begins",
    "looks": "What it looks like",
    "hooks": "Commands of your own, run without a shell, 30 s at most",
    "keys": "Keys of your own",
}
"""The sections, in the order of the file, with what each is about."""

KEYS_SECTION = "keys"
"""The one section whose keys are the names of actions, such as "today.stand"."""


class Setting(NamedTuple):
    """One setting: what it means in half a line, and the unit of its number where it has one."""

    section: str
    key: str
    kind: Kind
    about: str
    unit: str = ""
    example: Plain = ""
    """What the template shows where there is no default."""

    @property
    def name(self) -> str:
        """Give its name as the command line takes it, such as "voice.rate"."""
        return f"{self.section}.{self.key}"

    @property
    def range(self) -> str:
        """Say what is allowed, with the unit."""
        return f"{self.kind.range} {self.unit}".rstrip()

    @property
    def default(self) -> Plain | None:
        """Give its default as the file would hold it; None where there is none."""
        from deskmate.config import Settings

        return self.value_in(Settings())

    def value_in(self, settings: object) -> Plain | None:
        """Give its value in `settings` (a `deskmate.config.Settings`) as the file would hold it; None for none."""
        value = getattr(getattr(settings, self.section), self.key)
        return None if value is None or value == () else self.kind.plain(value)


_ALL = (
    Setting("sitting", "interval", duration("1m", "8h"), "how long a bout may last before a break is due"),
    Setting("sitting", "shortest_break", duration("10s", "1h"), "how long a break must be to end a bout"),
    Setting("sitting", "break_length", duration("10s", "2h"), "how long a break lasts"),
    Setting("sitting", "postpone", duration("1m", "2h"), "how far a break is put off"),
    Setting("sitting", "postpones", number(0, 20, int), "how often one may be put off in a bout", "times"),
    Setting("sitting", "repeat_after", duration("1m", "8h"), "when a prompt that was not heeded is given again"),
    Setting("sitting", "long_break", duration("10s", "4h"), "how long a long break lasts"),
    Setting(
        "sitting", "long_break_every", number(0, 20, int), "every how many breaks one is long; 0 for never", "breaks"
    ),
    Setting(
        "sitting", "away_after", duration("30s", "2h"), "how long without input counts as away, where that is known"
    ),
    Setting("sitting", "goal", duration("30m", "24h"), "how much sitting a day you want to stay below"),
    Setting("sitting", "long_bout", duration("10m", "12h"), "how long a bout must be for the hook bout_long"),
    Setting("hours", "work", HOURS, "prompts come in these hours alone", example="9:00-17:30"),
    Setting("hours", "days", WEEKDAYS, "prompts come on these days alone"),
    Setting("quiet", "times", MANY_HOURS, "no prompts in these hours", example=["12:00-13:00"]),
    Setting("quiet", "in_calls", BOOLEAN, "no prompts while a microphone is in use (PulseAudio, PipeWire)"),
    Setting("voice", "enabled", BOOLEAN, "whether it speaks at all; captions are always shown"),
    Setting(
        "voice", "engine", choice(ENGINES), "what speaks: nsss is macOS's, sapi5 Windows's; piper needs the extra"
    ),
    Setting("voice", "name", TEXT, "a voice of that engine, or Piper's voice file; empty is its usual one"),
    Setting("voice", "rate", number(80, 400, int, 10), "how fast it speaks", "words a minute"),
    Setting("voice", "volume", number(0, 1, float, 0.1), "how loud"),
    Setting("voice", "pitch", number(0, 100, int, 5), "how high, espeak alone"),
    Setting("voice", "office", BOOLEAN, "captions and chime only"),
    Setting("voice", "pause_players", choice(COURTESIES), "what other players (MPRIS) do while it speaks"),
    Setting("notify", "screen", BOOLEAN, "the screen changes its look when a break is due"),
    Setting("notify", "desktop", BOOLEAN, "a notification on the desktop"),
    Setting("notify", "terminal", BOOLEAN, "a notification through the terminal, where the desktop has none"),
    Setting("notify", "bell", BOOLEAN, "the terminal's bell"),
    Setting("notify", "after", duration("0s", "1h"), "how long the prompt is on the screen alone"),
    Setting("notify", "voice", BOOLEAN, "whether it is spoken too"),
    Setting("notify", "voice_after", duration("0s", "2h"), "how long after the prompt it is spoken"),
    Setting("stretch", "start_delay", duration("0s", "2m"), "how long you have to get into place"),
    Setting(
        "looks",
        "theme",
        choice((*THEMES, *OTHER_THEMES), f"{', '.join(THEMES)}, or a theme of Textual's"),
        "the colours",
    ),
    Setting("looks", "motion", choice(MOTIONS), "how much moves; auto is reduced over SSH"),
    Setting("looks", "images", choice(IMAGES), "a smooth figure, where the terminal shows pictures"),
    Setting("hooks", "bout_long", COMMAND, "run when a bout is long", example=["notify-send", "An hour of sitting"]),
    Setting("hooks", "break_due", COMMAND, "run when a break falls due", example=["my-light", "orange"]),
    Setting(
        "hooks", "break_done", COMMAND, "run when you sit down again after a break", example=["my-light", "white"]
    ),
    Setting("hooks", "session_done", COMMAND, "run when a stretch session ends", example=["my-light", "green"]),
)

SETTINGS: Mapping[str, Setting] = {setting.name: setting for setting in _ALL}
"""Every setting by its name, section by section."""


def keys_of(section: str) -> Mapping[str, Setting]:
    """Give the settings of a section by key."""
    return {setting.key: setting for setting in SETTINGS.values() if setting.section == section}
