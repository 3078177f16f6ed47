"""What helps you: how much each stretch eased, by the user's own ratings, and the trial that finds it out."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.messages import StretchWanted
from deskmate.screens.base import DeskScreen
from deskmate.screens.helps_words import NOT_A_TRIAL, Styles, axis_of, detail, next_words, row, verdict
from deskmate.sitting.events import Kind
from deskmate.stretch.ranking import Standing
from deskmate.stretch.record import Record, candidates, read_record, seed, suggest
from deskmate.widgets.key_line import KeyLine

READING = "Reading your ratings…"


class HelpsScreen(DeskScreen):
    """Standings, best first; what is tried leads."""

    SHEETS = ("helps",)

    COMPONENT_CLASSES: ClassVar[set[str]] = {"helps--range", "helps--mean", "helps--quiet"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "stretch", "Do it", priority=True, tooltip="Do this stretch now, and rate it"),
        Binding("space", "try", "Try it", tooltip="Take it into your trial, or leave it out"),
        Binding("w", "app.walk", "Walk", tooltip="Your walking programme"),
        Binding("c", "app.selfcheck", "Self-check", tooltip="Check how far each hip lets go"),
        Binding("escape,f,q", "app.pop_screen", "Back", key_display="esc"),
        Binding("question_mark", "app.help", "Help", key_display="?"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (26, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self._record: Record | None = None
        self._standings: dict[str, Standing] = {}
        self._tried: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out what can be said, the standings, and what they are."""
        yield Label("What helps you", classes="title")
        with Vertical(id="said"):
            yield Static(READING, id="verdict", markup=False)
            yield Static(id="next", markup=False)
        yield OptionList(id="standings")
        yield Static(id="detail", markup=False)
        yield Static(NOT_A_TRIAL, id="what", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Begin to read."""
        self.query_one(OptionList).focus()
        self._read()

    def come_back(self) -> None:
        """Read again: a session may have been rated meanwhile."""
        if self._record is not None:
            self._read()

    def on_resize(self, _: Resize) -> None:
        """Draw the rows for the new width."""
        if self.display:
            # After the list has its own new width.
            self.call_after_refresh(self._show_rows)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Tell of the one that is chosen."""
        if self.display and (name := message.option_id) in self._standings:
            words = detail(self._standings[name], self._names()[name], tried=name in self._tried)
            self.query_one("#detail", Static).update(words)

    def on_option_list_option_selected(self) -> None:
        """Do the one that is chosen: the list takes the enter key for itself."""
        self.action_stretch()

    def action_stretch(self) -> None:
        """Do the stretch that is chosen."""
        if (name := self._chosen()) is not None:
            self.app.post_message(StretchWanted(name))

    def action_try(self) -> None:
        """Take the chosen one into the trial, or leave it out."""
        name = self._chosen()
        if name is None or self._record is None:
            return
        event = self.desk.record(Kind.TRIAL_CHANGED, candidate=name, tried=name not in self._tried)
        self._show(self._record.with_later(read_record([event])))

    @work(thread=True)
    def _read(self) -> None:
        record = read_record(self.desk.history.events())
        self.app.call_from_thread(self._show, record)

    def _show(self, record: Record) -> None:
        if not self.display:
            return
        names = self._names()
        self._record, self._tried = record, candidates(record, self.desk.catalogue)
        ranking = record.ranking(self._tried)
        others = record.ranking([name for name in names if name not in self._tried]).standings
        rated = sorted(others, key=lambda s: not s.sessions)
        self._standings = {s.stretch: s for s in (*ranking.standings, *rated)}
        self.query_one("#verdict", Static).update(self.sentence(*verdict(ranking, names)))
        found = suggest(record, self._tried, seed(self.desk.state.today.date, self.desk.events()))
        self.query_one("#next", Static).update(next_words(found, names))
        self._show_rows()

    def _show_rows(self) -> None:
        if not self._standings:
            return
        options, names = self.query_one(OptionList), self._names()
        chosen = self._chosen()
        axis, styles = axis_of(self._standings.values()), self._row_styles()
        width = options.scrollable_content_region.width
        options.clear_options()
        options.add_options(
            Option(row(s, names[name], axis, width, styles, tried=name in self._tried), id=name)
            for name, s in self._standings.items()
        )
        options.highlighted = options.get_option_index(chosen) if chosen in self._standings and chosen else 0

    def follow_theme(self) -> None:
        """Draw the rows in the new colours."""
        self._show_rows()

    def _row_styles(self) -> Styles:
        # Without a background of their own, so that the chosen row shows through.
        found = (self.get_component_rich_style(f"helps--{name}") for name in ("range", "mean", "quiet"))
        return Styles(*(Style(color=style.color, bold=style.bold) for style in found))

    def _chosen(self) -> str | None:
        options = self.query_one(OptionList)
        return options.get_option_at_index(options.highlighted).id if options.highlighted is not None else None

    def _names(self) -> dict[str, str]:
        """Give the names of all there is to do, by id."""
        catalogue = self.desk.catalogue
        routines = {r.id: r.name for r in catalogue.routines.values()}
        return {s.id: s.name for s in catalogue.stretches.values()} | routines
