"""The template and the README are what the table says, and the table is what the settings are."""

from __future__ import annotations

import re
from pathlib import Path

from deskmate.config import HookSettings, Settings, load_settings
from deskmate.settings.papers import table, template
from deskmate.settings.table import OTHER_THEMES, SECTIONS, SETTINGS
from deskmate.sitting.rules import Rules

README = Path(__file__).parents[2] / "README.md"
NOT_OF_THE_FILE = {"notify_after", "voice_after", "unwatched_after", "schedule"}


def test_the_readme_has_the_table_of_settings() -> None:
    assert table() in README.read_text(encoding="utf-8"), "run: python tests/settings/write_readme.py"


def test_every_field_of_every_record_is_a_setting() -> None:
    settings = Settings()
    sections = [section for section in SECTIONS if section != "keys"]
    known = {f"{section}.{f}" for section in sections for f in type(getattr(settings, section)).__annotations__}
    assert {f"sitting.{name}" for name in NOT_OF_THE_FILE} < known
    assert set(SETTINGS) == known - {f"sitting.{name}" for name in NOT_OF_THE_FILE}


def test_the_template_is_the_defaults_with_and_without_its_hashes(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(template())
    assert load_settings(file) == (Settings(), ())
    file.write_text(re.sub(r"^# (?=[\w\"].* = )", "", template(), flags=re.MULTILINE))
    settings, problems = load_settings(file)
    assert problems == ()
    assert settings.sitting == Rules()
    assert settings.voice == Settings().voice
    assert settings.hooks != HookSettings()


def test_every_default_reads_back_as_itself() -> None:
    for setting in SETTINGS.values():
        if (default := setting.default) is not None:
            value = getattr(getattr(Settings(), setting.section), setting.key)
            assert setting.kind.read(default) == value, setting.name


def test_every_other_theme_is_textuals_and_none_is_left_out() -> None:
    from textual.theme import BUILTIN_THEMES

    assert set(OTHER_THEMES) == set(BUILTIN_THEMES)
