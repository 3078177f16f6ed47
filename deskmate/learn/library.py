"""Every page, the one bibliography and the glossary, put together from their texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from deskmate.learn.bibliography import Source, Term, read_sources, read_terms
from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Block, BlockKind, Page, Standing
from deskmate.learn.page_error import PageError
from deskmate.learn.terms import with_terms

SOURCES_FILE = "sources.toml"
GLOSSARY_FILE = "glossary.toml"
PAGE_LINK = "page:"
STRETCH_LINK = "stretch:"
DO_LINK = "do:"
DEEDS = frozenset({"selfcheck", "explorer"})
"""What a page can lead to by a link that begins with `do:`."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What pages may speak of that lies elsewhere: ids of stretches, names of figures. None where it is not known."""

    stretches: Collection[str] | None = None
    figures: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """The pages in reading order; `problems` tells, a sentence each, what could not be opened or leads nowhere."""

    pages: tuple[Page, ...] = ()
    sources: tuple[Source, ...] = ()
    glossary: tuple[Term, ...] = ()
    problems: tuple[str, ...] = ()

    def page(self, page_id: str) -> Page:
        """Give the page called `page_id`; raises KeyError."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def next(self, page_id: str) -> Page | None:
        """Give the page after this one, None after the last; raises KeyError."""
        return self._beside(page_id, 1)

    def previous(self, page_id: str) -> Page | None:
        """Give the page before this one, None before the first; raises KeyError."""
        return self._beside(page_id, -1)

    def _beside(self, page_id: str, step: int) -> Page | None:
        at = self.pages.index(self.page(page_id)) + step
        return self.pages[at] if 0 <= at < len(self.pages) else None


def load_library(
    pages: Iterable[tuple[str, str]], sources: str, glossary: str, elsewhere: Elsewhere | None = None
) -> Library:
    """Put the library together from (file name, text) of each page and the texts of the two TOML files.

    What is broken is left out and told in `problems`; the rest opens. Where the whole bibliography cannot be
    read, pages open without their list of sources.
    """
    works, terms, problems = _works_and_terms(sources, glossary)
    opened: dict[str, tuple[str, Page]] = {}
    for file, text in pages:
        try:
            page = parse_page(file, text)
            page = with_terms(page, terms.values())
            page = page if works is None else _with_references(file, page, works)
        except PageError as error:
            problems.append(str(error))
            continue
        if page.id in opened:
            problems.append(f"{file}: {opened[page.id][0]} is called `{page.id}` too")
        else:
            opened[page.id] = (file, page)
    problems += _dangling_links(opened)
    problems += _dangling_names(opened, elsewhere or Elsewhere())
    return Library(
        pages=tuple(sorted((page for _, page in opened.values()), key=lambda p: (p.order, p.id))),
        sources=tuple((works or {}).values()),
        glossary=tuple(terms.values()),
        problems=tuple(problems),
    )


def _works_and_terms(sources: str, glossary: str) -> tuple[dict[str, Source] | None, dict[str, Term], list[str]]:
    works: dict[str, Source] | None = None
    terms: dict[str, Term] = {}
    problems: list[str] = []
    try:
        works, left_out = read_sources(SOURCES_FILE, sources)
        problems += left_out
    except PageError as error:
        problems.append(str(error))
    try:
        terms, left_out = read_terms(GLOSSARY_FILE, glossary)
        problems += left_out
    except PageError as error:
        problems.append(str(error))
    return works, terms, problems


def _with_references(file: str, page: Page, works: Mapping[str, Source]) -> Page:
    """Add what the citations' letters and numbers mean, as blocks that are shown and not spoken."""
    for source in page.sources:
        if source not in works:
            raise PageError(f"{file}: `{source}` is cited and is not in {SOURCES_FILE}")
    used = {citation.standing for citation in page.citations()}
    if not used:
        return page
    letters = ", ".join(f"{standing.letter} {standing.words}" for standing in Standing if standing in used)
    key = Block(BlockKind.SOURCE, f"How sure each claim is: {letters}.")
    numbered = enumerate(page.sources, start=1)
    listed = [Block(BlockKind.SOURCE, str(works[source]), marker=str(number)) for number, source in numbered]
    return replace(page, blocks=(*page.blocks, key, *listed))


def _dangling_links(opened: Mapping[str, tuple[str, Page]]) -> list[str]:
    return [
        f"{file}: the link to `{target}` leads nowhere"
        for file, page in opened.values()
        for target in page.links()
        if (target.startswith(PAGE_LINK) and target.removeprefix(PAGE_LINK) not in opened)
        or (target.startswith(DO_LINK) and target.removeprefix(DO_LINK) not in DEEDS)
    ]


def _dangling_names(opened: Mapping[str, tuple[str, Page]], elsewhere: Elsewhere) -> list[str]:
    problems = []
    for file, page in opened.values():
        linked = {t.removeprefix(STRETCH_LINK) for t in page.links() if t.startswith(STRETCH_LINK)}
        stretches = linked | ({page.stretch} if page.stretch else set())
        figures = {name for picture in page.pictures() for name in picture.show}
        for what, names, known in (
            ("stretch", stretches, elsewhere.stretches),
            ("figure", figures, elsewhere.figures),
        ):
            if known is not None:
                problems += [f"{file}: there is no {what} called `{name}`" for name in sorted(names - set(known))]
    return problems
