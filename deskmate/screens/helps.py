"""What helps you: how much each stretch eased, by the user's own ratings, and the trial that finds it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.messages import StretchWanted
from deskmate.screens.figured import Figured
from deskmate.screens.helps_words import NOT_A_TRIAL, Styles, axis_of, detail, next_words, purpose_line, row, verdict
from deskmate.sitting.events import Kind
from deskmate.stretch.ranking import Standing
from deskmate.stretch.record import Record, candidates, read_record, seed, suggest
from deskmate.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from deskmate.figure.scene import Scene
    from deskmate.stretch.catalogue import Stretch
    from deskmate.stretch.routine import Routine

BESIDE_ROWS = 14
"""The lines of a tall screen that are no rows."""

READING = "Reading your ratings…"


class HelpsScreen(Figured):
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

    ROOMY = frozenset({"-wide", "-full"})
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (26, "-tall"), (46, "-full")]  # noqa: RUF012 - as Textual declares it

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
        with Horizontal(id="room"), Vertical(id="board"):
            yield OptionList(id="standings")
            yield Static(id="detail", markup=False)
            yield Static(NOT_A_TRIAL, id="what", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Begin to read."""
        self.set_focus(self.query_one(OptionList))
        self._read()

    def come_back(self) -> None:
        """Read again: a session may have been rated meanwhile."""
        if self._record is not None:
            self._read()

    def fit(self, size: Size) -> None:
        """Draw the rows for the new width."""
        super().fit(size)
        # After the list has its own new width.
        self.call_after_refresh(self._show_rows)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Tell of the one that is chosen."""
        if self.display and (name := message.option_id) in self._standings:
            words = detail(self._standings[name], self._names()[name], tried=name in self._tried)
            self.query_one("#detail", Static).update(words)
            self.show_figure()

    def on_option_list_option_selected(self) -> None:
        """Do the one that is chosen: the list takes the enter key for itself."""
        self.action_stretch()

    def pose(self) -> Scene | None:
        """Give the hold of the one that is chosen."""
        name = self._chosen()
        return self.hold_of(name) if name is not None else None

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
        purposes = self._purposes() if self.classes >= self.ROOMY else {}
        options.clear_options()
        for name, standing in self._standings.items():
            if purposes and options.option_count and self._has_room_for_rules():
                options.add_option(None)
            drawn = row(standing, names[name], axis, width, styles, tried=name in self._tried)
            if name in purposes:
                drawn = Text("\n").join((drawn, purpose_line(purposes[name], width, styles)))
            options.add_option(Option(drawn, id=name))
        options.highlighted = options.get_option_index(chosen) if chosen in self._standings and chosen else 0

    def _has_room_for_rules(self) -> bool:
        """Tell whether rows of two lines and rules between them leave nothing to scroll."""
        return self.size.height >= 3 * len(self._standings) + BESIDE_ROWS

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
        return {each.id: each.name for each in self._offers()}

    def _purposes(self) -> dict[str, str]:
        """Give what each is for, by id."""
        return {each.id: each.purpose for each in self._offers()}

    def _offers(self) -> Iterator[Stretch | Routine]:
        catalogue = self.desk.catalogue
        yield from catalogue.stretches.values()
        yield from catalogue.routines.values()
