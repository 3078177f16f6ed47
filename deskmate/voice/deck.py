"""What the sound device plays next, frame by frame, and when each frame can be heard.

Pure: the moment is an argument, the device is whoever calls `pull`. Not thread-safe; the player holds a lock.
"""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskmate.voice.engine import Clip

# A device asks for frames at most a few periods before it plays them; a model that runs further ahead drifted.
_LONGEST_LEAD = timedelta(milliseconds=250)
_ZERO = timedelta(0)


class Started(NamedTuple):
    """The first frame of an utterance is heard."""

    utterance: int
    duration: timedelta
    exact: bool


class Word(NamedTuple):
    """The word at text[start:end] of the text given to the engine is heard."""

    utterance: int
    start: int
    end: int


class Ended(NamedTuple):
    """The last frame of an utterance was heard, or it was stopped before (`completed` False)."""

    utterance: int
    completed: bool


Note = Started | Word | Ended


class _Track:
    """A clip and how far it was played; `word` counts the words told."""

    __slots__ = ("clip", "frame", "started", "utterance", "word")

    def __init__(self, utterance: int, clip: Clip) -> None:
        self.utterance = utterance
        self.clip = clip
        self.frame = self.word = 0
        self.started = False

    def to_word(self, number: int) -> None:
        """Go to the first frame of a word."""
        self.frame = min(round(self.clip.words[number].at.total_seconds() * self.clip.frame_rate), self.clip.frames)


class Deck:
    """A line of clips. `pull` hands out frames and notes when their words will be heard.

    The device is modelled as a queue that starts at once: a frame is heard when it is handed over, or when
    the frames handed over before it have been played, whichever is later. A clip set for a moment takes the place
    of all that is before it when that moment comes.
    """

    def __init__(self) -> None:
        self.paused = False
        self.muted = False
        self._tracks: deque[_Track] = deque()
        self._set: deque[tuple[timedelta, _Track]] = deque()
        self._notes: deque[tuple[timedelta, Note]] = deque()
        self._played_until = _ZERO

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits, plays, or is still to be told."""
        return not self._tracks and not self._set and not self._notes

    @property
    def is_running(self) -> bool:
        """Tell whether frames are wanted now: something is there and not paused."""
        return bool(self._tracks or self._set) and not self.paused

    @property
    def frame_rate(self) -> int | None:
        """Give the frames a second of the clip in front."""
        tracks = self._waiting()
        return tracks[0].clip.frame_rate if tracks else None

    def add(self, utterance: int, clip: Clip, at: timedelta | None = None) -> None:
        """Put a clip at the end of the line, or set it for the moment `at` which is after all others set."""
        track = _Track(utterance, clip)
        if at is None:
            self._tracks.append(track)
        else:
            self._set.append((at, track))

    def resume(self) -> None:
        """End a pause: what was being said goes on with the word it was held in."""
        self.paused = False
        if self._tracks and self._tracks[0].word:
            self._tracks[0].to_word(self._tracks[0].word - 1)

    def skip(self, words: int) -> None:
        """Go some words on (or back, below zero) in what is being said; past its end, to its end."""
        if not self._tracks:
            return
        track = self._tracks[0]
        wanted = max(0, track.word - 1 + words)
        if wanted < len(track.clip.words):
            track.to_word(wanted)
            track.word = wanted
        else:
            track.frame, track.word = track.clip.frames, len(track.clip.words)

    def keep(self, utterance: int) -> None:
        """Forget, without a note, everything that waits but this utterance."""
        self._tracks = deque(track for track in self._tracks if track.utterance == utterance or track.started)
        self._set = deque(pair for pair in self._set if pair[1].utterance == utterance)

    def clear(self) -> list[Note]:
        """Forget everything and end a pause; give the ends of what was not heard to its end."""
        waiting = [note.utterance for _at, note in self._notes if isinstance(note, Ended)]
        waiting += [track.utterance for track in self._waiting()]
        self._tracks.clear()
        self._set.clear()
        self._notes.clear()
        self.paused = False
        return [Ended(utterance, completed=False) for utterance in waiting]

    def restart(self) -> None:
        """Forget what the device had taken: it was closed, and its buffer with it."""
        self._played_until = _ZERO

    def pull(self, frames: int, frame_rate: int, now: timedelta) -> bytes:
        """Give the next `frames` frames, silence where there is nothing to play."""
        begin = min(max(now, self._played_until), now + _LONGEST_LEAD)
        self._played_until = begin + timedelta(seconds=frames / frame_rate)
        out = bytearray()
        while self.is_running and len(out) < 2 * frames:
            heard = begin + timedelta(seconds=len(out) / 2 / frame_rate)
            most = self._bring_in(heard, frames - len(out) // 2, frame_rate)
            out += self._take(most, heard) if self._tracks else bytes(2 * most)
        if self.muted:
            return bytes(2 * frames)
        return bytes(out.ljust(2 * frames, b"\0"))

    def due(self, now: timedelta) -> list[Note]:
        """Take the notes whose moment has come, in order."""
        taken = []
        while self._notes and self._notes[0][0] <= now:
            taken.append(self._notes.popleft()[1])
        return taken

    @property
    def next_due(self) -> timedelta | None:
        """Tell when the next note is due."""
        return self._notes[0][0] if self._notes else None

    def _waiting(self) -> list[_Track]:
        return [*self._tracks, *(track for _at, track in self._set)]

    def _bring_in(self, heard: timedelta, frames: int, frame_rate: int) -> int:
        """Begin what is set for a moment that has come; give how many frames there are until the next one's."""
        while self._set:
            left = round((self._set[0][0] - heard).total_seconds() * frame_rate)
            if left > 0:
                return min(frames, left)
            for track in self._tracks:
                self._note(heard, Ended(track.utterance, completed=False))
            self._tracks = deque([self._set.popleft()[1]])
        return frames

    def _take(self, most: int, heard: timedelta) -> bytes:
        """Take up to `most` frames of the clip in front, the first of which is heard at `heard`."""
        track = self._tracks[0]
        clip = track.clip
        if not track.started:
            track.started = True
            self._note(heard, Started(track.utterance, clip.duration, clip.exact))
        until = min(track.frame + most, clip.frames)
        first_frame = timedelta(seconds=track.frame / clip.frame_rate)
        end = timedelta(seconds=until / clip.frame_rate)
        over = until == clip.frames
        while track.word < len(clip.words) and (over or clip.words[track.word].at < end):
            word = clip.words[track.word]
            self._note(heard + max(word.at - first_frame, _ZERO), Word(track.utterance, word.start, word.end))
            track.word += 1
        taken = clip.samples[2 * track.frame : 2 * until]
        track.frame = until
        if over:
            self._tracks.popleft()
            self._note(heard + (end - first_frame), Ended(track.utterance, completed=True))
        return taken

    def _note(self, at: timedelta, note: Note) -> None:
        last = self._notes[-1][0] if self._notes else _ZERO
        self._notes.append((max(at, last), note))
