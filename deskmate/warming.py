"""Makes ready, in a thread after the first paint, what the next key is likely to need: no key then waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskmate.services import Services


def get_ready(desk: Services) -> tuple[str, ...]:
    """Load the screens, and read the stretches and the pages; give what is wrong with the user's own stretches.

    What takes most to load (plots, pictures, the voice) still waits until somebody wants it.
    """
    from deskmate.rooms import rooms

    problems = desk.catalogue.problems
    rooms()
    # To ask for them is to read them, and remember them.
    _ = desk.library, desk.lengths
    desk.history.safety_accepted()
    return problems
