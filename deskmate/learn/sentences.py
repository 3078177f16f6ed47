"""Where sentences and words begin and end in plain text, for reading aloud and lighting what is read."""

from __future__ import annotations

import re
import unicodedata

from deskmate.learn.page import Sentence, Span

_CLOSING_QUOTES = "\"'\u201d\u2019\u00bb"
_OPENING = "([\u00bf\u00a1\"'\u201c\u2018\u00ab"

_STOP = re.compile(rf"[.!?…]+[{_CLOSING_QUOTES})\]]*(?=\s)")
_TOKEN = re.compile(r"\S+")

_NEVER_LAST = frozenset(
    {"e.g", "i.e", "cf", "vs", "al", "approx", "ca", "resp", "fig", "figs", "eq"}
    | {"dr", "mr", "mrs", "ms", "prof", "st"}
)
"""Abbreviations that something always follows, without their last stop."""

_BEFORE_NUMBER = frozenset(("no", "nos", "p", "pp", "vol", "ch", "sec", "min", "max", "deg"))
"""Abbreviations only when a number follows; else a word that may well end a sentence."""

_SPOKEN_SIGNS = frozenset("%&@#")


def sentences_in(text: str, *, block: int = 0, first: int = 0, last: int | None = None) -> tuple[Sentence, ...]:
    """Split text[first:last] into sentences: they and the white space between them give that text back."""
    last = len(text) if last is None else last
    found: list[Sentence] = []
    start = _skip_space(text, first, last)
    for stop in _STOP.finditer(text, start, last):
        if stop.end() < last and _ends_sentence(text[start:last], stop.start() - start, stop.end() - start):
            found.append(_sentence(text, block, start, stop.end()))
            start = _skip_space(text, stop.end(), last)
    end = first + len(text[first:last].rstrip())
    if start < end:
        found.append(_sentence(text, block, start, end))
    return tuple(found)


def words_in(text: str) -> tuple[Span, ...]:
    """Give the words: pieces between spaces, less the punctuation around them; pure punctuation is no word."""
    found = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        while start < end and not _is_spoken(text[start]):
            start += 1
        while end > start and not _is_spoken(text[end - 1]):
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


def _sentence(text: str, block: int, start: int, end: int) -> Sentence:
    piece = text[start:end]
    return Sentence(block, start, piece, words_in(piece))


def _skip_space(text: str, start: int, last: int) -> int:
    while start < last and text[start].isspace():
        start += 1
    return start


def _is_spoken(character: str) -> bool:
    return character in _SPOKEN_SIGNS or unicodedata.category(character)[0] in "LNMS"


def _ends_sentence(text: str, stop: int, after: int) -> bool:
    """Tell whether the stop at text[stop:after] ends a sentence, by what stands before and after it."""
    following = text[after:].lstrip().lstrip(_OPENING)
    if not following or following[0].islower():
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    last_word = text[:stop].split()[-1:] or [""]
    word = last_word[0].lstrip(_OPENING)
    if following[0].isdigit() and word.lower() in _BEFORE_NUMBER:
        return False
    is_initial = len(word) == 1 and word.isalpha() and word.isupper() and word != "I"
    return not is_initial and word.lower() not in _NEVER_LAST
