"""CPU of drawing a frame, beside the floor of filling and thinning one mask of the same size.

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

COLUMNS, ROWS, FRAMES = 60, 30, 60


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


def main() -> None:
    scenes = parse_scenes(content.texts("poses", ".toml"))
    start, end = scenes["standing"], scenes["captain-morgan"]
    for _ in range(2):
        least, frame = cost(floor), cost(lambda share: draw(between(start, end, share), COLUMNS, ROWS))
        print(f"frame at {COLUMNS}x{ROWS}: {frame:.2f} ms, one mask: {least:.2f} ms, ratio {frame / least:.1f}")


if __name__ == "__main__":
    main()
