"""The page on screen: what is lit, what is repainted, and that it follows the voice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Region

from deskmate.build import build_scenes
from deskmate.learn.bibliography import Term
from deskmate.learn.markdown import parse_page
from deskmate.learn.page import Page, Span
from deskmate.learn.terms import with_terms
from deskmate.widgets.dressed import DressedApp
from deskmate.widgets.read_along import ReadAlong

HEAD = '+++\ntitle = "A title"\ntakeaway = "Take this."\norder = 1\n+++\n'
LONG = HEAD + "\n\n".join(f"Sentence number {n} has some words." for n in range(40))
SHORT = HEAD + "Sit well and *long*. See [two](page:two). Stand often, which is a good thing to do. Done."


class Reader(DressedApp):
    def __init__(self, text: str = SHORT) -> None:
        super().__init__()
        self.shown: Page = parse_page("learn/try.md", text)
        self.selected: list[int] = []
        self.followed: list[str] = []
        self.asked: list[str] = []

    def compose(self) -> ComposeResult:
        yield ReadAlong(build_scenes())

    def on_mount(self) -> None:
        self.text.page = self.shown

    def on_read_along_sentence_selected(self, message: ReadAlong.SentenceSelected) -> None:
        self.selected.append(message.index)

    def on_read_along_link_followed(self, message: ReadAlong.LinkFollowed) -> None:
        self.followed.append(message.target)

    def on_read_along_term_asked(self, message: ReadAlong.TermAsked) -> None:
        self.asked.append(message.term)

    @property
    def text(self) -> ReadAlong:
        return self.query_one(ReadAlong)

    def rows(self) -> list[str]:
        return [self.text.render_line(y).text.rstrip() for y in range(self.text.size.height)]

    def lit(self) -> str:
        """Give the text in the spoken word's own colour."""
        looks = ("read-along--paragraph", "read-along--sentence", "read-along--word")
        back = self.text.get_visual_style(*looks).rich_style.bgcolor
        segments = (s for y in range(self.text.size.height) for s in self.text.render_line(y))
        return "".join(s.text for s in segments if s.style and s.style.bgcolor == back)

    def tinted(self) -> str:
        """Give all text whose background is not the page's own."""
        page_back = self.text.rich_style.bgcolor
        segments = (s for y in range(self.text.size.height) for s in self.text.render_line(y))
        return "|".join(s.text for s in segments if s.style and s.style.bgcolor not in (None, page_back))


async def test_a_page_is_drawn_in_its_width() -> None:
    app = Reader()
    async with app.run_test(size=(24, 14)):
        assert app.rows()[:6] == [
            "A title",
            "Take this.",
            "",
            "Sit well and long. See",
            "two. Stand often,",
            "which is a good thing",
        ]


async def test_only_the_sentence_is_tinted_and_only_the_word_is_lit() -> None:
    app = Reader()
    async with app.run_test(size=(24, 14)):
        assert app.tinted() == ""
        app.text.sentence = 4
        assert app.tinted() == "Stand often,|which is a good thing|to do."
        app.text.word = Span(24, 28)
        assert app.tinted() == "Stand often,|which is a |good| thing|to do."
        assert app.lit() == "good"
        app.text.sentence = None
        assert app.tinted() == ""


async def test_a_word_step_repaints_its_own_lines_only() -> None:
    app = Reader()
    async with app.run_test(size=(24, 14)) as pilot:
        app.text.sentence = 4
        app.text.word = Span(0, 5)
        await pilot.pause()
        repainted: list[Region] = []
        app.text.refresh = lambda *regions, **_: repainted.extend(regions)  # type: ignore[method-assign,assignment]
        app.text.word = Span(13, 18)
        assert [(region.y, region.height) for region in repainted] == [(4, 1), (5, 1)]


async def test_the_page_scrolls_to_keep_the_sentence_in_view() -> None:
    app = Reader(LONG)
    async with app.run_test(size=(50, 12)) as pilot:
        app.text.sentence = 3
        await pilot.pause()
        assert app.text.scroll_offset.y == 0
        for index in (20, 41, 5, 0):
            app.text.sentence = index
            await pilot.pause()
            assert app.shown.sentences[index].text in app.rows()


async def test_the_page_follows_the_word_where_a_sentence_is_taller_than_the_screen() -> None:
    app = Reader(HEAD + "very " * 200 + "long.")
    async with app.run_test(size=(30, 8)) as pilot:
        app.text.sentence = 2
        sentence = app.shown.sentences[2]
        for word in (*sentence.words[::25], sentence.words[0]):
            app.text.word = word
            await pilot.pause()
            assert app.lit() == sentence.text[word.start : word.end]


async def test_a_new_width_keeps_the_place() -> None:
    app = Reader(LONG)
    async with app.run_test(size=(50, 12)) as pilot:
        app.text.sentence = 30
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert "Sentence number" in app.tinted()


PICTURE = '```picture\nshow = ["standing"]\nlabels = ["up"]\nwords = "A body."\n```\n'


async def test_a_picture_is_drawn_above_its_words_and_comes_into_view_with_them() -> None:
    app = Reader(HEAD + "One. " * 60 + f"\n\n{PICTURE}\n" + "Two. " * 60)
    async with app.run_test(size=(50, 14)) as pilot:
        number = next(i for i, s in enumerate(app.shown.sentences) if s.text == "A body.")
        app.text.sentence = number
        await pilot.pause()
        rows = app.rows()
        label = next(y for y, row in enumerate(rows) if row.strip() == "up")
        assert rows[label + 1] == "A body."
        assert label >= 10
        assert any(0x2800 < ord(character) < 0x2900 for row in rows[:label] for character in row)


async def test_where_a_picture_is_too_tall_its_lower_part_is_seen_with_its_first_words() -> None:
    app = Reader(HEAD + "One. " * 60 + f"\n\n{PICTURE}\n" + "Two. " * 60)
    async with app.run_test(size=(50, 9)) as pilot:
        number = next(i for i, s in enumerate(app.shown.sentences) if s.text == "A body.")
        app.text.sentence = number
        await pilot.pause()
        assert [row.strip() for row in app.rows()[-2:]] == ["up", "A body."]
        app.text.sentence = number + 1
        await pilot.pause()
        assert app.text.shows(number + 1)


async def test_a_marked_word_stands_out_and_a_click_on_it_asks_for_its_meaning() -> None:
    app = Reader()
    app.shown = with_terms(app.shown, [Term("well", "well", "Fine.")])
    async with app.run_test(size=(24, 14)) as pilot:
        await pilot.click(ReadAlong, offset=(5, 3))
        assert app.asked == ["well"]


async def test_the_first_and_the_last_sentence_in_view_are_known() -> None:
    app = Reader(LONG)
    async with app.run_test(size=(50, 12)) as pilot:
        assert app.text.first_in_view == 0
        last = app.text.last_in_view
        assert last is not None
        assert app.text.shows(last)
        assert not app.text.shows(last + 1)
        app.text.scroll_end(animate=False)
        await pilot.pause()
        assert app.text.last_in_view == len(app.shown.sentences) - 1
        first = app.text.first_in_view
        assert first is not None
        assert first > last


async def test_clicks_tell_the_sentence_or_the_link() -> None:
    app = Reader()
    async with app.run_test(size=(24, 14)) as pilot:
        await pilot.click(ReadAlong, offset=(2, 5))
        await pilot.click(ReadAlong, offset=(1, 4))
        await pilot.click(ReadAlong, offset=(1, 2))
        assert (app.selected, app.followed) == ([4], ["page:two"])


async def test_a_new_page_starts_at_its_top_with_nothing_lit() -> None:
    app = Reader(LONG)
    async with app.run_test(size=(50, 12)) as pilot:
        app.text.sentence = 30
        await pilot.pause()
        app.text.page = parse_page("learn/next.md", SHORT)
        await pilot.pause()
        assert (app.text.scroll_offset.y, app.tinted()) == (0, "")
        assert app.rows()[0] == "A title"
