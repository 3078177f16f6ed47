"""How long the psoas is at a hip angle: straight lines through the path points of a public model.

The points are those of the right psoas in gait2392 (after Delp et al. 1990, IEEE Trans Biomed Eng), in metres:
pelvis and femur frames with x forward, y up, z right. One average body, muscle and tendon together, no wrapping
over bone, the lumbar spine held still: from about 100° of flexion on the model's length rises again, which is its
artefact.
"""

from __future__ import annotations

import itertools
import math

Point = tuple[float, float, float]

_HIP: Point = (-0.0707, -0.0661, 0.0835)
_PELVIS: tuple[Point, Point] = ((-0.0647, 0.0887, 0.0289), (-0.0238, -0.0570, 0.0759))
_BRIM: Point = (-0.0288, -0.0805, 0.0816)
_FEMUR: tuple[Point, Point] = ((0.0016, -0.0507, 0.0038), (-0.0188, -0.0597, 0.0104))

BRIM_RANGE = (-90.0, 45.0)
"""The hip flexion, in degrees, within which the path bends over the rim of the pelvis."""

MODEL_ENDS = 100.0
"""The hip flexion, in degrees, beyond which the model is not to be believed."""


def psoas_length(flexion: float) -> float:
    """Give the path's length in mm at a hip flexion in degrees (0 standing upright, flexion positive)."""
    path = [*_PELVIS]
    if BRIM_RANGE[0] <= flexion <= BRIM_RANGE[1]:
        path.append(_BRIM)
    path += [_turned(point, flexion) for point in _FEMUR]
    return 1000 * sum(math.dist(a, b) for a, b in itertools.pairwise(path))


def relative_length(flexion: float) -> float:
    """Give the length as a share of that in standing (1.0)."""
    return psoas_length(flexion) / psoas_length(0)


def _turned(point: Point, flexion: float) -> Point:
    """Turn a femur point about the hip centre and give it in the pelvis frame."""
    angle = math.radians(flexion)
    x, y, z = point
    return (
        _HIP[0] + x * math.cos(angle) - y * math.sin(angle),
        _HIP[1] + x * math.sin(angle) + y * math.cos(angle),
        _HIP[2] + z,
    )
