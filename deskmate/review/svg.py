"""Charts as inline SVG for the report; colours are classes, told apart by the report's style sheet."""

from __future__ import annotations

import math
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from deskmate.review.chart import Chart, Point, Shape

WIDTH, HEIGHT = 700, 190
LEFT, BOTTOM, TOP, RIGHT = 34, 22, 8, 8
NAMES = 170
ROW = 30
MARKS = 5

_Place = Callable[[int], float]
_Height = Callable[[float], float]

LETTER = 7.0
"""About how wide a letter of a label is."""


def drawing(chart: Chart) -> Element:
    """Draw a chart, its words as the drawing's text for who cannot see it."""
    rows = len(chart.points) if chart.shape is Shape.INTERVALS else 0
    height = ROW * rows + BOTTOM + TOP if rows else HEIGHT
    root = Element(
        "svg", {"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-label": f"{chart.title}, {chart.unit}"}
    )
    if rows:
        _intervals(root, chart, height)
    else:
        _along(root, chart)
    return root


def _along(root: Element, chart: Chart) -> None:
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    place = wide / len(chart.points)

    def y(value: float) -> float:
        return TOP + high * (1 - min(value, chart.top) / chart.top)

    def x(number: int) -> float:
        return LEFT + place * (number + 0.5)

    for mark in chart.marks(MARKS):
        _line(root, "grid", (LEFT, y(mark)), (WIDTH - RIGHT, y(mark)))
        _text(root, f"{mark:g}", (LEFT - 6, y(mark) + 4), "end")
    every = max(1, math.ceil((max(len(p.label) for p in chart.points) + 1) * LETTER / place))
    for number, point in enumerate(chart.points):
        if number % every == 0:
            _text(root, point.label, (x(number), HEIGHT - 6), "middle")
    if chart.shape is Shape.LINE:
        _dots(root, chart, x, y)
        return
    for number, point in enumerate(chart.points):
        if point.value:
            top = y(point.value)
            size = {"x": x(number) - place * 0.36, "y": top, "width": place * 0.72, "height": TOP + high - top}
            name = "over" if point.is_over else "bar"
            bar = SubElement(root, "rect", {"class": name} | {key: f"{n:.1f}" for key, n in size.items()})
            SubElement(bar, "title").text = point.told
    if chart.goal is not None:
        _line(root, "goal", (LEFT, y(chart.goal)), (WIDTH - RIGHT, y(chart.goal)))


def _dots(root: Element, chart: Chart, x: _Place, y: _Height) -> None:
    run: list[str] = []
    for number, point in enumerate([*chart.points, None]):
        if point is not None and point.line is not None:
            run.append(f"{x(number):.1f},{y(point.line):.1f}")
            continue
        if len(run) > 1:
            SubElement(root, "polyline", {"class": "line", "points": " ".join(run)})
        run = []
    for number, point in enumerate(chart.points):
        if point.value is not None:
            _dot(root, point, (x(number), y(point.value)))


def _intervals(root: Element, chart: Chart, height: int) -> None:
    lows, highs = [p.low or 0.0 for p in chart.points], [p.high or 0.0 for p in chart.points]
    least, most = min(0.0, *lows) - 0.25, max(0.0, *highs) + 0.25

    def x(value: float) -> float:
        return NAMES + (WIDTH - NAMES - RIGHT) * (value - least) / (most - least)

    for mark in range(math.ceil(least), math.floor(most) + 1):
        name = "goal" if mark == 0 else "grid"
        _line(root, name, (x(mark), TOP), (x(mark), height - BOTTOM))
        _text(root, f"{mark:+d}" if mark else "0", (x(mark), height - 6), "middle")
    for number, point in enumerate(chart.points):
        middle = TOP + ROW * (number + 0.5)
        _text(root, point.label, (NAMES - 10, middle + 4), "end")
        _line(root, "range", (x(point.low or 0.0), middle), (x(point.high or 0.0), middle))
        _dot(root, point, (x(point.value or 0.0), middle))


def _line(root: Element, name: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    ends = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    SubElement(root, "line", {"class": name} | {key: f"{n:.1f}" for key, n in ends.items()})


def _dot(root: Element, point: Point, at: tuple[float, float]) -> None:
    dot = SubElement(root, "circle", {"class": "dot", "cx": f"{at[0]:.1f}", "cy": f"{at[1]:.1f}", "r": "4.5"})
    SubElement(dot, "title").text = point.told


def _text(root: Element, words: str, at: tuple[float, float], anchor: str) -> None:
    SubElement(root, "text", {"x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "text-anchor": anchor}).text = words
