"""Flattens the parser's inline tokens into plain text, with looks, links and citations kept as places in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from deskmate.learn.page import Block, BlockKind, Citation, Look, Run, Span, Standing
from deskmate.learn.page_error import PageError

_CITATION = re.compile(r"\s*\[(?P<letter>[A-Z])(?::\s*(?P<sources>[a-z0-9][a-z0-9, -]*))?\]")
_BLANK = re.compile(r"[ \t\n]+")
_STANDINGS = {standing.letter: standing for standing in Standing}
_LOOKS = {"em": Look.EMPHASIS, "strong": Look.STRONG, "link": Look.LINK}


@dataclass(slots=True)
class Passage:
    """Plain text as it grows, and what stands out in it."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add text; white space becomes one space, and none at the start."""
        text = _BLANK.sub(" ", text)
        self.text += text[1:] if text.startswith(" ") and (not self.text or self.text.endswith(" ")) else text

    def append(self, other: Passage, after: str = "") -> Span:
        """Add a whole passage, `after` what parts it from the one before, and tell where it stands now."""
        self.text += after
        at = len(self.text)
        self.text += other.text
        self.runs += [Run(Span(r.span.start + at, r.span.end + at), r.look, r.target) for r in other.runs]
        self.citations += [Citation(c.at + at, c.standing, c.sources) for c in other.citations]
        return Span(at, len(self.text))

    def block(self, kind: BlockKind, *, cells: Iterable[Span] = (), marker: str = "", depth: int = 0) -> Block:
        """Give the passage as a block, its sentences not found yet."""
        return Block(
            kind,
            self.text,
            runs=tuple(run for run in self.runs if run.span.start < run.span.end),
            citations=tuple(self.citations),
            cells=tuple(cells),
            marker=marker,
            depth=depth,
        )


def read_inline(tokens: Iterable[Token], where: str) -> Passage:
    """Flatten the inline tokens of one block; raises PageError, naming `where`, at what a page cannot have."""
    passage = Passage()
    opened: list[tuple[int, str]] = []
    for token in tokens:
        name, _, side = token.type.rpartition("_")
        if token.type == "text":
            _write_citing(passage, token.content, where)
        elif token.type in ("softbreak", "hardbreak"):
            passage.write(" ")
        elif token.type == "code_inline":
            start = len(passage.text)
            passage.write(token.content)
            passage.runs.append(Run(Span(start, len(passage.text)), Look.CODE))
        elif name in _LOOKS and side == "open":
            opened.append((len(passage.text), str(token.attrs.get("href", ""))))
        elif name in _LOOKS and side == "close":
            start, target = opened.pop()
            passage.runs.append(Run(Span(start, len(passage.text)), _LOOKS[name], target))
        else:
            raise PageError(f"{where}: `{token.type}` is not something a page can have")
    passage.text = passage.text.rstrip(" ")
    return passage


def _write_citing(passage: Passage, text: str, where: str) -> None:
    done = 0
    for match in _CITATION.finditer(text):
        _write_plain(passage, text[done : match.start()], where)
        passage.text = passage.text.rstrip(" ")
        passage.citations.append(_citation(match, len(passage.text), where))
        done = match.end()
    _write_plain(passage, text[done:], where)


def _write_plain(passage: Passage, text: str, where: str) -> None:
    if "[" in text:
        piece = text[text.index("[") :][:24]
        raise PageError(f"{where}: `{piece}` is neither a link nor a citation like [S: author2000]")
    passage.write(text)


def _citation(match: re.Match[str], at: int, where: str) -> Citation:
    if match["letter"] not in _STANDINGS:
        raise PageError(f"{where}: a claim's standing is one of {', '.join(_STANDINGS)}, not {match['letter']}")
    sources = tuple(source.strip() for source in (match["sources"] or "").split(",") if source.strip())
    try:
        return Citation(at, _STANDINGS[match["letter"]], sources)
    except ValueError as error:
        raise PageError(f"{where}: {error}") from None
