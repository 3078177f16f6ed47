"""The hip-angle explorer: turn a hip, and see how long its psoas is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Label, Static

from deskmate.figure.body import Pose, skeleton
from deskmate.figure.psoas import MODEL_ENDS, psoas_length, relative_length
from deskmate.figure.scene import Scene
from deskmate.screens.base import DeskScreen
from deskmate.widgets.figure_view import FigureView
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.length_curve import Chart, LengthCurve, Mark

FURTHEST_BACK = -20.0
"""Degrees of extension, about as far as a hip goes back."""

STEP = 2.0
"""Degrees a key press turns the hip: a held key repeats some thirty times a second."""

_BESIDE = 0.02
"""Body heights the standing heel is behind the hip."""

LIMITS_IN_SHORT = f"Model: one average body, to {MODEL_ENDS:.0f}°"

LIMITS = (
    f"A model of one average body (Delp and others 1990): straight lines, muscle and tendon together, the low back "
    f"held still, so a slump is not in it. Shown to {MODEL_ENDS:.0f}°: past that its lines would cut through bone."
)

MARKED = {
    "captain-morgan": ("M", "Captain Morgan"),
    "standing": ("S", "standing"),
    "sitting-slumped": ("s", "slumped"),
    "sitting-upright": ("c", "chair"),
}
"""The poses on the curve, by name: a sign, and what they are called."""


def turned(flexion: float) -> Scene:
    """Give a body on one leg, the near hip at so many degrees; knee and arms follow as in a step."""
    # The knee hangs as the thigh comes up, and gives a little as it goes back.
    knee = min(90.0, max(0.0, flexion)) if flexion >= 0 else -flexion * 0.6
    ankle = None if flexion < 0 else -10.0
    arms = {"near_shoulder": 8 - flexion / 6, "far_shoulder": 8 + flexion / 5, "near_elbow": 14.0, "far_elbow": 20.0}
    pose = Pose(near_hip=flexion, near_knee=knee, near_ankle=ankle, **arms)
    # The hips stay where they are, whatever the foot does.
    place = skeleton(pose).near_leg.heel[0] - _BESIDE
    return Scene("turned", f"standing on one leg, the other hip at {flexion:.0f} degrees", pose, place=place)


def marks(scenes: Mapping[str, Scene]) -> tuple[Mark, ...]:
    """Give the marks of the poses there are, from extension to flexion."""
    found = (Mark(scenes[name].pose.near_hip, *told) for name, told in MARKED.items() if name in scenes)
    return tuple(sorted(found, key=lambda mark: mark.flexion))


class ExplorerScreen(DeskScreen):
    """A hip to turn by the arrow keys."""

    SHEETS = ("explorer",)

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(keys, f"turn({by})", what, key_display=key, show=bool(key), tooltip=about, id=f"explorer.{name}")
            for keys, by, what, key, about, name in (
                ("left,h", -STEP, "Back", "←", "Turn the thigh back", "back"),
                ("right,l", STEP, "Up", "→", "Draw the knee up", "up"),
                ("shift+left", -5 * STEP, "Far back", None, "Turn the thigh far back", "far_back"),
                ("shift+right", 5 * STEP, "Far up", None, "Draw the knee far up", "far_up"),
            )
        ),
        Binding("tab,m", "next_mark(1)", "Next mark", key_display="tab", priority=True, id="explorer.next_mark"),
        Binding(
            "shift+tab",
            "next_mark(-1)",
            "Mark before",
            show=False,
            priority=True,
            tooltip="The mark before",
            id="explorer.mark_before",
        ),
        Binding("space", "say", "Say it"),
        Binding("escape,q,x", "leave", "Done", key_display="esc"),
    ]

    flexion: reactive[float] = reactive(0.0, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self._drawing = False
        self._moves = False

    def compose(self) -> ComposeResult:
        """Lay out the figure beside the curve."""
        self._marks = marks(self.desk.scenes)
        chart = Chart(relative_length, FURTHEST_BACK, MODEL_ENDS, 70, 110, 10, self._marks)
        yield Label("Turn the hip", id="explorer-title")
        with Horizontal(id="explorer"):
            yield FigureView(id="hip")
            with Vertical(id="told"):
                yield Static(id="reading", markup=False)
                yield Static(id="reading-in-short", markup=False)
                yield LengthCurve(chart, id="curve")
                yield Static(_legend(self._marks), id="marks", markup=False)
        yield Static(LIMITS, id="limits", markup=False)
        yield Static(LIMITS_IN_SHORT, id="limits-in-short", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Show the hip of standing."""
        self._draw()

    def on_unmount(self) -> None:
        """Fall silent."""
        self.desk.speaker.stop()

    def watch_flexion(self) -> None:
        """Draw once for however many keys came meanwhile."""
        if self.is_mounted and not self._drawing:
            self._drawing = True
            self.call_next(self._draw)

    def action_turn(self, by: float) -> None:
        """Turn the hip, as far as the model goes."""
        self._moves = False
        self.flexion = min(MODEL_ENDS, max(FURTHEST_BACK, self.flexion + by))

    def on_length_curve_turned(self, message: LengthCurve.Turned) -> None:
        """Turn the hip to where the curve was clicked, in steps as by the keys; to a mark, where it is close by."""
        near = [mark.flexion for mark in self._marks if abs(mark.flexion - message.flexion) <= STEP]
        self._moves = True
        wanted = near[0] if near else round(message.flexion / STEP) * STEP
        self.flexion = min(MODEL_ENDS, max(FURTHEST_BACK, wanted))

    def action_next_mark(self, step: int) -> None:
        """Go to the next mark, round and round."""
        if not self._marks:
            return
        angles = [mark.flexion for mark in self._marks]
        ahead = [a for a in angles if (a - self.flexion) * step > 0]
        self._moves = True
        self.flexion = (ahead or angles)[0 if step > 0 else -1]

    def action_say(self) -> None:
        """Say the angle and the length."""
        self.desk.speaker.say(in_words(self.flexion, self._marks))

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def _draw(self) -> None:
        self._drawing = False
        if not self.display:
            return
        self.query_one(FigureView).show(turned(self.flexion), animate=self._moves)
        self.query_one(LengthCurve).flexion = self.flexion
        self.query_one("#reading", Static).update(in_words(self.flexion, self._marks))
        self.query_one("#reading-in-short", Static).update(in_short(self.flexion, self._marks))


def in_words(flexion: float, known: tuple[Mark, ...] = ()) -> str:
    """Say in a sentence or two how long the psoas is at an angle."""
    name = next((f" ({mark.name})" for mark in known if mark.flexion == flexion), "")
    way = "of extension" if flexion < 0 else "of flexion"
    return (
        f"Hip at {abs(flexion):.0f}° {way if flexion else ''}".rstrip()
        + f"{name}. The psoas is at {100 * relative_length(flexion):.1f} % of its standing length "
        + f"({psoas_length(flexion):.0f} mm)."
    )


def in_short(flexion: float, known: tuple[Mark, ...] = ()) -> str:
    """Say the same where there is little room."""
    name = next((mark.name for mark in known if mark.flexion == flexion), "")
    return f"Hip {flexion:.0f}° {name}\nPsoas {100 * relative_length(flexion):.1f} %".replace("-", "−")


def _legend(known: tuple[Mark, ...]) -> str:
    return " · ".join(f"{mark.sign} {mark.name}" for mark in known)
