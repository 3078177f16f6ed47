"""Learn: the list of pages, and a page that reads itself aloud, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Label, ListItem, ListView, Static

from deskmate.learn.library import PAGE_LINK
from deskmate.learn.page import Page
from deskmate.messages import StretchWanted
from deskmate.screens.base import DeskScreen
from deskmate.screens.narration import Narration, Telling
from deskmate.sitting.events import Kind
from deskmate.sitting.fold import State
from deskmate.voice.speaker import SpeechEvent, VoiceChanged
from deskmate.widgets.read_along import ReadAlong

STRETCH_LINK = "stretch:"

_WHILE = {"read_aloud": Telling.SILENT, "pause": Telling.SPEAKING, "resume": Telling.PAUSED}
"""The space bar's three meanings, and when it has each."""


class PageItem(ListItem):
    """A page in the list: title, time, whether it was read, and what to take from it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        """Lay out the item."""
        with Horizontal(classes="head"):
            yield Label(self.page.title, classes="title", markup=False)
            yield Label(classes="meta", markup=False)
        yield Label(self.page.takeaway, classes="takeaway", markup=False)

    def show_read(self, *, read: bool) -> None:
        """Tell in the item's corner how long the page takes and whether it was read."""
        self.set_class(read, "read")
        self.query_one(".meta", Label).update(f"{self.page.minutes} min{' ✓' if read else ''}")


class PageList(ListView):
    """The list of pages."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Open")]


class LearnScreen(DeskScreen):
    """Choose a page, read it, or have it read."""

    speaks = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "read_aloud", "Read aloud"),
        Binding("space", "pause", "Pause"),
        Binding("space", "resume", "Go on"),
        Binding("escape", "close_page", "Pages", key_display="esc"),
        Binding("escape,q", "leave", "Back", key_display="esc"),
        Binding("s", "stretch", "Stretch"),
        Binding("right,n", "next_sentence", "Next", key_display="→"),
        Binding("left,p", "previous_sentence", "Previous", key_display="←"),
        Binding("right_square_bracket", "turn_page(1)", "Next page", key_display="]"),
        Binding("left_square_bracket", "turn_page(-1)", "Page before", key_display="["),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    def __init__(self, page_id: str | None = None) -> None:
        super().__init__()
        self._first_page = page_id
        self._narration: Narration | None = None
        self._shown = Telling.SILENT

    @property
    def page(self) -> Page | None:
        """Give the page that is open, None in the list."""
        return self.query_one(ReadAlong).page if self.has_class("reading") else None

    def compose(self) -> ComposeResult:
        """Lay out the list beside (or, where it is narrow, before) the page."""
        library = self.desk.library
        with Horizontal(id="room"):
            with Vertical(id="shelf"):
                yield Label("Learn", id="shelf-title")
                yield PageList(*(PageItem(page) for page in library.pages), id="pages")
                yield Static("\n".join(library.problems) or _nothing(library.pages), id="problems", markup=False)
            with Vertical(id="reading"):
                yield Label(id="place", markup=False)
                yield ReadAlong(id="text")
        yield Static(id="no-sound", markup=False)
        yield Footer(show_command_palette=False)

    def begin(self) -> None:
        """Show the page that was asked for, if there is such a one, else the list."""
        self.query_one("#problems").display = bool(self.desk.library.problems or not self.desk.library.pages)
        self._show_read()
        asked_for = [page for page in self.desk.library.pages if page.id == self._first_page]
        if asked_for:
            self._open(asked_for[0])
        else:
            self.query_one(PageList).focus()

    def on_screen_suspend(self) -> None:
        """Fall silent when another screen comes in front: what is said there is not for us."""
        self._fall_silent()

    def on_unmount(self) -> None:
        """Fall silent on leaving."""
        if self._narration:
            self._narration.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something now."""
        page = self.page if self.is_mounted else None
        telling = self._narration.telling if page and self._narration else None
        match action:
            case "read_aloud" | "pause" | "resume":
                return telling is _WHILE[action]
            case "next_sentence" | "previous_sentence" | "close_page":
                return page is not None
            case "leave":
                return page is None
            case "stretch":
                return page is not None and bool(page.stretch)
            case "turn_page":
                return page is not None and self._beside(page, parameters[0]) is not None
            case _:
                return True

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

    def action_turn_page(self, step: int) -> None:
        """Open the page after or before this one."""
        page = self.page and self._beside(self.page, step)
        if page:
            self._open(page)

    def action_close_page(self) -> None:
        """Go back to the list."""
        self._fall_silent()
        self.remove_class("reading")
        self.query_one(PageList).focus()
        self.refresh_bindings()

    def action_leave(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()

    def action_stretch(self) -> None:
        """Ask for the stretch that the page leads to."""
        if self.page and self.page.stretch:
            self._want_stretch(self.page.stretch)

    def on_list_view_selected(self, message: ListView.Selected) -> None:
        """Open the page that was chosen."""
        if isinstance(message.item, PageItem):
            self._open(message.item.page)

    def on_read_along_sentence_selected(self, message: ReadAlong.SentenceSelected) -> None:
        """Go to the sentence that was clicked; a voice that is speaking goes on from there."""
        if self._narration:
            self._narration.go_to(message.index)
            self._follow()

    def on_read_along_link_followed(self, message: ReadAlong.LinkFollowed) -> None:
        """Go where a link leads."""
        target = message.target
        if target.startswith(PAGE_LINK):
            self._open(self.desk.library.page(target.removeprefix(PAGE_LINK)))
        elif target.startswith(STRETCH_LINK):
            self._want_stretch(target.removeprefix(STRETCH_LINK))
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
        """Show which pages were read by now."""
        del state
        self._show_read()

    def _open(self, page: Page) -> None:
        self._fall_silent()
        self._narration = Narration(self.desk.speaker, page.sentences)
        self.add_class("reading")
        text = self.query_one(ReadAlong)
        text.page = page
        text.focus()
        pages = self.desk.library.pages
        number = pages.index(page) + 1
        self.query_one(PageList).index = number - 1
        self.query_one("#place", Label).update(f"Page {number} of {len(pages)} · {page.minutes} min")
        self.desk.record(Kind.PAGE_OPENED, page=page.id)
        self.refresh_bindings()

    def _move(self, step: int) -> None:
        if self._narration:
            self._narration.move(step)
            self._follow()

    def _follow(self) -> None:
        """Show where the narration is."""
        narration, text = self._narration, self.query_one(ReadAlong)
        if narration is None:
            return
        text.sentence = narration.at
        text.word = narration.word
        if narration.finished and text.page:
            narration.finished = False
            self.desk.record(Kind.PAGE_READ, page=text.page.id)
            self._show_read()
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
    def _show_read(self) -> None:
        """Tell which pages were read, at any time: the whole history is looked at, so in a thread."""
        self.app.call_from_thread(self._mark_read, self.desk.pages_read())

    def _mark_read(self, read: frozenset[str]) -> None:
        for item in self.query(PageItem):
            item.show_read(read=item.page.id in read)

    def _beside(self, page: Page, step: object) -> Page | None:
        library = self.desk.library
        return library.next(page.id) if step == 1 else library.previous(page.id)

    def _want_stretch(self, stretch_id: str) -> None:
        self._fall_silent()
        self.post_message(StretchWanted(stretch_id))


def _nothing(pages: Iterable[Page]) -> str:
    return "" if tuple(pages) else "There is no page to read."
