"""Every screen of tests/snapshots/rooms.py is as it was last found good, and can be read: four sizes, every theme.

Where a change is wanted, look at it, then take the pictures anew:  UPDATE_SNAPSHOTS=1 pytest tests/snapshots
"""

from __future__ import annotations

import pytest

from tests.snapshots.album import changed, taken
from tests.snapshots.rooms import SCENES


@pytest.mark.parametrize("name", SCENES)
async def test_it_looks_as_it_did(name: str) -> None:
    shots = await taken(SCENES[name], name)
    differences = [change for picture, shot in shots.items() if (change := changed(picture, shot))]
    assert not differences, "\n\n".join(differences)


@pytest.mark.parametrize("name", SCENES)
async def test_all_of_it_can_be_read(name: str) -> None:
    shots = await taken(SCENES[name], name)
    assert sorted(poor for shot in shots.values() for poor in shot.poor) == []
