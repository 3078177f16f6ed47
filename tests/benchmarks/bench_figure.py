"""CPU of drawing a frame, beside the floor of filling and thinning one mask of the same size; and of a moving scene.

python tests/benchmarks/bench_figure.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image, ImageDraw, ImageFilter

from deskmate import content
from deskmate.figure.moves import between
from deskmate.figure.raster import draw
from deskmate.figure.scene import parse_scenes
from tests.benchmarks.on_a_pty import Program, let_run

COLUMNS, ROWS, FRAMES = 60, 30, 60

MOST = 10.0
"""CPU milliseconds a frame may take."""

LARGEST_SHARE = 0.15
"""How much of one core a scene that never stops moving may take, Textual and what it writes included."""

SHARE_A_MASK = 0.25
"""The same where a machine is slow or busy: for each millisecond that one mask, the floor, takes in the same run."""

TRIES = 3

START, MOVING = 3.0, 8.0
"""Seconds of starting up, which do not count, and of moving."""


def cost(work: Callable[[float], object]) -> float:
    """Give the CPU milliseconds of one call, over many."""
    start = time.process_time()
    for frame in range(FRAMES):
        work(frame / FRAMES)
    return (time.process_time() - start) / FRAMES * 1000


def floor(share: float) -> Image.Image:
    mask = Image.new("L", (COLUMNS * 8, ROWS * 16))
    ImageDraw.Draw(mask).polygon([(10, 10), (200, 30 + 100 * share), (120, 400)], fill=255)
    return mask.reduce(4).filter(ImageFilter.MinFilter(3))


def share_of_a_core() -> float:
    """Give the share of one core that a figure takes which moves all the time, on a terminal of its own."""
    root = Path(__file__).resolve().parents[2]
    program = Program([sys.executable, str(Path(__file__).with_name("moving_figure.py"))], {"PYTHONPATH": str(root)})
    try:
        let_run([program], START)
        before, began = program.cpu, time.monotonic()
        let_run([program], MOVING)
        return (program.cpu - before) / (time.monotonic() - began)
    finally:
        program.end()


def main() -> int:
    """Give 1 where a frame or a moving scene takes more than it may."""
    scenes = parse_scenes(content.texts("poses", ".toml"))
    start, end = scenes["standing"], scenes["captain-morgan"]
    frames, floors = [], []
    for _ in range(2):
        least, frame = cost(floor), cost(lambda share: draw(between(start, end, share), COLUMNS, ROWS))
        frames.append(frame)
        floors.append(least)
        print(f"  frame at {COLUMNS}x{ROWS}: {frame:.2f} ms, one mask: {least:.2f} ms, ratio {frame / least:.1f}")
    most = max(LARGEST_SHARE, SHARE_A_MASK * min(floors))
    # What else the machine does costs a moving scene too, never the other way round: the least of all counts.
    share = min(share_of_a_core() for _ in range(TRIES))
    print(f"  moving all the time at {COLUMNS}x{ROWS}: {share:.1%} of one core, at most {most:.1%}")
    return 0 if min(frames) <= MOST and share <= most else 1


if __name__ == "__main__":
    sys.exit(main())
