"""Putting the parts together: the user's own files may be wrong in any way, and nothing stops."""

from __future__ import annotations

from pathlib import Path

from deskmate.build import build_catalogue, build_scenes
from deskmate.config import folders


def test_what_cannot_be_read_in_the_stretches_folder_is_a_sentence_each(tmp_path: Path) -> None:
    places = folders(tmp_path)
    own = places.config / "stretches"
    (own / "folder.toml").mkdir(parents=True)
    (own / "bytes.toml").write_bytes(b"\xff\xfe")
    (own / "gone.toml").symlink_to(tmp_path / "nowhere")
    (own / ".#lock.toml").symlink_to(tmp_path / "nowhere")
    catalogue = build_catalogue(places, build_scenes())
    assert "captain-morgan" in catalogue.stretches
    assert sorted(catalogue.problems) == [
        f"{own}/bytes.toml cannot be read: it is not UTF-8 text.",
        f"{own}/folder.toml cannot be read: Is a directory.",
        f"{own}/gone.toml cannot be read: No such file or directory.",
    ]
