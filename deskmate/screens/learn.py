"""Learn: the list of pages, and a page that reads itself aloud, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, OptionList, Static

from deskmate.figure.mask import load
from deskmate.learn.library import DO_LINK, PAGE_LINK, STRETCH_LINK
from deskmate.learn.page import Page
from deskmate.learn.search import Hit
from deskmate.messages import StretchWanted
from deskmate.screens.base import DeskScreen
from deskmate.screens.bookmark import Bookmark
from deskmate.screens.narration import WORD_BACK, WORD_ON, Narration, Telling
from deskmate.sitting.fold import State
from deskmate.voice.saying import FASTEST, SLOWEST
from deskmate.voice.speaker import SpeechEvent, VoiceChanged
from deskmate.widgets.key_line import KeyLine
from deskmate.widgets.page_list import PageList
from deskmate.widgets.read_along import ReadAlong

RATE_STEP = 20
"""Words a minute that one key makes the voice faster or slower."""

_WHILE = {"read_aloud": Telling.SILENT, "pause": Telling.SPEAKING, "resume": Telling.PAUSED}
"""The space bar's three meanings, and when it has each."""


class LearnScreen(DeskScreen):
    """Choose a page, read it, or have it read."""

    SHEETS = ("learn",)

    speaks = True
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list has enter of its own.
        Binding("enter", "open", "Open", priority=True, tooltip="Open the page that is chosen"),
        Binding("space", "read_aloud", "Read aloud"),
        Binding("space", "pause", "Pause"),
        Binding("space", "resume", "Go on"),
        Binding("escape", "close_page", "Pages", key_display="esc"),
        Binding("escape,q", "leave", "Back", key_display="esc"),
        Binding("s", "stretch", "Stretch", tooltip="Do the stretch the page speaks of"),
        Binding("t", "selfcheck", "Self-check", tooltip="See how far each hip lets go"),
        Binding("slash", "search", "Search", key_display="/", tooltip="Search all pages"),
        Binding("g", "explain", "Words", tooltip="What the marked words mean, shown and said"),
        Binding("x", "app.explorer", "Turn a hip", tooltip="The hip-angle explorer"),
        Binding("right,n", "next_sentence", "Next", key_display="→", tooltip="Next sentence"),
        Binding("left,p", "previous_sentence", "Back", key_display="←", tooltip="Back a sentence"),
        Binding("plus,equals_sign", "rate(1)", "Faster", key_display="+", tooltip="Speak faster", id="learn.faster"),
        Binding("minus", "rate(-1)", "Slower", key_display="-", tooltip="Speak slower", id="learn.slower"),
        Binding("r", "repeat", "Again", show=False, tooltip="Say this sentence again"),
        Binding("shift+right", "skip_words(1)", "Word on", show=False, tooltip=WORD_ON, id="learn.word_on"),
        Binding("shift+left", "skip_words(-1)", "Word back", show=False, tooltip=WORD_BACK, id="learn.word_back"),
        Binding("right_square_bracket", "turn_page(1)", "Next page", key_display="]", id="learn.next_page"),
        Binding("left_square_bracket", "turn_page(-1)", "Page before", key_display="[", id="learn.page_before"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    _text: ReadAlong
    """Made with the layout; kept, for on leaving it is asked for its place when it is no child any more."""

    def __init__(self, page_id: str | None = None, sentence: int = 0) -> None:
        """Open on a page, at a sentence of it, or on the list."""
        super().__init__()
        self._first = (page_id, sentence)
        self._bookmark: Bookmark | None = None
        self._rate: int | None = None
        self._narration: Narration | None = None
        self._shown = Telling.SILENT

    @property
    def page(self) -> Page | None:
        """Give the page that is open, None in the list."""
        return self._text.page if self.has_class("reading") else None

    def compose(self) -> ComposeResult:
        """Lay out the list beside (or, where it is narrow, before) the page."""
        library = self.desk.library
        with Horizontal(id="room"):
            with Vertical(id="shelf"):
                yield Label("Learn", id="shelf-title")
                yield PageList(library.pages, id="pages")
                yield Static("\n".join(library.problems) or _nothing(library.pages), id="problems", markup=False)
            with Vertical(id="reading"):
                yield Label(id="place", markup=False)
                self._text = ReadAlong(self.desk.scenes, id="text")
                yield self._text
        yield Static(id="no-sound", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Show the page that was asked for, if there is such a one, else the list."""
        self.query_one("#problems").display = bool(self.desk.library.problems or not self.desk.library.pages)
        self.call_after_refresh(self._find_progress)
        page_id, sentence = self._first
        asked_for = [page for page in self.desk.library.pages if page.id == page_id]
        if asked_for:
            self._open(asked_for[0], sentence)
        else:
            self.set_focus(self.query_one(PageList))

    def on_screen_suspend(self) -> None:
        """Fall silent when another screen comes in front: what is said there is not for us."""
        self.keep()
        self._fall_silent()

    def on_unmount(self) -> None:
        """Fall silent on leaving, and speak elsewhere as usual."""
        self.keep()
        if self._narration:
            self._narration.stop()
        if self._rate is not None:
            self.desk.speaker.set_rate(self.desk.settings.voice.rate)

    def keep(self) -> None:
        """Write down how far the page was read."""
        if self._bookmark and not self._bookmark.see(self._text.last_in_view):
            self._bookmark.keep(self._place())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something now."""
        page = self.page if self.is_mounted else None
        telling = self._narration.telling if page and self._narration else None
        match action:
            case "read_aloud" | "pause" | "resume":
                return telling is _WHILE[action]
            case "next_sentence" | "previous_sentence" | "close_page" | "rate" | "repeat" | "skip_words":
                return page is not None
            case "leave" | "open":
                return page is None
            case "stretch" | "explain" | "selfcheck":
                return page is not None and _speaks_of(page, action)
            case "turn_page":
                return page is not None and self._beside(page, parameters[0]) is not None
            case _:
                return True

    def action_open(self) -> None:
        """Open the page that is chosen in the list."""
        self.query_one(PageList).action_select()

    def action_read_aloud(self) -> None:
        """Read from the sentence that is lit, or from the top."""
        if self._narration:
            self._narration.read_from(self._narration.at or 0)
            self._follow()

    def action_pause(self) -> None:
        """Hold the voice."""
        if self._narration:
            self._narration.pause()
            self._follow()
            self.keep()

    def action_resume(self) -> None:
        """Let the voice go on."""
        if self._narration:
            self._narration.resume()
            self._follow()

    def action_next_sentence(self) -> None:
        """Go one sentence on."""
        self._move(1)

    def action_previous_sentence(self) -> None:
        """Go one sentence back."""
        self._move(-1)

    def action_repeat(self) -> None:
        """Say this sentence again."""
        self._move(0)

    def action_skip_words(self, words: int) -> None:
        """Go some words on or back in what is being said."""
        self.desk.speaker.skip(words)

    def action_turn_page(self, step: int) -> None:
        """Open the page after or before this one."""
        page = self.page and self._beside(self.page, step)
        if page:
            self._open(page)

    def action_close_page(self) -> None:
        """Go back to the list."""
        self.keep()
        self._fall_silent()
        self._bookmark = None
        self._show_progress()
        self.remove_class("reading")
        self.set_focus(self.query_one(PageList))
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_stretch(self) -> None:
        """Ask for the stretch that the page leads to."""
        if self.page and self.page.stretch:
            self._want_stretch(self.page.stretch)

    async def action_selfcheck(self) -> None:
        """Open the self-check that the page speaks of."""
        await self.run_action("app.selfcheck")

    def action_explain(self, term: str = "") -> None:
        """Show and say what the page's marked words mean, from the first in view (or `term`) on."""
        if self.page is None:
            return
        from deskmate.screens.glossary import GlossaryScreen

        known = {entry.id: entry for entry in self.desk.library.glossary}
        terms = [known[name] for name in self.page.terms() if name in known]
        names = [entry.id for entry in terms]
        wanted = term or self._text.term_in_view
        if terms:
            first = names.index(wanted) if wanted in names else 0
            self.app.push_screen(GlossaryScreen(terms, self.desk.speaker, first))

    def action_search(self) -> None:
        """Search all pages."""
        from deskmate.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk.library.pages), self._go_to_hit)

    def action_rate(self, step: int) -> None:
        """Speak faster or slower; what is being said is said anew so."""
        usual = self.desk.settings.voice.rate if self._rate is None else self._rate
        self._rate = min(FASTEST, max(SLOWEST, usual + step * RATE_STEP))
        self.desk.speaker.set_rate(self._rate)
        self._tell_place()
        if self._narration and self._narration.telling is Telling.SPEAKING:
            self._narration.go_to(self._narration.at or 0)
            self._follow()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the page that was chosen."""
        if message.option_id is not None:
            page = self.desk.library.page(message.option_id)
            self._open(page, self._kept_place(page))

    def on_read_along_sentence_selected(self, message: ReadAlong.SentenceSelected) -> None:
        """Go to the sentence that was clicked; a voice that is speaking goes on from there."""
        if self._narration:
            self._narration.go_to(message.index)
            self._follow()

    def on_read_along_term_asked(self, message: ReadAlong.TermAsked) -> None:
        """Explain the word that was clicked."""
        self.action_explain(message.term)

    def on_read_along_scrolled(self, _: ReadAlong.Scrolled) -> None:
        """Take a page whose end comes into view for read, if there was time to read it."""
        if self._bookmark and self.page and self._silent():
            text = self._text
            self._bookmark.reach(self._place() or 0)
            self._bookmark.see(text.last_in_view)

    async def on_read_along_link_followed(self, message: ReadAlong.LinkFollowed) -> None:
        """Go where a link leads."""
        target = message.target
        if target.startswith(PAGE_LINK):
            self._open(self.desk.library.page(target.removeprefix(PAGE_LINK)))
        elif target.startswith(STRETCH_LINK):
            self._want_stretch(target.removeprefix(STRETCH_LINK))
        elif target.startswith(DO_LINK):
            await self.run_action(f"app.{target.removeprefix(DO_LINK)}")
        else:
            self.app.open_url(target)

    def follow_speech(self, event: SpeechEvent) -> None:
        """Follow the voice."""
        if isinstance(event, VoiceChanged):
            self._tell_sound()
        elif self._narration:
            self._narration.heard(event)
            self._follow()

    def show_state(self, state: State) -> None:
        """Show how far the pages are read by now."""
        del state
        self._show_progress()

    def _open(self, page: Page, sentence: int = 0) -> None:
        """Open a page at a sentence; from its top where that is not there (any more)."""
        self.keep()
        self._fall_silent()
        first = sentence if 0 < sentence < len(page.sentences) else 0
        self._narration = Narration(self.desk.speaker, page.sentences)
        self._narration.at = first or None
        self.add_class("reading")
        text = self._text
        text.page = page
        self.set_focus(text)
        self.query_one(PageList).choose(page)
        self._bookmark = Bookmark(self.desk, page, first)
        self._tell_place()
        self.refresh_bindings()
        # Once the page is laid out, for what is lit must be brought into view.
        self.call_after_refresh(self._follow)

    def _go_to_hit(self, hit: Hit | None) -> None:
        if hit is not None:
            self._open(self.desk.library.page(hit.page), hit.sentence)

    def _kept_place(self, page: Page) -> int:
        place = self.desk.history.progress.places.get(page.id)
        # A page that was changed since has other sentences: its old place means nothing.
        return place.sentence if place is not None and place.of == len(page.sentences) else 0

    def _place(self) -> int | None:
        """Give the sentence reading is at: the lit one where it is in view, else the first in view."""
        text = self._text
        at = self._narration.at if self._narration else None
        return at if at is not None and (not self._silent() or text.shows(at)) else text.first_in_view

    def _silent(self) -> bool:
        return self._narration is None or self._narration.telling is Telling.SILENT

    def _tell_place(self) -> None:
        page = self.page
        if page is None:
            return
        pages = self.desk.library.pages
        rate = f" · {self._rate} words a minute" if self._rate is not None else ""
        line = f"Page {pages.index(page) + 1} of {len(pages)} · {page.minutes} min{rate}"
        label = self.query_one("#place", Label)
        label.update(line)
        if rate and not label.region:
            self.notify(f"{self._rate} words a minute", timeout=2)

    def _move(self, step: int) -> None:
        if self._narration:
            self._narration.move(step)
            self._follow()

    def _follow(self) -> None:
        """Show where the narration is."""
        narration, text = self._narration, self._text
        if narration is None:
            return
        text.sentence = narration.at
        text.word = narration.word
        if self._bookmark and narration.at is not None:
            self._bookmark.reach(narration.at)
        if narration.finished and self._bookmark:
            narration.finished = False
            self._bookmark.finish()
            self._show_progress()
        if narration.telling is not self._shown:
            self._shown = narration.telling
            if narration.telling is Telling.SPEAKING:
                self._tell_sound()
            self.refresh_bindings()

    def _fall_silent(self) -> None:
        if self._narration:
            self._narration.stop()
            self._follow()

    def _tell_sound(self) -> None:
        """Say in one line why nothing is heard, for as long as that is so."""
        status = self.desk.speaker.status
        line = self.query_one("#no-sound", Static)
        line.display = not status.audible
        line.update(status.reason)

    @work(thread=True, exclusive=True)
    def _find_progress(self) -> None:
        """Tell how far the pages were read, at any time: the whole history is looked at, so in a thread.

        What draws their pictures is made ready in it first: it takes as long as a key may.
        """
        load()
        self.desk.history.find_progress(whole=True)
        self.app.call_from_thread(self._show_progress)

    def _show_progress(self) -> None:
        progress = self.desk.history.progress
        self.query_one(PageList).show_progress(progress)

    def _beside(self, page: Page, step: object) -> Page | None:
        library = self.desk.library
        return library.next(page.id) if step == 1 else library.previous(page.id)

    def _want_stretch(self, stretch_id: str) -> None:
        self._fall_silent()
        self.post_message(StretchWanted(stretch_id))


def _speaks_of(page: Page, action: str) -> bool:
    """Tell whether a page has what an action is for."""
    return bool({"stretch": page.stretch, "explain": page.terms(), "selfcheck": page.check}[action])


def _nothing(pages: Iterable[Page]) -> str:
    return "" if tuple(pages) else "There is no page to read."
