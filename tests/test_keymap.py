"""Keys of one's own: what can be, what is refused with a sentence, and that they are what is shown and pressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskmate.config import folders
from deskmate.keymap import actions, check_keys
from tests.builders import SimulatedClock
from tests.running import NOON, QUIET, make_app


def test_every_screen_has_actions_with_names_of_its_own() -> None:
    known = actions()
    names = [name for screen in known.values() for name in screen]
    assert len(names) == len(set(names))
    assert known["Today"]["today.stand"] == ("space",)
    assert known["Settings"]["settings.reset"] == ("d",)


@pytest.mark.parametrize(
    ("keys", "keymap"),
    [
        ({"today.stand": "g"}, {"today.stand": "g"}),
        ({"today.stand": "f2, ;"}, {"today.stand": "f2,semicolon"}),
        ({"today.stand": "ctrl+s"}, {"today.stand": "ctrl+s"}),
        ({"today.stand": "b", "today.take_break": "space"}, {"today.stand": "b", "today.take_break": "space"}),
        ({"today.stand": "shift+g"}, {"today.stand": "G"}),
        ({"today.stand": "ctrl+G"}, {"today.stand": "ctrl+g"}),
        ({"today.stand": "shift+ctrl+g"}, {"today.stand": "ctrl+shift+g"}),
        ({"today.stand": "shift+up"}, {"today.stand": "shift+up"}),
        ({"today.stand": "ctrl+i"}, {"today.stand": "ctrl+i,tab"}),
        ({"today.stand": "latin small letter g"}, {"today.stand": "g"}),
        ({"today.stand": "solidus"}, {"today.stand": "slash"}),
        ({"today.stand": "slash, minus"}, {"today.stand": "slash,minus"}),
        ({"today.settings": "g", "today.stand": ","}, {"today.settings": "g", "today.stand": "comma"}),
        ({"today.stand": "d", "today.was_sit": "y"}, {"today.stand": "d", "today.was_sit": "y"}),
    ],
)
def test_a_key_that_is_free_or_made_free_can_be_had(tmp_path: Path, keys: dict[str, str], keymap: object) -> None:
    assert check_keys(keys, tmp_path / "config.toml") == (keymap, ())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('"today.jump" = "g"', "line 2: 'today.jump' is no action; the help screen names them."),
        (
            'today.stand = "b"',
            "line 2: today.stand cannot be 'b', which is today.take_break on Today; its own is kept.",
        ),
        ('"today.stand" = "ctrl+q"', "line 2: today.stand cannot be 'ctrl+q', which is quitting; its own is kept."),
        ('"today.stand" = "blue"', "line 2: today.stand cannot be 'blue', which is no key; its own is kept."),
        ('"today.stand" = "crtl+s"', "line 2: today.stand cannot be 'crtl+s', which is no key; its own is kept."),
        ('"today.stand" = "shift+1"', "line 2: today.stand cannot be 'shift+1', which is no key; its own is kept."),
        ('"today.stand" = "<any>"', "line 2: today.stand cannot be '<any>', which is no key; its own is kept."),
        (
            '"today.stand" = "ctrl+m"',
            "line 2: today.stand cannot be 'ctrl+m', which is today.go_on on Today; its own is kept.",
        ),
        ('"today.stand" = "g,,h"', "line 2: today.stand cannot be '', which is no key; its own is kept."),
    ],
)
async def test_a_key_that_cannot_be_is_one_sentence_and_changes_nothing(
    tmp_path: Path, line: str, sentence: str
) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), settings=f"[keys]\n{line}\n{QUIET}")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app._today.notice.text == f"{folders(tmp_path).settings_file}, {sentence}"
        await pilot.press("space")
        await pilot.pause()
        assert "STANDING since" in shown(app)


async def test_the_new_key_works_is_shown_and_the_old_one_is_gone(tmp_path: Path) -> None:
    own = '[keys]\n"today.stand" = "g"\ntoday.away = "f2"\n'
    app = make_app(tmp_path, SimulatedClock(NOON), settings=f"{own}{QUIET}")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert app._today.notice.text == ""
        assert "g Stand" in shown(app)
        await pilot.press("space")
        assert "SITTING since" in shown(app)
        await pilot.press("g")
        await pilot.pause()
        assert "STANDING since" in shown(app)
        assert "g Sit" in shown(app)
        await pilot.press("g", "f2")
        await pilot.pause()
        assert "AWAY since" in shown(app)
        await pilot.press("question_mark")
        await pilot.pause()
        helped = shown(app)
        assert "g         Stand up, or sit down again" in helped
        assert "f2        Leave the desk, or come back" in helped
        assert "today.stand" in helped


async def test_keys_change_while_deskmate_runs(tmp_path: Path) -> None:
    app = make_app(tmp_path, SimulatedClock(NOON), settings=QUIET)
    async with app.run_test(size=(100, 30)) as pilot:
        folders(tmp_path).settings_file.write_text(f'[keys]\ntoday.stand = "g"\n{QUIET}')
        app._tick()
        await pilot.press("g")
        await pilot.pause()
        assert "STANDING since" in shown(app)
        folders(tmp_path).settings_file.write_text(QUIET)
        app._tick()
        await pilot.press("g")
        await pilot.pause()
        assert "STANDING since" in shown(app)
        await pilot.press("space")
        await pilot.pause()
        assert "SITTING since" in shown(app)


def shown(app: object) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())  # type: ignore[attr-defined]
