"""What every screen of deskmate shares: the way to the services."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from textual._styles_cache import StylesCache
from textual.binding import Binding
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from deskmate.messages import SpeechHeard, StateChanged
from deskmate.screens.sentence import NAMED, Part, shown
from deskmate.widgets.dressed import Fitted

if TYPE_CHECKING:
    from textual.app import App
    from textual.content import Content
    from textual.events import ScreenResume

    from deskmate.services import Services
    from deskmate.sitting.fold import State
    from deskmate.sitting.watch import Entry
    from deskmate.voice.speaker import SpeechEvent

    class _HasDesk(Protocol):
        desk: Services
        own_keys: Mapping[str, str]


PAINTED = 0.2
"""Seconds after which what is to be shown is painted: a thread that reads years would take turns with that."""

STRIP = 10
"""Rows below which a screen is a strip, where each has something to say."""


class DeskScreen(Screen[None], Fitted):
    """A screen with the services within reach, whose actions have names that the user may give other keys."""

    speaks: ClassVar[bool] = False
    """Whether it is in the middle of what the voice says: the voice is then not changed under it."""

    room: ClassVar[str]
    """What the names of its actions begin with."""

    _was_shown = False

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - passed on as they are
        """Name the actions, such as "today.stand"; two that share a key are one name, for they share it anywhere."""
        cls.room = room = _words(cls.__name__.removesuffix("Screen"))
        names: dict[str, str] = {}
        named: list[Binding | Any] = []
        for binding in cls.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                named.append(binding)
                NAMED[binding.id] = binding
            elif isinstance(binding, Binding) and (binding.show or binding.tooltip):
                action = "_".join(re.findall(r"\w+", binding.action.removeprefix("app.")))
                name = names.setdefault(binding.key, f"{room}.{action}")
                named.append(replace(binding, id=name))
                NAMED.setdefault(name, named[-1])
            else:
                named.append(binding)
        if named:
            cls.BINDINGS = named
        super().__init_subclass__(**options)

    def _post_register(self, app: App[object]) -> None:
        super()._post_register(app)
        self.set_class(app.size.height < STRIP, "-strip", update=False)

    @property
    def is_strip(self) -> bool:
        """Tell whether it has only a few rows, as in a strip along an edge; its sheet knows it as `-strip`."""
        return self.size.height < STRIP

    @property
    def desk(self) -> Services:
        """Give the services the app put together."""
        return cast("_HasDesk", self.app).desk

    @property
    def own_keys(self) -> Mapping[str, str]:
        """Give the user's own keys by the names of actions."""
        return cast("_HasDesk", self.app).own_keys

    @property
    def _is_shown(self) -> bool:
        """Tell whether neither the screen is being taken down nor the app with it."""
        return self.display and self.is_attached

    def on_mount(self) -> None:
        """Begin, unless the screen was left while it was being laid out: some of its widgets were then never made."""
        if self._is_shown:
            self.app.theme_changed_signal.subscribe(self, self._theme_changed)
            self.begin()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Come back from another screen; the first time, keep the styles: it was laid out by them a moment ago."""
        if self._was_shown:
            self.come_back()
        else:
            self._was_shown = True
            event.refresh_styles = False

    def on_resize(self, message: Resize) -> None:
        """Let the sheet know of a strip, and the screen of its size, unless it is being taken down."""
        self.set_class(message.size.height < STRIP, "-strip")
        if self._is_shown:
            self.fit(message.size)

    def on_unmount(self) -> None:
        """Follow no theme any more: the app would keep the screen for it, and Textual what was drawn of it."""
        self.app.theme_changed_signal.unsubscribe(self)
        _forget_drawn()

    def on_state_changed(self, message: StateChanged) -> None:
        """Show the new state, unless the screen is being taken down."""
        if self._is_shown:
            self.show_state(message.state)

    def on_speech_heard(self, message: SpeechHeard) -> None:
        """Follow the voice, unless the screen is being taken down."""
        if self._is_shown:
            self.follow_speech(message.event)

    def _theme_changed(self, _: object) -> None:
        if self._is_shown:
            self.follow_theme()

    def follow_theme(self) -> None:
        """Draw anew what took its colours from the theme before; nothing, for most screens."""

    def begin(self) -> None:
        """Fill in what the laid out widgets show first; nothing, for some screens."""

    def fit(self, size: Size) -> None:
        """Fit what is shown to another size, the first one too; nothing, where the sheet does it all."""

    def come_back(self) -> None:
        """Catch up with what happened on another screen; nothing, for most screens."""

    def show_state(self, state: State) -> None:
        """Show the state of the day; nothing, for some screens."""

    def follow_speech(self, event: SpeechEvent) -> None:
        """Follow what the voice tells; nothing, for some screens."""

    def sentence(self, *parts: Part) -> Content:
        """Give a sentence that names keys as it is read now."""
        return shown(parts, self.app, self.room)

    def action_press(self, key: str) -> None:
        """Press a key that a sentence names."""
        self.app.simulate_key(key)

    def say_word(self, word: Callable[[State], Sequence[Entry]]) -> None:
        """Write down what the user says, or tell why it cannot be."""
        try:
            self.desk.say(word(self.desk.state))
        except ValueError as error:
            self.notify(as_sentence(error), markup=False)

    def keep(self) -> None:
        """Write down what would be lost if the app ended now; nothing, for most screens."""


def _forget_drawn() -> None:
    """Empty the cache in which Textual keeps what was drawn of the last thousand widgets, though they are gone."""
    clear = getattr(StylesCache.get_inner_outer, "cache_clear", None)
    if clear is not None:
        clear()


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def as_sentence(error: Exception) -> str:
    """Give what an error says as a sentence of its own."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
