"""`deskmate config`, as it is typed."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from deskmate.cli import main
from deskmate.config import load_settings
from deskmate.settings.command import editor_of
from deskmate.settings.file import SettingsFile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def config(tmp_path: Path, *words: str) -> int:
    return main(["--data-dir", str(tmp_path), "config", *words])


def test_path_says_where_the_file_is(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert config(tmp_path, "path") == 0
    assert capsys.readouterr().out == f"{file}\n"


@pytest.mark.parametrize(
    ("key", "typed", "line"),
    [
        ("sitting.interval", "45m", 'interval = "45m"'),
        ("voice.rate", "180", "rate = 180"),
        ("voice.volume", "0.5", "volume = 0.5"),
        ("voice.enabled", "off", "enabled = false"),
        ("voice.name", "", 'name = ""'),
        ("hours.work", "9:00-17:30", 'work = "9:00-17:30"'),
        ("hours.days", "mon,tue", 'days = ["mon", "tue"]'),
        ("quiet.times", "12:00-13:00 18:00-9:00", 'times = ["12:00-13:00", "18:00-9:00"]'),
        ("hooks.break_due", "light 'dark red'", 'break_due = ["light", "dark red"]'),
        ("looks.theme", "colour-blind", 'theme = "colour-blind"'),
    ],
)
def test_set_begins_a_private_file_and_uncomments_the_one_line(
    tmp_path: Path, file: Path, key: str, typed: str, line: str
) -> None:
    assert config(tmp_path, "set", key, typed) == 0
    said = [found for found in file.read_text().splitlines() if found and not found.startswith(("#", "["))]
    assert [found.split("    #")[0].rstrip() for found in said] == [line]
    assert load_settings(file)[1] == ()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert config(tmp_path, "check") == 0


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("voice.name", "", ["voice.name is now not set", "voice.name is not set"]),
        ("quiet.times", "", ["quiet.times is now not set", "quiet.times is not set"]),
        ("voice.rate", "180", ["voice.rate is now 180", "voice.rate is 150 again"]),
    ],
)
def test_set_and_reset_say_what_holds_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, typed: str, told: list[str]
) -> None:
    assert config(tmp_path, "set", key, typed) == 0
    assert config(tmp_path, "reset", key) == 0
    assert capsys.readouterr().out.splitlines() == told


def test_set_keeps_comments_order_and_what_it_does_not_know(tmp_path: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    text = '# mine\n[voice]  # loud\nvolume = 0.5 # of one\nspeed = 3\n\n[sitting]\ninterval = "25m"\n'
    file.write_text(text)
    assert config(tmp_path, "set", "voice.volume", "0.7") == 0
    assert config(tmp_path, "set", "notify.bell", "false") == 0
    assert file.read_text() == text.replace("0.5", "0.7") + "\n[notify]\nbell = false\n"


def test_set_leaves_a_sentence_behind_a_hash_alone(tmp_path: Path, file: Path) -> None:
    file.parent.mkdir(parents=True)
    text = "[voice]\n# rate = 200 was too fast for me\n#rate = 180    # usual\npitch = 30\n"
    file.write_text(text)
    assert config(tmp_path, "set", "voice.rate", "120") == 0
    assert config(tmp_path, "set", "voice.volume", "0.5") == 0
    assert file.read_text() == text.replace("#rate = 180", "rate = 120") + "volume = 0.5\n"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("hooks.break_due", '[hooks]\nbreak_due = [ # lamp\n  "light",  # on\n\n  "red",\n]\nsession_done = ["a"]\n'),
        ("quiet.times", "[quiet]\ntimes = [\n'12:00-13:00',\n]\n"),
        ("voice.name", '[voice]\nname = """\nrate = 5\n"""\npitch = 30\n'),
    ],
)
def test_reset_takes_a_value_of_several_lines_as_a_whole(tmp_path: Path, file: Path, key: str, text: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert config(tmp_path, "reset", key) == 0
    assert config(tmp_path, "check") == 0
    assert [line.lstrip("# ") for line in file.read_text().splitlines()] == [
        line.lstrip("# ") for line in text.splitlines()
    ]
    assert config(tmp_path, "set", "voice.rate", "180") == 0


def test_reset_puts_the_hash_back(tmp_path: Path, file: Path) -> None:
    SettingsFile(file).begin()
    config(tmp_path, "set", "voice.rate", "180")
    assert config(tmp_path, "reset", "voice.rate") == 0
    assert "# rate = 180" in file.read_text()
    assert load_settings(file)[0].voice.rate == 150


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["set", "voice.rate", "900"], "deskmate: voice.rate must be from 80 to 400, not 900.\n"),
        (["set", "voice.rate", "fast"], "deskmate: voice.rate must be a whole number, not 'fast'.\n"),
        (["set", "sitting.interval", "soon"], "deskmate: sitting.interval 'soon' is not a duration;"),
        (["set", "voice.speed", "3"], "deskmate: 'voice.speed' is not a setting; there are voice.enabled,"),
        (["reset", "nothing"], "deskmate: 'nothing' is not a setting; there are sitting.interval,"),
    ],
)
def test_a_wrong_word_is_one_sentence_and_leaves_no_file(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert config(tmp_path, *words) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1
    assert not file.exists()


def test_a_file_that_is_no_toml_is_told_and_left_alone(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[voice\nrate = 3\n")
    assert config(tmp_path, "set", "voice.rate", "180") == 1
    assert config(tmp_path, "check") == 1
    assert capsys.readouterr().err.count("is not valid TOML") == 2
    assert file.read_text() == "[voice\nrate = 3\n"


def test_check_tells_each_problem_in_a_sentence(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('[voice]\nrate = 3\npitch = "high"\n[keys]\n"today.dance" = "g"\n')
    assert config(tmp_path, "check") == 1
    assert [line.split(": ", 2)[2].split(" must")[0] for line in capsys.readouterr().err.splitlines()] == [
        "voice.rate",
        "voice.pitch",
        "'today.dance' is no action; the help screen names them.",
    ]


def test_show_prints_what_holds_as_toml_that_reads_back(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config(tmp_path, "set", "hours.work", "8:00-16:00")
    capsys.readouterr()
    assert config(tmp_path, "show") == 0
    shown = capsys.readouterr().out
    assert 'work = "8:00-16:00"    # your own' in shown
    again = tmp_path / "again.toml"
    again.write_text(shown)
    assert load_settings(again) == load_settings(file)


def test_edit_opens_the_editor_without_a_shell_and_says_what_is_wrong_then(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "an editor.py"
    script.write_text("import sys\nopen(sys.argv[2], 'a').write(sys.argv[1])\n")
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}' '\n[looks]\nmotion = 3'")
    config(tmp_path, "set", "voice.rate", "180")
    file.write_text('[keys]\n"today.dance" = "g"\n[voice]\nrate = 180')
    assert config(tmp_path, "edit") == 0
    assert file.read_text() == '[keys]\n"today.dance" = "g"\n[voice]\nrate = 180\n[looks]\nmotion = 3'
    said = capsys.readouterr().err
    assert "looks.motion must be one of" in said
    assert "'today.dance' is no action" in said


def test_an_editor_that_is_not_there_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    assert config(tmp_path, "edit") == 1
    assert capsys.readouterr().err.startswith("deskmate: /nowhere/editor cannot be started")
    with pytest.raises(ValueError, match="which is no command"):
        editor_of({"EDITOR": "'"})
