"""A hundred broken settings files: each is one sentence, costs no more than it must, and deskmate opens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.build import build_desk
from deskmate.config import Settings, folders, load_settings
from deskmate.settings.table import SETTINGS
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker, make_app

NO_TOML = (
    b"[voice",
    b"[voice]]",
    b"voice",
    b"= 3",
    b"[voice]\nrate = ",
    b"[voice]\nrate = 1_",
    b"[voice]\nrate = 150 170",
    b"[voice]\nname = 'one\n",
    b'[voice]\nname = "\\q"',
    b"[voice]\nrate = 150\nrate = 150",
    b"[voice]\n[voice]",
    b"[voice]\nrate = 0150",
    b"[sitting]\ninterval = 30m",
    b"[hours]\ndays = [mon, tue]",
    b"[hours]\nwork = 9:00-17:30",
    b"[notify]\nbell = yes",
    b"[notify]\nbell = True",
    b"{}",
    b'{"voice": {"rate": 150}}',
    b"voice:\n  rate: 150",
    b"<xml/>",
    b"[voice]\nrate = 2026-13-45",
    b"[voice]\nrate = {",
    b"[voice]\nrate = [",
    b"[voice]\nrate = " + b"[" * 5000,
    b"[voice]\nrate = " + b"9" * 5000,
    b"[voice]\r rate = 150",
    b'[voice]\nname = "\x01"',
    b"\x00\x00\x00",
    b"\xff\xfe[\x00v\x00",
    b"[voice]\nname = '\xe9t\xe9'",
    b"\x1b[31m",
    b"[a.b\nc=1\n[a]\nb=2",
    b"[voice] rate = 150",
    b"# only\n[",
)
WRONG_VALUES = ("[]", "{}", "nan", "-1e400", "1979-05-27", "07:32:00", '"\\u001b[31m[bold]"', "[[1], [2]]")
UNKNOWN = (
    "[voices]",
    "[[voice]]",
    "[voice]\nspeed = 3",
    "voice = 3",
    "rate = 150",
    "[voice.rate]\nfast = 1",
    "[voice.deep.er]\nx = 1",
    '["\\u001b[31m"]',
    "[sitting]\n'a b' = 1",
    "[keys]\nstand = 3",
    '[keys]\n"today.stand" = ""',
    "[keys.today]\nstand = []",
    "[hooks]\nbreak_due = 'echo hello'",
    "[hooks]\nbreak_due = []",
    "[hooks]\nbreak_due = ['']",
    "[quiet]\ntimes = '12:00-13:00'",
    "[hours]\nwork = '25:00-26:00'",
    "[hours]\nwork = '9:00-9:00'",
    "[looks]\ntheme = 'pink'",
    "[sitting]\ninterval = '-5m'",
    "[sitting]\ninterval = ''",
    "sitting.interval = '9h'",
    "hours = { days = ['monday'] }",
)


def _wrong_values() -> list[bytes]:
    names = list(SETTINGS)
    count = 100 - len(NO_TOML) - len(UNKNOWN)
    pairs = ((names[n % len(names)], WRONG_VALUES[n % len(WRONG_VALUES)]) for n in range(count))
    return [f"[{name.partition('.')[0]}]\n{name.partition('.')[2]} = {value}\n".encode() for name, value in pairs]


BROKEN = [*NO_TOML, *(text.encode() for text in UNKNOWN), *_wrong_values()]


def test_there_are_a_hundred() -> None:
    assert len(BROKEN) == len(set(BROKEN)) == 100


@pytest.mark.parametrize("text", BROKEN)
def test_each_is_one_sentence_and_the_desk_opens_with_the_defaults(tmp_path: Path, text: bytes) -> None:
    places = folders(tmp_path)
    places.config.mkdir()
    places.settings_file.write_bytes(text)
    desk, problems = build_desk(places, SimulatedClock(NOON), ScriptedSpeaker())
    desk.open()
    state = desk.state
    desk.close()
    (sentence,) = problems
    assert sentence.startswith(str(places.settings_file))
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < len(str(places.settings_file)) + 600
    assert desk.settings == Settings()
    assert state.plan.due is not None
    assert places.settings_file.read_bytes() == text


@pytest.mark.parametrize("text", BROKEN[-42:])
def test_the_sentence_names_the_line_and_the_other_keys_count(tmp_path: Path, text: bytes) -> None:
    section, line = text.decode().splitlines()[:2]
    good = ("rate = 180", "[voice]") if section != "[voice]" else ("bell = false", "[notify]")
    file = tmp_path / "config.toml"
    file.write_text(f"# a comment\n{good[1]}\n{good[0]}\n\n{section}\n{line}\n")
    settings, (sentence,) = load_settings(file)
    assert sentence.startswith(f"{file}, line 6: {section[1:-1]}.{line.partition(' =')[0]} ")
    assert sentence.endswith("; its default is used.")
    assert (settings.voice.rate, settings.notify.bell) in {(180, True), (150, False)}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("interval = 45m", "'interval = 45m' is not valid TOML, write interval = \"45m\"; it is left out."),
        ("goal = 8h  # long", "'goal = 8h  # long' is not valid TOML, write goal = \"8h\"; it is left out."),
        ("postpones = three", "'postpones = three' is not valid TOML; it is left out."),
        ("hello", "'hello' is not valid TOML; it is left out."),
        ("break_length = '5m", "is not valid TOML; it is left out."),
    ],
)
def test_a_line_that_is_no_toml_costs_itself_alone(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[voice]\nrate = 180\n[sitting]\n{line}\npostpone = '7m'\n")
    settings, (sentence,) = load_settings(file)
    assert sentence.startswith(f"{file}, line 4: ")
    assert sentence.endswith(told)
    assert (settings.voice.rate, settings.sitting.postpone) == (180, timedelta(minutes=7))
    assert settings.sitting.interval == Settings().sitting.interval


@pytest.mark.parametrize("end", ["", "\n", "\npostpone = '7m'\n"])
def test_a_setting_that_is_there_twice_counts_once(tmp_path: Path, end: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[voice]\nrate = 180\n[sitting]\ngoal = '4h'\ngoal = '8h'{end}")
    settings, (sentence,) = load_settings(file)
    assert sentence.endswith(
        "line 5: \"goal = '8h'\" is not valid TOML, for goal is set above already; it is left out."
    )
    assert (settings.voice.rate, settings.sitting.goal) == (180, timedelta(hours=4))


def test_a_section_that_is_there_twice_is_told_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[voice]\nrate = 180\n[voice]\n")
    assert "[voice] is there twice (at line 3," in load_settings(file)[1][0]


def test_several_such_lines_are_told_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[hours]\nwork = 9:00-17:30\ndays = ['mon']\n[sitting]\ninterval = 45m\ngoal = 8h\n")
    settings, (sentence,) = load_settings(file)
    assert sentence == f"{file}, lines 2, 5 and 6 are not valid TOML; they are left out."
    assert settings.hours.days == frozenset({0})


def test_what_stands_below_a_broken_head_counts_for_no_other_section(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[notify]\nbell = false\n[voice\nenabled = false\n")
    settings, (sentence,) = load_settings(file)
    assert sentence.startswith(f"{file} is not valid TOML: ")
    assert settings == Settings()


@pytest.mark.parametrize("number", range(0, 100, 20))
async def test_the_app_opens_and_shows_the_sentence(tmp_path: Path, number: int) -> None:
    places = folders(tmp_path)
    places.config.mkdir()
    places.settings_file.write_bytes(BROKEN[number])
    app = make_app(tmp_path, SimulatedClock(NOON))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        shown = app._today.notice.text
    assert shown.startswith(str(places.settings_file))
    assert "\n" not in shown
