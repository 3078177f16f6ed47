"""The list of learn pages: title, how long each takes, and how far it was read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label, ListItem, ListView

from deskmate.learn.page import Page
from deskmate.learn.progress import Progress


class PageItem(ListItem):
    """A page in the list: title, time, how far it was read, and what to take from it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        """Lay out the item."""
        with Horizontal(classes="head"):
            yield Label(self.page.title, classes="title", markup=False)
            yield Label(f"{self.page.minutes} min", classes="meta", markup=False)
        yield Label(self.page.takeaway, classes="takeaway", markup=False)

    def show_progress(self, progress: Progress) -> None:
        """Tell in the item's corner how long the page takes, and how much of it was read."""
        place = progress.places.get(self.page.id)
        read = self.page.id in progress.read
        self.set_class(read, "read")
        told = f" · {place.share:.0%}" if place is not None else " ✓" if read else ""
        self.query_one(".meta", Label).update(f"{self.page.minutes} min{told}")


class PageList(ListView):
    """The list of pages."""
