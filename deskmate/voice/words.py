"""The words of a text and when each is said: exactly from engine marks, or estimated from their length.

Pure. Shared by the worker (word times inside a clip) and by captions (time alone).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

ESTIMATE_ERROR = timedelta(milliseconds=350)
"""How far an estimated word time may be off, for 19 words of 20 (against espeak-ng's exact times, on the pages)."""

_CHUNK = re.compile(r"[^\s/\u2013\u2014\u2026]+")
_ZERO = timedelta(0)


class TimedWord(NamedTuple):
    """The word at text[start:end] and when it begins, counted from the start of the clip."""

    start: int
    end: int
    at: timedelta


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Give (start, end) of every word, in order, without the punctuation around it.

    White space, slashes, dashes and ellipses separate; a chunk without a letter or digit is no word.
    """
    spans = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and not (text[end - 1].isalnum() or unicodedata.category(text[end - 1])[0] == "M"):
            end -= 1
        if start < end:
            spans.append((start, end))
    return tuple(spans)


def caption_words(text: str, rate: int) -> tuple[tuple[TimedWord, ...], timedelta]:
    """Give the words with estimated times, and the whole duration, at `rate` words a minute (1 or more).

    A five-letter word takes one share of the minute; longer words, numbers and punctuation take more.
    """
    spans = word_spans(text)
    share = timedelta(minutes=1) / max(1, rate)
    words, at = [], _ZERO
    for (start, end), weight in zip(spans, _weights(text, spans), strict=True):
        words.append(TimedWord(start, end, at))
        at += weight * share
    return tuple(words), at


def estimated_words(text: str, duration: timedelta) -> tuple[TimedWord, ...]:
    """Spread the words of `text` over a clip of known `duration`, each by its estimated share (ESTIMATE_ERROR)."""
    spans = word_spans(text)
    weights = _weights(text, spans)
    scale = duration / sum(weights) if weights else _ZERO
    words, before = [], 0.0
    for (start, end), weight in zip(spans, weights, strict=True):
        words.append(TimedWord(start, end, before * scale))
        before += weight
    return tuple(words)


def aligned_words(text: str, marks: Sequence[tuple[int, timedelta]], duration: timedelta) -> tuple[TimedWord, ...]:
    """Give every word of `text` its time from an engine's `marks` (0-based character, time), in order.

    espeak-ng marks parts of words ("L", "1"), skips some (a foreign "vu") and then misplaces its mark inside
    the word before. So: a word's time is its first mark; a further mark goes to the next word when that one
    has none; what is still without a mark lies evenly between its neighbours.
    """
    spans = word_spans(text)
    times: list[timedelta | None] = [None] * len(spans)
    spare: list[list[timedelta]] = [[] for _ in spans]
    for position, at in marks:
        index = _word_at(spans, position)
        if index is None:
            continue
        if times[index] is None:
            times[index] = at
        else:
            spare[index].append(at)
    for index in range(len(spans) - 1):
        if times[index + 1] is None and spare[index]:
            times[index + 1] = spare[index][-1]
    filled = _fill(times, duration)
    return tuple(TimedWord(start, end, at) for (start, end), at in zip(spans, filled, strict=True))


def _word_at(spans: Sequence[tuple[int, int]], position: int) -> int | None:
    """Find the word that holds `position`, or the next one when it lies between words."""
    for index, (_start, end) in enumerate(spans):
        if position < end:
            return index
    return None


def _fill(times: list[timedelta | None], duration: timedelta) -> list[timedelta]:
    """Put missing times evenly between known ones, and keep all in order and inside the clip."""
    known = [(-1, _ZERO), *((i, at) for i, at in enumerate(times) if at is not None), (len(times), duration)]
    filled = [_ZERO] * len(times)
    for (before, from_), (after, to) in pairwise(known):
        low = min(from_, duration)
        high = max(low, min(to, duration))
        first = max(before, 0)
        for index in range(first, min(after, len(times))):
            filled[index] = low + (high - low) * (index - first) / (after - first)
    for index in range(1, len(filled)):
        filled[index] = max(filled[index], filled[index - 1])
    return filled


def _weights(text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
    """Weigh each word: 1.0 is a five-letter word; a digit is said as a word of its own."""
    ends = [*(start for start, _end in spans[1:]), len(text)] if spans else []
    weights = []
    for (start, end), until in zip(spans, ends, strict=True):
        digits = sum(char.isdigit() for char in text[start:end])
        weight = 0.4 + 0.12 * (end - start - digits) + 0.5 * digits
        weights.append(weight + _pause_weight(text[end:until]))
    return weights


def _pause_weight(between: str) -> float:
    if any(char in between for char in ".!?\n\u2026"):
        return 1.2
    if any(char in between for char in ",;:()\u2013\u2014"):
        return 0.6
    return 0.0
