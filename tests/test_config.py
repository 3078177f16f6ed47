"""The settings file: what it may say, and how each mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.config import Settings, VoiceSettings, folders, load_settings
from deskmate.sitting.rules import Rules
from tests.builders import minutes


def load(tmp_path: Path, text: str) -> tuple[Settings, tuple[str, ...]]:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == (Settings(), ())


def test_what_the_file_says_is_taken(tmp_path: Path) -> None:
    text = '[sitting]\ninterval = "45m"\npostpones = 1\n[voice]\nrate = 180\nvolume = 1\n'
    settings, problems = load(tmp_path, text)
    assert problems == ()
    assert settings == Settings(Rules(interval=minutes(45), postpones=1), voice=VoiceSettings(rate=180, volume=1.0))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[sitting]\n\ninterval = "soon"', "line 3: sitting.interval 'soon' is not a duration; write it like 45m,"),
        ("[sitting]\ninterval = 30", "line 2: sitting.interval must be a duration in quotes such as '1m', not 30;"),
        ('[sitting]\ninterval = "9h"', "line 2: sitting.interval must be from 1m to 8h, not '9h';"),
        (
            '[sitting]\ninterval = "99999999999999h"',
            "line 2: sitting.interval '99999999999999h' is longer than any duration",
        ),
        ("[sitting]\npostpones = -1", "line 2: sitting.postpones must be from 0 to 20, not -1;"),
        ("[sitting]\npostpones = 1.5", "line 2: sitting.postpones must be a whole number, not 1.5;"),
        ("[voice]\nenabled = 1", "line 2: voice.enabled must be true or false, not 1;"),
        ("[voice]\nvolume = true", "line 2: voice.volume must be a number, not True;"),
        ("[voice]\nspeed = 3", "line 2: voice.speed is not a setting; [voice] has enabled, engine, name, rate,"),
        ('[voice]\nengine = "festival"', "line 2: voice.engine must be one of 'auto', 'espeak', 'nsss', 'sapi5'"),
        ("[voice]\nname = 3", "line 2: voice.name must be a text in quotes, not 3;"),
        ("[voice]\npitch = 101", "line 2: voice.pitch must be from 0 to 100, not 101;"),
        ("[voice]\npause_players = true", "line 2: voice.pause_players must be one of 'no', 'pause', 'duck'"),
        ("[voices]\nrate = 3", "line 1: 'voices' is not known; sections are [sitting], [hours],"),
        ("rate = 3", "line 1: 'rate' is not known; sections are"),
        ("[voice\n", "is not valid TOML:"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line_and_costs_that_key_alone(
    tmp_path: Path, text: str, sentence: str
) -> None:
    settings, (problem,) = load(tmp_path, text)
    assert settings == Settings()
    assert problem.startswith(str(tmp_path / "config.toml"))
    assert sentence in problem


def test_the_other_keys_of_a_wrong_file_still_count(tmp_path: Path) -> None:
    settings, (problem,) = load(tmp_path, "[voice]\nrate = 9\nvolume = 0.5\n[notify]\nbell = false\n")
    assert "voice.rate must be from 80 to 400, not 9" in problem
    assert (settings.voice.volume, settings.voice.rate, settings.notify.bell) == (0.5, 150, False)


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe")
    settings, (problem,) = load_settings(file)
    assert settings == Settings()
    assert problem.startswith(f"{file} cannot be read")


def test_one_folder_given_holds_everything(tmp_path: Path) -> None:
    places = folders(tmp_path)
    assert places == folders(None, {"DESKMATE_DATA_DIR": str(tmp_path)})
    assert {places.data, places.config.parent, places.log.parent} == {tmp_path}
    assert folders(None, {"DESKMATE_DATA_DIR": ""}) == folders(None, {}), "an empty variable is as good as none"
