"""Draws every pose on one sheet:  python tests/screenshots/contact_sheet.py OUT.png [COLUMNS ROWS]"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image, ImageDraw

from deskmate import content
from deskmate.figure.raster import Drawing, Layer, Strain, draw
from deskmate.figure.scene import parse_scenes

DOT = 4
COLOURS = {
    Layer.OUTLINE: "#d8dee9",
    Layer.FAR: "#7b88a1",
    Layer.SPINE: "#ebcb8b",
    Layer.PROP: "#616e88",
    Layer.FLOOR: "#4c566a",
}
PSOAS = {Strain.SHORT: "#bf616a", Strain.EVEN: "#d08770", Strain.LONG: "#a3be8c"}


def paint(pen: ImageDraw.ImageDraw, drawing: Drawing, left: int, top: int) -> None:
    for row, runs in enumerate(drawing.rows):
        column = 0
        for run in runs:
            colour = (
                PSOAS[drawing.strain] if run.layer is Layer.PSOAS else COLOURS.get(run.layer or Layer.FLOOR, "red")
            )
            for character in run.text:
                dots = ord(character) - 0x2800 if character != " " else 0
                for bit, (x, y) in enumerate(((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))):
                    if dots >> bit & 1:
                        at = left + (column * 2 + x) * DOT, top + (row * 4 + y) * DOT
                        pen.ellipse((*at, at[0] + DOT - 2, at[1] + DOT - 2), fill=colour)
                column += 1


def main(out: str, columns: int = 40, rows: int = 20) -> None:
    scenes = parse_scenes(content.texts("poses", ".toml"))
    each, across = (columns * 2 * DOT + 20, rows * 4 * DOT + 30), 4
    down = -(-len(scenes) // across)
    sheet = Image.new("RGB", (each[0] * across, each[1] * down), "#2e3440")
    pen = ImageDraw.Draw(sheet)
    for number, (name, scene) in enumerate(scenes.items()):
        left, top = number % across * each[0] + 10, number // across * each[1] + 20
        pen.text((left, top - 16), name, fill="#d8dee9")
        paint(pen, draw(scene, columns, rows), left, top)
    sheet.save(out)


if __name__ == "__main__":
    main(sys.argv[1], *(int(n) for n in sys.argv[2:4]))
