"""The product's texts and data, as files; this package only finds and reads them."""

from __future__ import annotations


def texts(folder: str, ending: str) -> list[tuple[str, str]]:
    """Give (file name, text) of every file of `folder` (such as "learn") with `ending`, sorted by name."""
    from importlib import resources

    root = resources.files(__name__).joinpath(folder)
    files = sorted((f for f in root.iterdir() if f.name.endswith(ending)), key=lambda f: f.name)
    return [(f"{folder}/{f.name}", f.read_text(encoding="utf-8")) for f in files]


def text(name: str) -> str:
    """Give the text of one file, named by its path inside content; raises FileNotFoundError."""
    from importlib import resources

    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
