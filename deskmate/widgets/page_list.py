"""The list of learn pages: title, how long each takes, and how far it was read."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from deskmate.learn.page import Page
from deskmate.learn.progress import Progress
from deskmate.widgets.dressed import Dressed


class PageList(OptionList, Dressed):
    """A page is two lines and a blank one; where there is little room it is its title, but for the chosen one's."""

    SHEETS = ("page_list",)

    brief: reactive[bool] = reactive(default=False, init=False)

    def __init__(self, pages: Sequence[Page], *, id: str | None = None) -> None:  # noqa: A002 - as Textual names it
        """Show `pages` in their order; each option has its page's id."""
        self._pages = {page.id: page for page in pages}
        self._progress = Progress()
        super().__init__(*self._laid_out(brief=False), id=id, markup=False)

    @property
    def lines(self) -> dict[str, str]:
        """Give what is shown of each page, by its id."""
        return {option.id: str(option.prompt) for option in self.options if option.id is not None}

    def choose(self, page: Page) -> None:
        """Put the cursor on a page."""
        self.highlighted = self.get_option_index(page.id)

    def show_progress(self, progress: Progress) -> None:
        """Tell how much of each page was read."""
        if progress != self._progress:
            self._progress = progress
            self._tell()

    def on_resize(self, _: Resize) -> None:
        """Put the times at the end of the new width, and leave out what there is no room for."""
        self.brief = self.screen.has_class("-short")
        self._tell()

    def watch_brief(self) -> None:
        """Lay out anew: the blank lines come or go."""
        chosen = self.highlighted_option
        self.set_options(self._laid_out(brief=self.brief))
        if chosen is not None and chosen.id is not None:
            self.highlighted = self.get_option_index(chosen.id)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Bring out the chosen page."""
        super().watch_highlighted(highlighted)
        self._tell()

    def _laid_out(self, *, brief: bool) -> list[Option]:
        options: list[Option] = []
        for page in self._pages.values():
            if options and not brief:
                options.append(Option("", disabled=True))
            options.append(Option(Content(page.title), id=page.id))
        return options

    def _tell(self) -> None:
        """Write every page's lines that have become others."""
        if not self.is_mounted:
            return
        width = self.scrollable_content_region.width - self.get_component_styles("option-list--option").padding.width
        for number, option in enumerate(self.options):
            if option.id is not None:
                line = self._line(self._pages[option.id], width, chosen=number == self.highlighted)
                if not (isinstance(option.prompt, Content) and line.is_same(option.prompt)):
                    self.replace_option_prompt_at_index(number, line)

    def _line(self, page: Page, width: int, *, chosen: bool) -> Content:
        place, read = self._progress.places.get(page.id), page.id in self._progress.read
        how_far = f" · {place.share:.0%}" if place is not None else " ✓" if read else ""
        time = f"{page.minutes} min{how_far}"
        # A title that needs two lines leaves the end of the first to the time.
        first, *others = wrap(page.title, max(1, width - cell_len(time) - 1)) or [""]
        gap = max(1, width - cell_len(first) - cell_len(time))
        titled = "bold $accent-line" if chosen else "bold"
        parts: list[str | tuple[str, str]] = [
            (first, titled),
            " " * gap,
            (time, "$standing-text" if read else "$quiet"),
            *((f"\n{line}", titled) for line in others),
        ]
        if chosen or not self.brief:
            parts.append((f"\n{page.takeaway}", "$quiet"))
        return Content.assemble(*parts)
