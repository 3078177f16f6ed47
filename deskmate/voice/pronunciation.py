"""How words are respelt for the engine, and which shown characters each spoken word stands for.

Pure: the table comes as the text of `content/pronunciation.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from deskmate.voice.words import word_spans


class BadPronunciationError(ValueError):
    """The table cannot be used; the sentence names the key."""


@dataclass(frozen=True, slots=True)
class Span:
    """The spoken word at spoken[spoken_start:spoken_end] stands for text[start:end]."""

    spoken_start: int
    spoken_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the engine is given, and one span for each of its words, in order."""

    text: str
    spans: tuple[Span, ...]

    def origin(self, position: int) -> tuple[int, int]:
        """Give (start, end) in the shown text of the word spoken at `position`; (0, 0) when there is no word."""
        if not self.spans:
            return (0, 0)
        index = bisect_right(self.spans, position, key=lambda span: span.spoken_start) - 1
        span = self.spans[max(index, 0)]
        return (span.start, span.end)


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    say: str


@dataclass(frozen=True, slots=True)
class _Piece:
    said: str
    start: int
    end: int
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """Rules in order of precedence; a text is scanned once, and no rule sees what another one wrote."""

    rules: tuple[_Rule, ...] = ()

    def respell(self, text: str) -> Spoken:
        """Give the text to be said, and the way back from its words to the characters of `text`."""
        cleaned = without_unspeakable(text)
        pieces = self._pieces(cleaned)
        said = "".join(piece.said for piece in pieces)
        return Spoken(said, tuple(_spans(pieces, said)))

    def _pieces(self, text: str) -> list[_Piece]:
        found = sorted(
            (match.start(), order, match.end(), rule.say)
            for order, rule in enumerate(self.rules)
            for match in rule.pattern.finditer(text)
            if match.group()
        )
        pieces, at = [], 0
        for start, _order, end, say in found:
            if start < at:
                continue
            pieces.append(_Piece(text[at:start], at, start, verbatim=True))
            shown = text[start:end]
            left = len(shown) - len(shown.lstrip())
            right = len(shown.rstrip())
            pieces.append(_Piece(say, start + left, start + max(right, left), verbatim=False))
            at = end
        pieces.append(_Piece(text[at:], at, len(text), verbatim=True))
        return pieces


def parse_pronunciation(text: str, name: str = "pronunciation.toml") -> Pronunciation:
    """Read the table: `[words]` (any case), `[exact]` (this case only), `[[symbols]]` with `find` and `say`.

    `name` is the file's name for messages. Raises BadPronunciationError with one sentence naming the key.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPronunciationError(f"{name}: this is not valid TOML ({error}).") from error
    unknown = sorted(set(table) - {"words", "exact", "symbols"})
    if unknown:
        raise BadPronunciationError(f"{name}: there is no section called '{unknown[0]}'.")
    rules = [
        *_word_rules(table.get("exact", {}), "exact", name, 0),
        *_word_rules(table.get("words", {}), "words", name, re.IGNORECASE),
        *_symbol_rules(table.get("symbols", []), name),
    ]
    return Pronunciation(tuple(rules))


def without_unspeakable(text: str) -> str:
    """Blank what no engine should be given (control characters, lone surrogates, emoji), keeping the length."""
    return "".join(" " if _is_unspeakable(char) else char for char in text)


def _is_unspeakable(char: str) -> bool:
    if char in "\n\t\u00ad\u00b0":
        return False
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "So", "Sk"}


def _word_rules(section: object, title: str, name: str, flags: int) -> list[_Rule]:
    if not isinstance(section, dict):
        raise BadPronunciationError(f"{name}: '{title}' must be a table of words.")
    rules = []
    for word, say in sorted(section.items(), key=lambda item: -len(item[0])):
        if not isinstance(say, str) or not word.strip():
            raise BadPronunciationError(f"{name}: '{title}.{word}' must give the way it is said, as a string.")
        rules.append(_Rule(re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", flags), say))
    return rules


def _symbol_rules(section: object, name: str) -> list[_Rule]:
    if not isinstance(section, list):
        raise BadPronunciationError(f"{name}: 'symbols' must be a list of tables.")
    rules = []
    for number, entry in enumerate(section, 1):
        where = f"{name}: symbols, entry {number}"
        if not isinstance(entry, dict) or set(entry) != {"find", "say"}:
            raise BadPronunciationError(f"{where} must have 'find' and 'say', and nothing else.")
        find, say = entry["find"], entry["say"]
        if not isinstance(find, str) or not isinstance(say, str):
            raise BadPronunciationError(f"{where}: 'find' and 'say' must be strings.")
        try:
            rules.append(_Rule(re.compile(find), say))
        except re.error as error:
            raise BadPronunciationError(f"{where}: 'find' is not a valid pattern ({error}).") from error
    return rules


def _spans(pieces: list[_Piece], said: str) -> list[Span]:
    """Join each spoken word to the shown characters of the pieces it touches."""
    edges, at = [], 0
    for piece in pieces:
        edges.append(at)
        at += len(piece.said)
    spans, first = [], 0
    for start, end in word_spans(said):
        while first + 1 < len(pieces) and edges[first + 1] <= start:
            first += 1
        low, high = None, 0
        for index in range(first, len(pieces)):
            if edges[index] >= end:
                break
            shown = _shown(pieces[index], start - edges[index], end - edges[index])
            if shown is not None:
                low = shown[0] if low is None else low
                high = shown[1]
        if low is not None:
            spans.append(Span(start, end, low, high))
    return spans


def _shown(piece: _Piece, start: int, end: int) -> tuple[int, int] | None:
    """Give the shown characters of the part of a piece between two offsets into what it says."""
    start, end = max(start, 0), min(end, len(piece.said))
    if start >= end:
        return None
    if piece.verbatim:
        return (piece.start + start, piece.start + end)
    return (piece.start, piece.end)
