"""Whatever a key does, a click on its name in the line of keys does too, and so does the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._callback import invoke
from textual.binding import ActiveBinding
from textual.pilot import Pilot
from textual.screen import Screen

from deskmate.app import DeskmateApp
from deskmate.widgets.key_line import KeyLine
from tests.reach.places import PLACES, QUESTIONS, Done, Recorder, at_place, settle

WIDE = (200, 24)
"""Room for every key."""

NO_ACTIONS = ("choose(", "scroll_", "page_")
"""A row or a number of a scale by its digit; and moving over a page, which the wheel does too."""


async def pressed(pilot: Pilot[None], recorder: Recorder, key: str) -> list[Done]:
    recorder.taken()
    await pilot.press(key)
    await pilot.pause()
    return recorder.taken()


async def check_clicks(pilot: Pilot[None], recorder: Recorder) -> None:
    """Click each key in the line of keys, and its words, and compare with what the key does."""
    line = pilot.app.screen.query_one(KeyLine)
    entries = list(line._placed())
    assert entries
    for start, entry in entries:
        left = start + line.styles.padding.left
        for key, shown in entry.keys:
            expected = await pressed(pilot, recorder, key)
            assert len(expected) == 1, (entry, expected)
            await pilot.click(KeyLine, offset=(left, 0))
            await pilot.pause()
            assert recorder.taken() == expected, entry
            left += len(shown)
        if len(entry.keys) == 1 and entry.about:
            await pilot.click(KeyLine, offset=(left + 1, 0))
            await pilot.pause()
            assert recorder.taken() == expected, entry


async def check_palette(pilot: Pilot[None], recorder: Recorder) -> None:
    """Choose each action's entry, and compare with what its key does."""
    app = pilot.app
    assert isinstance(app, DeskmateApp)
    offered: dict[str, list[object]] = {}
    for command in app.get_system_commands(app.screen):
        offered.setdefault(command.title, []).append(command.callback)
    for active in to_offer(app.screen):
        binding = active.binding
        expected = await pressed(pilot, recorder, binding.key)
        chosen = []
        for run in offered.get(binding.description, []):
            await invoke(run)  # type: ignore[arg-type]
            chosen.append(recorder.taken())
        assert expected in chosen, (binding, expected, chosen)


def to_offer(screen: Screen[object]) -> Iterator[ActiveBinding]:
    """Give what the screen itself, its widgets of ours and the app do now by a key."""
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = type(active.node).__module__.startswith("deskmate.")
        own = any(
            getattr(each, "action", None) == binding.action for each in vars(type(active.node)).get("BINDINGS", ())
        )
        if ours and own and active.enabled and not binding.system and not binding.action.startswith(NO_ACTIONS):
            yield active


@pytest.mark.parametrize("place", PLACES)
async def test_each_key_can_be_clicked_and_chosen(tmp_path: Path, place: str) -> None:
    async with at_place(tmp_path, PLACES[place], WIDE) as pilot:
        assert isinstance(pilot.app, DeskmateApp)
        recorder = Recorder(pilot.app)
        await check_clicks(pilot, recorder)
        await check_palette(pilot, recorder)


@pytest.mark.parametrize("place", QUESTIONS)
async def test_the_keys_of_a_question_can_be_clicked_and_so_can_what_is_beside_it(tmp_path: Path, place: str) -> None:
    async with at_place(tmp_path, QUESTIONS[place], WIDE) as pilot:
        app = pilot.app
        assert isinstance(app, DeskmateApp)
        question = app.screen
        dispatch = app._dispatch_action
        await check_clicks(pilot, Recorder(app))
        app._dispatch_action = dispatch  # type: ignore[method-assign]
        await pilot.click(offset=(0, 0))
        await settle(pilot)
        assert app.screen is not question


async def test_a_click_on_a_key_in_a_sentence_is_the_key(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["today, quiet"], WIDE) as pilot:
        app = pilot.app
        assert isinstance(app, DeskmateApp)
        recorder = Recorder(app)
        told = app.screen.query_one("#told")
        lines = str(told.render()).split("\n")
        for words, key in (
            ("⏎ go on", "enter"),
            ("k keep it as it is", "k"),
            ("u undo", "u"),
            ("w I was standing", "w"),
            ("d I sat on", "d"),
            ("n ends it", "n"),
            ("r ends it", "r"),
        ):
            expected = await pressed(pilot, recorder, key)
            assert len(expected) == 1
            (row,) = (n for n, text in enumerate(lines) if words in text)
            left, top = told.content_region.offset
            await pilot.click(offset=(left + lines[row].index(words) + 3, top + row))
            await pilot.pause()
            assert recorder.taken() == expected, words


async def test_the_palette_itself_is_opened_by_a_click_and_an_action_chosen_in_it_is_done(tmp_path: Path) -> None:
    async with at_place(tmp_path, (), (100, 30)) as pilot:
        app = pilot.app
        assert isinstance(app, DeskmateApp)
        line = app.screen.query_one(KeyLine)
        *_, (start, entry) = line._placed()
        assert entry.about == "All"
        await pilot.click(KeyLine, offset=(start + line.styles.padding.left, 0))
        await settle(pilot)
        await pilot.press(*"what helps")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert type(app.screen).__name__ == "HelpsScreen"


async def test_the_palette_says_what_each_action_does_once_and_its_key(tmp_path: Path) -> None:
    async with at_place(tmp_path, PLACES["today"], WIDE) as pilot:
        app = pilot.app
        assert isinstance(app, DeskmateApp)
        await pilot.press("f")
        await settle(pilot)
        offered = [(command.title, command.help) for command in app.get_system_commands(app.screen)]
        assert len(offered) == len(set(offered))
        assert [title for title, _ in offered].count("Back") == 1
        assert ("Try it", "Take it into your trial, or leave it out · space") in offered
