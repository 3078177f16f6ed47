"""`deskmate stretch`: what it lists, how it judges a file, and a session line by line in simulated time."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate import coach, content
from deskmate.build import build_catalogue, build_scenes
from deskmate.cli import main
from deskmate.config import Settings, StretchSettings, folders
from deskmate.guide import ask_ache
from deskmate.history.journal import Journal
from deskmate.sitting.events import Event, Kind
from deskmate.sitting.sessions import Session, sessions
from deskmate.stretch.plan import Plan
from deskmate.stretch.routine import plan_of
from deskmate.stretch.session import Run
from deskmate.stretch_command import NotReadError, Room
from deskmate.voice.speaker import UtteranceEnded, VoiceChanged, VoiceStatus
from tests.builders import SimulatedClock
from tests.running import NOON, ScriptedSpeaker
from tests.stretch.test_catalogue import GOOD, MISTAKES

SCENES = build_scenes()
CATALOGUE = build_catalogue(folders(Path("/no/such/folder")), SCENES)
EVERYTHING = [*CATALOGUE.stretches, *CATALOGUE.routines]
WALK = content.text("stretches/walk.toml")
ROUTINE = 'id = "mine"\nname = "Mine"\npurpose = "To try."\nplace = "desk"\n[[turns]]\nstretch = "walk"\n'


class BriefSpeaker(ScriptedSpeaker):
    """A voice that has said a line as soon as it is told to."""

    def say(self, text: str, *, queue: bool = False, after: timedelta = timedelta(0)) -> int:
        number = super().say(text, queue=queue, after=after)
        self.tell(UtteranceEnded(number, completed=True))
        return number


class Led:
    """A session line by line on a simulated clock."""

    def __init__(self, root: Path, *answers: str, delay: float = 0, read: bool = True) -> None:
        self.lines: list[str] = []
        self.clock = SimulatedClock(NOON)
        self.speaker = BriefSpeaker()
        self.journal = Journal(root)
        self.answers = list(answers)
        self.asked: list[str] = []
        if read:
            self.journal.append([Event(NOON - timedelta(days=40), Kind.SAFETY_ACCEPTED)])
        settings = Settings(stretch=StretchSettings(timedelta(seconds=delay)))
        ask = self._answer if answers else None
        write = self.lines.append
        self.room = Room(settings, CATALOGUE, self.journal, self.speaker, self.clock, write, ask, self.clock.run)

    def _answer(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)

    def interrupt_after(self, length: timedelta) -> None:
        run = self.clock.run

        def wait(passed: timedelta) -> None:
            if self.clock.now() - NOON >= length:
                raise KeyboardInterrupt
            run(passed)

        self.room.wait = wait

    def events(self) -> list[Event]:
        return self.journal.read()

    def session(self) -> Session:
        (session,) = sessions(self.events())
        return session


@pytest.mark.parametrize("name", EVERYTHING)
def test_everything_is_led_through_line_by_line_and_written_down_to_the_second(tmp_path: Path, name: str) -> None:
    led = Led(tmp_path)
    led.room.hold(name)
    plan: Plan = plan_of(CATALOGUE, name)
    said = iter(led.speaker.said)
    assert all(cue.text in said for step in plan.steps for cue in step.cues)
    printed = iter(led.lines)
    for step in plan.steps:
        assert any(line.startswith(f"-- {step.title} (") for line in printed)
        assert all(cue.text in printed for cue in step.cues)
    assert all(line in led.lines for line in led.speaker.said)
    assert {step.pose for step in plan.steps} <= set(SCENES)
    session = led.session()
    assert (session.completed, session.active, session.planned) == (True, plan.length, plan.length)
    steps = [e for e in led.events() if e.kind is Kind.SESSION_STEP]
    assert [(e.text("stretch"), e.text("step"), e.text("side"), e.seconds("seconds")) for e in steps] == [
        (s.stretch, s.part.value, s.side.value if s.side else "", s.length.total_seconds()) for s in plan.steps
    ]
    assert all(e.data["left"] == "over" for e in steps)


def test_an_interrupt_ends_it_and_keeps_what_was_done(tmp_path: Path) -> None:
    led = Led(tmp_path)
    led.interrupt_after(timedelta(seconds=60))
    with pytest.raises(KeyboardInterrupt):
        led.room.hold("captain-morgan")
    session = led.session()
    assert (session.ended, session.completed, session.holds) == (True, False, 0)
    assert session.active == timedelta(seconds=60)
    assert led.lines[-1] == "Captain Morgan: 1:00 min, 0 held to the end. It is in your history."


@pytest.mark.parametrize("held", [False, True])
def test_the_ache_after_is_asked_for_where_anything_was_held(tmp_path: Path, held: bool) -> None:
    led = Led(tmp_path, "3", "2")
    coach_of = coach.Coach.begin

    def begin(self: coach.Coach, delay: timedelta, *, resumed: bool = False, note: str = "") -> None:
        coach_of(self, delay, resumed=resumed, note=note)
        for verb in () if held else [Run.skip] * len(self.run.plan.steps):
            self.press(verb)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coach.Coach, "begin", begin)
        led.room.hold("captain-morgan")
    assert len(led.asked) == (2 if held else 1)
    assert ("Nothing was held" in led.lines[-2]) is not held


def test_it_waits_until_one_is_in_place(tmp_path: Path) -> None:
    led = Led(tmp_path, delay=10)
    led.interrupt_after(timedelta(seconds=9))
    with pytest.raises(KeyboardInterrupt):
        led.room.hold("walk")
    assert led.speaker.said == ["Get into place: it begins in 10 seconds."]
    assert led.session().active == timedelta(0)


def test_the_ache_is_asked_before_and_after_and_a_sore_stretch_is_easier_the_next_time(tmp_path: Path) -> None:
    led = Led(tmp_path, "3", "no", "8")
    led.room.hold("walk")
    assert led.lines[-2:] == [
        "Ache 3 before, 8 now: more than before.",
        next(line for line in led.lines if "Take it easy" in line),
    ]
    assert [q.split("?")[0] for q in led.asked] == [
        "How much does it ache now",
        "And now: how much does it ache",
        "That is no number from 0 to 10. How much does it ache",
    ]
    again = Led(tmp_path, "", "", read=False)
    again.room.hold("walk")
    assert CATALOGUE.stretches["walk"].easier in again.speaker.said
    assert any("easier form" in line for line in again.lines)


def test_the_safety_page_is_printed_and_accepted_before_the_first_session(tmp_path: Path) -> None:
    led = Led(tmp_path, "", "", "", read=False)
    led.room.hold("walk")
    assert "Call for help now:" in led.lines
    again = Led(tmp_path, "", "", read=False)
    again.room.hold("walk")
    assert "Call for help now:" not in again.lines


def test_with_nobody_to_ask_an_unread_safety_page_begins_nothing(tmp_path: Path) -> None:
    led = Led(tmp_path, read=False)
    with pytest.raises(NotReadError):
        led.room.hold("walk")
    assert (led.lines, led.events()) == ([], [])


def test_an_end_of_input_for_an_answer_is_no_word_that_the_safety_page_was_read(tmp_path: Path) -> None:
    led = Led(tmp_path, read=False)

    def end(_: str) -> str:
        raise EOFError

    led.room.read = end
    with pytest.raises(NotReadError):
        led.room.hold("walk")
    assert (led.lines[-1], led.events()) == ("", [])


def test_a_program_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    led = Led(tmp_path)
    run, stops = led.clock.run, [timedelta(minutes=20)]

    def wait(passed: timedelta) -> None:
        run(stops.pop() if stops and led.clock.now() - NOON > timedelta(seconds=30) else passed)

    led.room.wait = wait
    led.room.hold("walk")
    assert led.session().active == plan_of(CATALOGUE, "walk").length


def test_a_voice_that_falls_silent_says_so_once(tmp_path: Path) -> None:
    led = Led(tmp_path)
    run, told = led.clock.run, [VoiceStatus(audible=False, reason="No sound device was found.")]

    def wait(passed: timedelta) -> None:
        if told:
            led.speaker.tell(VoiceChanged(told.pop()))
        run(passed)

    led.room.wait = wait
    led.room.hold("walk")
    assert led.lines.count("No sound device was found.") == 1


def test_a_disk_that_refuses_for_a_while_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskmate.history.tables import JournalError

    led = Led(tmp_path)
    append = led.journal.append
    refusals = [JournalError("The disk is full.")] * 4

    def refusing(events: list[Event]) -> None:
        if refusals:
            raise refusals.pop()
        append(events)

    monkeypatch.setattr(led.journal, "append", refusing)
    led.room.hold("walk")
    assert (led.room.trouble, led.session().completed) == ("", True)
    assert sum(e.kind is Kind.SESSION_STEP for e in led.events()) == 4


def end_of_input(_: str) -> str:
    raise EOFError


@pytest.mark.parametrize(
    ("read", "score"), [(lambda _: " 10 ", 10), (lambda _: "", None), (end_of_input, None)], ids=["10", "", "end"]
)
def test_an_ache_may_be_left_unsaid(read: Callable[[str], str], score: int | None) -> None:
    assert ask_ache("How much?", read) == score


def command(data: Path, *words: str) -> int:
    try:
        return main(["--data-dir", str(data), "stretch", *words])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_the_list_names_everything_the_users_own_among_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, name, text in (
        ("stretches", "calf", GOOD),
        ("stretches", "bad", "id = 3"),
        ("routines", "m", ROUTINE),
    ):
        (tmp_path / "config" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "config" / folder / f"{name}.toml").write_text(text)
    assert command(tmp_path, "--list") == 0
    told = capsys.readouterr()
    ids = [line.split()[0] for line in told.out.splitlines()]
    assert ids == [*CATALOGUE.stretches, "calf", *CATALOGUE.routines, "mine"]
    assert "captain-morgan       4:15  desk      Captain Morgan" in told.out
    assert told.err.count("\n") == 1
    assert "bad.toml: hold is missing." in told.err


@pytest.mark.parametrize(
    ("text", "what"), [(GOOD, "stretch, Calf (calf), 0:10"), (ROUTINE, "routine, Mine (mine), 2:26")]
)
def test_a_sound_file_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, what: str
) -> None:
    file = tmp_path / "mine.toml"
    # A byte order mark, as some editors write it.
    file.write_text(text, encoding="utf-8-sig")
    assert command(tmp_path, "--check", str(file)) == 0
    assert capsys.readouterr() == (f"{file}: a sound {what} min.\n", "")


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_each_mistake_is_one_sentence_and_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, sentence: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD.replace(old, new))
    assert command(tmp_path, "--check", str(file)) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert sentence in told.err


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ROUTINE.replace("walk", "fly"), "turns[1].stretch must be one of"),
        (ROUTINE.replace("[[turns]]", "turns = 3\n[x]"), "turns must be a list of tables, not 3."),
        (GOOD.replace('pose = "standing"', 'pose = "handstand"'), "pose 'handstand' is not known"),
        ("", "hold is missing."),
        (ROUTINE.replace('id = "mine"', 'id = "walk"'), "id 'walk' is that of a stretch; a routine needs another."),
        (GOOD.replace('"calf"', '"two-minutes"'), "id 'two-minutes' is that of a routine; a stretch needs another."),
    ],
)
def test_what_does_not_fit_the_rest_is_one_sentence_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text)
    assert command(tmp_path, "--check", str(file)) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert sentence in told.err


def test_no_own_file_hides_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "config"
    for name, text in {
        "stretches/a.toml": GOOD,
        "stretches/b.toml": GOOD.replace('"Calf"', '"Other calf"'),
        "stretches/c.toml": GOOD.replace('"calf"', '"two-minutes"'),
        "routines/a.toml": ROUTINE,
        "routines/b.toml": ROUTINE.replace('"Mine"', '"Yours"'),
        "routines/c.toml": ROUTINE.replace('id = "mine"', 'id = "calf"'),
    }.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text(text, encoding="utf-8-sig")
    assert command(tmp_path, "--list") == 0
    listed, told = capsys.readouterr()
    names = {line.split(maxsplit=3)[3] for line in listed.splitlines()}
    assert {"Calf", "Two minutes at the desk", "Mine"} <= names
    assert {"Other calf", "Yours"}.isdisjoint(names)
    assert told.splitlines() == [
        f"deskmate: {own}/stretches/b.toml: id 'calf' is that of {own}/stretches/a.toml too; this one is left out.",
        f"deskmate: {own}/stretches/c.toml: id 'two-minutes' is that of a routine; a stretch needs another.",
        f"deskmate: {own}/routines/b.toml: id 'mine' is that of {own}/routines/a.toml too; this one is left out.",
        f"deskmate: {own}/routines/c.toml: id 'calf' is that of a stretch; a routine needs another.",
    ]


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for name in ("bytes.toml", "none.toml", "."):
        assert command(tmp_path, "--check", str(tmp_path / name)) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"deskmate: {tmp_path}/bytes.toml cannot be read: it is not UTF-8 text.",
        f"deskmate: {tmp_path}/none.toml cannot be read: No such file or directory.",
        f"deskmate: {tmp_path} cannot be read: Is a directory.",
    ]


@pytest.mark.parametrize("words", [[], ["no-such"], ["walk", "--list"], ["--check"]])
def test_a_command_that_asks_for_nothing_there_is_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert command(tmp_path, *words) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_safety_is_printed_and_accepted_once_from_the_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(tmp_path, "--safety") == 0
    assert "Both legs weak or numb." in capsys.readouterr().out
    assert command(tmp_path, "--accept-safety") == 0
    assert [e.kind for e in Journal(tmp_path).read()] == [Kind.SAFETY_ACCEPTED]


def test_a_session_that_runs_elsewhere_is_not_run_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Journal(tmp_path)
    assert other.claim("session")
    with contextlib.closing(other):
        assert command(tmp_path, "walk", "--quiet") == 1
    assert "runs in another deskmate already" in capsys.readouterr().err
