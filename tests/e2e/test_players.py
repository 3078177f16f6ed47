"""A real session bus with players of the tests' own on it: quiet while deskmate speaks, set back after."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from deskmate.voice.choice import DUCK, PAUSE
from deskmate.voice.players import BusPlayers
from tests.e2e.audio_sink import AudioSink
from tests.e2e.terminal import run
from tests.real_parts import need

pytestmark = pytest.mark.real


class Player:
    """A music player on the bus: plays or not, at some volume, and remembers what it was asked."""

    def __init__(self, address: str, name: str, status: str = "Playing", volume: float = 0.8, *, mute: bool = False):
        self.status = status
        self.volume = volume
        self.asked: list[str] = []
        self._mute = mute
        self._name = f"org.mpris.MediaPlayer2.{name}"
        self._ready = threading.Event()
        self._done: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(address)))

    def __enter__(self) -> Player:
        self._thread.start()
        assert self._ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._done()
        self._thread.join(30)

    async def _serve(self, address: str) -> None:
        end = asyncio.Event()
        self._done = partial(asyncio.get_running_loop().call_soon_threadsafe, end.set)
        bus = await MessageBus(bus_address=address).connect()
        bus.add_message_handler(self._answer)
        await bus.request_name(self._name)
        self._ready.set()
        await end.wait()
        bus.disconnect()

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.path != "/org/mpris/MediaPlayer2":
            return None
        if self._mute:
            return True
        match message.member, message.body:
            case "Get", [_, "PlaybackStatus"]:
                return Message.new_method_return(message, "v", [Variant("s", self.status)])
            case "Get", [_, "Volume"]:
                return Message.new_method_return(message, "v", [Variant("d", self.volume)])
            case "Set", [_, "Volume", value]:
                self.asked.append(f"Volume {value.value:.2f}")
                self.volume = value.value
            case ("Pause" | "Play") as verb, _:
                self.asked.append(verb)
                self.status = "Paused" if verb == "Pause" else "Playing"
        return Message.new_method_return(message, "", [])


@pytest.fixture
def bus() -> Iterator[str]:
    """Run a private session bus."""
    need("dbus-daemon")
    command: list[Any] = ["dbus-daemon", "--session", "--print-address", "--nofork"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_only_what_played_is_paused_and_only_that_plays_again(bus: str) -> None:
    with (
        Player(bus, "music") as music,
        Player(bus, "film", "Paused") as film,
        Player(bus, "radio", "Stopped") as radio,
    ):
        players = BusPlayers(bus, PAUSE)
        players.quieten()
        assert (music.status, film.status, radio.status) == ("Paused", "Paused", "Stopped")
        players.quieten()
        players.restore()
        players.restore()
        assert (music.status, film.status, radio.status) == ("Playing", "Paused", "Stopped")
        assert (music.asked, film.asked, radio.asked) == (["Pause", "Play"], [], [])


def test_a_player_its_user_has_touched_meanwhile_is_left_alone(bus: str) -> None:
    with Player(bus, "stopped") as stopped, Player(bus, "started") as started:
        players = BusPlayers(bus, PAUSE)
        players.quieten()
        stopped.status, started.status = "Stopped", "Playing"
        players.restore()
        assert stopped.asked == started.asked == ["Pause"]


def test_ducking_lowers_the_volume_and_sets_it_back(bus: str) -> None:
    with Player(bus, "music") as music, Player(bus, "touched") as touched:
        players = BusPlayers(bus, DUCK)
        players.quieten()
        assert music.volume == pytest.approx(0.2)
        assert music.status == "Playing"
        touched.volume = 0.5
        players.restore()
        assert music.volume == pytest.approx(0.8)
        assert touched.volume == 0.5


def test_players_that_come_go_or_hang_harm_nobody(bus: str, capfd: pytest.CaptureFixture[str]) -> None:
    players = BusPlayers(bus, PAUSE)
    with Player(bus, "hangs", mute=True), Player(bus, "music") as music:
        with Player(bus, "goes"):
            players.quieten()
        players.restore()
        assert music.asked == ["Pause", "Play"]
    with Player(bus, "goes") as another:
        players.restore()
        assert another.asked == []
    assert capfd.readouterr() == ("", "")


def test_a_bus_that_is_not_there_harms_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    players = BusPlayers(f"unix:path={tmp_path}/none", PAUSE)
    players.quieten()
    players.restore()
    assert capfd.readouterr() == ("", "")


def test_say_pauses_the_music_and_lets_it_go_on(bus: str, tmp_path: Path) -> None:
    need("pulseaudio")
    data = tmp_path / "data"
    (data / "config").mkdir(parents=True)
    (data / "config" / "config.toml").write_text('[voice]\npause_players = "pause"\n')
    sink = AudioSink(tmp_path)
    sink.start()
    try:
        with Player(bus, "music") as music:
            done = run(data, "say", "Stand tall.", DBUS_SESSION_BUS_ADDRESS=bus, **sink.environment)
            assert (done.returncode, done.stderr) == (0, "")
            assert music.asked == ["Pause", "Play"]
    finally:
        sink.stop()
