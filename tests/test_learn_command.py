"""`deskmate learn`: lists, prints and reads aloud."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest

from deskmate.build import build_library
from deskmate.cli import main
from deskmate.history.journal import Journal
from deskmate.learn_command import WIDEST
from deskmate.sitting.events import Kind
from deskmate.voice.speaker import UtteranceEnded, UtteranceStarted, VoiceChanged, VoiceStatus
from tests.builders import day
from tests.running import ScriptedSpeaker

PAGES = build_library().pages


class PromptSpeaker(ScriptedSpeaker):
    """Says each text at once; falls silent for good after so many."""

    def __init__(self, says: int = 1000) -> None:
        super().__init__()
        self.left = says

    def say(self, text: str, *, queue: bool = False, after: timedelta = timedelta(0)) -> int:
        number = super().say(text, queue=queue, after=after)
        if self.left == 0:
            self.status = VoiceStatus(audible=False, reason="There is no sound device.")
            self.tell(VoiceChanged(self.status))
        else:
            self.left -= 1
            self.tell(UtteranceStarted(number, timedelta(seconds=1), exact=True))
            self.tell(UtteranceEnded(number, completed=True))
        return number


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESKMATE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr("deskmate.voice.choose.choose_speaker", lambda **_: PromptSpeaker())
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["learn", *arguments])
    return status, *capsys.readouterr()


def test_the_list_gives_every_page_its_name_title_and_time_and_what_was_read(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = day().event(Kind.PAGE_READ, "9:00", page="psoas")
    Journal(data).append(script.event(Kind.PAGE_LEFT, "9:10", page="does", sentence=10, of=40).events)
    status, shown, error = run(capsys)
    lines = shown.splitlines()
    assert (status, error, len(lines)) == (0, "", len(PAGES))
    assert [line.split()[0] for line in lines] == [page.id for page in PAGES]
    assert lines[1].split("  ")[-1] == "read"
    assert lines[2].split("  ")[-1] == "25% read"
    assert lines[3].endswith("2 min")


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_is_printed_to_a_pipe_in_plain_text(page: object, capsys: pytest.CaptureFixture[str]) -> None:
    status, shown, error = run(capsys, page.id)  # type: ignore[attr-defined]
    assert (status, error) == (0, "")
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= WIDEST
    words = " ".join(shown.split())
    assert all(f"[Picture: {block.text}]" in words for block in page.blocks if block.picture)  # type: ignore[attr-defined]
    assert not any(0x2800 <= ord(character) < 0x2900 for character in shown)


@pytest.mark.usefixtures("data")
def test_a_terminal_gets_the_pictures_and_bold_heads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    status, shown, _ = run(capsys, "psoas")
    assert status == 0
    assert shown.startswith("\x1b[1mMeet your psoas\x1b[0m\n")
    assert any(0x2800 < ord(character) < 0x2900 for character in shown)
    assert "[Picture:" not in shown


@pytest.mark.usefixtures("data")
def test_an_output_that_knows_no_such_letter_shows_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(told, encoding="ascii"))
    assert main(["learn", "psoas"]) == 0
    assert "\n? The top holds on" in told.getvalue().decode("ascii")


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize("arguments", [("nowhere",), ("--read",)])
def test_what_is_asked_wrongly_is_one_sentence_and_status_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, shown, error = run(capsys, *arguments)
    assert (status, shown, error.count("\n")) == (2, "", 1)
    assert error.endswith("`deskmate learn` lists them\n")


def test_read_aloud_each_sentence_is_printed_as_it_is_said_and_the_page_is_read(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, shown, error = run(capsys, "care", "--read")
    page = next(page for page in PAGES if page.id == "care")
    assert (status, error) == (0, "")
    assert [line for line in shown.splitlines() if line] == [sentence.spoken for sentence in page.sentences]
    [event] = Journal(data).read()
    assert (event.kind, event.text("page")) == (Kind.PAGE_READ, "care")


def test_what_cannot_be_heard_is_printed_all_the_same_with_the_reason_and_status_1(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskmate.voice.choose.choose_speaker", lambda **_: PromptSpeaker(says=5))
    status, shown, error = run(capsys, "care", "--read")
    page = next(page for page in PAGES if page.id == "care")
    assert [line for line in shown.splitlines() if line] == [sentence.spoken for sentence in page.sentences]
    assert (status, error) == (1, "deskmate: nothing could be heard: There is no sound device.\n")
    assert Journal(data).read() == []
