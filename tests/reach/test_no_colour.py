"""Without colours every place is drawn as it is with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reach.places import PLACES, at_place, settle


@pytest.mark.parametrize("place", PLACES)
async def test_each_place_is_drawn_without_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_place(tmp_path, PLACES[place], (100, 30)) as pilot:
        await settle(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        colours = {s.style.color.triplet for strip in strips for s in strip if s.style and s.style.color}
    greys = {colour for colour in colours if colour is not None and len({*colour}) == 1}
    assert any(strip.text.strip() for strip in strips)
    assert colours - {None} == greys
