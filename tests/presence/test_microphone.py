"""Whether a microphone is in use, as pactl words it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from deskmate.presence import microphone

SOURCES = [
    {"index": 1, "name": "alsa_output.analog.monitor", "properties": {"device.class": "monitor"}},
    {"index": 2, "name": "alsa_input.usb", "properties": {"device.class": "sound"}},
]


def asked(outputs: object, monkeypatch: pytest.MonkeyPatch) -> bool | None:
    monkeypatch.setattr("deskmate.presence.microphone.shutil.which", lambda *_, **__: "/usr/bin/pactl")

    def run(command: Sequence[str], limit: timedelta) -> str | None:
        del limit
        answer = outputs if command[-1] == "source-outputs" else SOURCES
        return answer if answer is None or isinstance(answer, str) else json.dumps(answer)

    return microphone.in_use({}, run=run)


def stream(source: int, *, corked: bool = False, name: str = "Meeting") -> Mapping[str, object]:
    return {"index": 9, "source": source, "corked": corked, "properties": {"application.name": name}}


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], False),
        ([stream(2)], True),
        ([stream(1)], False),
        ([stream(1), stream(2)], True),
        ([stream(2, corked=True)], False),
        ([stream(2, name="PulseAudio Volume Control: Peak detect")], False),
        ([{"index": 9}], True),
        (None, None),
        ("no JSON", None),
        ('{"a": 1}', None),
    ],
)
def test_a_call_is_a_microphone_in_use(
    outputs: object, expected: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(outputs, monkeypatch) is expected


def test_without_pactl_it_cannot_be_told() -> None:
    assert microphone.in_use({"PATH": "/nowhere"}) is None
    assert "calls are not noticed" in microphone.reason({"PATH": "/nowhere"})
