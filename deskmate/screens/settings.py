"""The settings: every one by section, changed by keys. The file is changed with it, and shown as it changes."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.timer import Timer
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from deskmate.screens.base import DeskScreen
from deskmate.screens.choose import ChooseScreen
from deskmate.settings.file import SettingError
from deskmate.settings.kinds import BOOLEAN, as_typed
from deskmate.settings.table import SECTIONS, SETTINGS, Setting, keys_of
from deskmate.sitting.fold import State
from deskmate.widgets.key_line import KeyLine

SAMPLE = "This is how I sound. Stand tall, and breathe out."
HEARD = frozenset({"voice.engine", "voice.name", "voice.rate", "voice.pitch", "voice.volume"})
"""Settings whose change is heard at once."""

SOON = 0.4
"""Seconds after the last change until the sample is spoken: a key held down is one sample, not twenty."""

NAME_WIDTH = 20
OWN = "•"
_WORDS = {"true": "on", "false": "off"}


class _Rows(OptionList):
    """A list whose chosen row stays in sight when what is told of it takes more lines than of the row before."""

    def on_resize(self) -> None:
        """Scroll for the new height."""
        self.scroll_to_highlight()


class SettingsScreen(DeskScreen):
    """A list of all settings, the one under the cursor explained beside it."""

    SHEETS = ("settings",)

    BINDINGS: ClassVar[list[BindingType]] = [
        # The list has enter and the arrows of its own; the field that is typed in has them back.
        Binding("enter", "edit", "Change", priority=True, tooltip="Turn on or off, choose, or type a value"),
        Binding(
            "right", "step(1)", "More", priority=True, tooltip="The next choice, or a little more", id="settings.more"
        ),
        Binding(
            "left",
            "step(-1)",
            "Less",
            priority=True,
            tooltip="The choice before, or a little less",
            id="settings.less",
        ),
        Binding("d", "reset", "Default", tooltip="Let the default hold again"),
        Binding("v", "hear", "Hear", tooltip="Hear the voice"),
        Binding("escape,comma,q", "back", "Back", key_display="esc", tooltip="Back to Today"),
        Binding("question_mark", "app.help", "Help", key_display="?", tooltip="All keys, and where files are"),
    ]

    _is_typing: reactive[bool] = reactive(default=False, bindings=True)

    def compose(self) -> ComposeResult:
        """Lay out the list, and what is told of one setting."""
        yield Label("Settings", classes="title")
        with Horizontal(id="room"):
            yield _Rows(id="settings", markup=False)
            with Vertical(id="about"):
                yield Label(id="name", markup=False)
                yield Static(id="meaning", markup=False)
                yield Static(id="allowed", markup=False)
                yield Static(id="usual", markup=False)
                yield Input(id="typed", select_on_focus=True)
                yield Static(id="refused", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Fill the list."""
        self._sample: Timer | None = None
        options = self.query_one("#settings", OptionList)
        for section, about in SECTIONS.items():
            if own := keys_of(section):
                options.add_option(Option(_head(section, about, first=not options.options), disabled=True))
                options.add_options([Option(self._row(setting), id=setting.name) for setting in own.values()])
        options.highlighted = 1
        self.set_focus(options)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter and the arrows to the field while a value is typed; offer the arrows where they change it."""
        del parameters
        if action == "step" and self.is_mounted and (setting := self._setting) is not None:
            return not self._is_typing and bool(setting.kind.choices or setting.kind.moved)
        return action not in {"edit", "step"} or not self._is_typing

    def show_state(self, state: State) -> None:
        """Show the settings as they are by now: the file may have been changed by hand."""
        del state
        options = self.query_one("#settings", OptionList)
        for name, setting in SETTINGS.items():
            row = self._row(setting)
            if options.get_option(name).prompt != row:
                options.replace_option_prompt(name, row)
        self._tell()

    def on_option_list_option_highlighted(self) -> None:
        """Explain the setting the cursor is on, and offer the keys that change it."""
        self.refresh_bindings()
        self._refuse("")
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """Change the setting that was clicked, or on which enter was pressed."""
        self.action_edit()

    def on_descendant_focus(self) -> None:
        """Close the field once the list is gone back to: what is in it was typed for the row before."""
        if self._is_typing and isinstance(self.focused, _Rows):
            self._close_input()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take what was typed; where it is wrong, let it stand to be put right."""
        if self._change(message.value):
            self._close_input()

    def action_edit(self) -> None:
        """Turn the setting on or off, ask for a choice, or let a value be typed."""
        setting = self._setting
        if setting is None:
            return
        if setting.kind is BOOLEAN:
            self.action_step(1)
        elif setting.kind.choices:
            choices = {choice: choice for choice in setting.kind.choices}
            self.app.push_screen(ChooseScreen(_meaning(setting), choices), self._chosen)
        else:
            typed = self.query_one("#typed", Input)
            typed.value = self._typed_value(setting)
            typed.display = self._is_typing = True
            self.set_focus(typed)

    def action_step(self, way: int) -> None:
        """Take the next choice, or move the number or the length by a step."""
        setting = self._setting
        if setting is None:
            return
        value = setting.value_in(self.desk.settings)
        if choices := setting.kind.choices:
            now = choices.index(as_typed(value)) if value is not None else 0
            self._change(choices[(now + way) % len(choices)])
        elif setting.kind.moved is not None and value is not None:
            self._change(setting.kind.moved(value, way))

    def action_reset(self) -> None:
        """Let the default hold again."""
        if self._setting is not None:
            self._change(None)

    def action_hear(self) -> None:
        """Speak the sample now."""
        self.desk.follow_voice()
        self.desk.speaker.say(SAMPLE)

    def action_back(self) -> None:
        """Leave the field that is typed in, else the screen."""
        if self._is_typing:
            self._close_input()
        else:
            self.app.pop_screen()

    @property
    def _setting(self) -> Setting | None:
        # On the way out it may have no list any more, and is still asked for its keys.
        options = self.query_one_optional("#settings", OptionList)
        option = options.highlighted_option if options is not None else None
        return SETTINGS.get(option.id or "") if option is not None else None

    def _chosen(self, choice: str | None) -> None:
        if choice is not None:
            self._change(choice)

    def _change(self, typed: str | None) -> bool:
        """Write what was typed (None for the default) and hear it; tell why not where it is refused."""
        setting = self._setting
        if setting is None:
            return False
        try:
            self.desk.change_setting(setting.name, typed)
        except SettingError as error:
            self._refuse(str(error))
            return False
        self._refuse("")
        self.show_state(self.desk.state)
        if setting.name in HEARD:
            if self._sample is not None:
                self._sample.stop()
            self._sample = self.set_timer(SOON, self.action_hear)
        return True

    def _close_input(self) -> None:
        self._refuse("")
        self.query_one("#typed", Input).display = self._is_typing = False
        self.set_focus(self.query_one("#settings", OptionList))

    def _refuse(self, why: str) -> None:
        line = self.query_one("#refused", Static)
        line.update(why)
        line.display = bool(why)
        self.set_class(bool(why), "refused")

    def _typed_value(self, setting: Setting) -> str:
        value = setting.value_in(self.desk.settings)
        return "" if value is None else as_typed(value)

    def _row(self, setting: Setting) -> Text:
        own = setting.value_in(self.desk.settings) != setting.default
        value = self._typed_value(setting) or "–"
        row = Text(f"{setting.key.replace('_', ' '):<{NAME_WIDTH}}{OWN if own else ' '} ", no_wrap=True)
        return row.append(_WORDS.get(value, value), style="bold" if own else "")

    def _tell(self) -> None:
        setting = self._setting
        if setting is None:
            return
        default = "not set" if setting.default is None else as_typed(setting.default) or "empty"
        self.query_one("#name", Label).update(setting.name)
        self.query_one("#meaning", Static).update(f"{_meaning(setting)}.")
        self.query_one("#allowed", Static).update(f"Allowed  {setting.range}")
        self.query_one("#usual", Static).update(f"Default  {default}")


def _meaning(setting: Setting) -> str:
    """Say what a setting means, as a sentence begins; names such as macOS stay as they are."""
    return f"{setting.about[:1].upper()}{setting.about[1:]}"


def _head(section: str, about: str, *, first: bool) -> Text:
    head = Text("" if first else "\n", no_wrap=True)
    return head.append(f"{section}  ", style="bold").append(about)
